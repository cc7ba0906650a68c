import type { EvidenceRules } from '../model/condition.ts'
import type { TypedLeaf } from '../model/typed.ts'
import { effective, type PlannedLeaf } from './fold.ts'
import type { Case, Judgement, RequirementJudgement } from './judgement.ts'
import { evaluateLeaf } from './leaf.ts'
import { guarded } from './outcome.ts'
import { operandFacts } from './plan.ts'
import { decided, MET, type Result, UNKNOWN, valueOfResult } from './reason.ts'
import { changedSlots } from './slot.ts'
import type { Slot } from './supply.ts'
import { candidateNodes } from './synthesis.ts'

/** A value that a fact could be changed to, as the slot the launch would then have. */
export interface Option {
  readonly slot: Slot
}

/** By fact, in the order in which they are tried. */
export type Options = ReadonlyMap<string, readonly Option[]>

/** Facts on the left of blocking demands that some leaf keeps from being met; launch fields, lookups and right operands are not to be changed. */
export function optionsOf(input: Case, judgement: Judgement): Options {
  const { plan } = input
  const right = operandFacts(plan)
  const facts = new Set<string>()
  for (const { planned } of judgement.requirements.filter(isOpen)) {
    for (const index of planned.demandLeaves) {
      const fact = plan.leaves[index]?.typed.leaf.fact
      const slot = fact === undefined || judgement.judged.values[index] === MET ? undefined : input.slots.get(fact)
      if (fact !== undefined && slot && !slot.declared && !right.has(fact) && !plan.linked.vocabulary.entries.get(fact)?.lookup)
        facts.add(fact)
    }
  }
  // What nobody has supplied comes first: to supply it is less than to change what is so.
  const isGiven = (fact: string): number => (input.slots.get(fact).problem === undefined ? 1 : 0)
  const ordered = [...facts].sort((a, b) => isGiven(a) - isGiven(b) || (a < b ? -1 : 1))
  const options = ordered.map((fact) => [fact, optionsFor(input, judgement, fact)] as const)
  return new Map(options.filter(([, list]) => list.length > 0))
}

/** The changed slots of one fact that no other dominates, leaf by leaf; applicability that is decided is never turned. */
function optionsFor(input: Case, judgement: Judgement, fact: string): Option[] {
  const { plan } = input
  const indexes = plan.leaves.flatMap((leaf, index) => (leaf.typed.leaf.fact === fact ? [index] : []))
  const planned = indexes.flatMap((index) => plan.leaves[index] ?? [])
  const leaves = planned.map((leaf) => leaf.typed)
  const assume = assumptions(planned)
  const applicability = new Set(plan.requirements.flatMap((item) => item.appliesLeaves))
  const slot = input.slots.get(fact)
  const changed = candidateNodes(leaves, plan.linked.vocabulary.entries.get(fact), judgement.world).map(
    (node): Slot => ({ ...changedSlot(slot, node, leaves, input), assume }),
  )
  // A fact may also be best as it is, where its tests pull in different directions.
  const tried = [...changed, slot].map((candidate) => {
    const world = { clock: input.clock, slots: changedSlots(input.slots, new Map([[fact, candidate]])) }
    const values = indexes.map((index) => {
      const leaf = plan.leaves[index]
      return leaf ? effective(valueOfResult(guarded(() => evaluateLeaf(leaf.typed, world))), leaf.negated) : UNKNOWN
    })
    return { option: { slot: candidate }, values }
  })
  const honest = tried.filter(({ values }) =>
    indexes.every((index, i) => {
      const now = judgement.judged.values[index]
      return !applicability.has(index) || now === UNKNOWN || now === values[i]
    }),
  )
  const kept = honest.filter(
    ({ values }, position) =>
      !honest.some(
        (other, rank) => rank !== position && dominates(other.values, values) && (rank < position || !dominates(values, other.values)),
      ),
  )
  return kept.slice(0, 8).map(({ option }) => option)
}

/** Tests for which no value can be made up: patterns and conditions over items are taken to pass once the fact is changed. */
function assumptions(leaves: readonly PlannedLeaf[]): ReadonlyMap<TypedLeaf, Result> {
  const open = leaves.filter(({ typed }) => typed.operand.kind === 'pattern' || typed.operand.kind === 'condition')
  return new Map(open.map(({ typed, negated }) => [typed, decided(!negated)]))
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, index) => value >= (b[index] ?? 0))
}

/** A slot as it would be with a new value and evidence that satisfies every rule asked of it. */
function changedSlot(slot: Slot, node: Slot['node'], leaves: readonly TypedLeaf[], { clock }: Case): Slot {
  const rules: EvidenceRules[] = leaves.flatMap((leaf) => leaf.rules)
  const sample = Math.max(0, ...rules.map((rule) => rule.minSample ?? 0))
  const window = rules.map((rule) => rule.minWindow).reduce((a, b) => (a && b ? (a.ms >= b.ms ? a : b) : (a ?? b)), undefined)
  return {
    path: slot.path,
    ...(node && { node }),
    evidence: {
      asOf: { precision: 'instant', day: clock.today, ms: clock.now },
      sample,
      ...(window && { window }),
      link: 'changed',
      note: 'changed',
    },
    place: slot.place,
    nearest: slot.nearest,
    declared: false,
  }
}

/** Whether a requirement keeps its launch from going. */
export function isOpen({ enforcement, outcome }: RequirementJudgement): boolean {
  return enforcement === 'blocking' && (outcome === 'unmet' || outcome === 'unknown')
}
