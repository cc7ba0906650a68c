import type { EvidenceRules } from '../model/condition.ts'
import type { Config } from '../model/config.ts'
import type { Launch } from '../model/launch.ts'
import type { LinkedWaiver } from '../model/link.ts'
import type { TypedLeaf } from '../model/typed.ts'
import { checkFormalities } from './approval.ts'
import { effective, foldValues } from './fold.ts'
import { evaluateLeaf } from './leaf.ts'
import { guarded, type Underlying } from './outcome.ts'
import type { Plan, PlannedRequirement } from './plan.ts'
import { readSlot } from './read.ts'
import { foldResults, type Kleene, MET, type Reason, reasonOf, UNKNOWN, valueOfResult } from './reason.ts'
import type { Judged } from './run.ts'
import type { LeafWorld } from './slot.ts'

export type WaiverState = 'requested' | 'in-force' | 'expired' | 'lapsed' | 'refused' | 'unused' | 'no-longer-needed'

/** A waiver of the launch as judged. */
export interface JudgedWaiver {
  readonly linked: LinkedWaiver
  readonly state: WaiverState
  readonly why?: string
  readonly proof: 'roles' | 'claimed'
}

export interface WaiveInput {
  readonly plan: Plan
  readonly requirement: PlannedRequirement
  readonly underlying: Underlying
  readonly judged: Judged
  readonly world: LeafWorld
  readonly waivers: readonly LinkedWaiver[]
  readonly launch: Launch
  readonly config: Config
}

/** Judges the waivers of one requirement: which are in force, and so whether the requirement is waived. */
export function waive(input: WaiveInput): { waived: boolean; waivers: readonly JudgedWaiver[] } {
  const { requirement, underlying, waivers, launch, config, world } = input
  const checked = waivers.map((linked) => ({
    linked,
    formalities: checkFormalities({
      waiver: linked.waiver,
      requirement: requirement.linked.requirement,
      launch,
      config,
      clock: world.clock,
    }),
  }))
  const counting = checked.filter(({ formalities }) => formalities.state === 'in-order').map(({ linked }) => linked)
  const open = underlying.outcome === 'unmet' || underlying.outcome === 'unknown'
  const helps = open && counting.length > 0 && underlying.applies === MET && meets(input, counting)
  const needed = helps ? leastOf(input, counting) : new Set<LinkedWaiver>()
  return {
    waived: helps,
    waivers: checked.map(({ linked, formalities: { state, why, proof } }) => {
      const base = { linked, proof }
      if (state !== 'in-order') return { ...base, state, ...(why !== undefined && { why }) }
      if (underlying.outcome === 'not-applicable') return { ...base, state: 'unused' }
      if (underlying.outcome === 'met') return { ...base, state: 'no-longer-needed' }
      if (!helps) return { ...base, state: 'lapsed' }
      return { ...base, state: needed.has(linked) ? 'in-force' : 'unused' }
    }),
  }
}

/** Whether the requirement is met with the tests of these waivers accepted beside its own. */
function meets(input: WaiveInput, waivers: readonly LinkedWaiver[]): boolean {
  return foldValues(input.requirement.demand, valuesWith(input, waivers)) === MET
}

/** Leaf values with every covered leaf raised to what a waiver accepts; a waiver never lowers one. */
function valuesWith({ plan, requirement, judged, world }: WaiveInput, waivers: readonly LinkedWaiver[]): Uint8Array {
  const values = Uint8Array.from(judged.values)
  for (const { covers } of waivers) {
    for (const { cover, tests } of covers) {
      for (const index of requirement.demandLeaves) {
        const leaf = plan.leaves[index]
        const reason = reasonOf(judged.results[index] ?? 0)
        if (leaf?.typed.leaf.fact !== cover.fact || reason === 'fault' || reason === 'conflict') continue
        const accepted =
          cover.unknown === undefined ? acceptedByTests(tests, leaf.typed, world) : acceptedUnknown(leaf, cover.unknown, reason, world)
        values[index] = Math.max(values[index] ?? UNKNOWN, accepted)
      }
    }
  }
  return values
}

/** A cover's tests take the place of the leaf; evidence rules they do not state are the leaf's own. */
function acceptedByTests(tests: readonly TypedLeaf[], leaf: TypedLeaf, world: LeafWorld): Kleene {
  const results = tests.map((test) => guarded(() => evaluateLeaf({ ...test, rules: inheritedRules(test, leaf) }, world)))
  return valueOfResult(foldResults(results, results.length))
}

function inheritedRules(test: TypedLeaf, leaf: TypedLeaf): EvidenceRules[] {
  const stated = test.leaf.rules
  const inherited = leaf.rules.map(
    (rule) => Object.fromEntries(Object.entries(rule).filter(([key]) => !Object.hasOwn(stated, key))) as EvidenceRules,
  )
  return [stated, ...inherited]
}

/** An accepted unknown: a missing value is accepted as it is, any other reason is left out and the value must still pass. */
function acceptedUnknown(
  { typed, negated }: { readonly typed: TypedLeaf; readonly negated: boolean },
  accepted: string,
  reason: string,
  world: LeafWorld,
): Kleene {
  if (reason !== accepted) return 0
  if (accepted === 'missing' || accepted === 'placeholder') {
    // It is the fact that may be missing: not the launch date, the fact it is compared with, or a part of an item.
    return readSlot(world.slots.get(typed.leaf.fact), typed.type, typed.entry).problem === accepted ? MET : UNKNOWN
  }
  return effective(valueOfResult(guarded(() => evaluateLeaf(typed, world, accepted as Reason))), negated)
}

/** A smallest set of waivers that still suffices, the later ones by id dropped first. */
function leastOf(input: WaiveInput, waivers: readonly LinkedWaiver[]): Set<LinkedWaiver> {
  let kept = [...waivers]
  for (const candidate of [...waivers].reverse()) {
    const without = kept.filter((item) => item !== candidate)
    if (without.length > 0 && meets(input, without)) kept = without
  }
  return new Set(kept)
}
