import type { ScalarNode } from '../source/node.ts'
import type { CatalogEntry } from './catalog.ts'
import type { EvidenceRules, Leaf } from './condition.ts'
import type { Pattern } from './pattern.ts'
import type { FactType, Value } from './value.ts'

/** A condition whose literals have been read as the types of their facts. */
export type TypedCondition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly TypedCondition[] }
  | { readonly kind: 'not'; readonly of: TypedCondition }
  | { readonly kind: 'atLeastOf'; readonly count: number; readonly of: readonly TypedCondition[] }
  | TypedLeaf

/** What a leaf reads its fact as: a type, a list or text to be measured, any value at all, or an item compared as it is spelled. */
export type LeafType = FactType | 'sized' | 'any'

export interface TypedLeaf {
  readonly kind: 'leaf'
  readonly leaf: Leaf
  readonly type: LeafType
  readonly operand: TypedOperand
  /** What is asked of the evidence, by the leaf, the requirement and the catalog; all of it holds, so the strictest wins. */
  readonly rules: readonly EvidenceRules[]
  readonly entry?: CatalogEntry
}

export type TypedOperand =
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: Value; readonly node: ScalarNode }
  | { readonly kind: 'values'; readonly values: readonly TypedOperand[] }
  | {
      readonly kind: 'fact'
      readonly fact: string
      readonly type?: FactType
      readonly entry?: CatalogEntry
      /** What the catalog asks of its evidence. */
      readonly rules: readonly EvidenceRules[]
    }
  | { readonly kind: 'launch-date'; readonly days: number; readonly text: string }
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  | { readonly kind: 'tests'; readonly tests: readonly TypedLeaf[] }
  | { readonly kind: 'condition'; readonly condition: TypedCondition }

/** The leaves of a typed condition in the order written. */
export function typedLeavesOf(condition: TypedCondition): TypedLeaf[] {
  switch (condition.kind) {
    case 'leaf':
      return [condition]
    case 'not':
      return typedLeavesOf(condition.of)
    default:
      return condition.of.flatMap(typedLeavesOf)
  }
}

/** How many parts of a fold must hold: every one for `all`, one for `any`. */
export function needOf(condition: Exclude<TypedCondition, TypedLeaf | { readonly kind: 'not' }>): number {
  if (condition.kind === 'atLeastOf') return condition.count
  return condition.kind === 'all' ? condition.of.length : 1
}

/** The facts on the right of a comparison, and of those within it. */
export function operandFactsOf(operand: TypedOperand): Extract<TypedOperand, { kind: 'fact' }>[] {
  switch (operand.kind) {
    case 'fact':
      return [operand]
    case 'values':
      return operand.values.flatMap(operandFactsOf)
    case 'tests':
      return operand.tests.flatMap((test) => operandFactsOf(test.operand))
    case 'condition':
      return typedLeavesOf(operand.condition).flatMap((leaf) => operandFactsOf(leaf.operand))
    default:
      return []
  }
}
