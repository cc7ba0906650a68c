import { isOpen } from '../../report/requirement-groups.ts'
import { urgency } from '../../report/stages.ts'
import type { Outcome } from '../../report/verdict-words.ts'
import type { RequirementStanding } from './room.ts'

/** The worst of some requirements: its outcome, how many came out so, how many others are open, how many of all are late, and how many are doubtful. */
export interface Worst {
  readonly outcome: Outcome
  readonly enforcement: 'blocking' | 'advisory'
  readonly count: number
  readonly alsoOpen: number
  readonly late: number
  /** Of how many the clock has changed something since they were judged. */
  readonly turned: number
}

/** What is asked of each requirement as of now. */
export interface Asked {
  readonly isLate: (item: RequirementStanding) => boolean
  readonly isTurned: (item: RequirementStanding) => boolean
}

/** What stands out among requirements: blocking before advisory, not met before unknown; undefined of none. */
export function worstOf(items: readonly RequirementStanding[], { isLate, isTurned }: Asked): Worst | undefined {
  let worst: RequirementStanding | undefined
  for (const item of items) if (worst === undefined || rank(item) < rank(worst)) worst = item
  if (worst === undefined) return undefined
  const { outcome } = worst
  const least = rank(worst)
  const alike = items.filter((item) => rank(item) === least)
  const alsoOpen = items.filter((item) => isOpen(item) && rank(item) !== least).length
  const [late, turned] = [items.filter(isLate).length, items.filter(isTurned).length]
  return { outcome, enforcement: worst.enforcement, count: alike.length, alsoOpen, late, turned }
}

/** What is only advised and open comes after what stops, and before what is waived. */
function rank(item: RequirementStanding): number {
  const isAdvice = item.enforcement === 'advisory' && isOpen(item)
  return isAdvice ? 1.5 : urgency.indexOf(item.outcome)
}
