import type { Database } from './database.ts'
import type { DeliveryRow } from './tables.ts'

/** A webhook that was received, kept under its own id before it was answered. */
export interface Delivery {
  readonly id: string
  readonly event: string
  /** The body as it was received and signed. */
  readonly payload: string
  readonly state: 'received' | 'handled' | 'failed'
  readonly receivedAt: number
  readonly changedAt: number
  readonly attempts: number
  readonly error?: string
}

export interface Deliveries {
  /** Keeps a delivery. False where its id is known: it was delivered again, and there is nothing to do. */
  receive(delivery: Pick<Delivery, 'id' | 'event' | 'payload'>): Promise<boolean>
  handled(id: string): Promise<void>
  failed(id: string, error: string): Promise<void>
  get(id: string): Promise<Delivery | undefined>
  /** The oldest of a state. */
  list(query: { readonly state: Delivery['state']; readonly limit?: number }): Promise<readonly Delivery[]>
  /** Drops what was handled before a moment, its id included. */
  dropHandled(before: number): Promise<number>
}

export function deliveriesOf(database: Database, now: () => number): Deliveries {
  const settle = async (id: string, state: Delivery['state'], error: string | null): Promise<void> => {
    await database.run((queries) =>
      queries
        .updateTable('deliveries')
        .set((build) => ({ state, error, changed_at: now(), attempts: build('attempts', '+', 1) }))
        .where('id', '=', id)
        .execute(),
    )
  }
  return {
    async receive({ id, event, payload }) {
      const time = now()
      const row = { id, event, payload, state: 'received', received_at: time, changed_at: time, attempts: 0, error: null }
      const received = await database.run((queries) =>
        queries
          .insertInto('deliveries')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning('id')
          .execute(),
      )
      return received.length > 0
    },
    handled: (id) => settle(id, 'handled', null),
    failed: (id, error) => settle(id, 'failed', error),
    async get(id) {
      const row = await database.run((queries) => queries.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst())
      return row && deliveryOf(row)
    },
    async list({ state, limit = 100 }) {
      const rows = await database.run((queries) =>
        queries
          .selectFrom('deliveries')
          .selectAll()
          .where('state', '=', state)
          .orderBy('received_at')
          .orderBy('id')
          .limit(Math.min(limit, 1000))
          .execute(),
      )
      return rows.map(deliveryOf)
    },
    async dropHandled(before) {
      const dropped = await database.run((queries) =>
        queries.deleteFrom('deliveries').where('state', '=', 'handled').where('changed_at', '<', before).returning('id').execute(),
      )
      return dropped.length
    },
  }
}

function deliveryOf({ id, event, payload, state, received_at, changed_at, attempts, error }: DeliveryRow): Delivery {
  return {
    id,
    event,
    payload,
    state: state as Delivery['state'],
    receivedAt: received_at,
    changedAt: changed_at,
    attempts,
    ...(error !== null && { error }),
  }
}
