import type { Store } from '../../store/index.ts'
import type { Log } from '../log-line.ts'
import { type QueueLoop, startQueue } from './queue-loop.ts'
import type { QueueSettings } from './settings.ts'

export type { Again, QueueSettings } from './settings.ts'

export interface WorkerOptions {
  readonly store: Store
  readonly queues: Readonly<Record<string, QueueSettings>>
  /** The clock, in milliseconds since 1970; the same as the store's. */
  readonly now: () => number
  readonly log: Log
  /** How often is looked for work that another replica added or that has become due, in milliseconds; 1000 without it. */
  readonly pollMs?: number
  /** From 0 up to 1. */
  readonly chance?: () => number
}

/** Works on jobs until it is stopped. */
export interface Worker {
  /** Looks at once for new work in a queue: to be called when this process added some. */
  wake(queue: string): void
  /**
   * Takes nothing more, gives back what was not begun and waits for what runs, for `withinMs` milliseconds at most (10,000
   * without it). What still runs then is told to end and given back, or left to its lease if it does not listen.
   */
  stop(withinMs?: number): Promise<void>
}

/** Starts to work on queues of the store, which any number of replicas share. Nothing that fails ends it. */
export function startWorker({ store, queues, now, log, pollMs = 1000, chance = Math.random }: WorkerOptions): Worker {
  const loops = new Map<string, QueueLoop>(
    Object.entries(queues).map(([name, settings]) => [name, startQueue(name, settings, { store, now, log, pollMs, chance })]),
  )
  return {
    wake: (queue) => loops.get(queue)?.wake(),
    async stop(withinMs = 10_000) {
      await Promise.all([...loops.values()].map((loop) => loop.stop(withinMs)))
    },
  }
}
