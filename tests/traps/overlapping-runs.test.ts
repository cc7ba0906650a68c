import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as later } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { decide, decideWith } from '../../src/engine/decide.ts'
import { type JudgeInput, judge, prepare } from '../../src/engine/judge.ts'
import { parseDocuments } from '../../src/index.ts'
import { filesOf, inputOf, type Scenario } from './gate.ts'

/** Requirements of which one fails in every run, one is met by every other launch, and one is unknown. */
const scenario = (index: number): Scenario => ({
  demand: 'require: { always.short: { atLeast: 5 } }',
  others: [
    '- { id: turns, title: t, owner: o, require: { all: [{ turn.value: { atLeast: 1 } }, { not: { turn.name: other } }] } }',
    '- { id: gone, title: g, owner: o, require: { gone.fact: { notEquals: 1 } } }',
    '- { id: lists, title: l, owner: o, appliesWhen: { turn.value: 0 }, forbid: { turn.list: { includes: x } } }',
  ].join('\n'),
  facts: `always.short: 4\nturn.value: ${index % 2}\nturn.name: n${index}\nturn.list: [x, y${index}]`,
  launch: `product: p${index}`,
})

function inputAt(index: number): JudgeInput {
  const { input } = inputOf(filesOf(scenario(index)))
  if (!input) throw new Error('the scenario has errors')
  return input
}

const runs = 400
const inputs = Array.from({ length: runs }, (_, index) => inputAt(index))
const bytes = inputs.map((input) => JSON.stringify(judge(input)))

describe('§1.6 runs that overlap lose nothing of one another', () => {
  test('400 runs started at once give the bytes that each gives alone', async () => {
    const results = await Promise.all(inputs.map((input) => decide(input)))
    expect(results.map((result) => JSON.stringify(result))).toEqual(bytes)
  })

  test('400 runs that share compiled commitments and start at different moments give those bytes, too', async () => {
    const [first] = inputs
    if (!first) throw new Error('there are no inputs')
    const prepared = prepare(first)
    const results = await Promise.all(
      inputs.map(async (input, index) => {
        await later((index * 7) % 5)
        return decideWith(prepared, input.launch)
      }),
    )
    expect(results.map((result) => result.decision?.requirements)).toEqual(inputs.map((input) => judge(input).decision?.requirements))
  })

  test('a requirement that fails in every run is a failure in every run', async () => {
    const results = await Promise.all(inputs.map(async (input, index) => later(index % 3, decide(input))))
    const outcomes = results.map(({ decision }) => decision?.requirements[0])
    expect(outcomes.filter((item) => item?.outcome === 'unmet')).toHaveLength(runs)
    expect(results.every(({ decision }) => decision?.verdict === 'no-go' && decision.blocked)).toBe(true)
  })

  test('every requirement that goes in comes out, exactly once, in every run', async () => {
    const ids = ['promise/r', 'promise/turns', 'promise/gone', 'promise/lists']
    const results = await Promise.all(inputs.map((input) => decide(input)))
    for (const { decision } of results) expect(decision?.requirements.map((item) => item.id)).toEqual(ids)
  })

  test('a run within the callback of another leaves both whole', async () => {
    const nested = await Promise.all(
      inputs.slice(0, 50).map((input, index) => decide(input).then(async (outer) => [outer, await decide(inputs[index + 50] ?? input)])),
    )
    expect(nested.flat().map((result) => JSON.stringify(result))).toEqual(
      Array.from({ length: 50 }, (_, index) => [bytes[index], bytes[index + 50]]).flat(),
    )
  })

  test('both keys agree on every launch in rules/, none of them a fault', async () => {
    const folder = new URL('../../rules/market-promise/', import.meta.url)
    const names = [
      'commitment.yaml',
      'catalog.yaml',
      'waivers.yaml',
      ...readdirSync(new URL('launches', folder)).map((name) => `launches/${name}`),
    ]
    const documents = parseDocuments(names.map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') })))
    const { commitments, launches, catalogs, waivers } = documents
    expect(launches.length).toBeGreaterThan(0)
    for (const launch of launches) {
      const input: JudgeInput = { commitments, launch, catalog: catalogs, waivers, now: '2026-10-07T09:00:00Z' }
      expect(await decide(input)).toEqual(judge(input))
    }
  })
})
