import { randomBytes, randomUUID } from 'node:crypto'
import type { Database } from './database.ts'
import { hashOf } from './hash.ts'
import type { TokenRow } from './tables.ts'

/** What a token lets its bearer do; what the scopes and bounds mean is the service's to say. */
export interface Token {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  /** The launches and products it is for; an absent list means all. */
  readonly bounds: { readonly launches?: readonly string[]; readonly products?: readonly string[] }
  readonly createdBy: string
  readonly createdAt: number
  readonly expiresAt?: number
  readonly usedAt?: number
  readonly revokedAt?: number
}

export type NewToken = Pick<Token, 'name' | 'scopes' | 'bounds' | 'createdBy' | 'expiresAt'>

export interface Tokens {
  /** Makes a token. The secret is told this once; only its digest is kept. */
  create(token: NewToken): Promise<{ readonly token: Token; readonly secret: string }>
  /** The token of a secret, unless it is revoked or expired. */
  find(secret: string): Promise<Token | undefined>
  list(): Promise<readonly Token[]>
  /** False where there is none, or it was revoked before. */
  revoke(id: string): Promise<boolean>
}

/** How exactly the last use is kept: written at most this often, or every request would be a write. */
const usedEvery = 3_600_000

export function tokensOf(database: Database, now: () => number): Tokens {
  return {
    async create(token) {
      const secret = `onlyif_${randomBytes(32).toString('base64url')}`
      const row: TokenRow = {
        id: randomUUID(),
        name: token.name,
        // A secret of 256 random bits needs no slow hash: there is nothing to guess.
        secret: hashOf(secret),
        scopes: JSON.stringify(token.scopes),
        bounds: JSON.stringify(token.bounds),
        created_by: token.createdBy,
        created_at: now(),
        expires_at: token.expiresAt ?? null,
        used_at: null,
        revoked_at: null,
      }
      await database.run((queries) => queries.insertInto('tokens').values(row).execute())
      return { token: tokenOf(row), secret }
    },
    async find(secret) {
      const time = now()
      const row = await database.run((queries) =>
        queries.selectFrom('tokens').selectAll().where('secret', '=', hashOf(secret)).executeTakeFirst(),
      )
      const token = goodToken(row, time)
      if (row && token) await noteUse(database, row, time)
      return token
    },
    async list() {
      const rows = await database.run((queries) => queries.selectFrom('tokens').selectAll().orderBy('created_at').orderBy('id').execute())
      return rows.map(tokenOf)
    },
    async revoke(id) {
      const revoked = await database.run((queries) =>
        queries
          .updateTable('tokens')
          .set({ revoked_at: now() })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .returning('id')
          .execute(),
      )
      return revoked.length > 0
    },
  }
}

/** The token of a row, unless it is revoked or has expired by a time. */
export function goodToken(row: TokenRow | undefined, time: number): Token | undefined {
  if (!row || row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= time)) return undefined
  return tokenOf(row)
}

/** Notes that a token is in use. */
export async function noteUse(database: Database, { id, used_at }: Pick<TokenRow, 'id' | 'used_at'>, time: number): Promise<void> {
  if (used_at !== null && Math.abs(time - used_at) < usedEvery) return
  await database.run((queries) => queries.updateTable('tokens').set({ used_at: time }).where('id', '=', id).execute())
}

function tokenOf(row: TokenRow): Token {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as string[],
    bounds: JSON.parse(row.bounds) as Token['bounds'],
    createdBy: row.created_by,
    createdAt: row.created_at,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.used_at !== null && { usedAt: row.used_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
  }
}
