import type { Workload } from '../workload.ts'
import type { Comparison, LeafSpec } from '../workload-facts.ts'
import { type Answer, type Contender, contender } from './contender.ts'
import { type Demand, type DemandLeaf, demandOf } from './demand.ts'
import { type Measured, type PlainFacts, plainFacts } from './plain-facts.ts'

// What an expert would write by hand for this one commitment language: facts resolved once a launch, a closure for every
// leaf and fold, Kleene's three values as numbers so that `all` is the least and `any` the greatest.
const UNMET = 0
const UNKNOWN = 1
const MET = 2
const answers: readonly Answer[] = ['unmet', 'unknown', 'met']
const reasons = ['met', 'shortfall', 'missing', 'stale', 'small-sample', 'wrong-type'] as const
type Value = Measured['value']
type Values = readonly (Value | undefined)[]

/** Facts of one launch, by slot. */
interface Slots {
  readonly values: Values
  readonly days: readonly number[]
  readonly samples: readonly number[]
}

/** A leaf's value in the two low bits, the index of its reason above them. */
type Leaf = (slots: Slots) => number
type Fold = (results: Uint8Array) => number

interface Judged {
  readonly slots: Slots
  readonly results: Uint8Array
  readonly outcomes: Uint8Array
}

interface Explained {
  readonly id: string
  readonly outcome: Answer
  readonly findings: readonly {
    readonly fact: string
    readonly operator: Comparison
    readonly expected: LeafSpec['bar']
    readonly actual: Value | undefined
    readonly result: Answer
    readonly reason: (typeof reasons)[number]
    readonly negated: boolean
  }[]
}

interface Planned {
  readonly id: string
  readonly fold: Fold
  readonly leaves: readonly { readonly index: number; readonly slot: number; readonly demand: DemandLeaf }[]
}

/** The closures twice: results and reasons in a row of numbers with the facts they are of, as our `open` gives them; and as objects. */
export function closures(workload: Workload): { readonly codes: Contender; readonly objects: Contender } {
  const facts = plainFacts(workload)
  const { judge, planned } = compile(workload)
  const run = (index: number): Judged => judge(facts[index] ?? {})
  return {
    codes: contender({
      name: 'closures, findings as codes',
      explains: 'every leaf',
      values: 3,
      run,
      read: ({ outcomes }) => [...outcomes].map((outcome) => answers[outcome] ?? 'unknown'),
    }),
    objects: contender({
      name: 'closures, findings as objects',
      explains: 'every leaf',
      values: 3,
      run: (index) => explain(planned, run(index)),
      read: (explained) => explained.map(({ outcome }) => outcome),
    }),
  }
}

function compile({ facts, requirements }: Workload): { judge: (facts: PlainFacts) => Judged; planned: readonly Planned[] } {
  const slots = new Map(facts.map(({ path }, index) => [path, index]))
  const leaves: Leaf[] = []
  const planned = requirements.map((requirement): Planned => {
    const own: { index: number; slot: number; demand: DemandLeaf }[] = []
    const fold = foldOf(demandOf(requirement), (demand) => {
      const slot = slots.get(demand.leaf.fact.path) ?? 0
      const index = leaves.push(leafOf(demand, slot)) - 1
      own.push({ index, slot, demand })
      return index
    })
    return { id: requirement.id, fold, leaves: own }
  })
  const judge = (given: PlainFacts): Judged => {
    const resolved = resolve(facts, given)
    const results = new Uint8Array(leaves.length)
    for (let index = 0; index < leaves.length; index++) results[index] = leaves[index]?.(resolved) ?? UNKNOWN
    const outcomes = new Uint8Array(planned.length)
    for (let index = 0; index < planned.length; index++) outcomes[index] = planned[index]?.fold(results) ?? UNKNOWN
    return { slots: resolved, results, outcomes }
  }
  return { judge, planned }
}

function resolve(facts: Workload['facts'], given: PlainFacts): Slots {
  const values: (Value | undefined)[] = []
  const days: number[] = []
  const samples: number[] = []
  for (const { group, name, evidence } of facts) {
    const found = given[group]?.[name]
    if (evidence && isMeasured(found)) {
      values.push(found.value)
      days.push(found.day)
      samples.push(found.sample)
    } else {
      values.push(isMeasured(found) ? found.value : found)
      days.push(0)
      samples.push(0)
    }
  }
  return { values, days, samples }
}

function isMeasured(found: Value | Measured | undefined): found is Measured {
  return typeof found === 'object' && !Array.isArray(found)
}

const unknown = (reason: (typeof reasons)[number]): number => UNKNOWN | (reasons.indexOf(reason) << 2)
const missing = unknown('missing')
const stale = unknown('stale')
const smallSample = unknown('small-sample')
const wrongType = unknown('wrong-type')
const shortfall = UNMET | (reasons.indexOf('shortfall') << 2)

function leafOf({ leaf: { bar, minDay = 0, minSample = 0 }, comparison }: DemandLeaf, slot: number): Leaf {
  const holds = testOf(comparison, bar)
  return ({ values, days, samples }) => {
    const value = values[slot]
    if (value === undefined) return missing
    if (minDay > 0 && (days[slot] ?? 0) < minDay) return stale
    if (minSample > 0 && (samples[slot] ?? 0) < minSample) return smallSample
    const result = holds(value)
    return result === undefined ? wrongType : result ? MET : shortfall
  }
}

/** A test of a value; undefined when it is of another type. */
function testOf(comparison: Comparison, bar: LeafSpec['bar']): (value: Value) => boolean | undefined {
  const number = Number(bar)
  const [low = 0, high = 0] = Array.isArray(bar) ? bar.map(Number) : []
  const listed = new Set(Array.isArray(bar) ? bar.map(String) : [])
  const wanted = Array.isArray(bar) ? bar.map(String) : [String(bar)]
  switch (comparison) {
    case 'ge':
      return (value) => (typeof value === 'number' ? value >= number : undefined)
    case 'le':
      return (value) => (typeof value === 'number' ? value <= number : undefined)
    case 'gt':
      return (value) => (typeof value === 'number' ? value > number : undefined)
    case 'lt':
      return (value) => (typeof value === 'number' ? value < number : undefined)
    case 'between':
      return (value) => (typeof value === 'number' ? value >= low && value <= high : undefined)
    case 'eq':
      return (value) => (typeof value === typeof bar ? value === bar : undefined)
    case 'ne':
      return (value) => (typeof value === typeof bar ? value !== bar : undefined)
    case 'in':
      return (value) => (typeof value === 'string' ? listed.has(value) : undefined)
    case 'notIn':
      return (value) => (typeof value === 'string' ? !listed.has(value) : undefined)
    case 'includes':
    case 'includesAll':
      return (value) => (Array.isArray(value) ? wanted.every((want) => value.includes(want)) : undefined)
    case 'excludes':
      return (value) => (Array.isArray(value) ? !value.includes(String(bar)) : undefined)
  }
}

function foldOf(demand: Demand, leafAt: (demand: DemandLeaf) => number): Fold {
  if (demand.kind === 'leaf') {
    const index = leafAt(demand)
    return (results) => (results[index] ?? UNKNOWN) & 3
  }
  const parts = demand.of.map((part) => foldOf(part, leafAt))
  const [decisive, neutral] = demand.kind === 'all' ? [UNMET, MET] : [MET, UNMET]
  return (results) => {
    let value = neutral
    for (const part of parts) {
      const own = part(results)
      if (own === decisive) return decisive
      if (own === UNKNOWN) value = UNKNOWN
    }
    return value
  }
}

function explain(planned: readonly Planned[], { slots, results, outcomes }: Judged): Explained[] {
  return planned.map(({ id, leaves }, at) => ({
    id,
    outcome: answers[outcomes[at] ?? UNKNOWN] ?? 'unknown',
    findings: leaves.map(({ index, slot, demand: { leaf, negated } }) => {
      const result = results[index] ?? UNKNOWN
      return {
        fact: leaf.fact.path,
        operator: leaf.comparison,
        expected: leaf.bar,
        actual: slots.values[slot],
        result: answers[result & 3] ?? 'unknown',
        reason: reasons[result >> 2] ?? 'met',
        negated,
      }
    }),
  }))
}
