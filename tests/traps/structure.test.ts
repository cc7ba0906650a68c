import { describe, expect, test } from 'vitest'
import { findingsOf, gate, requirementOf, says } from './gate.ts'

describe('§1.2 structure is judged whole and explained as it counts', () => {
  test('a leaf as another engine writes it is no test, and is told once', async () => {
    const { decision, errors } = await gate({
      demand: 'require: { all: [{ fact: a, operator: equal, value: 1 }] }',
      catalog: 'a.b: { type: number }',
    })
    expect(decision).toBeUndefined()
    expect(errors.map((item) => item.code)).toEqual(['document/unknown-key'])
  })

  test('a fact named `priority` is a fact like any other: missing is unknown', async () => {
    expect(await says({ demand: 'require: { a.b: 1, priority: 10 }', facts: 'a.b: 1' })).toBe('unknown: missing')
  })

  test('a mapping in a list is no value to compare', async () => {
    expect(await says({ demand: 'require: { a.list: { excludes: x } }', facts: 'a.list: [{ b: 1 }]' })).toBe('unknown: wrong-type')
  })

  describe('nothing is left out of the record, and nothing reads backwards', () => {
    test('leaves after a failed one are judged and shown: the report has no holes', async () => {
      const { findings, outcome } = requirementOf(
        await gate({
          demand: 'require: { all: [{ a.b: 9 }, { any: [{ a.c: 1 }, { gone.fact: 1 }] }, { not: { a.b: 1 } }] }',
          facts: 'a.b: 1\na.c: 1',
        }),
      )
      expect(outcome).toBe('unmet')
      expect(findings.map(({ fact, result, decisive }) => [fact, result, decisive])).toEqual([
        ['a.b', 'unmet', true],
        ['a.c', 'met', false],
        ['gone.fact', 'unknown', false],
        ['a.b', 'unmet', true],
      ])
    })

    const polarity: readonly [string, string, number, 'met' | 'unmet', 'require' | 'forbid'][] = [
      [
        'a leaf under `not` whose test fails is met, and says that it is forbidden',
        'require: { not: { d.open: { moreThan: 0 } } }',
        0,
        'met',
        'forbid',
      ],
      ['a leaf under `not` whose test holds is unmet', 'require: { not: { d.open: { moreThan: 0 } } }', 2, 'unmet', 'forbid'],
      ['a leaf under `forbid` reads as one under `not`', 'forbid: { d.open: { moreThan: 0 } }', 2, 'unmet', 'forbid'],
      ['a leaf under two negations is required again', 'forbid: { not: { d.open: { atMost: 1 } } }', 0, 'met', 'require'],
      ['a leaf under `not` and `any` is negated once', 'require: { not: { any: [{ d.open: { moreThan: 0 } }] } }', 0, 'met', 'forbid'],
    ]

    test.each(polarity)('%s', async (_, demand, value, result, wanted) => {
      expect(await findingsOf({ demand, facts: `d.open: ${value}` }, 'd.open')).toMatchObject([{ result, polarity: wanted }])
      expect(await says({ demand, facts: `d.open: ${value}` })).toBe(result)
    })

    test('each entry of `forbid` stands on its own: one that holds is enough to fail', async () => {
      const demand = 'forbid: { d.loss: { moreThan: 0 }, d.exposure: { moreThan: 0 } }'
      expect(await says({ demand, facts: 'd.loss: 1\nd.exposure: 0' })).toBe('unmet')
      expect(await says({ demand, facts: 'd.loss: 0\nd.exposure: 0' })).toBe('met')
      expect(await says({ demand, facts: 'd.loss: 0' })).toBe('unknown: missing')
    })

    test('`require` and `forbid` of one requirement must both be satisfied', async () => {
      const demand = 'require: { a.b: 1 }\nforbid: { d.loss: { moreThan: 0 } }'
      expect(await says({ demand, facts: 'a.b: 1\nd.loss: 1' })).toBe('unmet')
      expect(await says({ demand, facts: 'a.b: 2\nd.loss: 0' })).toBe('unmet')
      expect(await says({ demand, facts: 'a.b: 1\nd.loss: 0' })).toBe('met')
    })
  })
})
