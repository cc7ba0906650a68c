import { codes, type DiagnosticCode } from './codes.ts'
import { type Diagnostic, diagnostic, type RelatedPlace } from './diagnostic.ts'
import type { Limits } from './limits.ts'
import type { LineIndex } from './position.ts'
import type { Mark } from './token.ts'

/** What the reading of one file shares between its documents. */
export interface Reading {
  readonly file: string
  readonly text: string
  readonly lines: LineIndex
  readonly limits: Limits
  readonly diagnostics: Diagnostic[]
  /** Errors noted, those included that were too many to keep. */
  errors: number
  warnings: number
  aliases: number
  /** Nodes that the aliases met so far stand for. */
  expanded: number
}

export interface Fault {
  readonly code: DiagnosticCode
  readonly start: number
  readonly end: number
  readonly message: string
  readonly hint?: string | undefined
  readonly related?: readonly RelatedPlace[] | undefined
}

/** Thrown to give up one document; caught where the document began. */
export class Abandoned extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.message)
    this.fault = fault
  }
}

/** Far above what is ever shown of one file. */
const enough = 1000

/** Notes a fault. Of a thousand and more it only counts them: warnings never crowd out errors. */
export function note(reading: Reading, fault: Fault): void {
  const { diagnostics, file, lines } = reading
  const { code, start, end, message, hint, related } = fault
  const count = codes[code].severity === 'error' ? ++reading.errors : ++reading.warnings
  if (count <= enough) diagnostics.push(diagnostic(code, { file, range: lines.range(start, end), message, hint, related }))
}

/** Gives up the document because its text is not well-formed. */
export function stop(start: number, end: number, message: string, hint?: string, code: DiagnosticCode = 'yaml/syntax'): never {
  throw new Abandoned({ code, start, end, message, hint })
}

/** The fault of a token that cannot stand where it does. */
export function misfit(reading: Reading, mark: Pick<Mark, 'offset' | 'source'>): Fault {
  const { offset: start, source } = mark
  const unmerged = mergeMark(reading, start)
  if (unmerged) return unmerged
  const line = lineAround(reading.text, start)
  if (line.indent.includes('\t')) return tabFault(line.start, line.indent)
  const place = { code: 'yaml/syntax', start, end: start + Math.max(1, source.length) } as const
  if (source === ']' || source === '}') {
    return { ...place, message: `\`${source}\` closes nothing`, hint: 'remove it, or quote the whole text' }
  }
  const rest = beginning(reading.text.slice(start, line.end))
  if (start === line.start + line.indent.length) {
    const hint = indentHint(reading.text, line)
    return { ...place, end: line.end, message: `the line \`${rest}\` does not fit the lines above it`, hint }
  }
  const shown = source.trim() === '' ? rest : beginning(source)
  const before = reading.text.slice(line.start, start).trim()
  if (source === '-' && before.endsWith(':')) {
    const message = `a list begins on the line of its key \`${beginning(before.slice(0, -1))}\``
    return { ...place, message, hint: 'begin the list on the next line, indented' }
  }
  const quote = /["']$/.exec(before)?.[0]
  if (!quote) {
    const message = `\`${shown}\` cannot stand behind \`${beginning(before)}\``
    return { ...place, message, hint: 'if it is all one text, put the whole text in quotes' }
  }
  const inner = quote === '"' ? 'a quote within it is written `\\"`' : "an apostrophe within it is written `''`"
  const hint = /^["']/.test(source) ? 'put a `,` between the two' : `put the whole text in quotes; ${inner}`
  return { ...place, message: `\`${shown}\` follows a closing quote`, hint }
}

/** The fault of a line that Git left where two sides of a merge differ; undefined for every other line. */
export function mergeMark({ text }: Pick<Reading, 'text'>, offset: number): Fault | undefined {
  const { start, end } = lineAround(text, offset)
  const line = text.slice(start, Math.min(end, start + 200))
  if (!/^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/.test(line)) return undefined
  const hint = 'keep what holds of the two sides, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`'
  return { code: 'yaml/syntax', start, end, message: `\`${beginning(line)}\` is a mark of an unfinished merge`, hint }
}

/** How far to indent a line that fits none above it: as far as the nearest of those that are still open there. */
function indentHint(text: string, { start, indent }: { readonly start: number; readonly indent: string }): string {
  const isItem = text.startsWith('- ', start + indent.length)
  let best: { readonly column: number; readonly key: string } | undefined
  let open = Number.POSITIVE_INFINITY
  for (let end = start - 1, count = 0; end > 0 && open > 0 && count < 200; count++) {
    const from = text.lastIndexOf('\n', end - 1) + 1
    const [, spaces = '', dash = '', key = ''] = /^( *)(- +)?([^\s#][^:]{0,80}):(?:\s|$)/.exec(text.slice(from, end).slice(0, 300)) ?? []
    end = from - 1
    if (key === '' || spaces.length >= open) continue
    open = spaces.length
    const column = isItem ? spaces.length : spaces.length + dash.length
    if (isItem && dash === '') continue
    if (!best || Math.abs(column - indent.length) < Math.abs(best.column - indent.length))
      best = { column, key: `${isItem ? '- ' : ''}${key}` }
  }
  const general = 'indent it exactly as far as the lines it belongs with'
  if (!best || best.column === indent.length) return general
  return `${general}: with ${best.column === 1 ? '1 space' : `${best.column} spaces`} it stands as \`${beginning(best.key)}\` does`
}

/** The fault of a line whose indentation `source`, at `start`, holds a tab. */
export function tabFault(start: number, source: string): Fault {
  const tab = start + Math.max(0, source.indexOf('\t'))
  return { code: 'yaml/tab', start: tab, end: tab + 1, message: 'a tab is used for indentation', hint: 'indent with spaces' }
}

/** The first line of a text, cut to what a message can carry. */
export function beginning(text: string): string {
  const [line = ''] = text
    .slice(0, 200)
    .trim()
    .split(/[\r\n]/)
  return line.length > 50 ? `${line.slice(0, 50).replace(/[\uD800-\uDBFF]$/, '')}…` : line.trimEnd()
}

/** A text in double quotes, as a hint shows it. */
export function inQuotes(text: string): string {
  return `"${beginning(text).replace(/["\\]/g, '\\$&')}"`
}

function lineAround(text: string, offset: number): { start: number; end: number; indent: string } {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const next = text.indexOf('\n', offset)
  let end = next === -1 ? text.length : next
  if (text[end - 1] === '\r' && end > offset) end--
  let first = start
  while (text[first] === ' ' || text[first] === '\t') first++
  return { start, end, indent: text.slice(start, Math.min(first, offset)) }
}
