import type { Digest } from '../source/digest.ts'
import type { InTransaction, Queries } from './database.ts'
import { type DecisionEntry, type Entry, entryText, type Link, linkTo } from './entry.ts'
import { StoreFailure } from './failure.ts'
import type { EntryRow } from './tables.ts'

/** The last entry of the log; of an empty one sequence 0 and the hash of nothing. */
export interface Head {
  readonly sequence: number
  readonly hash: Digest
}

/** SQLite binds at most 32,766 values in a statement; rows of entries have 13. */
const rowsAtOnce = 500

/** The head of the log, held until the transaction ends: every other writer waits. Must be the first statement. */
export async function holdHead(queries: InTransaction): Promise<Head> {
  const row = await queries
    .updateTable('chain_head')
    .set((build) => ({ sequence: build.ref('sequence') }))
    .where('id', '=', 1)
    .returning(['sequence', 'hash'])
    .executeTakeFirst()
  if (!row) throw new StoreFailure('schema', 'the store has no head of its log: it was altered')
  return { sequence: row.sequence, hash: row.hash as Digest }
}

export async function readHead(queries: Queries): Promise<Head> {
  const row = await queries.selectFrom('chain_head').select(['sequence', 'hash']).where('id', '=', 1).executeTakeFirst()
  if (!row) throw new StoreFailure('schema', 'the store has no head of its log: it was altered')
  return { sequence: row.sequence, hash: row.hash as Digest }
}

/** An entry to be chained, with the text of its decision. */
export interface Unchained {
  readonly entry: Entry
  readonly body: string | null
}

/** A row of the log and its place in the chain. */
export interface Chained {
  readonly link: Link
  readonly row: EntryRow
}

/** Links entries onto a head, in order. */
export function chain(head: Head, entries: readonly Unchained[]): readonly Chained[] {
  let last: Head = head
  return entries.map(({ entry, body }) => {
    const text = entryText(entry)
    const link = linkTo(last, text)
    last = link
    return { link, row: rowOf(link, { entry, text, body }) }
  })
}

/** Writes rows that follow the head, and the new head. */
export async function writeRows(queries: InTransaction, rows: readonly EntryRow[]): Promise<void> {
  const last = rows.at(-1)
  if (!last) return
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await queries
      .insertInto('entries')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute()
  const latest = new Map(rows.flatMap((row) => (row.launch === null ? [] : [[row.launch, row.sequence] as const])))
  if (latest.size > 0)
    await queries
      .insertInto('launches')
      .values([...latest].map(([launch, sequence]) => ({ launch, sequence })))
      .onConflict((conflict) => conflict.column('launch').doUpdateSet((build) => ({ sequence: build.ref('excluded.sequence') })))
      .execute()
  await queries.updateTable('chain_head').set({ sequence: last.sequence, hash: last.hash }).where('id', '=', 1).execute()
}

/** The row of an entry; what is copied out of it is only for searching, and `verify` compares it. */
export function rowOf(link: Link, { entry, text, body }: { entry: Entry; text: string; body: string | null }): EntryRow {
  const decision = entry.kind === 'decision' ? entry : undefined
  return {
    sequence: link.sequence,
    kind: entry.kind,
    entry_digest: link.entry,
    previous: link.previous,
    hash: link.hash,
    ...copiedFrom(decision),
    recorded_at: Date.parse(entry.recordedAt),
    entry: text,
    body,
  }
}

/** The columns copied from the entry of a decision. */
export function copiedFrom(entry: DecisionEntry | undefined): Pick<EntryRow, 'decision' | 'launch' | 'product' | 'owner' | 'verdict'> {
  return {
    decision: entry?.decision ?? null,
    launch: entry ? searchable(entry.launch) : null,
    product: entry?.product === undefined ? null : searchable(entry.product),
    owner: entry ? searchable(entry.owner) : null,
    verdict: entry?.verdict ?? null,
  }
}

/** A text as a column and an index hold it: without NUL and halves of characters, and not longer than an index key may be. */
export function searchable(text: string): string {
  return text.slice(0, 200).replaceAll(/[\0\p{Cs}]/gu, '\uFFFD')
}
