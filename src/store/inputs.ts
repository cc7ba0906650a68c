import type { TextOf } from '../model/kept.ts'
import type { Digest } from '../source/digest.ts'
import { type Database, type InTransaction, sql } from './database.ts'
import type { ErasureEntry } from './entry.ts'
import { StoreFailure } from './failure.ts'
import { hashOf } from './hash.ts'
import { chain, holdHead, writeRows } from './log.ts'

/** A raw input as it is kept: its text, or the entry of its erasure. */
export type StoredInput = { readonly text: string } | { readonly erased: number }

/** Who erases an input, and why; both stand in the log for ever, so they must not say what was erased. */
export interface Erasing {
  readonly by: string
  readonly why: string
}

/** Digests asked for in one statement. */
export const digestsAtOnce = 500

/**
 * Adds texts that are not there yet, each compared with its digest. An erased one stays erased: who records the same text again does not bring it back.
 * Returns the digests of `wanted` that are now there or erased. Runs after `holdHead`, so that nothing is swept meanwhile.
 */
export async function addInputs(
  queries: InTransaction,
  texts: ReadonlyMap<Digest, string>,
  wanted: Iterable<Digest>,
): Promise<ReadonlySet<Digest>> {
  const digests = [...new Set([...texts.keys(), ...wanted])]
  const known = new Set<Digest>()
  for (let at = 0; at < digests.length; at += digestsAtOnce) {
    const some = digests.slice(at, at + digestsAtOnce)
    const rows = await queries.selectFrom('inputs').select('digest').where('digest', 'in', some).execute()
    for (const row of rows) known.add(row.digest as Digest)
  }
  const fresh = [...texts].filter(([digest]) => !known.has(digest)).map(([digest, text]) => ({ digest, text, erased: null }))
  for (const row of fresh) {
    checkInput(row.digest, row.text)
    known.add(row.digest)
  }
  for (let at = 0; at < fresh.length; at += digestsAtOnce)
    await queries
      .insertInto('inputs')
      .values(fresh.slice(at, at + digestsAtOnce))
      .execute()
  return known
}

/** Refuses what no database keeps as it is: a text with a NUL, or one that its digest does not fit. */
function checkInput(digest: Digest, text: string): void {
  if (text.includes('\0')) throw new StoreFailure('refused', 'the text of an input contains a NUL character')
  if (hashOf(text) !== digest) throw new StoreFailure('refused', `the text of an input does not fit its digest ${digest}`)
}

export interface Inputs {
  /** Keeps a text and says its digest. */
  put(text: string): Promise<Digest>
  /** The text of a digest, or the entry of its erasure; undefined where it was never kept, or dropped with all that rested on it. */
  get(digest: string): Promise<StoredInput | undefined>
  /** Erases a text for ever and says so in the log. False where there is none to erase. */
  erase(digest: string, erasing: Erasing): Promise<boolean>
}

export function inputsOf(database: Database, now: () => number): Inputs {
  return {
    async put(text) {
      const digest = hashOf(text)
      await database.write(async (queries) => {
        await holdHead(queries)
        await addInputs(queries, new Map([[digest, text]]), [])
      })
      return digest
    },
    async get(digest) {
      const row = await database.run((queries) =>
        queries.selectFrom('inputs').select(['text', 'erased']).where('digest', '=', digest).executeTakeFirst(),
      )
      if (!row) return undefined
      return row.text === null ? { erased: row.erased ?? 0 } : { text: row.text }
    },
    erase: (digest, erasing) => erase(database, digest as Digest, { ...erasing, recordedAt: new Date(now()).toISOString() }),
  }
}

async function erase(database: Database, digest: Digest, said: Erasing & { readonly recordedAt: string }): Promise<boolean> {
  if (said.by.trim() === '' || said.why.trim() === '') throw new StoreFailure('refused', 'an erasure says by whom and why')
  const entry: ErasureEntry = { kind: 'erasure', recordedAt: said.recordedAt, input: digest, by: said.by, why: said.why }
  const isErased = await database.write(async (queries) => {
    const head = await holdHead(queries)
    const rows = chain(head, [{ entry, body: null }]).map((item) => item.row)
    const erased = await queries
      .updateTable('inputs')
      .set({ text: null, erased: head.sequence + 1 })
      .where('digest', '=', digest)
      .where('text', 'is not', null)
      .returning('digest')
      .execute()
    if (erased.length === 0) return false
    await writeRows(queries, rows)
    return true
  })
  if (isErased) await forget(database)
  return isErased
}

/** Deleted text may stand on in free pages and in the write-ahead log of a file: after this it does not. */
async function forget(database: Database): Promise<void> {
  if (database.kind !== 'sqlite') return
  await database.onConnection((queries) => sql`pragma wal_checkpoint(truncate)`.execute(queries))
}

/** The texts that a store keeps, as a replay asks for them: undefined for one that was erased or never kept. */
export function keptTexts({ inputs }: { readonly inputs: Pick<Inputs, 'get'> }): TextOf {
  return async (digest) => {
    const input = await inputs.get(digest)
    return input && 'text' in input ? input.text : undefined
  }
}
