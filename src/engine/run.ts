import { isOutOfRange } from '../model/catalog.ts'
import type { TypedLeaf } from '../model/typed.ts'
import type { ScalarNode } from '../source/node.ts'
import { evidenceProblem } from './freshness.ts'
import { evaluateLeaf, evaluateRead } from './leaf.ts'
import { pointOf } from './number-line.ts'
import type { Intervals, Program, Reading } from './program.ts'
import { type LeafWorld, readNode } from './read.ts'
import { decided, MET, type Result, UNKNOWN, UNMET, unknown } from './reason.ts'
import type { Slots, Supply } from './slot.ts'

/** The leaves of a plan as judged for one launch. */
export interface Judged {
  /** Value and reason of each leaf, its negation not applied. */
  readonly results: Uint8Array
  /** The value of each leaf as it counts for its requirement, and after them the value of each fold. */
  readonly values: Uint8Array
}

const wrongType = unknown('wrong-type')
const fault = unknown('fault')

/** Judges every leaf and every fold of a program. A leaf whose evaluation breaks is unknown, reason `fault`; the others are judged. */
export function run(program: Program, slots: Slots, world: LeafWorld): Judged {
  readAll(program, slots, world)
  testAll(program, world)
  const { leafTests, leafFlips, workspace, folds } = program
  const count = leafTests.length
  const results = new Uint8Array(count)
  const values = new Uint8Array(count + folds.needs.length)
  for (let leaf = 0; leaf < count; leaf++) {
    const result = workspace.results[leafTests[leaf] as number] as Result
    results[leaf] = result
    values[leaf] = result & UNKNOWN ? UNKNOWN : result ^ (leafFlips[leaf] as number)
  }
  foldAll(program, values, count)
  return { results, values }
}

function readAll({ readings, texts, workspace }: Program, slots: Slots, world: LeafWorld): void {
  const { states, points, reads } = workspace
  const numberOf = (text: string): number => texts.numberOf(text)
  for (let index = 0; index < readings.length; index++) {
    const reading = readings[index] as Reading
    try {
      const supply = slots.supply(reading.path, reading.lookup)
      const problem = supply.problem ? unknown(supply.problem) : 0
      const plain = problem ? undefined : plainNumber(reading, supply)
      if (plain !== undefined) {
        points[index] = plain
        states[index] = evidenceState(reading, supply, world)
        continue
      }
      const read = problem || !supply.node ? undefined : readNode(supply.node, reading.type, reading.leaf.entry)
      if (reading.kept) reads[index] = read
      points[index] = read?.value && reading.scale ? pointOf(read.value, reading.scale, numberOf) : Number.NaN
      states[index] =
        problem || (read ? (read.problem ? unknown(read.problem) : evidenceState(reading, supply, world)) : unknown('missing'))
    } catch {
      states[index] = fault
    }
  }
}

/** The point of a plain number, the commonest of facts, without the detour over a value. */
function plainNumber({ type, leaf: { entry }, kept }: Reading, { node }: Supply): number | undefined {
  if (kept || (type !== 'number' && type !== 'count') || node?.kind !== 'scalar') return undefined
  const { value } = node as ScalarNode
  if (typeof value !== 'number' || !Number.isFinite(value) || (type === 'count' && !(Number.isInteger(value) && value >= 0)))
    return undefined
  return entry && (entry.range || entry.choices) && isOutOfRange(entry, { type, number: value }) ? undefined : value
}

function evidenceState({ asked }: Reading, { declared, evidence }: Supply, { clock }: LeafWorld): Result {
  if (declared) return 0
  const problem = evidenceProblem(evidence, asked, clock)
  return problem ? unknown(problem) : 0
}

function testAll(program: Program, world: LeafWorld): void {
  const { intervals, relative, among, open, workspace } = program
  const { results, states, points, reads } = workspace
  const { launchDay } = world.clock
  testIntervals(intervals, workspace, 0, 0)
  let test = intervals.count
  if (launchDay !== undefined) testIntervals(relative, workspace, test, launchDay)
  else
    for (let index = 0; index < relative.count; index++)
      results[test + index] = states[relative.readings[index] as number] || unknown('missing')
  test += relative.count
  for (const { reading, points: wanted, inside } of among) {
    const point = points[reading] as number
    results[test++] = states[reading] || (Number.isNaN(point) ? wrongType : decided(wanted.includes(point) === inside))
  }
  for (const { reading, leaf } of open) {
    try {
      const read = reads[reading]
      results[test] =
        world.whatIf && isAssumable(leaf)
          ? evaluateLeaf(leaf, world)
          : states[reading] || (read ? evaluateRead(leaf, read, world) : evaluateLeaf(leaf, world))
    } catch {
      results[test] = fault
    }
    test++
  }
}

/** What-if work may take such tests to pass, because no value can be made up for them. */
function isAssumable({ operand }: TypedLeaf): boolean {
  return operand.kind === 'pattern' || operand.kind === 'condition'
}

function testIntervals(tests: Intervals, { results, states, points }: Program['workspace'], from: number, shift: number): void {
  const { count, readings, lows, highs, outside } = tests
  for (let index = 0; index < count; index++) {
    const reading = readings[index] as number
    const point = (points[reading] as number) - shift
    const state = states[reading] as Result
    // NaN, where a value has no point on the scale, is neither inside nor outside.
    const isInside = point >= (lows[index] as number) && point <= (highs[index] as number)
    results[from + index] =
      state || (Number.isNaN(point) ? wrongType : isInside ? MET ^ (outside[index] as number) : UNMET ^ (outside[index] as number))
  }
}

/** A fold is met when enough of its parts are, unmet when not even the open ones could make it so. */
function foldAll({ folds }: Program, values: Uint8Array, leafCount: number): void {
  const { needs, starts, parts } = folds
  for (let fold = 0; fold < needs.length; fold++) {
    let met = 0
    let open = 0
    const end = starts[fold + 1] as number
    for (let part = starts[fold] as number; part < end; part++) {
      const value = values[parts[part] as number] as number
      met += value >> 1
      open += value & UNKNOWN
    }
    const need = needs[fold] as number
    values[leafCount + fold] = met >= need ? MET : met + open < need ? UNMET : UNKNOWN
  }
}
