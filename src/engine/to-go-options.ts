import { byText } from '../source/order.ts'
import { candidatesFor, changedSlot, undominated } from './candidates.ts'
import { type FactLeaves, planFacts } from './fact-leaves.ts'
import { effective } from './fold.ts'
import type { Case, Judgement, RequirementJudgement } from './judgement.ts'
import { evaluateLeaf } from './leaf.ts'
import { guarded } from './outcome.ts'
import { type Kleene, MET, reasonOf, UNKNOWN, valueOfResult } from './reason.ts'
import type { Slot } from './supply.ts'

/** A value that a fact could be changed to, as the slot the launch would then have, and what it makes of the leaves that test the fact. */
export interface Option {
  readonly slot: Slot
  readonly values: readonly Kleene[]
}

/** By fact, in the order in which they are tried. */
export type Options = ReadonlyMap<string, readonly Option[]>

/** The most values that are tried of one fact. */
export const mostOptions = 8

/**
 * Facts on the left of blocking demands that some leaf keeps from being met; launch fields, lookups and right operands are not to be
 * changed. Requirements that read one of them belong to it, met ones, too: they may have to be met in another way.
 */
export function optionsOf(input: Case, judgement: Judgement): Options {
  const { plan, slots } = input
  const { leaves, right } = planFacts(plan)
  const facts = new Set<string>()
  const seen = new Set<number>()
  const waiting = judgement.requirements.flatMap((item, position) => (isOpen(item) ? [position] : []))
  for (let position = waiting.pop(); position !== undefined; position = waiting.pop()) {
    const item = judgement.requirements[position]
    if (!item || seen.has(position) || item.enforcement !== 'blocking' || item.outcome === 'not-applicable') continue
    seen.add(position)
    for (const index of item.planned.demandLeaves) {
      if (judgement.judged.values[index] === MET) continue
      const fact = plan.leaves[index]?.typed.leaf.fact
      if (fact === undefined || facts.has(fact) || slots.get(fact).declared || right.has(fact)) continue
      if (plan.linked.vocabulary.entries.get(fact)?.lookup) continue
      facts.add(fact)
      for (const demand of leaves.get(fact)?.demands ?? []) waiting.push(demand.position)
    }
  }
  // What nobody has supplied comes first: to supply it is less than to change what is so.
  const isGiven = (fact: string): number => (slots.get(fact).problem === undefined ? 1 : 0)
  const ordered = [...facts].sort((a, b) => isGiven(a) - isGiven(b) || byText(a, b))
  const options = new Map<string, readonly Option[]>()
  for (const fact of ordered) {
    const own = leaves.get(fact)
    const list = own ? optionsFor(input, judgement, fact, own) : []
    if (list.length > 0) options.set(fact, list)
  }
  return options
}

/** The changed slots of one fact that no other dominates, leaf by leaf; applicability that is decided is never turned. */
function optionsFor(input: Case, judgement: Judgement, fact: string, leaves: FactLeaves): Option[] {
  const slot = input.slots.get(fact)
  const candidates = candidatesFor(input, fact, leaves)
  const tried = candidates.list.map(({ node, values }): Option => ({ slot: changedSlot(slot, node, candidates), values }))
  // A fact may also be best as it is, where its tests pull in different directions.
  const asItIs: Option = { slot, values: leaves.indexes.map((index) => valueNow(input, judgement, index)) }
  tried.push(asItIs)
  const honest = tried.filter(({ values }) =>
    leaves.indexes.every((index, i) => {
      const now = judgement.judged.values[index]
      return !leaves.deciding.has(index) || now === UNKNOWN || now === values[i]
    }),
  )
  const best = undominated(honest)
  if (best.length <= mostOptions) return best
  return best.includes(asItIs) ? [...best.slice(0, mostOptions - 1), asItIs] : best.slice(0, mostOptions)
}

/** What a leaf comes to as the launch is. A fault may be one between the keys, of which the leaf itself says nothing. */
function valueNow(input: Case, { judged }: Judgement, index: number): Kleene {
  const leaf = input.plan.leaves[index]
  if (!leaf) return UNKNOWN
  if (reasonOf(judged.results[index] ?? 0) !== 'fault') return judged.values[index] as Kleene
  return effective(valueOfResult(guarded(() => evaluateLeaf(leaf.typed, input))), leaf.negated)
}

/** Whether a requirement keeps its launch from going. */
export function isOpen({ enforcement, outcome }: RequirementJudgement): boolean {
  return enforcement === 'blocking' && (outcome === 'unmet' || outcome === 'unknown')
}
