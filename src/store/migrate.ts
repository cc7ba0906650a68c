import { type Database, type Queries, sql } from './database.ts'
import { StoreFailure } from './failure.ts'
import { migrations as known, type Migration } from './migrations.ts'

/** A number of our own for PostgreSQL's advisory locks. */
const lock = 7_405_081_907

export interface Migrating {
  /** Whether to make a store where there is none. */
  readonly create: boolean
  readonly schema: string
  readonly now: number
  readonly migrations?: readonly Migration[]
}

/**
 * Brings a database to the schema of this code. Several processes may do it at once: one does, the others wait for it.
 * Throws a `StoreFailure` when there is no store, when it is of a newer schema, or when something else is there.
 */
export async function migrate(database: Database, { create, schema, now, migrations = known }: Migrating): Promise<void> {
  const latest = migrations.at(-1)?.number ?? 0
  const before = await database.run((queries) => schemaNumber(database, queries))
  checkNumber(before, latest)
  if (before === latest) return
  if (before === 0 && !create) throw new StoreFailure('unknown-store', 'there is no store yet')
  await database.onConnection(async (queries) => {
    await begin(database, queries)
    try {
      if (database.kind === 'postgres') await ensureSchema(queries, schema)
      await apply(database, queries, { migrations, latest, now })
      await sql`commit`.execute(queries)
    } catch (error) {
      await sql`rollback`.execute(queries).catch(() => undefined)
      throw error
    }
  })
}

async function begin(database: Database, queries: Queries): Promise<void> {
  if (database.kind === 'sqlite') {
    await sql`begin immediate`.execute(queries)
    return
  }
  await sql`begin`.execute(queries)
  await sql`select pg_advisory_xact_lock(${sql.lit(lock)})`.execute(queries)
}

/** Whoever may not create schemas can still use one that an administrator made. */
async function ensureSchema(queries: Queries, schema: string): Promise<void> {
  const found = await sql<{ at: string | null }>`select to_regnamespace(${schema})::text as at`.execute(queries)
  if (!found.rows[0]?.at) await sql`create schema ${sql.id(schema)}`.execute(queries)
}

async function apply(
  database: Database,
  queries: Queries,
  { migrations, latest, now }: { readonly migrations: readonly Migration[]; readonly latest: number; readonly now: number },
): Promise<void> {
  const integer = database.kind === 'sqlite' ? 'integer' : 'bigint'
  const number = await schemaNumber(database, queries)
  checkNumber(number, latest)
  const run = (statement: string): Promise<unknown> => sql.raw(statement.replaceAll('{integer}', integer)).execute(queries)
  if (number === 0)
    await run('create table onlyif_schema (number {integer} primary key, name text not null, applied_at {integer} not null)')
  for (const migration of migrations.filter((item) => item.number > number)) {
    for (const statement of migration.statements) await run(statement)
    await queries.insertInto('onlyif_schema').values({ number: migration.number, name: migration.name, applied_at: now }).execute()
  }
}

/** The number of the last migration; 0 where there is no store. */
async function schemaNumber(database: Database, queries: Queries): Promise<number> {
  const tables =
    database.kind === 'sqlite'
      ? await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(queries)
      : await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(
          queries,
        )
  const names = new Set(tables.rows.map((row) => row.name))
  if (!names.has('onlyif_schema')) {
    if (names.size > 0) throw new StoreFailure('unknown-store', 'the database holds something else: name an empty one')
    return 0
  }
  const row = await queries
    .selectFrom('onlyif_schema')
    .select((build) => build.fn.max('number').as('number'))
    .executeTakeFirst()
  return row?.number ?? 0
}

function checkNumber(number: number, latest: number): void {
  if (number > latest)
    throw new StoreFailure(
      'schema',
      `the store has schema ${number}, and this version of onlyif knows ${latest} at most: install a newer version`,
    )
}
