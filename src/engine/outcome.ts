import type { Enforcement } from '../model/commitment.ts'
import type { PlannedRequirement } from './plan.ts'
import { type Kleene, MET, type Result, UNKNOWN, UNMET, unknown, wordOf } from './reason.ts'

/** What became of a requirement. */
export type Outcome = 'met' | 'unmet' | 'unknown' | 'waived' | 'not-applicable'

/** A count of outcomes before anything is counted. */
export function noOutcomes(): Record<Outcome, number> {
  return { met: 0, unmet: 0, unknown: 0, waived: 0, 'not-applicable': 0 }
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

/** Reads what a requirement comes to from the values of leaves and folds. */
export function underlyingOf(requirement: PlannedRequirement, values: ArrayLike<number>): Underlying {
  const applies = (values[requirement.appliesAt] ?? UNKNOWN) as Kleene
  const demand = (values[requirement.demandAt] ?? UNKNOWN) as Kleene
  if (applies === UNMET) return { applies, demand, outcome: 'not-applicable' }
  return { applies, demand, outcome: applies === MET ? wordOf(demand) : 'unknown' }
}

/** Whether a requirement blocks on a day: dated enforcement is advisory before its day. */
export function enforcementOn(enforcement: Enforcement, today: number): 'blocking' | 'advisory' {
  if (typeof enforcement === 'string') return enforcement
  return today >= enforcement.blockingFrom ? 'blocking' : 'advisory'
}
