import { readDate, startOf } from '../model/date.ts'
import { ProblemError } from './problem.ts'

/** The moment of a clock as decisions have it: whole seconds are exact enough for days, and many decisions share one. */
export function momentOf(ms: number): string {
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`
}

/** A moment that somebody wrote, in milliseconds. Throws a `bad-request` that says what is wrong with it. */
export function readMoment(name: string, text: string): number {
  const reading = readDate(text)
  if (reading.ok) return startOf(reading.value)
  throw new ProblemError('bad-request', `\`${name}\`: ${reading.message}`, { ...(reading.hint !== undefined && { hint: reading.hint }) })
}
