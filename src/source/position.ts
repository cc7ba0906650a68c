/** A place in a text: line and column are 1-based, the column counts UTF-16 code units (what editors and LSP use). */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A stretch of a text; `end` is exclusive. */
export interface Range {
  readonly start: Position
  readonly end: Position
}

/** A position in a named file, as decisions and diagnostics print it. */
export interface Place extends Position {
  readonly file: string
}

/** So many characters of a line from a place on. Only where they are: which file that is, others say. */
export function rangeAt({ line, column }: Position, characters = 0): Range {
  return { start: { line, column }, end: { line, column: column + characters } }
}

/** Whether a position comes before another in the same text. */
export function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column)
}

/** Maps offsets of one text to positions. Lines end at LF, CRLF or CR. */
export class LineIndex {
  readonly #starts: number[] = [0]
  readonly length: number

  constructor(text: string) {
    this.length = text.length
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1)
    }
  }

  position(offset: number): Position {
    const at = Math.min(Math.max(offset, 0), this.length)
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: at - (this.#starts[low] ?? 0) + 1 }
  }

  /** The offset of a position that this text has. */
  offset({ line, column }: Position): number {
    return (this.#starts[line - 1] ?? 0) + column - 1
  }

  range(start: number, end: number): Range {
    return { start: this.position(start), end: this.position(end) }
  }
}
