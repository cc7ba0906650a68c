import type { Database } from './database.ts'
import type { WaiverRequestRow } from './tables.ts'

/** A waiver that was asked for through the service. `document` is the whole of it as JSON text. */
export interface WaiverRequest {
  readonly id: string
  readonly launch: string
  readonly requirement: string
  /** The digest of the decision that whoever approves it saw. */
  readonly decision: string
  readonly state: string
  readonly document: string
  /** Counts its changes from 1. */
  readonly version: number
  readonly changedAt: number
}

export type NewWaiverRequest = Omit<WaiverRequest, 'version' | 'changedAt'>

export interface WaiverRequests {
  /** False where the id is taken. */
  add(waiver: NewWaiverRequest): Promise<boolean>
  get(id: string): Promise<WaiverRequest | undefined>
  /** By id; `after` is the id that the page before ended with. */
  list(query?: {
    readonly ids?: readonly string[]
    readonly launch?: string
    /** Any of these. */
    readonly state?: readonly string[]
    readonly after?: string
    readonly limit?: number
  }): Promise<readonly WaiverRequest[]>
  /** Changes a waiver that is still as the caller saw it. False where somebody changed it first: of two approvers none is lost. */
  change(id: string, version: number, change: Pick<WaiverRequest, 'state' | 'document'>): Promise<boolean>
}

export function waiverRequestsOf(database: Database, now: () => number): WaiverRequests {
  return {
    async add(waiver) {
      const added = await database.run((queries) =>
        queries
          .insertInto('waiver_requests')
          .values({ ...waiver, version: 1, changed_at: now() })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning('id')
          .execute(),
      )
      return added.length > 0
    },
    async get(id) {
      const row = await database.run((queries) => queries.selectFrom('waiver_requests').selectAll().where('id', '=', id).executeTakeFirst())
      return row && waiverOf(row)
    },
    async list({ ids, launch, state, after, limit = 200 } = {}) {
      const rows = await database.run((queries) => {
        let found = queries.selectFrom('waiver_requests').selectAll()
        if (ids !== undefined) found = found.where('id', 'in', ids)
        if (launch !== undefined) found = found.where('launch', '=', launch)
        if (state !== undefined) found = found.where('state', 'in', state)
        if (after !== undefined) found = found.where('id', '>', after)
        return found.orderBy('id').limit(Math.min(limit, 1000)).execute()
      })
      return rows.map(waiverOf)
    },
    async change(id, version, { state, document }) {
      const changed = await database.run((queries) =>
        queries
          .updateTable('waiver_requests')
          .set({ state, document, version: version + 1, changed_at: now() })
          .where('id', '=', id)
          .where('version', '=', version)
          .returning('id')
          .execute(),
      )
      return changed.length > 0
    },
  }
}

/** What a row says. */
export function waiverOf({ changed_at: changedAt, ...row }: WaiverRequestRow): WaiverRequest {
  return { ...row, changedAt }
}
