import { describe, expect, test } from 'vitest'
import { catalog, launch, plain, promise, told } from './practised.ts'

describe('bars that practice has shown to hurt', () => {
  test('a bound against what the catalog calls better is told, whatever stands over it, but not a range', async () => {
    const bounded = (condition: string, better = 'higher'): Record<string, string> => ({
      'rules/p.yaml': promise(plain, `title: help is published\n${condition}`),
      'catalog.yaml': catalog(`docs.pages: { type: count, owner: docs, better: ${better}, cpi: { goal: helps me } }`),
      'launch.yaml': launch('a', 'facts: { docs.pages: 7 }'),
    })
    const against = [
      'require: { docs.pages: { atMost: 9 } }',
      'require: { any: [{ docs.pages: { lessThan: 9 } }] }',
      'require: { not: { docs.pages: { atLeast: 9 } } }',
      'forbid: { docs.pages: { moreThan: 9 } }',
    ]
    for (const condition of against) expect(await told(bounded(condition)), condition).toEqual(['commitment/against-better'])
    for (const condition of against) expect(await told(bounded(condition, 'lower')), condition).toEqual([])
    for (const condition of ['require: { docs.pages: { atLeast: 2, atMost: 9 } }', 'require: { docs.pages: { between: [2, 9] } }'])
      expect(await told(bounded(condition)), condition).toEqual([])
  })

  test('what a fact of an asked age is compared with is told where it may be of any age itself', async () => {
    const asked = 'evidence: { maxAge: 14d }\nrequire: { docs.pages: { atLeast: { fact: docs.wanted } } }'
    const compared = (condition: string, wanted = 'type: count'): Record<string, string> => ({
      'rules/p.yaml': promise(plain, `title: help is published\n${condition}`),
      'catalog.yaml': catalog(
        `docs.pages: { type: count, owner: docs, cpi: { goal: helps me } }\ndocs.wanted: { ${wanted}, owner: docs }\ndocs.former: { type: count, owner: docs }`,
      ),
      'launch.yaml': launch('a', 'facts: { docs.pages: 7, docs.wanted: 6, docs.former: 5 }'),
    })
    const read = 'docs.former: 5'
    for (const condition of [
      `${asked.replace(' } } }', ` } }, ${read} }`)}`,
      `require: { docs.pages: { atLeast: { fact: docs.wanted }, maxAge: 36h }, ${read} }`,
      `evidence: { maxAge: 14d }\nforbid: { docs.pages: { between: [{ fact: docs.former }, { fact: docs.wanted }] }, docs.former: { lessThan: 1 } }`,
    ])
      expect(await told(compared(condition)), condition).toEqual(['commitment/ageless-bar'])
    for (const condition of [
      `require: { docs.pages: { atLeast: { fact: docs.wanted } }, ${read} }`,
      `require: { docs.pages: { atLeast: { fact: docs.wanted } }, docs.former: { equals: 5, maxAge: 1d } }`,
      `evidence: { maxAge: 14d }\nrequire: { docs.pages: { atLeast: { fact: docs.wanted } }, docs.wanted: { atLeast: 2 }, ${read} }`,
    ])
      expect(await told(compared(condition)), condition).toEqual([])
    const aged = compared(`${asked}\nforbid: { docs.former: 4 }`, 'type: count, maxAge: 90d')
    expect(await told(aged)).toEqual([])
    const lookedUp = compared(`${asked}\nforbid: { docs.former: 4 }`, 'type: count, lookup: { from: launch.tier, table: { 1: 2 } }')
    expect(await told({ ...lookedUp, 'launch.yaml': launch('a', 'tier: 1\nfacts: { docs.pages: 7, docs.former: 5 }') })).toEqual([])
  })
})
