import { expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { readCsv } from '../report/readers.ts'
import { readPage } from './html.ts'
import { pageAt } from './page-at.ts'
import { around } from './seeded.ts'
import { helpWaiver, judgedBy, rules, type SmallLaunch } from './small-room.ts'

/** What a page says, in one line, of one launch that was judged on a day. */
async function textAt(address: string, decision: Decision, now: string): Promise<string> {
  const { body } = await pageAt(address, around([decision], { now }))
  return body.startsWith('<') ? readPage(body).texts.join(' ').replaceAll(/\s+/g, ' ') : body
}

function judged(more: SmallLaunch): Decision {
  return judgedBy({ header: { date: '2026-12-01' }, ...more }, '2026-10-05T12:00:00Z')
}

const stale = judged({ facts: { 'beta.csat': { value: 4.4, asOf: '2026-10-01' } } })
const waived = judged({ facts: { 'docs.pages': 6 }, waivers: [helpWaiver('2026-10-04', '2026-10-15')] })

test('a launch whose evidence has grown too old since may not go today, on the room, its page, its pack and in exports', async () => {
  const [before, after] = ['2026-10-31T12:00:00Z', '2026-11-01T12:00:00Z']
  expect(await textAt('/', stale, before)).toMatch(/Of 1 launch, 1 may go today, and 0 cannot.*● GO as of 26 days ago ● green/)
  const room = await textAt('/', stale, after)
  expect(room).toContain('Of 1 launch, 0 may go today, 1 must be judged again, because what it rests on has changed since, and 0 cannot.')
  expect(room).toMatch(/○ GO as of 27 days ago; since then beta\.csat is more than 30 days old ○ judge again/)
  expect(room).toMatch(/○ met 1.of.1, 1 in.doubt ● met 1.of.1/)
  expect(await textAt('/?verdict=may-go', stale, after)).toContain('No launch fits')
  expect(await textAt('/?verdict=go', stale, after)).toContain('No launch fits')
  expect(await textAt('/?verdict=judge-again&group=verdict', stale, after)).toContain('To be judged again The search')
  for (const path of ['/', '/register?outcome=all']) {
    const [heads = [], row = []] = readCsv((await textAt(`${path}${path === '/' ? '?' : '&'}format=csv`, stale, after)).slice(1))
    const told = Object.fromEntries(heads.map((name, at) => [name, row[at]]))
    expect(told).toMatchObject({ verdict: 'go', gate_ready: 'grey', changed_since: 'beta.csat is more than 30 days old' })
    expect(await textAt(`${path}${path === '/' ? '?' : '&'}format=md`, stale, after)).toContain('○ GO, as of 27 days ago; since then')
  }
  const page = await textAt('/launches/search', stale, after)
  expect(page).toMatch(/Verdict, as of 27 days ago ○ GO judged 27 days ago; since then beta\.csat is more than 30 days old: judge again/)
  expect(page).toMatch(/could it go today\? ○ JUDGE AGAIN/)
  expect(page).toMatch(/get value ○ met judge again beta customers/)
  expect(page).not.toContain('Be proud')
  expect(await textAt('/launches/search/pack', stale, after)).toContain('Not to be decided on: judged 27 days ago; since then beta.csat')
})

test('a waiver opens no gate from the day after its last day', async () => {
  const last = await textAt('/launches/search', waived, '2026-10-15T23:00:00Z')
  expect(last).toMatch(/▲ CONDITIONAL GO.*Waived ?: help, ends 2026-10-15 ?, today/)
  const after = await textAt('/launches/search', waived, '2026-10-16T00:00:00Z')
  expect(after).toMatch(/○ CONDITIONAL GO judged 11 days ago; since then waiver W-1 ended on 2026-10-15 ?: judge again/)
  expect(after).toMatch(/is anyone late\? ✖ RED 1 waiver expired/)
  expect(after).not.toContain('ends 2026-10-15')
  expect(await textAt('/', waived, '2026-10-16T00:00:00Z')).toContain('0 may go today, 1 must be judged again')
})

test('praise claims no more than what is kept', async () => {
  const advisory = rules.replace('stage: get help', 'stage: get help\n    enforcement: advisory')
  const open = judged({ rules: advisory, facts: { 'docs.pages': 2 } })
  for (const path of ['/launches/search', '/digest']) {
    const page = await textAt(path, open, '2026-10-05T18:00:00Z')
    expect(page).toContain('Every blocking promise to customers is kept, with no exception; 1 advisory one is not.')
    expect(page).not.toContain('Be proud')
  }
})

test('the light of the plan is as of today, as are the cells beside it', async () => {
  const open = judged({ facts: { 'docs.pages': 2 }, header: { date: '2026-10-25' } })
  expect(await textAt('/', open, '2026-10-09T00:00:00Z')).toMatch(/✖ NO-GO as of 4 days ago ✖ red ● green/)
  expect(await textAt('/', open, '2026-10-12T00:00:00Z')).toMatch(/✖ red ▲ amber/)
  expect(await textAt('/', open, '2026-10-19T00:00:00Z')).toMatch(/✖ red ✖ red .*✖ not met 1.of.1, 1.late/)
  expect(await textAt('/launches/search', open, '2026-10-19T00:00:00Z')).toMatch(/is anyone late\? ✖ RED 1 overdue/)
})
