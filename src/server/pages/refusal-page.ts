import type { Page, Surroundings } from '../../web/page.ts'
import { pageSaying } from '../../web/page-of.tsx'
import { statusOf } from '../http/failures.ts'
import { type ProblemError, problems } from '../problem.ts'

/** The page for a person who is refused something: what is wrong, and what to do about it. */
export function refusalPage(error: ProblemError, around: Surroundings): Page {
  const { problem, message, hint } = error
  const said = [message, ...(hint === undefined ? [] : [hint])].map((part) => `${part[0]?.toUpperCase() ?? ''}${part.slice(1)}.`)
  return pageSaying({ title: problems[problem][1], lead: said.join(' '), status: statusOf(problem), sections: [] }, around)
}
