import { CST, Lexer, Parser } from 'yaml'
import { type Diagnostic, diagnostic } from './diagnostic.ts'
import type { Reading } from './fault.ts'
import { defaultLimits, type Limits } from './limits.ts'
import type { SourceDocument } from './node.ts'
import { LineIndex } from './position.ts'
import type { ScalarResolver } from './scalar.ts'
import { endDeep, newStream, type Stream, settle, take } from './stream.ts'
import { tooLarge } from './text.ts'

export interface ReadDocuments {
  readonly documents: SourceDocument[]
  readonly diagnostics: Diagnostic[]
}

/** A comment of a text, from its `#` to the end of its line. */
export interface SourceComment {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** More lexemes than any text of one mebibyte that people or their tools write; beyond, the parser needs seconds. */
const maxLexemes = 1_000_000

/** Beyond, a walk over the tree could exhaust the stack. */
const maxDepth = 500

/** After so many broken documents the rest of a file is not looked at. */
const maxBroken = 1000

/**
 * The documents of a YAML or JSON text, with the place of every part. Never throws, whatever the text.
 * A document with an error is left out; the others of its stream are returned.
 */
export function readDocuments(file: string, text: string, asked: Limits = defaultLimits): ReadDocuments {
  const limits = { ...asked, maxDepth: Math.min(asked.maxDepth, maxDepth) }
  const lines = new LineIndex(text)
  const reading: Reading = { file, text: unixText(text), lines, limits, diagnostics: [], errors: 0, warnings: 0, aliases: 0, expanded: 0 }
  const refusal = refuse(reading)
  if (refusal) return { documents: [], diagnostics: [refusal] }
  const stream = newStream(reading, resolveScalar)
  if (!parse(reading, stream)) {
    const message = `the file holds more than ${maxLexemes} words and signs`
    return { documents: [], diagnostics: [diagnostic('file/too-large', { file, message, hint: 'split it into several files' })] }
  }
  const documents: SourceDocument[] = settle(stream).flatMap((root, index) => (root ? [{ file, index, text, lines, root }] : []))
  return { documents, diagnostics: reading.diagnostics }
}

/** The comments of a YAML text; what looks like one within quotes or a text block is none. */
export function commentsOf(text: string): SourceComment[] {
  const comments: SourceComment[] = []
  let offset = 0
  let isScalar = false
  for (const lexeme of new Lexer().lex(unixText(text))) {
    if (!isScalar && (lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END)) {
      isScalar = lexeme === CST.SCALAR
      continue
    }
    const end = offset + lexeme.length
    if (!isScalar && lexeme.startsWith('#')) comments.push({ start: offset, end, text: lexeme })
    isScalar = false
    offset = end
  }
  return comments
}

// Depth and size are watched while the parser runs: it would build any tree, and only then could it be measured.
function parse(reading: Reading, stream: Stream): boolean {
  const parser = new Parser()
  let lexemes = 0
  let deep: number | undefined
  for (const lexeme of new Lexer().lex(reading.text)) {
    for (const token of parser.next(lexeme)) take(stream, token, parser.stack.length > 0)
    if (++lexemes > maxLexemes) return false
    // The stack holds the document, its open collections and perhaps a scalar. What is there is enough to find the fault.
    if (parser.stack.length > reading.limits.maxDepth + 2) deep = parser.offset
    if (deep !== undefined || stream.broken > maxBroken) break
  }
  for (const token of parser.end()) take(stream, token, false)
  if (deep !== undefined) endDeep(stream, deep)
  return true
}

const resolveScalar: ScalarResolver = (token, wrong) => {
  const { value, range } = CST.resolveAsScalar(token as CST.FlowScalar | CST.BlockScalar, true, wrong)
  return { value, end: range[1] }
}

// The parser knows no lone carriage return, YAML does. One character for one, so that offsets stay.
function unixText(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text
}

function refuse(reading: Reading): Diagnostic | undefined {
  const { file, text, lines, limits } = reading
  // A UTF-16 unit takes one to three bytes of UTF-8, so most texts need no counting.
  const bytes = text.length * 3 > limits.maxBytes ? new TextEncoder().encode(text).length : 0
  if (bytes > limits.maxBytes) return tooLarge(file, bytes, limits.maxBytes)
  const bad = /[\0-\x08\x0B\x0C\x0E-\x1F]|\p{Surrogate}/u.exec(text)
  if (!bad) return undefined
  const range = lines.range(bad.index, bad.index + 1)
  const code = bad[0].charCodeAt(0)
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  if (code >= 0xd800)
    return diagnostic('yaml/bad-character', { file, range, message: `the text holds half of a surrogate pair, \`${name}\`` })
  const hint = 'remove it; between double quotes it can be written as an escape'
  return diagnostic(code === 0 ? 'file/nul-byte' : 'yaml/control-character', {
    file,
    range,
    message: `the text holds the control character \`${name}\``,
    hint,
  })
}
