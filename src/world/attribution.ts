import { type Kind, kindOf } from '../model/schema.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { readDocuments } from '../source/document.ts'
import type { Limits } from '../source/limits.ts'
import { entryOf, type SourceDocument } from '../source/node.ts'
import { isBefore, type Range } from '../source/position.ts'
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
  const spans = documents.map((document) => document.lines.range(document.root.start, document.root.end))
  const own = documents.map((): Diagnostic[] => [])
  const rest: Diagnostic[] = []
  for (const item of diagnostics) (own[holder(spans, item)] ?? rest).push(item)
  return { parts: documents.map((document, index) => ({ document, kind: kindOf(document), diagnostics: own[index] ?? [] })), rest }
}

/** The text at the top of a document that names it or what it is about, even when the rest is broken. */
export function nameIn(document: SourceDocument, key: 'id' | 'launch'): string | undefined {
  const node = entryOf(document.root, key)?.value
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined
}

/** The index of the span in which a diagnostic starts, or -1. Spans are in the order of the file, so halving finds it. */
function holder(spans: readonly Range[], { range }: Diagnostic): number {
  if (!range) return -1
  let low = 0
  let high = spans.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const span = spans[middle]
    if (span && !isBefore(range.start, span.start)) low = middle
    else high = middle - 1
  }
  const span = spans[low]
  return span && !isBefore(range.start, span.start) && !isBefore(span.end, range.start) ? low : -1
}
