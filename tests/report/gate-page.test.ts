import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Impact, ImpactChange } from '../../src/authoring/impact.ts'
import { shiftsBetween, standingsOf } from '../../src/engine/standing.ts'
import { type GatePage, gatePage } from '../../src/report/gate-page.ts'
import { editLine, shiftLine } from '../../src/report/standing-words.ts'
import { diagnostic } from '../../src/source/diagnostic.ts'
import { exampleDecision } from './decisions.ts'
import { evil, hostile, infected, infections } from './infected.ts'
import { liveIn } from './safe-markdown.ts'

const blocked = exampleDecision('saved-baskets')
const going = exampleDecision('one-page-checkout')
const page: GatePage = { decisions: [blocked], undecided: [], diagnostics: [], isBlocked: true, alerts: [], since: [], footing: [] }
const start = { line: 1, column: 1 }
const wide = { limit: 65_000, isFolded: true }

/** An impact on so many launches: half of them blocked, half allowed, with a text from a file wherever there may be one. */
function impactOn(launches: number, text: string): Impact {
  const none = { met: 0, unmet: 0, unknown: 0, waived: 0, 'not-applicable': 0 }
  const range = { start, end: start }
  const changes = Array.from({ length: launches }, (_, i): ImpactChange => {
    const isBlocked = i < launches / 2
    return {
      launch: { id: `${text}${i}`, title: text, owner: text, file: text },
      group: isBlocked ? 'newly-blocked' : 'newly-allowed',
      before: isBlocked ? 'go' : 'no-go',
      after: isBlocked ? 'no-go' : 'go',
      requirements: [
        { id: `p/${text}`, was: text, title: text, after: { outcome: 'waived', enforcement: 'blocking', waivedBy: [text] }, turns: true },
      ],
      diagnostics: [diagnostic('yaml/syntax', { file: text, range, message: text, hint: text })],
    }
  })
  const tally = { id: text, was: text, title: text, change: 'renamed' as const, launches, before: { ...none, met: 1 }, after: none }
  return { launches: launches + 1, unchanged: 1, notDecided: 0, lost: [], changes, requirements: [tally], facts: {} }
}

describe('the page of a gate', () => {
  test('nothing in a text of a file comes alive', () => {
    const everyEvil = evil.map((text) => (given: string) => `${text}${given}${text}`)
    fc.assert(
      fc.property(fc.oneof(infections, fc.constantFrom(...everyEvil)), hostile, fc.boolean(), (change, text, isFolded) => {
        const decisions = [infected(blocked, change), infected(going, change)]
        const given: GatePage = {
          decisions,
          undecided: [{ name: text, file: text }],
          diagnostics: [diagnostic('yaml/syntax', { file: text, range: { start, end: start }, message: text, hint: text })],
          isBlocked: true,
          alerts: [
            { mark: 'stop', text, items: [text, editLine({ kind: 'owner', launch: text, from: text, to: text })] },
            {
              mark: 'warn',
              text: `edits \`${text}\``,
              items: [editLine({ kind: 'no-longer-applies', launch: text, requirement: text, title: text })],
            },
          ],
          since: shiftsBetween(standingsOf([blocked]), standingsOf(decisions)),
          impact: { impact: impactOn(30, text), now: text, before: text, after: text },
          footing: [`said: ${text}`],
          only: undefined,
        }
        for (const limit of [65_000, 6_000]) {
          const markdown = gatePage(given, { limit, isFolded })
          expect(liveIn(markdown)).toEqual([])
          expect(markdown).not.toMatch(/^\s*::|##\[/m)
          expect(markdown.length).toBeLessThanOrEqual(limit)
        }
        expect(liveIn(gatePage({ ...given, undecided: [], decisions: decisions.slice(0, 1) }, wide))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('every part that is opened is closed, however little room there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1500, max: 30_000 }), fc.boolean(), (limit, isFolded) => {
        const text = gatePage({ ...page, decisions: [blocked, going] }, { limit, isFolded })
        expect(text.split('<details').length).toBe(text.split('</details>').length)
        expect(text).toContain('1 of 2 launches is blocked')
      }),
    )
  })

  test('what blocks and what would help come before the rest where not everything fits', () => {
    const tight = gatePage(page, { limit: 6_500, isFolded: true })
    expect(tight.length).toBeLessThanOrEqual(6_500)
    expect(tight.indexOf('What blocks, in short')).toBeGreaterThan(0)
    expect(tight).toContain('→ A conditional go if')
    expect(tight).toContain('do not fit here')
    expect(gatePage(page, wide)).not.toContain('What blocks, in short')
  })

  test('an impact keeps its counts and those newly blocked, however little room there is', () => {
    const long = impactOn(120, `a-long-name-of-a-launch-${'x'.repeat(60)}`)
    const given = { ...page, alerts: [], impact: { impact: long, now: '2026-10-07', before: 'main', after: 'this change' } }
    const text = gatePage(given, { limit: 40_000, isFolded: true })
    expect(text.length).toBeLessThanOrEqual(40_000)
    expect(text).toContain('Impact if merged, of 121 launches: 60 newly blocked, 60 newly allowed, 1 unchanged')
    for (const { launch, group } of long.changes) if (group === 'newly-blocked') expect(text).toContain(`- **GO → NO-GO** \`${launch.id}\``)
    expect(text).toMatch(/\*\*\d+ entries more do not fit here\*\*; all are in `onlyif impact --format csv`/)
    expect(text.split('<details').length).toBe(text.split('</details>').length)
    expect(text.indexOf('Impact if merged')).toBeLessThan(text.indexOf('Fix ('))
  })

  test.each([
    [{ decisions: [blocked] }, '## ✖ NO-GO: '],
    [{ decisions: [going], isBlocked: false }, '## ● GO: '],
    [{ decisions: [going] }, '## ✖ BLOCKED\n'],
    [{ decisions: [] }, '## ○ NOTHING WAS DECIDED\n'],
    [{ decisions: [blocked, going] }, '## ✖ 1 of 2 launches is blocked\n'],
    [{ decisions: [going], undecided: [{ name: 'x', file: 'x' }] }, '## ✖ 1 of 2 launches is blocked\n'],
    [{ decisions: [going, { ...going, launch: { ...going.launch, id: 'y' } }], isBlocked: false }, '## ● All 2 launches may go\n'],
  ])('begins with the verdict: %#', (parts, start) => {
    expect(gatePage({ ...page, ...parts }, wide).startsWith(start)).toBe(true)
  })
})

test('how a launch stands now and stood before', () => {
  const [before, after] = [standingsOf([blocked]), standingsOf([{ ...going, launch: blocked.launch }])]
  expect(shiftsBetween(before, before)).toEqual([])
  expect(shiftsBetween(before, after).map(shiftLine)[0]).toMatch(/^`saved-baskets`: NO-GO → .*GO \(`/)
  expect(shiftsBetween(before, new Map()).map(shiftLine)).toEqual(['`saved-baskets`: NO-GO → no decision'])
  expect(shiftsBetween(new Map(), before).map(shiftLine)).toEqual(['`saved-baskets`: no decision → NO-GO'])
})
