import type { DeploymentRequest } from '../../github/deployment-request.ts'
import { limits } from '../../github/limits.ts'
import { gateComment } from '../../report/gate-comment.ts'
import { verdictOf } from '../../report/gate-verdict.ts'
import { counted } from '../../report/value-words.ts'
import { verdictMarks } from '../../report/verdict-words.ts'
import type { JudgedWorld } from '../../world/judged-world.ts'

/** What is said of a deployment, with as much of the decisions as GitHub takes. */
export function comment(
  linkOf: (digest: string) => string,
  lead: string,
  { decisions, diagnostics }: Pick<JudgedWorld, 'decisions' | 'diagnostics'> = { decisions: [], diagnostics: [] },
): string {
  return gateComment({
    lead,
    decisions,
    diagnostics,
    linkOf,
    limit: limits.gateComment,
    size: (text) => Buffer.byteLength(text),
  })
}

/** "GO: the launch at `0123456789ab` may go to `production`." */
export function approvedLead({ sha, environment }: DeploymentRequest, judged: JudgedWorld): string {
  const { length } = judged.decisions
  const who = length === 1 ? 'the launch' : `all ${length} launches`
  return `${wordOf(judged)}: ${who} at \`${sha.slice(0, 12)}\` may go to \`${environment}\`.`
}

/** "Nothing could be decided, so nothing is approved: no launch has a decision." */
export function undecidedLead(why: string): string {
  return `Nothing could be decided, so nothing is approved: ${why}.`
}

/** Why a judgement that came to nothing did. */
export function undecidedWhy({ decisions }: Pick<JudgedWorld, 'decisions'>): string {
  return decisions.length > 0 ? 'not every launch has a decision' : 'no launch has a decision'
}

/** "NO-GO: 1 of 2 launches at `0123456789ab` may not go to `production`." */
export function blockedLead({ sha, environment }: DeploymentRequest, judged: JudgedWorld): string {
  const blocked = judged.decisions.filter((decision) => decision.blocked).length
  const who = judged.decisions.length === 1 ? 'the launch' : `${blocked} of ${counted(judged.decisions.length, 'launch', 'launches')}`
  return `${wordOf(judged)}: ${who} at \`${sha.slice(0, 12)}\` may not go to \`${environment}\`.`
}

/** What follows the lead of a deployment that waits; until a moment in milliseconds since 1970, where that is known. */
export function waitingWords(until?: number): string {
  const end = until === undefined ? '' : `, until ${new Date(until).toISOString().slice(0, 10)}`
  return `It waits, and is judged again when something changes${end}.`
}

/** What follows the lead of one that waits no longer. */
export const lateWords = 'It has waited as long as it may.'

function wordOf(judged: JudgedWorld): string {
  const verdict = verdictOf(judged)
  return verdict === 'undecided' ? 'UNDECIDED' : verdictMarks[verdict].word
}
