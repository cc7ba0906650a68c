import { isOutOfRange, type Lookup } from '../model/catalog.ts'
import type { Evidence } from '../model/facts.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import type { SourceNode } from '../source/node.ts'
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
  readonly evidence: (Evidence | undefined)[]
  /** The points of the items of each list; undefined where one of them is no text. */
  readonly lists: (readonly number[] | undefined)[]
  /** What was read, for the readings that are kept. */
  readonly reads: (Omit<Read, 'slot'> | undefined)[]
}

/** Reads every fact of a program. What breaks is a fault of its reading. */
export function readRow(program: Program, supplyOf: (path: string, lookup: Lookup | undefined) => Supply): Row {
  const count = program.readings.length
  const row = {
    points: new Float64Array(count),
    problems: new Uint8Array(count),
    evidence: new Array<Evidence | undefined>(count),
    lists: new Array<readonly number[] | undefined>(count),
    reads: new Array<Omit<Read, 'slot'> | undefined>(count),
  }
  for (let index = 0; index < count; index++) {
    const { leaf } = program.readings[index] as Reading
    readInto(row, program, index, () => supplyOf(leaf.leaf.fact, leaf.entry?.lookup))
  }
  return row
}

/** A row in which some facts are supplied otherwise. */
export function changedRow(program: Program, row: Row, changes: ReadonlyMap<string, Supply>): Row {
  const changed = {
    points: row.points.slice(),
    problems: row.problems.slice(),
    evidence: row.evidence.slice(),
    lists: row.lists.slice(),
    reads: row.reads.slice(),
  }
  for (const [path, supply] of changes)
    for (const index of program.readingsOf.get(path) ?? []) readInto(changed, program, index, () => supply)
  return changed
}

function readInto(row: Row, program: Program, index: number, supplied: () => Supply): void {
  const reading = program.readings[index] as Reading
  try {
    const supply = supplied()
    row.evidence[index] = supply.declared ? undefined : supply.evidence
    const plain = plainNumber(reading, supply)
    if (plain !== undefined) {
      row.points[index] = plain
      row.problems[index] = 0
      return
    }
    const read = supply.problem || !supply.node ? undefined : readNode(supply.node, reading.leaf.type, reading.leaf.entry)
    const problem = supply.problem ?? (read ? read.problem : 'missing')
    row.points[index] =
      read?.value && reading.scale ? pointOf(read.value, reading.scale, (text) => program.texts.numberOf(text)) : Number.NaN
    row.problems[index] = problem ? unknown(problem) : 0
    row.lists[index] = read?.items && reading.scale ? itemPoints(read.items, program) : undefined
    row.reads[index] = reading.kept ? read : undefined
  } catch {
    row.problems[index] = unknown('fault')
  }
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
