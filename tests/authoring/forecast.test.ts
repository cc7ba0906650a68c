import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultHorizon, type Forecast, forecastOf } from '../../src/authoring/forecast.ts'
import { type Segment, segmentsOf } from '../../src/authoring/forecast-segments.ts'
import { prepare } from '../../src/engine/judge.ts'
import { formatInstant, msPerDay, readDate, startOf } from '../../src/model/date.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { forecastReporters } from '../../src/report/forecast-reporters.ts'
import { type Json, read, runs } from '../laws/world.ts'
import { commitment, launch as manifest } from '../report/decisions.ts'
import { expectGolden } from '../report/golden.ts'

const now = '2026-10-07T09:00:00Z'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
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

function forecastFor(files: Readonly<Record<string, string>>, at = now): Forecast {
  const { commitments, catalogs, waivers, facts, configs, launches, diagnostics } = parseDocuments(
    Object.entries(files).map(([file, text]) => ({ file, text })),
  )
  const [launch] = launches
  const [config] = configs
  if (!launch) throw new Error(JSON.stringify(diagnostics))
  const prepared = prepare({
    commitments,
    catalog: catalogs,
    waivers,
    ...(config && { config }),
    now: at,
    judgedLaunches: new Set([launch.id]),
  })
  const { judged, diagnostics: wrong } = prepared.open(launch, facts)
  if (!judged) throw new Error(JSON.stringify(wrong))
  const { clock } = judged.input
  return forecastOf({ judged, facts, until: defaultHorizon(clock.now, clock.launchDay), noExceptions: false })
}

function example(launch: string): Forecast {
  const names = [
    'onlyif.yaml',
    `rules/market-promise/launches/${launch}.yaml`,
    'rules/market-promise/commitment.yaml',
    'rules/market-promise/catalog.yaml',
    'rules/market-promise/waivers.yaml',
    'rules/market-promise/facts/saved-baskets-support.yaml',
  ]
  return forecastFor(Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), 'utf8')])))
}

test.each(['text', 'markdown', 'json'] as const)('the forecast as %s', (format) => {
  const forecasts = [example('one-page-checkout'), example('saved-baskets')]
  expectGolden(`forecast.${format}`, forecastReporters[format](forecasts, { width: 80 }))
})

test('the first day it may go and the day the gate closes again', () => {
  const bar = commitment({ ready: 'require: { rehearsed.on: { withinNext: 2d } }' })
  const opening = forecastFor({ 'c.yaml': bar, 'l.yaml': manifest('rehearsed.on: 2026-10-12') })
  expect(opening).toMatchObject({
    verdict: 'no-go',
    blocked: true,
    earliest: '2026-10-10T00:00:00Z',
    closes: '2026-10-13T00:00:00Z',
    onLaunchDay: 'no-go',
  })
  expect(opening.points.map(({ at, verdict }) => [at, verdict])).toContainEqual(['2026-10-10T00:00:00Z', 'go'])
})

test('enforcement that begins closes the gate on its day', () => {
  const bar = commitment({ ready: 'enforcement: { blockingFrom: 2026-10-11 }\nrequire: { docs.done: true }' })
  const found = forecastFor({ 'c.yaml': bar, 'l.yaml': manifest('docs.done: false') })
  expect(found).toMatchObject({ verdict: 'go', closes: '2026-10-11T00:00:00Z', onLaunchDay: 'no-go' })
  expect(found.points[0]?.turns).toContainEqual({
    kind: 'enforcement',
    requirement: 'promise/ready',
    title: 'ready holds',
    to: 'blocking',
    outcome: 'unmet',
  })
})

test('what is measured again from the day that is named lasts until the launch', () => {
  const bar = commitment({ good: 'require: { csat: { atLeast: 4, maxAge: 3d } }' })
  const on = (asOf: string): Forecast => forecastFor({ 'c.yaml': bar, 'l.yaml': manifest(`csat: { value: 5, asOf: ${asOf} }`) }, asOf)
  const turn = on('2026-10-06')
    .points.flatMap(({ turns }) => turns)
    .find(({ kind }) => kind === 'outcome')
  expect(turn).toMatchObject({ to: 'unknown', refreshFrom: '2026-10-12' })
  expect(on('2026-10-12').onLaunchDay).toBe('go')
  expect(on('2026-10-11').onLaunchDay).toBe('hold')
})

test('where nothing turns the calendar is empty, and that is said', () => {
  const found = forecastFor({ 'c.yaml': commitment({ done: 'require: { docs.done: true }' }), 'l.yaml': manifest('docs.done: true') })
  expect(found.points).toEqual([])
  expect(forecastReporters.text([found], { width: 80 })).toContain('nothing turns')
})
