import type { ComponentChildren, VNode } from 'preact'
import { outcomeMarks } from '../../report/verdict-words.ts'

/** Outcomes that a chart stacks, from the ground up: what is wrong stands at the bottom, where lengths compare best. */
export const stacked = ['unmet', 'unknown', 'waived', 'met'] as const

export type Stacked = (typeof stacked)[number]

export type StackedCounts = Readonly<Record<Stacked, number>>

/** The fill of an outcome: a pattern of its own, so that it is told without colour. */
export function fillOf(outcome: Stacked, id: string): string {
  return `url(#${id}-${outcome})`
}

/** The patterns of the outcomes: hatched, dotted, lined and plain. Colours come from the style sheet. */
export function OutcomePatterns({ id }: { readonly id: string }): VNode {
  const tile = { width: 6, height: 6, patternUnits: 'userSpaceOnUse' } as const
  return (
    <defs>
      <pattern id={`${id}-unmet`} {...tile}>
        <rect class="chart-fill-unmet" width="6" height="6" />
        <path class="chart-hatch" d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5" />
      </pattern>
      <pattern id={`${id}-unknown`} {...tile}>
        <rect class="chart-fill-unknown" width="6" height="6" />
        <circle class="chart-dot" cx="1.5" cy="1.5" r="1.1" />
        <circle class="chart-dot" cx="4.5" cy="4.5" r="1.1" />
      </pattern>
      <pattern id={`${id}-waived`} {...tile}>
        <rect class="chart-fill-waived" width="6" height="6" />
        <path class="chart-hatch" d="M0 1.5H6M0 4.5H6" />
      </pattern>
      <pattern id={`${id}-met`} {...tile}>
        <rect class="chart-fill-met" width="6" height="6" />
      </pattern>
    </defs>
  )
}

/** What the fills mean, with symbol and word. */
export function OutcomeLegend({
  id,
  outcomes,
  children,
}: {
  readonly id: string
  readonly outcomes: readonly Stacked[]
  readonly children?: ComponentChildren
}): VNode {
  return (
    <ul class="chart-legend">
      {outcomes.map((outcome) => (
        <li key={outcome}>
          <svg class="chart-swatch" width="18" height="12" aria-hidden="true">
            <rect class="chart-edge" width="18" height="12" fill={fillOf(outcome, id)} />
          </svg>
          <span class="symbol" aria-hidden="true">
            {outcomeMarks[outcome].symbol}
          </span>{' '}
          {outcomeMarks[outcome].word}
        </li>
      ))}
      {children}
    </ul>
  )
}
