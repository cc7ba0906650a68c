import { byText } from '../source/order.ts'
import { planFacts } from './fact-leaves.ts'
import { type Case, type Judgement, judgeCase } from './judgement.ts'
import { needsOf } from './needs.ts'
import { MET } from './reason.ts'
import { isOpen, type Option, type Options, optionsOf } from './to-go-options.ts'
import { type Choice, changedCase, type Trials, trialsOf } from './what-if.ts'

/** The fewest distinct facts whose change reaches go or conditional-go with the waivers in force. */
export interface ToGo {
  readonly possible: boolean
  /** Whether it is proved that no smaller set would do. */
  readonly minimal: boolean
  readonly changes: readonly ToGoChange[]
  /** Requirements that no change of facts could satisfy. */
  readonly blockedBy: readonly string[]
}

export interface ToGoChange {
  readonly fact: string
  readonly needs: Record<string, unknown>
  readonly owner: string
  readonly requirements: readonly string[]
}

/** Up to this many optional facts every subset is tried; beyond it facts are dropped one by one. */
const exactLimit = 12
const maxCombinations = 256

/** Finds what would make a blocked case a go. Every answer is proved by judging the changed case again. */
export function toGo(input: Case, judgement: Judgement): ToGo {
  if (isGo(judgement)) return { possible: true, minimal: true, changes: [], blockedBy: [] }
  const options = optionsOf(input, judgement)
  const facts = [...options.keys()]
  const search: Search = { lists: [...options.values()], trials: trialsOf(input, options) }
  const all = facts.map((_, at) => at)
  const whole = reach(search, all)
  if (!whole) return impossible(blockers(input, judgement, options))
  const isNeeded = all.map((at) => !reach(search, without(all, at)))
  const optional = all.filter((at) => !isNeeded[at])
  const { choice, minimal } =
    optional.length <= exactLimit ? smallest(search, { needed: all.filter((at) => isNeeded[at]), optional, whole }) : greedy(search, whole)
  const changed = all.filter((at) => choice[at] !== -1).sort((a, b) => byText(facts[a] ?? '', facts[b] ?? ''))
  // Where nothing need change and yet it is no go, the two keys disagree: no fact can mend that.
  if (changed.length === 0) return impossible(openRequirements(judgement))
  const after = judgeCase(changedCase(input, options, reach(search, changed) ?? choice))
  if (!isGo(after)) return impossible(blockers(input, judgement, options))
  const names = changed.map((at) => facts[at] ?? '')
  const changes = describe(input, names, after, judgement)
  return { possible: true, minimal: minimal && !search.trials.isSpent, changes, blockedBy: [] }
}

function isGo({ verdict }: Judgement): boolean {
  return verdict === 'go' || verdict === 'conditional-go'
}

function impossible(blockedBy: readonly string[]): ToGo {
  return { possible: false, minimal: false, changes: [], blockedBy }
}

interface Search {
  /** What each fact may be changed to; facts go by their place here. */
  readonly lists: readonly (readonly Option[])[]
  readonly trials: Trials
}

/** A choice of values for these facts with which the case goes; undefined when there is none, or too much work was done to find one. */
function reach({ lists, trials }: Search, facts: readonly number[]): Choice | undefined {
  const sizes = facts.map((at) => lists[at]?.length ?? 0)
  const total = sizes.reduce((product, size) => Math.min(product * size, maxCombinations), 1)
  const choice: Choice = new Int32Array(lists.length).fill(-1)
  for (let combination = 0; combination < total && !trials.isSpent; combination++) {
    let rest = combination
    facts.forEach((at, i) => {
      const size = sizes[i] ?? 1
      choice[at] = rest % size
      rest = Math.floor(rest / size)
    })
    if (trials.goesWith(choice)) return choice
  }
  return undefined
}

function without(facts: readonly number[], fact: number): number[] {
  return facts.filter((other) => other !== fact)
}

interface Found {
  readonly choice: Choice
  readonly minimal: boolean
}

interface Halves {
  readonly needed: readonly number[]
  readonly optional: readonly number[]
  /** What goes with all of them. */
  readonly whole: Choice
}

/** The needed facts and the fewest optional ones, every subset tried in order of size. */
function smallest(search: Search, { needed, optional, whole }: Halves): Found {
  for (let size = 0; size <= optional.length && !search.trials.isSpent; size++) {
    for (const subset of subsets(optional, size)) {
      const facts = [...needed, ...subset]
      const choice = reach(search, facts)
      if (choice) return { choice, minimal: isExhaustive(search, facts) }
      if (search.trials.isSpent) break
    }
  }
  return { choice: whole, minimal: false }
}

function greedy(search: Search, whole: Choice): Found {
  let kept = search.lists.map((_, at) => at)
  let choice = whole
  for (const fact of kept) {
    const found = reach(search, without(kept, fact))
    if (!found) continue
    kept = without(kept, fact)
    choice = found
  }
  return { choice, minimal: false }
}

/** Whether every combination of values was within reach of the search, so that "no smaller set" is proved. */
function isExhaustive({ lists }: Search, facts: readonly number[]): boolean {
  return facts.reduce((product, at) => product * (lists[at]?.length ?? 1), 1) <= maxCombinations
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

/** Requirements that stay open although every fact that may change has been changed as well as it can be. */
function blockers(input: Case, judgement: Judgement, options: Options): string[] {
  const after = openRequirements(judgeCase(changedCase(input, options, new Int32Array(options.size))))
  return after.length > 0 ? after : openRequirements(judgement)
}

function openRequirements({ requirements }: Judgement): string[] {
  return requirements.filter(isOpen).map((item) => item.planned.linked.requirement.id)
}

function describe({ plan, launch }: Case, facts: readonly string[], after: Judgement, before: Judgement): ToGoChange[] {
  const { leaves: byFact } = planFacts(plan)
  return facts.map((fact) => {
    const leaves = new Set<number>()
    const requirements: string[] = []
    let owner = plan.linked.vocabulary.entries.get(fact)?.owner
    for (const { position, leaves: read } of byFact.get(fact)?.demands ?? []) {
      const item = after.requirements[position]
      if (item?.enforcement !== 'blocking' || item.outcome === 'not-applicable') continue
      for (const index of read) if (after.judged.values[index] === MET) leaves.add(index)
      const was = before.requirements[position]?.outcome
      if (was !== 'unmet' && was !== 'unknown') continue
      const { requirement } = item.planned.linked
      requirements.push(requirement.id)
      owner ??= requirement.owner
    }
    return { fact, needs: needsOf([...leaves].flatMap((index) => plan.leaves[index] ?? [])), owner: owner ?? launch.owner, requirements }
  })
}
