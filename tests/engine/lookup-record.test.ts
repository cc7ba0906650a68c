import { describe, expect, test } from 'vitest'
import type { FindingLookup } from '../../src/model/generated/types.ts'
import { findingsOf } from '../traps/gate.ts'

const countries = Array.from({ length: 9 }, (_, at) => `${'ABCDEFGHI'.charAt(at)}A`)
const rows = (names: readonly string[]): string => names.map((name) => `${name}: [de]`).join(', ')

interface Given {
  readonly table: string
  readonly launch?: string
  readonly facts?: string
  readonly from?: string
  readonly source?: string
}

/** What a finding says of the table behind `need`, on the right of its test; places left out. */
async function saidOf({ table, launch = '', facts = '', from = 'launch.markets', source = '{ type: list }' }: Given): Promise<unknown> {
  const catalog = `have: { type: list }\nneed: { type: list, lookup: { from: ${from}, table: { ${table} } } }\nplan: ${source}`
  const demand = 'require: { have: { includesAll: { fact: need } } }'
  const [finding] = await findingsOf({ demand, catalog, launch, facts: `have: [fr]\n${facts}` }, 'have')
  const { table: _, given: __, fact: ___, rows: ____, from: _____, ...said } = finding?.lookup ?? ({} as FindingLookup)
  return finding?.lookup && said
}

describe('the record of a table behind a test says', () => {
  const cases: readonly [what: string, given: Given, said: unknown][] = [
    ['that nobody gave what it is looked up by', { table: 'DE: [de]' }, { reason: 'missing' }],
    ['that only a place is held open for it', { table: 'DE: [de]', from: 'plan', facts: 'plan: TBD' }, { reason: 'placeholder' }],
    ['that an item is nothing', { table: 'DE: [de]', from: 'plan', facts: 'plan: [~]' }, { reason: 'missing' }],
    ['that an item holds a place open', { table: 'DE: [de]', from: 'plan', facts: 'plan: [DE, TBD]' }, { reason: 'placeholder' }],
    [
      'that a placeholder is none of its rows',
      { table: 'DE: [de], TBD: [fr]', from: 'plan', facts: 'plan: [TBD]' },
      { reason: 'placeholder' },
    ],
    ['that an item is no single value', { table: 'DE: [de]', from: 'plan', facts: 'plan: [[DE]]' }, { reason: 'wrong-type' }],
    [
      'that it is of another type',
      { table: '"1": [de]', from: 'plan', source: '{ type: text }', facts: 'plan: 1' },
      { reason: 'wrong-type' },
    ],
    [
      'that the catalog does not know such a value',
      { table: 'DE: [de], US: [en]', from: 'plan', source: '{ type: choice, choices: [DE] }', facts: 'plan: US' },
      { reason: 'out-of-range' },
    ],
    ['which values have no row, each once', { table: 'DE: [de]', launch: 'markets: [BR, DE, BR]' }, { unlisted: [{ value: 'BR' }] }],
    ['which row was perhaps meant', { table: 'DE: [de]', launch: 'markets: [de]' }, { unlisted: [{ value: 'de', nearest: 'DE' }] }],
    ['which row is empty', { table: 'DE: ~', launch: 'markets: [DE]' }, { unlisted: [{ value: 'DE', empty: true }] }],
    [
      'how many values have no row, where these are more than a sentence bears',
      { table: 'DE: [de]', launch: `markets: [${countries.join(', ')}]` },
      { unlisted: countries.slice(0, 8).map((value) => ({ value })), unlistedCount: 9 },
    ],
    [
      'all of them, where these are as many as a sentence bears',
      { table: 'DE: [de]', launch: `markets: [${countries.slice(1).join(', ')}]` },
      { unlisted: countries.slice(1).map((value) => ({ value })) },
    ],
  ]

  test.each(cases)('%s', async (_, given, said) => {
    expect(await saidOf(given)).toEqual(said)
  })

  test('what was looked up, where the table itself is what falls short', async () => {
    const catalog = `need: { type: list, lookup: { from: launch.markets, table: { ${rows(countries)} } } }`
    const lookupOf = async (markets: readonly string[]): Promise<FindingLookup | undefined> => {
      const demand = 'require: { need: { includes: en } }'
      const [finding] = await findingsOf({ demand, catalog, launch: `markets: [${markets.join(', ')}]` }, 'need')
      return finding?.lookup
    }
    expect(await lookupOf(countries)).toMatchObject({
      values: countries.slice(0, 8),
      valueCount: 9,
      rows: countries,
    })
    expect(await lookupOf(countries)).not.toHaveProperty('rowCount')
    expect(await lookupOf(countries.slice(1))).not.toHaveProperty('valueCount')
  })

  test('how many rows a table has, where these are more than anybody reads to the end', async () => {
    const many = Array.from({ length: 61 }, (_, index) => `R${index}`)
    const catalog = `need: { type: list, lookup: { from: launch.markets, table: { ${rows(many)} } } }`
    const [finding] = await findingsOf({ demand: 'require: { need: { includes: en } }', catalog, launch: 'markets: [DE]' }, 'need')
    expect(finding?.lookup).toMatchObject({ rows: many.slice(0, 60), rowCount: 61 })
  })
})
