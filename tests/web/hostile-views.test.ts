import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Page, RequestedWaiver, Surroundings } from '../../src/web/page.ts'
import { addDecision, newRoom } from '../../src/web/room/add-decision.ts'
import { exampleDecision } from '../report/decisions.ts'
import { infected, infections } from '../report/infected.ts'
import { readCsv } from '../report/readers.ts'
import { linksOf, readPage } from './html.ts'
import { pageAt } from './page-at.ts'
import { seededYear } from './seeded-year.ts'
import { aroundRoom, helpWaiver, smallRoom } from './small-room.ts'

let around: Surroundings

beforeAll(() => {
  around = seededYear(32)
})

async function get(address: string, of: Surroundings = around): Promise<Page> {
  return pageAt(address, of)
}

describe('texts from anywhere', () => {
  const hostile = '<script>alert(1)</script>\u202e"\'=1+1'
  const room = smallRoom([
    ['2026-10-01', { id: 'search', header: { title: hostile, owner: hostile }, facts: { 'docs.pages': 6, 'beta.csat': hostile } }],
    [
      '2026-10-08',
      {
        header: { title: hostile, owner: hostile },
        facts: { 'docs.pages': 6 },
        waivers: [
          helpWaiver('2026-10-07', '2026-10-20', {
            reason: hostile,
            requestedBy: hostile,
            followUp: { what: hostile, owner: hostile, due: '2026-10-20' },
          }),
        ],
      },
    ],
    ['2026-10-08', { id: 'long', header: { title: 'x'.repeat(10_000) }, facts: { 'beta.csat': 1 } }],
  ])
  const asked: RequestedWaiver = {
    launch: 'search',
    state: 'requested',
    digest: `sha256:${'0'.repeat(64)}`,
    changedAt: '2026-10-08T09:00:00Z',
    waiver: {
      id: 'S-1',
      requirement: 'promise/help',
      reason: hostile,
      requestedBy: hostile,
      approved: [],
      expires: '2026-10-20',
      proof: 'roles',
    },
  }
  const of = aroundRoom(room, '2026-10-09T08:00:00Z', {
    requestedWaivers: async () => [asked],
    approversOf: () => [{ role: 'cco', name: hostile, people: [hostile] }],
  })

  test.each(['/hand-offs', '/launches/search', '/waivers', '/changes', '/commitments', '/keeping-alive', '/digest', '/digest/mail'])(
    'are text on %s',
    async (path) => {
      const { body } = await get(path, of)
      expect(body).not.toContain('<script')
      // A choice must be found again, so its value stays as it is; what is shown does not.
      expect(body.replaceAll(/ value="[^"]*"/g, '')).not.toContain('\u202e')
      expect(body.length).toBeLessThan(200_000)
    },
  )

  test('start no formula in a spreadsheet', async () => {
    const { body } = await get('/waivers?format=csv', of)
    expect(body).not.toMatch(/(?:^|[,\n])"?[=+@]/m)
  })
})

describe('the mail of a week', () => {
  test('as a page it takes its look from a file, for the policy allows no other', async () => {
    const { body } = await get('/digest/mail')
    expect(body).not.toMatch(/<script|<img| src=| style="/)
    expect(body).toContain('href="/assets/mail.css"')
    expect(body).not.toContain('<style')
    expect((await get('/assets/mail.css')).type).toBe('text/css; charset=utf-8')
  })
})

test('whatever stands in the files, these views have only tags of ours, links of ours, and exports that start nothing', async () => {
  const base = exampleDecision('saved-baskets')
  const views = ['/hand-offs', '/waivers?launches=all', '/changes', '/commitments', '/keeping-alive', '/digest', '/digest/mail']
  await fc.assert(
    fc.asyncProperty(infections, async (change) => {
      const decision = { ...infected(base, change), digest: base.digest, now: base.now }
      const room = newRoom()
      addDecision(room, { decision, sequence: 1 })
      room.undecided = [{ name: change('x'), file: change('y'), why: change('z') }]
      const of = aroundRoom(room, '2026-10-09T08:00:00Z', { decisionOf: async () => decision })
      for (const view of views) {
        const read = readPage((await get(view, of)).body.replaceAll(' valign="top"', ''))
        expect(linksOf(read).filter((link) => !/^(?:\/|#main$|https?:\/\/)/.test(link) || link.startsWith('//'))).toEqual([])
        expect(read.texts.join('')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/)
        if (view === '/digest/mail') continue
        const [head = [], ...rows] = readCsv((await get(`${view}${view.includes('?') ? '&' : '?'}format=csv`, of)).body.slice(1))
        for (const row of rows) {
          expect(row).toHaveLength(head.length)
          expect(row.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
        }
        const markdown = (await get(`${view}${view.includes('?') ? '&' : '?'}format=md`, of)).body
        expect(markdown.replaceAll(/\\./g, '')).not.toMatch(/<[a-z!/]|\]\(|!\[|^\s*::/im)
      }
    }),
    { numRuns: 40 },
  )
})
