import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readAddress } from '../../src/store/address.ts'
import { openDatabase } from '../../src/store/database.ts'
import { openStore } from '../../src/store/index.ts'
import { migrate } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { onBoth } from './databases.ts'
import { recording } from './recordings.ts'

onBoth('the schema', (place) => {
  test('is made from nothing, once, and noted', async () => {
    const address = place.address()
    await Promise.all([place.open(address), place.open(address), place.open(address)])
    const rows = await place.alter(address, 'select number, name from onlyif_schema order by number')
    expect(rows.map((row) => [Number(row['number']), row['name']])).toEqual(migrations.map(({ number, name }) => [number, name]))
  })

  test('goes forward without losing what is there', async () => {
    const address = place.address()
    const request = await recording('a')
    const at = readAddress(address, '/')
    const schema = at.kind === 'postgres' ? at.schema : ''
    const database = await openDatabase(at)
    await migrate(database, { create: true, schema, now: 1, migrations: migrations.slice(0, 1) })
    await database.close()
    expect(await place.alter(address, 'select number from onlyif_schema')).toHaveLength(1)
    const store = await place.open(address)
    await store.append({ ...request, key: { key: 'k', fingerprint: 'f' } })
    const later = [
      ...migrations,
      { number: migrations.length + 1, name: 'a later one', statements: ['create table later (id {integer} primary key)'] },
    ]
    const newer = await openDatabase(at)
    await migrate(newer, { create: false, schema, now: 2, migrations: later })
    await newer.close()
    expect((await store.get(request.decision.digest))?.decision).toEqual(request.decision)
    await expect(place.open(address)).rejects.toThrow(
      new RegExp(
        `the store has schema ${migrations.length + 1}, and this version of onlyif knows ${migrations.length} at most: install a newer version`,
      ),
    )
  })

  test('that breaks in the middle leaves the one before', async () => {
    const address = place.address()
    await (await place.open(address)).close()
    const at = readAddress(address, '/')
    const database = await openDatabase(at)
    const broken = [
      ...migrations,
      { number: migrations.length + 1, name: 'broken', statements: ['create table half (id {integer} primary key)', 'create nonsense'] },
    ]
    await expect(
      migrate(database, { create: false, schema: at.kind === 'postgres' ? at.schema : '', now: 3, migrations: broken }),
    ).rejects.toThrow()
    await database.close()
    expect(await place.alter(address, 'select number from onlyif_schema')).toHaveLength(migrations.length)
    await expect(place.alter(address, 'select * from half')).rejects.toThrow()
    await (await place.open(address)).append(await recording('a'))
  })

  test('is not looked for where nobody made a store', async () => {
    await expect(place.open(place.address(), { create: false })).rejects.toMatchObject({ problem: 'unknown-store' })
  })
})

describe('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-sqlite-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('is durable on every connection, also when it is opened again', () => {
    const file = join(folder, 'pragmas.db')
    for (let time = 0; time < 3; time++) {
      const connections = [openSqlite(file), openSqlite(file), openSqlite(file)]
      for (const connection of connections) {
        const read = (name: string): unknown => Object.values(connection.prepare(`pragma ${name}`).all([])[0] as object)[0]
        expect(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'secure_delete', 'page_size'].map(read)).toEqual([
          'wal',
          2,
          1,
          10_000,
          1,
          16_384,
        ])
      }
      for (const connection of connections) connection.close()
    }
  })

  test('is a file in a folder that is made for it, closed to others', async () => {
    const store = await openStore(join(folder, 'data'))
    expect(store.address).toBe(join(folder, 'data/onlyif.db'))
    expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0)
    await store.close()
    const again = await openStore('data', { cwd: folder, create: false })
    await again.close()
    expect(existsSync(join(folder, 'data/onlyif.db'))).toBe(true)
  })

  test('an erased text is in no file of it', async () => {
    const store = await openStore(join(folder, 'erasing'))
    const digest = await store.inputs.put(`secret: ${'the customer is called so and so '.repeat(3000)}`)
    await store.inputs.erase(digest, { by: 'maria', why: 'asked for' })
    const { readFileSync } = await import('node:fs')
    for (const name of ['onlyif.db', 'onlyif.db-wal']) {
      const path = join(folder, 'erasing', name)
      if (existsSync(path)) expect(readFileSync(path).includes('customer is called')).toBe(false)
    }
    await store.close()
  })

  test.each([
    ['not a database', 'x'.repeat(4096), /damaged, or no database/],
    ['another program’s database', undefined, /holds something else/],
  ])('%s is refused in plain words', async (name, text, message) => {
    const file = join(folder, `${name.length}.db`)
    if (text !== undefined) writeFileSync(file, text)
    else {
      const { DatabaseSync } = await import('@photostructure/sqlite')
      const other = new DatabaseSync(file)
      other.exec('create table theirs (id integer)')
      other.close()
    }
    await expect(openStore(file)).rejects.toThrow(message)
  })
})

describe('an address', () => {
  test.each([
    ['/data', { kind: 'sqlite', file: '/data/onlyif.db' }],
    ['data/x.db', { kind: 'sqlite', file: '/shop/data/x.db' }],
    ['sqlite:x', { kind: 'sqlite', file: '/shop/x' }],
    ['sqlite:///abs/x.db', { kind: 'sqlite', file: '/abs/x.db' }],
    ['postgres://u:secret@h:5433/d', { kind: 'postgres', schema: 'onlyif', shown: 'postgres://h:5433/d' }],
    ['postgresql://h/d?schema=mine&sslmode=require', { kind: 'postgres', schema: 'mine', url: 'postgresql://h/d?sslmode=require' }],
    ['postgres://u@/d?host=/run/pg', { kind: 'postgres', url: 'postgres://u@localhost/d?host=%2Frun%2Fpg' }],
  ])('%s', (text, expected) => {
    expect(readAddress(text, '/shop')).toMatchObject(expected)
  })

  test.each(['', ' ', 'mysql://h/d', 'https://x', 'postgres://h:port/d', 'postgres://h/d?schema=a;drop'])('%j is refused', (text) => {
    expect(() => readAddress(text, '/shop')).toThrow(expect.objectContaining({ problem: 'unknown-store' }))
  })

  test('a password is in no message', async () => {
    await expect(openStore('postgres://u:hunter2@127.0.0.1:1/d')).rejects.toThrow(
      expect.objectContaining({ problem: 'unavailable', message: expect.not.stringContaining('hunter2') }),
    )
  })
})
