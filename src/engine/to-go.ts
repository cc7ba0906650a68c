import type { EvidenceRules } from '../model/condition.ts'
import type { TypedLeaf } from '../model/typed.ts'
import { type Case, type Judgement, judgeCase, type RequirementJudgement } from './judgement.ts'
import { evaluateLeaf } from './leaf.ts'
import { needsOf } from './needs.ts'
import { guarded } from './outcome.ts'
import { effective, operandFacts, type PlannedLeaf } from './plan.ts'
import { decided, MET, type Result, UNKNOWN, valueOfResult } from './reason.ts'
import type { Slot } from './slot.ts'
import { candidateNodes } from './synthesis.ts'

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

/** A value that a fact could be changed to, as the slot the launch would then have. */
interface Option {
  readonly slot: Slot
}

type Options = ReadonlyMap<string, readonly Option[]>

/** Finds what would make a blocked case a go. Every answer is proved by judging the changed case again. */
export function toGo(input: Case, judgement: Judgement): ToGo {
  if (judgement.verdict === 'go' || judgement.verdict === 'conditional-go')
    return { possible: true, minimal: true, changes: [], blockedBy: [] }
  const options = optionsOf(input, judgement)
  const all = [...options.keys()]
  const best = reach(input, options, all)
  if (!best) return { possible: false, minimal: false, changes: [], blockedBy: blockers(input, judgement, options) }
  const needed = all.filter(
    (fact) =>
      !reach(
        input,
        options,
        all.filter((other) => other !== fact),
      ),
  )
  const optional = all.filter((fact) => !needed.includes(fact))
  const { facts, minimal } = optional.length <= exactLimit ? smallest(input, options, needed, optional) : greedy(input, options, all)
  // Where nothing need change and yet it is no go, the two keys disagree: no fact can mend that.
  if (facts.length === 0) return { possible: false, minimal: false, changes: [], blockedBy: openRequirements(judgement) }
  const chosen = reach(input, options, facts) ?? best
  return { possible: true, minimal, changes: describe(input, facts, chosen, judgement), blockedBy: [] }
}

/** Facts on the left of blocking demands that some leaf keeps from being met; launch fields, lookups and right operands are not to be changed. */
function optionsOf(input: Case, judgement: Judgement): Options {
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
  const isGiven = (fact: string): number => (input.slots.get(fact)?.problem === undefined ? 1 : 0)
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
  if (!slot) return []
  const changed = candidateNodes(leaves, plan.linked.vocabulary.entries.get(fact), judgement.world).map(
    (node): Slot => ({ ...changedSlot(slot, node, leaves, input), assume }),
  )
  // A fact may also be best as it is, where its tests pull in different directions.
  const tried = [...changed, slot].map((candidate) => {
    const option = { slot: candidate }
    const world = { clock: input.clock, slot: (path: string) => (path === fact ? option.slot : judgement.world.slot(path)) }
    const values = indexes.map((index) => {
      const leaf = plan.leaves[index]
      return leaf ? effective(valueOfResult(guarded(() => evaluateLeaf(leaf.typed, world))), leaf.negated) : UNKNOWN
    })
    return { option, values }
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

/** A choice of values for these facts with which the case goes, found by judging it again; undefined when there is none. */
function reach(input: Case, options: Options, facts: readonly string[]): ReadonlyMap<string, Slot> | undefined {
  const lists = facts.map((fact) => options.get(fact) ?? [])
  const total = lists.reduce((product, list) => Math.min(product * list.length, maxCombinations), 1)
  for (let combination = 0; combination < total; combination++) {
    const slots = new Map(input.slots)
    let rest = combination
    facts.forEach((fact, i) => {
      const list = lists[i] ?? []
      const option = list[rest % Math.max(1, list.length)]
      rest = Math.floor(rest / Math.max(1, list.length))
      if (option) slots.set(fact, option.slot)
    })
    const { verdict } = judgeCase({ ...input, slots })
    if (verdict === 'go' || verdict === 'conditional-go') return slots
  }
  return undefined
}

/** The needed facts and the fewest optional ones, every subset tried in order of size. */
function smallest(
  input: Case,
  options: Options,
  needed: readonly string[],
  optional: readonly string[],
): { facts: string[]; minimal: boolean } {
  for (let size = 0; size <= optional.length; size++) {
    for (const subset of subsets(optional, size)) {
      const facts = [...needed, ...subset].sort()
      if (reach(input, options, facts)) return { facts, minimal: isExhaustive(options, facts) }
    }
  }
  return { facts: [...needed, ...optional].sort(), minimal: false }
}

function greedy(input: Case, options: Options, all: readonly string[]): { facts: string[]; minimal: boolean } {
  let kept = [...all]
  for (const fact of all) {
    const without = kept.filter((other) => other !== fact)
    if (reach(input, options, without)) kept = without
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
  const slots = new Map(input.slots)
  for (const [fact, list] of options) if (list[0]) slots.set(fact, list[0].slot)
  const after = openRequirements(judgeCase({ ...input, slots }))
  return after.length > 0 ? after : openRequirements(judgement)
}

function openRequirements({ requirements }: Judgement): string[] {
  return requirements.filter(isOpen).map((item) => item.planned.linked.requirement.id)
}

function isOpen({ enforcement, outcome }: RequirementJudgement): boolean {
  return enforcement === 'blocking' && (outcome === 'unmet' || outcome === 'unknown')
}

function describe(input: Case, facts: readonly string[], chosen: ReadonlyMap<string, Slot>, before: Judgement): ToGoChange[] {
  const after = judgeCase({ ...input, slots: chosen })
  return facts.map((fact) => {
    const leaves = new Set<number>()
    const requirements = new Set<string>()
    let owner = input.plan.linked.vocabulary.entries.get(fact)?.owner
    after.requirements.forEach((item, position) => {
      if (item.enforcement !== 'blocking' || item.outcome === 'not-applicable') return
      const read = item.planned.demandLeaves.filter((index) => input.plan.leaves[index]?.typed.leaf.fact === fact)
      for (const index of read) if (after.judged.values[index] === MET) leaves.add(index)
      const was = before.requirements[position]?.outcome
      if (read.length === 0 || (was !== 'unmet' && was !== 'unknown')) return
      const { requirement } = item.planned.linked
      requirements.add(requirement.id)
      owner ??= requirement.owner
    })
    const planned = [...leaves].flatMap((index) => input.plan.leaves[index] ?? [])
    return { fact, needs: needsOf(planned), owner: owner ?? input.launch.owner, requirements: [...requirements] }
  })
}
