import { type ReadDocuments, readDocuments } from '../../src/source/document.ts'
import type { Limits } from '../../src/source/limits.ts'
import { type JsonValue, type SourceNode, toData } from '../../src/source/node.ts'

export function read(text: string, limits?: Limits): ReadDocuments {
  return readDocuments('f.yaml', text, limits)
}

/** The data of every document of a text. */
export function dataOf(text: string): JsonValue[] {
  return read(text).documents.map((document) => toData(document.root))
}

/** The data of a text that holds one document without any diagnostic. */
export function only(text: string): JsonValue {
  const { documents, diagnostics } = read(text)
  if (diagnostics.length > 0 || documents.length !== 1) throw new Error(JSON.stringify(diagnostics))
  return toData(documents[0]?.root ?? nothing)
}

/** Diagnostics in one line each: `code line:column-line:column message [hint]`. */
export function faultsOf(text: string, limits?: Limits): string[] {
  return read(text, limits).diagnostics.map(({ code, range, message, hint }) => {
    const at = range ? `${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}` : '-'
    return `${code} ${at} ${message}${hint === undefined ? '' : ` [${hint}]`}`
  })
}

export function codesOf(text: string, limits?: Limits): string[] {
  return read(text, limits).diagnostics.map((item) => item.code)
}

/** Every scalar of a tree, keys not included. */
export function scalarsOf(node: SourceNode): Extract<SourceNode, { kind: 'scalar' }>[] {
  if (node.kind === 'scalar') return [node]
  return node.kind === 'list' ? node.items.flatMap(scalarsOf) : node.entries.flatMap((entry) => scalarsOf(entry.value))
}

const nothing: SourceNode = { kind: 'scalar', value: null, text: '', quoted: false, start: 0, end: 0 }
