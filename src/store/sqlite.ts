import { closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'

/** What Kysely asks of an embedded database. */
interface Statement {
  readonly reader: boolean
  all(parameters: readonly unknown[]): unknown[]
  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  iterate(parameters: readonly unknown[]): IterableIterator<unknown>
}

export interface EmbeddedDatabase {
  prepare(sql: string): Statement
  close(): void
}

type Connection = InstanceType<typeof DatabaseSync>
type Value = Parameters<ReturnType<Connection['prepare']>['run']>[number]

/**
 * Set on every connection, first of all the wait: SQLite opens a database in WAL mode without waiting and without a sync at
 * each commit, whatever was set when it was made. The page size only counts in a new file; decisions are long rows. What is
 * deleted is overwritten, because an erased input must not stand on in a free page.
 */
const settings = [
  'pragma busy_timeout = 10000',
  'pragma page_size = 16384',
  'pragma synchronous = full',
  'pragma foreign_keys = on',
  'pragma wal_autocheckpoint = 1000',
  'pragma secure_delete = on',
]

const mostStatements = 200

/** Opens a database file, making it and its folder where there is none, readable by its owner only. */
export function openSqlite(file: string): EmbeddedDatabase {
  makeFolder(dirname(file))
  // What SQLite puts beside the file gets the rights of the file.
  closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file)
  try {
    for (const setting of settings) database.exec(setting)
    useWal(database)
  } catch (error) {
    database.close()
    throw error
  }
  return adapted(database)
}

/** Makes a folder and those above it that are missing, one by one: Node's own way never ends where the system takes no folder, as in `/proc`. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process may be making it, too.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}

/** Going over to WAL does not heed the wait, so it is tried again while another process is at it. */
function useWal(database: Connection): void {
  for (let tries = 0; ; tries++) {
    try {
      const [row] = database.prepare('pragma journal_mode = wal').all() as { journal_mode?: string }[]
      if (row?.journal_mode === 'wal') return
      throw new Error(`the database cannot use a write-ahead log: ${row?.journal_mode ?? 'unknown'}`)
    } catch (error) {
      const isBusy = error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5
      if (!isBusy || tries >= 200) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    }
  }
}

function adapted(database: Connection): EmbeddedDatabase {
  const statements = new Map<string, Statement>()
  return {
    prepare(sql) {
      const known = statements.get(sql)
      if (known) return known
      const statement = sql === 'rollback' ? rollbackOf(database) : statementOf(database, sql)
      if (statements.size >= mostStatements) statements.clear()
      statements.set(sql, statement)
      return statement
    },
    close: () => database.close(),
  }
}

function statementOf(database: Connection, sql: string): Statement {
  const statement = database.prepare(sql)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as Value[])),
    run: (parameters) => statement.run(...(parameters as Value[])),
    iterate: (parameters) => statement.iterate(...(parameters as Value[])) as IterableIterator<unknown>,
  }
}

/** A full disk ends a transaction by itself; rolling it back again would hide why. */
function rollbackOf(database: Connection): Statement {
  const run = (): { changes: number; lastInsertRowid: number } => {
    if (database.isTransaction) database.exec('rollback')
    return { changes: 0, lastInsertRowid: 0 }
  }
  return { reader: false, all: () => [], run, iterate: () => [][Symbol.iterator]() }
}
