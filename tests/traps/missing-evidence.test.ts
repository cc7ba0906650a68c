import { describe, expect, test } from 'vitest'
import { operators } from '../../src/model/condition.ts'
import { findingsOf, gate, requirementOf, type Scenario, says } from './gate.ts'

const operands: Readonly<Record<(typeof operators)[number], string>> = {
  equals: '4',
  notEquals: '4',
  oneOf: '[4, 5]',
  noneOf: '[4, 5]',
  atLeast: '4',
  atMost: '4',
  moreThan: '4',
  lessThan: '4',
  between: '[1, 5]',
  before: '2026-10-15',
  after: '2026-10-15',
  onOrBefore: '2026-10-15',
  onOrAfter: '2026-10-15',
  withinLast: '14d',
  withinNext: '14d',
  includes: 'de',
  includesAll: '[de]',
  includesAny: '[de]',
  excludes: 'de',
  size: '{ atLeast: 1 }',
  every: '{ it: de }',
  some: '{ it: de }',
  none: '{ it: de }',
  startsWith: 'a',
  endsWith: 'a',
  matches: 'a',
  present: 'true',
}

/** What a manifest can write that says nothing, and the reason that the gate gives. */
const gaps: readonly [string, string, string][] = [
  ['a missing fact', 'other.fact: 1', 'missing'],
  ['a missing path in a group that exists', 'beta: { other: 1 }', 'missing'],
  ['null', 'beta.csat: ~', 'missing'],
  ['an empty value', 'beta.csat:', 'missing'],
  ['evidence whose value is null', 'beta.csat: { value: ~, sample: 40 }', 'missing'],
  ['empty text', 'beta.csat: ""', 'placeholder'],
  ['a placeholder', 'beta.csat: TBD', 'placeholder'],
]

const table = operators.flatMap((operator) => gaps.map(([gap, facts, reason]) => [operator, gap, facts, reason] as const))

describe('§1.1 missing evidence never passes', () => {
  test.each(table)('under `%s`, %s is unknown, neither met nor unmet', async (operator, _, facts, reason) => {
    const leaf = `{ beta.csat: { ${operator}: ${operands[operator]} } }`
    expect(await says({ demand: `require: ${leaf}`, facts })).toBe(`unknown: ${reason}`)
    if (operator === 'present') return
    expect(await says({ demand: `require: { not: ${leaf} }`, facts }), 'under not').toBe(`unknown: ${reason}`)
    expect(await says({ demand: `forbid: ${leaf}`, facts }), 'forbidden').toBe(`unknown: ${reason}`)
    expect(await says({ demand: `require: { not: { not: ${leaf} } }`, facts }), 'under two negations').toBe(`unknown: ${reason}`)
  })

  test.each(operators.filter((operator) => operator !== 'present'))(
    'what `%s` says of an absent fact, the verdict is a hold',
    async (operator) => {
      const { decision } = await gate({ demand: `require: { beta.csat: { ${operator}: ${operands[operator]} } }` })
      expect(decision).toMatchObject({ verdict: 'hold', blocked: true, gateReady: 'red' })
    },
  )

  test('one missing fact hides no other result: each requirement is judged and each leaf is shown', async () => {
    const reply = await gate({
      demand: 'require: { gone.fact: { notEquals: 1 } }',
      others: '- { id: second, title: s, owner: o, require: { a.b: 1 } }\n- { id: third, title: t, owner: o, require: { a.b: 2 } }',
      facts: 'a.b: 1',
    })
    expect(reply.decision?.requirements.map(({ id, outcome, findings }) => [id, outcome, findings.length])).toEqual([
      ['promise/r', 'unknown', 1],
      ['promise/second', 'met', 1],
      ['promise/third', 'unmet', 1],
    ])
  })

  test('where the evidence is missing, the finding points at the nearest parent', async () => {
    const [finding] = await findingsOf({ demand: 'require: { beta.csat: { atLeast: 4 } }', facts: 'beta:\n  other: 1' }, 'beta.csat')
    expect(finding?.manifest).toEqual({ file: 'launch.yaml', line: 7, column: 3, nearest: true })
  })

  describe('names that every object inherits are no evidence', () => {
    const inherited = [
      'constructor.name',
      'constructor',
      'toString',
      'valueAt.name',
      'hasOwnProperty.length',
      'beta.constructor.name',
      'beta.toString',
    ]

    test.each(inherited)('`%s` that nobody supplied is missing', async (path) => {
      for (const test of ['notEquals: x', 'noneOf: [x]', 'present: true']) {
        expect(await says({ demand: `require: { ${path}: { ${test} } }`, facts: 'beta.csat: 4' })).toBe('unknown: missing')
      }
    })

    test.each(['__proto__.toString', 'beta.__proto__', '__proto__', 'beta.__proto__.toString'])(
      '`%s` is not the name of a fact',
      async (path) => {
        const { decision, errors } = await gate({ demand: `require: { ${path}: { notEquals: 1 } }`, facts: 'beta.csat: 4' })
        expect(decision).toBeUndefined()
        expect(errors.map((item) => item.code)).toEqual([path === '__proto__' ? 'yaml/forbidden-key' : 'commitment/wrong-path'])
      },
    )

    test('a fact that is really called `constructor` is read as any other', async () => {
      expect(await says({ demand: 'require: { constructor.name: Object }', facts: 'constructor: { name: Object }' })).toBe('met')
      expect(await says({ demand: 'require: { constructor.name: Object }', facts: 'constructor: { name: Array }' })).toBe('unmet')
    })

    test('an item of a list has own keys only', async () => {
      expect(await says({ demand: 'require: { a.list: { some: { constructor: { notEquals: x } } } }', facts: 'a.list: [{ b: 1 }]' })).toBe(
        'unknown: missing',
      )
    })

    test('a lookup table has own rows only', async () => {
      const catalog = 'docs.need: { type: list, lookup: { from: launch.product, table: { checkout: [de] } } }\ndocs.have: { type: list }'
      const scenario: Scenario = {
        demand: 'require: { docs.have: { includesAll: { fact: docs.need } } }',
        facts: 'docs.have: [de]',
        catalog,
        launch: 'product: constructor',
      }
      expect(await says(scenario)).toBe('unknown: missing')
      expect(requirementOf(await gate({ ...scenario, launch: 'product: checkout' })).outcome).toBe('met')
    })
  })
})
