import type { Lookup } from '../model/catalog.ts'
import type { LeafType, TypedLeaf } from '../model/typed.ts'
import type { Fold, PlannedLeaf } from './fold.ts'
import { type Asked, askedOf } from './freshness.ts'
import { type PointTest, pointTestOf, type Scale, TextNumbers } from './number-line.ts'
import type { Read } from './read.ts'
import { demandName, readingName } from './test-identity.ts'

/**
 * The leaves and folds of a plan as rows of numbers: each distinct reading once, each distinct test over it once,
 * and each distinct fold once, those without parts that are folds first. Values of leaves come first, then of folds.
 */
export interface Program {
  readonly readings: readonly Reading[]
  readonly texts: TextNumbers
  /** Tests in the order of their results: intervals, intervals that count from the launch day, sets of points, and the others. */
  readonly intervals: Intervals
  readonly relative: Intervals
  readonly among: readonly Among[]
  readonly open: readonly OpenTest[]
  readonly testCount: number
  /** What names each test in whatever plan it stands, for work that is kept from one plan to another. */
  readonly testNames: readonly string[]
  /** For each leaf its test, and 2 where it is negated, else 0. */
  readonly leafTests: Int32Array
  readonly leafFlips: Uint8Array
  readonly folds: Folds
  readonly workspace: Workspace
}

/** What one run writes. Runs are synchronous, so those of one program never overlap. */
export interface Workspace {
  /** Of each reading: 0, or the result of every test over it, because there is no value to test. */
  readonly states: Uint8Array
  /** Of each reading the point of its value; NaN where it has none on its scale. */
  readonly points: Float64Array
  /** Of each reading that is kept, what was read. */
  readonly reads: (Omit<Read, 'slot'> | undefined)[]
  /** Of each test its result. */
  readonly results: Uint8Array
}

/** A fact read as one type under the same rules of evidence. */
export interface Reading {
  readonly path: string
  readonly type: LeafType
  readonly leaf: TypedLeaf
  readonly scale?: Scale
  /** How the catalog derives the fact, where it does. */
  readonly lookup?: Lookup
  readonly asked: Asked
  /** Whether some test looks at the value itself, not only at its point. */
  readonly kept: boolean
}

/** Interval tests as columns; `outside` is 2 where the value must lie outside, else 0. */
export interface Intervals {
  readonly count: number
  readonly readings: Int32Array
  readonly lows: Float64Array
  readonly highs: Float64Array
  readonly outside: Uint8Array
}

export interface Among {
  readonly reading: number
  readonly points: readonly number[]
  readonly inside: boolean
}

export interface OpenTest {
  readonly reading: number
  readonly leaf: TypedLeaf
}

/** Fold `i` has the parts `parts[starts[i]]` up to `parts[starts[i + 1]]`, of which `needs[i]` must be met. */
export interface Folds {
  readonly needs: Int32Array
  readonly starts: Int32Array
  readonly parts: Int32Array
}

interface FoundTest {
  readonly name: string
  readonly reading: number
  readonly leaf: TypedLeaf
  readonly point?: PointTest
}

interface Draft {
  readonly texts: TextNumbers
  readonly readings: Map<string, { -readonly [key in keyof Reading]: Reading[key] } & { readonly index: number }>
  readonly tests: Map<string, FoundTest>
}

/** Lays out leaves as tests and folds as rows; `foldOf` then says where the value of a fold stands. */
export function programOf(leaves: readonly PlannedLeaf[], folds: readonly Fold[]): { program: Program; foldOf: (fold: Fold) => number } {
  const draft: Draft = { texts: new TextNumbers(), readings: new Map(), tests: new Map() }
  const testOfLeaf = leaves.map((leaf) => findTest(draft, leaf))
  const tests = [...draft.tests.values()]
  const intervals = tests.filter(({ point }) => point?.kind === 'interval' && !point.relative)
  const relative = tests.filter(({ point }) => point?.kind === 'interval' && point.relative)
  const among = tests.filter(({ point }) => point?.kind === 'among')
  const open = tests.filter(({ point }) => point === undefined)
  const ordered = [...intervals, ...relative, ...among, ...open]
  const position = new Map(ordered.map((test, index) => [test, index]))
  const laid = layFolds(folds, leaves.length)
  return {
    program: {
      readings: [...draft.readings.values()],
      texts: draft.texts,
      intervals: intervalsOf(intervals),
      relative: intervalsOf(relative),
      among: among.flatMap(({ reading, point }) =>
        point?.kind === 'among' ? [{ reading, points: point.points, inside: point.inside }] : [],
      ),
      open: open.map(({ reading, leaf }) => ({ reading, leaf })),
      testCount: ordered.length,
      testNames: ordered.map(({ name }) => name),
      leafTests: Int32Array.from(testOfLeaf, (test) => position.get(test) ?? 0),
      leafFlips: Uint8Array.from(leaves, ({ negated }) => (negated ? 2 : 0)),
      folds: laid.folds,
      workspace: {
        states: new Uint8Array(draft.readings.size),
        points: new Float64Array(draft.readings.size),
        reads: new Array(draft.readings.size).fill(undefined),
        results: new Uint8Array(ordered.length),
      },
    },
    foldOf: (fold) => ('leaf' in fold ? fold.leaf : (laid.places.get(fold) ?? 0)),
  }
}

function findTest(draft: Draft, { typed, negated }: PlannedLeaf): FoundTest {
  const found = pointTestOf(typed, draft.texts)
  const readName = readingName(typed) + (found?.scale.kind === 'money' ? found.scale.currency : '')
  // What-if work may take patterns and conditions over items to come out as their leaf needs, so those keep to one sign.
  const sign = typed.operand.kind === 'pattern' || typed.operand.kind === 'condition' ? negated : false
  const name = `${readName} ${demandName(typed)}${sign ? ' negated' : ''}`
  const known = draft.tests.get(name)
  if (known) return known
  const reading = findReading(draft, readName, typed, found?.scale)
  const test: FoundTest = { name, reading, leaf: typed, ...(found && { point: found.test }) }
  draft.tests.set(name, test)
  return test
}

function findReading({ readings }: Draft, name: string, leaf: TypedLeaf, scale: Scale | undefined): number {
  const known = readings.get(name)
  if (!known) {
    const index = readings.size
    readings.set(name, {
      index,
      path: leaf.leaf.fact,
      type: leaf.type,
      leaf,
      ...(scale && { scale }),
      ...(leaf.entry?.lookup && { lookup: leaf.entry.lookup }),
      asked: askedOf(leaf.rules),
      kept: scale === undefined,
    })
    return index
  }
  if (scale) known.scale ??= scale
  else known.kept = true
  return known.index
}

function intervalsOf(tests: readonly FoundTest[]): Intervals {
  const ends = tests.flatMap(({ point }) => (point?.kind === 'interval' ? [point] : []))
  return {
    count: tests.length,
    readings: Int32Array.from(tests, ({ reading }) => reading),
    lows: Float64Array.from(ends, ({ low }) => low),
    highs: Float64Array.from(ends, ({ high }) => high),
    outside: Uint8Array.from(ends, ({ inside }) => (inside ? 0 : 2)),
  }
}

function layFolds(folds: readonly Fold[], leafCount: number): { folds: Folds; places: ReadonlyMap<Fold, number> } {
  const places = new Map<Fold, number>()
  const known = new Map<string, number>()
  const needs: number[] = []
  const starts: number[] = [0]
  const parts: number[] = []
  const lay = (fold: Fold): number => {
    if ('leaf' in fold) return fold.leaf
    const of = fold.of.map(lay)
    const [only] = of
    const name = `${fold.need} ${of.join(' ')}`
    let place = fold.need === 1 && of.length === 1 ? only : known.get(name)
    if (place === undefined) {
      place = leafCount + needs.length
      needs.push(fold.need)
      parts.push(...of)
      starts.push(parts.length)
    }
    known.set(name, place)
    places.set(fold, place)
    return place
  }
  for (const fold of folds) lay(fold)
  return { folds: { needs: Int32Array.from(needs), starts: Int32Array.from(starts), parts: Int32Array.from(parts) }, places }
}
