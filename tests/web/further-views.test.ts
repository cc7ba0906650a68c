import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Page, RequestedWaiver, Surroundings } from '../../src/web/page.ts'
import { pageOf } from '../../src/web/page-of.tsx'
import { addDecision, newRoom } from '../../src/web/room/add-decision.ts'
import { exampleDecision } from '../report/decisions.ts'
import { infected, infections } from '../report/infected.ts'
import { readCsv } from '../report/readers.ts'
import { linksOf, readPage } from './html.ts'
import { seededYear } from './seeded-year.ts'
import { aroundRoom, helpWaiver, rules, smallRoom } from './small-room.ts'

const paths = ['/hand-offs', '/waivers', '/changes', '/commitments', '/commitments/market-promise', '/keeping-alive', '/digest'] as const

let around: Surroundings

beforeAll(() => {
  around = seededYear(32)
})

async function get(address: string, of: Surroundings = around): Promise<Page> {
  const url = new URL(address, 'http://room.test')
  return pageOf({ path: url.pathname, query: url.searchParams }, of)
}

describe.each(paths)('%s', (path) => {
  test('is a page under the strict policy, the same for the same room and moment', async () => {
    const page = await get(path)
    expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
    expect(page.body).not.toMatch(/ style="|<script|javascript:| on[a-z]+="/)
    expect(page.body).toContain('How to read the lights')
    expect((await get(path)).body).toBe(page.body)
  })

  test('names no id twice and links only to what is there', async () => {
    const { body } = await get(path)
    const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    const links = [...new Set([...body.matchAll(/ href="(\/[^"#]*)/g)].map(([, href]) => (href ?? '').replaceAll('&amp;', '&')))]
    for (const link of links) expect([link, (await get(link)).status]).toEqual([link, 200])
  })

  test('is there as CSV, Markdown and JSON', async () => {
    const csv = await get(`${path}?format=csv`)
    expect(csv.body.startsWith('\ufeff')).toBe(true)
    const [head = '', ...rows] = csv.body.slice(1).trimEnd().split('\r\n')
    expect(head).toMatch(/^[a-z0-9_]+(?:,[a-z0-9_]+)*$/)
    expect(new Set(head.split(',')).size).toBe(head.split(',').length)
    if (!/keeping|digest/.test(path)) expect(rows.length).toBeGreaterThan(0)
    expect((await get(`${path}?format=md`)).body).toMatch(/^# .*\n\n.*\n/)
    const { tables } = JSON.parse((await get(`${path}?format=json`)).body) as { tables: Record<string, unknown[]> }
    expect(Object.values(tables).flat().length).toBeGreaterThan(0)
  })

  test('teaches where there is nothing', async () => {
    const page = await get(path, aroundRoom(newRoom(), around.now))
    if (path === '/commitments/market-promise') expect(page.status).toBe(404)
    else expect(page.body).toContain('No launch has been judged yet')
  })

  test('is no page below itself', async () => {
    expect((await get(`${path}/there/is/nothing`)).status).toBe(404)
  })
})

test.each([
  ['/hand-offs?owner=head-of-product', 'Hand-offs of head-of-product'],
  ['/hand-offs?due=overdue', 'Hand-offs'],
  ['/waivers?state=refused', 'Waivers'],
  ['/waivers?launches=all', 'Waivers'],
  ['/changes?since=30', 'What changed'],
  ['/changes?since=2026-10-01', 'Since 2026-10-01'],
  ['/changes?since=nonsense', 'Since 2026-11-16'],
  ['/digest?owner=head-of-support', 'The week of head-of-support'],
])('%s keeps its choice in the address', async (path, title) => {
  const page = await get(path)
  expect(page.status).toBe(200)
  expect(page.body).toContain(title)
})

test('an owner sees only what concerns them, and in every format', async () => {
  const { tables } = JSON.parse((await get('/hand-offs?owner=insight&format=json')).body) as {
    tables: Record<string, { owner: string; needs?: string }[]>
  }
  const list = tables['hand-offs'] ?? []
  expect(list.length).toBeGreaterThan(0)
  for (const { owner, needs } of list) expect([owner, needs].join()).toContain('insight')
})

test('who has nothing to do is told so, and a name that nobody has is not taken for one of them', async () => {
  const idle = seededYear(4)
  const owners = (JSON.parse((await get('/hand-offs.json', idle)).body) as { tables: { 'hand-offs': { owner: string }[] } }).tables[
    'hand-offs'
  ]
  const named = [...idle.room.launches.values()].flatMap(({ standing }) => standing.requirements.map(({ definition }) => definition.owner))
  const free = named.find((name) => !JSON.stringify(owners).includes(name)) ?? 'somebody must have nothing to do'
  expect((await get(`/hand-offs?owner=${free}`, idle)).body).toContain('Nothing is owed, and nobody waits.')
  const misspelt = await get('/hand-offs?owner=head-of-suport')
  expect(misspelt.body).toContain('did you mean <code>head-of-support</code>?')
  expect(misspelt.body).not.toContain('Nothing is owed')
})

test('whoever is named says in which role: who owns requirements is not who supplies facts', async () => {
  const room = smallRoom([['2026-10-15', { facts: { 'beta.csat': 3.9, 'docs.pages': 2 } }]])
  const of = aroundRoom(room, '2026-10-16T08:00:00Z')
  const options = readPage((await get('/hand-offs', of)).body).texts.filter((text) => /^[a-z-]+ · (?:owns|supplies)/.test(text))
  expect(options).toEqual([
    'documentation · owns requirements and supplies facts',
    'insight · supplies facts',
    'product · owns requirements',
  ])
  expect((await get('/hand-offs?owner=insight', of)).body).toContain('<code>insight</code> supplies facts.')
  expect((await get('/hand-offs', of)).body).toContain('beta satisfaction: falls short · from insight')
  expect((await get('/register', of)).body).toContain('Requirement owner')
})

test('what the numbers of commitments count is said, and so is what only advises', async () => {
  const advised = rules.replace('    title: help is published', '    enforcement: advisory\n    title: help is published')
  const of = aroundRoom(
    smallRoom([['2026-10-15', { rules: advised }, { id: 'shipped', rules: advised, header: { launchedOn: '2026-10-14' } }]]),
    '2026-10-16T08:00:00Z',
  )
  const { body } = await get('/commitments', of)
  expect(body).toContain('1 commitment with 3 requirements, 2 that block and 1 that only advises.')
  expect(body).toContain('Each number counts launches, all 2 that were judged, closed ones too')
  expect(body).toContain('promise/help · advisory')
})

test('what went well tells those that may go from those that were launched', async () => {
  const room = smallRoom([['2026-10-15', {}, { id: 'shipped', header: { launchedOn: '2026-10-14' } }]])
  const of = aroundRoom(room, '2026-10-16T08:00:00Z')
  const [head = [], ...rows] = readCsv((await get('/digest?format=csv&table=good', of)).body.slice(1))
  const at = head.indexOf('launched_on')
  expect(rows.map((row) => [row[0], row[at]])).toEqual([
    ['The search', ''],
    ['The shipped', '2026-10-14'],
  ])
  const page = readPage((await get('/digest', of)).body).texts.join('|')
  expect(page).toMatch(/Stands\|The search\|.*\| GO\|to launch 2026-11-01\|The shipped\|.*\|launched 2026-10-14\|/)
  expect(page).not.toContain('may go')
})

test('of each owner it is told how many launches they stop, which is not of how many they owe something', async () => {
  const advised = rules.replace('    title: help is published', '    enforcement: advisory\n    title: help is published')
  const room = smallRoom([['2026-10-15', { rules: advised, facts: { 'beta.csat': 3.9, 'docs.pages': 2 } }]])
  const { body } = await get('/hand-offs', aroundRoom(room, '2026-10-16T08:00:00Z'))
  expect(readPage(body).texts).toContain('Launches stopped')
  const [, ...rows] = readCsv((await get('/hand-offs?format=csv&table=owners', aroundRoom(room, '2026-10-16T08:00:00Z'))).body.slice(1))
  expect(rows.map((row) => [row[0], row[5]])).toEqual([
    ['product', '1'],
    ['documentation', '0'],
  ])
})

test('the CSV of hand-offs is the list itself, in columns that never change', async () => {
  const [head] = (await get('/hand-offs?format=csv')).body.slice(1).split('\r\n')
  expect(head).toBe(
    'due,days,when,owner,what,outcome,needs,launch_title,launch,launch_date,kind,requirement,enforcement,from,to,passes,advice,waiver,decision',
  )
})

test('commitments are told in plain words, with the launches that do not keep them', async () => {
  const { body } = await get('/commitments/market-promise')
  expect(body).toContain('We go to market only if beta customers tell us it is good.')
  expect(body).toMatch(/beta satisfaction must be at least 4\.2 points of 5; evidence at most 14 days old, from a sample of at least 30/)
  expect(body).toContain('id="r-market-promise-beta-delight"')
})

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
