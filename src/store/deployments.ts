import type { Database } from './database.ts'
import type { DeploymentRow } from './tables.ts'

/** A deployment that asked this service whether it may go on. `document` is what is known of it, as JSON text. */
export interface WaitingDeployment {
  /** Names the request, not the environment: asked for again it is the same. */
  readonly id: string
  /** The repository, by the id that renaming does not change. */
  readonly repository: string
  readonly state: 'waiting' | 'settled'
  readonly document: string
  /** Counts its changes from 1. */
  readonly version: number
  readonly changedAt: number
}

export interface WaitingDeployments {
  /** False where the id is known. */
  add(deployment: Pick<WaitingDeployment, 'id' | 'repository' | 'document'>): Promise<boolean>
  get(id: string): Promise<WaitingDeployment | undefined>
  /** Those that wait, by id; `after` is the id that the page before ended with. */
  waiting(query?: { readonly repository?: string; readonly after?: string; readonly limit?: number }): Promise<readonly WaitingDeployment[]>
  /** Changes one that is still as the caller saw it. False where somebody changed it first. */
  change(id: string, version: number, change: Pick<WaitingDeployment, 'state' | 'document'>): Promise<boolean>
  /** Drops what was settled before a moment. */
  dropSettled(before: number): Promise<number>
}

export function waitingDeploymentsOf(database: Database, now: () => number): WaitingDeployments {
  return {
    async add(deployment) {
      const added = await database.run((queries) =>
        queries
          .insertInto('deployments')
          .values({ ...deployment, state: 'waiting', version: 1, changed_at: now() })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning('id')
          .execute(),
      )
      return added.length > 0
    },
    async get(id) {
      const row = await database.run((queries) => queries.selectFrom('deployments').selectAll().where('id', '=', id).executeTakeFirst())
      return row && deploymentOf(row)
    },
    async waiting({ repository, after, limit = 200 } = {}) {
      const rows = await database.run((queries) => {
        let found = queries.selectFrom('deployments').selectAll().where('state', '=', 'waiting')
        if (repository !== undefined) found = found.where('repository', '=', repository)
        if (after !== undefined) found = found.where('id', '>', after)
        return found.orderBy('id').limit(Math.min(limit, 1000)).execute()
      })
      return rows.map(deploymentOf)
    },
    async change(id, version, { state, document }) {
      const changed = await database.run((queries) =>
        queries
          .updateTable('deployments')
          .set({ state, document, version: version + 1, changed_at: now() })
          .where('id', '=', id)
          .where('version', '=', version)
          .returning('id')
          .execute(),
      )
      return changed.length > 0
    },
    async dropSettled(before) {
      const dropped = await database.run((queries) =>
        queries.deleteFrom('deployments').where('state', '=', 'settled').where('changed_at', '<', before).returning('id').execute(),
      )
      return dropped.length
    },
  }
}

function deploymentOf({ changed_at: changedAt, state, ...row }: DeploymentRow): WaitingDeployment {
  return { ...row, state: state as WaitingDeployment['state'], changedAt }
}
