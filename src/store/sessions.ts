import { randomBytes } from 'node:crypto'
import type { Database } from './database.ts'
import { hashOf } from './hash.ts'
import { goodToken, noteUse, type Token } from './tokens.ts'

/** Who is signed in with a browser. The store keeps the digest of each session and the id of its token: neither opens anything. */
export interface Sessions {
  /** Begins a session of a token, by its id. The secret is told this once, and is good at every replica until `expiresAt`. */
  begin(token: string, expiresAt: number): Promise<string>
  /** The token of a session, unless that has ended or expired, or the token is revoked or has expired itself. */
  find(secret: string): Promise<Token | undefined>
  /** False where there is none. */
  end(secret: string): Promise<boolean>
  dropExpired(): Promise<number>
}

export function sessionsOf(database: Database, now: () => number): Sessions {
  return {
    async begin(token, expiresAt) {
      const secret = randomBytes(32).toString('base64url')
      await database.run((queries) =>
        queries
          .insertInto('sessions')
          .values({ id: hashOf(secret), token, expires_at: expiresAt })
          .execute(),
      )
      return secret
    },
    async find(secret) {
      const time = now()
      const row = await database.run((queries) =>
        queries
          .selectFrom('sessions')
          .innerJoin('tokens', 'tokens.id', 'sessions.token')
          .selectAll('tokens')
          .where('sessions.id', '=', hashOf(secret))
          .where('sessions.expires_at', '>', time)
          .executeTakeFirst(),
      )
      const token = goodToken(row, time)
      if (row && token) await noteUse(database, row, time)
      return token
    },
    async end(secret) {
      const ended = await database.run((queries) =>
        queries.deleteFrom('sessions').where('id', '=', hashOf(secret)).returning('id').execute(),
      )
      return ended.length > 0
    },
    async dropExpired() {
      const dropped = await database.run((queries) =>
        queries.deleteFrom('sessions').where('expires_at', '<=', now()).returning('id').execute(),
      )
      return dropped.length
    },
  }
}
