import type { Database } from './database.ts'

/** Ids that may be used once, such as the `jti` of a token of GitHub. */
export interface SingleUse {
  /** True for the first who uses it, whichever replica that is; an id counts until it expires, when its bearer is refused anyway. */
  use(id: string, expiresAt: number): Promise<boolean>
  dropExpired(): Promise<number>
}

export function singleUseOf(database: Database, now: () => number): SingleUse {
  return {
    async use(id, expiresAt) {
      const used = await database.run((queries) =>
        queries
          .insertInto('single_use')
          .values({ id, expires_at: expiresAt })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning('id')
          .execute(),
      )
      return used.length > 0
    },
    async dropExpired() {
      const dropped = await database.run((queries) =>
        queries.deleteFrom('single_use').where('expires_at', '<=', now()).returning('id').execute(),
      )
      return dropped.length
    },
  }
}
