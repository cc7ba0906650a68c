import type { Commitment, Requirement } from '../model/commitment.ts'
import type { Condition, Leaf } from '../model/condition.ts'

/** Kleene's three values in order, so that `all` is the least and `any` the greatest. */
export type Truth = 0 | 1 | 2
export const truths: Readonly<Record<'unmet' | 'unknown' | 'met', Truth>> = { unmet: 0, unknown: 1, met: 2 }

/** A requirement as a formula over its leaves: applicability first, then the demand, in the order in which a decision has their findings. */
export interface Formula {
  readonly leaves: readonly FormulaLeaf[]
  readonly applies: Fold
  readonly demand: Fold
}

export interface FormulaLeaf {
  readonly leaf: Leaf
  readonly part: 'applies' | 'demand'
  /** Whether an odd number of negations stands over it; its value in a finding has them applied. */
  readonly negated: boolean
}

/** At least `need` of the parts must hold; negations are pushed down to the leaves. */
export type Fold = { readonly leaf: number } | { readonly need: number; readonly of: readonly Fold[] }

/** What a requirement comes to without waivers. */
export type Underlying = 'met' | 'unmet' | 'unknown' | 'not-applicable'

/** The formula of a requirement, the applicability of its commitment included. */
export function formulaOf(commitment: Commitment, requirement: Requirement): Formula {
  const leaves: FormulaLeaf[] = []
  const fold = (condition: Condition, part: FormulaLeaf['part'], negated: boolean): Fold => {
    if (condition.kind === 'leaf') return { leaf: leaves.push({ leaf: condition, part, negated }) - 1 }
    if (condition.kind === 'not') return fold(condition.of, part, !negated)
    const size = condition.of.length
    const need = condition.kind === 'atLeastOf' ? condition.count : condition.kind === 'all' ? size : 1
    // Of n parts, "not at least k" is "at least n - k + 1 do not".
    return { need: negated ? size - need + 1 : need, of: condition.of.map((item) => fold(item, part, negated)) }
  }
  const all = (of: readonly Fold[]): Fold => ({ need: of.length, of })
  const { appliesWhen, require, forbid } = requirement
  const applies = all([commitment.appliesWhen, appliesWhen].flatMap((condition) => (condition ? [fold(condition, 'applies', false)] : [])))
  const required = require ? [fold(require, 'demand', false)] : []
  return { leaves, applies, demand: all([...required, ...forbid.map((condition) => fold(condition, 'demand', true))]) }
}

/** The outcome of a formula under values of its leaves. */
export function outcomeUnder({ applies, demand }: Formula, values: readonly Truth[]): Underlying {
  const applicable = foldTruth(applies, values)
  if (applicable === truths.unmet) return 'not-applicable'
  if (applicable === truths.unknown) return 'unknown'
  const value = foldTruth(demand, values)
  return value === truths.met ? 'met' : value === truths.unmet ? 'unmet' : 'unknown'
}

function foldTruth(fold: Fold, values: readonly Truth[]): Truth {
  if ('leaf' in fold) return values[fold.leaf] ?? truths.unknown
  let held = 0
  let open = 0
  for (const part of fold.of) {
    const value = foldTruth(part, values)
    if (value === truths.met) held++
    else if (value === truths.unknown) open++
  }
  if (held >= fold.need) return truths.met
  return held + open < fold.need ? truths.unmet : truths.unknown
}

/** Whether a leaf can be unmet at all: that a fact is absent proves nothing, so `present` is met or unknown. */
export function canBeUnmet({ operator }: Leaf): boolean {
  return operator !== 'present'
}
