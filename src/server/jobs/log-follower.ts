import { type RecordedEntry, type Store, StoreFailure } from '../../store/index.ts'
import { errorLine, type Log } from '../log-line.ts'
import type { Again, QueueSettings } from './settings.ts'

export interface FollowOptions {
  readonly store: Store
  /** What is done about recorded decisions, one after the other, in the order of the log. Maybe twice: after a crash. */
  readonly each: readonly OnRecorded[]
  readonly log: Log
  /** How often is looked for new decisions, in milliseconds; 2000 without it. */
  readonly everyMs?: number
}

/** Is told of recorded decisions, some at a time. */
export type OnRecorded = (entries: readonly RecordedEntry[]) => Promise<void>

const entriesAtOnce = 200

/**
 * A queue that follows the log of decisions. What is to be done about a decision is thus neither forgotten when a process dies
 * just after it was recorded, nor does it keep anyone waiting who records one. Begins with what is recorded after it was first started.
 */
export function followLog({ store, each, log, everyMs = 2000 }: FollowOptions): QueueSettings {
  return {
    leaseMs: 30_000,
    concurrency: 1,
    retry: { firstMs: 1000, mostMs: 60_000 },
    every: everyMs,
    firstPayload: async () => String((await store.head()).sequence),
    async run({ payload }, signal): Promise<Again> {
      const after = Number(payload)
      const { entries, next } = await store.list({ order: 'oldest-first', after, limit: entriesAtOnce })
      for (const handle of entries.length > 0 ? each : []) {
        signal.throwIfAborted()
        await handled(entries, handle, log)
      }
      return { payload: String(entries.at(-1)?.sequence ?? after), ...(next !== undefined && { runAt: 0 }) }
    },
  }
}

/** A decision that something cannot be done about must not stand in the way of all others for ever; a database that is gone may. */
async function handled(entries: readonly RecordedEntry[], handle: OnRecorded, log: Log): Promise<void> {
  try {
    await handle(entries)
  } catch (error) {
    if (error instanceof StoreFailure) throw error
    const [first] = entries
    // Which of them it was is found by telling of each alone.
    if (entries.length > 1) for (const entry of entries) await handled([entry], handle, log)
    else log('error', 'a recorded decision could not be followed up', { sequence: first?.sequence, error: errorLine(error) })
  }
}
