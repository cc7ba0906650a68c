import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, test } from 'vitest'
import { Countdown, type CountdownPoint } from '../../src/web/charts/countdown.tsx'
import { OutcomeMix } from '../../src/web/charts/outcome-mix.tsx'
import { mondayOf, percent, shareOf, shortDay, ticksOf } from '../../src/web/charts/time-axis.ts'
import { clockAxis, WaiverClock } from '../../src/web/charts/waiver-clock.tsx'
import { WaiverClocks } from '../../src/web/charts/waiver-clocks.tsx'
import { WeeklyBars } from '../../src/web/charts/weekly-bars.tsx'

// 20720 is 2026-09-24, a Thursday.
const start = 20_720

const point = (day: number, unmet: number, unknown: number, waived = 0): CountdownPoint => ({
  day,
  verdict: unmet > 0 ? 'no-go' : unknown > 0 ? 'hold' : 'go',
  unmet,
  unknown,
  waived,
})

const mix = [
  { day: start, label: 'a', launches: 2, counts: { unmet: 1, unknown: 1, waived: 0, met: 2 } },
  { day: start + 7, label: 'b', launches: 0, counts: { unmet: 0, unknown: 0, waived: 0, met: 0 } },
  { day: start + 14, label: 'c', launches: 3, counts: { unmet: 0, unknown: 1, waived: 1, met: 2 } },
]

const charts: readonly (readonly [string, VNode | null])[] = [
  [
    'countdown',
    Countdown({
      id: 'x',
      points: [point(start, 3, 1), point(start + 7, 1, 0, 1)],
      today: start + 9,
      launchDay: start + 30,
      dueDays: [start + 20],
    }),
  ],
  ['outcome mix', OutcomeMix({ id: 'x', columns: mix })],
  [
    'weekly bars',
    WeeklyBars({
      id: 'x',
      weeks: [
        { monday: start, launches: 2, decisions: 3, first: 1 },
        { monday: start + 7, launches: 0, decisions: 0, first: 0 },
      ],
    }),
  ],
]

describe.each(charts)('%s', (_, chart) => {
  const html = renderToString(chart ?? ({} as VNode))

  test('says what it shows to who hears it, and gives its figures as a table', () => {
    expect(html).toMatch(/<svg[^>]* role="img"[^>]* aria-labelledby="x-title x-summary"/)
    expect(html).toMatch(/<title id="x-title">[^<]{5,}<\/title><desc id="x-summary">[^<]{5,}<\/desc>/)
    expect(html).toMatch(/<details[^>]*><summary>The figures as a table<\/summary>.*<th scope="col">.*<th scope="row">/s)
  })

  test('has no inline style and is as wide as its place', () => {
    expect(html).not.toMatch(/style=|<style|viewBox/)
    expect(html).toContain('width="100%"')
  })

  test('names every id once', () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, id] of html.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id)
  })
})

test('every outcome has a fill of its own, told in the legend with symbol and word', () => {
  const html = renderToString(OutcomeMix({ id: 'x', columns: mix }) ?? ({} as VNode))
  for (const outcome of ['unmet', 'unknown', 'waived', 'met']) expect(html).toContain(`<pattern id="x-${outcome}"`)
  expect(html).toMatch(/✖<\/span> not met.*\?<\/span> unknown.*▲<\/span> waived.*●<\/span> met/s)
})

test('bars that count launches say so where decisions are counted above them', () => {
  const chart = WeeklyBars({ id: 'x', weeks: [{ monday: start, launches: 2, decisions: 5, first: 0 }] })
  expect(renderToString(chart ?? ({} as VNode))).toContain('A launch counts once a week, however often it was judged: 2 so far')
})

test('the countdown draws nothing of days that have not been', () => {
  const today = 20_000
  for (const days of [
    [today - 20, today - 3],
    [today - 20, today],
    [today, today],
    [today - 1, today],
  ]) {
    const points = days.map((day) => point(day, 2, 1))
    const html = renderToString(Countdown({ id: 'x', points, today, launchDay: today + 15 }) ?? ({} as VNode))
    const [, at = ''] = /class="chart-today" x1="([\d.]+)%"/.exec(html) ?? []
    const bars = [...html.matchAll(/class="chart-edge" x="([\d.]+)%" width="([\d.]+)%"/g)].map(
      ([, x, width]) => [Number(x), Number(width)] as const,
    )
    expect(bars.length).toBeGreaterThan(1)
    for (const [x, width] of bars) expect([days, x + width <= Number(at) + 0.011, width > 0]).toEqual([days, true, true])
  }
})

test('the countdown says the news: how many are open, how many were, and how far the date is', () => {
  const html = renderToString(charts[0]?.[1] ?? ({} as VNode))
  expect(html).toContain('1 blocking requirement is open, of 4 on 2026-09-24, and 1 waived. The launch is on 2026-10-24, in 21 days.')
})

test('of several decisions on a day the last one stands', () => {
  const html = renderToString(Countdown({ id: 'x', points: [point(start, 3, 0), point(start, 0, 0)], today: start }) ?? ({} as VNode))
  expect(html).toContain('0 blocking requirements are open. The launch has no date.')
})

test('a chart of nothing is no chart', () => {
  expect(Countdown({ id: 'x', points: [], today: start })).toBeNull()
  expect(OutcomeMix({ id: 'x', columns: mix.slice(1, 2) })).toBeNull()
  expect(WeeklyBars({ id: 'x', weeks: [{ monday: start, launches: 0, decisions: 0, first: 0 }] })).toBeNull()
  expect(WaiverClocks({ waivers: [], today: start })).toBeNull()
})

describe('a waiver clock', () => {
  const axis = clockAxis(start, [start + 20])
  const draw = (expires: number, from?: number): string =>
    renderToString(WaiverClock({ axis, today: start, expires, inForce: true, ...(from !== undefined && { from }) }))

  test('shows what has passed and what is left, on either side of today', () => {
    const html = draw(start + 20, start - 7)
    expect(html).toMatch(/class="chart-past" x="16.67%" width="16.67%"/)
    expect(html).toMatch(/class="chart-left" x="33.33%" width="50%"/)
  })

  test('looks urgent when it soon ends, and stays within its axis', () => {
    expect(draw(start + 3)).toContain('chart-clock-ending')
    expect(draw(start + 20)).toContain('chart-clock-running')
    expect(draw(start + 4000, start - 4000)).not.toMatch(/x[12]?="(?:-|1\d\d\.|[2-9]\d\d)/)
    expect(clockAxis(start, [start + 4000])).toEqual({ first: start - 14, last: start + 90 })
  })
})

describe('the axis of time', () => {
  test('keeps days outside at its ends', () => {
    const axis = { first: start, last: start + 10 }
    expect([start - 5, start, start + 5, start + 99].map((day) => percent(shareOf(axis, day)))).toEqual(['0%', '0%', '50%', '100%'])
    expect(shareOf({ first: start, last: start }, start)).toBe(0)
  })

  test('labels Mondays of weeks and firsts of months, never more than fit', () => {
    expect(shortDay(start)).toBe('24 Sep')
    expect(mondayOf(start)).toBe(start - 3)
    expect(mondayOf(-1)).toBe(-3)
    expect(ticksOf({ first: start, last: start + 28 }).map(({ label }) => label)).toEqual(['28 Sep', '5 Oct', '12 Oct', '19 Oct'])
    expect(ticksOf({ first: start, last: start + 120 }).map(({ label }) => label)).toEqual(['Oct', 'Nov', 'Dec', 'Jan 2027'])
    expect(ticksOf({ first: start, last: start + 3000 }).length).toBeLessThanOrEqual(5)
  })
})
