import { type DayNumber, readDate, startOf } from '../../model/date.ts'

/** The UTC day of a date or moment; undefined where there is none, or it is none. */
export function dayNumberOf(text: string | undefined): DayNumber | undefined {
  const reading = text === undefined ? undefined : readDate(text)
  return reading?.ok ? reading.value.day : undefined
}

/** The first instant of a date or moment, in milliseconds; undefined where there is none, or it is none. */
export function instantOf(text: string | undefined): number | undefined {
  const reading = text === undefined ? undefined : readDate(text)
  return reading?.ok ? startOf(reading.value) : undefined
}

/** Orders by a day, what has none last. */
export function byDay(a: DayNumber | undefined, b: DayNumber | undefined): number {
  if (a === b) return 0
  return (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY)
}
