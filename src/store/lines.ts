import type { FileHandle } from 'node:fs/promises'

/** Where a line stands in a file, in bytes, without its end. */
export interface Span {
  readonly at: number
  readonly length: number
}

const bytesAtOnce = 1024 * 1024
const lineFeed = 0x0a

/** The lines of a UTF-8 file and where each stands. One piece of the file and one line are held at a time. */
export async function* linesOf(file: FileHandle): AsyncGenerator<{ readonly text: string; readonly span: Span }> {
  const piece = Buffer.alloc(bytesAtOnce)
  let rest: Buffer[] = []
  let at = 0
  let start = 0
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, bytesAtOnce, at)
    if (bytesRead === 0) break
    let from = 0
    for (let end = piece.indexOf(lineFeed); end >= 0 && end < bytesRead; end = piece.indexOf(lineFeed, from)) {
      const bytes = Buffer.concat([...rest, piece.subarray(from, end)])
      yield { text: bytes.toString('utf8'), span: { at: start, length: bytes.length } }
      rest = []
      from = end + 1
      start = at + from
    }
    if (from < bytesRead) rest.push(Buffer.from(piece.subarray(from, bytesRead)))
    at += bytesRead
  }
  const bytes = Buffer.concat(rest)
  if (bytes.length > 0) yield { text: bytes.toString('utf8'), span: { at: start, length: bytes.length } }
}

/** The text of a line. */
export async function spanText(file: FileHandle, { at, length }: Span): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
  return buffer.toString('utf8', 0, bytesRead)
}
