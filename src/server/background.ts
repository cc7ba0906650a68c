import type { Store } from '../store/index.ts'
import type { Keeper } from './commitments/keeper.ts'
import { followLog, type OnRecorded } from './jobs/log-follower.ts'
import type { QueueSettings } from './jobs/settings.ts'
import { startWorker } from './jobs/worker.ts'
import type { Judges } from './judging/judges.ts'
import { errorLine, type Log } from './log-line.ts'
import type { KnownTurns } from './rejudge/known-turns.ts'
import { rejudging } from './rejudge/rejudge.ts'
import { endLapsed, expireWaivers, lapseBy, openRequests } from './waivers/settle.ts'

/** What is done beside answering. */
export interface Background {
  /** Has a launch judged again for a waiver of it that changed, soon, by whichever replica is first. */
  judgeAgain(launch: string): void
  /** Has every open launch judged again, for what judges changed. */
  judgeAllAgain(): void
  /** Lets what is under way end, for so many milliseconds. */
  stop(graceMs: number): Promise<void>
}

export interface BackgroundOptions {
  readonly store: Store
  readonly commitments: Pick<Keeper, 'standing' | 'refresh'>
  readonly judges: Pick<Judges, 'judge'>
  readonly log: Log
  readonly now: () => number
  readonly turns: KnownTurns
  /** Further queues, and what they want to know of recorded decisions. */
  readonly parts?: readonly BackgroundPart[]
}

/** Something that works on jobs of its own. */
export interface BackgroundPart {
  readonly queues: Readonly<Record<string, QueueSettings>>
  readonly onRecorded?: OnRecorded
}

const day = 86_400_000
/** How long what was handled is remembered, so that what is sent again is known: GitHub sends nothing again after three days. */
const rememberHandled = 14 * day

/** Starts what is done beside answering. Any number of replicas share it. */
export function startBackground({ store, commitments, judges, log, now, turns, parts = [] }: BackgroundOptions): Background {
  const rejudge = rejudging({
    store,
    isOutdated: (judged) => endLapsed(judged, { store, now, commitments }),
    log,
    now,
    turns,
    standing: () => commitments.standing().set,
    judges,
  })
  /** A decision that shows another shortfall ends the waivers that were approved for the one before. */
  const lapse: OnRecorded = async (entries) => {
    const waived = new Set<string>()
    for await (const { launch } of openRequests(store)) waived.add(launch)
    for (const { sequence } of entries.filter(({ recorded }) => waived.has(recorded.launch))) {
      const recorded = await store.at(sequence)
      const ended = recorded ? await lapseBy(recorded, { store, now }) : []
      if (ended.length > 0) await rejudge.ask(recorded?.recorded.launch ?? '', 'waivers')
    }
  }
  const each = [rejudge.onRecorded, lapse, ...parts.flatMap((part) => part.onRecorded ?? [])]
  const worker = startWorker({
    store,
    now,
    log,
    queues: {
      ...rejudge.queues,
      ...Object.assign({}, ...parts.map((part) => part.queues)),
      'follow-log': followLog({ store, each, log }),
      tidy: tidying(store, now),
    },
  })
  const queued = (asked: Promise<unknown>, queue: string, about: { readonly launch?: string } = {}): void => {
    asked
      .then(() => worker.wake(queue))
      .catch((error: unknown) => log('error', 'what is to be judged again could not be queued', { ...about, error: errorLine(error) }))
  }
  return {
    judgeAgain: (launch) => queued(rejudge.ask(launch, 'waivers'), 'rejudge', { launch }),
    judgeAllAgain: () => queued(rejudge.askAll('commitments'), 'rejudge-all'),
    stop: (graceMs) => worker.stop(graceMs),
  }
}

/** Forgets what has expired, once a day. */
function tidying(store: Store, now: () => number): QueueSettings {
  return {
    leaseMs: 60_000,
    concurrency: 1,
    retry: { firstMs: 60_000, mostMs: day },
    every: day,
    run: async () => {
      await expireWaivers({ store, now })
      await store.requestKeys.dropExpired()
      await store.singleUse.dropExpired()
      await store.signInLinks.dropExpired()
      await store.sessions.dropExpired()
      await store.deliveries.dropHandled(now() - rememberHandled)
      await store.lastWord.dropBefore(now() - rememberHandled)
    },
  }
}
