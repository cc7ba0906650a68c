import { beforeAll, describe, expect, test } from 'vitest'
import type { Page, Surroundings } from '../../src/web/page.ts'
import { newRoom } from '../../src/web/room/add-decision.ts'
import { readCsv } from '../report/readers.ts'
import { readPage } from './html.ts'
import { pageAt } from './page-at.ts'
import { seededYear } from './seeded-year.ts'
import { aroundRoom, helpWaiver, rules, smallRoom } from './small-room.ts'

const paths = ['/hand-offs', '/waivers', '/changes', '/commitments', '/commitments/market-promise', '/keeping-alive', '/digest'] as const

let around: ReturnType<typeof seededYear>

beforeAll(() => {
  around = seededYear(32)
})

async function get(address: string, of: Surroundings = around): Promise<Page> {
  return pageAt(address, of)
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

test('a launch that was withdrawn or launched is told as a change, in the words above and in the heading of its group', async () => {
  const room = smallRoom([
    ['2026-10-01', {}, { id: 'shipped' }],
    ['2026-10-15', { header: { withdrawnOn: '2026-10-14' } }, { id: 'shipped', header: { launchedOn: '2026-10-13' } }],
  ])
  const of = aroundRoom(room, '2026-10-16T08:00:00Z')
  for (const path of ['/changes', '/digest', '/digest/mail']) {
    const page = readPage((await get(path, of)).body).texts.join('')
    expect(page, path).toContain('1 launch went to customers and 1 launch withdrawn')
    expect(page, path).toMatch(/The search · .*GO · withdrawn on 2026-10-14/)
    expect(page, path).toMatch(/It was withdrawn.*on its way.*withdrawn on 2026-10-14/s)
    expect(page, path).toMatch(/It was launched.*on its way.*launched on 2026-10-13/s)
  }
})

test('why a longer span can show fewer changes stands where changes are listed', async () => {
  expect((await get('/changes?since=30')).body).toContain('so a longer span can show fewer changes')
})

test('of a launch that is over nobody is asked whether it could go today or who is late', async () => {
  const over = around.decisions.findLast(({ launch, blocked }) => launch.withdrawnOn !== undefined && blocked)?.launch
  for (const path of [`/launches/${over?.id}`, `/launches/${over?.id}/pack`]) {
    const page = readPage((await get(path)).body).texts.join('')
    expect(page, path).toMatch(/Gate-ready: could it go today\?\s*○\s*WITHDRAWN\s*on \d{4}-/)
    expect(page, path).toMatch(/On plan: is anyone late\?\s*○\s*OVER\s*nothing is due any more/)
    expect(page, path).toContain('Last verdict')
    expect(page, path).not.toContain('What would make it a go')
    expect(page, path).not.toMatch(/closed today|\d overdue|overdue since|A go if/)
  }
  const [, ...rows] = readCsv((await get('/?format=csv&launches=all')).body.slice(1))
  expect(rows.find(([id]) => id === over?.id)?.slice(2, 6)).toEqual(['no-go', 'true', 'grey', 'grey'])
})

test('a waiver that was refused has no last day, neither in the register nor on the page of its launch', async () => {
  const waivers = [helpWaiver('2026-10-10', '2026-10-31', { requestedBy: 'maria' })]
  const room = smallRoom([['2026-10-12', { facts: { 'docs.pages': 6 }, waivers }]])
  const of = aroundRoom(room, '2026-10-16T08:00:00Z')
  for (const path of ['/waivers', '/launches/search']) {
    const page = readPage((await get(path, of)).body).texts.join(' ')
    expect(page, path).toContain('refused')
    expect(page, path).not.toContain('2026-10-31')
  }
  expect((await get('/waivers?format=csv', of)).body).toContain('2026-10-31')
})

test('a commitment that does not apply is told so on the page of the launch and in its pack alike', async () => {
  const decision = around.decisions.findLast(({ commitments, requirements }) =>
    commitments.some((item) =>
      item.requirements.every((id) => requirements.find((other) => other.id === id)?.outcome === 'not-applicable'),
    ),
  )
  const marked = async (path: string): Promise<number> =>
    [
      ...readPage((await get(path)).body)
        .texts.join('')
        .matchAll(/[,·] does not apply/g),
    ].length
  const [onPage, inPack] = [await marked(`/launches/${decision?.launch.id}`), await marked(`/launches/${decision?.launch.id}/pack`)]
  expect(onPage).toBeGreaterThan(0)
  expect(inPack).toBe(onPage)
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
