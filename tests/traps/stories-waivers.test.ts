import { describe, expect, test } from 'vitest'
import { gate, requirementOf, type Scenario } from './gate.ts'

const approvals = '[{ by: maria, role: cco, on: 2026-10-06 }, { by: tom, role: owner, on: 2026-10-06 }]'
const waiver = (parts: { covers?: string; approved?: string; expires?: string; requestedBy?: string } = {}): string =>
  `- { id: W-1, launch: checkout-2, requirement: promise/r, covers: ${parts.covers ?? '{ beta.csat: { atLeast: 3 } }'}, as: accepted, reason: because, requestedBy: ${parts.requestedBy ?? 'ola'}, approved: ${parts.approved ?? approvals}, expires: ${parts.expires ?? '2026-10-20'} }`

const waivable: Scenario = {
  commitment: 'waivers: { approvers: [cco, owner], quorum: 2, maxDays: 60 }',
  facts: 'beta.csat: 3.5',
  waivers: waiver(),
}

describe('§4 a waiver never hides what it waives', () => {
  test('a waived requirement is judged all the same, and both outcomes are kept', async () => {
    const { decision } = await gate(waivable)
    expect(decision?.requirements[0]).toMatchObject({
      outcome: 'waived',
      underlying: 'unmet',
      waivedBy: ['W-1'],
      findings: [{ actual: 3.5, expected: 4, result: 'unmet', reason: 'shortfall' }],
    })
  })

  test('waived has its own count, verdict and colour: it is never met', async () => {
    const { decision } = await gate(waivable)
    expect(decision).toMatchObject({ verdict: 'conditional-go', gateReady: 'amber', counts: { blocking: { met: 0, unmet: 0, waived: 1 } } })
  })

  test('a waiver that is no longer needed says so', async () => {
    expect((await gate({ ...waivable, facts: 'beta.csat: 4.5' })).decision).toMatchObject({
      verdict: 'go',
      waivers: [{ state: 'no-longer-needed' }],
      requirements: [{ outcome: 'met' }],
    })
  })

  test('a waiver does not cover another failure of the same requirement', async () => {
    const demand = 'require: { beta.csat: { atLeast: 4 }, beta.blockers: 0 }'
    expect((await gate({ ...waivable, demand, facts: 'beta.csat: 3.5\nbeta.blockers: 2' })).decision).toMatchObject({
      verdict: 'no-go',
      waivers: [{ state: 'lapsed' }],
      requirements: [{ outcome: 'unmet' }],
    })
  })

  test('a waiver does not cover a value below its own bar', async () => {
    expect((await gate({ ...waivable, facts: 'beta.csat: 2' })).decision).toMatchObject({
      verdict: 'no-go',
      waivers: [{ state: 'lapsed' }],
    })
  })

  test('a waiver of one requirement and launch touches no other', async () => {
    const others = '- { id: second, title: s, owner: o, require: { beta.csat: { atLeast: 4 } } }'
    const { decision } = await gate({ ...waivable, others })
    expect(decision?.requirements.map((item) => item.outcome)).toEqual(['waived', 'unmet'])
    expect((await gate({ ...waivable, waivers: waiver().replace('checkout-2', 'checkout-3') })).decision?.requirements[0]?.outcome).toBe(
      'unmet',
    )
  })

  test('an expired waiver is not honoured, says so, and is a warning', async () => {
    const { decision, diagnostics } = await gate({ ...waivable, now: '2026-10-21T00:00:00Z' })
    expect(decision).toMatchObject({ verdict: 'no-go', waivers: [{ state: 'expired' }], requirements: [{ outcome: 'unmet' }] })
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['waiver/expired', 'warning']])
  })
})

describe('§4 who may waive is never a default', () => {
  const refusals: readonly [string, Partial<Scenario>][] = [
    ['a commitment that does not speak of waivers has none', { commitment: '' }],
    ['`never` is never', { commitment: 'waivers: never' }],
    ['a requirement may say never where its commitment does not', { demand: 'waivers: never\nrequire: { beta.csat: { atLeast: 4 } }' }],
    [
      'a role that the rule does not name may not',
      { waivers: waiver({ approved: '[{ by: maria, role: ceo, on: 2026-10-06 }, { by: tom, role: owner, on: 2026-10-06 }]' }) },
    ],
    ['nobody approves what they asked for', { waivers: waiver({ requestedBy: 'maria' }) }],
    ['nobody approves what they asked for in another spelling', { waivers: waiver({ requestedBy: '"@Maria "' }) }],
    [
      'who owns the launch may not',
      {
        launch: 'product: x',
        waivers: waiver({ approved: '[{ by: checkout-team, role: cco, on: 2026-10-06 }, { by: tom, role: owner, on: 2026-10-06 }]' }),
      },
    ],
    ['who is on the team of the launch may not', { config: 'teams: { checkout-team: [ines, tom] }' }],
    ['who does not hold the role may not', { config: 'roles: { cco: [greta] }' }],
    ['where proof is required, an unlisted role does not count', { config: 'requireProof: true' }],
    [
      'an approval from the future does not count',
      { waivers: waiver({ approved: '[{ by: maria, role: cco, on: 2026-10-08 }, { by: tom, role: owner, on: 2026-10-06 }]' }) },
    ],
    [
      'one person in two roles is one person',
      { waivers: waiver({ approved: '[{ by: maria, role: cco, on: 2026-10-06 }, { by: Maria, role: owner, on: 2026-10-06 }]' }) },
    ],
    [
      'two people in one role are one role',
      { waivers: waiver({ approved: '[{ by: maria, role: cco, on: 2026-10-06 }, { by: tom, role: cco, on: 2026-10-06 }]' }) },
    ],
    ['half of a quorum is none', { waivers: waiver({ approved: '[{ by: maria, role: cco, on: 2026-10-06 }]' }) }],
    ['what nobody approved is only requested', { waivers: waiver({ approved: '[]' }) }],
    ['a waiver that lasts longer than the rule allows does not count at all', { waivers: waiver({ expires: '2026-12-31' }) }],
  ]

  test.each([
    ['that is empty', 'waivers: {}'],
    ['without approvers', 'waivers: { quorum: 1, maxDays: 60 }'],
    ['with an empty list of approvers', 'waivers: { approvers: [], quorum: 1, maxDays: 60 }'],
    ['without a quorum', 'waivers: { approvers: [cco, owner], maxDays: 60 }'],
    ['without a longest time', 'waivers: { approvers: [cco, owner], quorum: 2 }'],
    ['that says always', 'waivers: always'],
  ])('a rule %s is a diagnostic: nothing is filled in for it', async (_, commitment) => {
    const { decision, errors } = await gate({ ...waivable, commitment })
    expect(decision).toBeUndefined()
    expect(errors.every((item) => item.code.startsWith('document/') && item.file === 'commitment.yaml')).toBe(true)
    expect(errors.length).toBeGreaterThan(0)
  })

  test.each(refusals)('%s', async (_, change) => {
    const reply = await gate({ ...waivable, ...change })
    expect(reply.errors).toEqual([])
    expect(requirementOf(reply).outcome).toBe('unmet')
    expect(reply.decision).toMatchObject({ verdict: 'no-go', counts: { blocking: { waived: 0 } } })
    expect(['refused', 'requested']).toContain(reply.decision?.waivers[0]?.state)
  })
})
