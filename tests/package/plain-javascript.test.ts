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
const { judge, decide, report, parseDocuments } = onlyif as unknown as Record<'judge' | 'decide' | 'report' | 'parseDocuments', Call>
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
  ['a copy that went through JSON', JSON.parse(JSON.stringify(launch))],
])('a launch that is %s is told', async (_, wrong) => {
  expect(() => judge({ documents, launch: wrong, now })).toThrow(
    TypeError('`launch` must be one of `documents.launches`, as `parseDocuments` returned them, not its id'),
  )
  await expect(decide({ documents, launch: wrong, now })).rejects.toThrow('`launch` must be one of `documents.launches`')
})

test.each([
  ['a text', text],
  ['a copy that went through JSON', JSON.parse(JSON.stringify(documents))],
  ['nothing', undefined],
])('documents that are %s are told', async (_, wrong) => {
  const told = '`documents` must be what `parseDocuments` returned, and not a copy of it that went through JSON'
  expect(() => judge({ documents: wrong, launch, now })).toThrow(TypeError(told))
  await expect(decide({ documents: wrong, launch, now })).rejects.toThrow(told)
})

test.each([
  ['a file', { file: 'a.yaml', text }],
  ['bytes', [{ file: 'a.yaml', text: Buffer.from(text) }]],
  ['names alone', [{ file: 'a.yaml' }]],
  ['texts alone', [text]],
])('what is to be read and is %s is told', (_, wrong) => {
  expect(() => parseDocuments(wrong)).toThrow(
    TypeError("`parseDocuments` takes a list of `{ file, text }`, both texts: read files as 'utf8'"),
  )
})

test.each(['yes', 1, '', 0, null])('`noExceptions: %j` is told', (noExceptions) => {
  expect(() => judge({ documents, launch, now, noExceptions })).toThrow(TypeError('`noExceptions` is true or false'))
})

test('a report of what is no list, or in no format, is told', () => {
  expect(() => report(decision, { format: 'text' })).toThrow(
    TypeError('`report` takes a list of decisions: write `report([decision], { format })`'),
  )
  expect(() => report([undefined], { format: 'text' })).toThrow(/^`report` takes a list of decisions/)
  expect(() => report([{}], { format: 'text' })).toThrow(/^`report` takes a list of decisions/)
  expect(() => report([decision], { format: 'xml' })).toThrow(/^`xml` is no format: there are text, json, /)
  expect(() => report([decision])).toThrow(/^`undefined` is no format/)
})
