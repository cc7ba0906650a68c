import type { Decision } from '../../model/generated/types.ts'
import { jsonReport } from '../../report/json.ts'
import { defaultLimits } from '../../source/limits.ts'
import type { PostedText } from '../../world/posted.ts'
import { refuseContradiction, vouchedFor } from '../auth/claims.ts'
import { type BoundedLaunch, permitJudging, standingOf } from '../auth/rights.ts'
import { actorOf, type Caller } from '../caller.ts'
import { momentOf, readMoment } from '../clock.ts'
import { checkBody, jsonOf } from '../endpoints/reading.ts'
import type { Answer, Asked } from '../exchange.ts'
import { mediaTypeOf } from '../http/media-type.ts'
import { isDecided, type Judged, keptFor, turnOf } from '../judging/judges.ts'
import type { Around, Recorded } from '../judging/recording.ts'
import type { SentTask } from '../judging/task.ts'
import { refuseTooManyWords } from '../judging/words.ts'
import { ProblemError } from '../problem.ts'
import { judgedInForce, renewEnded } from '../waivers/in-force.ts'
import { endLapsed } from '../waivers/settle.ts'
import type { ApiDeps } from './deps.ts'
import { replayed } from './keyed.ts'
import { booleanOf, fingerprintOf, keyOf, knownOnly } from './queries.ts'

interface DecisionRequest {
  readonly documents: readonly PostedText[]
  readonly commitments?: readonly PostedText[]
  readonly now?: string
  readonly noExceptions?: boolean
  readonly circumstances?: { readonly commit?: string; readonly runUrl?: string; readonly labels?: Readonly<Record<string, string>> }
}

/** `POST /v1/decisions`. */
export async function decide(asked: Asked, deps: ApiDeps): Promise<Answer> {
  knownOnly(asked.query, ['dryRun'])
  const request = requestOf(asked)
  const { dryRun, because } = standingOf({
    ownCommitments: request.commitments !== undefined,
    ownNow: request.now !== undefined,
    dryRun: booleanOf(asked.query, 'dryRun'),
  })
  if (request.now !== undefined) readMoment('now', request.now)
  const claims = circumstancesOf(asked.caller, request)
  refuseTooManyWords([...request.documents, ...(request.commitments ?? [])], deps.limits.words)
  const judging = (): Promise<Judged> => judge(request, { caller: asked.caller, isRecorded: !dryRun }, deps)
  if (dryRun) {
    const judged = await judgedInForce(judging, (made) => renewEnded(made, deps))
    deps.onJudged(judged, dryRun)
    return answerOf(judged, { status: 200, headers: { 'Onlyif-Dry-Run': because ?? '' } })
  }
  const keys = keysOf(asked)
  let known: ReadonlySet<string> = new Set()
  const judged = await judgedInForce(judging, async ({ decisions, set }) => {
    // A repeated request makes no waiver lapse: it says nothing new.
    const fresh = await withoutRepeats(keys, decisions, deps)
    known = new Set(decisions.filter((decision) => !fresh.includes(decision)).map(({ launch }) => launch.id))
    return endLapsed({ decisions: fresh, set }, deps)
  })
  for (const decision of judged.decisions) {
    const turn = turnOf(judged, decision)
    if (turn) deps.turns.remember(decision.digest, turn)
  }
  // What was decided is evidence even where another launch of the same request could not be judged.
  const recorded = await recordJudged(judged, known, deps, {
    circumstances: { gate: 'http', nowFrom: 'clock', dryRun: false, actor: actorOf(asked.caller), ...versionOf(judged), ...claims },
    keptOf: (decision) => keptFor(judged, decision),
    ...keys,
  })
  return answerOf({ ...judged, decisions: recorded.map((item) => item.decision) }, recordedHead(recorded))
}

/** Decisions of which none stands in the log already under the idempotency key of the request. */
async function withoutRepeats({ keyOf }: Keys, decisions: readonly Decision[], { store }: ApiDeps): Promise<readonly Decision[]> {
  if (!keyOf) return decisions
  const known = await store.requestKeys.known(decisions.map(({ launch }) => keyOf(launch.id).key))
  return decisions.filter(({ launch }) => typeof known.get(keyOf(launch.id).key)?.sequence !== 'number')
}

/** Records decisions, and counts those that are new; where they cannot be recorded, all but the `known` ones were judged all the same. */
async function recordJudged(
  judged: Judged,
  known: ReadonlySet<string>,
  { recorder, onJudged }: ApiDeps,
  around: Around,
): Promise<readonly Recorded[]> {
  let repeated = known
  try {
    const recorded = await recorder.record(judged.decisions, around)
    repeated = new Set(recorded.filter(({ isRepeat }) => isRepeat).map(({ decision }) => decision.launch.id))
    return recorded
  } finally {
    onJudged({ ...judged, decisions: judged.decisions.filter(({ launch }) => !repeated.has(launch.id)) }, false)
  }
}

/** What was judged by: the commit, or the version of the files. */
function versionOf({ set }: Judged): { readonly trustedRef?: string } {
  return set ? { trustedRef: set.commit ?? set.version } : {}
}

async function judge(
  request: DecisionRequest,
  { caller, isRecorded }: Pick<SentTask, 'isRecorded'> & Pick<Asked, 'caller'>,
  deps: ApiDeps,
) {
  const { set, problem } = deps.commitments.standing()
  if (!set && !request.commitments)
    throw new ProblemError('degraded', 'the service has no commitments that it could judge by', {
      hint: 'mend them; `/readyz` says what is wrong',
      ...(problem && { diagnostics: problem.diagnostics }),
    })
  const { kind, name, scopes, bounds } = caller
  const { tests, characters } = deps.limits
  const outcome = await deps.judges.judge(set, {
    kind: 'sent',
    texts: request.documents,
    now: request.now ?? momentOf(deps.now()),
    noExceptions: request.noExceptions ?? false,
    caller: { kind, name, scopes, bounds },
    limits: { tests, characters },
    isRecorded,
    ...(request.commitments && { own: { files: request.commitments, limits: set?.side.config.limits ?? defaultLimits } }),
  })
  for (const launch of outcome.launches) await permitJudging(caller, launch, (id) => asRecorded(id, deps))
  return { ...outcome, set: request.commitments ? undefined : set }
}

function requestOf(asked: Asked): DecisionRequest {
  const type = mediaTypeOf(asked.header('content-type'))
  if (type.includes('yaml')) return { documents: [{ file: 'launch.yaml', text: textOf(asked.body) }] }
  const data = jsonOf(asked.body, isLaunch)
  // A manifest in JSON is judged as the text it came as, so that places in it are the caller's own.
  if (isLaunch(data)) return { documents: [{ file: 'launch.json', text: textOf(asked.body) }] }
  checkBody('DecisionRequest', data)
  return data as DecisionRequest
}

function isLaunch(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'Launch'
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    throw new ProblemError('bad-request', 'the body is not UTF-8', { hint: 'send it as UTF-8' })
  }
}

const mostLabels = 20
const longestLabel = 1000
const longestAddress = 2000

/** What the caller says of itself, and what its token vouches for; where the two differ, somebody speaks for somebody else. */
function circumstancesOf(caller: Caller, { circumstances: said = {} }: DecisionRequest) {
  const { labels = {}, commit, runUrl } = said
  const names = Object.keys(labels)
  if (names.length > mostLabels || names.some((name) => !/^[A-Za-z][A-Za-z0-9._-]{0,63}$/.test(name)))
    throw new ProblemError(
      'bad-request',
      `\`/circumstances/labels\` has at most ${mostLabels} names, of letters, digits, \`.\`, \`_\` and \`-\``,
    )
  if (![commit, runUrl, ...Object.values(labels)].every((text) => text === undefined || isWhole(text)))
    throw new ProblemError('bad-request', '`/circumstances` holds half of a character', { hint: 'send whole Unicode characters' })
  if ([commit, ...Object.values(labels)].some((text) => text !== undefined && text.length > longestLabel))
    throw new ProblemError('bad-request', `\`/circumstances\` has texts of at most ${longestLabel} characters`)
  if (runUrl !== undefined && (runUrl.length > longestAddress || !/^https?:\/\//.test(runUrl)))
    throw new ProblemError('bad-request', `\`/circumstances/runUrl\` is an http address of at most ${longestAddress} characters`)
  refuseContradiction(caller, { commit, runUrl })
  const vouched = vouchedFor(caller)
  for (const name of names)
    if (Object.hasOwn(vouched.labels ?? {}, name) && vouched.labels?.[name] !== labels[name])
      throw new ProblemError('forbidden', `the label \`${name}\` is not what the token of the caller says`)
  const all = { ...labels, ...vouched.labels }
  return {
    ...(commit !== undefined && { commit }),
    ...(runUrl !== undefined && { runUrl }),
    ...vouched,
    ...(Object.keys(all).length > 0 && { labels: all }),
  }
}

/** Whether a text has no half of a surrogate pair, which no record can hold. */
function isWhole(text: string): boolean {
  return !/\p{Cs}/u.test(text)
}

/** A launch as the last record about it has it. */
async function asRecorded(launch: string, { store }: ApiDeps): Promise<BoundedLaunch | undefined> {
  const [last] = (await store.history(launch, { limit: 1 })).entries
  return last && { id: last.recorded.launch, product: last.recorded.product }
}

type Keys = Pick<Around, 'keyOf'>

function keysOf(asked: Asked): Keys {
  const key = keyOf(asked)
  if (key === undefined) return {}
  const fingerprint = fingerprintOf(asked)
  // None of them holds the end of a line: names of people may hold spaces.
  return { keyOf: (launch) => ({ key: ['decision', actorOf(asked.caller), key, launch].join('\n'), fingerprint }) }
}

function recordedHead(recorded: readonly Recorded[]): Pick<Answer, 'status' | 'headers'> {
  const [first] = recorded
  return {
    status: 201,
    headers: {
      ...(first && recorded.length === 1 && { Location: `/v1/decisions/${first.decision.digest}` }),
      'Onlyif-Sequence': recorded.map((item) => item.sequence).join(', '),
      ...(recorded.length > 0 && recorded.every((item) => item.isRepeat) && replayed),
    },
  }
}

/** The decisions; or, where some launch has none, a problem that says why and which decisions there are. */
function answerOf(judged: Judged, head: Pick<Answer, 'status' | 'headers'>): Answer {
  if (isDecided(judged)) {
    const warnings = judged.diagnostics.length
    return {
      ...head,
      headers: { ...head.headers, ...(warnings > 0 && { 'Onlyif-Warnings': String(warnings) }) },
      type: 'application/json',
      body: jsonReport(judged),
    }
  }
  const without = judged.undecided.length
  const detail =
    judged.decisions.length === 0
      ? 'nothing was decided: the files have errors'
      : `${without} of ${without + judged.decisions.length} launches could not be decided: their files have errors`
  throw new ProblemError('invalid-files', detail, {
    hint: 'mend the files; `diagnostics` say where',
    diagnostics: judged.diagnostics,
    decisions: judged.decisions.map(({ digest, verdict, launch }) => ({ launch: launch.id, verdict, digest })),
  })
}
