import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { defaultHorizon, type Forecast, forecastOf } from '../../src/authoring/forecast.ts'
import { prepare } from '../../src/engine/judge.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import { forecastReporters } from '../../src/report/forecast-reporters.ts'
import { commitment, launch as manifest } from '../report/decisions.ts'
import { expectGolden } from '../report/golden.ts'

const now = '2026-10-07T09:00:00Z'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

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
