import type { TypedLeaf } from '../model/typed.ts'
import { foldRows } from './fold-rows.ts'
import { type Asked, type Clock, problemAt } from './freshness.ts'
import { evaluateLeaf, evaluateRead } from './leaf.ts'
import type { Ask, Intervals, ItemsTest, Program } from './program.ts'
import { decided, type Result, UNKNOWN, unknown } from './reason.ts'
import type { Row } from './row.ts'
import type { LeafWorld } from './slot.ts'

/** The leaves of a plan as judged for one launch. */
export interface Judged {
  /** Value and reason of each leaf, its negation not applied. */
  readonly results: Uint8Array
  /** The value of each leaf as it counts for its requirement, and after them the value of each fold. */
  readonly values: Uint8Array
}

const wrongType = unknown('wrong-type')
const missing = unknown('missing')
const fault = unknown('fault')

/** Judges every leaf and every fold of a program. A leaf whose evaluation breaks is unknown, reason `fault`; the others are judged. */
export function run(program: Program, row: Row, world: LeafWorld): Judged {
  runTests(program, row, world)
  const { leafTests, leafFlips, folds } = program
  const count = leafTests.length
  const results = new Uint8Array(count)
  const values = new Uint8Array(count + folds.needs.length)
  for (let leaf = 0; leaf < count; leaf++) {
    const result = program.results[leafTests[leaf] as number] as Result
    results[leaf] = result
    values[leaf] = result & UNKNOWN ? UNKNOWN : result ^ (leafFlips[leaf] as number)
  }
  foldRows(folds, values, count)
  return { results, values }
}

/** Runs the tests of a program alone: their results are those of the program until its next run. */
export function runTests(program: Program, row: Row, world: LeafWorld): void {
  askAll(program, row, world)
  testAll(program, row, world)
}

/** Looks at the evidence: a test is not run over a value whose evidence does not suffice. */
function askAll({ asks, states }: Program, row: Row, { clock }: LeafWorld): void {
  for (let index = 0; index < asks.length; index++) {
    const { reading, asked } = asks[index] as Ask
    states[index] = stateOf(row, reading, asked, clock)
  }
}

/** 0 where a reading may be tested, or else the result of every test over it. */
export function stateOf({ problems, evidence }: Row, reading: number, asked: Asked, clock: Clock): Result {
  const problem = problems[reading] as Result
  const lacking = problem || !evidence.marks[reading] ? undefined : problemAt(evidence, reading, asked, clock)
  return lacking === undefined ? problem : unknown(lacking)
}

function testAll({ intervals, relative, among, items, open, states, results }: Program, row: Row, world: LeafWorld): void {
  const { launchDay } = world.clock
  testIntervals(intervals, { states, results, row, from: 0, origin: 0 })
  let test = intervals.count
  if (launchDay !== undefined) testIntervals(relative, { states, results, row, from: test, origin: launchDay })
  else for (let index = 0; index < relative.count; index++) results[test + index] = states[relative.asks[index] as number] || missing
  test += relative.count
  for (const { reading, ask, points, inside } of among) {
    const point = row.points[reading] as number
    results[test++] = states[ask] || (Number.isNaN(point) ? wrongType : decided(points.includes(point) === inside))
  }
  for (const wanted of items) {
    const { ask, reading } = wanted
    results[test++] = itemsResult(wanted, { state: states[ask] as Result, list: row.lists[reading], read: row.reads[reading] }, world)
  }
  for (const { reading, ask, leaf } of open) results[test++] = openResult(leaf, states[ask] as Result, row.reads[reading], world)
}

/** The result of a test over a list of texts, whose state says whether it may be tested. */
export function itemsResult(
  { points, need, inside, leaf }: ItemsTest,
  { state, list, read }: { readonly state: Result; readonly list: Row['lists'][number]; readonly read: Row['reads'][number] },
  world: LeafWorld,
): Result {
  if (state || !list) return state || openResult(leaf, state, read, world)
  let found = 0
  for (const point of points) if (list.includes(point)) found++
  return decided(found >= need === inside)
}

function openResult(leaf: TypedLeaf, state: Result, read: Row['reads'][number], world: LeafWorld): Result {
  // What-if work takes patterns and conditions over items to pass, because no value can be made up for them.
  const mayBeAssumed = world.whatIf && (leaf.operand.kind === 'pattern' || leaf.operand.kind === 'condition')
  try {
    return state && !mayBeAssumed ? state : read && !mayBeAssumed ? evaluateRead(leaf, read, world) : evaluateLeaf(leaf, world)
  } catch {
    return fault
  }
}

interface IntervalRun {
  readonly states: Uint8Array
  readonly results: Uint8Array
  readonly row: Row
  /** Index of the first result. */
  readonly from: number
  /** What the ends count from. */
  readonly origin: number
}

function testIntervals(
  { count, readings, asks, lows, highs, outside }: Intervals,
  { states, results, row, from, origin }: IntervalRun,
): void {
  const { points } = row
  for (let index = 0; index < count; index++) {
    const point = (points[readings[index] as number] as number) - origin
    const state = states[asks[index] as number] as Result
    // NaN, where a value has no point on the scale, is neither inside nor outside.
    const inside = point >= (lows[index] as number) && point <= (highs[index] as number) ? 2 : 0
    results[from + index] = state || (Number.isNaN(point) ? wrongType : inside ^ (outside[index] as number))
  }
}
