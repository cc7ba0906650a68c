import type { JudgedRequirement } from '../model/generated/types.ts'
import { canonicalJson } from '../source/digest.ts'

/**
 * In what a requirement falls short: one text for each of its findings that is not met, the same text for the same gap.
 *
 * A gap is which fact fails which test and why: fact, operator, what was asked (and what that stood for), what was asked of its
 * evidence, whether the test must hold or must not, result and reason. The value that was found is no part of it, nor its date, sample
 * or link: how far a value may go is what the waiver itself says in `covers`, and every judgement holds it to that. Findings that could
 * not be made (`fault`, `unreachable`) say nothing about the launch and are left out.
 */
export function shortfallOf({ findings }: Pick<JudgedRequirement, 'findings'>): readonly string[] {
  const gaps = findings
    .filter(({ result, reason }) => result !== 'met' && reason !== 'fault' && reason !== 'unreachable')
    .map(({ fact, operator, expected, resolved = null, asks = null, polarity, result, reason = null }) =>
      canonicalJson({ fact, operator, expected, resolved, asks, polarity, result, reason }),
    )
  return [...new Set(gaps)].sort()
}

/** The facts of gaps that nobody accepted: those of `after` that are not among `before`. Fewer gaps than were accepted are none. */
export function newGaps(before: readonly string[], after: readonly string[]): readonly string[] {
  const accepted = new Set(before)
  return [...new Set(after.filter((gap) => !accepted.has(gap)).map((gap) => (JSON.parse(gap) as { readonly fact: string }).fact))]
}
