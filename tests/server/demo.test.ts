import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseDocuments } from '../../src/model/documents.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { demoClock, demoLaunches, fillDemo } from '../../src/server/demo/fill.ts'
import { rulesToday } from '../../src/server/demo/trusted.ts'
import { demoYear } from '../../src/server/demo/year.ts'
import { openStore } from '../../src/store/index.ts'
import { judgeAgain } from '../../src/world/judge-again.ts'

const now = Date.parse('2026-11-22T19:30:00Z')
const folder = mkdtempSync(join(tmpdir(), 'onlyif-demo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const year = [...demoYear({ now, launches: 56 })]
const decisions: readonly Decision[] = year.flatMap(({ appends }) => appends.map(({ decision }) => decision))
const byLaunch = grouped(decisions)

function grouped(all: readonly Decision[]): Map<string, Decision[]> {
  const groups = new Map<string, Decision[]>()
  for (const item of all) groups.set(item.launch.id, [...(groups.get(item.launch.id) ?? []), item])
  return groups
}

test('what is judged comes in time order, over a year that ends at the given moment', () => {
  const moments = year.map(({ at }) => at)
  expect(moments).toEqual([...moments].sort((a, b) => a - b))
  expect(moments.at(-1)).toBeLessThanOrEqual(now)
  expect(now - (moments.at(-1) ?? 0)).toBeLessThan(7 * 86_400_000)
  expect(now - (moments[0] ?? 0)).toBeGreaterThan(340 * 86_400_000)
})

test('it is the same for the same moment, and moves with it', () => {
  const digests = (at: number): string[] =>
    [...demoYear({ now: at, launches: 4 })].flatMap(({ appends }) => appends.map((item) => item.decision.digest))
  expect(digests(now)).toEqual(digests(now))
  expect(digests(now)).not.toEqual(digests(now + 7 * 86_400_000))
})

test('everything that a year brings is in it', () => {
  const has = (of: (decision: Decision) => string | readonly string[]): Set<string> => new Set(decisions.flatMap(of))
  expect([...has((item) => item.verdict)].sort()).toEqual(['conditional-go', 'go', 'hold', 'no-go'])
  expect([...has((item) => item.waivers.map((waiver) => waiver.state))]).toEqual(
    expect.arrayContaining(['requested', 'in-force', 'expired', 'lapsed', 'refused', 'no-longer-needed']),
  )
  const reasons = has((item) => item.requirements.flatMap((requirement) => requirement.findings.flatMap((finding) => finding.reason ?? [])))
  expect([...reasons]).toEqual(expect.arrayContaining(['shortfall', 'missing', 'placeholder', 'stale', 'small-sample']))
  expect(reasons).not.toContain('fault')
  const launches = [...byLaunch.values()]
  expect(launches.filter((all) => new Set(all.map((item) => item.launch.date)).size > 1).length).toBeGreaterThan(2)
  expect(launches.filter((all) => all.some((item) => item.launch.launchedOn)).length).toBeGreaterThan(20)
  const todays = launches.flatMap((all) => all.at(-1) ?? [])
  expect(todays.filter((item) => item.launch.withdrawnOn)).not.toEqual([])
  const overlooked = todays.filter(
    ({ launch, ...item }) => (launch.date ?? '') > '2026-11-22' && Date.parse(item.now) < now - 21 * 86_400_000,
  )
  expect(overlooked).not.toEqual([])
  expect(todays.map((item) => item.launch.title).join()).toMatch(/ß.*|ø|港|الميناء/)
  const promises = has((item) => item.inputs.flatMap((input) => (input.id === 'market-promise' ? [input.digest] : [])))
  expect(promises.size).toBe(2)
})

test('what was withdrawn keeps its day and is no longer asked about at the gate', () => {
  const withdrawn = year.flatMap(({ appends }) => appends).filter(({ decision }) => decision.launch.withdrawnOn !== undefined)
  expect(withdrawn).not.toEqual([])
  for (const { decision, circumstances } of withdrawn) {
    expect(circumstances.gate).toBe('rejudge')
    expect(decision.launch.date).toBe(decision.launch.withdrawnOn)
  }
})

test('at first look launches to come are some of each, and so are those that are over, whatever day it is', () => {
  for (const today of ['2026-11-22T19:30:00Z', '2026-11-23T00:30:00Z', '2026-11-25T08:00:00Z', '2027-03-05T23:00:00Z']) {
    const shown = [...demoYear({ now: Date.parse(today), launches: demoLaunches })].flatMap(({ appends }) => appends)
    const last = [...new Map(shown.map(({ decision }) => [decision.launch.id, decision])).values()]
    const isOver = ({ launch }: Decision): boolean => launch.launchedOn !== undefined || launch.withdrawnOn !== undefined
    const verdicts = (all: readonly Decision[]): string[] => [...new Set(all.map(({ verdict }) => verdict))].sort()
    expect(verdicts(last.filter((item) => !isOver(item)))).toEqual(['conditional-go', 'go', 'hold', 'no-go'])
    expect(verdicts(last.filter(isOver))).toEqual(['conditional-go', 'go', 'hold', 'no-go'])
  }
})

test('the store keeps it with the moments at which it was judged, and every decision is judged again to the same bytes', async () => {
  const clock = demoClock(() => now)
  const store = await openStore(folder, { now: clock.now })
  try {
    const { decisions: recorded } = await fillDemo(store, { clock, now, launches: 6 })
    expect(recorded).toBeGreaterThan(30)
    const { faults, replayed } = await store.verify({ judgeAgain })
    expect(faults).toEqual([])
    expect(replayed).toEqual({ 'same-bytes': recorded, 'same-outcomes': 0, 'not-replayable': 0, differs: 0 })
    const { entries } = await store.list({ limit: 200 })
    for (const { recorded } of entries) expect(Date.parse(recorded.recordedAt)).toBe(Date.parse(recorded.now))
    expect(clock.now()).toBe(now)
  } finally {
    await store.close()
  }
})

test('the rules of today read without a diagnostic', () => {
  expect(parseDocuments(Object.entries(rulesToday).map(([file, text]) => ({ file, text }))).diagnostics).toEqual([])
})
