import type { Database } from './database.ts'

/** A link that signs somebody in once, as the store keeps it: nothing here opens anything to who has not the link itself. */
export interface SignInLink {
  /** Digest of what the link says. */
  readonly id: string
  /** The token that it signs in as, encrypted by what the link says. */
  readonly sealed: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export interface SignInLinks {
  add(link: SignInLink): Promise<void>
  /** What a link keeps sealed, for the first who asks, whichever replica that is; undefined for anybody after, and once it has expired. */
  take(id: string): Promise<string | undefined>
  dropExpired(): Promise<number>
}

export function signInLinksOf(database: Database, now: () => number): SignInLinks {
  return {
    async add({ id, sealed, expiresAt }) {
      await database.run((queries) => queries.insertInto('sign_in_links').values({ id, sealed, expires_at: expiresAt }).execute())
    },
    async take(id) {
      const [taken] = await database.run((queries) =>
        queries.deleteFrom('sign_in_links').where('id', '=', id).returning(['sealed', 'expires_at']).execute(),
      )
      return taken && now() < taken.expires_at ? taken.sealed : undefined
    },
    async dropExpired() {
      const dropped = await database.run((queries) =>
        queries.deleteFrom('sign_in_links').where('expires_at', '<=', now()).returning('id').execute(),
      )
      return dropped.length
    },
  }
}
