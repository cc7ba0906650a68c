import type { CatalogEntry, Lookup } from '../model/catalog.ts'
import { startOf } from '../model/date.ts'
import type { Evidence, FactSet, Facts, SuppliedFact } from '../model/facts.ts'
import { isNotProvided } from '../model/fields.ts'
import type { Launch } from '../model/launch.ts'
import { isLaunchField, isLaunchPath } from '../model/path.ts'
import type { TypedLeaf } from '../model/typed.ts'
import type { Vocabulary } from '../model/typing-context.ts'
import { entryOf, type SourceNode } from '../source/node.ts'
import type { Place } from '../source/position.ts'
import type { Reason, Result } from './reason.ts'

/** What a launch supplies for one fact path, before it is read as any type. */
export interface Slot {
  readonly path: string
  /** Why there is no value to read, decided before types and evidence are looked at. */
  readonly problem?: Reason
  readonly node?: SourceNode
  readonly evidence: Evidence
  /** Where the fact stands, or the nearest parent where it would have stood. */
  readonly place: Place
  readonly nearest: boolean
  /** Every place that supplies the fact, when they disagree. */
  readonly conflict?: readonly Place[]
  /** A launch field is declared, not measured: no evidence is asked of it. */
  readonly declared: boolean
  /** What-if only: tests that a changed value is taken to pass because no value can be made up for them, such as a pattern. */
  readonly assume?: ReadonlyMap<TypedLeaf, Result>
}

const noEvidence: Evidence = {}

/** Resolves fact paths of one launch, once each. */
export class SlotResolver {
  readonly #launch: Launch
  readonly #supplied = new Map<string, SuppliedFact[]>()
  readonly #groups: readonly ReadonlyMap<string, Place>[]
  readonly #vocabulary: Vocabulary

  constructor(launch: Launch, facts: readonly Facts[], vocabulary: Vocabulary) {
    this.#launch = launch
    this.#vocabulary = vocabulary
    const sets: FactSet[] = [launch.facts, ...facts.filter((part) => part.launch === launch.id).map((part) => part.facts)]
    this.#groups = sets.map((set) => set.groups)
    for (const set of sets) {
      for (const fact of set.facts) {
        const list = this.#supplied.get(fact.path)
        if (list) list.push(fact)
        else this.#supplied.set(fact.path, [fact])
      }
    }
  }

  resolve(path: string): Slot {
    if (isLaunchPath(path)) return this.#field(path)
    const own = this.#fact(path)
    const lookup = this.#vocabulary.entries.get(path)?.lookup
    return lookup ? this.#derived(path, lookup, own) : own
  }

  #field(path: string): Slot {
    const name = path.slice('launch.'.length)
    const field = isLaunchField(name) ? this.#launch.fields.get(name) : undefined
    const base = { path, evidence: noEvidence, declared: true }
    if (!field) return { ...base, problem: 'missing', place: this.#launch.place, nearest: true }
    return { ...base, node: field.node, place: field.place, nearest: false }
  }

  #fact(path: string): Slot {
    const all = this.#supplied.get(path) ?? []
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
      for (const groups of this.#groups) {
        const place = groups.get(parent)
        if (place) return place
      }
    }
    return this.#launch.place
  }

  #derived(path: string, lookup: Lookup, own: Slot): Slot {
    const source = isLaunchPath(lookup.from) ? this.#field(lookup.from) : this.#fact(lookup.from)
    const base = { path, evidence: source.evidence, declared: source.declared, place: source.place, nearest: source.nearest }
    const derived: Slot =
      source.problem || !source.node
        ? { ...base, problem: source.problem ?? 'missing' }
        : { ...base, ...lookUp(lookup, source.node, this.#vocabulary.entries.get(lookup.from)) }
    if (own.problem === 'missing' || own.problem === 'placeholder') return derived
    if (own.problem === undefined && own.node && derived.node && sameNode(own.node, derived.node)) return derived
    return { ...base, problem: 'conflict', place: own.place, nearest: false, conflict: [own.place, source.place] }
  }
}

/** Whether a value is provided; a placeholder that the catalog lists among the choices is a value. */
function isProvided(node: SourceNode, entry: CatalogEntry | undefined): boolean {
  return !isNotProvided(node) || (node.kind === 'scalar' && node.value !== null && (entry?.choices?.includes(node.text) ?? false))
}

/** The table's values for a scalar, or for every item of a list, joined without repeats; what is not listed is missing. */
function lookUp(lookup: Lookup, source: SourceNode, entry: CatalogEntry | undefined): { node: SourceNode } | { problem: Reason } {
  if (source.kind === 'mapping') return { problem: 'wrong-type' }
  const keys = source.kind === 'list' ? source.items : [source]
  const rows: SourceNode[] = []
  for (const key of keys) {
    const row = key.kind === 'scalar' && isProvided(key, entry) ? lookup.table.get(key.text) : undefined
    if (!row || isNotProvided(row)) return { problem: 'missing' }
    rows.push(row)
  }
  const [only] = rows
  if (source.kind === 'scalar') return only ? { node: only } : { problem: 'missing' }
  const items: SourceNode[] = []
  for (const item of rows.flatMap((row) => (row.kind === 'list' ? row.items : [row]))) {
    if (!items.some((other) => sameNode(other, item))) items.push(item)
  }
  return { node: { kind: 'list', items, start: source.start, end: source.end } }
}

/** Whether two nodes hold the same data; spelling and order of keys do not matter. */
export function sameNode(a: SourceNode, b: SourceNode): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && Object.is(a.value, b.value)
  if (a.kind === 'list')
    return (
      b.kind === 'list' &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => b.items[index] !== undefined && sameNode(item, b.items[index]))
    )
  if (b.kind !== 'mapping' || a.entries.length !== b.entries.length) return false
  return a.entries.every((entry) => {
    const other = entryOf(b, entry.key)
    return other !== undefined && sameNode(entry.value, other.value)
  })
}

/** The latest evidence first; undated last; then by place, so that the order of files never matters. */
function byFreshness(a: SuppliedFact, b: SuppliedFact): number {
  const age = (fact: SuppliedFact): number => (fact.evidence.asOf ? -startOf(fact.evidence.asOf) : Number.POSITIVE_INFINITY)
  return (age(a) === age(b) ? 0 : age(a) - age(b)) || byPlace(a.place, b.place)
}

function byPlace(a: SuppliedFact['place'] | Place, b: Place): number {
  return (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column
}
