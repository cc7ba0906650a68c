import type { Job, Store } from '../../store/index.ts'
import type { Log } from '../log-line.ts'
import type { Retry } from './retry.ts'

/** When a job that was done is due again, and what it keeps until then. */
export interface Again {
  /** Milliseconds since 1970. Without it: the next time of periodic work, or now. */
  readonly runAt?: number
  readonly payload?: string
}

/** How the jobs of one queue are worked on. */
export interface QueueSettings {
  /**
   * Does the work, maybe for the second time: who did it may have died before it could say so. The signal is given when the
   * lease is lost or the service will wait no longer; what goes on after that may be done by somebody else, too.
   */
  readonly run: (job: Job, signal: AbortSignal) => Promise<Again | undefined> | Promise<void>
  /** For how long nobody else gets a job; kept up while it runs. What a dead replica had is taken over after it, in milliseconds. */
  readonly leaseMs: number
  /** How many run at once in this process. */
  readonly concurrency: number
  readonly retry: Retry
  /**
   * Makes the work periodic: one job with the key `every` waits, whatever the number of replicas. Milliseconds, counted from
   * 1970 so that replicas agree; or the next time after a moment.
   */
  readonly every?: number | ((after: number) => number)
  /** How long after a start periodic work is due, in milliseconds, where it is to be done before its next time. */
  readonly afterStart?: number
  /** What the job of periodic work keeps at first; nothing without it. */
  readonly firstPayload?: () => Promise<string>
}

/** What all loops of a worker share. */
export interface Shop {
  readonly store: Store
  readonly now: () => number
  readonly log: Log
  readonly pollMs: number
  readonly chance: () => number
}
