import { isLaunchField, isLaunchPath, type LaunchFieldName } from '../model/path.ts'
import type { TypedLeaf } from '../model/typed.ts'
import type { Fold, PlannedLeaf } from './fold.ts'
import { type Folds, layFolds } from './fold-rows.ts'
import { type Asked, askedOf } from './freshness.ts'
import { type PointTest, pointTestOf, type Scale, TextNumbers } from './number-line.ts'
import { askName, demandName, readingName } from './test-identity.ts'

/**
 * The leaves and folds of a plan as rows of numbers: each fact read once a type, each distinct test over it run once, each
 * distinct fold counted once. Values of leaves come first, then those of folds.
 */
export interface Program {
  readonly readings: readonly Reading[]
  /** The readings of a fact, for when it alone changes. */
  readonly readingsOf: ReadonlyMap<string, readonly number[]>
  /** Where readings find their facts: in fields of the launch, in its facts, or by asking more closely. */
  readonly sources: Sources
  readonly asks: readonly Ask[]
  readonly texts: TextNumbers
  /** Tests in the order of their results: intervals, intervals that count from the launch day, sets of points, lists of texts, and the others. */
  readonly intervals: Intervals
  readonly relative: Intervals
  readonly among: readonly Among[]
  readonly items: readonly ItemsTest[]
  readonly open: readonly OpenTest[]
  /** The name of each test, and a leaf it is of. */
  readonly testNames: readonly string[]
  readonly testLeaves: readonly TypedLeaf[]
  /** For each leaf its test, and 2 where it is negated, else 0. */
  readonly leafTests: Int32Array
  readonly leafFlips: Uint8Array
  readonly folds: Folds
  /** What a run writes on its way: the state of each ask, the result of each test. Runs are synchronous and never overlap. */
  readonly states: Uint8Array
  readonly results: Uint8Array
}

export interface Sources {
  readonly direct: ReadonlyMap<LaunchFieldName, readonly number[]>
  readonly byFact: ReadonlyMap<string, readonly number[]>
  /** Readings of facts that the catalog derives. */
  readonly others: readonly number[]
}

/** A fact read as one type. */
export interface Reading {
  /** Names it in whatever plan it stands, as those of asks and tests do: work is kept from one plan to another. */
  readonly name: string
  readonly leaf: TypedLeaf
  readonly scale?: Scale
  /** Whether some test looks at the value itself, not only at its point. */
  readonly kept: boolean
}

/** What is asked of the evidence of a reading. */
export interface Ask {
  readonly name: string
  readonly reading: number
  readonly asked: Asked
}

/** Interval tests as columns; `outside` is 2 where the value must lie outside, else 0. */
export interface Intervals {
  readonly count: number
  readonly readings: Int32Array
  readonly asks: Int32Array
  readonly lows: Float64Array
  readonly highs: Float64Array
  readonly outside: Uint8Array
}

export interface Among {
  readonly reading: number
  readonly ask: number
  readonly points: readonly number[]
  readonly inside: boolean
}

export interface ItemsTest extends OpenTest {
  readonly points: readonly number[]
  readonly need: number
  readonly inside: boolean
}

export interface OpenTest {
  readonly reading: number
  readonly ask: number
  readonly leaf: TypedLeaf
}

interface FoundTest extends OpenTest {
  readonly name: string
  readonly point?: PointTest
}

/** Things found so far by name, each with its index. */
interface Found<T> {
  readonly indexes: Map<string, number>
  readonly items: T[]
}

interface Draft {
  readonly texts: TextNumbers
  readonly readings: Found<{ name: string; leaf: TypedLeaf; scale?: Scale; kept: boolean }>
  readonly asks: Found<Ask>
  readonly tests: Found<FoundTest>
}

/**
 * Lays out leaves as tests and folds as rows; `foldAt` then says where the value of a fold stands. With the `texts` of another program
 * what was read by that one can be tested by this one.
 */
export function programOf(
  leaves: readonly PlannedLeaf[],
  folds: readonly Fold[],
  texts = new TextNumbers(),
): { program: Program; foldAt: (fold: Fold) => number } {
  const draft: Draft = { texts, readings: nothingFound(), asks: nothingFound(), tests: nothingFound() }
  const testOfLeaf = leaves.map((leaf) => findTest(draft, leaf))
  const tests = draft.tests.items
  const intervals = tests.filter(({ point }) => point?.kind === 'interval' && !point.relative)
  const relative = tests.filter(({ point }) => point?.kind === 'interval' && point.relative)
  const among = tests.filter(({ point }) => point?.kind === 'among')
  const items = tests.filter(({ point }) => point?.kind === 'items')
  const open = tests.filter(({ point }) => point === undefined)
  const ordered = [...intervals, ...relative, ...among, ...items, ...open]
  const position = new Map(ordered.map((test, index) => [test, index]))
  const { rows, foldAt } = layFolds(folds, leaves.length)
  const program: Program = {
    readings: draft.readings.items,
    readingsOf: readingsByFact(draft.readings.items),
    sources: sourcesOf(draft.readings.items),
    asks: draft.asks.items,
    texts: draft.texts,
    intervals: intervalsOf(intervals),
    relative: intervalsOf(relative),
    among: among.flatMap(({ reading, ask, point }) =>
      point?.kind === 'among' ? [{ reading, ask, points: point.points, inside: point.inside }] : [],
    ),
    items: items.flatMap((test) => (test.point?.kind === 'items' ? [{ ...test, ...test.point }] : [])),
    open,
    testNames: ordered.map(({ name }) => name),
    testLeaves: ordered.map(({ leaf }) => leaf),
    leafTests: Int32Array.from(testOfLeaf, (test) => position.get(test) ?? 0),
    leafFlips: Uint8Array.from(leaves, ({ negated }) => (negated ? 2 : 0)),
    folds: rows,
    states: new Uint8Array(draft.asks.items.length),
    results: new Uint8Array(ordered.length),
  }
  return { program, foldAt }
}

function findTest({ texts, readings, asks, tests }: Draft, { typed, negated }: PlannedLeaf): FoundTest {
  const found = pointTestOf(typed, texts)
  const read = readingName(typed) + (found?.scale.kind === 'money' ? found.scale.currency : '')
  const asked = `${read} ${askName(typed)}`
  // What-if work may take patterns and conditions over items to come out as their leaf needs, so those keep to one sign.
  const sign = (typed.operand.kind === 'pattern' || typed.operand.kind === 'condition') && negated ? ' negated' : ''
  const name = `${asked} ${demandName(typed)}${sign}`
  const reading = find(readings, read, () => ({ name: read, leaf: typed, kept: false }))
  const known = readings.items[reading]
  if (known && found) known.scale ??= found.scale
  if (known && (!found || typed.type === 'list')) known.kept = true
  const ask = find(asks, asked, () => ({ name: asked, reading, asked: askedOf(typed.rules) }))
  const test = find(tests, name, () => ({ name, reading, ask, leaf: typed, ...(found && { point: found.test }) }))
  return tests.items[test] as FoundTest
}

function nothingFound<T>(): Found<T> {
  return { indexes: new Map(), items: [] }
}

function find<T>({ indexes, items }: Found<T>, name: string, make: () => T): number {
  const known = indexes.get(name)
  if (known !== undefined) return known
  indexes.set(name, items.length)
  return items.push(make()) - 1
}

function readingsByFact(readings: readonly Reading[]): Map<string, number[]> {
  const byFact = new Map<string, number[]>()
  readings.forEach(({ leaf }, index) => {
    const list = byFact.get(leaf.leaf.fact)
    if (list) list.push(index)
    else byFact.set(leaf.leaf.fact, [index])
  })
  return byFact
}

function sourcesOf(readings: readonly Reading[]): Sources {
  const direct = new Map<LaunchFieldName, readonly number[]>()
  const byFact = new Map<string, readonly number[]>()
  const others: number[] = []
  for (const [path, of] of readingsByFact(readings)) {
    const field = path.slice('launch.'.length)
    if (readings[of[0] ?? 0]?.leaf.entry?.lookup) others.push(...of)
    else if (!isLaunchPath(path)) byFact.set(path, of)
    else if (isLaunchField(field)) direct.set(field, of)
  }
  return { direct, byFact, others }
}

function intervalsOf(tests: readonly FoundTest[]): Intervals {
  const ends = tests.flatMap(({ point }) => (point?.kind === 'interval' ? [point] : []))
  return {
    count: tests.length,
    readings: Int32Array.from(tests, ({ reading }) => reading),
    asks: Int32Array.from(tests, ({ ask }) => ask),
    lows: Float64Array.from(ends, ({ low }) => low),
    highs: Float64Array.from(ends, ({ high }) => high),
    outside: Uint8Array.from(ends, ({ inside }) => (inside ? 0 : 2)),
  }
}
