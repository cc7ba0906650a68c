import type { CatalogEntry, Lookup } from '../model/catalog.ts'
import { isNotProvided } from '../model/fields.ts'
import { entryOf, type SourceNode } from '../source/node.ts'
import { readNode } from './read.ts'
import type { Reason } from './reason.ts'

/** Whether a value is provided; a placeholder that the catalog lists among the choices is a value. */
export function isProvided(node: SourceNode, entry: CatalogEntry | undefined): boolean {
  return !isNotProvided(node) || (node.kind === 'scalar' && node.value !== null && (entry?.choices?.includes(node.text) ?? false))
}

/**
 * The table's values for a scalar, or for every item of a list, joined without repeats; what is not listed is missing. What is none of
 * the values that the catalog knows of the fact is looked up in no table.
 */
export function lookUp(lookup: Lookup, source: SourceNode, entry: CatalogEntry | undefined): { node: SourceNode } | { problem: Reason } {
  if (source.kind === 'mapping') return { problem: 'wrong-type' }
  const unfit = entry && readNode(source, entry.type, entry).problem
  if (unfit === 'wrong-type' || unfit === 'out-of-range') return { problem: unfit }
  const keys = source.kind === 'list' ? source.items : [source]
  const rows: SourceNode[] = []
  for (const key of keys) {
    const row = key.kind === 'scalar' && isProvided(key, entry) ? lookup.table.get(key.text) : undefined
    if (!row || isNotProvided(row)) return { problem: 'missing' }
    rows.push(row)
  }
  const [only] = rows
  if (source.kind === 'scalar') return only ? { node: only } : { problem: 'missing' }
  const items: SourceNode[] = []
  for (const item of rows.flatMap((row) => (row.kind === 'list' ? row.items : [row]))) {
    if (!items.some((other) => sameNode(other, item))) items.push(item)
  }
  return { node: { kind: 'list', items, start: source.start, end: source.end } }
}

/** Whether two nodes hold the same data; spelling and order of keys do not matter. */
export function sameNode(a: SourceNode, b: SourceNode): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && (a.value === b.value || Object.is(a.value, b.value))
  if (a.kind === 'list')
    return (
      b.kind === 'list' &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => b.items[index] !== undefined && sameNode(item, b.items[index]))
    )
  if (b.kind !== 'mapping' || a.entries.length !== b.entries.length) return false
  return a.entries.every((entry) => {
    const other = entryOf(b, entry.key)
    return other !== undefined && sameNode(entry.value, other.value)
  })
}
