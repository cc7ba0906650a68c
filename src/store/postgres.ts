import pg from 'pg'

/** A pool of connections to PostgreSQL, made as it is needed. */
export type Pool = pg.Pool

/** The number PostgreSQL gives to the type of 64-bit integers. */
const int8 = 20

/** Opens a pool; nothing is connected yet. `schema` holds the tables of the store, apart from whatever else the database has. */
export function openPool(url: string, schema: string): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'onlyif',
    max: 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    query_timeout: 40_000,
    // A replica that stops in the middle must not keep the others from the log.
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    options: `-c search_path=${schema} -c synchronous_commit=on -c default_transaction_isolation=read\\ committed -c client_encoding=UTF8`,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') => (id === int8 ? integer : pg.types.getTypeParser(id, format as 'text')),
    },
  })
  // A connection that breaks while nobody waits for an answer is replaced; unheard, its error would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** The driver gives these as text, as most are larger than a JavaScript number holds; ours never are. */
function integer(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large a number`)
  return value
}
