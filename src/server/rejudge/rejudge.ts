import { dayOfInstant } from '../../model/date.ts'
import { isClosed } from '../../model/launch-end.ts'
import type { Job, NewJob, Store } from '../../store/index.ts'
import { keptTexts } from '../../store/inputs.ts'
import type { StandingSet } from '../commitments/standing-set.ts'
import type { OnRecorded } from '../jobs/log-follower.ts'
import type { Again, QueueSettings } from '../jobs/settings.ts'
import type { Judged, Judges } from '../judging/judges.ts'
import type { Log } from '../log-line.ts'
import { isChanged } from './changed.ts'
import { type JudgedAnew, judgeAnew } from './judge-anew.ts'
import type { KnownTurns, Turn } from './known-turns.ts'
import { rejudgeGate, standingOf } from './last-decision.ts'

/** Why a launch is judged again. `recorded`: somebody asked for a decision, after which the clock is watched. */
export type Why = 'commitments' | 'waivers' | 'clock' | 'recorded'

/** What became of a launch that was to be judged again. `gone`: nothing of it is recorded any more; `elsewhere`: another judge decides. */
export type Outcome = 'recorded' | 'unchanged' | 'closed' | 'gone' | 'elsewhere' | 'erased' | 'undecided' | 'no-commitments'

export interface RejudgeOptions {
  readonly store: Store
  /** What judges now; undefined while there is nothing to judge by. */
  readonly standing: () => StandingSet | undefined
  readonly judges: Pick<Judges, 'judge'>
  readonly now: () => number
  readonly log: Log
  /** Ends waivers of the service that a decision makes lapse, and has what judges say which ended; tells whether it goes by any of them. */
  readonly isOutdated?: (judged: Pick<Judged, 'decisions' | 'set'>) => Promise<boolean>
  /** What is known of decisions without judging again. */
  readonly turns?: Pick<KnownTurns, 'take'>
  /** Told of each launch, for figures. */
  readonly onOutcome?: (outcome: Outcome) => void
}

export interface Rejudge {
  readonly queues: Readonly<Record<'rejudge' | 'rejudge-all', QueueSettings>>
  /** Asks for one launch to be judged again: a waiver for it was approved, say. */
  ask(launch: string, why: Why): Promise<void>
  /** Asks for every launch to be judged again: to be called by each replica once it judges by changed commitments, and when it starts. */
  askAll(why: Why): Promise<void>
  /** Has the clock watched for launches of which decisions were recorded; for `followLog`. Decisions of our own are watched already. */
  readonly onRecorded: OnRecorded
}

/** Gates whose decisions are made by the commitments of the service. */
const ownGates: ReadonlySet<string> = new Set(['http', rejudgeGate])

const queue = 'rejudge'
const queueOfAll = 'rejudge-all'
const day = 86_400_000
const minute = 60_000
const launchesAtOnce = 500

/** Judges open launches again when what judges them, or the clock, may have changed what they get. */
export function rejudging(options: RejudgeOptions): Rejudge {
  const { store } = options
  const ask = async (launch: string, why: Why): Promise<void> => {
    await store.jobs.add({ queue, key: launch, payload: why })
  }
  return {
    queues: {
      [queue]: {
        run: (job) => rejudge(job, options),
        ...{ leaseMs: minute, concurrency: 2, retry: { firstMs: 2000, mostMs: 60 * minute } },
      },
      [queueOfAll]: {
        run: (job, signal) => spread(store, (launch) => ask(launch, job.payload as Why), signal),
        ...{ leaseMs: minute, concurrency: 1, retry: { firstMs: 2000, mostMs: 10 * minute } },
      },
    },
    ask,
    async askAll(why) {
      await store.jobs.add({ queue: queueOfAll, key: 'all', payload: why })
    },
    async onRecorded(entries) {
      const recorded = entries.map((entry) => entry.recorded).filter(({ circumstances }) => circumstances.gate !== rejudgeGate)
      await store.jobs.addAll(
        queue,
        recorded.map(({ launch, decision }) => watching(launch, options.turns?.take(decision), options)),
      )
    },
  }
}

/** What was made by what still judges needs to be looked at again only when the clock may change it. */
function watching(launch: string, turn: Turn | undefined, { standing, now }: RejudgeOptions): Omit<NewJob, 'queue'> {
  if (turn === undefined || turn.version !== standing()?.version) return { key: launch, payload: 'recorded' satisfies Why }
  const latest = now() + day
  return { key: launch, payload: 'clock' satisfies Why, runAt: Math.min(turn.next ?? latest, latest), keepsPayload: true }
}

async function spread(store: Store, ask: (launch: string) => Promise<void>, signal: AbortSignal): Promise<void> {
  let after: string | undefined
  do {
    const page = await store.latestPerLaunch({ limit: launchesAtOnce, ...(after !== undefined && { after }) })
    for (const { recorded } of page.entries) {
      signal.throwIfAborted()
      await ask(recorded.launch)
    }
    after = page.next
  } while (after !== undefined)
}

async function rejudge(job: Job, options: RejudgeOptions): Promise<Again | undefined> {
  const { log, now, onOutcome } = options
  const { outcome, next, ...said } = await judged(job, options)
  onOutcome?.(outcome)
  const level = outcome === 'erased' || outcome === 'undecided' ? 'warn' : 'info'
  // Of every launch that there ever was, most are closed; asked for one by one, it is worth a word.
  const isExpected = outcome === 'unchanged' || (outcome === 'closed' && job.payload === ('commitments' satisfies Why))
  if (!isExpected) log(level, words[outcome], { launch: job.key, why: job.payload, ...said })
  return next === undefined ? undefined : { runAt: Math.min(next, now() + day), payload: 'clock' satisfies Why }
}

const words: Readonly<Record<Exclude<Outcome, 'unchanged'>, string>> = {
  recorded: 'a launch was judged again and came out differently',
  closed: 'a launch is closed and is not judged again',
  elsewhere: 'a launch is judged by what its repository says, and not again by the service',
  gone: 'nothing is recorded of a launch that was to be judged again',
  erased: 'a launch cannot be judged again: texts of its inputs were erased',
  undecided: 'a launch cannot be judged again: files have errors',
  'no-commitments': 'a launch cannot be judged again yet: no commitments are loaded',
}

/** What came of a job; without `next` the launch is left alone until somebody asks. */
interface Result {
  readonly outcome: Outcome
  readonly next?: number
  readonly verdict?: string
  readonly decision?: string
  readonly missing?: readonly string[]
  readonly first?: string
}

async function judged(
  { key: launch, payload: why }: Job,
  { store, standing: standingNow, judges, now, isOutdated }: RejudgeOptions,
): Promise<Result> {
  const standing = await standingOf(store, launch)
  const before = standing && (await store.at(standing.last.sequence))?.decision
  if (!standing || !before) return { outcome: 'gone' }
  if (isClosed(before.launch, dayOfInstant(now()))) return { outcome: 'closed' }
  // Other gates are judged by what their repository says, which the service does not have.
  if (!ownGates.has(standing.asked.recorded.circumstances.gate)) return { outcome: 'elsewhere' }
  const set = standingNow()
  const time = now()
  if (!set) return { outcome: 'no-commitments', next: time + minute }
  const { inputs, asked, last } = standing
  const { noExceptions } = (asked === last ? undefined : (await store.at(asked.sequence))?.decision) ?? before
  const anew = await judgeAnew({ launch, inputs, textOf: keptTexts(store), set, judges, now: time, noExceptions })
  if (anew.kind === 'erased') return { outcome: 'erased', missing: anew.missing }
  if (anew.kind === 'undecided') return { outcome: 'undecided', next: time + day, ...firstOf(anew) }
  const { decision, kept, next = time + day } = anew
  // A waiver that ended, or that was approved for another shortfall, counts no longer: it is judged again without it.
  if (await isOutdated?.({ decisions: [decision], set })) return { outcome: 'unchanged', next: time }
  if (!isChanged(before, decision)) return { outcome: 'unchanged', next }
  const labels = { why, previous: before.digest }
  const circumstances = { gate: rejudgeGate, nowFrom: 'clock', dryRun: false, trustedRef: set.version, labels } as const
  const { sequence } = await store.append({ decision, circumstances, ...kept })
  const { entries } = await store.history(launch, { after: sequence, limit: 1 })
  // Somebody asked for a decision while this one was made of what was known before: it is made again of what they brought.
  const isOvertaken = entries[0]?.sequence !== standing.last.sequence
  return { outcome: 'recorded', next: isOvertaken ? time : next, verdict: decision.verdict, decision: decision.digest }
}

function firstOf({ diagnostics: [first] }: Extract<JudgedAnew, { kind: 'undecided' }>): { readonly first?: string } {
  return first ? { first: `${first.file}: ${first.code}: ${first.message}` } : {}
}
