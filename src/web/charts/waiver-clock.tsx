import type { VNode } from 'preact'
import type { DayNumber } from '../../model/date.ts'
import { percent, shareOf, type TimeAxis } from './time-axis.ts'

export interface WaiverClockProps {
  /** The same for all clocks of a list, so that today stands in one line. */
  readonly axis: TimeAxis
  readonly today: DayNumber
  /** The day of the first approval; absent while nobody has approved. */
  readonly from?: DayNumber
  /** The last day on which it counts. */
  readonly expires: DayNumber
  /** Whether it counts now. */
  readonly inForce: boolean
}

const height = 16

/** The days that clocks show when seen from a day: two weeks back, and ahead to the last end, 90 days at most. */
export function clockAxis(today: DayNumber, ends: readonly DayNumber[]): TimeAxis {
  const furthest = Math.max(today + 28, ...ends)
  return { first: today - 14, last: Math.min(furthest, today + 90) }
}

/**
 * The time of one waiver as a bar: what has passed is plain, what is left is hatched, today is a line. The words beside it say
 * the same, so it is hidden from who hears the page.
 */
export function WaiverClock({ axis, today, from, expires, inForce }: WaiverClockProps): VNode {
  const start = shareOf(axis, from ?? today)
  const end = shareOf(axis, expires + 1)
  const now = shareOf(axis, today)
  const left = Math.max(start, now)
  const state = inForce ? (expires - today <= 14 ? 'ending' : 'running') : 'idle'
  return (
    <svg class={`chart-clock chart-clock-${state}`} width="100%" height={height} aria-hidden="true">
      <line class="chart-grid" x1="0" x2="100%" y1={height / 2} y2={height / 2} />
      {end > start && <rect class="chart-past" x={percent(start)} width={percent(Math.min(end, left) - start)} y="4" height="8" />}
      {end > left && <rect class="chart-left" x={percent(left)} width={percent(end - left)} y="4" height="8" />}
      <line class="chart-today" x1={percent(now)} x2={percent(now)} y1="0" y2={height} />
      <line class="chart-end" x1={percent(end)} x2={percent(end)} y1="1" y2={height - 1} />
    </svg>
  )
}
