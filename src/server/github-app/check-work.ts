import { type CheckRun, checkName, findCheck, publishCheck } from '../../github/check-run.ts'
import type { GitHub } from '../../github/client.ts'
import { limits } from '../../github/limits.ts'
import { type CheckRequest, judgeAgain } from '../../github/webhook.ts'
import { baseAlerts, checkAnnotations, checkFooting, checkTitle, judgedByWords } from '../../report/check-page.ts'
import { type Alert, type GatePage, gatePage } from '../../report/gate-page.ts'
import { closesGate } from '../../report/gate-verdict.ts'
import { momentOf } from '../clock.ts'
import { askForCheck } from './delivery-work.ts'
import { editsTold } from './edits-told.ts'
import { type Judgement, judgeNow } from './judging.ts'
import { record } from './recording.ts'
import { type Gate, launchPage } from './settings.ts'
import { beginTelling } from './telling.ts'
import { askForWaivers } from './waiver-button.ts'

/** The buttons of a check, as they come back when they are pressed. */
export const buttons = {
  judge: { label: 'Judge again', description: 'Judge this commit as things are now', identifier: judgeAgain },
  waiver: { label: 'Ask for waiver', description: 'Ask to accept what is not met', identifier: 'ask-for-waiver' },
} as const

/**
 * Judges the head of a change by what its base holds, and says so in a check, unless a judgement that began later has said so before.
 * Throws where trying again may help; no check is then no success.
 */
export async function workOnCheck(gate: Gate, payload: string): Promise<void> {
  const request = JSON.parse(payload) as CheckRequest
  const { head, base } = request
  const turn = await beginTelling(gate, request)
  const reply = await gate.access.asInstalled(request, { checks: 'write', contents: 'read' })
  if (!reply.ok) {
    gate.access.forget(request.installation)
    throw new Error(`GitHub gives no token: ${reply.problem.message}`)
  }
  const github = reply.value
  const judged = await judgeNow(gate, github, { head, base, noExceptions: false })
  if (!judged.ok) {
    await turn.tell(() => publishOnce(github, undecidedCheck(gate, request, judged.message)))
    gate.access.forget(request.installation)
    throw new Error(judged.message)
  }
  const judgement = judged.value
  const asked = request.pressed?.button === buttons.waiver.identifier ? await waiversAsked(gate, request, judgement) : []
  const edits = await editsTold(github, judgement, { base, now: gate.now() })
  const isTold = await turn.tell(() => published(github, checkOf(gate, request, judgement, [...asked, ...edits])))
  // Nobody else tells of waivers that were asked for here.
  if (!isTold && asked.length > 0) await askForCheck(gate, request)
}

/**
 * What a change would come to is nobody's record before it is merged: as the last decision about a launch it would end waivers that
 * were approved for what is there. A waiver is bound to the decision that its approvers look at, so for one it is recorded.
 */
async function waiversAsked(gate: Gate, request: CheckRequest, judgement: Judgement): Promise<Alert[]> {
  const { installation, repositoryId, head, base, pull, pressed } = request
  await record(gate, judgement, {
    ...request,
    gate: 'check-run',
    key: [installation, repositoryId, head, encodeURIComponent(base)].join('/'),
    ...(pressed && { actor: `github:${pressed.by}` }),
    labels: { base, ...(pull !== undefined && { pull: String(pull) }) },
  })
  return askForWaivers(gate, request, judgement)
}

function checkOf(gate: Gate, { head, base }: CheckRequest, judgement: Judgement, alerts: readonly Alert[]): CheckRun {
  const { trusted, decisions, world } = judgement
  const isBlocked = closesGate(judgement)
  const [single] = decisions
  return {
    name: checkName(base),
    headSha: head,
    externalId: checkFooting({ base: trusted.commit, files: world.files, decisions }),
    detailsUrl: single && decisions.length === 1 ? launchPage(gate, single.launch.id) : gate.settings.publicUrl,
    conclusion: isBlocked ? 'failure' : 'success',
    title: checkTitle({ ...judgement, isBlocked }),
    summary: summary({
      ...judgement,
      isBlocked,
      alerts: [...alerts, ...baseAlerts(base, trusted.branch)],
      since: [],
      footing: [judgedByWords(head, trusted), `Judged as of \`${single?.now ?? momentOf(gate.now())}\`.`],
    }),
    annotations: checkAnnotations(judgement, {}),
    buttons: isBlocked && decisions.length > 0 && gate.requestWaiver ? [buttons.judge, buttons.waiver] : [buttons.judge],
  }
}

function undecidedCheck(gate: Gate, { head, base }: CheckRequest, message: string): CheckRun {
  const nothing = { decisions: [], undecided: [], diagnostics: [], isBlocked: true }
  const alerts: Alert[] = [{ mark: 'stop', text: `Nothing could be decided: ${message}`, items: [] }]
  return {
    name: checkName(base),
    headSha: head,
    externalId: checkFooting({ base: 'none', files: [], decisions: [] }),
    detailsUrl: gate.settings.publicUrl,
    conclusion: 'failure',
    title: checkTitle(nothing),
    summary: summary({ ...nothing, alerts, since: [], footing: [] }),
    annotations: [],
    buttons: [buttons.judge],
  }
}

function summary(page: GatePage): string {
  return gatePage(page, { limit: limits.checkSummary, size: (text) => Buffer.byteLength(text), isFolded: true })
}

/** Writes a check that says the same each time it is tried, once. */
async function publishOnce(github: GitHub, check: CheckRun): Promise<void> {
  const found = await findCheck(github, check)
  if (!found.ok || found.value === undefined) await published(github, check)
}

async function published(github: GitHub, check: CheckRun): Promise<void> {
  const reply = await publishCheck(github, check)
  if (!reply.ok) throw new Error(`no check was written: ${reply.problem.message}`)
}
