import { forTerminal, isPlain } from './escape.ts'

/** Code points that take two columns: East Asian Wide and Fullwidth, and the pictographs that terminals draw wide. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x1f1e6, 0x1f1ff],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f7e0, 0x1f7f0],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
]

let segmenter: Intl.Segmenter | undefined

/** What readers take for single characters. The tables for it take long to load, so plain texts do without them. */
export function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return segmenter.segment(text)
}

/** How many columns a text without control characters takes in a terminal. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length
  let width = 0
  for (const { segment } of graphemesOf(text)) width += widthOfGrapheme(segment)
  return width
}

/** A text cut to a width, the cut marked by an ellipsis. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  return `${headOf(text, Math.max(0, width - 1)).trimEnd()}…`
}

/** A text followed by spaces up to a width. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** A text from anywhere, made safe for a terminal and broken into lines of a width; words longer than a line are broken, too. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(8, width)
  const lines: string[] = []
  let line = ''
  for (const word of forTerminal(text).split(' ').filter(Boolean)) {
    const joined = line === '' ? word : `${line} ${word}`
    if (widthOf(joined) <= room) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (widthOf(line) > room) {
      const head = headOf(line, room)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line)
  return lines
}

/** The longest start of a text that fits, at least one character of it. */
function headOf(text: string, width: number): string {
  if (isPlain(text)) return text.slice(0, Math.max(1, width))
  let head = ''
  let taken = 0
  for (const { segment } of graphemesOf(text)) {
    taken += widthOfGrapheme(segment)
    if (taken > width && head !== '') break
    head += segment
  }
  return head
}

function widthOfGrapheme(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0
  if (/^[\p{Mn}\p{Me}\p{Cf}]/u.test(grapheme)) return 0
  if (grapheme.includes('\ufe0f') || /^\p{Emoji_Presentation}/u.test(grapheme)) return 2
  return wide.some(([low, high]) => code >= low && code <= high) ? 2 : 1
}
