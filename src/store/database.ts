import { Kysely, PostgresDialect, SqliteDialect, sql, type Transaction } from 'kysely'
import type { Address } from './address.ts'
import { asFailure, StoreFailure } from './failure.ts'
import type { Tables } from './tables.ts'

export type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
export { sql }

/** Where queries run: within a transaction or outside any. */
export type Queries = Kysely<Tables>
export type InTransaction = Transaction<Tables>

/** One typed schema and one query text over either database. Everything thrown is a `StoreFailure` or a bug. */
export interface Database {
  readonly kind: 'sqlite' | 'postgres'
  /** Runs one statement, or several that need not see one state of the database. */
  run<T>(work: (queries: Queries) => Promise<T>): Promise<T>
  /** Runs a transaction. Its first statement must be a write, so that on SQLite it has the lock before it has read anything. */
  write<T>(work: (queries: InTransaction) => Promise<T>): Promise<T>
  /** Runs work on one connection, as a migration needs it. */
  onConnection<T>(work: (queries: Queries) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Opens the database at an address. The driver of the other one is not loaded. */
export async function openDatabase(address: Address): Promise<Database> {
  const { queries, close } = await failing(() => (address.kind === 'sqlite' ? openShared(address.file) : openPooled(address)))
  return {
    kind: address.kind,
    run: (work) => failing(() => work(queries)),
    write: (work) => failing(() => queries.transaction().execute(work)),
    onConnection: (work) => failing(() => queries.connection().execute(work)),
    close,
  }
}

interface Opened {
  readonly queries: Queries
  close(): Promise<void>
}

interface Shared {
  readonly queries: Promise<Queries>
  users: number
}

const files = new Map<string, Shared>()

/**
 * Opens a file once in a process, however many ask for it: a second connection would wait for the first without giving way,
 * as SQLite's calls do not return until they are done, and so wait in vain.
 */
async function openShared(file: string): Promise<Opened> {
  const shared = files.get(file) ?? { queries: openFile(file), users: 0 }
  files.set(file, shared)
  shared.users++
  let isClosed = false
  const close = async (): Promise<void> => {
    if (isClosed) return
    isClosed = true
    if (--shared.users > 0) return
    if (files.get(file) === shared) files.delete(file)
    await (await shared.queries).destroy()
  }
  try {
    return { queries: await shared.queries, close }
  } catch (error) {
    files.delete(file)
    throw error
  }
}

async function openFile(file: string): Promise<Queries> {
  const { openSqlite } = await import('./sqlite.ts')
  try {
    const queries = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqlite(file) }) })
    // Kysely takes the connection over, to close it, only at the first statement.
    await sql`select 1`.execute(queries)
    return queries
  } catch (error) {
    const failure = asFailure(error)
    throw failure instanceof StoreFailure ? new StoreFailure(failure.problem, `${failure.message} (\`${file}\`)`, error) : failure
  }
}

async function openPooled({ url, schema }: Extract<Address, { kind: 'postgres' }>): Promise<Opened> {
  const { openPool } = await import('./postgres.ts')
  const queries = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool(url, schema) }) })
  return { queries, close: () => queries.destroy() }
}

async function failing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asFailure(error)
  }
}
