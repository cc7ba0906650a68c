import { prepare } from '../engine/judge.ts'
import { type Kleene, MET, UNKNOWN, UNMET } from '../engine/reason.ts'
import type { FactCatalog } from '../model/catalog.ts'
import type { Commitment, Requirement } from '../model/commitment.ts'
import { emptyConfig } from '../model/config.ts'
import type { Launch } from '../model/launch.ts'
import { isLaunchField, isLaunchPath } from '../model/path.ts'
import type { TypedLeaf } from '../model/typed.ts'
import { hasErrors } from '../source/diagnostic.ts'
import type { SourceNode } from '../source/node.ts'
import { keyOf, leafData } from './definition.ts'
import { evidenceWays } from './evidence-regions.ts'
import { isRelative, trialLaunchDay, trialNow, valuesOfRegions } from './value-regions.ts'

/** A leaf of one side, with the catalog that side reads facts by. */
export interface SidedLeaf {
  readonly leaf: TypedLeaf
  readonly catalogs: readonly FactCatalog[]
}

/** Every way in which the leaves of one fact can come out together. */
export interface FactRows {
  readonly leaves: readonly TypedLeaf[]
  /** In each row a result for each leaf. There may be rows that no evidence can bring about where `exact` is false; none is missing. */
  readonly rows: readonly (readonly Kleene[])[]
  readonly exact: boolean
}

const decidable: readonly Kleene[] = [UNMET, UNKNOWN, MET]

/** So many tests of one fact that are not understood would give too many rows. */
const maxOpaque = 6

/** The rows of one fact, by judging its leaves for one value of each region; undefined where there would be too many. */
export function rowsOf(fact: string, sided: readonly SidedLeaf[]): FactRows | undefined {
  const leaves = sided.map(({ leaf }) => leaf)
  const keys = leaves.map(valueKey)
  const classes = [...new Set(keys)]
  const firsts = classes.map((key) => sided[keys.indexOf(key)] as SidedLeaf)
  const values = valuesOfRegions(firsts.map(({ leaf }) => leaf))
  const judged = values && judgedRows(fact, firsts, values)
  if (!judged && classes.length > maxOpaque) return undefined
  const valueRows = judged ? [classes.map((): Kleene => UNKNOWN), ...judged] : freeRows(classes.length)
  const ways = isLaunchPath(fact) ? [leaves.map(() => true)] : evidenceWays(leaves)
  const rows = new Map<string, Kleene[]>()
  for (const results of valueRows)
    for (const way of ways) {
      const row = keys.map((key, index): Kleene => (way[index] ? (results[classes.indexOf(key)] ?? UNKNOWN) : UNKNOWN))
      rows.set(row.join(''), row)
    }
  return { leaves, rows: [...rows.values()], exact: judged !== undefined && !leaves.some((leaf) => isRelative(leaf) || leaf.entry?.lookup) }
}

/** What makes two leaves come out alike for every value: the comparison as read, and what the catalog says of the fact. */
function valueKey({ leaf, type, entry }: TypedLeaf): string {
  const { evidence: _, ...comparison } = leafData(leaf) as Readonly<Record<string, never>>
  const bounds = entry && { range: entry.range ?? null, choices: entry.choices ?? null, lookup: entry.lookup?.from ?? null }
  return keyOf({ comparison, type, bounds: JSON.parse(JSON.stringify(bounds ?? null)) as null })
}

/** Any results at all. */
function freeRows(count: number): Kleene[][] {
  let rows: Kleene[][] = [[]]
  for (let i = 0; i < count; i++) rows = rows.flatMap((row) => decidable.map((value) => [...row, value]))
  return rows
}

/** The results for each value; undefined where a leaf cannot be judged on its own, so that nothing is known of it. */
function judgedRows(fact: string, firsts: readonly SidedLeaf[], values: readonly SourceNode[]): Kleene[][] | undefined {
  const judges = firsts.map(({ leaf, catalogs }) =>
    prepare({ commitments: [commitmentOf(leaf)], catalog: onlyValues(leaf, catalogs), now: trialNow, config: emptyConfig }),
  )
  if (judges.some(({ diagnostics }) => hasErrors(diagnostics))) return undefined
  return values.map((node) =>
    judges.map((judge, index): Kleene => {
      const leaf = firsts[index]?.leaf
      const outcome = leaf && judge.open(launchWith(leaf, fact, node)).judged?.judgement.requirements[0]?.outcome
      return outcome === 'met' ? MET : outcome === 'unmet' ? UNMET : UNKNOWN
    }),
  )
}

/** A commitment that asks one comparison and nothing of its evidence. */
function commitmentOf({ leaf }: TypedLeaf): Commitment {
  const { place, range } = leaf
  const requirement: Requirement = {
    kind: 'requirement',
    id: 'trial/leaf',
    localId: 'leaf',
    title: '',
    owner: '',
    enforcement: 'blocking',
    waivers: 'never',
    evidence: {},
    // Alone under `any`, a test that nothing can meet is no mistake: elsewhere in its condition it may be none.
    require: { kind: 'any', of: [{ ...leaf, rules: {} }] },
    forbid: [],
    place,
    idRange: range,
  }
  return {
    kind: 'Commitment',
    id: 'trial',
    title: '',
    owner: '',
    outOfScope: 'hold',
    entries: [requirement],
    document: noDocument(place.file),
    place,
  }
}

/** Evidence is looked at apart, and other facts are not looked at. A type that comes from elsewhere than a catalog is kept. */
function onlyValues({ leaf: { fact, place, factRange }, type, entry }: TypedLeaf, catalogs: readonly FactCatalog[]): FactCatalog[] {
  const [catalog] = catalogs
  const known = type === 'any' || type === 'sized' ? undefined : type
  if (isLaunchPath(fact) || (!entry && !known)) return []
  // A trial gives the value itself, whatever it would be derived from.
  const { lookup: _, ...own } = entry ?? { path: fact, type: known ?? 'text', place, keyRange: factRange, rules: {} }
  return [{ kind: 'FactCatalog', facts: [{ ...own, rules: {} }], document: catalog?.document ?? noDocument(place.file), place }]
}

function launchWith({ leaf: { place } }: TypedLeaf, fact: string, node: SourceNode): Launch {
  const name = isLaunchPath(fact) ? fact.slice('launch.'.length) : ''
  return {
    kind: 'Launch',
    id: 'trial',
    title: '',
    owner: '',
    date: { precision: 'day', day: trialLaunchDay },
    fields: isLaunchField(name) ? new Map([[name, { node, place }]]) : new Map(),
    facts: { facts: isLaunchPath(fact) ? [] : [{ path: fact, node, evidence: {}, place }], groups: new Map() },
    document: noDocument(place.file),
    place,
  }
}

function noDocument(file: string): Launch['document'] {
  const at = { line: 1, column: 1 }
  const lines = { position: () => at, range: () => ({ start: at, end: at }) } as unknown as Launch['document']['lines']
  return { file, index: 0, text: '', lines, root: { kind: 'mapping', entries: [], start: 0, end: 0 } }
}
