import { randomUUID } from 'node:crypto'
import type { Database } from './database.ts'

/** A change that somebody made through the service. */
export interface AuditEntry {
  readonly id: string
  readonly at: number
  readonly actor: string
  /** For example `token.create`, `waiver.approve`. */
  readonly action: string
  /** What it was done to, such as `token/…` or `waiver/W-2026-014`. */
  readonly target: string
  readonly detail: Readonly<Record<string, unknown>>
}

export interface Audit {
  add(entry: Pick<AuditEntry, 'actor' | 'action' | 'target'> & { readonly detail?: AuditEntry['detail'] }): Promise<AuditEntry>
  /** The newest first; `after` is the id that the page before ended with. */
  list(query?: { readonly target?: string; readonly after?: string; readonly limit?: number }): Promise<readonly AuditEntry[]>
}

export function auditOf(database: Database, now: () => number): Audit {
  return {
    async add({ actor, action, target, detail = {} }) {
      const at = now()
      // Ids begin with the time, so that they sort by it.
      const id = `${String(at).padStart(15, '0')}-${randomUUID()}`
      await database.run((queries) =>
        queries
          .insertInto('audit')
          .values({ id, at, actor, action, target, detail: JSON.stringify(detail) })
          .execute(),
      )
      return { id, at, actor, action, target, detail }
    },
    async list({ target, after, limit = 50 } = {}) {
      const rows = await database.run((queries) => {
        let found = queries.selectFrom('audit').selectAll()
        if (target !== undefined) found = found.where('target', '=', target)
        if (after !== undefined) found = found.where('id', '<', after)
        return found.orderBy('id', 'desc').limit(Math.min(limit, 1000)).execute()
      })
      return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as AuditEntry['detail'] }))
    },
  }
}
