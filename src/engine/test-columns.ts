import type { TypedLeaf } from '../model/typed.ts'
import { type Bits, emptyBits, setValue } from './bits.ts'
import { copyEvidence } from './freshness.ts'
import type { Case } from './judgement.ts'
import { TextNumbers } from './number-line.ts'
import { type Ask, type ItemsTest, type Program, programOf } from './program.ts'
import { MET, UNKNOWN, UNMET, valueOfResult } from './reason.ts'
import { emptyRow, type Row, readAll } from './row.ts'
import { itemsResult, runTests, stateOf } from './run.ts'

/** What is kept of a run over many launches, by the names that readings, asks and tests have in whatever plan. */
export interface Kept {
  /** What each launch is judged by; undefined where there is no decision for it. */
  readonly cases: readonly (Case | undefined)[]
  /** What was read of each launch, by the readings of this program. */
  readonly base: Program
  readonly rows: readonly (Row | undefined)[]
  readonly points: ReadonlyMap<string, Float64Array>
  readonly lists: ReadonlyMap<string, ListColumn>
  readonly states: ReadonlyMap<string, Uint8Array>
  readonly tests: ReadonlyMap<string, Bits>
  readonly named: NamedBits
}

/** Values of leaves and folds by numbers; a name says what such a number is of, in whatever plan it stands. */
export interface NamedBits {
  readonly numbers: ReadonlyMap<string, number>
  readonly bits: readonly Bits[]
}

/** The points of the lists of many launches, one list behind the other. */
export class ListColumn {
  readonly #starts: Int32Array
  readonly #ends: Int32Array
  readonly #points: number[] = []

  constructor(count: number) {
    this.#starts = new Int32Array(count).fill(-1)
    this.#ends = new Int32Array(count)
  }

  /** Enters the list of a launch; undefined where one of its items is no text. */
  enter(at: number, list: readonly number[] | undefined): void {
    if (list === undefined) return
    this.#starts[at] = this.#points.length
    for (const point of list) this.#points.push(point)
    this.#ends[at] = this.#points.length
  }

  /** How many of some points are in the list of a launch; undefined where it has none. */
  countOf(points: readonly number[], at: number): number | undefined {
    const start = this.#starts[at] as number
    if (start < 0) return undefined
    let found = 0
    for (const point of points) {
      for (let index = start; index < (this.#ends[at] as number); index++) {
        if (this.#points[index] !== point) continue
        found++
        break
      }
    }
    return found
  }
}

/** The tests of a program: those that are known as they are, the others run over what was read, or over each launch. */
export function testsOf({ testNames, testLeaves }: Program, kept: Kept): Map<string, Bits> {
  const tests = new Map(kept.tests)
  const wanted = testNames.flatMap((name, test) => (kept.tests.has(name) ? [] : [{ name, typed: testLeaves[test] as TypedLeaf }]))
  const { program, sources } = programOver(wanted, kept)
  const others = wanted.filter(({ name }, index) => {
    const bits = keptColumn(program, program.leafTests[index] as number, sources, kept)
    if (bits) tests.set(name, bits)
    return bits === undefined
  })
  if (others.length > 0) addColumns(others, kept, tests)
  return tests
}

interface WantedTest {
  readonly name: string
  readonly typed: TypedLeaf
}

/** Some tests as a program of their own, with the numbers that texts have in the kept one, and for each of its readings the kept one. */
function programOver(wanted: readonly WantedTest[], { base }: Kept): { readonly program: Program; readonly sources: readonly number[] } {
  const planned = wanted.map(({ typed }) => ({ typed, negated: false }))
  const { program } = programOf(planned, [], new TextNumbers(base.texts))
  return { program, sources: sourcesIn(base, program) }
}

/** Runs some tests over each launch. */
function addColumns(wanted: readonly WantedTest[], kept: Kept, tests: Map<string, Bits>): void {
  const { cases, rows } = kept
  const { program, sources } = programOver(wanted, kept)
  const row = emptyRow(program)
  const columns = wanted.map(() => emptyBits(cases.length))
  cases.forEach((input, at) => {
    const read = rows[at]
    if (input && read) {
      fill(row, program, sources, read, input)
      runTests(program, row, input)
    }
    columns.forEach((bits, index) => {
      const result = input && read ? (program.results[program.leafTests[index] as number] as number) : UNKNOWN
      setValue(bits, at, valueOfResult(result))
    })
  })
  wanted.forEach(({ name }, index) => {
    tests.set(name, columns[index] as Bits)
  })
}

/** For each reading of a program the same of another one, if that has it and has looked for a point where this one needs it; else -1. */
function sourcesIn(base: Program, { readings }: Program): number[] {
  const known = new Map(base.readings.map(({ name }, index) => [name, index]))
  return readings.map(({ name, scale, kept }) => {
    const index = known.get(name) ?? -1
    const source = base.readings[index]
    return source && (!scale || source.scale) && (!kept || source.kept) ? index : -1
  })
}

/** Takes what was read of a launch, and reads what was not. */
function fill(row: Row, program: Program, sources: readonly number[], read: Row, { slots }: Case): void {
  sources.forEach((source, reading) => {
    if (source === -1) {
      const leaf = program.readings[reading]?.leaf
      if (leaf) readAll(row, program, [reading], slots.supply(leaf.leaf.fact, leaf.entry?.lookup))
      return
    }
    row.points[reading] = read.points[source] as number
    row.problems[reading] = read.problems[source] as number
    copyEvidence(row.evidence, reading, read.evidence, source)
    row.lists[reading] = read.lists[source]
    row.reads[reading] = read.reads[source]
  })
}

/** A test over a fact that was read as this before; undefined where it is of a kind that takes more, or the fact is to be read anew. */
function keptColumn(program: Program, test: number, sources: readonly number[], kept: Kept): Bits | undefined {
  const { asks, intervals, relative, among, items } = program
  if (test < intervals.count) {
    const low = intervals.lows[test] as number
    const high = intervals.highs[test] as number
    const outside = intervals.outside[test] as number
    return pointColumn(asks[intervals.asks[test] as number], sources, kept, (point) => (point >= low && point <= high ? 2 : 0) ^ outside)
  }
  const afterIntervals = test - intervals.count - relative.count
  const chosen = among[afterIntervals]
  if (chosen) return pointColumn(asks[chosen.ask], sources, kept, (point) => (chosen.points.includes(point) === chosen.inside ? 2 : 0))
  const listed = items[afterIntervals - among.length]
  return listed && listColumn(listed, asks[listed.ask], sources, kept)
}

/** What a test says of lists of texts; launch by launch where one is not of texts alone. */
function listColumn(listed: ItemsTest, ask: Ask | undefined, sources: readonly number[], kept: Kept): Bits | undefined {
  const source = sources[listed.reading] ?? -1
  const lists = kept.lists.get(kept.base.readings[source]?.name ?? '')
  if (!ask || !lists) return undefined
  const states = statesOf(ask, source, kept)
  return column(kept.rows.length, (at) => {
    const state = states[at] as number
    if (state) return UNKNOWN
    const found = lists.countOf(listed.points, at)
    if (found !== undefined) return found >= listed.need === listed.inside ? MET : UNMET
    const input = kept.cases[at]
    const row = kept.rows[at]
    return input && row ? valueOfResult(itemsResult(listed, { state, list: undefined, read: row.reads[source] }, input)) : UNKNOWN
  })
}

/** What a test says of the points of a reading, where its evidence suffices. */
function pointColumn(ask: Ask | undefined, sources: readonly number[], kept: Kept, test: (point: number) => number): Bits | undefined {
  const source = ask ? (sources[ask.reading] ?? -1) : -1
  const points = kept.points.get(kept.base.readings[source]?.name ?? '')
  if (!ask || !points) return undefined
  const states = statesOf(ask, source, kept)
  return column(points.length, (at) => {
    const point = points[at] as number
    return states[at] || Number.isNaN(point) ? UNKNOWN : test(point)
  })
}

function column(count: number, test: (at: number) => number): Bits {
  const bits = emptyBits(count)
  for (let at = 0; at < count; at++) setValue(bits, at, test(at))
  return bits
}

/** Whether the evidence of a kept reading suffices, launch by launch. */
function statesOf({ name, asked }: Ask, source: number, { cases, rows, states }: Kept): Uint8Array {
  const known = states.get(name)
  if (known) return known
  return Uint8Array.from(cases, (input, at) => {
    const row = rows[at]
    return input && row ? stateOf(row, source, asked, input.clock) : UNKNOWN
  })
}
