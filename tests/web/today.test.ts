import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { addDecision, newRoom } from '../../src/web/room/add-decision.ts'
import { planOf } from '../../src/web/room/plan.ts'
import type { LaunchStanding } from '../../src/web/room/room.ts'
import { asOfWords, doubtsOf, mayGo } from '../../src/web/room/today.ts'
import { dayAfter } from './seeded.ts'
import { seededYear } from './seeded-year.ts'
import { helpWaiver, type SmallLaunch, smallRoom } from './small-room.ts'

const judgedOn = '2026-10-05T12:00:00Z'

const requirement = (id: string, more: string): string => `  - id: ${id}\n    title: ${id}\n    owner: product\n${more}\n`

/** A commitment by which time alone turns launches in every way there is. */
const clockRules = `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: What holds today
owner: cco
waivers: { approvers: [cco, owner], quorum: 2, maxDays: 30 }
goToMarketOnlyIf:
${requirement('help', '    due: T-7d\n    require: { docs.pages: { atLeast: 10 } }')}${requirement('fresh', '    require: { a.count: { atMost: 0, maxAge: 24h } }')}${requirement('either', '    require: { any: [{ b.count: { atMost: 0, maxAge: 3d } }, { c.count: { atMost: 0, maxAge: 20d } }] }')}${requirement('rehearsed', '    require: { d.on: { withinLast: 10d } }')}${requirement('ahead', '    forbid: { e.on: { withinNext: 4d } }')}${requirement('listed', '    require: { f.days: { every: { it: { withinLast: 12d } } } }')}${requirement('later', '    enforcement: { blockingFrom: 2026-10-20 }\n    require: { g.done: true }')}${requirement('scoped', '    appliesWhen: { h.count: { moreThan: 0, maxAge: 8d } }\n    require: { i.done: true }')}`

const good = {
  'a.count': { value: 0, asOf: '2026-10-05T06:00:00Z' },
  'b.count': { value: 0, asOf: '2026-10-04' },
  'c.count': { value: 0, asOf: '2026-10-04' },
  'd.on': '2026-10-01',
  'e.on': '2026-10-16',
  'f.days': ['2026-10-02', '2026-10-03'],
  'g.done': true,
  'h.count': { value: 0, asOf: '2026-10-05' },
  'i.done': false,
}

const timeless = { ...good, 'a.count': { value: 0, asOf: '2027-10-05T06:00:00Z' } }

/** Launches of which each is a go, and each turns by another thing. */
const launches: Readonly<Record<string, SmallLaunch>> = {
  'evidence grows too old within a day': { facts: good },
  'one of two may grow too old': { facts: { ...good, 'c.count': { value: 3, asOf: '2026-10-04' } } },
  'advice begins to block': { facts: { ...good, 'g.done': false } },
  'a waiver ends': { facts: { ...good, 'docs.pages': 6 }, waivers: [helpWaiver('2026-10-04', '2026-10-15')] },
}

function standingOf(launch: SmallLaunch, at: string, maxAge = '24h'): LaunchStanding {
  const rules = clockRules.replace('maxAge: 24h', `maxAge: ${maxAge}`)
  const found = smallRoom([
    [at, { rules, withoutCatalog: true, header: { asOf: '2026-10-01', date: '2026-10-30' }, ...launch }],
  ]).launches.get('search')
  if (!found) throw new Error('there is no launch')
  return found.standing
}

describe('a launch is vouched for today only where judging it again today lets it go, too', () => {
  test.each(Object.keys(launches))('%s', (name) => {
    for (const maxAge of ['24h', '400d']) {
      const launch = launches[name] as SmallLaunch
      const judged = standingOf(launch, judgedOn, maxAge)
      expect([judged.blocked, mayGo(judged, judgedOn), doubtsOf(judged, judgedOn)]).toEqual([false, true, []])
      let vouched = 0
      for (const days of [0, 1, 2, 3, 4, 6, 7, 9, 10, 11, 12, 15, 16, 26, 39]) {
        const now = `${dayAfter(judgedOn, days)}T12:00:00Z`
        const again = standingOf(launch, now, maxAge)
        if (mayGo(judged, now)) vouched++
        else expect(doubtsOf(judged, now).length, now).toBeGreaterThan(0)
        expect([now, mayGo(judged, now) && again.blocked]).toEqual([now, false])
        expect([now, planOf(judged, now).light === 'green' && planOf(again, now).light !== 'green']).toEqual([now, false])
      }
      expect(vouched).toBeGreaterThan(0)
      expect(vouched).toBeLessThan(maxAge === '24h' ? 2 : 12)
    }
  })

  test('where the clock changes nothing a launch stays as it is', () => {
    const rules = `${clockRules.split('goToMarketOnlyIf:')[0]}goToMarketOnlyIf:\n${requirement('help', '    require: { docs.pages: { atLeast: 10 } }')}`
    const judged = standingOf({ rules, facts: timeless }, judgedOn)
    expect(mayGo(judged, '2031-01-01T00:00:00Z')).toBe(true)
  })
})

test('what has changed is told in words, the first change first', () => {
  const judged = standingOf({ facts: { ...good, 'docs.pages': 6 }, waivers: [helpWaiver('2026-10-04', '2026-10-15')] }, judgedOn)
  expect(doubtsOf(judged, '2026-10-06T06:00:00Z')).toEqual([])
  expect(doubtsOf(judged, '2026-10-06T06:00:01Z')).toEqual(['a.count is more than 24 hours old'])
  expect(doubtsOf(judged, '2026-10-16T00:00:00Z')).toEqual([
    'a.count is more than 24 hours old',
    'b.count is more than 3 days old',
    'the time in which d.on must lie has moved on',
    'the time in which e.on must lie has moved on',
    'h.count is more than 8 days old',
    'the time in which f.days must lie has moved on',
    'waiver W-1 ended on 2026-10-15',
  ])
})

test('a launch that is over, and one that may not go anyway, is not in doubt', () => {
  const over = standingOf({ facts: good, header: { launchedOn: '2026-10-05' } }, judgedOn)
  expect(doubtsOf(over, '2026-12-01')).toEqual([])
  const blocked = standingOf({ facts: { ...good, 'docs.pages': 2 } }, judgedOn)
  expect([doubtsOf(blocked, '2026-12-01'), mayGo(blocked, '2026-12-01')]).toEqual([[], false])
})

test('the plan at the moment of a decision is what the decision says', () => {
  const { decisions } = seededYear(12)
  const planAt = (decision: Decision): string => {
    const room = newRoom()
    addDecision(room, { decision, sequence: 1 })
    const [record] = room.launches.values()
    return record ? planOf(record.standing, decision.now).light : 'none'
  }
  const open = decisions.filter(({ launch }) => launch.launchedOn === undefined && launch.withdrawnOn === undefined)
  expect(new Set(open.map(({ onPlan }) => onPlan)).size).toBeGreaterThan(2)
  for (const decision of open) expect([decision.digest, planAt(decision)]).toEqual([decision.digest, decision.onPlan])
})

test('a decision says how old it is once it is older than a day', () => {
  expect(asOfWords('2026-10-05T12:00:00Z', '2026-10-06T12:00:00Z')).toBeUndefined()
  expect(asOfWords('2026-10-05T12:00:00Z', '2026-10-06T12:00:01Z')).toBe('as of 1 day ago')
  expect(asOfWords('2026-10-05T12:00:00Z', '2026-10-25T09:00:00Z')).toBe('as of 20 days ago')
})
