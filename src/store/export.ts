import type { Digest } from '../source/digest.ts'
import type { Database } from './database.ts'
import { digestsAtOnce } from './inputs.ts'
import { readEntry } from './read-entry.ts'
import type { EntryRow } from './tables.ts'
import { changedWaivers, linesOfWaivers, newTally, type WaiverLine } from './waiver-lines.ts'

/** The version of the format of exported lines, and the one before, which had no waivers. */
export const exportFormat = 'onlyif-log/2'
export const formatBefore = 'onlyif-log/1'

/** The first line: where the lines go on from. */
export interface StartLine {
  readonly line: 'start'
  readonly format: string
  readonly after: number
  readonly previous: string
}

/** A raw input, before the first entry that rests on it; without a text it was erased, as that entry says. */
export interface InputLine {
  readonly line: 'input'
  readonly digest: string
  readonly text: string | null
  readonly erased: number | null
}

/** An entry as it is stored; `entry` and `body` are the exact texts that were hashed, null where it was pruned. */
export interface EntryLine {
  readonly line: 'entry'
  readonly sequence: number
  readonly kind: string
  readonly digest: string
  readonly previous: string
  readonly hash: string
  readonly entry: string | null
  readonly body: string | null
}

/** The last line, by which a cut file is known. */
export interface EndLine {
  readonly line: 'end'
  readonly sequence: number
  readonly hash: string
  /** What the lines of waivers come to: see `WaiverTally`. Absent in the format before. */
  readonly waivers?: string
}

export type ExportLine = StartLine | InputLine | EntryLine | WaiverLine | EndLine

const rowsAtOnce = 100
/** Inputs remembered as written already; beyond it some may be written twice, which does no harm. */
const mostRemembered = 500_000

/** How far the lines of entries have come. */
interface Told {
  last: { readonly sequence: number; readonly hash: string }
  readonly inputs: Set<string>
}

/**
 * The log from an entry on, and all waivers that were asked for, as lines of JSON: each complete in itself, read page by page so that
 * nobody waits for the reader. A waiver comes after every entry that there was when it was as it is told; one that changes meanwhile
 * is told again.
 */
export async function* exportLines(database: Database, { from = 1 }: { readonly from?: number } = {}): AsyncGenerator<ExportLine> {
  const start = await startOf(database, from)
  yield start
  const told: Told = { last: { sequence: start.after, hash: start.previous }, inputs: new Set() }
  const versions = new Map<string, number>()
  const tally = newTally()
  for (;;) {
    const { head, changed } = await changedWaivers(database, versions)
    yield* entriesTo(database, told, head.sequence)
    for await (const line of linesOfWaivers(database, changed)) {
      versions.set(line.id, line.version)
      tally.add(line)
      yield line
    }
    // An entry that was recorded after the waivers were seen may rest on what they have become since.
    if (changed.size === 0 && told.last.sequence <= head.sequence) break
  }
  yield { line: 'end', ...told.last, waivers: tally.hash }
}

async function* entriesTo(database: Database, told: Told, upTo: number): AsyncGenerator<ExportLine> {
  for (let until = upTo; told.last.sequence < until; ) {
    const rows = await pageAfter(database, told.last.sequence)
    const inputs = await inputsOf(database, rows, told.inputs)
    for (const input of inputs) {
      yield input
      // An input that was erased meanwhile needs the entry that says so, which comes later.
      until = Math.max(until, input.erased ?? 0)
    }
    for (const row of rows) yield lineOf(row)
    const end = rows.at(-1)
    if (!end) return
    told.last = { sequence: end.sequence, hash: end.hash }
  }
}

async function startOf(database: Database, from: number): Promise<StartLine> {
  const before = await database.run((queries) =>
    queries
      .selectFrom('entries')
      .select('hash')
      .where('sequence', '=', from - 1)
      .executeTakeFirst(),
  )
  const previous = before?.hash ?? `sha256:${'0'.repeat(64)}`
  return { line: 'start', format: exportFormat, after: before ? from - 1 : 0, previous }
}

function pageAfter(database: Database, after: number): Promise<EntryRow[]> {
  return database.run((queries) =>
    queries.selectFrom('entries').selectAll().where('sequence', '>', after).orderBy('sequence').limit(rowsAtOnce).execute(),
  )
}

async function inputsOf(database: Database, rows: readonly EntryRow[], written: Set<string>): Promise<InputLine[]> {
  if (written.size > mostRemembered) written.clear()
  const wanted = new Set<Digest>()
  for (const { entry } of rows) {
    const said = entry === null ? undefined : readEntry(entry)
    for (const { digest } of said?.kind === 'decision' ? said.inputs : []) if (!written.has(digest)) wanted.add(digest)
    if (said?.kind === 'erasure' && !written.has(said.input)) wanted.add(said.input)
  }
  const digests = [...wanted]
  const lines: InputLine[] = []
  for (let at = 0; at < digests.length; at += digestsAtOnce) {
    const some = digests.slice(at, at + digestsAtOnce)
    const found = await database.run((queries) => queries.selectFrom('inputs').selectAll().where('digest', 'in', some).execute())
    const rowsOf = new Map(found.map((row) => [row.digest, row]))
    // In the order in which entries name them, whatever the database answers: one log is exported to one text.
    for (const digest of some) {
      const row = rowsOf.get(digest)
      if (row) lines.push({ line: 'input', digest, text: row.text, erased: row.erased })
    }
  }
  for (const { digest } of lines) written.add(digest)
  return lines
}

function lineOf({ sequence, kind, entry_digest: digest, previous, hash, entry, body }: EntryRow): EntryLine {
  return { line: 'entry', sequence, kind, digest, previous, hash, entry, body }
}
