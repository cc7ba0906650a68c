import { formatDate } from '../../model/date.ts'
import type { Evidence } from '../../model/facts.ts'
import type { Finding, FindingEvidence } from '../../model/generated/types.ts'
import type { SourceNode } from '../../source/node.ts'
import { jsonText, partOf } from '../../source/part.ts'
import { ageOf, type Clock } from '../freshness.ts'
import type { Slot } from '../supply.ts'

/** The most items of a list that a finding shows. */
export const shownItems = 20

/** What findings say of a fact as the launch supplies it: data, and texts that are empty where there is nothing to say. */
export interface SlotRecord {
  readonly actual: unknown
  readonly actualSize: number | undefined
  readonly conflict: Finding['conflict'] | undefined
  readonly evidence: FindingEvidence | undefined
  readonly manifest: Finding['manifest']
  /** `actual` and `actualSize`. */
  readonly actualText: string
  readonly conflictText: string
  readonly evidenceText: string
  readonly manifestText: string
}

/** The records of the slots of one launch, each made once. */
export class SlotRecords {
  readonly #records = new Map<Slot, SlotRecord>()
  readonly #clock: Clock
  #file: string | undefined
  #fileText = ''

  constructor(clock: Clock) {
    this.#clock = clock
  }

  of(slot: Slot): SlotRecord {
    const known = this.#records.get(slot)
    if (known) return known
    const record = this.#recordOf(slot)
    this.#records.set(slot, record)
    return record
  }

  #recordOf({ node, evidence, conflict, place: { file, line, column }, nearest }: Slot): SlotRecord {
    const shown = shownOf(node)
    const size = sizeOf(node)
    const actual = typeof shown === 'object' && shown !== null ? partOf(shown) : undefined
    const ground = evidenceOf(evidence, this.#clock)
    const places = conflict && partOf(conflict.map((other) => ({ file: other.file, line: other.line, column: other.column })))
    // Every field in each record: who reads them all the time finds them at the same place.
    return {
      actual: actual ? actual.data : shown,
      actualSize: size,
      conflict: places?.data,
      evidence: ground && Object.freeze(ground),
      manifest: Object.freeze({ column, file, line, nearest }),
      actualText:
        shown === undefined
          ? ''
          : `"actual":${actual ? actual.text : typeof shown === 'string' ? jsonText(shown) : String(shown)},${size === undefined ? '' : `"actualSize":${size},`}`,
      conflictText: places ? `"conflict":${places.text},` : '',
      // Its keys are in order, and none of them counts.
      evidenceText: ground ? `"evidence":${JSON.stringify(ground)},` : '',
      manifestText: `"manifest":{"column":${column},"file":${this.#quotedFile(file)},"line":${line},"nearest":${nearest}},`,
    }
  }

  /** Most facts of a launch stand in one file. */
  #quotedFile(file: string): string {
    if (this.#file !== file) {
      this.#file = file
      this.#fileText = jsonText(file)
    }
    return this.#fileText
  }
}

/** A value as it is written, a long list cut; undefined where there is none. */
function shownOf(node: SourceNode | undefined): unknown {
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return undefined
  return node.kind === 'list' && node.items.length > shownItems ? node.items.slice(0, shownItems).map(asWritten) : asWritten(node)
}

/** How many items a list has that is cut; undefined where nothing is. */
function sizeOf(node: SourceNode | undefined): number | undefined {
  return node?.kind === 'list' && node.items.length > shownItems ? node.items.length : undefined
}

/** JSON data of a node; what JSON cannot hold, such as `.inf`, as its spelling. */
export function asWritten(node: SourceNode): unknown {
  if (node.kind === 'scalar') return typeof node.value === 'number' && !Number.isFinite(node.value) ? node.text : node.value
  if (node.kind === 'list') return node.items.map(asWritten)
  return Object.fromEntries(node.entries.map((entry) => [entry.key, asWritten(entry.value)]))
}

/** Evidence in words, its keys in order; undefined where there is none. */
function evidenceOf({ asOf, by, link, note, sample, source, window }: Evidence, clock: Clock): FindingEvidence | undefined {
  const told: FindingEvidence = {}
  if (asOf) {
    const age = ageOf(asOf, clock)
    if (age !== undefined) told.age = age
    told.asOf = formatDate(asOf)
  }
  if (by !== undefined) told.by = by
  if (link !== undefined) told.link = link
  if (note !== undefined) told.note = note
  if (sample !== undefined) told.sample = sample
  if (source !== undefined) told.source = source
  if (window !== undefined) told.window = window.text
  for (const _ in told) return told
  return undefined
}
