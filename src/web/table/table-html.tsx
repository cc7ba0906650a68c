import type { VNode } from 'preact'
import { forTerminal } from '../../report/escape.ts'
import type { Links, Target } from '../page.ts'
import { otherwise } from '../view.ts'
import { cellHtml } from './cell-html.tsx'
import { Parts, Said } from './said.tsx'
import { type Cell, type Column, columnsFor, type Row, type Table } from './table.ts'

/** Rows that a page shows of a table that says nothing else. */
const usualRows = 100

/** A table as a page shows it: some of its rows, and the way to the others. Which page is shown stands in the address, for each table of its own. */
export function TableHtml({
  table,
  isFirst,
  here,
  links,
}: {
  readonly table: Table
  /** Whether it is the first table of its view. */
  readonly isFirst: boolean
  readonly here: Target
  readonly links: Links
}): VNode {
  const atOnce = table.rowsAtOnce ?? usualRows
  const pages = Math.max(1, Math.ceil(table.size / atOnce))
  const key = isFirst ? 'page' : `page-${table.name}`
  const page = Number(here.query?.[key] ?? '1')
  const at = Number.isSafeInteger(page) ? Math.min(Math.max(1, page), pages) : 1
  const rows = table.rows((at - 1) * atOnce, at * atOnce)
  const columns = columnsFor(table, 'page')
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div class="scroll" role="group" tabIndex={0} aria-label={table.caption}>
        <table class={table.name} aria-label={table.caption}>
          <thead>
            <tr>
              {columns.map(({ column }) => (
                <th scope="col" class={classOf(column)}>
                  <Said text={column.name} />
                </th>
              ))}
            </tr>
          </thead>
          {groupsOf(rows).map(({ group, rows: own }) => (
            <tbody id={group === undefined ? own[0]?.groupAnchor : undefined}>
              {group !== undefined && (
                <tr class="group" id={own[0]?.groupAnchor}>
                  <th scope="rowgroup" colSpan={columns.length}>
                    <Parts text={group} />
                  </th>
                </tr>
              )}
              {own.map(({ cells, anchor }) => (
                <tr id={anchor}>
                  {columns.map(({ column, at: index }) =>
                    column.isHeading ? (
                      <th scope="row" class={classOf(column)}>
                        {cellHtml(cells[index], links)}
                      </th>
                    ) : (
                      <td class={tintOf(column, cells[index]) ?? classOf(column)} data-label={forTerminal(column.name)}>
                        {cellHtml(cells[index], links)}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {pages > 1 && <Pager {...{ table, pageKey: key, at, pages, atOnce, here, links }} />}
    </>
  )
}

function classOf({ isNumber, width }: Column): string | undefined {
  const names = [...(isNumber ? ['number'] : []), ...(width === undefined ? [] : [width])]
  return names.length === 0 ? undefined : names.join(' ')
}

function tintOf({ isTinted }: Column, cell: Cell): string | undefined {
  return isTinted && typeof cell === 'object' && 'mark' in cell ? `tint ${cell.mark.tone}` : undefined
}

function groupsOf(rows: readonly Row[]): { readonly group: string | undefined; readonly rows: Row[] }[] {
  const groups: { group: string | undefined; rows: Row[] }[] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last && last.group === row.group) last.rows.push(row)
    else groups.push({ group: row.group, rows: [row] })
  }
  return groups
}

interface PagerProps {
  readonly table: Table
  readonly at: number
  readonly pages: number
  readonly pageKey: string
  readonly atOnce: number
  readonly here: Target
  readonly links: Links
}

function Pager({ table, pageKey, at, pages, atOnce, here, links }: PagerProps): VNode {
  const to = (page: number): string => links.to(otherwise(here, { [pageKey]: page === 1 ? undefined : String(page) }))
  return (
    <nav class="pager" aria-label={`Pages of: ${table.caption}`}>
      {at > 1 && (
        <a href={to(at - 1)} rel="prev">
          ← Back
        </a>
      )}
      <span>
        {(at - 1) * atOnce + 1} to {Math.min(at * atOnce, table.size)} of {table.size}
      </span>
      {at < pages && (
        <a href={to(at + 1)} rel="next">
          Next →
        </a>
      )}
    </nav>
  )
}
