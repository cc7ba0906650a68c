import type { Decision } from '../model/generated/types.ts'
import type { KeptInput } from '../model/kept.ts'
import type { Digest } from '../source/digest.ts'
import type { Database, InTransaction } from './database.ts'
import { type Circumstances, entryOfDecision, type Link } from './entry.ts'
import { StoreFailure } from './failure.ts'
import { bodyOf } from './hash.ts'
import { addInputs } from './inputs.ts'
import { chain, holdHead, type Unchained, writeRows } from './log.ts'
import { type KeyClaim, knownKeys, type RecordedKey, recordKeys } from './request-keys.ts'

/** A decision to record, with everything it rests on. */
export interface Append {
  readonly decision: Decision
  readonly circumstances: Circumstances
  readonly inputs: readonly KeptInput[]
  /** The texts of the inputs; those that the store has may be left out. */
  readonly texts: ReadonlyMap<Digest, string>
  /** Makes a repeated request find the decision that was recorded the first time. */
  readonly key?: KeyClaim
}

/** What was recorded. `isRepeat`: the key was used before, and this is what it recorded then. */
export interface Appended extends Pick<Link, 'sequence'> {
  readonly isRepeat: boolean
}

export interface Appender {
  /** Records a decision. Resolves only after it was committed to disk, in one transaction with whatever else waits. */
  append(request: Append): Promise<Appended>
  /** Waits for what was asked for; nothing is taken any more. */
  close(): Promise<void>
}

interface Waiting {
  readonly request: Append
  readonly body: string
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: unknown) => void
}

/** Enough that one sync is shared by many, few enough that nobody waits long. */
const mostAtOnce = 128
const mostWaiting = 5000

/** Records decisions group by group: what comes while one group is written is the next. */
export function appenderOf(database: Database, now: () => number): Appender {
  const waiting: Waiting[] = []
  let writing: Promise<void> | undefined
  let isClosed = false
  const work = async (): Promise<void> => {
    // Whoever asks in the same turn of the event loop shares the first group.
    await new Promise(setImmediate)
    while (waiting.length > 0) await writeGroup(database, waiting.splice(0, mostAtOnce), now)
    writing = undefined
  }
  return {
    append: async (request) => {
      if (isClosed) throw new StoreFailure('unavailable', 'the store is closed')
      if (waiting.length >= mostWaiting) throw new StoreFailure('unavailable', `more than ${mostWaiting} decisions wait to be recorded`)
      const body = checked(request)
      return new Promise<Appended>((resolve, reject) => {
        waiting.push({ request, body, resolve, reject })
        writing ??= work()
      })
    },
    close: async () => {
      isClosed = true
      await writing
    },
  }
}

/** The text to store of a decision. Throws when the decision is not what its digest says. */
function checked({ decision }: Append): string {
  const body = bodyOf(decision)
  if (body === undefined) throw new StoreFailure('refused', `the decision does not fit its digest ${decision.digest}`)
  return body
}

/** Writes a group. When something is wrong with one of it, each is tried alone, so that the others are not lost with it. */
async function writeGroup(database: Database, group: readonly Waiting[], now: () => number): Promise<void> {
  try {
    const results = await database.write((queries) => writeAll(queries, group, now))
    for (const [index, waiting] of group.entries()) {
      const result = results[index]
      if (result === undefined || result instanceof Error) waiting.reject(result)
      else waiting.resolve(result)
    }
  } catch (error) {
    const isAlone = group.length === 1 || (error instanceof StoreFailure && error.problem === 'unavailable')
    if (isAlone) for (const waiting of group) waiting.reject(error)
    else for (const waiting of group) await writeGroup(database, [waiting], now)
  }
}

async function writeAll(queries: InTransaction, group: readonly Waiting[], now: () => number): Promise<(Appended | StoreFailure)[]> {
  const head = await holdHead(queries)
  const time = now()
  const recordedAt = new Date(time).toISOString()
  const keys = await knownKeys(
    queries,
    group.flatMap(({ request }) => request.key?.key ?? []),
    time,
  )
  const kept = await addInputs(
    queries,
    new Map(group.flatMap(({ request }) => [...request.texts])),
    group.flatMap(({ request }) => request.inputs.map((input) => input.digest)),
  )
  const entries: Unchained[] = []
  const recorded: RecordedKey[] = []
  const results = group.map(({ request, body }): Appended | StoreFailure => {
    const { key, inputs } = request
    const known = key && keys.get(key.key)
    if (known && known.fingerprint !== key.fingerprint) return new StoreFailure('key-reused', 'the key was used for another request')
    if (known?.sequence) return { sequence: known.sequence, isRepeat: true }
    const missing = inputs.find((input) => !kept.has(input.digest))
    if (missing) return new StoreFailure('refused', `the text of the input \`${missing.file}\` is missing`)
    entries.push({ entry: entryOfDecision(request.decision, { ...request, recordedAt }), body })
    const sequence = head.sequence + entries.length
    if (key) {
      keys.set(key.key, { fingerprint: key.fingerprint, sequence })
      recorded.push({ ...key, sequence })
    }
    return { sequence, isRepeat: false }
  })
  await writeRows(
    queries,
    chain(head, entries).map((item) => item.row),
  )
  await recordKeys(queries, recorded, time)
  return results
}
