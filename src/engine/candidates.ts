import type { Evidence } from '../model/facts.ts'
import { type TypedLeaf, typedLeavesOf } from '../model/typed.ts'
import type { SourceNode } from '../source/node.ts'
import type { FactLeaves } from './fact-leaves.ts'
import { effective, type PlannedLeaf } from './fold.ts'
import type { Clock } from './freshness.ts'
import type { Case } from './judgement.ts'
import { evaluateLeaf } from './leaf.ts'
import { guarded } from './outcome.ts'
import type { Plan } from './plan.ts'
import { decided, type Kleene, type Result, valueOfResult } from './reason.ts'
import { changedSlots } from './slot.ts'
import type { Slot } from './supply.ts'
import { candidateNodes } from './synthesis.ts'

/** A value that a fact could be changed to, and what it makes of the leaves that test the fact, as they count. */
export interface Candidate {
  readonly node: SourceNode
  readonly values: readonly Kleene[]
}

/** What a fact could be changed to, with evidence that satisfies every rule asked of it. */
export interface Candidates {
  readonly list: readonly Candidate[]
  readonly evidence: Evidence
  /** Tests that a change is taken to pass. */
  readonly assume: ReadonlyMap<TypedLeaf, Result>
}

interface Kept {
  /** The moment as of which they hold; undefined where no test of the fact looks at the clock. */
  readonly now: number | undefined
  readonly found: Found
}

type Found = Pick<Candidates, 'list' | 'assume'>

/** By plan and fact, where no test of the fact looks at more of the launch. */
const kept = new WeakMap<Plan, Map<string, Kept>>()

/** The values worth changing a fact to. Where the fact decides no applicability, only those that no other dominates. */
export function candidatesFor(input: Case, fact: string, leaves: FactLeaves): Candidates {
  const { plan, clock } = input
  const ofPlan = kept.get(plan) ?? new Map<string, Kept>()
  kept.set(plan, ofPlan)
  const before = ofPlan.get(fact)
  const typed = leaves.planned.map((leaf) => leaf.typed)
  const evidence = evidenceFor(typed, clock)
  if (before && (before.now === undefined || before.now === clock.now)) return { ...before.found, evidence }
  const found = findCandidates(input, fact, leaves, evidence)
  const now = typed.some((leaf) => looksAt(leaf, isByClock)) ? clock.now : undefined
  if (!typed.some((leaf) => looksAt(leaf, isByLaunch))) ofPlan.set(fact, { now, found })
  return { ...found, evidence }
}

/** A slot as it would be with another value. */
export function changedSlot({ path, place, nearest }: Slot, node: SourceNode, { evidence, assume }: Omit<Candidates, 'list'>): Slot {
  return { path, node, evidence, place, nearest, declared: false, assume }
}

/** Those that no other dominates, leaf by leaf; of equals the first. */
export function undominated<T extends Pick<Candidate, 'values'>>(list: readonly T[]): T[] {
  return list.filter(
    ({ values }, position) =>
      !list.some(
        (other, rank) => rank !== position && dominates(other.values, values) && (rank < position || !dominates(values, other.values)),
      ),
  )
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, index) => value >= (b[index] ?? 0))
}

function findCandidates({ plan, clock, slots }: Case, fact: string, { planned, deciding }: FactLeaves, evidence: Evidence): Found {
  const leaves = planned.map(({ typed }) => typed)
  const assume = assumptions(planned)
  const slot = slots.get(fact)
  const list = candidateNodes(leaves, plan.linked.vocabulary.entries.get(fact), { clock, slots }).map((node): Candidate => {
    const world = { clock, slots: changedSlots(slots, new Map([[fact, changedSlot(slot, node, { evidence, assume })]])) }
    return {
      node,
      values: planned.map(({ typed, negated }) => effective(valueOfResult(guarded(() => evaluateLeaf(typed, world))), negated)),
    }
  })
  return { assume, list: deciding.size === 0 ? undominated(list) : list }
}

/** Tests for which no value can be made up: patterns and conditions over items are taken to pass once the fact is changed. */
function assumptions(leaves: readonly PlannedLeaf[]): ReadonlyMap<TypedLeaf, Result> {
  const open = leaves.filter(({ typed }) => typed.operand.kind === 'pattern' || typed.operand.kind === 'condition')
  return new Map(open.map(({ typed, negated }) => [typed, decided(!negated)]))
}

function evidenceFor(leaves: readonly TypedLeaf[], clock: Clock): Evidence {
  const rules = leaves.flatMap((leaf) => leaf.rules)
  const window = rules.map((rule) => rule.minWindow).reduce((a, b) => (a && b ? (a.ms >= b.ms ? a : b) : (a ?? b)), undefined)
  return {
    asOf: { precision: 'instant', day: clock.today, ms: clock.now },
    sample: Math.max(0, ...rules.map((rule) => rule.minSample ?? 0)),
    ...(window && { window }),
    link: 'https://changed',
    note: 'changed',
  }
}

const isByClock = ({ leaf }: TypedLeaf): boolean => leaf.operator === 'withinLast' || leaf.operator === 'withinNext'

/** Whether the right side of a test is the launch date or another fact. */
const isByLaunch = ({ operand }: TypedLeaf): boolean =>
  [operand, ...(operand.kind === 'values' ? operand.values : [])].some(({ kind }) => kind === 'launch-date' || kind === 'fact')

/** Whether a test, or one inside it, is of some sort. */
function looksAt(leaf: TypedLeaf, isSuch: (leaf: TypedLeaf) => boolean): boolean {
  const { operand } = leaf
  if (isSuch(leaf)) return true
  if (operand.kind === 'tests') return operand.tests.some((test) => looksAt(test, isSuch))
  return operand.kind === 'condition' && typedLeavesOf(operand.condition).some((inner) => looksAt(inner, isSuch))
}
