import { expect, test } from 'vitest'
import * as onlyif from '../../src/index.ts'

const text = `
{ apiVersion: onlyif/v1, kind: Commitment, id: promise, title: We go only if, owner: cco, goToMarketOnlyIf: [
  { id: sound, title: no blocker is open, owner: product, require: { blockersOpen: 0 } }] }
---
{ apiVersion: onlyif/v1, kind: Launch, id: search, title: Search, owner: team, facts: { blockersOpen: 0 } }
`
const documents = onlyif.parseDocuments([{ file: 'all.yaml', text }])
const [launch] = documents.launches
const now = '2026-10-07'

// As somebody calls it who has no types to look at.
type Call = (...args: readonly unknown[]) => never
const { judge, decide, report } = onlyif as unknown as Record<'judge' | 'decide' | 'report', Call>
const decision = onlyif.judge({ documents, launch: launch ?? fail(), now }).decision

function fail(): never {
  throw new Error('there is no launch')
}

test.each([
  ['is missing', undefined],
  ['is a `Date`', new Date()],
  ['is a number', 20261007],
])('`now` that %s is told as a mistake in it', async (_, wrong) => {
  const told = { diagnostics: [{ code: 'world/wrong-now', hint: expect.stringContaining('its `toISOString()`') }] }
  expect(judge({ documents, launch, now: wrong })).toMatchObject(told)
  expect(await decide({ documents, launch, now: wrong })).toMatchObject(told)
})

test.each([
  ['its id', 'search'],
  ['nothing', undefined],
])('a launch that is %s is told', async (_, wrong) => {
  expect(() => judge({ documents, launch: wrong, now })).toThrow(
    TypeError('`launch` must be one of `documents.launches`, as `parseDocuments` returned them, not its id'),
  )
  await expect(decide({ documents, launch: wrong, now })).rejects.toThrow('`launch` must be one of `documents.launches`')
})

test('documents that were not read are told', async () => {
  expect(() => judge({ documents: text, launch, now })).toThrow(TypeError('`documents` must be what `parseDocuments` returned'))
  await expect(decide({ launch, now })).rejects.toThrow('`documents` must be what `parseDocuments` returned')
})

test('a report of what is no list, or in no format, is told', () => {
  expect(() => report(decision, { format: 'text' })).toThrow(
    TypeError('`report` takes a list of decisions: write `report([decision], { format })`'),
  )
  expect(() => report([decision], { format: 'xml' })).toThrow(/^`xml` is no format: there are text, json, /)
  expect(() => report([decision])).toThrow(/^`undefined` is no format/)
})
