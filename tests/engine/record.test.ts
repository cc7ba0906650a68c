import { describe, expect, test } from 'vitest'
import { ageOf, clockAt } from '../../src/engine/freshness.ts'
import { sameNode } from '../../src/engine/lookup.ts'
import { readDate } from '../../src/model/date.ts'
import { readDocuments } from '../../src/source/document.ts'
import type { SourceNode } from '../../src/source/node.ts'
import { findingsOf, gate } from '../traps/gate.ts'

function nodeOf(text: string): SourceNode {
  const [document] = readDocuments('a.yaml', text).documents
  if (!document) throw new Error(text)
  return document.root
}

describe('two documents say the same', () => {
  test.each([
    ['{ a: 1, b: [x, { c: 2 }] }', '{ b: [x, { c: 2 }], a: 1 }'],
    ['{}', '{}'],
    ['[]', '[]'],
    ['1.0', '1'],
    ['0', '-0'],
    ['"a"', 'a'],
  ])('%s and %s', (a, b) => {
    expect([sameNode(nodeOf(a), nodeOf(b)), sameNode(nodeOf(b), nodeOf(a))]).toEqual([true, true])
  })

  test.each([
    ['{ a: 1 }', '{ a: 1, b: 2 }'],
    ['{ a: 1 }', '{ b: 1 }'],
    ['{ a: 1 }', '{ a: 2 }'],
    ['{ a: 1 }', '{ a: "1" }'],
    ['{}', '[]'],
    ['{}', '{ a: 1 }'],
    ['[1]', '[1, 2]'],
    ['[1, 2]', '[2, 1]'],
    ['[1]', '1'],
    ['{ a: 1 }', '1'],
    ['1', 'true'],
  ])('not where it is %s and %s', (a, b) => {
    expect([sameNode(nodeOf(a), nodeOf(b)), sameNode(nodeOf(b), nodeOf(a))]).toEqual([false, false])
  })
})

test.each([
  ['2026-10-07', '0d'],
  ['2026-10-06', '1d'],
  ['2026-10-08', undefined],
  ['2026-10-07T09:00:00Z', '0h'],
  ['2026-10-07T00:00:00Z', '9h'],
  ['2026-10-06T23:59:59Z', '1d'],
  ['2026-10-07T09:00:01Z', undefined],
])('at 2026-10-07T09:00:00Z evidence of %s is %s old', (asOf, age) => {
  const date = readDate(asOf)
  expect(date.ok && ageOf(date.value, clockAt(Date.parse('2026-10-07T09:00:00Z'), undefined))).toBe(age)
})

describe('a list as found', () => {
  const listOf = (count: number): string => `a.list: [${Array.from({ length: count }, (_, index) => `i${index}`).join()}]`

  test.each([
    [19, undefined],
    [20, undefined],
    [21, 21],
  ])('of %i items is shown whole, or cut at 20 with its size', async (count, size) => {
    const [finding] = await findingsOf({ demand: 'require: { a.list: { includes: none } }', facts: listOf(count) }, 'a.list')
    expect([(finding?.actual as readonly unknown[] | undefined)?.length, finding?.actualSize]).toEqual([Math.min(20, count), size])
  })

  test('says why of each item that is not as it should be, and of no other', async () => {
    const demand = 'require: { a.list: { every: { it: { atLeast: 2 } } } }'
    const [finding] = await findingsOf({ demand, facts: 'a.list: [1, 2, ~, TBD]' }, 'a.list')
    expect(finding?.items).toEqual([
      { index: 0, result: 'unmet', reason: 'shortfall' },
      { index: 2, result: 'unknown', reason: 'missing' },
      { index: 3, result: 'unknown', reason: 'placeholder' },
      { index: 1, result: 'met' },
    ])
  })
})

test('waivers stand in the order of their ids, whatever the order of the file', async () => {
  const waiver = (id: string): string =>
    `- { id: ${id}, launch: checkout-2, requirement: promise/r, covers: { beta.csat: { atLeast: 3 } }, as: accepted, reason: because, requestedBy: ola, approved: [{ by: maria, role: cco, on: 2026-10-06 }], expires: 2026-10-20 }`
  const { decision } = await gate({
    commitment: 'waivers: { approvers: [cco], quorum: 1, maxDays: 60 }',
    facts: 'beta.csat: 3.5',
    waivers: ['W-2', 'W-1', 'W-10', 'W-3'].map(waiver).join('\n'),
  })
  expect(decision?.waivers.map(({ id, state }) => [id, state])).toEqual([
    ['W-1', 'in-force'],
    ['W-10', 'unused'],
    ['W-2', 'unused'],
    ['W-3', 'unused'],
  ])
})
