import { expect, test } from 'vitest'
import type { FileReading } from '../../src/model/file-source.ts'
import { memorySource } from '../../src/world/memory.ts'
import { mergedSource } from '../../src/world/merged.ts'

const source = (files: Readonly<Record<string, string>>) => memorySource(new Map(Object.entries(files)))

const from = { same: '1', edited: '1', removed: '1', 'moved-on': '1', 'gone-there': '1', both: '1', 'a/deep': '1' }
const merged = mergedSource(source({ same: '1', edited: '1', removed: '1', 'moved-on': '2', 'new-there': '2', both: '2', 'a/deep': '1' }), {
  from: source(from),
  to: source({ same: '1', edited: '3', 'moved-on': '1', 'gone-there': '1', both: '3', 'a/deep': '1', 'a/new': '3' }),
})

async function textOf(path: string): Promise<string> {
  const reading = await merged.read(path, 1000)
  return reading.ok ? Buffer.from(reading.bytes).toString() : reading.problem
}

test.each([
  ['same', '1'],
  ['edited', '3'],
  ['removed', 'not-found'],
  ['moved-on', '2'],
  ['gone-there', 'not-found'],
  ['new-there', '2'],
  ['both', '3'],
  ['a/new', '3'],
  ['nowhere', 'not-found'],
  ['../out', 'outside-root'],
])('a change merged into what has moved on: %s is %s', async (path, text) => {
  expect(await textOf(path)).toBe(text)
})

test('lists what it can read, sorted', async () => {
  const names = ['a/deep', 'a/new', 'both', 'edited', 'moved-on', 'new-there', 'same']
  expect(await merged.list('')).toEqual(names)
  expect(await merged.list('a')).toEqual(['a/deep', 'a/new'])
  for (const name of names) expect(await textOf(name)).toMatch(/^\d$/)
})

test('what cannot be read is never taken for unedited', async () => {
  const broken: FileReading = { ok: false, problem: 'unreadable', detail: 'the network' }
  const unreadable = { ...source(from), read: async () => broken }
  const reading = await mergedSource(source(from), { from: unreadable, to: unreadable }).read('same', 1000)
  expect(reading).toEqual(broken)
})
