import type { Place } from '../source/position.ts'
import { canBeUnmet, type Formula, type FormulaLeaf, outcomeUnder, type Truth, truths, type Underlying } from './formula.ts'

/** A case as a requirement sees it: the values of its leaves, and what they come to. */
export interface SeenCase {
  readonly name: string
  readonly place: Place
  readonly values: readonly Truth[]
  readonly outcome: Underlying
}

/** What the cases show of one leaf. */
export interface ConditionCoverage extends FormulaLeaf {
  /** `shown`: a pair of cases shows that it decides. Otherwise what is missing. */
  readonly state: 'shown' | 'never-met' | 'never-unmet' | 'never-alone'
  /** The pair that shows it: in one case it is met, in the other not. */
  readonly pair?: readonly [met: SeenCase, unmet: SeenCase]
}

/**
 * Whether the cases show that a leaf decides the outcome on its own: masking MC/DC over Kleene's three values.
 *
 * A leaf L is shown by a pair of cases when
 * 1. L is met in one and unmet in the other (unknown, for `present`, which cannot be unmet);
 * 2. the two cases come to different outcomes, neither of them unknown (again but for `present`);
 * 3. in each of the two, giving L alone the value it has in the other case would change the outcome.
 *
 * The other leaves may differ between the two cases, as long as they leave the decision to L in both: this is what
 * "masking" allows, and unique-cause MC/DC forbids. A leaf that is written twice is two leaves. Outcomes are those without
 * waivers; for a leaf of the applicability they are not-applicable on the one hand, and met or unmet on the other.
 */
export function coverLeaf(formula: Formula, index: number, cases: readonly SeenCase[]): ConditionCoverage {
  const leaf = formula.leaves[index]
  if (!leaf) throw new Error(`a formula has no leaf ${index}`)
  const low = canBeUnmet(leaf.leaf) ? truths.unmet : truths.unknown
  const above = cases.filter((item) => item.values[index] === truths.met)
  const below = cases.filter((item) => item.values[index] === low)
  const deciding = (item: SeenCase, other: Truth): boolean => outcomeUnder(formula, item.values.with(index, other)) !== item.outcome
  const counts = (item: SeenCase): boolean => item.outcome !== 'unknown' || low === truths.unknown
  const met = above.filter((item) => counts(item) && deciding(item, low))
  const unmet = below.filter((item) => counts(item) && deciding(item, truths.met))
  for (const one of met)
    for (const other of unmet) if (one.outcome !== other.outcome) return { ...leaf, state: 'shown', pair: [one, other] }
  return { ...leaf, state: above.length === 0 ? 'never-met' : below.length === 0 ? 'never-unmet' : 'never-alone' }
}
