import { continues, type ReadWaiver } from './check-waiver.ts'
import type { Database, InTransaction } from './database.ts'
import { StoreFailure } from './failure.ts'
import { readKept } from './kept-waiver.ts'
import { holdHead } from './log.ts'
import { digestOfWaiver } from './waiver-lines.ts'
import { unprovedNote, waiverLog } from './waiver-log.ts'
import { waiverOf } from './waiver-requests.ts'

/** What became of the waivers of an import: how many were written, how many were there already, and what is worth knowing of them. */
export interface ImportedWaivers {
  readonly waivers: number
  readonly knownWaivers: number
  readonly notes: readonly string[]
}

/**
 * Takes waivers into a store that has the log they rest on, all or none. One that is there must be the same, or an earlier or later
 * state of the same. Throws a `StoreFailure` for one that contradicts it, or the log.
 */
export async function importWaivers(database: Database, waivers: ReadonlyMap<string, ReadWaiver>): Promise<ImportedWaivers> {
  if (waivers.size === 0) return { waivers: 0, knownWaivers: 0, notes: [] }
  return database.write(async (queries) => {
    await holdHead(queries)
    const look = waiverLog(queries)
    const notes: string[] = []
    let written = 0
    for (const waiver of waivers.values()) {
      const { id, state } = waiver.request
      const before = await storedAs(queries, id)
      if (before && isKnown(waiver, before)) continue
      const { faults, isJudgedBy } = await look(waiver.request, waiver.kept)
      if (faults.length > 0) throw refused(id, faults.join('; '))
      if (state === 'in-force' && !isJudgedBy) notes.push(unprovedNote(id))
      await write(queries, waiver, before)
      written++
    }
    return { waivers: written, knownWaivers: waivers.size - written, notes }
  })
}

async function storedAs(queries: InTransaction, id: string): Promise<ReadWaiver | undefined> {
  const row = await queries.selectFrom('waiver_requests').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const kept = readKept(row.document)
  if (!kept) throw refused(id, 'what this store keeps of it has not the form of a waiver')
  return { request: waiverOf(row), kept }
}

/** Whether the store has it already, as it is or as it became since. Throws where the store has another one. */
function isKnown(waiver: ReadWaiver, before: ReadWaiver): boolean {
  if (digestOfWaiver(waiver.request) === digestOfWaiver(before.request) || continues(before, waiver)) return true
  if (continues(waiver, before)) return false
  throw refused(waiver.request.id, 'it is another one in this store')
}

async function write(queries: InTransaction, { request }: ReadWaiver, before: ReadWaiver | undefined): Promise<void> {
  const { changedAt, ...rest } = request
  const row = { ...rest, changed_at: changedAt }
  const { id } = row
  const written = before
    ? await queries
        .updateTable('waiver_requests')
        .set(row)
        .where('id', '=', id)
        .where('version', '=', before.request.version)
        .returning('id')
        .execute()
    : await queries
        .insertInto('waiver_requests')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .execute()
  if (written.length === 0) throw refused(id, 'somebody else changes it: import when nobody does')
}

function refused(id: string, message: string): StoreFailure {
  return new StoreFailure('refused', `the waiver \`${id}\`: ${message}`)
}
