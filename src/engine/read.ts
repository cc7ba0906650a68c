import { type CatalogEntry, isOutOfRange } from '../model/catalog.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import type { LeafType } from '../model/typed.ts'
import { readValue, type Value } from '../model/value.ts'
import type { ScalarNode, SourceNode } from '../source/node.ts'
import type { Reason } from './reason.ts'
import type { Supply } from './supply.ts'

/** A fact read as the type a leaf needs: a value, the items of a list, or why there is neither. */
export interface Read {
  readonly slot: Supply
  readonly problem?: Reason
  readonly value?: Value
  readonly items?: readonly SourceNode[]
}

/** Reads a slot as a type. Placeholders and null are not values, whatever the type. */
export function readSlot(slot: Supply, type: LeafType, entry: CatalogEntry | undefined): Read {
  if (slot.problem) return { slot, problem: slot.problem }
  if (!slot.node) return { slot, problem: 'missing' }
  return { slot, ...readNode(slot.node, type, entry) }
}

/** Reads a node as a type, as `readSlot` does for a fact and quantifiers do for an item. */
export function readNode(node: SourceNode, type: LeafType, entry: CatalogEntry | undefined): Omit<Read, 'slot'> {
  if (node.kind === 'scalar') {
    const problem = notProvided(node, entry)
    if (problem) return { problem }
  }
  if (type === 'any') return node.kind === 'list' && areAllGaps(node.items, entry) ? { problem: 'placeholder' } : {}
  if (type === 'list' || (type === 'sized' && node.kind === 'list')) return readList(node, entry)
  if (node.kind !== 'scalar') return { problem: 'wrong-type' }
  const reading = readValue(type === 'sized' ? 'text' : type, node)
  if (!reading.ok) return { problem: 'wrong-type' }
  if (entry && isOutOfRange(entry, reading.value)) return { problem: 'out-of-range' }
  return { value: reading.value }
}

function readList(node: SourceNode, entry: CatalogEntry | undefined): Omit<Read, 'slot'> {
  if (node.kind !== 'list') return { problem: 'wrong-type' }
  const { choices } = entry ?? {}
  if (choices && node.items.some((item) => item.kind === 'scalar' && !notProvided(item, entry) && !choices.includes(item.text)))
    return { problem: 'out-of-range' }
  return { items: node.items }
}

function areAllGaps(items: readonly SourceNode[], entry: CatalogEntry | undefined): boolean {
  return items.length > 0 && items.every((item) => isGap(item, entry))
}

/** Whether an item of a list only holds a place open. */
export function isGap(item: SourceNode, entry: CatalogEntry | undefined): boolean {
  return item.kind === 'scalar' && notProvided(item, entry) !== undefined
}

function notProvided(node: ScalarNode, entry: CatalogEntry | undefined): Reason | undefined {
  if (node.value === null) return 'missing'
  if (typeof node.value !== 'string' || entry?.choices?.includes(node.value)) return undefined
  return isPlaceholder(node.value) ? 'placeholder' : undefined
}
