import { type QueueSettings, startWorker, type Worker, type WorkerOptions } from '../../../src/server/jobs/worker.ts'
import type { Store } from '../../../src/store/index.ts'
import type { Place } from '../../store/databases.ts'
import { keptLog, standingClock } from '../waiting.ts'

export const retry = { firstMs: 1000, mostMs: 8000 }

/** A queue whose jobs are tried again after a second or more, three at once. */
export const settings = (run: QueueSettings['run'], more: Partial<QueueSettings> = {}): QueueSettings => ({
  run,
  leaseMs: 60_000,
  concurrency: 3,
  retry,
  ...more,
})

/** Two stores on one database and one clock, as two replicas have them, and what starts a worker that looks for work all the time. */
export async function twoStores(place: Place) {
  const clock = standingClock('2026-10-07T09:00:00Z')
  const address = place.address()
  const { log, lines } = keptLog()
  const stores = [await place.open(address, clock), await place.open(address, clock)] as const
  const start = (queues: WorkerOptions['queues'], store: Store = stores[0], more: Partial<WorkerOptions> = {}): Worker =>
    startWorker({ store, queues, now: clock.now, log, pollMs: 5, chance: () => 1, ...more })
  return { clock, lines, stores, store: stores[0], start }
}
