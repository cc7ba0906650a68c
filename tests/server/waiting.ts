import { setTimeout } from 'node:timers/promises'
import type { Log } from '../../src/server/log-line.ts'
import type { Store } from '../../src/store/index.ts'
import type { Place } from '../store/databases.ts'

/** Waits until something holds, for two minutes at most: a busy machine needs seconds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 120_000; performance.now() < end; await setTimeout(5)) if (await holds()) return
  throw new Error(`waited two minutes in vain for ${holds.toString()}`)
}

interface Clocked {
  readonly place: Place
  readonly address: string
  readonly clock: ReturnType<typeof standingClock>
}

/** Moves the clock to when the job of a queue is due, unless it is being worked on: who works would lose it. Its row, where there is one. */
export async function toNext(
  queue: 'log' | 'notify',
  { place, address, clock }: Clocked,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [job] = await place.alter(address, `select payload, lease, run_at from jobs where queue = '${queue}'`)
  if (job?.['lease'] === null) clock.pass(Math.max(0, Number(job['run_at']) - clock.now()))
  return job
}

/**
 * Moves the clock on until who follows the log has seen all of it. One step would not do: a look that was under way when the
 * decision was recorded misses it, and the next is due only after the clock has moved again.
 */
export async function followed(store: Store, clocked: Clocked): Promise<void> {
  const { sequence } = await store.head()
  await until(async () => {
    const job = await toNext('log', clocked)
    return job?.['lease'] === null && Number(job['payload']) >= sequence
  })
}

/** A clock that stands until it is moved. */
export function standingClock(start: string): { readonly now: () => number; pass(ms: number): void; set(moment: string): void } {
  let time = Date.parse(start)
  return {
    now: () => time,
    pass: (ms) => {
      time += ms
    },
    set: (moment) => {
      time = Date.parse(moment)
    },
  }
}

/** A log that is kept in a list. */
export function keptLog(): {
  readonly log: Log
  readonly lines: { readonly level: string; readonly message: string; readonly fields?: Readonly<Record<string, unknown>> }[]
} {
  const lines: ReturnType<typeof keptLog>['lines'] = []
  return { log: (level, message, fields) => lines.push({ level, message, ...(fields && { fields }) }), lines }
}
