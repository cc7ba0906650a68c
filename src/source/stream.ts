import { tooDeep } from './anchor.ts'
import { composeDocument } from './compose.ts'
import { diagnostic } from './diagnostic.ts'
import { Abandoned, beginning, type Fault, misfit, note, type Reading, stop } from './fault.ts'
import type { SourceNode } from './node.ts'
import { plainFault } from './plain-fault.ts'
import { checkEnd } from './props.ts'
import type { ScalarResolver } from './scalar.ts'
import type { DirectiveToken, DocumentEndToken, DocumentToken, Token } from './token.ts'

/** The documents of one text while its tokens arrive. */
export interface Stream {
  readonly reading: Reading
  readonly resolve: ScalarResolver
  readonly documents: Held[]
  /** A fault that belongs to the document that is not complete yet. */
  early: Fault | undefined
  /** A `%` line that waits for the `---` of its document. */
  directive: Fault | undefined
  broken: number
}

interface Held {
  readonly root: SourceNode | undefined
  readonly hasFaultyNode: boolean
  fault: Fault | undefined
}

export function newStream(reading: Reading, resolve: ScalarResolver): Stream {
  return { reading, resolve, documents: [], early: undefined, directive: undefined, broken: 0 }
}

/** Takes the next token at the top of the text; `isInside` says whether a document is still open there. */
export function take(stream: Stream, token: Token, isInside: boolean): void {
  switch (token.type) {
    case 'document':
      takeDocument(stream, token)
      break
    case 'error':
      fail(stream, () => misfit(stream.reading, token), isInside)
      break
    case 'directive':
      takeDirective(stream, token)
      break
    case 'doc-end':
      takeEnd(stream, token)
      break
    case 'byte-order-mark':
    case 'space':
    case 'comment':
    case 'newline':
      break
    default:
      fail(stream, () => misfit(stream.reading, { offset: token.offset, source: '' }), isInside)
  }
}

/** Marks the last document as broken when nothing else has: its parser was stopped at a nesting too deep. */
export function endDeep(stream: Stream, offset: number): void {
  fail(stream, () => tooDeep(stream.reading, offset), false)
}

/** The roots of the documents in which something is written, undefined for broken ones; notes their faults. */
export function settle(stream: Stream): (SourceNode | undefined)[] {
  const { reading, documents } = stream
  const early = stream.early ?? stream.directive
  if (early) documents.push({ root: undefined, hasFaultyNode: true, fault: early })
  const roots = documents.flatMap(({ root, hasFaultyNode, fault }) => {
    if (fault) note(reading, fault)
    if (fault || hasFaultyNode) return [undefined]
    return root ? [root] : []
  })
  if (roots.length === 0) reading.diagnostics.push(diagnostic('file/empty', { file: reading.file, message: 'the file holds no document' }))
  return roots
}

function takeDocument(stream: Stream, token: DocumentToken): void {
  const { reading, resolve, early, directive } = stream
  const before = reading.errors
  const { root, fault } = composeDocument(reading, token, resolve)
  const hasFaultyNode = reading.errors > before
  const bare = directive && !token.start.some((mark) => mark.type === 'doc-start') ? directive : undefined
  // Later faults are mostly echoes of the first one.
  const first = [early, bare, fault].filter((each) => each !== undefined).sort((a, b) => a.start - b.start)[0]
  stream.documents.push({ root, hasFaultyNode, fault: first })
  stream.early = stream.directive = undefined
  if (first) stream.broken++
}

function takeDirective(stream: Stream, token: DirectiveToken): void {
  const { offset: start, source } = token
  const place = { code: 'yaml/syntax', start, end: start + source.length } as const
  if (/^%YAML[ \t]+1\.2$/.test(source)) {
    stream.directive ??= {
      ...place,
      message: `\`${beginning(source)}\` is not followed by a line \`---\``,
      hint: 'remove it, or begin the document with `---`',
    }
  } else {
    stream.early ??= {
      ...place,
      message: `\`${beginning(source)}\` is not read; every document is YAML 1.2 without tags`,
      hint: 'remove the line; a text that begins with `%` needs quotes',
    }
  }
}

function takeEnd(stream: Stream, token: DocumentEndToken): void {
  const { reading, documents } = stream
  try {
    if (documents.length === 0) stop(token.offset, token.offset + 3, '`...` ends a document where none has begun', 'remove it')
    checkEnd(reading, token.end, true)
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error
    const { fault } = error
    fail(stream, () => fault, false)
  }
}

// Only the first fault is worded: a broken text can have one at every character.
function fail(stream: Stream, fault: () => Fault, isInside: boolean): void {
  const last = stream.documents.at(-1)
  if (isInside || !last) stream.early ??= plainFault(stream.reading, fault())
  else last.fault ??= plainFault(stream.reading, fault())
}
