import type { ConditionSpec, RequirementSpec } from '../workload.ts'
import type { Comparison, LeafSpec } from '../workload-facts.ts'

/**
 * What a requirement demands, with negations pushed down to the leaves: for languages that know two values only, this is
 * the form in which a missing fact fails instead of passing by negation.
 */
export type Demand = { readonly kind: 'all' | 'any'; readonly of: readonly Demand[] } | DemandLeaf

export interface DemandLeaf {
  readonly kind: 'leaf'
  readonly leaf: LeafSpec
  /** The comparison that must hold: the leaf's own, or its complement under a negation. */
  readonly comparison: Comparison
  readonly negated: boolean
}

const complements: Partial<Record<Comparison, Comparison>> = {
  ge: 'lt',
  lt: 'ge',
  gt: 'le',
  le: 'gt',
  eq: 'ne',
  ne: 'eq',
  in: 'notIn',
  notIn: 'in',
  includes: 'excludes',
  excludes: 'includes',
}

export function demandOf({ require, forbid }: RequirementSpec): Demand {
  return { kind: 'all', of: [...(require ? [push(require, false)] : []), ...forbid.map((leaf) => push(leaf, true))] }
}

function push(condition: ConditionSpec, negated: boolean): Demand {
  switch (condition.kind) {
    case 'leaf':
      return { kind: 'leaf', leaf: condition, comparison: negated ? complementOf(condition.comparison) : condition.comparison, negated }
    case 'not':
      return push(condition.of, !negated)
    default: {
      const turned = condition.kind === 'all' ? 'any' : 'all'
      return { kind: negated ? turned : condition.kind, of: condition.of.map((part) => push(part, negated)) }
    }
  }
}

function complementOf(comparison: Comparison): Comparison {
  const complement = complements[comparison]
  if (!complement) throw new Error(`the workload negates ${comparison}, which has no complement`)
  return complement
}

/** Folds a demand into a text or a tree of another language. */
export function translate<T>(demand: Demand, leaf: (leaf: DemandLeaf) => T, fold: (kind: 'all' | 'any', parts: readonly T[]) => T): T {
  if (demand.kind === 'leaf') return leaf(demand)
  return fold(
    demand.kind,
    demand.of.map((part) => translate(part, leaf, fold)),
  )
}
