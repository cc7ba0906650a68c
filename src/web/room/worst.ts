import type { Outcome } from '../../report/verdict-words.ts'
import { isOpen } from './clock.ts'
import type { RequirementStanding } from './room.ts'

/** The worst of some requirements: its outcome, how many came out so, and how many of these are late. */
export interface Worst {
  readonly outcome: Outcome
  readonly enforcement: 'blocking' | 'advisory'
  readonly count: number
  readonly late: number
}

const order: readonly Outcome[] = ['unmet', 'unknown', 'waived', 'met', 'not-applicable']

/** What stands out among requirements: blocking before advisory, not met before unknown; undefined of none. */
export function worstOf(items: readonly RequirementStanding[], isLate: (item: RequirementStanding) => boolean): Worst | undefined {
  let worst: RequirementStanding | undefined
  for (const item of items) if (worst === undefined || rank(item) < rank(worst)) worst = item
  if (worst === undefined) return undefined
  const { outcome } = worst
  const least = rank(worst)
  const alike = items.filter((item) => rank(item) === least)
  return { outcome, enforcement: worst.enforcement, count: alike.length, late: alike.filter(isLate).length }
}

/** What is only advised and open comes after what stops, and before what is waived. */
function rank(item: RequirementStanding): number {
  const isAdvice = item.enforcement === 'advisory' && isOpen(item)
  return isAdvice ? 1.5 : order.indexOf(item.outcome)
}
