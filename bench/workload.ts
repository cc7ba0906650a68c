import { type Draws, drawsFrom } from './random.ts'
import { type FactSpec, factSpecs, type Given, givenFor, type LeafSpec, leafOn, today } from './workload-facts.ts'

/** A condition as data, for every contender to be written in its own language. */
export type ConditionSpec =
  | LeafSpec
  | { readonly kind: 'all' | 'any'; readonly of: readonly ConditionSpec[] }
  | { readonly kind: 'not'; readonly of: ConditionSpec }

export interface RequirementSpec {
  readonly id: string
  readonly require?: ConditionSpec
  /** None of these may hold, each on its own. */
  readonly forbid: readonly LeafSpec[]
}

export interface LaunchSpec {
  readonly id: string
  /** By fact path; what is not supplied is not there. */
  readonly given: ReadonlyMap<string, Given>
}

export interface Workload {
  readonly requirements: readonly RequirementSpec[]
  readonly facts: readonly FactSpec[]
  readonly launches: readonly LaunchSpec[]
  /** How many leaves all requirements have together. */
  readonly leafCount: number
}

export interface Size {
  readonly requirements: number
  readonly launches: number
}

/** Where the draws for requirements and for launches start: the first launches are the same however many are made. */
const requirementSeed = 20_261_007
export const launchSeed = 20_261_008

/** The forms that requirements take in turn: twelve of them have 45 leaves. */
type Form = readonly [leaves: number, build: (leaves: readonly LeafSpec[], forbidden: readonly LeafSpec[]) => Omit<RequirementSpec, 'id'>]

const all = (...of: (ConditionSpec | undefined)[]): ConditionSpec => ({ kind: 'all', of: of.filter((part) => part !== undefined) })
const any = (...of: (ConditionSpec | undefined)[]): ConditionSpec => ({ kind: 'any', of: of.filter((part) => part !== undefined) })
const not = (of: ConditionSpec | undefined): ConditionSpec => (of ? { kind: 'not', of } : all())

const forms: readonly Form[] = [
  [3, ([a, b, c]) => ({ require: all(a, b, c), forbid: [] })],
  [4, ([a, b], f) => ({ require: all(a, b), forbid: f.slice(2, 4) })],
  [4, ([a, b, c, d]) => ({ require: all(any(a, b), c, d), forbid: [] })],
  [3, (_, f) => ({ forbid: f.slice(0, 3) })],
  [4, ([a, b, c, d]) => ({ require: any(a, b, c, d), forbid: [] })],
  [5, ([a, b, c, d, e]) => ({ require: all(any(a, b), any(c, d), e), forbid: [] })],
  [3, ([a, b], f) => ({ require: all(a, b), forbid: f.slice(2, 3) })],
  [4, ([a, , c, d], [, b]) => ({ require: all(a, not(b), any(c, d)), forbid: [] })],
  [4, ([a, b, c, d]) => ({ require: all(a, b, c, d), forbid: [] })],
  [3, ([a, b, c]) => ({ require: any(a, all(b, c)), forbid: [] })],
  [4, ([a, b, c], f) => ({ require: all(a, b, c), forbid: f.slice(3, 4) })],
  [4, ([a, b, c, d]) => ({ require: any(all(a, b), all(c, d)), forbid: [] })],
]

/** Makes commitments and launches of a size. About four leaves in five are met; one fact in twelve is missing, too old or of too few. */
export function workloadOf({ requirements: count, launches }: Size): Workload {
  const draws = drawsFrom(requirementSeed)
  const planned = Array.from({ length: count }, (_, index) => forms[index % forms.length]?.[0] ?? 0)
  const leafCount = planned.reduce((sum, leaves) => sum + leaves, 0)
  const facts = factSpecs(draws, Math.min(Math.round(leafCount * 0.8), Math.round(40 + leafCount * 0.3)))
  const requirements = Array.from({ length: count }, (_, index) => requirementOf(draws, facts, index))
  return { requirements, facts, leafCount, launches: [...launchSpecs(facts, launches, launchSeed)] }
}

/** Launches that supply facts, one after the other: ten thousand of them need not be kept to be parsed. */
export function* launchSpecs(facts: readonly FactSpec[], count: number, seed: number): Generator<LaunchSpec> {
  const draws = drawsFrom(seed)
  for (let index = 0; index < count; index++) yield launchOf(draws, facts, index)
}

/** The requirements with the first of them asking for more: the edit of a what-if. */
export function editedRequirements([first, ...others]: readonly RequirementSpec[]): RequirementSpec[] {
  const draws = drawsFrom(1)
  const raised = (condition: ConditionSpec): ConditionSpec => {
    if (condition.kind === 'leaf') return leafOn(draws, { ...condition.fact, bar: condition.fact.bar + 5 }, 'wanted')
    if (condition.kind === 'not') return condition
    return { ...condition, of: condition.of.map(raised) }
  }
  return first ? [{ ...first, ...(first.require && { require: raised(first.require) }) }, ...others] : []
}

function requirementOf(draws: Draws, facts: readonly FactSpec[], index: number): RequirementSpec {
  const [leaves, build] = forms[index % forms.length] ?? forms[0] ?? [0, () => ({ forbid: [] })]
  const start = draws.whole(0, facts.length - 1)
  // Neighbours, so that no requirement reads one fact twice and every fact has its turn.
  const chosen = Array.from({ length: leaves }, (_, at) => facts[(start + at * 7) % facts.length]).filter((fact) => fact !== undefined)
  const wanted = chosen.map((fact) => leafOn(draws, fact, 'wanted'))
  const unwanted = chosen.map((fact) => leafOn(draws, fact, 'unwanted'))
  return { id: `requirement-${index + 1}`, ...build(wanted, unwanted) }
}

function launchOf(draws: Draws, facts: readonly FactSpec[], index: number): LaunchSpec {
  const given = new Map<string, Given>()
  for (const fact of facts) {
    if (draws.chance(0.03)) continue
    given.set(fact.path, {
      ...givenFor(draws, fact, draws.chance(0.93)),
      ...(fact.evidence && { day: today.day - (draws.chance(0.04) ? 45 : draws.whole(0, 20)), sample: draws.chance(0.03) ? 12 : 90 }),
    })
  }
  return { id: `launch-${index + 1}`, given }
}
