import type { Facts } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import type { Vocabulary } from '../model/typing-context.ts'
import { hasErrors } from '../source/diagnostic.ts'
import { type Bits, emptyBits, foldBits, negatedBits, setValue } from './bits.ts'
import { type ColumnVerdicts, verdictsOf } from './column-verdicts.ts'
import type { PreparedJudge } from './judge.ts'
import type { Case, Judgement } from './judgement.ts'
import { TextNumbers } from './number-line.ts'
import { type Program, programOf } from './program.ts'
import { UNKNOWN, valueOfResult } from './reason.ts'
import { emptyRow, type Row, readAll } from './row.ts'
import { runTests } from './run.ts'

/** A launch with the parts that other teams supply. */
export interface ColumnInput {
  readonly launch: Launch
  readonly facts?: readonly Facts[]
}

/** Many launches judged once, so that they can be judged again by edited commitments, of which only what is new is tested. */
export interface Columns extends ColumnVerdicts {
  /** Judges the same launches by other commitments; whatever catalog, mappings, waivers and time come with them are heeded. */
  again(edited: PreparedJudge): Columns
}

/** What is kept of a run over many launches, by the names that readings, asks and tests have in whatever plan. */
interface Kept {
  /** What each launch is judged by; undefined where there is no decision for it. */
  readonly cases: readonly (Case | undefined)[]
  /** What was read of each launch, by the readings of this program. */
  readonly base: Program
  readonly rows: readonly (Row | undefined)[]
  readonly points: ReadonlyMap<string, Float64Array>
  readonly states: ReadonlyMap<string, Uint8Array>
  readonly tests: ReadonlyMap<string, Bits>
}

/** Judges many launches by one key, test by test: for asking what would be. What it says is never enforced or recorded. */
export function judgeColumns(prepared: PreparedJudge, inputs: readonly ColumnInput[]): Columns {
  const { program } = prepared.plan
  const points = program.readings.map(() => new Float64Array(inputs.length))
  const states = program.asks.map(() => new Uint8Array(inputs.length))
  const tests = program.testNames.map(() => emptyBits(inputs.length))
  const rows: (Row | undefined)[] = []
  const cases = inputs.map(({ launch, facts }, at) => {
    rows[at] = undefined
    const { judged } = prepared.open(launch, facts)
    if (!judged) return undefined
    const row = judged.input.slots.row(program)
    rows[at] = row
    for (let reading = 0; reading < points.length; reading++) (points[reading] as Float64Array)[at] = row.points[reading] as number
    // The states and results of the program are those of the run that has just been.
    for (let ask = 0; ask < states.length; ask++) (states[ask] as Uint8Array)[at] = program.states[ask] as number
    for (let test = 0; test < tests.length; test++) setValue(tests[test] as Bits, at, valueOfResult(program.results[test] as number))
    return judged.input
  })
  return columnsOf(prepared, inputs, {
    cases,
    base: program,
    rows,
    // A reading that only tests of another kind look at has no points.
    points: byName(program.readings, points, ({ scale }) => scale !== undefined),
    states: byName(program.asks, states),
    tests: new Map(tests.map((bits, test) => [program.testNames[test] as string, bits])),
  })
}

function byName<N extends { readonly name: string }, T>(named: readonly N[], columns: readonly T[], has = (_: N) => true): Map<string, T> {
  return new Map(named.flatMap((item, index) => (has(item) && columns[index] !== undefined ? [[item.name, columns[index]] as const] : [])))
}

function columnsOf(prepared: PreparedJudge, inputs: readonly ColumnInput[], kept: Kept): Columns {
  const { plan, now } = prepared
  const waived = new Set(plan.linked.waivers.map(({ waiver }) => waiver.launch))
  const apart = new Map<number, Judgement>()
  inputs.forEach(({ launch, facts }, at) => {
    const judged = waived.size > 0 && waived.has(launch.id) ? prepared.open(launch, facts).judged : undefined
    if (judged) apart.set(at, judged.judgement)
  })
  const isDecided = (at: number): boolean => kept.cases[at] !== undefined
  return {
    ...verdictsOf(plan, { now, count: inputs.length, values: valuesOf(plan.program, kept), apart, isDecided }),
    again: (edited) =>
      // Commitments with errors decide nothing.
      edited.now === now && !hasErrors(edited.diagnostics) && isSame(edited.plan.linked.vocabulary, plan.linked.vocabulary)
        ? columnsOf(edited, inputs, { ...kept, tests: testsOf(edited.plan.program, kept) })
        : judgeColumns(edited, inputs),
  }
}

/** Whether facts mean the same: entries are compared by identity, for what has been parsed again may have been edited. */
function isSame(a: Vocabulary, b: Vocabulary): boolean {
  return (
    a.closed === b.closed && a.entries.size === b.entries.size && [...a.entries].every(([path, entry]) => b.entries.get(path) === entry)
  )
}

/** The values of leaves, then those of folds. */
function valuesOf({ folds, leafTests, leafFlips, testNames }: Program, { cases, tests }: Kept): Bits[] {
  const count = cases.length
  const values = [...leafTests].map((test, leaf) => {
    const bits = tests.get(testNames[test] ?? '') ?? emptyBits(count)
    return leafFlips[leaf] ? negatedBits(bits, count) : bits
  })
  for (let fold = 0; fold < folds.needs.length; fold++) {
    const parts = [...folds.parts.subarray(folds.starts[fold], folds.starts[fold + 1])].map((part) => values[part] ?? emptyBits(count))
    values.push(foldBits(parts, folds.needs[fold] ?? 0, count))
  }
  return values
}

/** The tests of a program: those that are known as they are, the others run over what was read, or over each launch. */
function testsOf(program: Program, kept: Kept): Map<string, Bits> {
  const tests = new Map(kept.tests)
  const others: number[] = []
  program.testNames.forEach((name, test) => {
    const bits = tests.has(name) ? undefined : intervalColumn(program, test, kept)
    if (bits) tests.set(name, bits)
    else if (!tests.has(name)) others.push(test)
  })
  if (others.length > 0) addColumns(program, others, kept, tests)
  return tests
}

/** Runs some tests of a program over each launch, as a program of their own. */
function addColumns({ testNames, testLeaves }: Program, wanted: readonly number[], kept: Kept, tests: Map<string, Bits>): void {
  const { cases, base, rows } = kept
  const leaves = wanted.flatMap((test) => testLeaves[test] ?? [])
  const planned = leaves.map((typed) => ({ typed, negated: false }))
  const { program } = programOf(planned, [], new TextNumbers(base.texts))
  const sources = sourcesIn(base, program)
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
  columns.forEach((bits, index) => {
    tests.set(testNames[wanted[index] ?? -1] ?? '', bits)
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
    row.evidence[reading] = read.evidence[source]
    row.lists[reading] = read.lists[source]
    row.reads[reading] = read.reads[source]
  })
}

/** A new bound on a fact that was read as this before. Texts are numbered by program, so their points say nothing to another one. */
function intervalColumn({ intervals, readings, asks }: Program, test: number, { cases, points, states }: Kept): Bits | undefined {
  if (test >= intervals.count) return undefined
  const reading = readings[intervals.readings[test] as number]
  const column = reading?.scale?.kind === 'text' ? undefined : points.get(reading?.name ?? '')
  const state = states.get(asks[intervals.asks[test] as number]?.name ?? '')
  if (!column || !state) return undefined
  const bits = emptyBits(cases.length)
  const low = intervals.lows[test] as number
  const high = intervals.highs[test] as number
  const outside = intervals.outside[test] as number
  for (let at = 0; at < cases.length; at++) {
    const point = column[at] as number
    const value = state[at] || Number.isNaN(point) ? 1 : (point >= low && point <= high ? 2 : 0) ^ outside
    setValue(bits, at, value)
  }
  return bits
}
