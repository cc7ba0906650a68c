import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Segment, segmentsOf } from '../../src/authoring/forecast-segments.ts'
import { prepare } from '../../src/engine/judge.ts'
import { formatInstant, msPerDay, readDate, startOf } from '../../src/model/date.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { type Json, read, runs } from '../laws/world.ts'

const now = '2026-10-07T09:00:00Z'
const days = 14

const head = { apiVersion: 'onlyif/v1' }

const dates = fc.oneof(
  fc.integer({ min: -8, max: 12 }).map((day) => formatInstant(startOfNow() + day * msPerDay).slice(0, 10)),
  fc.integer({ min: -8 * 24 * 60, max: 12 * 24 * 60 }).map((minutes) => formatInstant(startOfNow() + minutes * 60_000)),
)

const ages = fc.constantFrom('1d', '3d', '7d', '30h', '36h', '90min')

function startOfNow(): number {
  const reading = readDate(now)
  return reading.ok ? startOf(reading.value) : 0
}

const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.tuple(fc.constantFrom('a', 'b'), ages).map(([fact, maxAge]): Json => ({ [fact]: { atLeast: 1, maxAge } })),
  fc
    .tuple(fc.constantFrom('d', 'e'), fc.constantFrom('withinLast', 'withinNext'), ages)
    .map(([fact, operator, age]): Json => ({ [fact]: { [operator]: age } })),
  fc.constantFrom('withinLast', 'withinNext').map((operator): Json => ({ d: { [operator]: { fact: 'span' } } })),
  fc
    .tuple(fc.constantFrom('every', 'some', 'none'), ages)
    .map(([operator, age]): Json => ({ list: { [operator]: { on: { withinLast: age } } } })),
  ages.map((age): Json => ({ 'launch.date': { withinNext: age } })),
)

const condition: fc.Arbitrary<Json> = fc.oneof(
  leaf,
  fc.tuple(leaf, leaf).map(([one, two]): Json => ({ any: [one, two] })),
  fc.tuple(leaf, leaf).map(([one, two]): Json => ({ all: [one, two] })),
  leaf.map((one): Json => ({ not: one })),
)

const requirement = fc.record({
  require: condition,
  appliesWhen: fc.option(condition, { nil: undefined, freq: 4 }),
  enforcement: fc.oneof(
    fc.constantFrom<Json>('blocking', 'advisory'),
    dates.map((date): Json => ({ blockingFrom: date.slice(0, 10) })),
  ),
  due: fc.option(
    fc.oneof(
      fc.constantFrom('T', 'T-3d', 'T+2d'),
      dates.map((date) => date.slice(0, 10)),
    ),
    { nil: undefined },
  ),
})

const measured = fc.record({ value: fc.integer({ min: 0, max: 2 }), asOf: fc.option(dates, { nil: undefined }) })

const world = fc.record({
  requirements: fc.array(requirement, { minLength: 1, maxLength: 3 }),
  date: fc.option(
    dates.map((date) => date.slice(0, 10)),
    { nil: undefined, freq: 4 },
  ),
  facts: fc.record({
    a: measured,
    b: measured,
    d: fc.oneof(dates, fc.record({ value: dates, asOf: dates })),
    e: dates,
    span: ages,
    list: fc.array(
      dates.map((on) => ({ on })),
      { maxLength: 3 },
    ),
  }),
  waiver: fc.option(
    fc.record({
      expires: dates.map((date) => date.slice(0, 10)),
      on: dates,
      due: fc.option(
        dates.map((date) => date.slice(0, 10)),
        { nil: undefined },
      ),
    }),
    { nil: undefined },
  ),
  catalog: fc.option(ages, { nil: undefined, freq: 4 }),
})

type World = typeof world extends fc.Arbitrary<infer T> ? T : never

function textsOf({ requirements, date, facts, waiver, catalog }: World): string[] {
  const types = { a: 'number', b: 'number', d: 'date', e: 'date', span: 'duration', list: 'list' }
  return [
    {
      ...head,
      kind: 'Commitment',
      id: 'c',
      title: 'We go only if',
      owner: 'cco',
      waivers: { approvers: ['cco'], quorum: 1, maxDays: 60 },
      goToMarketOnlyIf: requirements.map((item, index) => ({ id: `r${index}`, title: `r${index} holds`, owner: 'someone', ...item })),
    },
    { ...head, kind: 'Launch', id: 'l', title: 'L', owner: 'team', date, facts },
    ...(catalog === undefined
      ? []
      : [
          {
            ...head,
            kind: 'FactCatalog',
            facts: Object.fromEntries(Object.entries(types).map(([path, type]) => [path, { type, maxAge: catalog }])),
          },
        ]),
    ...(waiver && requirements[0] && JSON.stringify(requirements[0].require).includes('"a"')
      ? [
          {
            ...head,
            kind: 'Waivers',
            waivers: [
              {
                id: 'W-1',
                launch: 'l',
                requirement: 'c/r0',
                covers: { a: { atLeast: 0, maxAge: '5d' } },
                as: 'accepted',
                reason: 'so be it',
                requestedBy: 'ola',
                approved: [{ by: 'maria', role: 'cco', on: waiver.on }],
                expires: waiver.expires,
                followUp: { what: 'mend it', due: waiver.due },
              },
            ],
          },
        ]
      : []),
  ].map((document) => JSON.stringify(document))
}

/** What a decision and a segment have in common. */
function standing({ verdict, gateReady, onPlan, requirements, waivers }: Decision): unknown {
  return {
    verdict,
    gateReady,
    onPlan,
    requirements: requirements.map(({ id, outcome, enforcement, overdue }) => [id, outcome, enforcement, overdue]),
    waivers: waivers.map(({ id, state }) => [id, state]),
  }
}

function standingIn({ standing: { verdict, gateReady, onPlan, requirements, waivers } }: Segment): unknown {
  return {
    verdict,
    gateReady,
    onPlan,
    requirements: [...requirements].map(([id, { outcome, enforcement, overdue }]) => [id, outcome, enforcement, overdue]),
    waivers: [...waivers],
  }
}

test('nothing turns on a day, or at a time of day, that the forecast does not list', () => {
  const begin = startOfNow()
  const until = (Math.floor(begin / msPerDay) + days) * msPerDay - 1
  const probes = [...Array(days).keys()].flatMap((day) => {
    const start = (Math.floor(begin / msPerDay) + day) * msPerDay
    return [start, start + msPerDay - 1, start + 9 * 3_600_000]
  })
  let turns = 0
  fc.assert(
    fc.property(world, fc.array(fc.integer({ min: begin, max: until }), { maxLength: 10 }), (given, others) => {
      const documents = read(...textsOf(given))
      const [launch] = documents.launches
      if (!launch) throw new Error(JSON.stringify(documents.diagnostics))
      const at = (ms: number) => prepare({ ...documents, catalog: documents.catalogs, now: formatInstant(ms) })
      const { judged } = at(begin).open(launch)
      fc.pre(judged !== undefined)
      if (!judged) return
      const segments = segmentsOf({ judged, facts: [], until, noExceptions: false })
      turns += segments.length - 1
      const edges = segments.flatMap(({ from }) => [from - 1, from])
      for (const ms of [...probes, ...others, ...edges].filter((time) => time >= begin && time <= until)) {
        const decision = at(ms).judge(launch).decision
        const segment = segments.findLast(({ from }) => from <= ms)
        if (!decision || !segment) throw new Error('unreachable')
        expect([formatInstant(ms), standingIn(segment)]).toEqual([formatInstant(ms), standing(decision)])
      }
    }),
    { numRuns: Math.ceil(runs / 10) },
  )
  // The law must have had something to say.
  expect(turns).toBeGreaterThan(runs / 10)
})
