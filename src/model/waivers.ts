import {
  entryOf,
  type JsonValue,
  keyRangeOf,
  type MappingEntry,
  placeOf,
  rangeOf,
  type SourceDocument,
  type SourceNode,
  textOf,
  toData,
  valueAt,
} from '../source/node.ts'
import { type Place, type Range, rangeAt } from '../source/position.ts'
import type { Leaf } from './condition.ts'
import { type DateValue, type DayNumber, formatDay } from './date.ts'
import { dateField, optional, type Reading, report, textField } from './fields.ts'
import { parseTests } from './parse-condition.ts'
import { pathProblem } from './path.ts'
import { excerpt } from './wording.ts'

/** A file of waivers. */
export interface Waivers {
  readonly kind: 'Waivers'
  readonly waivers: readonly Waiver[]
  readonly document: SourceDocument
}

/** A named, reasoned, approved, expiring acceptance of a lower bar for one requirement of one launch. */
export interface Waiver {
  readonly id: string
  readonly launch: string
  readonly requirement: string
  readonly covers: readonly Cover[]
  readonly as: 'mitigated' | 'accepted'
  readonly reason: string
  readonly requestedBy: string
  readonly approved: readonly Approval[]
  /** The last day, inclusive, in UTC. */
  readonly expires: DayNumber
  readonly followUp?: FollowUp
  readonly document: SourceDocument
  readonly place: Place
  readonly requirementRange: Range
  readonly launchRange: Range
  readonly expiresRange: Range
}

/** What a waiver accepts for one fact: weaker tests, or that it is unknown for one reason. */
export interface Cover {
  readonly fact: string
  readonly tests: readonly Leaf[]
  readonly unknown?: string
  /** The test as written. */
  readonly data: JsonValue
  readonly range: Range
  readonly place: Place
}

/** That somebody approved a waiver, in which role, and when. */
export interface Approval {
  readonly by: string
  readonly role: string
  readonly on: DateValue
}

/** What must still happen for a waiver, who owns it, and until when. */
export interface FollowUp {
  readonly what?: string
  readonly owner?: string
  readonly due?: DayNumber
  readonly doneOn?: DayNumber
}

/** Reads a file of waivers from a document that the schema accepted. */
export function parseWaivers(reading: Reading): Waivers {
  const list = valueAt(reading.document.root, 'waivers')
  const nodes = list?.kind === 'list' ? list.items : []
  const waivers = nodes.flatMap((node) => parseWaiver(reading, node) ?? [])
  checkIds(reading, waivers)
  return { kind: 'Waivers', waivers, document: reading.document }
}

function parseWaiver(reading: Reading, node: SourceNode): Waiver | undefined {
  const { document } = reading
  const id = textField(node, 'id') ?? ''
  const covers = valueAt(node, 'covers')
  const approved = valueAt(node, 'approved')
  const expires = lastDay(reading, node)
  const parsedCovers = covers?.kind === 'mapping' ? covers.entries.flatMap((entry) => parseCover(reading, entry, id) ?? []) : []
  const approvals = approved?.kind === 'list' ? approved.items.flatMap((item) => parseApproval(reading, item) ?? []) : []
  if (expires === undefined) return undefined
  const rangeUnder = (key: string): Range => rangeOf(document, valueAt(node, key) ?? node)
  return {
    id,
    launch: textField(node, 'launch') ?? '',
    requirement: textField(node, 'requirement') ?? '',
    covers: parsedCovers,
    as: textField(node, 'as') === 'mitigated' ? 'mitigated' : 'accepted',
    reason: textField(node, 'reason') ?? '',
    requestedBy: textField(node, 'requestedBy') ?? '',
    approved: approvals,
    expires,
    ...optional('followUp', parseFollowUp(reading, valueAt(node, 'followUp'))),
    document,
    place: placeOf(document, entryOf(node, 'id')?.keyStart ?? node.start),
    requirementRange: rangeUnder('requirement'),
    launchRange: rangeUnder('launch'),
    expiresRange: rangeUnder('expires'),
  }
}

/** A waiver counts until the end of a day: what names an hour would be honoured beyond it. */
function lastDay(reading: Reading, node: SourceNode): DayNumber | undefined {
  const expires = dateField(reading, node, 'expires')
  if (expires?.precision !== 'instant') return expires?.day
  report(reading, 'document/wrong-date', {
    range: rangeOf(reading.document, valueAt(node, 'expires') ?? node),
    message: `\`${excerpt(textField(node, 'expires') ?? '')}\` is a time of day, where the last day of a waiver is due`,
    hint: `it counts until that day ends in UTC: write \`${formatDay(expires.day)}\`, or the day before`,
  })
  return undefined
}

function parseCover(reading: Reading, entry: MappingEntry, waiver: string): Cover | undefined {
  const { document } = reading
  const range = keyRangeOf(document, entry)
  const place = placeOf(document, entry.keyStart)
  const problem = pathProblem(entry.key, false, ` in waiver \`${excerpt(waiver)}\``)
  if (problem || entry.key.startsWith('launch.')) {
    report(reading, problem?.code ?? 'commitment/reserved-path', {
      range,
      message:
        problem?.message ?? `waiver \`${excerpt(waiver)}\` covers \`${excerpt(entry.key)}\`, a field of the launch, which no waiver can`,
      hint: problem?.hint ?? 'cover a fact that the requirement reads',
    })
    return undefined
  }
  const data = toData(entry.value)
  const unknown = textOf(entry.value, 'unknown')
  if (unknown !== undefined) return { fact: entry.key, tests: [], unknown, data, range, place }
  const context = { owner: `waiver \`${excerpt(waiver)}\``, path: ['covers', entry.key], negated: false, inItem: false }
  const tests = parseTests(reading, entry, context)
  return tests && { fact: entry.key, tests, data, range, place }
}

function parseApproval(reading: Reading, node: SourceNode): Approval | undefined {
  const on = dateField(reading, node, 'on')
  return on && { by: textField(node, 'by') ?? '', role: textField(node, 'role') ?? '', on }
}

function parseFollowUp(reading: Reading, node: SourceNode | undefined): FollowUp | undefined {
  if (node?.kind !== 'mapping') return undefined
  return {
    ...optional('what', textField(node, 'what')),
    ...optional('owner', textField(node, 'owner')),
    ...optional('due', dateField(reading, node, 'due')?.day),
    ...optional('doneOn', dateField(reading, node, 'doneOn')?.day),
  }
}

function checkIds(reading: Reading, waivers: readonly Waiver[]): void {
  const seen = new Set<string>()
  for (const waiver of waivers) {
    if (seen.has(waiver.id)) {
      report(reading, 'document/duplicate-id', {
        range: rangeAt(waiver.place, 2),
        message: `two waivers have the id \`${excerpt(waiver.id)}\``,
        hint: 'an extension is a new waiver with an id of its own',
      })
    }
    seen.add(waiver.id)
  }
}
