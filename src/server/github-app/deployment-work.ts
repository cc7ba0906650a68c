import { standingsOf } from '../../engine/standing.ts'
import type { GitHub } from '../../github/client.ts'
import { answerDeployment, reportOnDeployment } from '../../github/deployment-answer.ts'
import type { GateAnswer } from '../../github/gate-answer.ts'
import { limits } from '../../github/limits.ts'
import { canonicalJson, digestOf } from '../../source/digest.ts'
import type { JudgedWorld } from '../../world/judged-world.ts'
import { standingOf } from './deployment-standing.ts'
import { type HeldDeployment, holdDeployment } from './deployment-state.ts'
import { approvedLead, blockedLead, comment, lateWords, undecidedLead, undecidedWhy, waitingWords } from './deployment-words.ts'
import { type Judgement, judgeNow } from './judging.ts'
import { record } from './recording.ts'
import { day, type Gate, pageOf, runPage } from './settings.ts'

/** GitHub ends a run after this, and nobody waits any more. */
const longestRun = 36 * day

/**
 * Judges a deployment that waits and says so: approved, rejected, or that it waits on. What was judged is recorded before anything is
 * said. Whatever cannot be decided is never approved. Throws where trying again may help.
 */
export async function workOnDeployment(gate: Gate, id: string): Promise<void> {
  const held = await holdDeployment(gate.store, id)
  if (!held) return
  const { request, askedAt } = held.state()
  if (gate.now() - askedAt > longestRun) return held.save({ end: 'forgotten' })
  const reply = await gate.access.asInstalled(request, { actions: 'read', contents: 'read', deployments: 'write' })
  if (!reply.ok) return troubled(gate, held, undefined, `GitHub gives no token: ${reply.problem.message}`)
  const github = reply.value
  if (request.problem !== undefined) return rejectUndecided(gate, held, github, request.problem)
  const { launches, noExceptions = false } = gate.environment(request.environment)
  const judged = await judgeNow(gate, github, { head: request.sha, launches, noExceptions })
  if (!judged.ok && judged.isTrouble) return troubled(gate, held, github, judged.message)
  await held.save({ judgedAt: gate.now(), troubleSince: undefined })
  if (!judged.ok) return rejectUndecided(gate, held, github, judged.message)
  return tell(gate, held, github, judged.value)
}

async function tell(gate: Gate, held: HeldDeployment, github: GitHub, judgement: Judgement): Promise<void> {
  const { request, askedAt } = held.state()
  const until = askedAt + gate.settings.rejectAfterMs
  const isLast = gate.now() >= until
  const standing = standingOf(judgement, { ...gate.environment(request.environment), isLast })
  await recordIfNew(gate, held, judgement, standing !== 'waiting')
  const linkOf = linkTo(gate)
  if (standing === 'undecided') return rejectUndecided(gate, held, github, undecidedWhy(judgement), judgement)
  if (standing === 'approved')
    return answer(gate, held, github, { state: 'approved', comment: comment(linkOf, approvedLead(request, judgement), judgement) })
  const lead = blockedLead(request, judgement)
  if (standing === 'rejected') {
    const late = isLast ? ` ${lateWords}` : ''
    return answer(gate, held, github, { state: 'rejected', comment: comment(linkOf, `${lead}${late}`, judgement) })
  }
  const verdicts = digestOf(canonicalJson(judgement.decisions.map((decision) => [decision.launch.id, decision.verdict])))
  // One report is kept for the last word.
  if (held.state().told === verdicts || held.state().reports >= limits.gateReports - 1) return
  await report(held, github, comment(linkOf, `${lead} ${waitingWords(until)}`, judgement))
  await held.save({ told: verdicts })
}

/** While a deployment waits, what comes out the same is recorded once. */
async function recordIfNew(gate: Gate, held: HeldDeployment, judgement: Judgement, isLast: boolean): Promise<void> {
  const { request, recorded } = held.state()
  const rows = [...standingsOf(judgement.decisions)].map(([launch, { verdict, outcomes }]) => [
    launch,
    verdict,
    Object.fromEntries(outcomes),
  ])
  const outcomes = digestOf(canonicalJson(rows))
  if (outcomes === recorded && !isLast) return
  const { environment, deployment, event, run } = request
  await record(gate, judgement, {
    ...request,
    gate: 'deployment-rule',
    key: held.id,
    runUrl: runPage(gate, request),
    labels: { environment, deployment: String(deployment), run: String(run), event },
  })
  await held.save({ recorded: outcomes })
}

/** What cannot be decided is said in full, as far as that fits, and then rejected. */
async function rejectUndecided(
  gate: Gate,
  held: HeldDeployment,
  github: GitHub,
  why: string,
  judged?: Pick<JudgedWorld, 'decisions' | 'diagnostics'>,
): Promise<void> {
  const text = comment(linkTo(gate), undecidedLead(why), judged)
  const { reports, told } = held.state()
  if (told !== digestOf(text) && reports < limits.gateReports) {
    await report(held, github, text)
    await held.save({ told: digestOf(text) })
  }
  return answer(gate, held, github, { state: 'rejected', comment: text })
}

function linkTo(gate: Gate): (digest: string) => string {
  return (digest) => pageOf(gate, digest)
}

/** GitHub cannot be read. That is waited for a while; then it is as undecidable as anything else. */
async function troubled(gate: Gate, held: HeldDeployment, github: GitHub | undefined, why: string): Promise<void> {
  const since = held.state().troubleSince ?? gate.now()
  gate.access.forget(held.state().request.installation)
  await held.save({ troubleSince: since })
  if (!github || gate.now() - since < gate.settings.troubleMs) throw new Error(why)
  return rejectUndecided(gate, held, github, why)
}

/** Counted before it is sent: whether GitHub took it is not always known, and an eleventh is refused. */
async function report(held: HeldDeployment, github: GitHub, text: string): Promise<void> {
  const { request, reports } = held.state()
  await held.save({ reports: reports + 1 })
  const reply = await reportOnDeployment(github, request, text)
  // What keeps a report from being taken keeps the answer from it, too; that is looked into there.
  if (!reply.ok && reply.problem.kind !== 'refused') throw new Error(reply.problem.message)
}

/** Sends the last word; what was sent before is kept first, to be known again where no answer comes. */
async function answer(gate: Gate, held: HeldDeployment, github: GitHub, said: GateAnswer): Promise<void> {
  const { request, sent } = held.state()
  await held.save({ sent: [...sent, said] })
  const reply = await answerDeployment(github, request, said, sent)
  if (!reply.ok) {
    gate.access.forget(request.installation)
    throw new Error(`the answer \`${said.state}\` was not taken: ${reply.problem.message}`)
  }
  const end = reply.value.how === 'over' ? 'over' : reply.value.answer.state
  const { owner, repo, run, environment } = request
  const about = { repository: `${owner}/${repo}`, run, environment, answer: said.state, end }
  gate.log(end === said.state ? 'info' : 'warn', 'a deployment is answered', about)
  await held.save({ end })
}
