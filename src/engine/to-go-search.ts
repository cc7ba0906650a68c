import type { Option } from './to-go-options.ts'
import type { Aim, Choice, Trials } from './what-if.ts'

/** Facts and what each may be changed to; facts go by their place here. */
export interface Search {
  readonly lists: readonly (readonly Option[])[]
  readonly trials: Trials
}

/** A choice that reaches an aim, with as few facts changed as could be found. */
export interface Found {
  readonly choice: Choice
  /** Whether it is proved that no smaller set would do. */
  readonly minimal: boolean
}

/** Up to this many optional facts every subset is tried; beyond it facts are dropped one by one. */
const exactLimit = 12
const maxCombinations = 4096

/** The fewest facts of an aim whose change reaches it; undefined when none was found. */
export function fewest(search: Search, aim: Aim): Found | undefined {
  const whole = reach(search, aim, aim.facts)
  if (!whole) return undefined
  const isNeeded = new Set(aim.facts.filter((fact) => !reach(search, aim, without(aim.facts, fact))))
  const optional = aim.facts.filter((fact) => !isNeeded.has(fact))
  if (optional.length > exactLimit) return greedy(search, aim, whole)
  return smallest(search, aim, { needed: [...isNeeded], optional, whole })
}

/** A choice of values for these facts that reaches an aim, its other facts left as they are; undefined where none was found. */
export function reach({ lists, trials }: Search, aim: Aim, facts: readonly number[]): Choice | undefined {
  const sizes = facts.map((at) => lists[at]?.length ?? 0)
  const total = combinations(sizes)
  const choice: Choice = new Int32Array(lists.length).fill(-1)
  for (let combination = 0; combination < Math.min(total, maxCombinations) && !trials.isSpent; combination++) {
    let rest = combination
    facts.forEach((at, i) => {
      const size = sizes[i] ?? 1
      choice[at] = rest % size
      rest = Math.floor(rest / size)
    })
    if (trials.reaches(aim, choice)) return choice
  }
  return undefined
}

/** Whether every combination of values of these facts is within reach of the search, so that what it does not find is not there. */
export function isExhaustive({ lists, trials }: Search, facts: readonly number[]): boolean {
  return !trials.isSpent && combinations(facts.map((at) => lists[at]?.length ?? 1)) <= maxCombinations
}

function combinations(sizes: readonly number[]): number {
  return sizes.reduce((product, size) => Math.min(product * size, maxCombinations + 1), 1)
}

function without(facts: readonly number[], fact: number): number[] {
  return facts.filter((other) => other !== fact)
}

interface Halves {
  readonly needed: readonly number[]
  readonly optional: readonly number[]
  /** What goes with all of them. */
  readonly whole: Choice
}

/** The needed facts and the fewest optional ones, every subset tried in order of size. */
function smallest(search: Search, aim: Aim, { needed, optional, whole }: Halves): Found {
  for (let size = 0; size <= optional.length && !search.trials.isSpent; size++) {
    for (const subset of subsets(optional, size)) {
      const facts = [...needed, ...subset]
      const choice = reach(search, aim, facts)
      if (choice) return { choice, minimal: isExhaustive(search, facts) }
      if (search.trials.isSpent) break
    }
  }
  return { choice: whole, minimal: false }
}

function greedy(search: Search, aim: Aim, whole: Choice): Found {
  let kept = aim.facts
  let choice = whole
  for (const fact of kept) {
    const found = reach(search, aim, without(kept, fact))
    if (!found) continue
    kept = without(kept, fact)
    choice = found
  }
  return { choice, minimal: false }
}

function* subsets(items: readonly number[], size: number, from = 0): Generator<number[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let i = from; i <= items.length - size; i++) {
    for (const rest of subsets(items, size - 1, i + 1)) yield [items[i] ?? 0, ...rest]
  }
}
