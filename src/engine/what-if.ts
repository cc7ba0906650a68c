import { planFacts } from './fact-leaves.ts'
import { foldRows } from './fold-rows.ts'
import { type Case, judgeCase, type Verdict, verdictOfValues } from './judgement.ts'
import { UNKNOWN } from './reason.ts'
import { changedSlots } from './slot.ts'
import type { Option, Options } from './to-go-options.ts'

/** For each fact that may be changed, by its place among the options, the place of the option that is taken; -1 where it stays as it is. */
export type Choice = Int32Array

/** Tries changes of facts on one case, as many as its work allows: the same on every machine. */
export interface Trials {
  /** Whether the case goes with a choice; false, too, once there has been too much work. */
  goesWith(choice: Choice): boolean
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
 * so folds are counted anew, and nothing is read or tested again. Waivers look at more than values, so with some the whole case is judged.
 */
export function trialsOf(input: Case, options: Options): Trials {
  const { plan, waivers } = input
  const size = plan.leaves.length + plan.program.folds.needs.length + plan.program.folds.parts.length + options.size
  const work = waivers.size > 0 ? judgingWork * (size + waiverWork(input)) : size
  const verdictWith =
    waivers.size > 0 ? (choice: Choice): Verdict => judgeCase(changedCase(input, options, choice)).verdict : counting(input, options)
  let left = Math.max(workForFew, Math.min(workForMany, 2 * options.size * size))
  return {
    goesWith(choice) {
      left -= work
      if (left < 0) return false
      const verdict = verdictWith(choice)
      return verdict === 'go' || verdict === 'conditional-go'
    },
    get isSpent() {
      return left < 0
    },
  }
}

/** The verdict by the values of leaves, of which only those change that test another fact than the time before. */
function counting(input: Case, options: Options): (choice: Choice) => Verdict {
  const { plan } = input
  const { leaves } = planFacts(plan)
  const base = judgeCase({ ...input, whatIf: true }).judged.values
  const values = base.slice()
  const facts = [...options].map(([fact, list]) => ({ indexes: leaves.get(fact)?.indexes ?? [], list }))
  const taken = new Int32Array(facts.length).fill(-1)
  return (choice) => {
    for (let at = 0; at < facts.length; at++) {
      if (choice[at] === taken[at]) continue
      taken[at] = choice[at] as number
      const { indexes, list } = facts[at] as (typeof facts)[number]
      const option = list[choice[at] as number]
      for (let i = 0; i < indexes.length; i++) {
        const index = indexes[i] as number
        values[index] = (option ? option.values[i] : base[index]) ?? UNKNOWN
      }
    }
    foldRows(plan.program.folds, values, plan.leaves.length)
    return verdictOfValues(input, values)
  }
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
