import { dayOfInstant } from '../model/date.ts'
import type { Decision } from '../model/generated/types.ts'
import { type Bits, valueAt } from './bits.ts'
import type { Judgement, Verdict } from './judgement.ts'
import { enforcementOn, noOutcomes, type Outcome } from './outcome.ts'
import type { Plan } from './plan.ts'
import { wordOf } from './reason.ts'

/** What many launches come to, by their place in the list that was judged. */
export interface ColumnVerdicts {
  readonly count: number
  /** The verdict of a launch; undefined where there is no decision for it. */
  verdictAt(launch: number): Verdict | undefined
  /** The outcome of a requirement, by its place in the plan, for a launch. */
  outcomeAt(requirement: number, launch: number): Outcome | undefined
  /** How many requirements come to what for a launch; undefined where there is no decision for it. */
  outcomeCountsAt(launch: number): Decision['counts'] | undefined
  readonly counts: Readonly<Record<Verdict | 'undecided', number>>
}

interface VerdictInput {
  readonly now: number
  readonly count: number
  /** The values of leaves and folds. */
  readonly values: readonly Bits[]
  /** Launches with waivers, judged on their own. */
  readonly apart: ReadonlyMap<number, Judgement>
  isDecided(launch: number): boolean
}

/** Folds the values of requirements to verdicts, 32 launches at a time. */
export function verdictsOf(plan: Plan, input: VerdictInput): ColumnVerdicts {
  const { count, values, apart, isDecided } = input
  const rows = rowsOf(plan, input)
  const nothingApplies: Verdict = plan.linked.commitments.every(({ commitment }) => commitment.outOfScope === 'go') ? 'go' : 'hold'
  const has = (bits: Uint32Array, launch: number): boolean => ((bits[launch >>> 5] ?? 0) & (1 << (launch & 31))) !== 0
  const verdictAt = (launch: number): Verdict | undefined => {
    if (!isDecided(launch)) return undefined
    const own = apart.get(launch)
    if (own) return own.verdict
    if (has(rows.unmet, launch)) return 'no-go'
    if (has(rows.unknown, launch)) return 'hold'
    if (has(rows.applies, launch)) return 'go'
    // An advisory requirement of which it is not known whether it applies leaves that open, too.
    return has(rows.undecided, launch) ? 'hold' : nothingApplies
  }
  const outcomeAt = (requirement: number, launch: number): Outcome | undefined => {
    const planned = plan.requirements[requirement]
    const [applies, demand] = [values[planned?.appliesAt ?? -1], values[planned?.demandAt ?? -1]]
    if (!planned || !applies || !demand || !isDecided(launch)) return undefined
    const own = apart.get(launch)?.requirements[requirement]
    if (own) return own.outcome
    const value = valueAt(applies, launch)
    return value === 0 ? 'not-applicable' : value === 1 ? 'unknown' : wordOf(valueAt(demand, launch))
  }
  const today = dayOfInstant(input.now)
  const outcomeCountsAt = (launch: number): Decision['counts'] | undefined => {
    if (!isDecided(launch)) return undefined
    const found = { blocking: noOutcomes(), advisory: noOutcomes() }
    plan.requirements.forEach(({ linked }, requirement) => {
      const outcome = outcomeAt(requirement, launch)
      if (outcome) found[enforcementOn(linked.requirement.enforcement, today)][outcome]++
    })
    return found
  }
  const counts = { go: 0, 'conditional-go': 0, hold: 0, 'no-go': 0, undecided: 0 }
  for (let launch = 0; launch < count; launch++) counts[verdictAt(launch) ?? 'undecided']++
  return { count, verdictAt, outcomeAt, outcomeCountsAt, counts }
}

interface Rows {
  /** Launches with a blocking requirement that is unmet, or unknown. */
  readonly unmet: Uint32Array
  readonly unknown: Uint32Array
  /** Launches to which some requirement applies, or of which that is not known. */
  readonly applies: Uint32Array
  readonly undecided: Uint32Array
}

function rowsOf(plan: Plan, { now, count, values }: VerdictInput): Rows {
  const words = Math.ceil(count / 32)
  const rows: Rows = {
    unmet: new Uint32Array(words),
    unknown: new Uint32Array(words),
    applies: new Uint32Array(words),
    undecided: new Uint32Array(words),
  }
  for (const { appliesAt, demandAt, linked } of plan.requirements) {
    const applies = values[appliesAt]
    const demand = values[demandAt]
    if (!applies || !demand) continue
    const isBlocking = enforcementOn(linked.requirement.enforcement, dayOfInstant(now)) === 'blocking'
    for (let word = 0; word < words; word++) {
      const met = applies.met[word] as number
      const open = applies.open[word] as number
      rows.applies[word] = (rows.applies[word] as number) | met
      rows.undecided[word] = (rows.undecided[word] as number) | open
      if (!isBlocking) continue
      const demandMet = demand.met[word] as number
      const demandOpen = demand.open[word] as number
      rows.unmet[word] = (rows.unmet[word] as number) | (met & ~demandMet & ~demandOpen)
      rows.unknown[word] = (rows.unknown[word] as number) | open | (met & demandOpen)
    }
  }
  return rows
}
