import type { JudgedEvent } from '../src/github/event.ts'
import type { Network } from '../src/github/guarded-fetch.ts'
import { isWorkflowTrusted } from '../src/github/workflow-origin.ts'
import { judgedByWords } from '../src/report/check-page.ts'
import type { Alert } from '../src/report/gate-page.ts'
import { closesGate } from '../src/report/gate-verdict.ts'
import { diskSource } from '../src/world/disk.ts'
import { comparisonAlerts, dryRunAlert, judgeAlerts, refusalAlerts } from './alerts.ts'
import { type Comparison, compare } from './comparing.ts'
import type { Inputs } from './inputs.ts'
import { type Judging, judge, type Sides } from './judging.ts'
import { type Opened, open } from './opening.ts'
import type { Outcome } from './outcome.ts'
import { isForeignServer, type Place, readPlace } from './place.ts'
import { type WeakeningInput, weakeningInputs, withoutRefused } from './refusals.ts'

/** What a run is asked, and of whom. */
export interface Question {
  readonly inputs: Inputs
  readonly env: Readonly<Record<string, string | undefined>>
  /** The present moment, RFC 3339. */
  readonly now: string
  readonly network?: Network | undefined
}

/** Judges what the event is about. Whatever stands in the way of a decision closes the gate, and is told. */
export async function gate(question: Question, place: Place): Promise<Outcome> {
  const { inputs, network } = question
  if (!place.event.ok) return undecided(question, place.event.message)
  const event = place.event.value
  const own = await open(place, inputs.token, event.base, network)
  if (!own.ok) return undecided(question, `what judges cannot be read: ${own.message}`, { event })
  const believed = isBelieved(place, own.value)
  const allowed = new Set(own.value.config.allowedInputs)
  const given = weakeningInputs(inputs, isForeignServer(question.env, inputs))
  const refused = believed ? [] : given.filter((name) => !allowed.has(name))
  const heeded = withoutRefused(inputs, refused)
  const opened = await reopened(question, own.value, heeded, event)
  if (typeof opened === 'string') return undecided(question, opened, { event, opened: own.value })
  return judgeEvent({
    question: { ...question, inputs: heeded },
    place,
    event,
    opened,
    refused,
    mayNarrow: believed || allowed.has('launch'),
  })
}

interface Asked {
  readonly question: Question
  readonly place: Place
  readonly event: JudgedEvent
  readonly opened: Opened
  readonly refused: readonly WeakeningInput[]
  readonly mayNarrow: boolean
}

async function judgeEvent({ question, place, event, opened, refused, mayNarrow }: Asked): Promise<Outcome> {
  const { inputs, now } = question
  const isWorkspace = inputs.trusted === 'workspace'
  const sides = isWorkspace ? workspaceSides(place) : await branchSides(opened, event)
  if (typeof sides === 'string') return undecided(question, sides, { event, opened })
  const judging: Judging = { inputs, now: inputs.now ?? now, launches: inputs.launch, mayNarrow }
  const judged = await judge(sides, judging)
  const isBlocked = refused.length > 0 || closesGate(judged)
  const comparison: Comparison = isWorkspace ? { edits: [] } : await compare(opened, event, sides.head, judging, judged)
  const impact = comparison.proposal?.impact
  return {
    ...judged,
    inputs,
    now: judging.now,
    isBlocked,
    event,
    opened,
    isWorkspace,
    ...(impact && { impact }),
    alerts: [
      ...(inputs.dryRun ? [dryRunAlert(isBlocked)] : []),
      ...refusalAlerts(refused, opened.trusted.branch),
      ...comparisonAlerts(comparison, opened.trusted.branch),
      ...judgeAlerts(event, opened, isWorkspace),
    ],
    footing: [
      judgedBy(event, opened, isWorkspace),
      `Judged as of \`${judging.now}\`${inputs.now === undefined ? '' : ', as the input `now` says'}.`,
    ],
  }
}

/** Whether somebody else than the author of the change wrote the inputs. */
function isBelieved({ eventName, workflowRef, ref, repository }: Place, { trusted }: Opened): boolean {
  return isWorkflowTrusted({ event: eventName, workflowRef, ref, repository }, trusted.trustedBranches)
}

/** The repository on the server that is asked for, once that is known to be allowed. */
async function reopened(question: Question, own: Opened, heeded: Inputs, event: JudgedEvent): Promise<Opened | string> {
  if (!isForeignServer(question.env, heeded)) return own
  const place = readPlace(question.env, heeded)
  if (!place.ok) return place.message
  const other = await open(place.value, heeded.token, event.base, question.network)
  return other.ok ? other.value : `what judges cannot be read: ${other.message}`
}

async function branchSides({ commits, trusted }: Opened, event: JudgedEvent): Promise<Sides | string> {
  const head = await commits(event.head)
  return head.ok ? { trusted: trusted.source, head: head.source } : `the commit \`${event.head}\` cannot be read: ${head.message}`
}

function workspaceSides({ workspace }: Place): Sides | string {
  if (workspace === '') return 'there is no workspace to read: `GITHUB_WORKSPACE` is not set'
  const source = diskSource(workspace)
  return { trusted: source, head: source }
}

function judgedBy({ head }: JudgedEvent, { trusted }: Opened, isWorkspace: boolean): string {
  if (isWorkspace) return 'Judged what the workspace holds by what the workspace holds.'
  return judgedByWords(head, trusted)
}

/** An outcome without any decision. */
export function undecided({ inputs, now }: Question, message: string, known: Partial<Pick<Outcome, 'event' | 'opened'>> = {}): Outcome {
  const alerts: Alert[] = [
    ...(inputs.dryRun ? [dryRunAlert(true)] : []),
    { mark: 'stop', text: `Nothing could be decided: ${message}`, items: [] },
  ]
  return { inputs, now, isBlocked: true, alerts, footing: [], decisions: [], undecided: [], diagnostics: [], isWorkspace: false, ...known }
}
