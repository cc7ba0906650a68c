import { describe, expect, test } from 'vitest'
import { readDate } from '../../src/model/date.ts'
import { changesSince } from '../../src/web/derived/changes.ts'
import { commitmentFigures } from '../../src/web/derived/commitment-figures.ts'
import { countdownOf } from '../../src/web/derived/countdown.ts'
import { customerRows, factsWithoutOwner, judgedWeeks, quietLaunches } from '../../src/web/derived/keeping-alive.ts'
import { outcomeMixOf } from '../../src/web/derived/outcome-mix.ts'
import { weekOf } from '../../src/web/derived/week.ts'
import { helpWaiver, rules, smallRoom } from './small-room.ts'

const day = (text: string): number => {
  const reading = readDate(text)
  return reading.ok ? reading.value.day : Number.NaN
}

describe('what changed', () => {
  const rounds = [
    ['2026-10-01T08:00:00Z', { facts: { 'beta.csat': 3.9 } }],
    ['2026-10-08T08:00:00Z', { facts: { 'beta.csat': 4.4 } }],
    ['2026-10-09T08:00:00Z', { facts: { 'beta.csat': 4.4 }, header: { date: '2026-11-15' } }],
    ['2026-10-10T08:00:00Z', { id: 'checkout' }],
  ] as const
  const room = smallRoom(rounds.map(([at, launch]) => [at, launch]))

  test('names what is otherwise, and the decision since which it is', () => {
    const { launches } = changesSince(room, '2026-10-03')
    expect(launches.map(({ launch, changes }) => [launch.id, changes.map(({ kind, on }) => [kind, on])])).toEqual([
      [
        'search',
        [
          ['verdict', '2026-10-08T08:00:00Z'],
          ['date', '2026-10-09T08:00:00Z'],
          ['outcome', '2026-10-08T08:00:00Z'],
        ],
      ],
      ['checkout', [['first', '2026-10-10T08:00:00Z']]],
    ])
    expect(launches[0]?.changes[0]).toMatchObject({ before: 'no-go', after: 'go' })
    expect(launches[0]?.changes[1]).toMatchObject({ before: '2026-11-01', after: '2026-11-15' })
    expect(launches[0]?.changes[2]).toMatchObject({ requirement: 'promise/delight', before: 'unmet', after: 'met' })
  })

  test('looks back to a moment as well as to a day', () => {
    expect(changesSince(room, '2026-10-08').launches).toHaveLength(2)
    expect(changesSince(room, '2026-10-08T08:00:01Z').launches.flatMap(({ changes }) => changes.map(({ kind }) => kind))).toEqual([
      'first',
      'date',
    ])
    expect(changesSince(room, '2026-10-11').launches).toEqual([])
  })

  test('tells that a launch was launched or withdrawn, first of all', () => {
    const room = smallRoom([
      ['2026-10-01', {}, { id: 'checkout', facts: { 'beta.csat': 1 } }],
      [
        '2026-10-08',
        { header: { launchedOn: '2026-10-07' } },
        { id: 'checkout', facts: { 'beta.csat': 1 }, header: { withdrawnOn: '2026-10-08' } },
      ],
      ['2026-10-09', { id: 'late', header: { withdrawnOn: '2026-10-09' } }, { id: 'said', header: { withdrawnOn: '2026-12-01' } }],
    ])
    const told = changesSince(room, '2026-10-03').launches.map(({ launch, end, changes }) => [
      launch.id,
      end,
      changes.map(({ kind, on }) => [kind, on.slice(0, 10)]),
    ])
    expect(told).toEqual([
      ['checkout', { how: 'withdrawn', on: '2026-10-08' }, [['end', '2026-10-08']]],
      [
        'late',
        { how: 'withdrawn', on: '2026-10-09' },
        [
          ['end', '2026-10-09'],
          ['first', '2026-10-09'],
        ],
      ],
      ['search', { how: 'launched', on: '2026-10-07' }, [['end', '2026-10-08']]],
      ['said', undefined, [['first', '2026-10-09']]],
    ])
  })

  test('what went forth and back is no change', () => {
    const back = smallRoom(
      [...rounds.slice(0, 2), ['2026-10-09', { facts: { 'beta.csat': 3.9 } }]].map(([at, launch]) => [at as string, launch as object]),
    )
    expect(changesSince(back, '2026-10-03').launches).toEqual([])
  })

  test('tells of waivers, evidence that grew too old, and edited commitments', () => {
    const edited = rules.replace('atLeast: 10', 'atLeast: 11')
    const csat = { value: 4.4, asOf: '2026-09-10' }
    const room = smallRoom([
      ['2026-10-01', { facts: { 'beta.csat': csat, 'docs.pages': 6 } }],
      ['2026-10-12', { facts: { 'beta.csat': csat, 'docs.pages': 6 }, waivers: [helpWaiver('2026-10-10', '2026-10-30')], rules: edited }],
    ])
    const { launches, commitments } = changesSince(room, '2026-10-05')
    expect(launches[0]?.changes).toMatchObject([
      { kind: 'verdict', before: 'no-go', after: 'hold' },
      { kind: 'outcome', requirement: 'promise/delight', before: 'met', after: 'unknown' },
      { kind: 'outcome', requirement: 'promise/help', before: 'unmet', after: 'waived' },
      { kind: 'waiver', waiver: 'W-1', after: 'in-force' },
      { kind: 'stale', fact: 'beta.csat' },
    ])
    expect(commitments).toMatchObject([{ id: 'promise', owner: 'cco', launches: 1, on: '2026-10-12T00:00:00Z' }])
  })
})

test('figures count each launch once by its last decision, and remember what ever was', () => {
  const room = smallRoom([
    ['2026-10-01', { facts: { 'beta.csat': 3.9 } }, { id: 'checkout' }],
    ['2026-10-08', {}],
  ])
  const [figures] = commitmentFigures(room)
  expect(figures?.launches).toBe(2)
  expect(figures?.requirements).toMatchObject([
    { launches: { met: 2, unmet: 0 }, applied: 2, neverApplied: false, neverFailed: false, lastUnmet: '2026-10-01T00:00:00Z' },
    { launches: { met: 2 }, neverFailed: true },
    { launches: { 'not-applicable': 2 }, applied: 0, neverApplied: true, neverFailed: false },
  ])
})

describe('keeping it alive', () => {
  test('counts decisions and launches by week, weeks without any among them', () => {
    const room = smallRoom([
      ['2026-10-05', {}, { id: 'checkout' }],
      ['2026-10-11T23:00:00Z', {}],
      ['2026-10-21', {}],
    ])
    expect(judgedWeeks(room, day('2026-10-22'), 3)).toEqual([
      { monday: day('2026-10-05'), decisions: 3, launches: 2, first: 2 },
      { monday: day('2026-10-12'), decisions: 0, launches: 0, first: 0 },
      { monday: day('2026-10-19'), decisions: 1, launches: 1, first: 0 },
    ])
  })

  test('finds the launches that nobody looks at and those that went past the gate', () => {
    const room = smallRoom([
      ['2026-10-05', { id: 'bypass', header: { launchedOn: '2026-10-05' }, facts: { 'beta.csat': 1 } }],
      ['2026-10-05', { id: 'kept', header: { launchedOn: '2026-10-05' } }],
      ['2026-10-05', { id: 'late', header: { date: '2026-10-10' } }],
      ['2026-10-05', { id: 'quiet', header: { date: '2026-12-10' } }],
      ['2026-10-19', { id: 'fresh', header: { date: '2026-12-10' } }],
    ])
    room.undecided = [{ name: 'broken', file: 'launches/broken.yaml', why: 'its files have errors' }]
    const quiet = quietLaunches(room, day('2026-10-19')).map(({ launch, kind }) => [launch.id, kind])
    expect(quiet).toEqual([
      ['bypass', 'launched-while-blocked'],
      ['late', 'date-passed'],
      ['broken', 'undecided'],
      ['quiet', 'no-recent-decision'],
    ])
  })

  test('the decision that stood on the day of the launch says whether it went past the gate', () => {
    const bad = { 'beta.csat': 1 }
    const launched = { launchedOn: '2026-10-06' }
    const room = smallRoom([
      ['2026-10-05T08:00:00Z', { id: 'went' }, { id: 'past', facts: bad }, { id: 'mended', facts: bad }],
      ['2026-10-06T23:00:00Z', { id: 'mended', header: launched }],
      ['2026-10-09T08:00:00Z', { id: 'went', header: launched, facts: bad }, { id: 'past', header: launched }],
      ['2026-10-09T08:00:00Z', { id: 'unheard', header: launched, facts: bad }],
    ])
    const quiet = quietLaunches(room, day('2026-10-10')).map(({ launch, kind, verdict }) => [launch.id, kind, verdict])
    expect(quiet).toEqual([
      ['past', 'launched-while-blocked', 'no-go'],
      ['unheard', 'launched-while-blocked', 'no-go'],
    ])
  })

  test('lists facts that nobody owns, and what launches say of customers', () => {
    const counting = `${rules}  - { id: lost, title: losses are counted, owner: cco, enforcement: advisory, require: { customers.lost: { present: true } } }\n`
    const lost = { value: 3, asOf: '2026-10-02', note: 'they could not import' }
    const room = smallRoom([['2026-10-05', { rules: counting, facts: { 'customers.lost': lost } }]])
    expect(customerRows(room)).toMatchObject([{ fact: 'customers.lost', value: 3, asOf: '2026-10-02', note: 'they could not import' }])
    expect(factsWithoutOwner(smallRoom([['2026-10-05', {}]])).map(({ path }) => path)).toEqual(['notice.days'])
  })
})

test('the mix of a week is that of open launches by their last decision then', () => {
  const room = smallRoom([
    ['2026-10-05', { facts: { 'beta.csat': 1 } }, { id: 'checkout', header: { launchedOn: '2026-10-18' } }],
    ['2026-10-21', {}],
  ])
  expect(outcomeMixOf(room, day('2026-10-22'), 4).map(({ launches, counts }) => [launches, counts])).toEqual([
    [2, { unmet: 1, unknown: 0, waived: 0, met: 3 }],
    [1, { unmet: 1, unknown: 0, waived: 0, met: 1 }],
    [1, { unmet: 0, unknown: 0, waived: 0, met: 2 }],
  ])
})

test('the countdown has a point a decision and the days that are still due', () => {
  const room = smallRoom([
    ['2026-10-05', { facts: { 'beta.csat': 1, 'docs.pages': 'TBD' } }],
    ['2026-10-12', { facts: { 'docs.pages': 'TBD' } }],
  ])
  const record = room.launches.get('search')
  expect(record && countdownOf(record, '2026-10-13')).toMatchObject({
    today: day('2026-10-13'),
    launchDay: day('2026-11-01'),
    dueDays: [day('2026-10-25')],
    points: [
      { day: day('2026-10-05'), verdict: 'no-go', unmet: 1, unknown: 1, waived: 0 },
      { day: day('2026-10-12'), verdict: 'hold', unmet: 0, unknown: 1, waived: 0 },
    ],
  })
})

test('the week of an owner holds what is theirs, and praises what they kept', () => {
  const room = smallRoom([
    ['2026-10-10', { facts: { 'beta.csat': 3.9 } }, { id: 'checkout', facts: { 'docs.pages': 2 } }],
    ['2026-10-18', { facts: { 'beta.csat': 4.4 } }],
  ])
  const writers = weekOf(room, '2026-10-20T08:00:00Z', 'documentation')
  expect(writers.urgent.map(({ launch, requirement }) => [launch.id, requirement])).toEqual([['checkout', 'promise/help']])
  expect(writers.good.map(({ standing }) => standing.launch.id)).toEqual(['search'])
  expect(weekOf(room, '2026-10-20T08:00:00Z', undefined).changes.launches.map(({ launch }) => launch.id)).toEqual(['search'])
  expect(weekOf(room, '2026-10-30T08:00:00Z', 'documentation').good).toEqual([])
  const stale = { 'beta.csat': { value: 4.4, asOf: '2026-09-19' } }
  const old = smallRoom([['2026-10-18', { id: 'old', facts: stale }]])
  expect([weekOf(old, '2026-10-19T08:00:00Z', undefined).good.length, weekOf(old, '2026-10-20T08:00:00Z', undefined).good.length]).toEqual([
    1, 0,
  ])
})
