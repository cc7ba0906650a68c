import type { Diagnostic } from '../source/diagnostic.ts'
import type { Range } from '../source/position.ts'
import { escapeUnseen, forTerminal, withoutCommands } from './escape.ts'
import { graphemesOf, widthOf, wrap } from './measure.ts'
import { type Paint, paintBox } from './paint.ts'
import { counted } from './value-words.ts'

/** How diagnostics look, and where the texts of files are found. */
export interface DiagnosticOptions {
  readonly colour?: boolean | undefined
  readonly width?: number | undefined
  /** The text of a file, for its code frame; without it a diagnostic stands without one. */
  readonly textOf?: ((file: string) => string | undefined) | undefined
}

interface Canvas {
  readonly paint: Paint
  readonly width: number
  readonly textOf: (file: string) => string | undefined
}

const inks = { error: 'red', warning: 'yellow', info: 'blue' } as const
const tabWidth = 4

/**
 * Diagnostics for people: what is wrong, where, the line itself with carets, how to mend it, and related places. Plain
 * text that is safe for a terminal and for a log, whatever the files hold; no diagnostics give an empty text.
 *
 * @example
 * const text = 'apiVersion: onlyif/v1\nkind: Launch\nid: search\ntitle: Search\nonwer: team'
 * const { diagnostics } = parseDocuments([{ file: 'launch.yaml', text }])
 * console.log(diagnosticsText(diagnostics, { textOf: () => text }))
 * // error[document/unknown-key]: unknown key `onwer` in launch `search`
 * //  --> launch.yaml:5:1
 * //   |
 * // 5 | onwer: team
 * //   | ^^^^^
 * //   = hint: did you mean `owner`?
 */
export function diagnosticsText(diagnostics: readonly Diagnostic[], options: DiagnosticOptions = {}): string {
  const canvas: Canvas = {
    paint: paintBox(options.colour ?? false),
    width: Math.min(160, Math.max(40, Math.floor(options.width ?? 80))),
    textOf: options.textOf ?? (() => undefined),
  }
  return withoutCommands(diagnostics.map((item) => `${linesOf(canvas, item).join('\n')}\n`).join('\n'))
}

/** "2 errors, 1 warning". */
export function diagnosticCounts(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']): number => diagnostics.filter((item) => item.severity === severity).length
  const parts = [
    ...(count('error') > 0 ? [counted(count('error'), 'error')] : []),
    ...(count('warning') > 0 ? [counted(count('warning'), 'warning')] : []),
  ]
  return parts.length > 0 ? parts.join(', ') : 'no problems'
}

function linesOf(canvas: Canvas, item: Diagnostic): string[] {
  const { paint, width } = canvas
  const head = `${item.severity}[${item.code}]`
  // The message hangs under nothing: it starts right after its code, as compilers print it.
  const [first = '', ...more] = wrap(`${head}: ${item.message}`, width)
  const gutter = gutterOf(item)
  const blank = ' '.repeat(gutter)
  const title = first.startsWith(head)
    ? `${paint.bold(paint[inks[item.severity]](head))}${paint.bold(first.slice(head.length))}`
    : paint.bold(first)
  const hint =
    item.hint === undefined
      ? []
      : wrap(`hint: ${item.hint}`, width - gutter - 3).map((line, i) => `${blank} ${i === 0 ? paint.blue('=') : ' '} ${line}`)
  const related = (item.related ?? []).flatMap((place) => [
    `${blank} ${paint.blue('=')} ${forTerminal(place.message)}:`,
    ...frame(canvas, { file: place.file, range: place.range, gutter, mark: '-', ink: 'blue' }),
  ])
  return [
    title,
    ...more.map((line) => paint.bold(line)),
    ...frame(canvas, { file: item.file, range: item.range, gutter, mark: '^', ink: inks[item.severity] }),
    ...hint,
    ...related,
  ]
}

interface Frame {
  readonly file: string
  readonly range: Range | undefined
  readonly gutter: number
  readonly mark: string
  readonly ink: 'red' | 'yellow' | 'blue'
}

function frame({ paint, width, textOf }: Canvas, { file, range, gutter, mark, ink }: Frame): string[] {
  const blank = ' '.repeat(gutter)
  const where = `${blank}${paint.blue('-->')} ${forTerminal(file)}${range ? `:${range.start.line}:${range.start.column}` : ''}`
  const source = range && lineOf(textOf(file), range.start.line)
  if (!range || source === undefined) return [where]
  const end = range.end.line === range.start.line ? range.end.column : source.length + 1
  const cut = excerptOf(source, range.start.column - 1, Math.max(range.start.column, end - 1), width - gutter - 4)
  const bar = paint.blue('|')
  return [
    where,
    `${blank} ${bar}`,
    `${paint.blue(String(range.start.line).padStart(gutter))} ${bar} ${cut.text}`,
    `${blank} ${bar} ${' '.repeat(cut.before)}${paint[ink](mark.repeat(cut.marked))}`,
  ]
}

/** A stretch of a source line around what is marked, short enough for the screen, with the columns before and under the mark. */
function excerptOf(source: string, from: number, to: number, room: number): { text: string; before: number; marked: number } {
  const cells = cellsOf(source)
  const widthTo = (index: number): number => cells.filter((cell) => cell.index < index).reduce((sum, cell) => sum + cell.width, 0)
  const start = widthTo(from)
  const marked = Math.max(1, widthTo(Math.max(to, from + 1)) - start)
  const total = widthTo(Number.POSITIVE_INFINITY)
  if (total <= room) return { text: cells.map((cell) => cell.text).join(''), before: start, marked }
  const first = start + Math.min(marked, 20) < room - 1 ? 0 : Math.max(0, start - Math.floor(room / 3))
  let at = 0
  let text = ''
  let skipped = 0
  for (const cell of cells) {
    if (at < first) skipped += cell.width
    else if (at + cell.width - skipped <= room - 2) text += cell.text
    at += cell.width
  }
  const lead = skipped > 0 ? '…' : ''
  const before = start - skipped + lead.length
  const isCut = total - skipped > room - 2
  return { text: `${lead}${text}${isCut ? '…' : ''}`, before, marked: Math.max(1, Math.min(marked, room - before)) }
}

interface Cell {
  readonly index: number
  readonly text: string
  readonly width: number
}

/** A source line as a terminal shows it, piece by piece: tabs as spaces, what cannot be seen as visible escapes. Long lines are taken up to a limit. */
function cellsOf(source: string): Cell[] {
  let column = 0
  return [...graphemesOf(source.slice(0, 5000))].map(({ segment, index }) => {
    const text = segment === '\t' ? ' '.repeat(tabWidth - (column % tabWidth)) : escapeUnseen(segment)
    const width = widthOf(text)
    column += width
    return { index, text, width }
  })
}

function lineOf(text: string | undefined, line: number): string | undefined {
  return text?.split(/\r\n|\n|\r/, line)[line - 1]
}

function gutterOf(item: Diagnostic): number {
  const lines = [item.range, ...(item.related ?? []).map((place) => place.range)].map((range) => range?.start.line ?? 1)
  return Math.max(2, String(Math.max(...lines)).length + 1)
}
