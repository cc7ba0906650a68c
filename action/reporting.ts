import { shiftsBetween, standingsOf } from '../src/engine/standing.ts'
import { publishInOrder } from '../src/github/check-order.ts'
import { checkName } from '../src/github/check-run.ts'
import type { GitHub } from '../src/github/client.ts'
import { type CommentState, hiddenLine, markerOf, stateIn } from '../src/github/comment-state.ts'
import type { JudgedEvent } from '../src/github/event.ts'
import { limits } from '../src/github/limits.ts'
import type { Problem } from '../src/github/reply.ts'
import { findComment, writeComment } from '../src/github/sticky-comment.ts'
import { annotationsOf } from '../src/report/annotations.ts'
import { checkAnnotations, checkFooting, checkTitle, isAnnotatable } from '../src/report/check-page.ts'
import { forTerminal } from '../src/report/escape.ts'
import { type GatePage, gatePage } from '../src/report/gate-page.ts'
import type { CommandParts } from '../src/report/github.ts'
import { counted } from '../src/report/value-words.ts'
import { canonicalJson, digestOf } from '../src/source/digest.ts'
import type { Outcome } from './outcome.ts'
import type { Place } from './place.ts'
import type { Runner } from './runner.ts'

/** GitHub shows ten of a kind from one step. */
const mostInStep = 10
/** 1 MiB is allowed; near that, summaries have been lost without a word. */
const summaryBytes = 900 * 1024

/** Of an alert, in an annotation. */
const longestLine = 600

const inBytes = (text: string): number => Buffer.byteLength(text)

/** What reporting came to: what is different from the last run, and a sentence for each thing that could not be reported. */
export interface Reported {
  readonly page: GatePage
  readonly problems: readonly string[]
}

/** Marks lines in the step: what closes the gate first, at most ten, the last of which says how many more there are. */
export function annotateStep(outcome: Outcome, runner: Runner): void {
  const { inputs, alerts } = outcome
  const stops = alerts
    .filter((alert) => alert.mark !== 'note')
    .map(
      ({ mark, text, items }): CommandParts => ({
        level: mark === 'stop' ? 'error' : 'warning',
        title: 'onlyif',
        message: [text, ...items].map((line) => forTerminal(line).slice(0, longestLine)).join('\n'),
      }),
    )
  const all = inputs.annotations ? annotationsOf(outcome, { only: inputs.only }) : []
  const ordered: CommandParts[] = [
    ...stops,
    ...[...all.filter((item) => item.level === 'error'), ...all.filter((item) => item.level !== 'error')].map((item) => ({
      ...item,
      file: isAnnotatable(item.file) ? item.file : undefined,
    })),
  ]
  const rest = ordered.length - mostInStep
  for (const [i, item] of ordered.slice(0, mostInStep).entries()) {
    const isCut = i === mostInStep - 1 && rest > 0
    const message = isCut ? `${item.message.slice(0, 3000)}\n\nand ${rest} more, in the summary of the job` : item.message
    runner.annotate({ ...item, level: inputs.dryRun ? 'warning' : item.level, message })
  }
}

/** Where a run is, and when it began, RFC 3339. */
export type RunPlace = Place & { readonly began: string }

/** Tells GitHub: a check run on the commit, and a comment on the pull request. Whatever fails is told, and changes no verdict. */
export async function report(outcome: Outcome, github: GitHub | undefined, place: RunPlace): Promise<Reported> {
  const problems: string[] = []
  const first: GatePage = { ...outcome, since: [], only: outcome.inputs.only, docs: outcome.world?.config.docs }
  if (!github || !outcome.event) return { page: first, problems }
  const check: WrittenCheck = outcome.inputs.check ? await writeCheck(outcome, first, github, place) : { problems: [] }
  const told =
    outcome.inputs.comment && !check.isOvertaken ? await comment(outcome, github, place, check.appId) : { page: first, problems: [] }
  return { page: told.page, problems: [...check.problems, ...told.problems] }
}

/** Appends to the summary of the job; without one, the page would be lost, so the log says so. */
export function summarise(page: GatePage, problems: readonly string[], runner: Runner): void {
  const footing = [...page.footing, ...problems]
  const markdown = gatePage({ ...page, footing }, { limit: summaryBytes, size: inBytes, isFolded: false })
  if (!runner.summary(`${markdown}\n`)) runner.print('The summary of the job could not be written.')
  for (const problem of problems) runner.print(forTerminal(problem))
}

interface WrittenCheck {
  readonly appId?: number | undefined
  readonly problems: readonly string[]
  /** Whether a run that began later told before. */
  readonly isOvertaken?: boolean
}

async function writeCheck(outcome: Outcome, page: GatePage, github: GitHub, place: RunPlace): Promise<WrittenCheck> {
  const { event, inputs, isBlocked } = outcome
  if (!event) return { problems: [] }
  const check = {
    // A dry run satisfies no check that somebody requires.
    name: `${checkName(labelOf(outcome, event))}${inputs.dryRun ? ', dry run' : ''}`,
    headSha: event.head,
    externalId: externalIdOf(outcome, place),
    startedAt: place.began,
    detailsUrl: place.runUrl,
    conclusion: isBlocked && !inputs.dryRun ? 'failure' : 'success',
    title: checkTitle(outcome, inputs.dryRun),
    summary: gatePage(page, { limit: limits.checkSummary, size: inBytes, isFolded: true }),
    annotations: inputs.annotations ? checkAnnotations(outcome, { only: inputs.only, isDryRun: inputs.dryRun }) : [],
  } as const
  const reply = await publishInOrder(github, check, gatePart(outcome, place))
  if (!reply.ok) return { problems: [problemWords('No check run was written', reply.problem, 'checks: write', outcome)] }
  if (reply.value === 'overtaken')
    return { isOvertaken: true, problems: ['GitHub was told nothing, as a run that began later has told of this commit already.'] }
  const { appId, missing } = reply.value
  return { appId, problems: missing === 0 ? [] : [`${counted(missing, 'annotation')} of the check run could not be written.`] }
}

/** Who may deploy names an environment; one that is named as a branch that judges satisfies none of the checks of that branch. */
function labelOf({ opened }: Outcome, { name, label }: JudgedEvent): string {
  const isBranch = opened?.trusted.trustedBranches.has(label) ?? true
  return isBranch && name.startsWith('deployment') ? `environment ${label}` : label
}

async function comment(outcome: Outcome, github: GitHub, place: Place, appId: number | undefined): Promise<Reported> {
  const page: GatePage = { ...outcome, since: [], only: outcome.inputs.only, docs: outcome.world?.config.docs }
  const pull = outcome.event?.pull
  const commentProblem = (problem: Problem): string =>
    problemWords('No comment was written on the pull request', problem, 'pull-requests: write', outcome)
  if (!pull) return { page, problems: [] }
  const key = keyOf(outcome, place)
  const sticky = { number: pull.number, marker: markerOf(key), appId }
  const found = await findComment(github, sticky)
  if (!found.ok) return { page, problems: [commentProblem(found.problem)] }
  const { state, since } = stateAfter(found.value ? stateIn(found.value.body, key) : undefined, outcome)
  const line = hiddenLine(key, state)
  const told = { ...page, since }
  const footing = outcome.footing.slice(0, 1)
  const body = `${line}${gatePage({ ...told, footing }, { limit: limits.comment - line.length, size: inBytes, isFolded: true })}`
  const written = await writeComment(github, sticky, found.value, body)
  return { page: told, problems: written.ok ? [] : [commentProblem(written.problem)] }
}

/** A run that comes to the same keeps saying what was new before, so that the comment need not change. */
function stateAfter(
  known: CommentState | undefined,
  { decisions }: Outcome,
): { readonly state: CommentState; readonly since: GatePage['since'] } {
  const now = standingsOf(decisions)
  if (!known) return { state: { last: now, before: new Map() }, since: [] }
  // Where nothing was decided, there is nothing to compare.
  if (decisions.length === 0) return { state: known, since: [] }
  const isSame = shiftsBetween(known.last, now).length === 0
  const before = isSame ? known.before : known.last
  return { state: { last: now, before }, since: before.size === 0 ? [] : shiftsBetween(before, now) }
}

/** One gate of a repository has one comment: the same workflow, job and launches. */
function keyOf({ inputs }: Outcome, { workflow, job }: Place): string {
  return shortDigest([workflow, job, inputs.launch])
}

function shortDigest(data: unknown): string {
  return digestOf(canonicalJson(data)).slice('sha256:'.length, 'sha256:'.length + 16)
}

function problemWords(what: string, { kind, message }: Problem, permission: string, { event }: Outcome): string {
  const isDenied = kind === 'forbidden' || kind === 'not-found'
  const hint = event?.pull?.isFork ? 'a run for a fork may not write' : `the token needs the permission \`${permission}\``
  return `${what}: ${message}${isDenied ? `; ${hint}` : ''}.`
}

/** What a conclusion rests on: the commit that judged and its files, the decisions, and the run. */
function externalIdOf(outcome: Outcome, place: Place): string {
  const { opened, world, decisions, isWorkspace } = outcome
  const { runId, attempt } = place
  const base = isWorkspace ? 'workspace' : (opened?.trusted.commit ?? 'none')
  return `${checkFooting({ base, files: world?.files ?? [], decisions })};run=${runId}.${attempt}${gatePart(outcome, place)}`
}

/** The end of the external ids of one gate, which tells its check runs from those of another of the same name. */
function gatePart({ inputs }: Outcome, { workflow, job }: Place): string {
  const { launch, commitments, catalog, waivers, mapping, facts, now = '', noExceptions, trusted } = inputs
  return `;gate=${shortDigest([workflow, job, launch, commitments, catalog, waivers, mapping, facts, now, noExceptions, trusted])}`
}
