import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { asFailure, StoreFailure } from '../../src/store/failure.ts'
import { openStore } from '../../src/store/store.ts'

/** As another door of the package has it. */
const copy = './failure.ts?copy'

test('a failure is one to every copy of its class, and nothing else is', async () => {
  const other = (await import(/* @vite-ignore */ copy.replace('./', '../../src/store/'))) as typeof import('../../src/store/failure.ts')
  expect(other.StoreFailure).not.toBe(StoreFailure)
  const failure = new other.StoreFailure('refused', 'it cannot be done')
  expect(failure).toBeInstanceOf(StoreFailure)
  expect(asFailure(failure)).toBe(failure)
  expect(new StoreFailure('refused', 'it cannot be done')).toBeInstanceOf(other.StoreFailure)
  for (const thrown of [new Error('x'), Object.assign(new Error('x'), { name: 'StoreFailure', problem: 'refused' }), undefined, null, 'x'])
    expect(thrown instanceof StoreFailure).toBe(false)
  expect([failure.name, failure.problem, JSON.stringify(failure)]).toEqual([
    'StoreFailure',
    'refused',
    '{"problem":"refused","name":"StoreFailure"}',
  ])
})

test('a place that cannot hold a database is named, with why', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const notes = join(folder, 'notes.txt')
  writeFileSync(notes, 'not a database')
  await expect(openStore(join(notes, 'data'))).rejects.toThrow(
    `the database cannot be reached: a file stands where a folder is due (\`${join(notes, 'data', 'onlyif.db')}\`)`,
  )
  await expect(openStore(join(notes, 'data'), { create: false })).rejects.toThrow('there is no store at')
  await expect(openStore(notes)).rejects.toThrow(`no database: file is not a database (\`${notes}\`)`)
})

// Node itself never comes back from making a folder there.
test.skipIf(!existsSync('/proc/self'))('a system folder that takes none is refused at once', async () => {
  await expect(openStore('/proc/onlyif/data')).rejects.toThrow('the database cannot be reached: no folder can be made there')
})
