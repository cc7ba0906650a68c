import type { TypedLeaf } from '../model/typed.ts'
import { type Kleene, MET, negate, UNKNOWN, UNMET } from './reason.ts'

/** A leaf as a fold counts it. */
export interface PlannedLeaf {
  readonly typed: TypedLeaf
  /** Whether an odd number of negations stands over it: its fact must then not pass the test. */
  readonly negated: boolean
}

/** Negations are pushed down to the leaves, so that a fold only counts: at least `need` of its parts must hold. */
export type Fold = { readonly leaf: number } | { readonly need: number; readonly of: readonly Fold[] }

/** The leaves of a fold as written. */
export function leavesIn(fold: Fold): number[] {
  return 'leaf' in fold ? [fold.leaf] : fold.of.flatMap(leavesIn)
}

/** Folds the values of leaves, negation already applied. */
export function foldValues(fold: Fold, values: ArrayLike<number>): Kleene {
  if ('leaf' in fold) return (values[fold.leaf] ?? UNKNOWN) as Kleene
  let metCount = 0
  let open = 0
  for (const part of fold.of) {
    const value = foldValues(part, values)
    if (value === MET) metCount++
    else if (value === UNKNOWN) open++
  }
  if (metCount >= fold.need) return MET
  return metCount + open < fold.need ? UNMET : UNKNOWN
}

/** The leaves that made a fold come out as it did: those that agree with it, along parts that agree with it. */
export function decisiveLeaves(fold: Fold, values: ArrayLike<number>): Set<number> {
  const decisive = new Set<number>()
  const visit = (part: Fold, value: Kleene): void => {
    if ('leaf' in part) {
      decisive.add(part.leaf)
      return
    }
    for (const child of part.of) if (foldValues(child, values) === value) visit(child, value)
  }
  visit(fold, foldValues(fold, values))
  return decisive
}

/** The value of a leaf as it counts for its requirement. */
export function effective(value: Kleene, negated: boolean): Kleene {
  return negated ? negate(value) : value
}
