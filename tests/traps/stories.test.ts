import { describe, expect, test } from 'vitest'
import { judge } from '../../src/index.ts'
import { filesOf, gate, inputOf, type Scenario, says } from './gate.ts'
import { later } from './later.ts'

const waivable: Scenario = {
  commitment: 'waivers: { approvers: [cco], quorum: 1, maxDays: 60 }',
  facts: 'beta.csat: 3.5',
  waivers: `- { id: W-1, launch: checkout-2, requirement: promise/r, covers: { beta.csat: { atLeast: 3 } }, as: accepted, reason: because, requestedBy: ola, approved: [{ by: maria, role: cco, on: 2026-10-06 }], expires: 2026-10-20 }`,
}

describe('§4 could not decide is not a go', () => {
  test('without a commitment nothing is decided', () => {
    const { input } = inputOf(filesOf({ facts: 'beta.csat: 5' }))
    const result = input && judge({ ...input, commitments: [] })
    expect(result?.decision).toBeUndefined()
    expect(result?.diagnostics.map((item) => item.code)).toEqual(['world/no-commitment'])
  })

  test.each(['yesterday', '2026-10-32', '', '10/07/2026', '2026-10-07 09:00', 'NaN'])(
    'at the moment `%s` nothing is decided',
    async (now) => {
      const { decision, errors } = await gate({ facts: 'beta.csat: 5', now })
      expect([decision, errors.map((item) => item.code)]).toEqual([undefined, ['world/wrong-now']])
    },
  )

  test('an error is never "not satisfied": no decision is not a no-go, and no requirement of it is judged', async () => {
    const { decision, errors } = await gate({
      demand: 'require: { beta.csat: { atLest: 4 } }',
      others: '- { id: second, title: s, owner: o, require: { a.b: 1 } }',
      facts: 'a.b: 2',
    })
    expect([decision, errors.length]).toEqual([undefined, 1])
  })

  test('no requirement applied: that is a hold, although nothing failed', async () => {
    const { decision } = await gate({ demand: 'appliesWhen: { launch.tier: 1 }\nrequire: { beta.csat: 5 }', launch: 'tier: 2' })
    expect(decision).toMatchObject({ verdict: 'hold', blocked: true, counts: { blocking: { met: 0, 'not-applicable': 1 } } })
  })

  test('only where the commitment says so, a launch that it decidedly does not concern may go', async () => {
    const scenario: Scenario = { commitment: 'outOfScope: go', demand: 'appliesWhen: { launch.tier: 1 }\nrequire: { beta.csat: 5 }' }
    expect((await gate({ ...scenario, launch: 'tier: 2' })).decision?.verdict).toBe('go')
    expect((await gate(scenario)).decision?.verdict, 'where that is not decided').toBe('hold')
  })

  test('an advisory requirement that applies is something judged, one that does not is nothing', async () => {
    const demand = 'enforcement: advisory\nappliesWhen: { launch.tier: 1 }\nrequire: { beta.csat: 5 }'
    expect((await gate({ demand, launch: 'tier: 1', facts: 'beta.csat: 4' })).decision).toMatchObject({ verdict: 'go', gateReady: 'amber' })
    expect((await gate({ demand, launch: 'tier: 2', facts: 'beta.csat: 4' })).decision?.verdict).toBe('hold')
  })
})

describe('§4 not applicable is an outcome of its own', () => {
  const rule: Scenario = {
    demand: 'appliesWhen: { kep.milestone: { atLeast: v1.21 } }\nrequire: { kep.hasMetrics: true }',
    others: '- { id: always, title: a, owner: o, require: { kep.status: implemented } }',
  }
  const rows: readonly [string, string, string][] = [
    ['finished before the rule began is not applicable', 'kep.milestone: v1.3\nkep.hasMetrics: false', 'not-applicable'],
    ['finished under the rule without metrics is unmet', 'kep.milestone: v1.21\nkep.hasMetrics: false', 'unmet'],
    ['finished under the rule with metrics is met', 'kep.milestone: v1.30\nkep.hasMetrics: true', 'met'],
    ['without a milestone is undecidable, not excused', 'kep.hasMetrics: false', 'unknown: missing'],
    ['with a milestone that is no version is undecidable, not excused', 'kep.milestone: next\nkep.hasMetrics: true', 'unknown: wrong-type'],
  ]

  test.each(rows)('an enhancement %s', async (_, facts, expected) => {
    expect(await says({ ...rule, facts: `${facts}\nkep.status: implemented` })).toBe(expected)
  })

  test('it is neither met nor failed, and says by which fact', async () => {
    const { decision } = await gate({ ...rule, facts: 'kep.milestone: v1.3\nkep.status: implemented' })
    expect(decision).toMatchObject({
      verdict: 'go',
      counts: { blocking: { met: 1, unmet: 0, unknown: 0, waived: 0, 'not-applicable': 1 } },
    })
    expect(decision?.requirements[0]).toMatchObject({
      outcome: 'not-applicable',
      applies: { result: 'unmet', findings: [{ fact: 'kep.milestone', actual: 'v1.3', expected: 'v1.21', result: 'unmet' }] },
    })
    expect(decision?.requirements[0]?.findings, 'what it would have asked is shown, too').toHaveLength(1)
  })
})

describe('§4 nothing disappears, and nothing spreads', () => {
  test('a gap in one requirement leaves the others as they are', async () => {
    const others =
      '- { id: second, title: s, owner: o, require: { a.b: 1, gone.fact: 1 } }\n- { id: third, title: t, owner: o, require: { any: [{ a.b: 1 }, { gone.fact: 1 }] } }'
    const { decision } = await gate({ demand: 'require: { a.b: 1 }', others, facts: 'a.b: 1' })
    expect(decision?.requirements.map((item) => item.outcome)).toEqual(['met', 'unknown', 'met'])
  })

  test.each([
    ['every', 'unknown: missing'],
    ['some', 'met'],
    ['none', 'unmet'],
  ])('an item of which nothing is known is not skipped: `%s` is %s', async (quantifier, expected) => {
    expect(
      await says({
        demand: `require: { audits.list: { ${quantifier}: { passed: true } } }`,
        facts: 'audits.list: [{ passed: true }, { name: x }]',
      }),
    ).toBe(expected)
  })

  test('each of them is in the record with all of its leaves: met, unmet, unknown, waived, not applicable, advisory', async () => {
    const others = [
      '- { id: met, title: m, owner: o, require: { a.b: 1 } }',
      '- { id: short, title: s, owner: o, enforcement: advisory, require: { a.b: 2, a.c: 1 } }',
      '- { id: gone, title: g, owner: o, require: { all: [{ gone.fact: 1 }, { a.b: 2 }, { any: [{ a.b: 1 }, { a.c: 1 }] }] } }',
      '- { id: out, title: o, owner: o, appliesWhen: { a.b: 2 }, require: { a.c: 1 } }',
    ]
    const { decision } = await gate({ ...waivable, others: others.join('\n'), facts: 'beta.csat: 3.5\na.b: 1' })
    expect(decision?.requirements.map(({ id, outcome, findings }) => [id.slice(8), outcome, findings.length])).toEqual([
      ['r', 'waived', 1],
      ['met', 'met', 1],
      ['short', 'unmet', 2],
      ['gone', 'unmet', 4],
      ['out', 'not-applicable', 1],
    ])
    const { blocking, advisory } = decision?.counts ?? {}
    expect([blocking, advisory].flatMap((counts) => Object.values(counts ?? {})).reduce((sum, count) => sum + count, 0)).toBe(5)
  })
})

describe('§4 stories of surfaces that are not built', () => {
  test.each(later.map((row) => [row.law, row] as const))('"%s" waits for its surface, with a reason', (_, row) => {
    expect([row.story, row.where, row.surface, row.reason].every((text) => text !== '')).toBe(true)
  })
})
