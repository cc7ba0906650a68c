import type { Digest } from '../source/digest.ts'
import type { Database, InTransaction, Queries } from './database.ts'
import type { PruningEntry } from './entry.ts'
import { StoreFailure } from './failure.ts'
import { digestsAtOnce, type Erasing } from './inputs.ts'
import { chain, holdHead, readHead, writeRows } from './log.ts'
import { readEntry } from './read-entry.ts'

/** What to drop: everything recorded before a moment, but the last decision about each launch. By whom and why stands in the log. */
export interface Retention extends Erasing {
  /** In milliseconds since 1970. */
  readonly before: number
}

/** How many decisions and how many inputs were dropped. */
export interface Retained {
  readonly decisions: number
  readonly inputs: number
}

/** Decisions dropped in one transaction: others wait for it. */
const prunedAtOnce = 500
const sweptAtOnce = 50_000
const readAtOnce = 500

/**
 * Drops old decisions, of which only the hashes remain, then the inputs that nothing rests on any more. The log goes from old to
 * new, so it is pruned up to the first entry that is to be kept, and an entry of the log says so. May be run again at any time.
 */
export async function retain(database: Database, retention: Retention, now: () => number): Promise<Retained> {
  if (retention.by.trim() === '' || retention.why.trim() === '') throw new StoreFailure('refused', 'a retention says by whom and why')
  let decisions = 0
  for (let after = 0; ; ) {
    const pruned = await database.write((queries) => pruneSome(queries, retention, { after, recordedAt: new Date(now()).toISOString() }))
    decisions += pruned.count
    if (pruned.count === 0) break
    after = pruned.upTo
  }
  return { decisions, inputs: await sweep(database) }
}

interface Step {
  readonly after: number
  readonly recordedAt: string
}

async function pruneSome(
  queries: InTransaction,
  { before, by, why }: Retention,
  { after, recordedAt }: Step,
): Promise<{ readonly count: number; readonly upTo: number }> {
  const head = await holdHead(queries)
  const kept = await queries
    .selectFrom('entries')
    .select('sequence')
    .where('recorded_at', '>=', before)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst()
  const end = kept?.sequence ?? head.sequence + 1
  const latest = queries.selectFrom('launches').select('sequence')
  const old = await queries
    .selectFrom('entries')
    .select('sequence')
    .where('sequence', '>', after)
    .where('sequence', '<', end)
    .where('kind', '=', 'decision')
    .where('entry', 'is not', null)
    .where('sequence', 'not in', latest)
    .orderBy('sequence')
    .limit(prunedAtOnce)
    .execute()
  const [first] = old
  const last = old.at(-1)
  if (!first || !last) return { count: 0, upTo: after }
  const sequences = old.map((row) => row.sequence)
  await queries
    .updateTable('entries')
    .set({ decision: null, launch: null, product: null, owner: null, verdict: null, recorded_at: null, entry: null, body: null })
    .where('sequence', 'in', sequences)
    .execute()
  const except = await queries
    .selectFrom('entries')
    .select('sequence')
    .where('sequence', '>', first.sequence)
    .where('sequence', '<', last.sequence)
    .where('kind', '=', 'decision')
    .where('entry', 'is not', null)
    .orderBy('sequence')
    .execute()
  const range = { from: first.sequence, upTo: last.sequence, except: except.map((row) => row.sequence) }
  const entry: PruningEntry = { kind: 'pruning', recordedAt, ...range, by, why }
  await writeRows(
    queries,
    chain(head, [{ entry, body: null }]).map((item) => item.row),
  )
  return { count: old.length, upTo: last.sequence }
}

/** Drops the texts that no decision rests on, some at a time. What was erased keeps its place, so that it stays erased. */
async function sweep(database: Database): Promise<number> {
  let dropped = 0
  for (let after = ''; ; ) {
    const rows = await database.run((queries) =>
      queries
        .selectFrom('inputs')
        .select('digest')
        .where('digest', '>', after)
        .where('erased', 'is', null)
        .orderBy('digest')
        .limit(sweptAtOnce)
        .execute(),
    )
    const last = rows.at(-1)
    if (!last) return dropped
    after = last.digest
    dropped += await sweepSome(database, new Set(rows.map((row) => row.digest as Digest)))
  }
}

async function sweepSome(database: Database, unused: Set<Digest>): Promise<number> {
  const head = await database.run(readHead)
  await database.run((queries) => removeUsed(queries, unused, { after: 0, upTo: head.sequence }))
  if (unused.size === 0) return 0
  // Whoever records now waits; what was recorded while the log was read is looked at before anything is dropped.
  return database.write(async (queries) => {
    const { sequence } = await holdHead(queries)
    await removeUsed(queries, unused, { after: head.sequence, upTo: sequence })
    const digests = [...unused]
    for (let at = 0; at < digests.length; at += digestsAtOnce)
      await queries
        .deleteFrom('inputs')
        .where('digest', 'in', digests.slice(at, at + digestsAtOnce))
        .where('erased', 'is', null)
        .execute()
    return digests.length
  })
}

async function removeUsed(queries: Queries, unused: Set<Digest>, range: { readonly after: number; readonly upTo: number }): Promise<void> {
  for (let after = range.after; after < range.upTo; ) {
    const rows = await queries
      .selectFrom('entries')
      .select(['sequence', 'entry'])
      .where('sequence', '>', after)
      .where('sequence', '<=', range.upTo)
      .orderBy('sequence')
      .limit(readAtOnce)
      .execute()
    for (const { entry } of rows) {
      const said = entry === null ? undefined : readEntry(entry)
      for (const { digest } of said?.kind === 'decision' ? said.inputs : []) unused.delete(digest)
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.sequence
  }
}
