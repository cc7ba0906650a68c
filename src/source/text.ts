import { type Diagnostic, diagnostic } from './diagnostic.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { LineIndex } from './position.ts'

export interface DecodedText {
  /** Absent when a diagnostic says why there is none. */
  readonly text?: string
  readonly diagnostics: Diagnostic[]
}

/**
 * The text of a file: strict UTF-8, without a byte order mark, otherwise untouched (line endings are kept).
 * Never throws: bytes that are no text give one diagnostic.
 */
export function decodeText(file: string, bytes: Uint8Array, limits: Pick<Limits, 'maxBytes'> = defaultLimits): DecodedText {
  if (bytes.length > limits.maxBytes) return { diagnostics: [tooLarge(file, bytes.length, limits.maxBytes)] }
  const mark = utf16Mark(bytes)
  if (mark !== undefined) {
    const message = `the file is ${mark} text, not UTF-8`
    return { diagnostics: [diagnostic('file/not-utf8', { file, message, hint: 'save it again with the encoding UTF-8' })] }
  }
  const decoded = decode(bytes)
  if (decoded === undefined) return { diagnostics: [notUtf8(file, bytes)] }
  const text = decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded
  const nul = text.indexOf('\0')
  if (nul === -1) return { text, diagnostics: [] }
  const range = new LineIndex(text).range(nul, nul + 1)
  const message = `the file contains a NUL character in line ${range.start.line}`
  const hint = 'it is perhaps not a text file, or UTF-16 text; save it again with the encoding UTF-8'
  return { diagnostics: [diagnostic('file/nul-byte', { file, range, message, hint })] }
}

/** The diagnostic for a file of `bytes` bytes where only `limit` are allowed. */
export function tooLarge(file: string, bytes: number, limit: number): Diagnostic {
  return diagnostic('file/too-large', { file, message: `the file has ${bytes} bytes; the limit is ${limit}` })
}

function utf16Mark(bytes: Uint8Array): string | undefined {
  const [first, second, third, fourth] = bytes
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'UTF-32' : 'UTF-16'
  if (first === 0xfe && second === 0xff) return 'UTF-16'
  return undefined
}

function notUtf8(file: string, bytes: Uint8Array): Diagnostic {
  const offset = firstBadByte(bytes)
  const before = (decode(bytes.subarray(0, offset), true) ?? '').replace(/^\uFEFF/, '')
  const range = new LineIndex(before).range(before.length, before.length)
  const value = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  return diagnostic('file/not-utf8', {
    file,
    range,
    message: `the file is not UTF-8 text: byte ${offset + 1}, in line ${range.start.line}, is \`${value}\` where no such byte may stand`,
    hint: 'save it again with the encoding UTF-8',
  })
}

// Where a streaming decoder gives up is where the text breaks: searched by halves because the decoder does not say.
function firstBadByte(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (decode(bytes.subarray(0, middle), true) === undefined) bad = middle
    else good = middle
  }
  // A streaming decoder waits for the rest of a character that began well: the fault is where it began.
  while (good > 0 && decode(bytes.subarray(0, good)) === undefined) good--
  return good
}

function decode(bytes: Uint8Array, more = false): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: more })
  } catch {
    return undefined
  }
}
