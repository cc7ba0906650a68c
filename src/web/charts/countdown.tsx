import type { VNode } from 'preact'
import { type DayNumber, formatDay } from '../../model/date.ts'
import { counted } from '../../report/value-words.ts'
import { awayWords, type Verdict, verdictMarks } from '../../report/verdict-words.ts'
import { ChartFigure } from './figure.tsx'
import { fillOf, OutcomeLegend, OutcomePatterns } from './marks.tsx'
import { percent, shareOf, shortDay, type TimeAxis, ticksOf } from './time-axis.ts'

/** How a launch stood after a decision: its blocking requirements that were not met. */
export interface CountdownPoint {
  readonly day: DayNumber
  readonly verdict: Verdict
  readonly unmet: number
  readonly unknown: number
  readonly waived: number
}

export interface CountdownProps {
  readonly id: string
  /** One a decision, in any order; of a day the last one stands. */
  readonly points: readonly CountdownPoint[]
  readonly today: DayNumber
  /** The day of the launch; without it there is nothing to count down to. */
  readonly launchDay?: DayNumber
  /** Days on which requirements that are still open are due. */
  readonly dueDays?: readonly DayNumber[]
}

const top = 54
const bottom = 176
const height = 200
const layers = ['unmet', 'unknown', 'waived'] as const

/** The open requirements of a launch on the way to its date, decision by decision. Nothing where nothing was decided. */
export function Countdown({ id, points, today, launchDay, dueDays = [] }: CountdownProps): VNode | null {
  const steps = stepsOf(points, today)
  const [first] = steps
  const last = steps.at(-1)
  if (!first || !last) return null
  const axis: TimeAxis = { first: Math.min(first.from, today - 1), last: Math.max(launchDay ?? today, today, first.from + 7) }
  const most = Math.max(1, ...steps.map(openOf))
  const due = [...new Set(dueDays)].filter((day) => day >= axis.first && day <= axis.last)
  return (
    <ChartFigure
      id={id}
      title="Open requirements on the way to the date"
      summary={summaryOf(first.point, last.point, today, launchDay)}
      height={height}
      legend={
        <OutcomeLegend id={id} outcomes={layers}>
          <li>
            <span aria-hidden="true">✖ ▲ ●</span> the verdict, where it turned
          </li>
          {due.length > 0 && (
            <li>
              <span aria-hidden="true">▼</span> an open requirement is due
            </li>
          )}
        </OutcomeLegend>
      }
      table={{
        columns: ['Day', 'Verdict', 'Not met', 'Unknown', 'Waived'],
        rows: steps.map(({ point }) => [formatDay(point.day), verdictMarks[point.verdict].word, point.unmet, point.unknown, point.waived]),
      }}
    >
      <OutcomePatterns id={id} />
      {[...new Set([most, Math.round(most / 2)])].map((count) => (
        <g key={count}>
          <line class="chart-grid" x1="0" x2="100%" y1={levelOf(count, most)} y2={levelOf(count, most)} />
          <text class="chart-label" x="0" y={levelOf(count, most) - 4}>
            {count}
          </text>
        </g>
      ))}
      {steps.map((step) => (
        <StepBars key={step.from} {...{ id, axis, most, step }} />
      ))}
      <line class="chart-axis" x1="0" x2="100%" y1={bottom} y2={bottom} />
      {ticksOf(axis).map(({ day, label }) => (
        <text key={day} class="chart-label" x={percent(shareOf(axis, day))} y={bottom + 16} text-anchor={anchorOf(shareOf(axis, day))}>
          {label}
        </text>
      ))}
      {due.map((day) => (
        <text key={day} class="chart-due" x={percent(shareOf(axis, day))} y={bottom - 2} text-anchor="middle">
          <title>{`due ${formatDay(day)}`}</title>▼
        </text>
      ))}
      <Moment axis={axis} day={today} label="today" row={0} kind="today" />
      {launchDay !== undefined && <Moment axis={axis} day={launchDay} label={`launch ${shortDay(launchDay)}`} row={1} kind="launch" />}
    </ChartFigure>
  )
}

interface Step {
  readonly from: DayNumber
  readonly to: DayNumber
  readonly point: CountdownPoint
  /** Whether the verdict is another than before. */
  readonly turns: boolean
}

/** What stood from one decision to the next, and from the last one to today. */
function stepsOf(points: readonly CountdownPoint[], today: DayNumber): Step[] {
  const byDay = new Map([...points].sort((a, b) => a.day - b.day).map((point) => [point.day, point]))
  const days = [...byDay.values()]
  return days.map((point, i) => ({
    from: point.day,
    to: days[i + 1]?.day ?? Math.max(today, point.day),
    point,
    turns: days[i - 1]?.verdict !== point.verdict,
  }))
}

function StepBars({ id, axis, most, step }: { id: string; axis: TimeAxis; most: number; step: Step }): VNode {
  const { from, to, point, turns } = step
  const end = shareOf(axis, to)
  // What was decided today is seen, too, and nothing is drawn of days that have not been.
  const x = Math.max(0, Math.min(shareOf(axis, from), end - 0.008))
  const width = end - x
  let below = 0
  const { symbol, word, ink } = verdictMarks[point.verdict]
  return (
    <g>
      {layers.map((layer) => {
        const count = point[layer]
        below += count
        if (count === 0) return null
        const y = levelOf(below, most)
        return (
          <rect
            key={layer}
            class="chart-edge"
            x={percent(x)}
            width={percent(width)}
            y={y}
            height={levelOf(below - count, most) - y}
            fill={fillOf(layer, id)}
          />
        )
      })}
      {turns && (
        <text class={`chart-mark ink-${ink}`} x={percent(x)} y={38} text-anchor={anchorOf(x)}>
          <title>{`${formatDay(from)}: ${word}`}</title>
          {symbol}
        </text>
      )}
    </g>
  )
}

function Moment({ axis, day, label, row, kind }: { axis: TimeAxis; day: DayNumber; label: string; row: number; kind: string }): VNode {
  const x = shareOf(axis, day)
  return (
    <g>
      <line class={`chart-${kind}`} x1={percent(x)} x2={percent(x)} y1={14 + row * 13} y2={bottom} />
      <text class="chart-label chart-strong" x={percent(x)} y={10 + row * 13} text-anchor={anchorOf(x)}>
        {label}
      </text>
    </g>
  )
}

function openOf({ point }: Step): number {
  return layers.reduce((sum, layer) => sum + point[layer], 0)
}

function levelOf(count: number, most: number): number {
  return bottom - Math.round((count / most) * (bottom - top))
}

/** Text at an end of the chart stays within it. */
function anchorOf(share: number): 'start' | 'middle' | 'end' {
  return share < 0.12 ? 'start' : share > 0.88 ? 'end' : 'middle'
}

function summaryOf(first: CountdownPoint, last: CountdownPoint, today: DayNumber, launchDay: DayNumber | undefined): string {
  const open = last.unmet + last.unknown
  const was = first.unmet + first.unknown
  const date =
    launchDay === undefined ? 'The launch has no date.' : `The launch is on ${formatDay(launchDay)}, ${awayWords(launchDay - today)}.`
  const before = first.day === last.day || was === open ? '' : `, of ${was} on ${formatDay(first.day)}`
  const waived = last.waived === 0 ? '' : `, and ${last.waived} waived`
  return `${counted(open, 'blocking requirement')} ${open === 1 ? 'is' : 'are'} open${before}${waived}. ${date}`
}
