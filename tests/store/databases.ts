import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe } from 'vitest'
import { type OpenOptions, openStore, type Store } from '../../src/store/index.ts'
import { type Cluster, postgresPrograms, startCluster } from '../postgres.ts'

/** A database that a suite runs on: stores in it, and a way around them, as somebody who edits it would go. */
export interface Place {
  readonly kind: 'sqlite' | 'postgres'
  /** A new empty address. */
  address(): string
  open(address?: string, options?: OpenOptions): Promise<Store>
  /** Runs SQL behind the back of the store. */
  alter(address: string, statement: string): Promise<readonly Record<string, unknown>[]>
  /** Of PostgreSQL only. */
  cluster(): Cluster
}

/** Runs a suite on both databases. PostgreSQL is a real one; where it is not installed its half is skipped aloud, in CI it fails. */
export function onBoth(name: string, suite: (place: Place) => void): void {
  describe(`${name} on SQLite`, () => suite(onSqlite()))
  const programs = postgresPrograms()
  if (programs === undefined) {
    console.warn(`\n!!! PostgreSQL is not installed: \`${name}\` runs on SQLite only. Install the package \`postgresql\`.\n`)
    describe.skip(`${name} on PostgreSQL (not installed)`, () => suite(onSqlite()))
    return
  }
  describe(`${name} on PostgreSQL`, () => suite(onPostgres(programs)))
}

function onSqlite(): Place {
  let folder: string | undefined
  const file = (): string => {
    folder ??= mkdtempSync(join(tmpdir(), 'onlyif-store-'))
    return join(folder, `${randomBytes(6).toString('hex')}.db`)
  }
  const opened: Store[] = []
  afterAll(async () => {
    for (const store of opened) await store.close().catch(() => undefined)
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  })
  return {
    kind: 'sqlite',
    address: file,
    open: (address, options) => opening(opened, address ?? file(), options),
    async alter(address, statement) {
      if (!existsSync(address)) throw new Error(`no database at ${address}`)
      const database = new DatabaseSync(address)
      try {
        database.exec('pragma busy_timeout = 10000')
        return database.prepare(statement).all() as Record<string, unknown>[]
      } finally {
        database.close()
      }
    },
    cluster: () => {
      throw new Error('there is no cluster')
    },
  }
}

function onPostgres(programs: string): Place {
  const opened: Store[] = []
  let cluster: Cluster | undefined
  const running = (): Cluster => {
    if (!cluster) throw new Error('PostgreSQL does not run yet')
    return cluster
  }
  beforeAll(async () => {
    cluster = await startCluster(programs)
  })
  afterAll(async () => {
    for (const store of opened) await store.close().catch(() => undefined)
    await cluster?.stop()
  })
  const address = (): string => running().url(`s${randomBytes(6).toString('hex')}`)
  return {
    kind: 'postgres',
    address,
    open: (at, options) => opening(opened, at ?? address(), options),
    alter: (at, statement) => running().query(statement, new URL(at).searchParams.get('schema') ?? 'public'),
    cluster: running,
  }
}

async function opening(opened: Store[], address: string, options?: OpenOptions): Promise<Store> {
  const store = await openStore(address, options)
  opened.push(store)
  return store
}
