import { formatDate } from '../../model/date.ts'
import type { Evidence } from '../../model/facts.ts'
import type { Finding, FindingEvidence } from '../../model/generated/types.ts'
import type { SourceNode } from '../../source/node.ts'
import { partOf, quoted } from '../../source/part.ts'
import { ageOf, type Clock } from '../freshness.ts'
import type { Slot } from '../supply.ts'

/** The most items of a list that a finding shows. */
export const shownItems = 20

/** What findings say of a fact as the launch supplies it: data, and texts that are empty where there is nothing to say. */
export interface SlotRecord {
  readonly actual?: unknown
  readonly actualSize?: number
  readonly conflict?: Finding['conflict']
  readonly evidence?: FindingEvidence
  readonly manifest: Finding['manifest']
  readonly actualText: string
  readonly conflictText: string
  readonly evidenceText: string
  readonly manifestText: string
}

/** The records of the slots of one launch, each made once. */
export class SlotRecords {
  readonly #records = new Map<Slot, SlotRecord>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  of(slot: Slot): SlotRecord {
    const known = this.#records.get(slot)
    if (known) return known
    const record = recordOf(slot, this.#clock)
    this.#records.set(slot, record)
    return record
  }
}

function recordOf({ node, evidence, conflict, place, nearest }: Slot, clock: Clock): SlotRecord {
  const { file, line, column } = place
  const ground = evidenceOf(evidence, clock)
  const places = conflict && partOf(conflict.map((other) => ({ file: other.file, line: other.line, column: other.column })))
  return {
    ...actualOf(node),
    ...(places && { conflict: places.data }),
    ...(ground && { evidence: Object.freeze(ground) }),
    manifest: Object.freeze({ column, file, line, nearest }),
    conflictText: places ? `"conflict":${places.text},` : '',
    // The keys are in order, and none of them counts.
    evidenceText: ground ? `"evidence":${JSON.stringify(ground)},` : '',
    manifestText: `"manifest":{"column":${column},"file":${quoted(file)},"line":${line},"nearest":${nearest}},`,
  }
}

/** A value as it is written; a long list is cut and its size told. */
function actualOf(node: SourceNode | undefined): Pick<SlotRecord, 'actual' | 'actualSize' | 'actualText'> {
  if (!node || (node.kind === 'scalar' && node.value === null)) return { actualText: '' }
  if (node.kind === 'scalar') {
    const actual = asWritten(node)
    return { actual, actualText: `"actual":${typeof actual === 'string' ? quoted(actual) : String(actual)},` }
  }
  const isCut = node.kind === 'list' && node.items.length > shownItems
  const { text, data: actual } = partOf(isCut ? node.items.slice(0, shownItems).map(asWritten) : asWritten(node))
  if (!isCut) return { actual, actualText: `"actual":${text},` }
  return { actual, actualSize: node.items.length, actualText: `"actual":${text},"actualSize":${node.items.length},` }
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
    told.age = ageOf(asOf, clock)
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
