import type { JudgeAgain, KeptInput, Replayed } from '../model/kept.ts'
import type { Digest } from '../source/digest.ts'
import { type InputStates, inputStates } from './check-inputs.ts'
import { type CheckedRow, checkRow } from './check-row.ts'
import { checkWhole } from './check-whole.ts'
import type { Database } from './database.ts'
import { StoreFailure } from './failure.ts'
import { decisionOfBody, noHash } from './hash.ts'
import { type Head, readHead } from './log.ts'
import type { EntryRow } from './tables.ts'
import { nothingTaken, readTakenOut, type TakenOut } from './taken-out.ts'
import type { Checked, Verification } from './verification.ts'

export interface VerifyOptions {
  /** The first and the last entry to look at. Only a look at all of them says that none is missing at the end. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Judges a decision again from its inputs; without it nothing is replayed. */
  readonly judgeAgain?: JudgeAgain | undefined
  /** An entry whose hash somebody noted elsewhere: who rewrites the log from there on cannot make it fit. */
  readonly anchor?: Head | undefined
  /** Called with each entry as soon as it was looked at, and with the number of the last one. */
  readonly onChecked?: ((checked: Checked, last: number) => void) | undefined
}

/** Entries read at once; with their texts they are some megabytes. */
const rowsAtOnce = 100
const mostFaults = 100

/** A look at the log as far as it has come. */
export interface Run {
  readonly database: Database
  readonly options: VerifyOptions
  readonly taken: TakenOut
  readonly head: Head
  readonly replayed: Record<Replayed, number>
  readonly faults: string[]
  readonly notes: string[]
  wrong: number
  decisions: number
  pruned: number
  erased: number
  waivers: number
  latestTime: number
}

/** Looks at the log, entry by entry: the chain, every digest, what was taken out, and each decision judged again. Changes nothing. */
export async function verifyLog(database: Database, options: VerifyOptions): Promise<Verification> {
  const { from = 1, to = Number.MAX_SAFE_INTEGER } = options
  const head = await database.run(readHead)
  checkAnchor(options)
  const replayed = { 'same-bytes': 0, 'same-outcomes': 0, 'not-replayable': 0, differs: 0 }
  const counts = { wrong: 0, decisions: 0, pruned: 0, erased: 0, waivers: 0, latestTime: 0 }
  const run: Run = { database, options, taken: nothingTaken(), head, replayed, faults: [], notes: [], ...counts }
  let last = await before(database, from)
  for (;;) {
    const rows = await pageAfter(database, last.sequence, Math.min(to, head.sequence))
    if (rows.length === 0) break
    await checkPage(run, rows, last)
    last = headOf(rows.at(-1)) ?? last
  }
  if (isWhole(run)) await checkWhole(run, last)
  const { anchor } = options
  if (anchor && anchor.sequence > last.sequence) run.faults.push(`entry ${anchor.sequence}, whose hash was noted, is gone`)
  return closing(run, { from, last })
}

/** A noted entry that is not looked at would prove nothing. */
function checkAnchor({ anchor, from = 1, to = Number.MAX_SAFE_INTEGER }: VerifyOptions): void {
  if (anchor && (anchor.sequence < from || anchor.sequence > to))
    throw new StoreFailure('refused', `entry ${anchor.sequence}, whose hash was noted, is not among those to be looked at`)
}

function closing(run: Run, { from, last }: { readonly from: number; readonly last: Head }): Verification {
  const { replayed, faults, notes, wrong, decisions, pruned, erased, waivers } = run
  const isValid = wrong === 0 && faults.length === 0
  return { isValid, from, to: last.sequence, hash: last.hash, decisions, replayed, pruned, erased, waivers, faults, wrong, notes }
}

async function checkPage(run: Run, rows: readonly EntryRow[], last: Head): Promise<void> {
  const { database, options, taken, head } = run
  // Read after the rows, so that whatever was taken out of these is known.
  await readTakenOut(database, taken)
  const checked = rows.map((row, index) => checkRow(row, headOf(rows[index - 1]) ?? last, taken))
  const states = await statesOf(run, checked)
  for (const [index, row] of rows.entries()) {
    const found = checked[index]
    if (!found) continue
    const previous = headOf(rows[index - 1]) ?? last
    const result = await checkedOf(run, row, found, states)
    // It may have been pruned between the reading of the row and of its inputs.
    const final = result.state === 'wrong' ? await again(run, row, previous, result) : result
    tally(run, final)
    options.onChecked?.(final, Math.min(options.to ?? head.sequence, head.sequence))
  }
}

/** A look at the whole log compares every text of an input once, further on. */
function statesOf(run: Run, checked: readonly CheckedRow[]): Promise<InputStates> {
  const digests = new Set(checked.flatMap(({ entry }) => (entry?.kind === 'decision' ? entry.inputs.map((input) => input.digest) : [])))
  return inputStates(run.database, [...digests], run.taken, !isWhole(run))
}

function isWhole({ options }: Run): boolean {
  return options.from === undefined && options.to === undefined
}

async function again(run: Run, before: EntryRow, previous: Head, first: Checked): Promise<Checked> {
  const [row] = await pageAfter(run.database, before.sequence - 1, before.sequence)
  if (!row || before.entry === null || row.entry !== null) return first
  await readTakenOut(run.database, run.taken)
  const checked = checkRow(row, previous, run.taken)
  return checkedOf(run, row, checked, await statesOf(run, [checked]))
}

async function checkedOf(run: Run, row: EntryRow, { entry, isPruned, faults: found }: CheckedRow, states: InputStates): Promise<Checked> {
  const { sequence, kind } = row
  const faults = [...found]
  const { anchor, judgeAgain } = run.options
  if (anchor?.sequence === sequence && anchor.hash !== row.hash) faults.push('its hash is not the one that was noted')
  if (entry) noteClock(run, sequence, Date.parse(entry.recordedAt))
  if (entry?.kind !== 'decision') return { sequence, kind, state: faults.length > 0 ? 'wrong' : isPruned ? 'pruned' : 'valid', faults }
  for (const { file, digest } of entry.inputs) {
    const fault = states.faults.get(digest)
    if (fault !== undefined) faults.push(`the input \`${file}\`: ${fault}`)
  }
  const isErased = entry.inputs.some(({ digest }) => states.erased.has(digest))
  if (faults.length > 0 || row.body === null) return { sequence, kind, state: 'wrong', faults }
  if (isErased || entry.inputs.length === 0) return { sequence, kind, state: 'not-replayable', replayed: 'not-replayable', faults }
  if (!judgeAgain) return { sequence, kind, state: 'valid', faults }
  const { result, why } = await judgeAgain(decisionOfBody(row.body, entry.decision), entry.inputs, textsOf(run.database, entry.inputs))
  if (result === 'differs')
    faults.push(why === undefined ? 'judged again, it comes out otherwise' : `judged again, it comes out otherwise: ${why}`)
  return {
    sequence,
    kind,
    state: result === 'differs' ? 'wrong' : result === 'not-replayable' ? 'not-replayable' : 'valid',
    replayed: result,
    faults,
  }
}

/** The texts of inputs, read at once when the first is asked for. */
function textsOf(database: Database, inputs: readonly KeptInput[]): (digest: Digest) => Promise<string | undefined> {
  let texts: Promise<ReadonlyMap<string, string | null>> | undefined
  const digests = [...new Set(inputs.map((input) => input.digest))]
  return async (digest) => {
    texts ??= database
      .run((queries) => queries.selectFrom('inputs').select(['digest', 'text']).where('digest', 'in', digests).execute())
      .then((rows) => new Map(rows.map((row) => [row.digest, row.text])))
    return (await texts).get(digest) ?? undefined
  }
}

function tally(run: Run, checked: Checked): void {
  if (checked.kind === 'decision') run.decisions++
  if (checked.state === 'pruned') run.pruned++
  if (checked.kind === 'erasure') run.erased++
  if (checked.replayed) run.replayed[checked.replayed]++
  if (checked.state !== 'wrong') return
  run.wrong++
  for (const fault of checked.faults) if (run.faults.length < mostFaults) run.faults.push(`entry ${checked.sequence}: ${fault}`)
}

/** Numbers, not times, are the order of the log; a clock that went back is told because a reader would stumble over it. */
function noteClock(run: Run, sequence: number, time: number): void {
  if (time < run.latestTime && run.notes.length < mostFaults)
    run.notes.push(`entry ${sequence}: the clock had gone back by ${run.latestTime - time} ms`)
  run.latestTime = time
}

function headOf(row: EntryRow | undefined): Head | undefined {
  return row && { sequence: row.sequence, hash: row.hash as Digest }
}

async function before(database: Database, from: number): Promise<Head> {
  if (from <= 1) return { sequence: 0, hash: noHash }
  const row = await database.run((queries) =>
    queries
      .selectFrom('entries')
      .select(['sequence', 'hash'])
      .where('sequence', '=', from - 1)
      .executeTakeFirst(),
  )
  if (!row) throw new StoreFailure('refused', `there is no entry ${from - 1} to begin after`)
  return { sequence: row.sequence, hash: row.hash as Digest }
}

function pageAfter(database: Database, after: number, last: number): Promise<EntryRow[]> {
  return database.run((queries) =>
    queries
      .selectFrom('entries')
      .selectAll()
      .where('sequence', '>', after)
      .where('sequence', '<=', last)
      .orderBy('sequence')
      .limit(rowsAtOnce)
      .execute(),
  )
}
