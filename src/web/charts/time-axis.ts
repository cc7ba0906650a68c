import { type DayNumber, formatDay } from '../../model/date.ts'

/** The days that a chart spans, both ends included. */
export interface TimeAxis {
  readonly first: DayNumber
  readonly last: DayNumber
}

export interface Tick {
  readonly day: DayNumber
  readonly label: string
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** How far a day is along an axis, from 0 to 1; days outside stand at the nearest end. */
export function shareOf({ first, last }: TimeAxis, day: DayNumber): number {
  return last <= first ? 0 : Math.min(1, Math.max(0, (day - first) / (last - first)))
}

/** A share as an SVG length, so that a chart is as wide as its place and its text stays the size of text. */
export function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`
}

/** A day in a few letters: "15 Oct". */
export function shortDay(day: DayNumber): string {
  const text = formatDay(day)
  return `${Number(text.slice(8))} ${months[Number(text.slice(5, 7)) - 1] ?? ''}`
}

/** Where to write dates along an axis: Mondays of a short one, first days of months of a long one; few enough to stand apart. */
export function ticksOf(axis: TimeAxis, most = 5): readonly Tick[] {
  const span = axis.last - axis.first
  const days = span <= 56 ? mondays(axis) : firstsOfMonths(axis)
  const step = Math.max(1, Math.ceil(days.length / most))
  return days.filter((_, i) => i % step === 0).map((day) => ({ day, label: span <= 56 ? shortDay(day) : monthLabel(day, axis) }))
}

/** The Monday of a day's week. 1970-01-01 was a Thursday. */
export function mondayOf(day: DayNumber): DayNumber {
  return day - ((((day + 3) % 7) + 7) % 7)
}

function mondays({ first, last }: TimeAxis): DayNumber[] {
  const start = mondayOf(first) < first ? mondayOf(first) + 7 : first
  return Array.from({ length: Math.max(0, Math.floor((last - start) / 7) + 1) }, (_, i) => start + 7 * i)
}

function firstsOfMonths({ first, last }: TimeAxis): DayNumber[] {
  const days: DayNumber[] = []
  for (let day = first; day <= last; day++) if (formatDay(day).endsWith('-01')) days.push(day)
  return days
}

/** "Oct", and "Oct 2026" where the axis is longer than a year or the year is new. */
function monthLabel(day: DayNumber, { first, last }: TimeAxis): string {
  const text = formatDay(day)
  const month = months[Number(text.slice(5, 7)) - 1] ?? ''
  return month === 'Jan' || last - first > 366 ? `${month} ${text.slice(0, 4)}` : month
}
