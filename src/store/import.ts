import type { Digest } from '../source/digest.ts'
import { checkRow } from './check-row.ts'
import type { Database, InTransaction } from './database.ts'
import type { EntryLine, ExportLine, InputLine } from './export.ts'
import { StoreFailure } from './failure.ts'
import { hashOf, isDigest } from './hash.ts'
import { type ImportedWaivers, importWaivers } from './import-waivers.ts'
import { addInputs } from './inputs.ts'
import { copiedFrom, type Head, holdHead, readHead, writeRows } from './log.ts'
import { readEntry } from './read-entry.ts'
import { readExportLine } from './read-export.ts'
import { newWaiverReading, type WaiverReading } from './read-waivers.ts'
import type { EntryRow } from './tables.ts'
import { nothingTaken } from './taken-out.ts'

/** What an import came to; of the entries that were there already, `known` says how many. */
export interface Imported extends ImportedWaivers {
  readonly entries: number
  readonly known: number
  readonly head: Head
}

/** Lines written in one transaction; it also bounds what is held in memory. */
const linesAtOnce = 200

interface Importing {
  readonly database: Database
  readonly inputs: InputLine[]
  readonly rows: EntryRow[]
  readonly waivers: WaiverReading
  /** Where the lines have come to; the start line says where they begin. */
  last: Head | undefined
  head: Head
  entries: number
  known: number
  isEnded: boolean
}

/**
 * Imports exported lines. Each entry is looked at before it is written: its digest, its place in the chain, the text of its
 * decision, and its inputs. Entries that the store has must be the same; the first that it has not must follow its last one.
 * Waivers are written last, all or none, once they were held against the log.
 * Throws a `StoreFailure` that names the line at the first thing that is wrong; what was written before it stays and is whole.
 */
export async function importLines(database: Database, lines: AsyncIterable<string> | Iterable<string>): Promise<Imported> {
  const head = await database.run(readHead)
  const [waivers, counts] = [newWaiverReading(), { entries: 0, known: 0 }]
  const state: Importing = { database, inputs: [], rows: [], waivers, last: undefined, head, ...counts, isEnded: false }
  let number = 0
  for await (const text of lines) {
    number++
    if (text.trim() === '') continue
    try {
      await take(state, readExportLine(text))
    } catch (error) {
      if (error instanceof StoreFailure && error.problem === 'refused')
        throw new StoreFailure('refused', `line ${number}: ${error.message}`)
      throw error
    }
  }
  await flush(state)
  if (!state.isEnded) throw new StoreFailure('refused', 'the lines end before their end: the file was cut')
  return { entries: state.entries, known: state.known, head: state.head, ...(await importWaivers(database, waivers.waivers)) }
}

async function take(state: Importing, line: ExportLine): Promise<void> {
  if (state.isEnded) throw refused('something follows the end')
  if ((line.line === 'start') !== (state.last === undefined)) throw refused('an export begins with one line `start`')
  switch (line.line) {
    case 'start':
      state.waivers.begin(line)
      return begin(state, { sequence: line.after, hash: digestIn(line.previous) })
    case 'input':
      checkInputLine(line)
      state.inputs.push(line)
      break
    case 'entry':
      await takeEntry(state, line)
      break
    case 'waiver':
      state.waivers.take(line)
      break
    case 'end':
      if (state.last?.sequence !== line.sequence || state.last.hash !== line.hash)
        throw refused('the end is not that of the entries before it')
      state.waivers.end(line)
      state.isEnded = true
  }
  if (state.rows.length + state.inputs.length >= linesAtOnce) await flush(state)
}

async function begin(state: Importing, start: Head): Promise<void> {
  if (start.sequence > state.head.sequence)
    throw refused(
      `it goes on from entry ${start.sequence}, and the store ends with entry ${state.head.sequence}: export from ${state.head.sequence + 1}`,
    )
  if (start.sequence > 0) await checkKnown(state.database, start)
  state.last = start
}

async function takeEntry(state: Importing, line: EntryLine): Promise<void> {
  const { last } = state
  if (!last) return
  const row = rowOf(line)
  const taken = nothingTaken()
  // Whether a pruned entry may be empty is said by a later one; the look at the whole store tells.
  const { sequence } = line
  if (line.entry === null)
    taken.prunings.push({
      kind: 'pruning',
      sequence: sequence + 1,
      from: sequence,
      upTo: sequence,
      except: [],
      by: '',
      why: '',
      recordedAt: '',
    })
  const [fault] = checkRow(row, last, taken).faults
  if (fault !== undefined) throw refused(`entry ${line.sequence}: ${fault}`)
  state.last = { sequence: line.sequence, hash: digestIn(line.hash) }
  if (line.sequence > state.head.sequence) {
    state.rows.push(row)
    return
  }
  await checkKnown(state.database, state.last)
  state.known++
}

/** Whether the store has this very entry: two logs that differ are never joined. */
async function checkKnown(database: Database, { sequence, hash }: Head): Promise<void> {
  const known = await database.run((queries) =>
    queries.selectFrom('entries').select('hash').where('sequence', '=', sequence).executeTakeFirst(),
  )
  if (known?.hash !== hash) throw refused(`entry ${sequence} is another one in this store: they are different logs`)
}

async function flush(state: Importing): Promise<void> {
  const rows = state.rows.splice(0)
  const inputs = state.inputs.splice(0)
  if (rows.length === 0 && inputs.length === 0) return
  state.head = await state.database.write(async (queries) => {
    const head = await holdHead(queries)
    if (head.sequence !== state.head.sequence) throw refused('somebody else writes to the store: import when nobody does')
    const kept = await writeInputs(queries, inputs, rows)
    for (const row of rows) checkInputs(row, kept)
    await writeRows(queries, rows)
    const last = rows.at(-1)
    return last ? { sequence: last.sequence, hash: last.hash as Digest } : head
  })
  state.entries += rows.length
}

async function writeInputs(queries: InTransaction, inputs: readonly InputLine[], rows: readonly EntryRow[]): Promise<ReadonlySet<Digest>> {
  const texts = new Map(inputs.flatMap(({ digest, text }) => (text === null ? [] : [[digest as Digest, text] as const])))
  const erased = inputs.filter((input) => input.text === null)
  const wanted = rows.flatMap((row) => {
    const entry = row.entry === null ? undefined : readEntry(row.entry)
    return entry?.kind === 'decision' ? entry.inputs.map((input) => input.digest) : []
  })
  const kept = new Set(await addInputs(queries, texts, [...wanted, ...erased.map((input) => input.digest as Digest)]))
  for (const { digest, erased: at } of erased) {
    // Here the text may still be there: the entry of its erasure is among those that come now.
    await queries.deleteFrom('inputs').where('digest', '=', digest).execute()
    await queries.insertInto('inputs').values({ digest, text: null, erased: at }).execute()
    kept.add(digest as Digest)
  }
  return kept
}

function checkInputs({ sequence, entry }: EntryRow, kept: ReadonlySet<Digest>): void {
  const said = entry === null ? undefined : readEntry(entry)
  const missing = said?.kind === 'decision' ? said.inputs.find((input) => !kept.has(input.digest)) : undefined
  if (missing) throw refused(`entry ${sequence}: the text of the input \`${missing.file}\` is missing`)
}

function checkInputLine({ digest, text, erased }: InputLine): void {
  digestIn(digest)
  if (text === null ? erased === null : hashOf(text) !== digest || text.includes('\0'))
    throw refused(text === null ? 'an input has neither a text nor an erasure' : 'the text of an input does not fit its digest')
}

function rowOf({ sequence, kind, digest, previous, hash, entry, body }: EntryLine): EntryRow {
  const said = entry === null ? undefined : readEntry(entry)
  const copied = copiedFrom(said?.kind === 'decision' ? said : undefined)
  return {
    sequence,
    kind,
    entry_digest: digest,
    previous,
    hash,
    ...copied,
    recorded_at: said ? Date.parse(said.recordedAt) : null,
    entry,
    body,
  }
}

function digestIn(text: string): Digest {
  if (!isDigest(text)) throw refused('a digest is not `sha256:` and 64 digits')
  return text
}

function refused(message: string): StoreFailure {
  return new StoreFailure('refused', message)
}
