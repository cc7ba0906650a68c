import { noOutcomes } from '../../engine/outcome.ts'
import type { JudgedCommitment, JudgedRequirement, Outcome } from '../../model/generated/types.ts'
import { byText } from '../../source/order.ts'
import { type Definition, outcomesOf, type Room } from '../room/room.ts'
import { dayNumberOf } from './days.ts'

/** How the launches stand by one requirement, and what every decision about it says. */
export interface RequirementFigures {
  /** As the newest decision about any launch has it. */
  readonly definition: Definition
  readonly enforcement: JudgedRequirement['enforcement']
  /** Launches by the outcome of their last decision. */
  readonly launches: Readonly<Record<Outcome, number>>
  /** Launches that were judged by it. */
  readonly judged: number
  /** Launches to which it applied by their last decision. */
  readonly applied: number
  /** True if no decision ever found that it applied: perhaps its condition is wrong. */
  readonly neverApplied: boolean
  /** True if it applied and no decision ever found it unmet or unknown, and none waived it: perhaps it asks too little. */
  readonly neverFailed: boolean
  /** When a decision last found it unmet, RFC 3339. */
  readonly lastUnmet?: string
}

export interface CommitmentFigures {
  readonly commitment: JudgedCommitment
  readonly launches: number
  readonly requirements: readonly RequirementFigures[]
}

/** The figures of each commitment, by its id, its requirements as written. */
export function commitmentFigures(room: Pick<Room, 'launches' | 'commitments'>): CommitmentFigures[] {
  const tallies = talliesOf(room)
  return [...room.commitments.values()]
    .sort((a, b) => byText(a.id, b.id))
    .map((commitment) => ({
      commitment,
      launches: [...room.launches.values()].filter(({ standing }) => standing.commitments.some(({ id }) => id === commitment.id)).length,
      requirements: commitment.requirements.flatMap((id) => {
        const tally = tallies.get(id)
        return tally ? [figuresOf(tally)] : []
      }),
    }))
}

interface Tally {
  newest: { readonly definition: Definition; readonly enforcement: JudgedRequirement['enforcement']; readonly sequence: number }
  readonly launches: Record<Outcome, number>
  readonly ever: Set<Outcome>
  lastUnmet?: string
}

function talliesOf({ launches }: Pick<Room, 'launches'>): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  for (const { standing, last, history } of launches.values()) {
    for (const { definition, enforcement, outcome } of standing.requirements) {
      const seen = { definition, enforcement, sequence: last.sequence }
      const tally = tallies.get(definition.id) ?? { newest: seen, launches: noOutcomes(), ever: new Set() }
      if (seen.sequence > tally.newest.sequence) tally.newest = seen
      tally.launches[outcome]++
      tallies.set(definition.id, tally)
    }
    for (const moment of history)
      for (const [id, outcome] of outcomesOf(moment)) {
        const tally = tallies.get(id)
        if (!tally) continue
        tally.ever.add(outcome)
        if (outcome === 'unmet' && isLater(moment.recordedAt, tally.lastUnmet)) tally.lastUnmet = moment.recordedAt
      }
  }
  return tallies
}

function figuresOf({ newest: { definition, enforcement }, launches, ever, lastUnmet }: Tally): RequirementFigures {
  const judged = Object.values(launches).reduce((sum, count) => sum + count, 0)
  const neverApplied = [...ever].every((outcome) => outcome === 'not-applicable')
  return {
    definition,
    enforcement,
    launches,
    judged,
    applied: judged - launches['not-applicable'],
    neverApplied,
    neverFailed: !neverApplied && [...ever].every((outcome) => outcome === 'met' || outcome === 'not-applicable'),
    ...(lastUnmet !== undefined && { lastUnmet }),
  }
}

function isLater(moment: string, than: string | undefined): boolean {
  const [a, b] = [dayNumberOf(moment), dayNumberOf(than)]
  return b === undefined || (a ?? 0) > b || (a === b && moment > (than ?? ''))
}
