import { describe, expect, test } from 'vitest'
import { gate, says, words } from './gate.ts'

const inGermany = {
  commitment: 'outOfScope: go\nappliesWhen: { any: [{ launch.markets: { includes: DE } }, { launch.maturity: ga }] }',
  facts: 'beta.csat: 1',
}

describe('a launch is not taken out of what is asked by a name that only looks like another', () => {
  test('what is asked in a market is asked of a launch there, and of no other', async () => {
    const header = (market: string): string => `markets: [${market}]\nmaturity: beta`
    expect(await says({ ...inGermany, launch: header('DE') })).toBe('unmet')
    expect(await says({ ...inGermany, launch: header('SE') })).toBe('not-applicable')
  })

  test.each([
    ['markets', 'markets: [NO, "DE\\u200b"]\nmaturity: beta'],
    ['markets', 'markets: ["DE "]\nmaturity: beta'],
    ['markets', 'markets: ["\\ufeffDE"]\nmaturity: beta'],
    ['maturity', 'markets: [NO]\nmaturity: "g\\u00ada"'],
    ['maturity', 'markets: [NO]\nmaturity: |\n  ga'],
  ])('%s of %j is told, and the launch is not judged', async (field, launch) => {
    const reply = await gate({ ...inGermany, launch })
    expect(reply.decision).toBeUndefined()
    expect(reply.errors.map(({ code }) => code)).toEqual(['document/wrong-value'])
    expect(reply.errors.map(words).join()).toContain(`\`${field}\` has spaces around it or a character that nobody sees`)
    expect(reply.errors[0]?.range?.start.line).toBeGreaterThan(5)
  })
})
