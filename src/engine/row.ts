import { isOutOfRange, type Lookup } from '../model/catalog.ts'
import type { Evidence } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import type { SourceNode } from '../source/node.ts'
import { bytesOfEvidence, type EvidenceColumns, enterEvidence, evidenceColumns } from './freshness.ts'
import { pointOf } from './number-line.ts'
import type { Program, Reading } from './program.ts'
import { type Read, readNode } from './read.ts'
import { unknown } from './reason.ts'
import type { Supply } from './supply.ts'

/** What the readings of a program found in one launch, whatever the clock says. */
export interface Row {
  /** The point of each value; NaN where it has none on its scale. */
  readonly points: Float64Array
  /** 0, or the result of every test over a reading, because there is no value to test. */
  readonly problems: Uint8Array
  /** Evidence, where some can be asked for: fields of a launch are declared, not measured. */
  readonly evidence: EvidenceColumns
  /** The points of the items of each list; undefined where one of them is no text. */
  readonly lists: (readonly number[] | undefined)[]
  /** What was read, for the readings that are kept. */
  readonly reads: (Omit<Read, 'slot'> | undefined)[]
}

const missing = unknown('missing')
const fault = unknown('fault')
const noEvidence: Evidence = {}

/** Reads every fact of a program. What breaks is a fault of its reading. */
export function readRow(program: Program, supplyOf: (path: string, lookup: Lookup | undefined) => Supply): Row {
  const row = emptyRow(program)
  for (let index = 0; index < program.readings.length; index++) {
    const { leaf } = program.readings[index] as Reading
    try {
      readInto(row, program, index, supplyOf(leaf.leaf.fact, leaf.entry?.lookup))
    } catch {
      row.problems[index] = fault
    }
  }
  return row
}

/**
 * Reads the facts of a launch that no other file adds to: what it supplies finds its readings, so that nothing is looked up
 * that is not there. Facts that are derived, supplied twice or out of reach are asked of `supplyOf`, as in `readRow`.
 */
export function readLaunch(program: Program, launch: Launch, supplyOf: (path: string, lookup: Lookup | undefined) => Supply): Row {
  const row = emptyRow(program)
  const { direct, byFact, others } = program.sources
  row.problems.fill(missing)
  for (const [name, readings] of direct) {
    const field = launch.fields.get(name)
    if (field) readAll(row, program, readings, { node: field.node, evidence: noEvidence, declared: true })
  }
  for (const fact of launch.facts.facts) {
    const readings = byFact.get(fact.path)
    if (readings === undefined) continue
    const isPlain = fact.unreachable === undefined && row.evidence.marks[readings[0] as number] === 0
    readAll(row, program, readings, isPlain ? fact : supplyOf(fact.path, undefined))
  }
  for (const index of others) {
    const { leaf } = program.readings[index] as Reading
    readAll(row, program, [index], supplyOf(leaf.leaf.fact, leaf.entry?.lookup))
  }
  return row
}

/** Reads some readings of a program into a row. */
export function readAll(row: Row, program: Program, readings: readonly number[], supply: Supply): void {
  for (const index of readings) {
    try {
      readInto(row, program, index, supply)
    } catch {
      row.problems[index] = fault
    }
  }
}

/** A row in which nothing has been read. */
export function emptyRow({ readings }: Program): Row {
  const count = readings.length
  return rowOn(new ArrayBuffer((9 + bytesOfEvidence) * count), count, [], [])
}

/** A row whose numbers are in a buffer, all that there are of a launch in one place. */
function rowOn(buffer: ArrayBuffer, count: number, lists: Row['lists'], reads: Row['reads']): Row {
  return {
    points: new Float64Array(buffer, 0, count),
    evidence: evidenceColumns(count, buffer, 8 * count),
    problems: new Uint8Array(buffer, (8 + bytesOfEvidence) * count, count),
    lists,
    reads,
  }
}

/** A row in which some facts are supplied otherwise. */
export function changedRow(program: Program, { points, lists, reads }: Row, changes: ReadonlyMap<string, Supply>): Row {
  const changed = rowOn((points.buffer as ArrayBuffer).slice(0), points.length, lists.slice(), reads.slice())
  for (const [path, supply] of changes) readAll(changed, program, program.readingsOf.get(path) ?? [], supply)
  return changed
}

function readInto(row: Row, program: Program, index: number, supply: Supply): void {
  const reading = program.readings[index] as Reading
  enterEvidence(row.evidence, index, supply.declared ? undefined : supply.evidence)
  const plain = plainNumber(reading, supply)
  if (plain !== undefined) {
    row.points[index] = plain
    row.problems[index] = 0
    return
  }
  const read = supply.problem || !supply.node ? undefined : readNode(supply.node, reading.leaf.type, reading.leaf.entry)
  const problem = supply.problem ?? (read ? read.problem : 'missing')
  row.points[index] = read?.value && reading.scale ? pointOf(read.value, reading.scale, (text) => program.texts.numberOf(text)) : Number.NaN
  row.problems[index] = problem ? unknown(problem) : 0
  if (reading.leaf.type === 'list') row.lists[index] = read?.items && reading.scale ? itemPoints(read.items, program) : undefined
  if (reading.kept) row.reads[index] = read
}

function itemPoints(items: readonly SourceNode[], { texts }: Program): number[] | undefined {
  const points: number[] = []
  for (const item of items) {
    if (item.kind !== 'scalar' || typeof item.value !== 'string' || isPlaceholder(item.value)) return undefined
    points.push(texts.numberOf(item.value))
  }
  return points
}

/** The point of a plain number, the commonest of facts, without the detour over a value. */
function plainNumber({ leaf: { type, entry }, kept }: Reading, { node, problem }: Supply): number | undefined {
  if (kept || problem || (type !== 'number' && type !== 'count') || node?.kind !== 'scalar' || typeof node.value !== 'number')
    return undefined
  if (!Number.isFinite(node.value) || (type === 'count' && !(Number.isInteger(node.value) && node.value >= 0))) return undefined
  return entry && isOutOfRange(entry, { type, number: node.value }) ? undefined : node.value
}
