import type { VNode } from 'preact'
import { type DayNumber, formatDay } from '../../model/date.ts'
import { ChartFigure } from './figure.tsx'
import { percent, shortDay } from './time-axis.ts'

/** What is counted of a week. */
export interface WeekCount {
  readonly monday: DayNumber
  readonly launches: number
  readonly decisions: number
  readonly first: number
}

const top = 18
const bottom = 118
const height = 142

/** How many launches were judged in each week: a promise is alive while it is looked at. */
export function WeeklyBars({ id, weeks }: { readonly id: string; readonly weeks: readonly WeekCount[] }): VNode | null {
  const last = weeks.at(-1)
  const most = Math.max(0, ...weeks.map(({ launches }) => launches))
  if (!last || most === 0) return null
  const each = 1 / weeks.length
  const every = Math.ceil(weeks.length / 6)
  const silent = weeks.filter(({ decisions }) => decisions === 0).length
  return (
    <ChartFigure
      id={id}
      title="Launches judged per week"
      summary={`A launch counts once a week, however often it was judged: ${last.launches} so far in this week, ${most} in the busiest of the last ${weeks.length}${silent === 0 ? '' : `; ${silent} without any decision`}.`}
      height={height}
      table={{
        columns: ['Week from', 'Launches judged', 'For the first time', 'Decisions'],
        rows: weeks.map(({ monday, launches, first, decisions }) => [formatDay(monday), launches, first, decisions]),
      }}
    >
      {weeks.map(({ monday, launches }, i) => {
        const y = bottom - Math.round((launches / most) * (bottom - top))
        return (
          <g key={monday}>
            <rect class="chart-bar" x={percent(i * each + each * 0.12)} width={percent(each * 0.76)} y={y} height={bottom - y} />
            <text class="chart-label" x={percent((i + 0.5) * each)} y={y - 4} text-anchor="middle">
              {launches}
            </text>
            {i % every === 0 && (
              <text class="chart-label" x={percent((i + 0.5) * each)} y={bottom + 16} text-anchor="middle">
                {shortDay(monday)}
              </text>
            )}
          </g>
        )
      })}
      <line class="chart-axis" x1="0" x2="100%" y1={bottom} y2={bottom} />
    </ChartFigure>
  )
}
