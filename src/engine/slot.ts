import type { Lookup } from '../model/catalog.ts'
import { startOf } from '../model/date.ts'
import type { Evidence, FactSet, Facts, SuppliedFact } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import { isLaunchField, isLaunchPath } from '../model/path.ts'
import type { Vocabulary } from '../model/typing-context.ts'
import { byText } from '../source/order.ts'
import type { Place } from '../source/position.ts'
import type { Clock } from './freshness.ts'
import { isProvided, lookUp, sameNode } from './lookup.ts'
import type { Program } from './program.ts'
import { changedRow, type Row, readLaunch, readRow } from './row.ts'
import type { Slot, Supply } from './supply.ts'

/** The slots of a launch by fact path. */
export interface Slots {
  get(path: string): Slot
  /** What a slot supplies, without making the slot where that can be spared; `lookup` is how the catalog derives it, if it does. */
  supply(path: string, lookup: Lookup | undefined): Supply
  /** What the readings of a program find. */
  row(program: Program): Row
}

/** What leaves read while a launch is judged. */
export interface LeafWorld {
  readonly clock: Clock
  readonly slots: Slots
  /** Whether facts are changed in thought, so that some tests may be assumed to pass. */
  readonly whatIf?: boolean
}

/** Slots of which some are changed. */
export function changedSlots(slots: Slots, changes: ReadonlyMap<string, Slot>): Slots {
  return {
    get: (path) => changes.get(path) ?? slots.get(path),
    supply: (path, lookup) => changes.get(path) ?? slots.supply(path, lookup),
    row: (program) => changedRow(program, slots.row(program), changes),
  }
}

const noEvidence: Evidence = {}
const nothing: Supply = { evidence: noEvidence, problem: 'missing' }

/** What a launch file supplies under each path; a list where it does so more than once. */
type Index = ReadonlyMap<string, Supply | readonly SuppliedFact[]>

/** Kept as long as the launch is: launches are judged more than once. */
const indexes = new WeakMap<Launch, Index>()

function indexOf(launch: Launch): Index {
  const known = indexes.get(launch)
  if (known) return known
  const index = new Map<string, Supply | SuppliedFact[]>()
  for (const [name, { node }] of launch.fields) index.set(`launch.${name}`, { node, evidence: noEvidence, declared: true })
  for (const fact of launch.facts.facts) {
    const before = index.get(fact.path)
    if (Array.isArray(before)) before.push(fact)
    // A fact that could not be reached says so in its slot.
    else if (before || fact.unreachable !== undefined) index.set(fact.path, [...((before ?? []) as SuppliedFact[]), fact])
    else index.set(fact.path, fact)
  }
  indexes.set(launch, index)
  return index
}

interface KeptRow {
  readonly program: Program
  readonly row: Row
}

/** The row of each launch as it was read last, kept as long as the launch is. */
const rows = new WeakMap<Launch, KeptRow>()

/** Resolves fact paths of one launch when they are first asked for, once each. */
export class LaunchSlots implements Slots {
  readonly #launch: Launch
  readonly #sets: readonly FactSet[]
  readonly #vocabulary: Vocabulary
  /** What the launch file supplies, where no other file supplies facts. */
  #index: Index | undefined
  #row: KeptRow | undefined
  #resolved: Map<string, Slot> | undefined
  #supplied: Map<string, SuppliedFact[]> | undefined

  /** `facts` are the further parts of this launch. */
  constructor(launch: Launch, facts: readonly Facts[], vocabulary: Vocabulary) {
    this.#launch = launch
    this.#vocabulary = vocabulary
    this.#sets = facts.length === 0 ? [launch.facts] : [launch.facts, ...facts.map((part) => part.facts)]
  }

  get(path: string): Slot {
    this.#resolved ??= new Map()
    const known = this.#resolved.get(path)
    if (known) return known
    const slot = this.#resolve(path)
    this.#resolved.set(path, slot)
    return slot
  }

  supply(path: string, lookup: Lookup | undefined): Supply {
    if (this.#sets.length > 1) return this.get(path)
    const supplied = this.#supplies(path)
    if (lookup) return supplied === undefined ? this.#derivedSupply(lookup) : this.get(path)
    if (supplied === undefined) return nothing
    return Array.isArray(supplied) ? this.get(path) : (supplied as Supply)
  }

  #supplies(path: string): Supply | readonly SuppliedFact[] | undefined {
    this.#index ??= indexOf(this.#launch)
    return this.#index.get(path)
  }

  row(program: Program): Row {
    const isAlone = this.#sets.length === 1
    const kept = isAlone ? rows.get(this.#launch) : this.#row
    if (kept?.program === program) return kept.row
    const supplyOf = (path: string, lookup: Lookup | undefined): Supply => this.supply(path, lookup)
    const row = isAlone ? readLaunch(program, this.#launch, supplyOf) : readRow(program, supplyOf)
    this.#row = { program, row }
    if (isAlone) rows.set(this.#launch, this.#row)
    return row
  }

  #derivedSupply(lookup: Lookup): Supply {
    // A fact that only holds a place open says so in its slot.
    const { node, evidence, declared, problem } = isLaunchPath(lookup.from) ? this.supply(lookup.from, undefined) : this.get(lookup.from)
    const base = { evidence, ...(declared && { declared }) }
    if (problem || !node) return { ...base, problem: problem ?? 'missing' }
    return { ...base, ...lookUp(lookup, node, this.#vocabulary.entries.get(lookup.from)) }
  }

  #resolve(path: string): Slot {
    if (isLaunchPath(path)) return this.#field(path)
    const lookup = this.#vocabulary.entries.get(path)?.lookup
    if (!lookup) return this.#fact(path)
    return this.#derived(path, lookup, this.#suppliedAt(path).length > 0 ? this.#fact(path) : undefined)
  }

  #field(path: string): Slot {
    const name = path.slice('launch.'.length)
    const field = isLaunchField(name) ? this.#launch.fields.get(name) : undefined
    const base = { path, evidence: noEvidence, declared: true }
    if (!field) return { ...base, problem: 'missing', place: this.#launch.place, nearest: true }
    return { ...base, node: field.node, place: field.place, nearest: false }
  }

  #fact(path: string): Slot {
    const plain = this.#sets.length === 1 ? this.#supplies(path) : undefined
    if (plain !== undefined && !Array.isArray(plain)) {
      const { node, evidence, place, nearest = false } = plain as SuppliedFact
      if (isProvided(node, this.#vocabulary.entries.get(path))) return { path, place, nearest, declared: false, node, evidence }
    }
    const all = this.#suppliedAt(path)
    const provided = all.filter((fact) => fact.unreachable !== undefined || isProvided(fact.node, this.#vocabulary.entries.get(path)))
    const [first] = provided
    if (!first) return this.#absent(path, all)
    const base = { path, place: first.place, nearest: false, declared: false, evidence: noEvidence }
    if (
      provided.some((fact) => fact.unreachable === undefined && !sameNode(fact.node, first.node)) ||
      (first.unreachable === undefined) !== provided.every((fact) => fact.unreachable === undefined)
    ) {
      const places = provided.map((fact) => fact.place).sort(byPlace)
      return { ...base, place: places[0] ?? first.place, problem: 'conflict', conflict: places }
    }
    if (first.unreachable !== undefined) return { ...base, problem: 'unreachable' }
    const freshest = [...provided].sort(byFreshness)[0] ?? first
    return { ...base, place: freshest.place, nearest: freshest.nearest ?? false, node: freshest.node, evidence: freshest.evidence }
  }

  #suppliedAt(path: string): readonly SuppliedFact[] {
    if (this.#sets.length === 1 && !this.#supplies(path)) return []
    if (!this.#supplied) {
      this.#supplied = new Map()
      for (const { facts } of this.#sets) {
        for (const fact of facts) {
          const list = this.#supplied.get(fact.path)
          if (list) list.push(fact)
          else this.#supplied.set(fact.path, [fact])
        }
      }
    }
    return this.#supplied.get(path) ?? []
  }

  /** A fact that is null or a placeholder is shown where it stands; one that is absent, at its nearest parent. */
  #absent(path: string, all: readonly SuppliedFact[]): Slot {
    const base = { path, declared: false }
    const [first] = [...all].sort((a, b) => byPlace(a.place, b.place))
    if (first) {
      const isNull = first.node.kind === 'scalar' && first.node.value === null
      return {
        ...base,
        problem: isNull ? 'missing' : 'placeholder',
        node: first.node,
        evidence: first.evidence,
        place: first.place,
        nearest: first.nearest ?? false,
      }
    }
    return { ...base, problem: 'missing', evidence: noEvidence, place: this.#nearestPlace(path), nearest: true }
  }

  #nearestPlace(path: string): Place {
    const parts = path.split('.')
    for (let length = parts.length; length >= 0; length--) {
      const parent = parts.slice(0, length).join('.')
      for (const { groups } of this.#sets) {
        const place = groups.get(parent)
        if (place) return place
      }
    }
    return this.#launch.place
  }

  #derived(path: string, lookup: Lookup, own: Slot | undefined): Slot {
    const source = isLaunchPath(lookup.from) ? this.#field(lookup.from) : this.#fact(lookup.from)
    const base = { path, evidence: source.evidence, declared: source.declared, place: source.place, nearest: source.nearest }
    const derived: Slot =
      source.problem || !source.node
        ? { ...base, problem: source.problem ?? 'missing' }
        : { ...base, ...lookUp(lookup, source.node, this.#vocabulary.entries.get(lookup.from)) }
    if (own === undefined || own.problem === 'missing' || own.problem === 'placeholder') return derived
    if (own.problem === undefined && own.node && derived.node && sameNode(own.node, derived.node)) return derived
    return { ...base, problem: 'conflict', place: own.place, nearest: false, conflict: [own.place, source.place] }
  }
}

/** The latest evidence first; undated last; then by place, so that the order of files never matters. */
function byFreshness(a: SuppliedFact, b: SuppliedFact): number {
  const age = (fact: SuppliedFact): number => (fact.evidence.asOf ? -startOf(fact.evidence.asOf) : Number.POSITIVE_INFINITY)
  return (age(a) === age(b) ? 0 : age(a) - age(b)) || byPlace(a.place, b.place)
}

function byPlace(a: SuppliedFact['place'] | Place, b: Place): number {
  return byText(a.file, b.file) || a.line - b.line || a.column - b.column
}
