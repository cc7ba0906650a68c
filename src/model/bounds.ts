import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import type { Requirement } from './commitment.ts'
import type { Operator } from './condition.ts'
import type { TypedCondition, TypedLeaf, TypedOperand } from './typed.ts'
import { compareValues, equalValues, type Value } from './value.ts'
import { excerpt } from './wording.ts'

interface Bound {
  readonly leaf: TypedLeaf
  readonly value: Value
  readonly strict: boolean
}

interface Bounds {
  lower?: Bound
  upper?: Bound
  equal?: Bound
}

/** What holds of a quantity where an operator does not. */
export const opposite: Partial<Record<Operator, Operator>> = {
  atLeast: 'lessThan',
  lessThan: 'atLeast',
  atMost: 'moreThan',
  moreThan: 'atMost',
  notEquals: 'equals',
}

/** Bounds of a requirement that no value can meet together, such as at least 5 with at most 3. */
export function findContradictions(
  requirement: Requirement,
  require: TypedCondition | undefined,
  forbid: readonly TypedCondition[],
): Diagnostic[] {
  const facts = new Map<string, Bounds>()
  const diagnostics: Diagnostic[] = []
  const visit = (leaf: TypedLeaf, operator: Operator): void => {
    for (const [side, bound] of boundsOf(leaf, operator)) {
      const bounds = facts.get(leaf.leaf.fact) ?? {}
      facts.set(leaf.leaf.fact, bounds)
      const clash = clashWith(bounds, side, bound)
      if (clash) diagnostics.push(contradiction(requirement, leaf, clash.leaf))
      else if (isTighter(bounds[side], side, bound)) bounds[side] = bound
    }
  }
  for (const leaf of conjuncts(require)) visit(leaf, leaf.leaf.operator)
  for (const condition of forbid) {
    const inverse = condition.kind === 'leaf' ? opposite[condition.leaf.operator] : undefined
    if (condition.kind === 'leaf' && inverse) visit(condition, inverse)
  }
  return diagnostics
}

/** Leaves that must all hold. */
function conjuncts(condition: TypedCondition | undefined): TypedLeaf[] {
  if (!condition) return []
  if (condition.kind === 'leaf') return [condition]
  return condition.kind === 'all' ? condition.of.flatMap(conjuncts) : []
}

function boundsOf(leaf: TypedLeaf, operator: Operator): ['lower' | 'upper' | 'equal', Bound][] {
  const values = leaf.operand.kind === 'values' ? leaf.operand.values : [leaf.operand]
  const [first, second] = values.map(literal)
  if (!first) return []
  const bound = (value: Value, strict = false): Bound => ({ leaf, value, strict })
  switch (operator) {
    case 'atLeast':
    case 'onOrAfter':
      return [['lower', bound(first)]]
    case 'moreThan':
    case 'after':
      return [['lower', bound(first, true)]]
    case 'atMost':
    case 'onOrBefore':
      return [['upper', bound(first)]]
    case 'lessThan':
    case 'before':
      return [['upper', bound(first, true)]]
    case 'equals':
      return [['equal', bound(first)]]
    case 'between':
      return second
        ? [
            ['lower', bound(first)],
            ['upper', bound(second)],
          ]
        : []
    default:
      return []
  }
}

function literal(operand: TypedOperand): Value | undefined {
  return operand.kind === 'value' ? operand.value : undefined
}

function clashWith(bounds: Bounds, side: 'lower' | 'upper' | 'equal', bound: Bound): Bound | undefined {
  if (side === 'equal' && bounds.equal && equalValues(bounds.equal.value, bound.value) === false) return bounds.equal
  const below = side === 'upper' ? undefined : bounds.upper
  if (below && exceeds(bound, below)) return below
  const above = side === 'lower' ? undefined : bounds.lower
  if (above && exceeds(above, bound)) return above
  if (side !== 'equal' && bounds.equal) {
    const breaks = side === 'lower' ? exceeds(bound, bounds.equal) : exceeds(bounds.equal, bound)
    if (breaks) return bounds.equal
  }
  return undefined
}

/** Whether no value is both above `low` and below `high`. */
function exceeds(low: Bound, high: Bound): boolean {
  const order = compareValues(low.value, high.value)
  return order !== undefined && (order > 0 || (order === 0 && (low.strict || high.strict)))
}

function isTighter(current: Bound | undefined, side: 'lower' | 'upper' | 'equal', bound: Bound): boolean {
  if (!current) return true
  const order = compareValues(bound.value, current.value) ?? 0
  if (order === 0) return bound.strict
  return side === 'lower' ? order > 0 : order < 0
}

function contradiction(requirement: Requirement, leaf: TypedLeaf, other: TypedLeaf): Diagnostic {
  const file = leaf.leaf.place.file
  if (other === leaf) {
    const [low, high] = leaf.operand.kind === 'values' ? leaf.operand.values : []
    const text = (operand: TypedOperand | undefined): string => (operand?.kind === 'value' ? excerpt(operand.node.text) : '…')
    return diagnostic('commitment/contradictory-bounds', {
      file,
      range: leaf.leaf.operand.range,
      path: leaf.leaf.path,
      message: `\`between\` of \`${leaf.leaf.fact}\` in requirement \`${excerpt(requirement.localId)}\` has its upper bound first`,
      hint: `write \`[${text(high)}, ${text(low)}]\``,
    })
  }
  const isForbidden = leaf.leaf.path.includes('forbid')
  const both =
    isForbidden === other.leaf.path.includes('forbid')
      ? `${isForbidden ? 'avoid' : 'meet'} both ${asWritten(other)} and ${asWritten(leaf)}`
      : `both meet ${asWritten(other)} and avoid ${asWritten(leaf)}`
  return diagnostic('commitment/contradictory-bounds', {
    file,
    range: leaf.leaf.range,
    path: leaf.leaf.path,
    message: `no value of \`${leaf.leaf.fact}\` can ${both} in requirement \`${excerpt(requirement.localId)}\``,
    hint: 'change one of the two bounds',
    related: [{ file, range: other.leaf.range, message: 'the other bound' }],
  })
}

/** A test as it was written, such as `` `atLeast: 4` ``. */
function asWritten({ leaf: { operator, operand, range, factRange } }: TypedLeaf): string {
  const text = operand.node.kind === 'scalar' ? excerpt(operand.node.text) : '[..]'
  return range === factRange ? `\`${text}\`` : `\`${operator}: ${text}\``
}
