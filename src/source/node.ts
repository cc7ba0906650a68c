import type { Diagnostic } from './diagnostic.ts'
import type { LineIndex, Place, Range } from './position.ts'

/** What a YAML or JSON document holds, each part with the offsets it stands at (`end` exclusive). */
export type SourceNode = ScalarNode | ListNode | MappingNode

/** One scalar: its YAML 1.2 core value, and the text as the author spelled it (quotes and escapes resolved when quoted). */
export interface ScalarNode {
  readonly kind: 'scalar'
  readonly value: null | boolean | number | string
  readonly text: string
  readonly quoted: boolean
  readonly start: number
  readonly end: number
}

/** A list, its items in order. */
export interface ListNode {
  readonly kind: 'list'
  readonly items: readonly SourceNode[]
  readonly start: number
  readonly end: number
}

/** A mapping, its entries as written; no key comes twice. */
export interface MappingNode {
  readonly kind: 'mapping'
  readonly entries: readonly MappingEntry[]
  readonly start: number
  readonly end: number
}

/** One key of a mapping, where it stands (offsets, `keyEnd` exclusive), and its value. */
export interface MappingEntry {
  readonly key: string
  readonly keyStart: number
  readonly keyEnd: number
  readonly value: SourceNode
}

/** One document of a file, with the file's text and lines to point into. */
export interface SourceDocument {
  readonly file: string
  /** Index of the document within its file, from 0. */
  readonly index: number
  readonly text: string
  readonly lines: LineIndex
  readonly root: SourceNode
  /** Errors in what was read along with it: something was left out, so nothing may be decided with the rest. */
  readonly errorsBeside?: readonly ReadingError[]
}

/** An error found while files were read, and whom it concerns. */
export interface ReadingError {
  readonly diagnostic: Diagnostic
  /** Id of the one launch that it concerns; empty where the id is not readable; absent when it may concern every launch. */
  readonly launch?: string
}

/** What JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** Plain JSON data of a node. Mappings become objects with own properties only. */
export function toData(node: SourceNode): JsonValue {
  switch (node.kind) {
    case 'scalar':
      return node.value
    case 'list':
      return node.items.map(toData)
    case 'mapping': {
      const data: Record<string, JsonValue> = {}
      for (const entry of node.entries) data[entry.key] = toData(entry.value)
      return data
    }
  }
}

/** The entry of a mapping under `key`; undefined for other nodes and absent keys. */
export function entryOf(node: SourceNode | undefined, key: string): MappingEntry | undefined {
  if (node?.kind !== 'mapping') return undefined
  for (const entry of node.entries) if (entry.key === key) return entry
  return undefined
}

/** The value of a mapping under `key`. */
export function valueAt(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return entryOf(node, key)?.value
}

/** The scalar text under `key`; undefined when absent, null, or not a scalar. */
export function textOf(node: SourceNode | undefined, key: string): string | undefined {
  const value = valueAt(node, key)
  return value?.kind === 'scalar' && value.value !== null ? value.text : undefined
}

export function rangeOf(document: SourceDocument, node: SourceNode): Range {
  return document.lines.range(node.start, node.end)
}

export function keyRangeOf(document: SourceDocument, entry: MappingEntry): Range {
  return document.lines.range(entry.keyStart, entry.keyEnd)
}

/** Where an offset of a document stands. */
export function placeOf(document: SourceDocument, offset: number): Place {
  return { file: document.file, ...document.lines.position(offset) }
}

/** Every scalar below a node, or the node itself, in the order in which they stand; keys are none. */
export function scalarsIn(node: SourceNode): ScalarNode[] {
  if (node.kind === 'scalar') return [node]
  return node.kind === 'list' ? node.items.flatMap(scalarsIn) : node.entries.flatMap(({ value }) => scalarsIn(value))
}
