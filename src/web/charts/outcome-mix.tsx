import type { VNode } from 'preact'
import { type DayNumber, formatDay } from '../../model/date.ts'
import { ChartFigure } from './figure.tsx'
import { fillOf, OutcomeLegend, OutcomePatterns, type StackedCounts, stacked } from './marks.tsx'
import { percent } from './time-axis.ts'

/** How the requirements that applied stood over all launches at the end of a week or month. */
export interface MixColumn {
  /** The first day of the week or month. */
  readonly day: DayNumber
  readonly label: string
  /** How many launches had a decision by then and were not closed. */
  readonly launches: number
  readonly counts: StackedCounts
}

const top = 18
const bottom = 158
const height = 182

/** The outcomes of open launches over time, as shares of all that applied. Nothing where nothing was judged. */
export function OutcomeMix({ id, columns }: { readonly id: string; readonly columns: readonly MixColumn[] }): VNode | null {
  const judged = columns.filter((column) => totalOf(column.counts) > 0)
  const last = judged.at(-1)
  if (!last) return null
  const each = 1 / columns.length
  const every = Math.ceil(columns.length / 6)
  return (
    <ChartFigure
      id={id}
      title="Outcomes of open launches over time"
      summary={summaryOf(judged[0] ?? last, last)}
      height={height}
      legend={<OutcomeLegend id={id} outcomes={stacked} />}
      table={{
        columns: ['From', 'Launches', 'Not met', 'Unknown', 'Waived', 'Met', 'Met of those that applied'],
        rows: judged.map(({ day, launches, counts }) => [
          formatDay(day),
          launches,
          ...stacked.map((outcome) => counts[outcome]),
          `${shareWords(counts.met, totalOf(counts))}`,
        ]),
      }}
    >
      <OutcomePatterns id={id} />
      <line class="chart-grid" x1="0" x2="100%" y1={top} y2={top} />
      <text class="chart-label" x="0" y={top - 5}>
        100 % of those that applied
      </text>
      {columns.map((column, i) => (
        <g key={column.day}>
          <Bar id={id} column={column} x={i * each + each * 0.1} width={each * 0.8} />
          {i % every === 0 && (
            <text class="chart-label" x={percent(i * each + each / 2)} y={bottom + 16} text-anchor="middle">
              {column.label}
            </text>
          )}
        </g>
      ))}
      <line class="chart-half" x1="0" x2="100%" y1={levelOf(0.5)} y2={levelOf(0.5)} />
      <line class="chart-axis" x1="0" x2="100%" y1={bottom} y2={bottom} />
    </ChartFigure>
  )
}

function Bar({ id, column, x, width }: { id: string; column: MixColumn; x: number; width: number }): VNode {
  const total = totalOf(column.counts)
  let below = 0
  return (
    <g>
      {stacked.map((outcome) => {
        const count = column.counts[outcome]
        const from = below
        below += count
        if (count === 0) return null
        const y = levelOf(below / total)
        return (
          <rect
            key={outcome}
            class="chart-edge"
            x={percent(x)}
            width={percent(width)}
            y={y}
            height={Math.max(1, levelOf(from / total) - y)}
            fill={fillOf(outcome, id)}
          />
        )
      })}
    </g>
  )
}

function totalOf(counts: StackedCounts): number {
  return stacked.reduce((sum, outcome) => sum + counts[outcome], 0)
}

function levelOf(share: number): number {
  return Math.round((bottom - share * (bottom - top)) * 10) / 10
}

function shareWords(count: number, total: number): string {
  return total === 0 ? '' : `${Math.round((100 * count) / total)} %`
}

function summaryOf(first: MixColumn, last: MixColumn): string {
  const now = shareWords(last.counts.met, totalOf(last.counts))
  const before = shareWords(first.counts.met, totalOf(first.counts))
  const then = first.day === last.day ? '' : `, and ${before} were in the week of ${formatDay(first.day)}`
  return `Of the requirements that apply to open launches, ${now} are met now${then}. The line is half of them.`
}
