import { type DayNumber, readDate } from '../../model/date.ts'
import type { RequirementStanding } from '../room/room.ts'

/** The UTC day of a date or moment; undefined where there is none, or it is none. */
export function dayNumberOf(text: string | undefined): DayNumber | undefined {
  const reading = text === undefined ? undefined : readDate(text)
  return reading?.ok ? reading.value.day : undefined
}

/** Whether a requirement stands open: somebody has to act, or to find out. */
export function isOpen({ outcome }: Pick<RequirementStanding, 'outcome'>): boolean {
  return outcome === 'unmet' || outcome === 'unknown'
}

/** Orders by a day, what has none last. */
export function byDay(a: DayNumber | undefined, b: DayNumber | undefined): number {
  if (a === b) return 0
  return (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY)
}
