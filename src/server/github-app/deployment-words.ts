import type { DeploymentRequest } from '../../github/deployment-request.ts'
import { limits } from '../../github/limits.ts'
import { gateComment } from '../../report/gate-comment.ts'
import { verdictOf } from '../../report/gate-verdict.ts'
import { counted } from '../../report/value-words.ts'
import { verdictMarks } from '../../report/verdict-words.ts'
import type { JudgedWorld } from '../../world/judged-world.ts'
import { type Gate, pageOf } from './settings.ts'

/** What is said of a deployment, with as much of the decisions as GitHub takes. */
export function comment(gate: Gate, lead: string, { decisions, diagnostics }: Pick<JudgedWorld, 'decisions' | 'diagnostics'>): string {
  return gateComment({
    lead,
    decisions,
    diagnostics,
    linkOf: (digest) => pageOf(gate, digest),
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

/** "NO-GO: 1 of 2 launches at `0123456789ab` may not go to `production`." */
export function blockedLead({ sha, environment }: DeploymentRequest, judged: JudgedWorld): string {
  const blocked = judged.decisions.filter((decision) => decision.blocked).length
  const who = judged.decisions.length === 1 ? 'the launch' : `${blocked} of ${counted(judged.decisions.length, 'launch', 'launches')}`
  return `${wordOf(judged)}: ${who} at \`${sha.slice(0, 12)}\` may not go to \`${environment}\`.`
}

/** What follows the lead of a deployment that waits. */
export function waitingWords(until: number): string {
  return `It waits, and is judged again when something changes, until ${new Date(until).toISOString().slice(0, 10)}.`
}

function wordOf(judged: JudgedWorld): string {
  const verdict = verdictOf(judged)
  return verdict === 'undecided' ? 'UNDECIDED' : verdictMarks[verdict].word
}
