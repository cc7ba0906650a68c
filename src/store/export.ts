import type { Digest } from '../source/digest.ts'
import type { Database } from './database.ts'
import { digestsAtOnce } from './inputs.ts'
import { readHead } from './log.ts'
import { readEntry } from './read-entry.ts'
import type { EntryRow } from './tables.ts'

/** The version of the format of exported lines. */
export const exportFormat = 'onlyif-log/1'

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
}

export type ExportLine = StartLine | InputLine | EntryLine | EndLine

const rowsAtOnce = 100
/** Inputs remembered as written already; beyond it some may be written twice, which does no harm. */
const mostRemembered = 500_000

/** The log from an entry on, as lines of JSON: each complete in itself, read page by page so that nobody waits for the reader. */
export async function* exportLines(database: Database, { from = 1 }: { readonly from?: number } = {}): AsyncGenerator<ExportLine> {
  let { sequence: until } = await database.run(readHead)
  const written = new Set<string>()
  const start = await startOf(database, from)
  yield start
  let last = { sequence: start.after, hash: start.previous }
  while (last.sequence < until) {
    const rows = await pageAfter(database, last.sequence)
    const inputs = await inputsOf(database, rows, written)
    for (const input of inputs) {
      yield input
      // An input that was erased meanwhile needs the entry that says so, which comes later.
      until = Math.max(until, input.erased ?? 0)
    }
    for (const row of rows) yield lineOf(row)
    const end = rows.at(-1)
    if (!end) break
    last = end
  }
  yield { line: 'end', sequence: last.sequence, hash: last.hash }
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
