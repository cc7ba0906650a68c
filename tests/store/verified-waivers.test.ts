import { describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { folderOf } from '../world/temporary-folder.ts'
import { onBoth } from './databases.ts'
import { type Line, linesOf, type Story, story } from './moved-waivers.ts'

onBoth('what verify finds of waivers', (place) => {
  test('a store in which one was edited', async () => {
    const address = place.address()
    const { store, waivers } = await story(place, address)
    expect(await store.verify()).toMatchObject({ isValid: true, waivers: 6, notes: [] })
    const of = (name: keyof Story['waivers']): string => `where id = '${waivers[name].id}' returning 1`
    const edits: readonly (readonly [string, RegExp])[] = [
      [`update waiver_requests set state = 'in-force' ${of('refused')}`, /its answers make it refused/],
      [`update waiver_requests set version = 9 ${of('lapsed')}`, /it is in version 9/],
      [`update waiver_requests set document = replace(document, '3.8', '1.8') ${of('in-force')}`, /it said something else then/],
      [`update waiver_requests set document = '{}' ${of('expired')}`, /has not the form of a waiver/],
    ]
    for (const [statement] of edits) expect(await place.alter(address, statement)).toHaveLength(1)
    const found = await store.verify()
    expect(found.isValid).toBe(false)
    for (const [, says] of edits) expect(found.faults).toContainEqual(expect.stringMatching(says))
    expect(await store.verify({ from: 1, to: 2 })).toMatchObject({ isValid: true, waivers: 0 })
  })
})

describe('an export without waivers', () => {
  test('says that it has none', async () => {
    const store = await openStore(await folderOf())
    const lines = await linesOf(store)
    expect(lines.map((line) => JSON.parse(line) as Line)).toEqual([
      expect.objectContaining({ format: 'onlyif-log/2' }),
      { line: 'end', sequence: 0, hash: `sha256:${'0'.repeat(64)}`, waivers: `sha256:${'0'.repeat(64)}` },
    ])
    await store.close()
  })
})
