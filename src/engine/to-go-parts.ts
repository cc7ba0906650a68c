import { planFacts } from './fact-leaves.ts'
import type { Case, Judgement } from './judgement.ts'
import { isOpen, type Options } from './to-go-options.ts'

/** Requirements that share facts which may change. What is changed for one matters to the others of its part, and to no other. */
export interface Part {
  /** By their place among the options. */
  readonly facts: readonly number[]
  /** By their place in the plan: those that block, and may apply. */
  readonly goals: readonly number[]
}

/** The facts that may change and that a requirement reads, by their place among the options; for each requirement of a plan. */
export function factsByRequirement({ plan }: Case, options: Options): (readonly number[])[] {
  const { leaves } = planFacts(plan)
  const factOf = new Int32Array(plan.leaves.length).fill(-1)
  let at = 0
  for (const fact of options.keys()) {
    for (const index of leaves.get(fact)?.indexes ?? []) factOf[index] = at
    at++
  }
  return plan.requirements.map(({ appliesLeaves, demandLeaves }) => {
    const facts = new Set<number>()
    for (const index of appliesLeaves) facts.add(factOf[index] ?? -1)
    for (const index of demandLeaves) facts.add(factOf[index] ?? -1)
    facts.delete(-1)
    return [...facts].sort((a, b) => a - b)
  })
}

/** The parts in which something is open, small ones first: they shall not wait for what may be too much to try. */
export function partsOf({ requirements }: Judgement, read: readonly (readonly number[])[]): Part[] {
  const above = new Map<number, number>()
  const rootOf = (fact: number): number => {
    let root = fact
    for (let up = above.get(root); up !== undefined; up = above.get(root)) root = up
    if (root !== fact) above.set(fact, root)
    return root
  }
  const goals = requirements.flatMap((item, goal) =>
    item.enforcement === 'blocking' && item.outcome !== 'not-applicable' ? [{ goal, facts: read[goal] ?? [], isOpen: isOpen(item) }] : [],
  )
  for (const { facts } of goals) {
    for (const fact of facts.slice(1)) {
      const [a, b] = [rootOf(facts[0] ?? fact), rootOf(fact)]
      if (a !== b) above.set(b, a)
    }
  }
  const drafts = new Map<number | string, { facts: Set<number>; goals: number[]; isOpen: boolean }>()
  for (const { goal, facts, isOpen } of goals) {
    const [first] = facts
    const key = first === undefined ? `alone ${goal}` : rootOf(first)
    const draft = drafts.get(key) ?? { facts: new Set(), goals: [], isOpen: false }
    drafts.set(key, draft)
    for (const fact of facts) draft.facts.add(fact)
    draft.goals.push(goal)
    draft.isOpen ||= isOpen
  }
  return [...drafts.values()]
    .filter((draft) => draft.isOpen)
    .map((draft): Part => ({ facts: [...draft.facts].sort((a, b) => a - b), goals: draft.goals }))
    .sort((a, b) => a.facts.length - b.facts.length)
}
