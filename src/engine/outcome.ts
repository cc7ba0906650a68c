import type { Enforcement } from '../model/commitment.ts'
import { evaluateLeaf } from './leaf.ts'
import { effective, foldValues, type Plan, type PlannedRequirement } from './plan.ts'
import type { LeafWorld } from './read.ts'
import { type Kleene, MET, type Result, UNMET, unknown, valueOfResult, wordOf } from './reason.ts'

/** What became of a requirement. */
export type Outcome = 'met' | 'unmet' | 'unknown' | 'waived' | 'not-applicable'

/** The leaves of a plan as judged for one launch. */
export interface Judged {
  /** Value and reason of each leaf, its negation not applied. */
  readonly results: readonly Result[]
  /** The value of each leaf as it counts for its requirement. */
  readonly values: Uint8Array
}

/** Judges every leaf of a plan. A leaf whose evaluation breaks is unknown, reason `fault`; the others are judged. */
export function judgeLeaves(plan: Plan, world: LeafWorld): Judged {
  const results: Result[] = []
  const values = new Uint8Array(plan.leaves.length)
  plan.leaves.forEach(({ typed, negated }, index) => {
    const result = guarded(() => evaluateLeaf(typed, world))
    results.push(result)
    values[index] = effective(valueOfResult(result), negated)
  })
  return { results, values }
}

/** Runs an evaluation; what it throws becomes `fault`. */
export function guarded(evaluate: () => Result): Result {
  try {
    return evaluate()
  } catch {
    return unknown('fault')
  }
}

/** A requirement without its waivers: whether it applies, and what it comes to. */
export interface Underlying {
  readonly applies: Kleene
  readonly demand: Kleene
  readonly outcome: Exclude<Outcome, 'waived'>
}

export function underlyingOf(requirement: PlannedRequirement, values: ArrayLike<number>): Underlying {
  const applies = foldValues(requirement.applies, values)
  const demand = foldValues(requirement.demand, values)
  if (applies === UNMET) return { applies, demand, outcome: 'not-applicable' }
  return { applies, demand, outcome: applies === MET ? wordOf(demand) : 'unknown' }
}

/** Whether a requirement blocks on a day: dated enforcement is advisory before its day. */
export function enforcementOn(enforcement: Enforcement, today: number): 'blocking' | 'advisory' {
  if (typeof enforcement === 'string') return enforcement
  return today >= enforcement.blockingFrom ? 'blocking' : 'advisory'
}
