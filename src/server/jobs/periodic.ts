import type { QueueSettings } from './settings.ts'

/** The key of the one job by which periodic work waits for its next time. */
export const periodicKey = 'every'

/** The next time of periodic work after a moment; always later than that. */
export function nextTime(every: NonNullable<QueueSettings['every']>, after: number): number {
  if (typeof every === 'function') return every(after)
  return (Math.floor(after / every) + 1) * every
}
