import { type Kind, kindOf } from '../model/schema.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { readDocuments } from '../source/document.ts'
import type { Limits } from '../source/limits.ts'
import { entryOf, type SourceDocument } from '../source/node.ts'
import type { Position } from '../source/position.ts'
import type { InputFile } from './file-text.ts'

/** One document of a file, with the diagnostics that stand in it. */
export interface DocumentPart {
  readonly document: SourceDocument
  readonly kind: Kind | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** What of a file's diagnostics belongs to which of its documents. */
export interface Attribution {
  readonly parts: readonly DocumentPart[]
  /** Those that stand in no document that could be read. */
  readonly rest: readonly Diagnostic[]
}

/** Divides the diagnostics of a file among its documents by where they stand. */
export function attribute(input: InputFile, diagnostics: readonly Diagnostic[], limits: Limits): Attribution {
  const { documents } = readDocuments(input.file, input.text, limits)
  const owners = new Map(diagnostics.map((item) => [item, documents.find((document) => holds(document, item))]))
  return {
    parts: documents.map((document) => ({
      document,
      kind: kindOf(document),
      diagnostics: diagnostics.filter((item) => owners.get(item) === document),
    })),
    rest: diagnostics.filter((item) => owners.get(item) === undefined),
  }
}

/** The text at the top of a document that names it or what it is about, even when the rest is broken. */
export function nameIn(document: SourceDocument, key: 'id' | 'launch'): string | undefined {
  const node = entryOf(document.root, key)?.value
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined
}

function holds(document: SourceDocument, { range }: Diagnostic): boolean {
  const { start, end } = document.lines.range(document.root.start, document.root.end)
  return range !== undefined && !isBefore(range.start, start) && !isBefore(end, range.start)
}

function isBefore(a: Position, b: Position): boolean {
  return a.line === b.line ? a.column < b.column : a.line < b.line
}
