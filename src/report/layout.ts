import { forTerminal } from './escape.ts'
import { cutTo, padTo, widthOf, wrap } from './measure.ts'
import { type Ink, type Paint, paintBox } from './paint.ts'

/** The paper a terminal report is written on. */
export interface Sheet {
  readonly width: number
  readonly paint: Paint
}

/** A sheet of a width, within what people can read: at least 40 columns, at most 120. */
export function sheetOf(width: number | undefined, colour: boolean): Sheet {
  return { width: Math.min(120, Math.max(40, Math.floor(width ?? 80))), paint: paintBox(colour) }
}

export interface Labelled {
  readonly indent: number
  readonly label: string
  /** Columns of the label, the space after it included. */
  readonly labelWidth: number
  readonly text: string
  readonly labelInk?: Ink
  /** Whether the label is bold, too. */
  readonly strong?: boolean
  readonly ink?: Ink
  /** A place in a file: at the right margin of the last line where there is room, else in a line of its own. */
  readonly place?: string
}

/** A label and a text beside it, the text wrapped under itself. Every text may come from a file. */
export function labelled({ width, paint }: Sheet, item: Labelled): string[] {
  const { indent, label, labelWidth, labelInk = 'dim', strong = false, ink = 'none', place, text: given } = item
  const body = wrap(given, width - indent - labelWidth)
  const lead = ' '.repeat(indent)
  const head = forTerminal(label)
  const inked = paint[strong ? 'bold' : 'none'](paint[labelInk](head)) + ' '.repeat(Math.max(0, labelWidth - widthOf(head)))
  const lines = body.map((line, i) => `${lead}${i === 0 ? inked : ' '.repeat(labelWidth)}${paint[ink](line)}`)
  if (place === undefined) return lines
  const text = forTerminal(place)
  const room = width - indent - labelWidth - widthOf(body.at(-1) ?? '') - widthOf(text)
  if (room >= 2) return [...lines.slice(0, -1), `${lines.at(-1) ?? ''}${' '.repeat(room)}${paint.dim(text)}`]
  return [...lines, `${' '.repeat(indent + labelWidth)}${paint.dim(text)}`]
}

/** Parts on as few lines as they need, with a dot between them; a line breaks only between parts. */
export function parts({ width, paint }: Sheet, indent: number, texts: readonly string[], ink: Ink = 'none'): string[] {
  const lines: string[] = []
  for (const text of texts.map(forTerminal)) {
    const last = lines.at(-1)
    const joined = `${last ?? ''} · ${text}`
    if (last !== undefined && widthOf(joined) <= width - indent) lines[lines.length - 1] = joined
    else lines.push(...wrap(text, width - indent))
  }
  return lines.map((line) => `${' '.repeat(indent)}${paint[ink](line)}`)
}

/** A text wrapped under an indent. */
export function paragraph(sheet: Sheet, indent: number, text: string, ink: Ink = 'none'): string[] {
  return labelled(sheet, { indent, label: '', labelWidth: 0, text, ink })
}

/** The heading of a group: its name in bold, and what the group is where there is room for it. */
export function heading({ width, paint }: Sheet, name: string, ink: Ink, note = ''): string[] {
  const lines = wrap(name, width)
  const room = width - widthOf(lines.at(-1) ?? '') - 2
  const words = forTerminal(note)
  return lines.map(
    (line, i) =>
      `${paint.bold(paint[ink](line))}${i < lines.length - 1 || words === '' || widthOf(words) > room ? '' : `  ${paint.dim(words)}`}`,
  )
}

/** A name in a column of its own and a text beside it, both on as many lines as the text needs. */
export function entry(
  sheet: Sheet,
  { symbol, ink, name, nameWidth, text }: { symbol: string; ink: Ink; name: string; nameWidth: number; text: string },
): string[] {
  const indent = 4
  const body = wrap(text, sheet.width - indent - nameWidth - 2)
  const column = padTo(cutTo(forTerminal(name), nameWidth), nameWidth)
  return body.map((line, i) =>
    i === 0 ? `  ${sheet.paint[ink](symbol)} ${sheet.paint.dim(column)}  ${line}` : `${' '.repeat(indent + nameWidth + 2)}${line}`,
  )
}

/** The width of a column of names: that of the longest, within a limit. */
export function columnOf(names: readonly string[], limit: number): number {
  return Math.min(limit, Math.max(0, ...names.map((name) => widthOf(forTerminal(name)))))
}
