import type { Decision } from '../model/generated/types.ts'
import type { Digest } from '../source/digest.ts'
import type { Database, ExpressionBuilder, Queries } from './database.ts'
import type { DecisionEntry, Link } from './entry.ts'
import { decisionOfBody, isDigest } from './hash.ts'
import { searchable } from './log.ts'
import type { EntryRow, Tables } from './tables.ts'

/** A recorded decision without its text: what a list shows. */
export interface RecordedEntry extends Link {
  readonly recorded: DecisionEntry
}

/** A recorded decision. */
export interface RecordedDecision extends RecordedEntry {
  readonly decision: Decision
}

/** Only what is about these launches, or about launches that were recorded as of these products. */
export interface Within {
  readonly launches?: readonly string[] | undefined
  readonly products?: readonly string[] | undefined
}

/** Which decisions, and which page of them. */
export interface Query {
  readonly within?: Within | undefined
  readonly launch?: string
  readonly product?: string
  readonly owner?: string
  readonly verdict?: Decision['verdict']
  /** Recorded at or after this moment, in milliseconds. */
  readonly from?: number
  /** Recorded before this moment. */
  readonly to?: number
  /** Goes on after this sequence number, as `next` of the page before says. */
  readonly after?: number
  /** How many at most; 50 without it, 1000 at most. */
  readonly limit?: number
  readonly order?: 'newest-first' | 'oldest-first'
}

export interface Page {
  readonly entries: readonly RecordedEntry[]
  /** Where the next page goes on; absent at the end. */
  readonly next?: number
}

/** Everything of an entry but the text of its decision. */
const withoutBody = ['sequence', 'kind', 'entry_digest', 'previous', 'hash', 'entry'] as const

type BareRow = Pick<EntryRow, (typeof withoutBody)[number]>

/** A page of recorded decisions. What is recorded meanwhile never moves another page: numbers are given in the order of commits. */
export async function listEntries(database: Database, query: Query): Promise<Page> {
  const limit = Math.min(Math.max(1, query.limit ?? 50), 1000)
  const newest = query.order !== 'oldest-first'
  const rows = await database.run((queries) => {
    let found = queries.selectFrom('entries').select(withoutBody).where('kind', '=', 'decision').where('entry', 'is not', null)
    if (query.within) found = found.where(isWithin(query.within))
    if (query.launch !== undefined) found = found.where('launch', '=', searchable(query.launch))
    if (query.product !== undefined) found = found.where('product', '=', searchable(query.product))
    if (query.owner !== undefined) found = found.where('owner', '=', searchable(query.owner))
    if (query.verdict !== undefined) found = found.where('verdict', '=', query.verdict)
    if (query.from !== undefined) found = found.where('recorded_at', '>=', query.from)
    if (query.to !== undefined) found = found.where('recorded_at', '<', query.to)
    if (query.after !== undefined) found = found.where('sequence', newest ? '<' : '>', query.after)
    return found
      .orderBy('sequence', newest ? 'desc' : 'asc')
      .limit(limit + 1)
      .execute()
  })
  return pageOf(rows, limit)
}

function isWithin({ launches = [], products = [] }: Within) {
  return (build: ExpressionBuilder<Tables, 'entries'>) => {
    const some = (column: 'entries.launch' | 'entries.product', names: readonly string[]) =>
      names.length === 0 ? [] : [build(column, 'in', names.map(searchable))]
    return build.or([...some('entries.launch', launches), ...some('entries.product', products)])
  }
}

/** The last decision about each launch, by the id of the launch. `after` is the id that the page before ended with. */
export async function latestEntries(
  database: Database,
  { after = '', limit = 50, within }: { readonly after?: string; readonly limit?: number; readonly within?: Within | undefined },
): Promise<{ readonly entries: readonly RecordedEntry[]; readonly next?: string }> {
  const most = Math.min(Math.max(1, limit), 1000)
  const rows = await database.run((queries) => {
    const found = queries
      .selectFrom('launches')
      .innerJoin('entries', 'entries.sequence', 'launches.sequence')
      .select(['launches.launch as id', 'entries.sequence', 'kind', 'entry_digest', 'previous', 'hash', 'entry'])
      .where('launches.launch', '>', searchable(after))
    return (within ? found.where(isWithin(within)) : found)
      .orderBy('launches.launch')
      .limit(most + 1)
      .execute()
  })
  const next = rows.length > most ? rows[most - 1]?.id : undefined
  return { entries: rows.slice(0, most).map(entryOfRow), ...(next !== undefined && { next }) }
}

/** A decision by its digest; of several records of it, the last. */
export async function decisionByDigest(database: Database, digest: string): Promise<RecordedDecision | undefined> {
  if (!isDigest(digest)) return undefined
  return one(database, (queries) =>
    queries
      .selectFrom('entries')
      .selectAll()
      .where('decision', '=', digest)
      .where('body', 'is not', null)
      .orderBy('sequence', 'desc')
      .limit(1),
  )
}

/** A decision by the number of its entry. */
export async function decisionAt(database: Database, sequence: number): Promise<RecordedDecision | undefined> {
  return one(database, (queries) =>
    queries.selectFrom('entries').selectAll().where('sequence', '=', sequence).where('kind', '=', 'decision').where('body', 'is not', null),
  )
}

async function one(
  database: Database,
  find: (queries: Queries) => { executeTakeFirst(): Promise<EntryRow | undefined> },
): Promise<RecordedDecision | undefined> {
  const row = await database.run((queries) => find(queries).executeTakeFirst())
  if (!row || row.body === null) return undefined
  const entry = entryOfRow(row)
  return { ...entry, decision: decisionOfBody(row.body, entry.recorded.decision) }
}

function pageOf(rows: readonly BareRow[], limit: number): Page {
  const entries = rows.slice(0, limit).map(entryOfRow)
  const next = rows.length > limit ? entries.at(-1)?.sequence : undefined
  return { entries, ...(next !== undefined && { next }) }
}

function entryOfRow(row: BareRow): RecordedEntry {
  return {
    sequence: row.sequence,
    entry: row.entry_digest as Digest,
    previous: row.previous as Digest,
    hash: row.hash as Digest,
    recorded: JSON.parse(row.entry ?? '') as DecisionEntry,
  }
}
