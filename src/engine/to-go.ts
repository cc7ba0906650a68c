import { planFacts } from './fact-leaves.ts'
import { type Case, type Judgement, judgeCase } from './judgement.ts'
import { needsOf } from './needs.ts'
import { MET } from './reason.ts'
import { changedSlots } from './slot.ts'
import type { Slot } from './supply.ts'
import { isOpen, type Options, optionsOf } from './to-go-options.ts'

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
  if (judgement.verdict === 'go' || judgement.verdict === 'conditional-go')
    return { possible: true, minimal: true, changes: [], blockedBy: [] }
  const options = optionsOf(input, judgement)
  const search: Search = { input, options, known: new Map() }
  const all = [...options.keys()]
  const best = reach(search, all)
  if (!best) return { possible: false, minimal: false, changes: [], blockedBy: blockers(input, judgement, options) }
  const needed = all.filter(
    (fact) =>
      !reach(
        search,
        all.filter((other) => other !== fact),
      ),
  )
  const optional = all.filter((fact) => !needed.includes(fact))
  const { facts, minimal } = optional.length <= exactLimit ? smallest(search, needed, optional) : greedy(search, all)
  // Where nothing need change and yet it is no go, the two keys disagree: no fact can mend that.
  if (facts.length === 0) return { possible: false, minimal: false, changes: [], blockedBy: openRequirements(judgement) }
  const after = reach(search, facts) ?? best
  return { possible: true, minimal, changes: describe(input, facts, after, judgement), blockedBy: [] }
}

/** What facts may be changed to, and what was found of sets of facts for which there is one choice only. */
interface Search {
  readonly input: Case
  readonly options: Options
  readonly known: Map<string, Judgement | undefined>
}

/** What the case comes to with a choice of values for these facts with which it goes, found by judging it again; undefined when there is none. */
function reach(search: Search, facts: readonly string[]): Judgement | undefined {
  const { input, options, known } = search
  const lists = facts.map((fact) => options.get(fact) ?? [])
  const total = lists.reduce((product, list) => Math.min(product * list.length, maxCombinations), 1)
  const name = total === 1 ? [...facts].sort().join(' ') : undefined
  if (name !== undefined && known.has(name)) return known.get(name)
  let reached: Judgement | undefined
  for (let combination = 0; combination < total && !reached; combination++) {
    const changes = new Map<string, Slot>()
    let rest = combination
    facts.forEach((fact, i) => {
      const list = lists[i] ?? []
      const option = list[rest % Math.max(1, list.length)]
      rest = Math.floor(rest / Math.max(1, list.length))
      if (option) changes.set(fact, option.slot)
    })
    const after = judgeCase(changedCase(input, changes))
    if (after.verdict === 'go' || after.verdict === 'conditional-go') reached = after
  }
  if (name !== undefined) known.set(name, reached)
  return reached
}

/** The needed facts and the fewest optional ones, every subset tried in order of size. */
function smallest(search: Search, needed: readonly string[], optional: readonly string[]): { facts: string[]; minimal: boolean } {
  for (let size = 0; size <= optional.length; size++) {
    for (const subset of subsets(optional, size)) {
      const facts = [...needed, ...subset].sort()
      if (reach(search, facts)) return { facts, minimal: isExhaustive(search.options, facts) }
    }
  }
  return { facts: [...needed, ...optional].sort(), minimal: false }
}

function greedy(search: Search, all: readonly string[]): { facts: string[]; minimal: boolean } {
  let kept = [...all]
  for (const fact of all) {
    const without = kept.filter((other) => other !== fact)
    if (reach(search, without)) kept = without
  }
  return { facts: kept.sort(), minimal: false }
}

/** Whether every combination of values was within reach of the search, so that "no smaller set" is proved. */
function isExhaustive(options: Options, facts: readonly string[]): boolean {
  return facts.reduce((product, fact) => product * (options.get(fact)?.length ?? 1), 1) <= maxCombinations
}

function* subsets(items: readonly string[], size: number, from = 0): Generator<string[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let i = from; i <= items.length - size; i++) {
    for (const rest of subsets(items, size - 1, i + 1)) yield [items[i] ?? '', ...rest]
  }
}

/** Requirements that stay open although every fact that may change has been changed as well as it can be. */
function blockers(input: Case, judgement: Judgement, options: Options): string[] {
  const changes = new Map<string, Slot>()
  for (const [fact, list] of options) if (list[0]) changes.set(fact, list[0].slot)
  const after = openRequirements(judgeCase(changedCase(input, changes)))
  return after.length > 0 ? after : openRequirements(judgement)
}

function openRequirements({ requirements }: Judgement): string[] {
  return requirements.filter(isOpen).map((item) => item.planned.linked.requirement.id)
}

/** The case as it would be with some facts changed. */
function changedCase(input: Case, changes: ReadonlyMap<string, Slot>): Case {
  return { ...input, slots: changedSlots(input.slots, changes), whatIf: true }
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
