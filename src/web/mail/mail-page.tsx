import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { counted } from '../../report/value-words.ts'
import { exampleWords } from '../example-note.ts'
import { minuteWords } from '../judged-by.ts'
import type { Links, Target } from '../page.ts'
import { cellHtml } from '../table/cell-html.tsx'
import { Parts, Said, Sentence } from '../table/said.tsx'
import { columnsFor, type Row, type Table } from '../table/table.ts'
import type { View } from '../view.ts'

export interface MailOptions {
  readonly links: Links
  readonly now: string
  readonly isExample?: boolean
  readonly notice?: string
  /** Where the whole view is. */
  readonly whole: Target
  /** How many rows of each table are shown: the rest is one click away. */
  readonly rows?: number
}

/**
 * A view as a page for mail: tables, plain elements, words beside every symbol, nothing to load or to run. It reads well
 * without any style, as some mail programs show it.
 */
export function mailHtml(view: View, options: MailOptions): string {
  return `<!doctype html>\n${renderToString(<MailPage view={view} options={options} />)}\n`
}

function MailPage({ view, options }: { readonly view: View; readonly options: MailOptions }): VNode {
  const { links, now, whole, isExample = false, notice } = options
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{view.title}</title>
        <link rel="stylesheet" href={links.asset('mail.css')} />
      </head>
      <body class={isExample ? 'example' : undefined}>
        <main>
          <h1>
            <Said text={view.title} whole />
          </h1>
          <p>{view.kicker}</p>
          {isExample && <p class="example-note">{exampleWords}</p>}
          {notice !== undefined && (
            <p>
              <b>
                <Sentence text={notice} />
              </b>
            </p>
          )}
          {view.lead && (
            <p>
              <b>
                <Sentence text={view.lead} />
              </b>
            </p>
          )}
          {view.notUnderstood?.map(({ words }) => (
            <p key={words}>
              <Sentence text={words} />
            </p>
          ))}
          {view.sections.map((section) =>
            'table' in section ? (
              <section>
                {section.heading && <h2>{section.heading}</h2>}
                {section.note && <p>{section.note}</p>}
                {section.table.size === 0 ? (
                  (section.empty ?? <p>Nothing to show.</p>)
                ) : (
                  <MailTable table={section.table} options={options} />
                )}
              </section>
            ) : null,
          )}
          <hr />
          <p>
            <small>
              All of it, always current: <a href={links.to(whole)}>the customer room</a>. As of {minuteWords(now)}. Red, amber and green
              have words beside them: no-go means fix, hold means find out, waived is never counted as met.
            </small>
          </p>
        </main>
      </body>
    </html>
  )
}

function MailTable({ table, options }: { readonly table: Table; readonly options: MailOptions }): VNode {
  const { links, whole, rows: most = 15 } = options
  const columns = columnsFor(table, 'page')
  const rows = table.rows(0, most)
  const rest = table.size - rows.length
  return (
    <>
      <table width="100%" cellPadding="6" cellSpacing="0">
        <thead>
          <tr>
            {columns.map(({ column }) => (
              <th key={column.key} scope="col" align={column.isNumber ? 'right' : 'left'}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <MailRow
              key={`${i}`}
              row={row}
              isNewGroup={row.group !== undefined && row.group !== rows[i - 1]?.group}
              columns={columns}
              links={links}
            />
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <p>
          <a href={links.to(whole)}>{counted(rest, 'more line', 'more lines')}</a>
        </p>
      )}
    </>
  )
}

interface MailRowProps {
  readonly row: Row
  readonly isNewGroup: boolean
  readonly columns: ReturnType<typeof columnsFor>
  readonly links: Links
}

function MailRow({ row, isNewGroup, columns, links }: MailRowProps): VNode {
  return (
    <>
      {isNewGroup && (
        <tr class="group">
          <th scope="rowgroup" colSpan={columns.length} align="left" class="group">
            <Parts text={row.group ?? ''} />
          </th>
        </tr>
      )}
      <tr>
        {columns.map(({ column, at }) => (
          <td key={column.key} data-label={column.name} align={column.isNumber ? 'right' : 'left'} valign="top">
            {cellHtml(row.cells[at], links)}
          </td>
        ))}
      </tr>
    </>
  )
}
