import type { Database, InTransaction, Queries } from './database.ts'
import { digestsAtOnce } from './inputs.ts'

/** A key by which a repeated request is known. `fingerprint` tells whether it is the same request: a digest of what was asked. */
export interface KeyClaim {
  /** Should name the caller too, so that two callers never share one. */
  readonly key: string
  readonly fingerprint: string
  /** How long it is remembered, in milliseconds; a day without it. */
  readonly keepFor?: number
}

/** What a key was used for; `sequence` is the entry that was recorded under it. */
export interface KnownKey {
  readonly fingerprint: string
  readonly sequence: number | null
}

export interface RecordedKey extends KeyClaim {
  readonly sequence: number
}

/**
 * What a key is about. `new`: go on, and `finish` it. `running`: the first request is still at it. `reused`: it came with
 * another request. `done`: the answer that was given then.
 */
export type KeyState =
  | { readonly state: 'new' | 'running' | 'reused' }
  | { readonly state: 'done'; readonly response: string | undefined; readonly sequence: number | undefined }

const day = 86_400_000

export interface RequestKeys {
  /** Claims a key for one request; who died at it is waited for no longer than `lease` milliseconds. */
  begin(claim: KeyClaim, lease: number): Promise<KeyState>
  /** What is known of keys, without claiming any. */
  known(keys: readonly string[]): Promise<ReadonlyMap<string, KnownKey>>
  /** Keeps the answer to be given to a repeated request. */
  finish(key: string, response: string): Promise<void>
  /** Frees a key whose request came to nothing. */
  abandon(key: string): Promise<void>
  /** Forgets keys that expired; returns how many. */
  dropExpired(): Promise<number>
}

export function requestKeysOf(database: Database, now: () => number): RequestKeys {
  return {
    begin: (claim, lease) => database.write((queries) => begin(queries, claim, { time: now(), lease })),
    known: (keys) => database.run((queries) => knownKeys(queries, keys, now())),
    async finish(key, response) {
      await database.run((queries) =>
        queries.updateTable('request_keys').set({ response, leased_until: 0 }).where('key', '=', key).execute(),
      )
    },
    async abandon(key) {
      await database.run((queries) =>
        queries.deleteFrom('request_keys').where('key', '=', key).where('response', 'is', null).where('sequence', 'is', null).execute(),
      )
    },
    async dropExpired() {
      const dropped = await database.run((queries) =>
        queries.deleteFrom('request_keys').where('expires_at', '<=', now()).returning('key').execute(),
      )
      return dropped.length
    },
  }
}

async function begin(
  queries: InTransaction,
  { key, fingerprint, keepFor = day }: KeyClaim,
  { time, lease }: { readonly time: number; readonly lease: number },
): Promise<KeyState> {
  const row = { key, fingerprint, sequence: null, response: null, leased_until: time + lease, expires_at: time + keepFor }
  const fresh = await queries
    .insertInto('request_keys')
    .values(row)
    .onConflict((conflict) =>
      // What has expired is as if it had never been; a claim whose holder died can be taken over by the same request.
      conflict
        .column('key')
        .doUpdateSet(row)
        .where((build) =>
          build.or([
            build('request_keys.expires_at', '<=', time),
            build.and([
              build('request_keys.response', 'is', null),
              build('request_keys.sequence', 'is', null),
              build('request_keys.leased_until', '<=', time),
              build('request_keys.fingerprint', '=', fingerprint),
            ]),
          ]),
        ),
    )
    .returning('key')
    .execute()
  if (fresh.length > 0) return { state: 'new' }
  const known = await queries.selectFrom('request_keys').selectAll().where('key', '=', key).executeTakeFirst()
  if (!known) return { state: 'running' }
  if (known.fingerprint !== fingerprint) return { state: 'reused' }
  if (known.response === null && known.sequence === null) return { state: 'running' }
  return { state: 'done', response: known.response ?? undefined, sequence: known.sequence ?? undefined }
}

/** What is known of keys that did not expire; to record decisions under them it is asked within the transaction that does. */
export async function knownKeys(queries: Queries, keys: readonly string[], time: number): Promise<Map<string, KnownKey>> {
  const known = new Map<string, KnownKey>()
  for (let at = 0; at < keys.length; at += digestsAtOnce) {
    const some = keys.slice(at, at + digestsAtOnce)
    const rows = await queries
      .selectFrom('request_keys')
      .select(['key', 'fingerprint', 'sequence'])
      .where('key', 'in', some)
      .where('expires_at', '>', time)
      .execute()
    for (const { key, fingerprint, sequence } of rows) known.set(key, { fingerprint, sequence })
  }
  return known
}

/** Notes under which keys decisions were recorded. */
export async function recordKeys(queries: InTransaction, keys: readonly RecordedKey[], time: number): Promise<void> {
  if (keys.length === 0) return
  // What has expired is as if it had never been.
  const names = keys.map(({ key }) => key)
  await queries.deleteFrom('request_keys').where('key', 'in', names).where('expires_at', '<=', time).execute()
  await queries
    .insertInto('request_keys')
    .values(
      keys.map(({ key, fingerprint, keepFor = day, sequence }) => ({
        key,
        fingerprint,
        sequence,
        response: null,
        leased_until: 0,
        expires_at: time + keepFor,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doUpdateSet((build) => ({ sequence: build.ref('excluded.sequence') })))
    .execute()
}
