import { csvCell } from '../../report/csv.ts'
import { withoutCommands } from '../../report/escape.ts'
import { markdownSentence, markdownText } from '../../report/markdown-text.ts'
import { counted } from '../../report/value-words.ts'
import { exampleWords } from '../example-note.ts'
import { legendRows } from '../legend.ts'
import type { View } from '../view.ts'
import { cellValue, cellWords } from './cell-text.ts'
import { columnsFor, type Table } from './table.ts'

/** Chat and mail show a table as long as people read it. */
const markdownRows = 200

/** JSON of more rows is for programs only: without line breaks it is half as long. */
const legibleRows = 1000

/** The tables of a view. */
export function tablesOf({ sections }: View): Table[] {
  return sections.flatMap((section) => ('table' in section ? [section.table] : []))
}

/** CSV for spreadsheets: UTF-8 with a byte order mark, CRLF, every row there is, cells that look like formulas made text. */
export function tableCsv(table: Table): string {
  const columns = columnsFor(table, 'export')
  const cellOf = remembered()
  const lines = [columns.map(({ column }) => csvCell(column.key)).join(',')]
  for (const { cells } of table.rows(0, table.size)) lines.push(columns.map(({ at }) => cellOf(cellValue(cells[at]))).join(','))
  return `\ufeff${withoutCommands(`${lines.join('\r\n')}\r\n`)}`
}

/** Cells of a long table repeat: names and titles are guarded once. */
function remembered(): typeof csvCell {
  const known = new Map<Parameters<typeof csvCell>[0], string>()
  return (value) => {
    const held = known.get(value)
    if (held !== undefined) return held
    const cell = csvCell(value)
    if (known.size < 20_000) known.set(value, cell)
    return cell
  }
}

/** JSON for programs: every table of the view with every row, by the keys of the columns. */
export function viewJson(view: View, now: string): string {
  const tables = Object.fromEntries(tablesOf(view).map((table) => [table.name, tableData(table)]))
  return `${JSON.stringify({ title: view.title, asOf: now, ...(view.lead !== undefined && { lead: view.lead }), tables }, undefined, tablesOf(view).some(({ size }) => size > legibleRows) ? 0 : 1)}\n`
}

function tableData(table: Table): Record<string, unknown>[] {
  const columns = columnsFor(table, 'export')
  return table.rows(0, table.size).map(({ cells }) => {
    const data: Record<string, unknown> = {}
    for (const { column, at } of columns) {
      const value = cellValue(cells[at])
      if (value !== undefined) data[column.key] = value
    }
    return data
  })
}

/** Markdown for chat and mail: what people see on the page, and the legend. */
export function viewMarkdown(view: View, now: string, isExample = false): string {
  const parts = view.sections.flatMap((section) => {
    if (!('table' in section)) return []
    const heading = section.heading ?? (view.sections.length > 1 ? section.table.caption : undefined)
    const note = section.note === undefined ? '' : `${markdownSentence(section.note)}\n\n`
    return [`${heading === undefined ? '' : `## ${markdownText(heading)}\n\n`}${note}${tableMarkdown(section.table)}`]
  })
  const lead = view.lead === undefined ? '' : `${markdownSentence(view.lead)}\n\n`
  const example = isExample ? `${exampleWords}\n\n` : ''
  const lights = legendRows.map(({ symbol, word, gate, plan }) => `- ${symbol} ${word}: gate ${gate}; plan ${plan}\n`).join('')
  return withoutCommands(
    `# ${markdownText(view.title)}\n\n${example}${lead}${parts.join('\n')}\nHow to read the lights:\n\n${lights}\nAs of ${now}.\n`,
  )
}

function tableMarkdown(table: Table): string {
  if (table.size === 0) return 'Nothing to show.\n'
  const columns = columnsFor(table, 'page')
  const lines = [
    `| ${columns.map(({ column }) => markdownText(column.name)).join(' | ')} |`,
    `|${columns.map(({ column }) => (column.isNumber ? ' ---: ' : ' --- ')).join('|')}|`,
    ...table
      .rows(0, markdownRows)
      .map(({ cells }) => `| ${columns.map(({ at }) => markdownText(cut(cellWords(cells[at])))).join(' | ')} |`),
  ]
  const rest = table.size - markdownRows
  return `${lines.join('\n')}\n${rest > 0 ? `\n${counted(rest, 'row')} more; the CSV has them all.\n` : ''}`
}

function cut(text: string): string {
  const characters = [...text]
  return characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : text
}
