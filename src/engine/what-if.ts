import { planFacts } from './fact-leaves.ts'
import { foldValues } from './fold.ts'
import { type Case, type Judgement, judgeCase } from './judgement.ts'
import type { PlannedRequirement } from './plan.ts'
import { MET, UNKNOWN, UNMET } from './reason.ts'
import { changedSlots } from './slot.ts'
import { isOpen, type Option, type Options } from './to-go-options.ts'

/** For each fact that may be changed, by its place among the options, the place of the option that is taken; -1 where it stays as it is. */
export type Choice = Int32Array

/** What changes are to bring about. */
export interface Aim {
  /** Facts that may be changed for it, by their place among the options. */
  readonly facts: readonly number[]
  /** Requirements that must not be open, by their place in the plan. */
  readonly goals: readonly number[]
  /** Leaves that are taken to be met, because something else than facts has to change for them. */
  readonly assumed: ReadonlySet<number>
}

/** Tries changes of facts on one case, as many as its work allows: the same on every machine. */
export interface Trials {
  /** Whether a choice reaches an aim; false, too, once there has been too much work. */
  reaches(aim: Aim, choice: Choice): boolean
  /** Whether something was not tried because there had been too much work. */
  readonly isSpent: boolean
}

/** Values that are looked at: enough for every subset of twelve facts with a value each, or to leave out each of many twice; over in a moment. */
const workForFew = 6_000_000
const workForMany = 30_000_000
/** What it takes to judge the whole case, against counting anew what is known of its leaves. */
const judgingWork = 50

/**
 * Begins trials of a case. A changed fact changes the leaves that test it and nothing else, and what each option makes of these is known:
 * so folds are counted anew, and nothing is read or tested again. Waivers look at more than values: where one is asked for, the whole case is judged.
 */
export function trialsOf(input: Case, options: Options, base: Judgement): Trials {
  const { plan, waivers } = input
  const size = plan.leaves.length + plan.program.folds.needs.length + plan.program.folds.parts.length + options.size
  const judging = judgingWork * (size + waiverWork(input))
  const isWaivable = plan.requirements.map(({ linked }) => waivers.has(linked.requirement.id))
  const counting = countingOn(input, options, base)
  let left = Math.max(workForFew, Math.min(workForMany, 2 * options.size * size))
  return {
    reaches(aim, choice) {
      const judged = aim.goals.filter((goal) => isWaivable[goal])
      const counted = judged.length === 0 ? aim : { ...aim, goals: aim.goals.filter((goal) => !isWaivable[goal]) }
      left -= counting.workOf(counted) + (judged.length === 0 ? 0 : judging)
      if (left < 0 || !counting.reaches(counted, choice)) return false
      if (judged.length === 0) return true
      const { requirements } = judgeCase(changedCase(input, options, choice))
      return judged.every((goal) => !isOpenAt(requirements, goal))
    },
    get isSpent() {
      return left < 0
    },
  }
}

interface Counting {
  workOf(aim: Aim): number
  reaches(aim: Aim, choice: Choice): boolean
}

/** Counts with the values of leaves. Those of facts that an aim does not name are not looked at for its goals. */
function countingOn({ plan }: Case, options: Options, base: Judgement): Counting {
  const { leaves } = planFacts(plan)
  const before = base.judged.values
  const values = before.slice()
  const facts = [...options].map(([fact, list]) => ({ indexes: leaves.get(fact)?.indexes ?? [], list }))
  const works = plan.requirements.map(({ appliesLeaves, demandLeaves }) => 1 + appliesLeaves.length + demandLeaves.length)
  return {
    workOf: (aim) => aim.goals.reduce((sum, goal) => sum + (works[goal] ?? 0), aim.facts.length),
    reaches(aim, choice) {
      for (const at of aim.facts) {
        const { indexes, list } = facts[at] as (typeof facts)[number]
        const option = list[choice[at] as number]
        for (let i = 0; i < indexes.length; i++) {
          const index = indexes[i] as number
          values[index] = (option ? option.values[i] : before[index]) ?? UNKNOWN
        }
      }
      for (const index of aim.assumed) values[index] = MET
      return aim.goals.every((goal) => isSettled(plan.requirements[goal], values))
    },
  }
}

/** Whether a requirement without waivers is met or does not apply, by the values of leaves. */
function isSettled(planned: PlannedRequirement | undefined, values: Uint8Array): boolean {
  if (!planned) return true
  const applies = foldValues(planned.applies, values)
  return applies === UNMET || (applies === MET && foldValues(planned.demand, values) === MET)
}

/** Whether the requirement at a place keeps its launch from going. */
export function isOpenAt(requirements: Judgement['requirements'], position: number): boolean {
  const item = requirements[position]
  return item !== undefined && isOpen(item)
}

/** The case as it would be with some facts changed. */
export function changedCase(input: Case, options: Options, choice: Choice): Case {
  const taken = [...options].map(([fact, list], at): [string, Option | undefined] => [fact, list[choice[at] ?? -1]])
  const changes = new Map(taken.flatMap(([fact, option]) => (option ? [[fact, option.slot]] : [])))
  return { ...input, slots: changedSlots(input.slots, changes), whatIf: true }
}

/** Of several waivers of a requirement each is left out once, to see whether the others suffice. */
function waiverWork({ plan, waivers }: Case): number {
  return plan.requirements.reduce((sum, { linked, demandLeaves }) => {
    const count = waivers.get(linked.requirement.id)?.length ?? 0
    return sum + count * count * demandLeaves.length
  }, 0)
}
