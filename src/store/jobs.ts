import { randomUUID } from 'node:crypto'
import { byText } from '../source/order.ts'
import type { Database, InTransaction } from './database.ts'
import type { JobRow } from './tables.ts'

/** Work to be done once, by whichever replica leases it first. */
export interface Job {
  readonly id: string
  readonly queue: string
  /** One job of a queue and key waits at a time; asked for again meanwhile, it is still one. */
  readonly key: string
  readonly payload: string
  readonly runAt: number
  /** How often it was leased, this time included. */
  readonly attempts: number
  /** How often it was asked for before it was leased. */
  readonly asked: number
  /** Proves that the job is still the caller's. */
  readonly lease: string
}

export interface NewJob extends Pick<Job, 'queue' | 'key' | 'payload'> {
  /** At once without it. */
  readonly runAt?: number
  /** Leaves the payload of one that waits already as it is, where the job itself keeps something there from one time to the next. */
  readonly keepsPayload?: boolean
}

export interface Jobs {
  /** Asks for work. False where the same waits already; its time is then the earlier of the two, its payload the newer. */
  add(job: NewJob): Promise<boolean>
  /** Asks for work of one queue in one step, each as `add` does. */
  addAll(queue: string, jobs: readonly Omit<NewJob, 'queue'>[]): Promise<void>
  /** Takes work that is due, for `ms` milliseconds: nobody else gets it until then, and who died loses it then. */
  lease(queue: string, take: { readonly ms: number; readonly limit?: number }): Promise<readonly Job[]>
  /** Keeps a job for longer. False where it is no longer the caller's. */
  extend(job: Job, ms: number): Promise<boolean>
  /** Ends a job that was done. False where it is no longer the caller's, who then must not act on it. */
  done(job: Job): Promise<boolean>
  /**
   * Ends a job that was done and has it wait for its next time in the same step, so that it is never missing; at once where it
   * was asked for meanwhile. False where it is no longer the caller's.
   */
  again(job: Job, next: { readonly runAt: number; readonly payload?: string }): Promise<boolean>
  /** Gives back a job that was not begun, as if it had not been taken. False where it is no longer the caller's. */
  release(job: Job): Promise<boolean>
  /** Gives a job back, to be tried again at a moment. */
  failed(job: Job, retry: { readonly error: string; readonly at: number }): Promise<boolean>
  /** How many wait or are being worked on. */
  count(queue: string): Promise<number>
}

/** No lease is longer; one that is was given by a clock that has gone back since. */
const longestLease = 86_400_000

export function jobsOf(database: Database, now: () => number): Jobs {
  return {
    add: (job) => database.write((queries) => add(queries, job, now())),
    addAll: async (queue, jobs) => {
      if (jobs.length === 0) return
      await database.write(async (queries) => {
        // In one order for all, so that two who add the same never wait for each other.
        for (const job of [...jobs].sort((a, b) => byText(a.key, b.key))) await add(queries, { ...job, queue }, now())
      })
    },
    lease: (queue, take) => database.write((queries) => lease(database, queries, { queue, limit: 1, ...take, time: now() })),
    extend: (job, ms) => change(database, job, { leased_until: now() + Math.min(ms, longestLease) }),
    done: (job) => database.write((queries) => done(queries, job)),
    again: (job, next) => database.write((queries) => again(queries, job, next)),
    release: (job) => change(database, job, { lease: null, leased_until: 0, attempts: Math.max(0, job.attempts - 1) }),
    failed: (job, { error, at }) => change(database, job, { lease: null, leased_until: 0, run_at: at, error }),
    async count(queue) {
      const row = await database.run((queries) =>
        queries
          .selectFrom('jobs')
          .select((build) => build.fn.countAll<number>().as('number'))
          .where('queue', '=', queue)
          .executeTakeFirst(),
      )
      return row?.number ?? 0
    },
  }
}

async function add(queries: InTransaction, { queue, key, payload, runAt, keepsPayload = false }: NewJob, time: number): Promise<boolean> {
  const id = randomUUID()
  const row = { id, queue, key, payload, run_at: runAt ?? time, asked: 1, attempts: 0, lease: null, leased_until: 0, error: null }
  const added = await queries
    .insertInto('jobs')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['queue', 'key']).doUpdateSet((build) => ({
        payload: build.ref(keepsPayload ? 'jobs.payload' : 'excluded.payload'),
        // Who works on it may have looked already: it sees that it was asked again, and it is done once more.
        asked: build('jobs.asked', '+', 1),
        run_at: build
          .case()
          .when('jobs.run_at', '<', build.ref('excluded.run_at'))
          .then(build.ref('jobs.run_at'))
          .else(build.ref('excluded.run_at'))
          .end(),
      })),
    )
    .returning('id')
    .executeTakeFirst()
  return added?.id === id
}

async function lease(
  database: Database,
  queries: InTransaction,
  { queue, ms, limit, time }: { readonly queue: string; readonly ms: number; readonly limit: number; readonly time: number },
): Promise<Job[]> {
  const rows = await queries
    .updateTable('jobs')
    .set((build) => ({ lease: randomUUID(), leased_until: time + Math.min(ms, longestLease), attempts: build('attempts', '+', 1) }))
    .where('id', 'in', (build) => {
      const due = build
        .selectFrom('jobs as due')
        .select('due.id')
        .where('due.queue', '=', queue)
        .where('due.run_at', '<=', time)
        .where((free) => free.or([free('due.leased_until', '<=', time), free('due.leased_until', '>', time + longestLease)]))
        .orderBy('due.run_at')
        .limit(limit)
      // SQLite has one writer at a time, so what is looked at here cannot be taken meanwhile.
      return database.kind === 'postgres' ? due.forUpdate().skipLocked() : due
    })
    .returningAll()
    .execute()
  return rows.map(jobOf).sort((a, b) => a.runAt - b.runAt)
}

async function change(database: Database, { id, lease: held }: Job, set: Partial<JobRow>): Promise<boolean> {
  const changed = await database.run((queries) =>
    queries.updateTable('jobs').set(set).where('id', '=', id).where('lease', '=', held).returning('id').execute(),
  )
  return changed.length > 0
}

async function done(queries: InTransaction, { id, lease: held, asked }: Job): Promise<boolean> {
  const ended = await queries
    .deleteFrom('jobs')
    .where('id', '=', id)
    .where('lease', '=', held)
    .where('asked', '=', asked)
    .returning('id')
    .execute()
  return ended.length > 0 || freed(queries, { id, held })
}

async function again(
  queries: InTransaction,
  { id, lease: held, asked }: Job,
  { runAt, payload }: { readonly runAt: number; readonly payload?: string },
): Promise<boolean> {
  const kept = payload === undefined ? {} : { payload }
  const waits = await queries
    .updateTable('jobs')
    .set({ lease: null, leased_until: 0, attempts: 0, error: null, run_at: runAt, ...kept })
    .where('id', '=', id)
    .where('lease', '=', held)
    .where('asked', '=', asked)
    .returning('id')
    .execute()
  return waits.length > 0 || freed(queries, { id, held, kept })
}

/** Frees a job that was asked for again while it was worked on: it is due. */
async function freed(
  queries: InTransaction,
  { id, held, kept = {} }: { readonly id: string; readonly held: string; readonly kept?: { readonly payload?: string } },
): Promise<boolean> {
  const rows = await queries
    .updateTable('jobs')
    .set({ lease: null, leased_until: 0, attempts: 0, error: null, ...kept })
    .where('id', '=', id)
    .where('lease', '=', held)
    .returning('id')
    .execute()
  return rows.length > 0
}

function jobOf({ id, queue, key, payload, run_at, asked, attempts, lease: held }: JobRow): Job {
  return { id, queue, key, payload, runAt: run_at, asked, attempts, lease: held ?? '' }
}
