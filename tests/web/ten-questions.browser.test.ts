import { readFileSync } from 'node:fs'
import type { Browser, Page as BrowserPage } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { pageOf } from '../../src/web/page-of.tsx'
import { type Site, serve, startBrowser, type Visit, visit } from './browser.ts'
import { seededYear, yearEnd } from './seeded-year.ts'

let browser: Browser
let site: Site
let opened: Visit
let todays: readonly Decision[]

beforeAll(async () => {
  const around = seededYear(90)
  todays = [...new Map(around.decisions.map((decision) => [decision.launch.id, decision])).values()]
  site = await serve(({ pathname, searchParams }) => pageOf({ path: pathname, query: searchParams }, around))
  browser = await startBrowser()
  opened = await visit(browser, { width: 1440 })
})

afterAll(async () => {
  expect(opened.complaints).toEqual([])
  await opened.close()
  await browser?.close()
  await site?.close()
})

/** What a click is on: a link by its words, or the first one of a part of the page. */
type Click = string | RegExp | { readonly first: string }

interface Walk {
  readonly question: string
  readonly clicks: readonly Click[]
  /** What the page at the end must say. */
  readonly answer: (main: string, page: BrowserPage) => void | Promise<void>
}

const says =
  (...parts: readonly (string | RegExp)[]) =>
  (main: string): void => {
    for (const part of parts) expect(main).toMatch(part)
  }

const openOnes = (): readonly Decision[] =>
  todays.filter(({ launch }) => launch.launchedOn === undefined && launch.withdrawnOn === undefined)
const daysTo = (day: string | undefined): number =>
  day === undefined ? Number.NaN : Math.round((Date.parse(day) - yearEnd) / 86_400_000 + 0.4)

const walks: readonly Walk[] = [
  {
    question: 'Which launches in the next 30 days cannot go, and who has to act?',
    clicks: [/cannot go, in the next 30 days/],
    async answer(main, page) {
      const expected = openOnes().filter(({ launch, blocked }) => blocked && daysTo(launch.date) >= 0 && daysTo(launch.date) <= 30)
      expect(expected.length).toBeGreaterThan(3)
      for (const { launch } of expected) expect(main).toContain(launch.title)
      const goes = openOnes().filter(({ blocked }) => !blocked)
      for (const { launch } of goes)
        expect(await page.locator('main').getByRole('link', { name: launch.title, exact: true }).count(), launch.title).toBe(0)
      expect(main).toMatch(/Who has to act[\s\S]*head-of-/)
    },
  },
  {
    question: 'What is overdue, and with whom?',
    clicks: [/requirements? overdue/],
    answer: says(/overdue/, /-lead|head-of-|officer|manager/),
  },
  {
    question: 'What do I owe, and by when?',
    clicks: ['Hand-offs', 'head-of-documentation'],
    answer: says(/head-of-documentation/, /help is published in the languages/, /\d{4}-\d{2}-\d{2}/),
  },
  {
    question: 'Why can this launch not go, and what would make it a go?',
    clicks: [{ first: 'main table tbody tr:has-text("NO-GO") a' }],
    answer: says(/NO-GO/, /not met/, /go if|make it a go/i),
  },
  {
    question: 'Which lower bars fall back within 14 days?',
    clicks: [/waivers? ends? within 14 days/],
    answer: says(/ending within 14 days/i, /W-2026-/),
  },
  {
    question: 'Which requirement do we waive again and again?',
    clicks: ['Waivers'],
    answer: says(/How often each requirement is waived/, /\d+ of \d+/),
  },
  { question: 'What changed since last week?', clicks: ['What changed'], answer: says(/Since 2026-11-16/, /The verdict/) },
  {
    question: 'Which launches went past the gate, or are looked at by nobody?',
    clicks: ['Keeping it alive'],
    async answer(main) {
      const forgotten = openOnes().filter((item) => (yearEnd - Date.parse(item.now)) / 86_400_000 > 21)
      expect(forgotten.length).toBeGreaterThan(0)
      for (const { launch } of forgotten) expect(main).toContain(launch.title)
    },
  },
  { question: 'How many customers did we lose, and why?', clicks: ['Keeping it alive'], answer: says(/customers\.lost/, /one moved away/) },
  {
    question: 'What exactly do we promise here, and who does not keep it today?',
    clicks: ['Commitments', 'no known defect loses or exposes customer data'],
    answer: says(/five conditions/, /no known defect loses or exposes customer data/),
  },
]

const guide = readFileSync(new URL('../../docs/customer-room.md', import.meta.url), 'utf8')

test('the guide asks these ten questions', () => {
  const asked = [...guide.matchAll(/^\| \d+ \| (.+?) \|/gm)].map(([, question]) => question)
  expect(asked).toEqual(walks.map(({ question }) => question))
})

test.each(walks)('$question', async ({ clicks, answer }) => {
  const { page } = opened
  expect(clicks.length).toBeLessThanOrEqual(2)
  await page.goto(`${site.address}/`)
  for (const click of clicks) {
    const target = typeof click === 'object' && 'first' in click ? page.locator(click.first) : page.getByRole('link', { name: click })
    await target.first().click()
  }
  await answer(await page.locator('main').innerText(), page)
})
