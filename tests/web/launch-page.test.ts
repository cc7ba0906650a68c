import { describe, expect, test } from 'vitest'
import type { Page } from '../../src/web/page.ts'
import { commitment, decisionOf, launch } from '../report/decisions.ts'
import { pageAt } from './page-at.ts'
import { around, seededDecisions } from './seeded.ts'

const decisions = seededDecisions(24)
const seeded = around(decisions)
const last = decisions.slice(-24)

function get(address: string, given = seeded): Promise<Page> {
  return pageAt(address, given)
}

describe('a launch', () => {
  test('tells its history with what changed from one decision to the next', async () => {
    const changed = last.find((decision, index) => decisions[index]?.verdict !== decision.verdict) ?? last[0]
    const json = JSON.parse((await get(`/launches/${changed?.launch.id}?format=json`)).body)
    expect(json.tables.history).toHaveLength(4)
    expect(json.tables.history.at(-1).changes).toBe('the first decision')
    expect(json.tables.requirements).toHaveLength(changed?.requirements.length ?? 0)
  })

  test('still tells how it stands when its decision is no longer kept', async () => {
    const { status, body } = await get(`/launches/${last[0]?.launch.id}`, { ...seeded, decisionOf: async () => undefined })
    expect(status).toBe(200)
    expect(body).toContain('no longer kept')
  })

  test('tells what the clock turns, where that is known', async () => {
    const outlookOf = async () => ({
      answer: 'it may go now',
      points: [{ at: '2026-10-12T00:00:00Z', verdict: 'hold' as const, blocked: true, turns: ['`x`: met → unknown'] }],
    })
    const { body } = await get(`/launches/${last[0]?.launch.id}`, { ...seeded, outlookOf })
    expect(body).toContain('If nobody does anything')
  })

  test('has neither stages nor columns where commitments speak of none, and spreadsheets keep the columns', async () => {
    const rules = commitment({ kept: 'require:\n  a.kept: true', broken: 'require:\n  a.broken: true' })
    const own = around([decisionOf({ 'rules.yaml': rules, 'launch.yaml': launch('a.kept: true\na.broken: false') })])
    const { body } = await get('/launches/checkout-2', own)
    expect(body).toContain('<h2>Requirements</h2>')
    expect(body).not.toMatch(/the whole journey|Honors customers|Would dishonor them/)
    // The way from the customer room leads to the first requirement all the same.
    expect(body).toMatch(/<tbody id="[^"]*stage[^"]*">/)
    expect(body.indexOf('broken holds')).toBeLessThan(body.indexOf('kept holds'))
    const csv = (await get('/launches/checkout-2?format=csv&table=requirements', own)).body
    expect(csv.split('\n')[0]).toContain('honors,dishonors')
  })

  test('an altered decision is not called verified', async () => {
    const [decision] = last
    if (!decision) throw new Error('no decision')
    const altered = { ...decision, verdict: 'go' as const }
    const { body } = await get(`/decisions/${decision.digest}`, { ...seeded, decisionOf: async () => altered })
    expect(body).toContain('differs')
    expect((await get(`/decisions/${decision.digest}`)).body).toContain('verified')
  })
})
