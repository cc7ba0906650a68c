import type { CatalogEntry } from '../../model/catalog.ts'
import { isPlaceholder } from '../../model/placeholder.ts'
import type { LeafType, TypedLeaf, TypedOperand } from '../../model/typed.ts'
import { readValue, spelledType, type Value } from '../../model/value.ts'
import type { SourceNode } from '../../source/node.ts'
import type { Clock } from '../freshness.ts'
import type { Reason } from '../reason.ts'
import type { Slot } from '../supply.ts'
import { type Ask, evidenceGap, strictest } from './evidence.ts'
import { actualScalar, expectedScalar } from './scalars.ts'

/** What the second key looks at: the clock, and what the launch supplies, for each fact that some test may read. */
export interface World {
  readonly clock: Clock
  slotAt(fact: string): Slot | undefined
}

/** Where a test stands: in a launch, and inside a quantifier at an item of a list. */
export interface Place {
  readonly world: World
  readonly item?: SourceNode
}

/** What was read: a value, the items of a list, neither where any value will do, or why nothing can be used. */
export type Reading = Reason | { readonly value?: Value; readonly items?: readonly SourceNode[] }

export type Read = (place: Place) => Reading

/** Reads the fact of a leaf with its evidence; `accepted` is a reason that a waiver accepts. */
export function factRead({ leaf, type, entry, rules }: TypedLeaf, accepted?: Reason): Read {
  const ask = { type: () => type, entry, evidence: strictest(rules), accepted }
  return ({ world }) => readFact(world, leaf.fact, ask)
}

/** Reads the part of an item that a leaf inside a quantifier names: own keys only. */
export function itemRead({ leaf, type }: TypedLeaf): Read {
  const keys = leaf.fact.split('.').slice(leaf.fact === 'it' || leaf.fact.startsWith('it.') ? 1 : 0)
  const written = keys.length > 1 ? keys.join('.') : undefined
  return ({ item }) => {
    if (item?.kind === 'mapping' && item.entries.some(({ key }) => key === written)) return 'missing'
    let node = item
    for (const key of keys) node = node?.kind === 'mapping' ? node.entries.find((entry) => entry.key === key)?.value : undefined
    return node === undefined ? 'missing' : readAs(node, type)
  }
}

/** Reads the fact on the right of a test, of which only the catalog asks evidence. */
export function operandRead({ fact, type, entry, rules }: Extract<TypedOperand, { kind: 'fact' }>): Read {
  const ask = { type: (node: SourceNode) => type ?? typeAsWritten(node), entry, evidence: strictest(rules) }
  return ({ world }) => readFact(world, fact, ask)
}

/** Reads the size of what another reading finds, in items or characters, for a test that expects `type`; with a gap in it, it has none. */
export function sizeRead(read: Read, type: LeafType, entry: CatalogEntry | undefined): Read {
  return (place) => {
    const reading = read(place)
    if (typeof reading === 'string') return reading
    if (provided(reading.items ?? [], entry) !== 'all') return 'placeholder'
    const number = reading.items?.length ?? lengthOf(reading.value)
    if (number === undefined || (type !== 'number' && type !== 'count')) return 'wrong-type'
    return { value: { type, number } }
  }
}

interface FactAsk {
  type(node: SourceNode): LeafType
  readonly entry: CatalogEntry | undefined
  readonly evidence: Ask
  readonly accepted?: Reason | undefined
}

function readFact({ clock, slotAt }: World, fact: string, { type, entry, evidence, accepted }: FactAsk): Reading {
  const slot = slotAt(fact)
  if (!slot) return 'fault'
  const { node, problem } = slot
  // A word such as `n/a` holds no place open where the catalog lists it as a choice.
  if (problem && !(problem === 'placeholder' && isChoice(node, entry))) return problem
  if (!node) return 'missing'
  const reading = readAs(node, type(node), entry)
  if (typeof reading === 'string' || slot.declared) return reading
  return evidenceGap(slot.evidence, evidence, clock, accepted) ?? reading
}

/** Reads a node as a type, or says why that cannot be: nothing there, another type, or outside what the catalog allows. */
export function readAs(node: SourceNode, type: LeafType, entry?: CatalogEntry): Reading {
  if (node.kind === 'scalar' && !isChoice(node, entry)) {
    if (node.value === null) return 'missing'
    if (typeof node.value === 'string' && isPlaceholder(node.value)) return 'placeholder'
  }
  if (type === 'any') return node.kind === 'list' && provided(node.items, entry) === 'nothing' ? 'placeholder' : {}
  if (type === 'list' || (type === 'sized' && node.kind === 'list')) return readItems(node, entry)
  if (node.kind !== 'scalar') return 'wrong-type'
  const parsed = readValue(type === 'sized' ? 'text' : type, node)
  if (!parsed.ok) return 'wrong-type'
  return isAllowed(parsed.value, entry) ? { value: parsed.value } : 'out-of-range'
}

/** How many of the items of a list say something; of an empty one all do. */
function provided(items: readonly SourceNode[], entry: CatalogEntry | undefined): 'all' | 'some' | 'nothing' {
  const count = items.filter((item) => item.kind !== 'scalar' || typeof readAs(item, 'any', entry) !== 'string').length
  return count === items.length ? 'all' : count === 0 ? 'nothing' : 'some'
}

function readItems(node: SourceNode, entry: CatalogEntry | undefined): Reading {
  if (node.kind !== 'list') return 'wrong-type'
  const strays = node.items.filter((item) => item.kind === 'scalar' && entry?.choices && !entry.choices.includes(item.text))
  const isStray = strays.some((item) => typeof readAs(item, 'any') !== 'string')
  return isStray ? 'out-of-range' : { items: node.items }
}

function isAllowed(value: Value, entry: CatalogEntry | undefined): boolean {
  if (entry?.choices && 'text' in value && !entry.choices.includes(value.text)) return false
  return entry?.range === undefined || (isOrderedBy(entry.range[0], value, false) && isOrderedBy(entry.range[1], value, true))
}

/** Whether a value is on the allowed side of a bound: not above the upper one, not below the lower one. */
function isOrderedBy(bound: Value, value: Value, upper: boolean): boolean {
  const actual = actualScalar(value, bound)
  const limit = expectedScalar(bound)
  return actual !== undefined && (upper ? actual <= limit : actual >= limit)
}

function isChoice(node: SourceNode | undefined, entry: CatalogEntry | undefined): boolean {
  return node?.kind === 'scalar' && typeof node.value === 'string' && (entry?.choices?.includes(node.value) ?? false)
}

function typeAsWritten(node: SourceNode): LeafType {
  if (node.kind === 'list') return 'list'
  return node.kind === 'scalar' ? spelledType(node) : 'any'
}

function lengthOf(value: Value | undefined): number | undefined {
  return value && 'text' in value ? Array.from(value.text).length : undefined
}
