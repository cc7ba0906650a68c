import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import type { Page } from '../../src/web/page.ts'
import { pageOf } from '../../src/web/page-of.tsx'
import { addDecision, newRoom } from '../../src/web/room/add-decision.ts'
import { outcomesOf } from '../../src/web/room/room.ts'
import { readCsv } from '../report/readers.ts'
import { anchorsOf, linksOf, readPage } from './html.ts'
import { pageAt } from './page-at.ts'
import { around, now, seededDecisions } from './seeded.ts'

const decisions = seededDecisions(24)
const seeded = around(decisions)
const last = decisions.slice(-24)

function get(address: string, given = seeded): Promise<Page> {
  return pageAt(address, given)
}

async function rowsOf(address: string): Promise<Record<string, string>[]> {
  const { body, type } = await get(address)
  expect(type).toContain('text/csv')
  expect(body.startsWith('\ufeff')).toBe(true)
  const [head = [], ...rows] = readCsv(body.slice(1))
  return rows.map((row) => Object.fromEntries(head.map((key, i) => [key, row[i] ?? ''])))
}

describe('a room', () => {
  test('holds each launch as its last decision has it', () => {
    expect(seeded.room.launches.size).toBe(24)
    for (const decision of last) {
      const record = seeded.room.launches.get(decision.launch.id)
      expect(record?.last.digest).toBe(decision.digest)
      expect(record?.history).toHaveLength(4)
      expect(record?.standing.requirements.map(({ definition, outcome }) => [definition.id, outcome])).toEqual(
        decision.requirements.map(({ id, outcome }) => [id, outcome]),
      )
      expect(record && [...outcomesOf(record.last)]).toEqual(decision.requirements.map(({ id, outcome }) => [id, outcome]))
    }
  })

  test('is the same in whatever order decisions come', () => {
    const numbered = decisions.map((decision, index) => ({ decision, sequence: index + 1 }))
    const [forth, back] = [newRoom(), newRoom()]
    for (const item of numbered) addDecision(forth, item)
    for (const item of [...numbered].reverse()) addDecision(back, item)
    for (const [id, record] of forth.launches) expect(back.launches.get(id)).toEqual(record)
    expect([back.commitments, back.facts]).toEqual([forth.commitments, forth.facts])
  })

  test('tells of a commitment what the newest decision says, whichever launch that is about', () => {
    const older = { decision: decisions[0] as Decision, sequence: 1 }
    const renamed = older.decision.commitments.map((item) => ({ ...item, title: 'We promise more' }))
    const newer = {
      decision: { ...older.decision, launch: { ...older.decision.launch, id: 'a-newer-one' }, commitments: renamed },
      sequence: 2,
    }
    for (const order of [
      [older, newer],
      [newer, older],
    ]) {
      const room = newRoom()
      for (const item of order) addDecision(room, item)
      expect([...room.commitments.values()].map(({ title }) => title)).toEqual(renamed.map(() => 'We promise more'))
    }
  })

  test('holds once what is the same', () => {
    const [one, two] = [...seeded.room.launches.values()]
    expect(one?.standing.requirements[0]?.definition).toBe(two?.standing.requirements[0]?.definition)
    expect(one?.last.requirements).toBe(two?.last.requirements)
  })
})

describe('pages', () => {
  test('every page that can be reached is there, and so is every place in it that is linked', async () => {
    const seen = new Map<string, ReturnType<typeof readPage>>()
    const places: [string, string][] = []
    const waiting = ['/']
    for (let address = waiting.pop(); address !== undefined && seen.size < 400; address = waiting.pop()) {
      if (seen.has(address)) continue
      const page = await get(address)
      expect(page.status, address).toBe(200)
      expect(page.body, address).not.toContain('class="misread"')
      const read = readPage(page.type.startsWith('text/html') ? page.body : '')
      seen.set(address, read)
      for (const link of linksOf(read)) {
        const [path = '', anchor] = link.split('#')
        const to = path === '' ? address : path
        if (anchor !== undefined) places.push([to, decodeURIComponent(anchor)])
        // What is built for browsers is not there until it is built.
        if (to.startsWith('/') && !to.startsWith('/assets/playground.')) waiting.push(to)
      }
    }
    expect(seen.size).toBeGreaterThan(100)
    for (const [address, anchor] of places)
      if (seen.has(address)) expect(anchorsOf(seen.get(address) ?? readPage('')), `${address}#${anchor}`).toContain(anchor)
  })

  test('each has one heading, a language, landmarks, a way past the navigation, and the legend of both lights', async () => {
    const addresses = ['/', '/register', `/launches/${last[0]?.launch.id}`, `/decisions/${last[0]?.digest}`, '/nothing']
    for (const address of addresses) {
      const { tags, texts } = readPage((await get(address)).body)
      const named = (name: string): typeof tags => tags.filter((tag) => tag.name === name)
      expect(named('h1')).toHaveLength(1)
      expect(named('html')[0]?.attributes['lang']).toBe('en')
      for (const landmark of ['header', 'nav', 'main', 'footer']) expect(named(landmark).length).toBeGreaterThan(0)
      expect(tags.find(({ attributes }) => attributes['href']?.startsWith('#'))?.attributes['href']).toBe('#main')
      expect(named('th').filter(({ attributes }) => attributes['scope'] === undefined)).toEqual([])
      expect(texts.join('')).toContain('Gate-ready: could it go today?On plan: is anyone late?')
      expect(tags.filter(({ attributes }) => 'style' in attributes || 'onclick' in attributes)).toEqual([])
    }
  })

  test('what is not there is not found, whatever is asked', async () => {
    const addresses = [
      '/nothing',
      '/launches',
      '/launches/nobody',
      '/launches/nobody.csv',
      '/decisions/sha256:0',
      '/register/more',
      '/%ff',
      '/assets/../page.ts',
      '/assets/x',
      '/__proto__',
      '/constructor.csv',
    ]
    for (const address of addresses) {
      const { status } = await pageOf({ path: address, query: new URLSearchParams() }, seeded)
      expect(status, address).toBe(404)
    }
  })

  test('an id that ends like an export is still a launch', async () => {
    const [decision] = last
    if (!decision) throw new Error('no decision')
    const odd = { ...decision, launch: { ...decision.launch, id: 'v1.csv', title: 'Odd name' } }
    const given = around([odd])
    expect((await get('/launches/v1.csv', given)).type).toContain('text/html')
    expect((await get('/launches/v1.csv.csv', given)).type).toContain('text/csv')
  })

  test('the same room at the same moment gives the same bytes', async () => {
    const again = around(decisions)
    for (const address of ['/', '/register?group=owner', '/room.csv', '/register.json', `/launches/${last[3]?.launch.id}.md`])
      expect((await get(address, again)).body).toBe((await get(address)).body)
  })

  test('an empty room says how to get a first decision', async () => {
    const { body } = await get('/', around([]))
    expect(body).toContain('No launch has been judged yet')
    expect(body).toContain('onlyif check')
  })
})

describe('filters and exports', () => {
  test('the register holds every open requirement of open launches, once, and all of everything where asked', async () => {
    const expected = (isAsked: (outcome: string) => boolean): string[] =>
      last
        .filter(({ launch }) => launch.launchedOn === undefined)
        .flatMap(({ launch, requirements }) => requirements.filter(({ outcome }) => isAsked(outcome)).map(({ id }) => `${launch.id} ${id}`))
        .sort()
    const listed = async (address: string): Promise<string[]> =>
      (await rowsOf(address)).map((row) => `${row['launch']} ${row['requirement']}`).sort()
    expect(await listed('/register.csv')).toEqual(expected((outcome) => outcome === 'unmet' || outcome === 'unknown'))
    expect(await listed('/register.csv?outcome=all')).toEqual(expected(() => true))
    expect(await listed('/register?format=csv&outcome=waived')).toEqual(expected((outcome) => outcome === 'waived'))
  })

  test('filters narrow, and stand in the address', async () => {
    for (const [key, column, value] of [
      ['owner', 'owner', 'head-of-product'],
      ['product', 'product', 'checkout'],
      ['tier', 'tier', '1'],
      ['stage', 'stage', 'get value'],
      ['verdict', 'verdict', 'no-go'],
    ] as const) {
      const rows = await rowsOf(`/register.csv?outcome=all&${key}=${value}`)
      expect(rows.length).toBeGreaterThan(0)
      expect(new Set(rows.map((row) => row[column]))).toEqual(new Set([value]))
    }
    const page = readPage((await get('/register?owner=head-of-product')).body)
    const chosen = page.tags
      .filter(({ name, attributes }) => name === 'option' && 'selected' in attributes)
      .map(({ attributes }) => attributes['value'])
    expect(chosen).toContain('head-of-product')
  })

  test('the room has a row a launch, its worst outcome by stage, and CSV, JSON and Markdown agree', async () => {
    const rows = await rowsOf('/room.csv?launches=all')
    expect(rows.map((row) => row['launch']).sort()).toEqual(last.map(({ launch }) => launch.id).sort())
    const order = ['unmet', 'unknown', 'waived', 'met', 'not-applicable']
    for (const decision of last) {
      const row = rows.find((item) => item['launch'] === decision.launch.id)
      expect(row?.['verdict']).toBe(decision.verdict)
      expect(row?.['decision']).toBe(decision.digest)
      const outcomes = decision.requirements.filter(({ stage }) => stage === 'get value').map(({ outcome }) => outcome)
      expect(row?.['stage_get_value']).toBe(order.find((outcome) => outcomes.some((item) => item === outcome)))
    }
    const json = JSON.parse((await get('/room.json?launches=all')).body)
    expect(json.tables.room.map((row: { launch: string }) => row.launch)).toEqual(rows.map((row) => row['launch']))
    const markdown = (await get('/room.md?launches=all')).body
    for (const { launch } of last) expect(markdown).toContain(launch.title)
    expect(markdown).toContain('How to read the lights')
  })

  test('a launch can be blocked, and then who has to act is told', async () => {
    const json = JSON.parse((await get('/?format=json&verdict=blocked')).body)
    const blocked = last.filter(({ blocked: isBlocked, launch }) => isBlocked && launch.launchedOn === undefined)
    expect(json.tables.room).toHaveLength(blocked.length)
    const open = blocked.flatMap(({ requirements }) =>
      requirements.filter(({ outcome, enforcement }) => enforcement === 'blocking' && /^un/.test(outcome)),
    )
    expect(json.tables.actors.map((row: { owner: string }) => row.owner).sort()).toEqual(
      [...new Set(open.map(({ owner }) => owner))].sort(),
    )
    expect(json.tables.actors.reduce((sum: number, row: { open: number }) => sum + row.open, 0)).toBe(open.length)
  })

  test('within some days means the launch date, from today', async () => {
    const rows = await rowsOf('/room.csv?within=30')
    const limit = new Date(Date.parse(now) + 30 * 86_400_000).toISOString().slice(0, 10)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect((row['launch_date'] ?? '') >= now.slice(0, 10) && (row['launch_date'] ?? '') <= limit).toBe(true)
  })
})
