import type { Launch } from '../../src/model/launch.ts'
import type { Workload } from '../workload.ts'
import type { Comparison, LeafSpec } from '../workload-facts.ts'
import { type ClosureSlots, launchSlots, slotsOfPlain, type Value } from './closure-slots.ts'
import { type Answer, type Contender, contender } from './contender.ts'
import { type Demand, type DemandLeaf, demandOf } from './demand.ts'
import { plainFacts } from './plain-facts.ts'

// What an expert would write by hand for this one commitment language: facts resolved once a launch, a closure for every
// leaf and fold, Kleene's three values as numbers so that `all` is the least and `any` the greatest.
const UNMET = 0
const UNKNOWN = 1
const MET = 2
const answers: readonly Answer[] = ['unmet', 'unknown', 'met']
const reasons = ['met', 'shortfall', 'missing', 'stale', 'small-sample', 'wrong-type'] as const
/** A leaf's value in the two low bits, the index of its reason above them. */
type Leaf = (slots: ClosureSlots) => number
type Fold = (results: Uint8Array) => number

interface Judged {
  readonly slots: ClosureSlots
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

export interface Closures {
  /** Results and reasons in a row of numbers with the facts they are of, as our `open` has them; facts read beforehand. */
  readonly codes: Contender
  /** The same, findings as objects. */
  readonly objects: Contender
  /** As codes, from the parsed launch: the one contender that starts where we do. */
  readonly fromLaunch: Contender
}

export function closures(workload: Workload, launches: readonly Launch[]): Closures {
  const plain = plainFacts(workload)
  const { judge, planned } = compile(workload)
  const slotsOf = launchSlots(workload.facts)
  const run = (index: number): Judged => judge(slotsOfPlain(workload.facts, plain[index] ?? {}))
  const read = ({ outcomes }: Judged): Answer[] => [...outcomes].map((outcome) => answers[outcome] ?? 'unknown')
  return {
    codes: contender({ name: 'closures, findings as codes', explains: 'every leaf', values: 3, run, read }),
    objects: contender({
      name: 'closures, findings as objects',
      explains: 'every leaf',
      values: 3,
      run: (index) => explain(planned, run(index)),
      read: (explained) => explained.map(({ outcome }) => outcome),
    }),
    fromLaunch: contender({
      name: 'closures, from the parsed launch',
      explains: 'every leaf',
      values: 3,
      run: (index) => {
        const launch = launches[index]
        if (!launch) throw new Error(`there is no launch ${index}`)
        return judge(slotsOf(launch))
      },
      read,
    }),
  }
}

function compile({ facts, requirements }: Workload): { judge: (slots: ClosureSlots) => Judged; planned: readonly Planned[] } {
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
  const judge = (resolved: ClosureSlots): Judged => {
    const results = new Uint8Array(leaves.length)
    for (let index = 0; index < leaves.length; index++) results[index] = leaves[index]?.(resolved) ?? UNKNOWN
    const outcomes = new Uint8Array(planned.length)
    for (let index = 0; index < planned.length; index++) outcomes[index] = planned[index]?.fold(results) ?? UNKNOWN
    return { slots: resolved, results, outcomes }
  }
  return { judge, planned }
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
