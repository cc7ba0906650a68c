import { afterEach, expect, test } from 'vitest'
import { bad, good, launch, promise, Workplace } from './harness.ts'

let place = new Workplace({})
afterEach(() => place.remove())

const aging = promise.replace('{ atLeast: 4.2 }', '{ atLeast: 4.2, maxAge: 5d }')
const dated = '{ csat: { value: 4.4, asOf: 2026-10-06 }, blockersOpen: 0 }'

test('every launch is looked ahead for, and the exit code says only that it was', async () => {
  place = new Workplace({ 'rules/promise.yaml': aging, 'launches/a.yaml': launch('a', dated), 'launches/b.yaml': launch('b', bad) })
  const ran = await place.run(['forecast'])
  expect(ran.out).toContain('it may go now, until 2026-10-12, which is before the launch')
  expect(ran.out).toContain('2026-10-12 · GO → HOLD')
  expect([ran.code, ran.err]).toEqual([0, ''])
  const short = await place.run(['forecast', 'launches/a.yaml', '--until', '2026-10-11', '--format', 'json'])
  expect(JSON.parse(short.out)).toMatchObject({ kind: 'Forecasts', forecasts: [{ until: '2026-10-11T23:59:59Z', points: [] }] })
})

test('a launch that cannot be judged is told, and the others are looked ahead for', async () => {
  place = new Workplace({ 'rules/promise.yaml': aging, 'launches/a.yaml': launch('a', good), 'launches/b.yaml': 'kind: Launch\n' })
  const ran = await place.run(['forecast'])
  expect(ran.err).toContain('launches/b.yaml')
  expect(ran.out).toContain('The launch a')
  expect(ran.code).toBe(2)
})

test('nothing that judges is no forecast, told once', async () => {
  place = new Workplace({ 'rules/promise.yaml': aging.replace('atLeast', 'atLeats'), 'launches/a.yaml': launch('a', good) })
  const ran = await place.run(['forecast'])
  expect(ran.err.match(/error\[/g)).toHaveLength(1)
  expect([ran.code, ran.out]).toEqual([2, ''])
})

test.each([
  [['--until', 'later'], '--until: `later` is not a date'],
  [['--until', '2026-10-06'], 'is past already'],
  [['--now', '2026-13-01'], '--now:'],
])('%j is refused', async (argv, words) => {
  place = new Workplace({ 'rules/promise.yaml': aging, 'launches/a.yaml': launch('a', good) })
  const ran = await place.run(['forecast', ...argv])
  expect(ran.err).toContain(words)
  expect(ran.code).toBe(2)
})
