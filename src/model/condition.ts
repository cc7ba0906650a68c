import type { ScalarNode, SourceNode } from '../source/node.ts'
import type { Place, Range } from '../source/position.ts'
import type { Duration } from './duration.ts'

/** Every operator a test can use. */
export const operators = [
  'equals',
  'notEquals',
  'oneOf',
  'noneOf',
  'atLeast',
  'atMost',
  'moreThan',
  'lessThan',
  'between',
  'before',
  'after',
  'onOrBefore',
  'onOrAfter',
  'withinLast',
  'withinNext',
  'includes',
  'includesAll',
  'includesAny',
  'excludes',
  'size',
  'every',
  'some',
  'none',
  'startsWith',
  'endsWith',
  'matches',
  'present',
] as const

/** Every word that joins conditions. */
export const combinators = ['all', 'any', 'not', 'atLeastOf'] as const

/** Whether a key is a word that joins conditions. */
export function isCombinator(key: string): boolean {
  return (combinators as readonly string[]).includes(key)
}

/** How a fact is compared, by the word that a commitment uses. */
export type Operator = (typeof operators)[number]

/** Whether a key is an operator. */
export function isOperator(key: string): key is Operator {
  return (operators as readonly string[]).includes(key)
}

/** What a leaf asks of the evidence besides its value. */
export interface EvidenceRules {
  readonly maxAge?: Duration
  readonly minSample?: number
  readonly minWindow?: Duration
  readonly link?: boolean
  readonly note?: boolean
}

/** The all/any/not tree inside a requirement, as parsed; literals have no type yet. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'atLeastOf'; readonly count: number; readonly of: readonly Condition[] }
  | Leaf

/** One comparison of one fact: the unit of a finding. */
export interface Leaf {
  readonly kind: 'leaf'
  /** A fact path, launch-absolute; inside a quantifier relative to the item, `it` being the item itself. */
  readonly fact: string
  readonly operator: Operator
  readonly operand: Operand
  readonly rules: EvidenceRules
  /** Where the operator stands, or the fact for a bare `equals`. */
  readonly place: Place
  readonly range: Range
  readonly factRange: Range
  readonly path: readonly (string | number)[]
}

/** What a fact is compared with: as parsed, before its literals are read as the type of the fact. */
export type Operand =
  | { readonly kind: 'literal'; readonly node: ScalarNode; readonly range: Range }
  | { readonly kind: 'list'; readonly items: readonly Operand[]; readonly node: SourceNode; readonly range: Range }
  | { readonly kind: 'fact'; readonly fact: string; readonly node: SourceNode; readonly range: Range }
  | { readonly kind: 'tests'; readonly tests: readonly Leaf[]; readonly node: SourceNode; readonly range: Range }
  | { readonly kind: 'condition'; readonly condition: Condition; readonly node: SourceNode; readonly range: Range }

/** What surrounds a condition: whose it is, how it is negated, and whether its paths are those of a list item. */
export interface ConditionContext {
  /** Names the owner in messages, such as ``requirement `beta-delight` ``. */
  readonly owner: string
  readonly path: readonly (string | number)[]
  readonly negated: boolean
  readonly inItem: boolean
}

/** Every leaf of a condition in the order written; those inside quantifiers belong to their leaf and are not listed. */
export function leavesOf(condition: Condition): Leaf[] {
  switch (condition.kind) {
    case 'leaf':
      return [condition]
    case 'not':
      return leavesOf(condition.of)
    default:
      return condition.of.flatMap(leavesOf)
  }
}
