import type { CatalogEntry } from '../model/catalog.ts'
import { isNotProvided } from '../model/fields.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import type { TypedLeaf, TypedOperand } from '../model/typed.ts'
import { spelledType, type Value } from '../model/value.ts'
import type { ScalarNode, SourceNode } from '../source/node.ts'
import { askedOf, evidenceProblem } from './freshness.ts'
import { evaluateItem } from './item.ts'
import { compare, matches, sizeOf } from './operators.ts'
import { isGap, type Read, readNode, readSlot } from './read.ts'
import { decided, foldResults, negateResult, type Reason, type Result, unknown } from './reason.ts'
import type { LeafWorld } from './slot.ts'

/** Judges one leaf, without its negation. `skip` leaves out one evidence check, for a waiver that accepts it. */
export function evaluateLeaf(leaf: TypedLeaf, world: LeafWorld, skip?: Reason): Result {
  const slot = world.slots.get(leaf.leaf.fact)
  const assumed = slot.assume?.get(leaf)
  if (assumed !== undefined) return assumed
  const read = readSlot(slot, leaf.type, leaf.entry)
  if (read.problem) return unknown(read.problem)
  if (!read.slot.declared) {
    const problem = evidenceProblem(read.slot.evidence, askedOf(leaf.rules), world.clock, skip)
    if (problem) return unknown(problem)
  }
  return evaluateRead(leaf, read, world)
}

/** Applies the operator of a leaf to a fact, or an item, that was read without a problem. */
export function evaluateRead(leaf: TypedLeaf, read: Omit<Read, 'slot'>, world: LeafWorld): Result {
  const { operand, leaf: parsed } = leaf
  switch (operand.kind) {
    case 'none':
      return decided(true)
    case 'tests':
      return evaluateSize(operand.tests, read, { world, entry: leaf.entry })
    case 'condition':
      return evaluateQuantifier(leaf, read.items ?? [], world)
    case 'pattern':
      return read.value ? matches(read.value, operand.pattern) : unknown('wrong-type')
    default:
      break
  }
  if (read.items) return evaluateList(leaf, read.items, world)
  if (!read.value) return unknown('wrong-type')
  const value = read.value
  switch (parsed.operator) {
    case 'oneOf':
    case 'noneOf': {
      const found = evaluateOneOf(leaf, value, world)
      return parsed.operator === 'oneOf' ? found : negateResult(found)
    }
    case 'between': {
      const [low, high] = operand.kind === 'values' ? operand.values : []
      if (!low || !high) return unknown('wrong-type')
      const range = value.type === 'date' ? (['onOrAfter', 'onOrBefore'] as const) : (['atLeast', 'atMost'] as const)
      return foldResults(
        [
          withOperand(low, world, (bound) => compare(range[0], value, bound, world.clock)),
          withOperand(high, world, (bound) => compare(range[1], value, bound, world.clock)),
        ],
        2,
      )
    }
    default:
      return withOperand(operand, world, (expected) => compare(parsed.operator, value, expected, world.clock))
  }
}

/** Reads an operand as one value and hands it on; what cannot be read is unknown. */
function withOperand(operand: TypedOperand, world: LeafWorld, use: (value: Value) => Result): Result {
  switch (operand.kind) {
    case 'value':
      return use(operand.value)
    case 'launch-date':
      if (world.clock.launchDay === undefined) return unknown('missing')
      return use({ type: 'date', date: { precision: 'day', day: world.clock.launchDay + operand.days } })
    case 'fact': {
      const read = readOperandFact(operand, world)
      if (typeof read === 'number') return read
      return read.value ? use(read.value) : unknown('wrong-type')
    }
    default:
      return unknown('wrong-type')
  }
}

/** A fact on the right must be usable, too: provided, of its type, and as fresh as the catalog asks. */
export function readOperandFact(operand: Extract<TypedOperand, { kind: 'fact' }>, world: LeafWorld): Read | Result {
  const slot = world.slots.supply(operand.fact, operand.entry?.lookup)
  const type = operand.type ?? (slot.node?.kind === 'list' ? 'list' : slot.node?.kind === 'scalar' ? spelledType(slot.node) : 'any')
  const read = readSlot(slot, type, operand.entry)
  if (read.problem) return unknown(read.problem)
  const problem = slot.declared ? undefined : evidenceProblem(slot.evidence, askedOf(operand.rules), world.clock)
  return problem ? unknown(problem) : read
}

function evaluateOneOf(leaf: TypedLeaf, value: Value, world: LeafWorld): Result {
  const { operand } = leaf
  if (operand.kind === 'values')
    return foldResults(
      operand.values.map((item) => withOperand(item, world, (expected) => compare('equals', value, expected, world.clock))),
      1,
    )
  if (operand.kind !== 'fact') return unknown('wrong-type')
  const read = readOperandFact(operand, world)
  if (typeof read === 'number') return read
  if (!read.items) return unknown('wrong-type')
  if (read.items.length === 0) return unknown('empty')
  return foldResults(
    read.items.map((item) => {
      const expected = readNode(item, value.type, undefined)
      return expected.value ? compare('equals', value, expected.value, world.clock) : unknown(expected.problem ?? 'wrong-type')
    }),
    1,
  )
}

/** `includes` and its kin: each wanted value is looked for among the items, which may be undecided themselves. */
function evaluateList(leaf: TypedLeaf, items: readonly SourceNode[], world: LeafWorld): Result {
  const wanted = wantedValues(leaf.operand, world)
  if (typeof wanted === 'number') return wanted
  const found = wanted.map((want) =>
    typeof want === 'number'
      ? want
      : foldResults(
          items.map((item) => equalsItem(item, want, world)),
          1,
        ),
  )
  switch (leaf.leaf.operator) {
    case 'includes':
    case 'includesAll':
      return foldResults(found, found.length)
    case 'includesAny':
      return foldResults(found, 1)
    case 'excludes':
      return negateResult(foldResults(found, 1))
    default:
      return unknown('wrong-type')
  }
}

function wantedValues(operand: TypedOperand, world: LeafWorld): (Value | Result)[] | Result {
  if (operand.kind === 'value') return [operand.value]
  if (operand.kind === 'values') return operand.values.map((item) => (item.kind === 'value' ? item.value : unknown('wrong-type')))
  if (operand.kind !== 'fact') return unknown('wrong-type')
  const read = readOperandFact(operand, world)
  if (typeof read === 'number') return read
  if (!read.items) return read.value ? [read.value] : unknown('wrong-type')
  if (read.items.length === 0) return unknown('empty')
  return read.items.map((item) => spelledValue(item))
}

/** An item of a list compared as it is spelled. */
function spelledValue(node: SourceNode): Value | Result {
  if (isNotProvided(node)) return unknown(node.kind === 'scalar' && node.value === null ? 'missing' : 'placeholder')
  if (node.kind !== 'scalar') return unknown('wrong-type')
  const read = readNode(node, spelledType(node), undefined)
  return read.value ?? unknown(read.problem ?? 'wrong-type')
}

function equalsItem(item: SourceNode, want: Value, world: LeafWorld): Result {
  if ('text' in want && item.kind === 'scalar' && typeof item.value === 'string')
    return isPlaceholder(item.value) ? unknown('placeholder') : decided(item.value === want.text)
  const read = readNode(item, want.type, undefined)
  return read.value ? compare('equals', read.value, want, world.clock) : unknown(read.problem ?? 'wrong-type')
}

function evaluateSize(
  tests: readonly TypedLeaf[],
  read: Omit<Read, 'slot'>,
  { world, entry }: { readonly world: LeafWorld; readonly entry: CatalogEntry | undefined },
): Result {
  // How many items there will be, nobody knows where one only holds a place open.
  if (read.items?.some((item) => isGap(item, entry))) return unknown('placeholder')
  const size = sizeOf(read)
  if (size === undefined) return unknown('wrong-type')
  const node: ScalarNode = { kind: 'scalar', value: size, text: String(size), quoted: false, start: 0, end: 0 }
  return foldResults(
    tests.map((test) => evaluateRead(test, readNode(node, test.type, undefined), world)),
    tests.length,
  )
}

/** `every`, `some` and `none` fold their condition over the items; nothing follows from every item of an empty list. */
function evaluateQuantifier(leaf: TypedLeaf, items: readonly SourceNode[], world: LeafWorld): Result {
  const { operator } = leaf.leaf
  if (items.length === 0) return operator === 'every' ? unknown('empty') : decided(operator === 'none')
  const results = evaluateItems(leaf, items, world)
  if (operator === 'every') return foldResults(results, results.length)
  const some = foldResults(results, 1)
  return operator === 'none' ? negateResult(some) : some
}

/** The results of a quantifier's condition, item by item, as written (before `none` turns them round). */
export function evaluateItems(leaf: TypedLeaf, items: readonly SourceNode[], world: LeafWorld): Result[] {
  const { operand } = leaf
  if (operand.kind !== 'condition') return []
  return items.map((item) => evaluateItem(operand.condition, item, world, evaluateRead))
}
