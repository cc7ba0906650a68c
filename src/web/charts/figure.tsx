import type { ComponentChildren, VNode } from 'preact'
import { Sentence } from '../table/said.tsx'

/** The same figures as a table, for who cannot or would not look at a chart. */
export interface ChartTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

export interface ChartFigureProps {
  /** Unique on its page: the ids within the chart start with it. */
  readonly id: string
  readonly title: string
  /** What is to be seen, in a sentence or two: for who hears the chart. */
  readonly summary: string
  readonly height: number
  readonly legend?: VNode
  readonly table: ChartTable
  readonly children: ComponentChildren
}

/**
 * A chart with its title, its legend and its table. It has no view box: positions across are shares of the width and
 * positions down are pixels, so that lines and letters keep their size on every screen and on paper.
 */
export function ChartFigure({ id, title, summary, height, legend, table, children }: ChartFigureProps): VNode {
  return (
    <figure class="chart" id={id}>
      <figcaption>
        <b>{title}</b>
        <span class="chart-summary">
          <Sentence text={summary} />
        </span>
      </figcaption>
      {legend}
      <svg class="chart-plot" role="img" width="100%" height={height} aria-labelledby={`${id}-title ${id}-summary`}>
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-summary`}>{summary}</desc>
        {children}
      </svg>
      <details class="chart-table">
        <summary>The figures as a table</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
        <div class="chart-scroll" role="group" tabIndex={0} aria-label={`${title}: figures`}>
          <table aria-label={title}>
            <thead>
              <tr>
                {table.columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={row.join()}>{row.map((cell, i) => (i === 0 ? <th scope="row">{cell}</th> : <td>{cell}</td>))}</tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}
