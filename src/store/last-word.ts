import type { Database } from './database.ts'

/**
 * Of several that work on the same at once, whichever replicas they are, the one that began last has the last word, whoever
 * ends first.
 */
export interface LastWord {
  /** A number for work that begins now: larger than that of any work on the same that began before. */
  begin(id: string): Promise<number>
  /** Whether work may tell what it came to, as none that began later has been told so. None that began earlier is told so from now on. */
  take(id: string, number: number): Promise<boolean>
  /** Whether work that was told so is still the last: asked after telling, as a later one may have told in between. */
  has(id: string, number: number): Promise<boolean>
  /** Drops what nobody began since a moment. */
  dropBefore(moment: number): Promise<number>
}

export function lastWordOf(database: Database, now: () => number): LastWord {
  return {
    async begin(id) {
      const row = await database.run((queries) =>
        queries
          .insertInto('last_words')
          .values({ id, begun: 1, taken: 0, changed_at: now() })
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((build) => ({ begun: build('last_words.begun', '+', 1), changed_at: now() })),
          )
          .returning('begun')
          .executeTakeFirstOrThrow(),
      )
      return row.begun
    },
    async take(id, number) {
      const taken = await database.run((queries) =>
        queries
          .updateTable('last_words')
          .set({ taken: number })
          .where('id', '=', id)
          .where('taken', '<=', number)
          .returning('id')
          .execute(),
      )
      return taken.length > 0
    },
    async has(id, number) {
      const row = await database.run((queries) => queries.selectFrom('last_words').select('taken').where('id', '=', id).executeTakeFirst())
      return row?.taken === number
    },
    async dropBefore(moment) {
      const dropped = await database.run((queries) =>
        queries.deleteFrom('last_words').where('changed_at', '<', moment).returning('id').execute(),
      )
      return dropped.length
    },
  }
}
