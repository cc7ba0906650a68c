import { setTimeout } from 'node:timers/promises'
import type { Log } from '../../src/server/log-line.ts'

/** Waits until something holds. What never comes ends with the test's own time limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(5)
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
