import { describe, expect, test } from 'vitest'
import { launchFilters } from '../../src/web/launch-choice.ts'
import { latenessOf } from '../../src/web/room/clock.ts'
import type { LaunchRecord, RequirementStanding } from '../../src/web/room/room.ts'
import { worstOf } from '../../src/web/room/worst.ts'
import { roomLead } from '../../src/web/views/room-glance.tsx'
import { readCsv } from '../report/readers.ts'
import { pageAt } from './page-at.ts'
import { seededYear } from './seeded-year.ts'
import { aroundRoom, rules, smallRoom } from './small-room.ts'

const now = '2026-11-23T12:00:00Z'

function launches(...verdicts: readonly string[]): LaunchRecord[] {
  return verdicts.map((verdict) => ({
    standing: { verdict, blocked: verdict === 'hold' || verdict === 'no-go', launch: { date: '2026-12-01' }, requirements: [] },
  })) as unknown as LaunchRecord[]
}

const around = seededYear(40)

async function get(address: string): Promise<string> {
  return (await pageAt(address, around)).body
}

async function rowsAt(address: string, table: string): Promise<number> {
  const url = new URL(address.replaceAll('&amp;', '&'), 'http://room.test')
  url.searchParams.set('format', 'csv')
  if (table !== '') url.searchParams.set('table', table)
  return readCsv((await get(`${url.pathname}${url.search}`)).slice(1)).length - 1
}

/** Every single choice that the filters of launches offer, and some together. */
const choices = [
  '',
  ...launchFilters(around.room, { product: '', team: '', tier: '', verdict: '', within: '', launches: '' }).flatMap(({ name, options }) =>
    options.map(({ value }) => new URLSearchParams({ [name]: value }).toString()),
  ),
  'launches=all&tier=2',
  'verdict=hold&within=90',
]

test('each tile counts exactly what its link shows, whatever is chosen', async () => {
  const followed = new Set<string>()
  for (const choice of choices) {
    const body = await get(`/?${choice}`)
    const tiles = [
      ...body.matchAll(/<li class="tile \w+">(?:<a href="([^"]+)">)?<span class="figure">(\d+)<\/span> <span class="what">([^<]+)/g),
    ]
    expect(tiles.length, choice).toBeGreaterThan(3)
    for (const [, link, figure, what = ''] of tiles) {
      expect([choice, what, link !== undefined]).toEqual([choice, what, figure !== '0'])
      if (link === undefined) continue
      followed.add(what.replaceAll(/\d+|s\b/g, ''))
      expect([choice, what, await rowsAt(link, '')]).toEqual([choice, what, Number(figure)])
    }
  }
  expect(followed.size).toBeGreaterThan(3)
})

test('of a part of the hand-offs and of the waivers the headline counts that part', async () => {
  for (const path of [
    '/hand-offs?due=overdue',
    '/hand-offs?due=soon',
    '/hand-offs?due=next',
    '/hand-offs?due=next&owner=head-of-product',
  ]) {
    const [, lead = ''] = /<p class="lead">(\d+) of \d+ things to bring about /.exec(await get(path)) ?? []
    expect([path, Number(lead)]).toEqual([path, await rowsAt(path, 'hand-offs')])
  }
  for (const state of ['in-force', 'ending', 'requested', 'expired', 'refused', 'no-longer-needed']) {
    const path = `/waivers?launches=all&state=${state}`
    const body = await get(path)
    if (body.includes('class="misread"')) continue
    const [, lead = ''] = /<p class="lead">[^:]+: (\d+) of \d+ waivers?\./.exec(body) ?? []
    expect([path, Number(lead)]).toEqual([path, await rowsAt(path, 'waivers')])
  }
})

test('launches that are over are counted apart: nobody asks whether they may go today', async () => {
  const closed = await rowsAt('/?launches=all', '')
  const open = await rowsAt('/', '')
  expect(await get('/?launches=all')).toMatch(new RegExp(`Of ${open} open launches, .*Besides, ${closed - open} are launched or withdrawn`))
  // What was left open at the end is late no more, and nobody can act for it.
  expect(await get('/?launches=all')).not.toMatch(/(?:launched|withdrawn) \d{4}[^<]*<\/bdi><\/div><\/th>(?:(?!<\/tr>).)*\d.late/)
  expect(await rowsAt('/register?launches=all&due=late', '')).toBe(await rowsAt('/register?due=late', ''))
  expect(await rowsAt('/?launches=all', 'actors')).toBe(await rowsAt('/', 'actors'))
  const [goes = ''] = /, (\d+) may go today/.exec(await get('/')) ?? []
  expect(await get('/?launches=all')).toContain(goes)
})

describe('the sentence above the room counts who may go with those who go with waivers, as the tile does', () => {
  test.each([
    [['go', 'go', 'conditional-go', 'no-go'], 'Of 4 launches, 3 may go today, 1 of them with waivers, and 1 cannot'],
    [['conditional-go'], 'Of 1 launch, 1 may go today, with waivers only, and 0 cannot.'],
    [['go'], 'Of 1 launch, 1 may go today, and 0 cannot.'],
    [['hold'], 'Of 1 launch, 0 may go today, and 1 cannot; 1 of those has its date in the next 30 days.'],
  ])('%j', (verdicts, says) => {
    expect(roomLead(launches(...verdicts), now)).toContain(says)
  })
})

test('the sentence above the room does not repeat the days it is narrowed to', async () => {
  expect(await get('/?verdict=blocked')).toContain('in the next 30 days.')
  expect(await get('/?verdict=blocked&within=30')).not.toMatch(/of those ha(?:s its|ve their) date/)
  expect(await get('/?verdict=blocked&within=90')).toMatch(/of those ha(?:s its|ve their) date/)
})

test('a cell tells what else is open beside the worst, advice too, and counts what is late as the tile does', () => {
  const standing = (outcome: string, enforcement: string, due: string) =>
    ({ outcome, enforcement, due, definition: { owner: 'a' } }) as unknown as RequirementStanding
  const items = [standing('unknown', 'blocking', '2026-12-01'), standing('unmet', 'advisory', '2026-11-01')]
  const isLate = (item: RequirementStanding): boolean => latenessOf({ launch: { id: 'a', title: 'A', owner: 'o' } as never }, now)(item)
  const asked = { isLate, isTurned: () => false }
  expect(worstOf(items, asked)).toEqual({ outcome: 'unknown', enforcement: 'blocking', count: 1, alsoOpen: 1, late: 1, turned: 0 })
  expect(worstOf([standing('unknown', 'blocking', '2026-11-01')], asked)).toMatchObject({ count: 1, alsoOpen: 0, late: 1 })
})

test('a cell with more open than the worst says so', async () => {
  const two = rules.replace('stage: get help', 'stage: get value\n    enforcement: advisory')
  const room = smallRoom([['2026-10-15', { rules: two, facts: { 'beta.csat': 'TBD', 'docs.pages': 2 } }]])
  const { body } = await pageAt('/', aroundRoom(room, '2026-10-28T12:00:00Z'))
  expect(body).toContain('1\u00a0of\u00a02, 1\u00a0more\u00a0open, 2\u00a0late')
})
