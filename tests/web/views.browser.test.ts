import type { Browser, Page as BrowserPage } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageOf } from '../../src/web/page-of.tsx'
import { views } from '../../src/web/views.ts'
import { axe, focusables, keyboardWalk, overflow, type Site, serve, startBrowser, visit } from './browser.ts'
import { hostileDecision, hostileTitle } from './hostile.ts'
import { seededYear, yearEnd } from './seeded-year.ts'

let browser: Browser
let site: Site
let around: ReturnType<typeof seededYear>
const paths: string[] = []

beforeAll(async () => {
  const hostile = await hostileDecision(new Date(yearEnd).toISOString())
  around = seededYear(Number(process.env['SEEDED_LAUNCHES'] ?? 200), [hostile])
  site = await serve(({ pathname, searchParams }) => pageOf({ path: pathname, query: searchParams }, around))
  browser = await startBrowser()
  paths.push(...views.flatMap(({ segment, nav }) => (nav === undefined || segment === 'playground' ? [] : [`/${segment}`])), ...details())
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** A page of each kind that is reached from others: of a launch that has much to show, and of the one whose texts are hostile. */
function details(): string[] {
  const rich = around.decisions.findLast(({ waivers, launch }) => waivers.length > 0 && launch.id !== 'hostile-launch')
  return [
    ...[rich?.launch.id ?? '', 'hostile-launch'].flatMap((id) => [`/launches/${id}`, `/launches/${id}/pack`]),
    `/decisions/${rich?.digest}`,
    '/launches/nowhere',
  ]
}

/** What keyboards and small windows find wrong with a page. */
async function reach(page: BrowserPage): Promise<string[]> {
  const faults: string[] = []
  const most = 60
  const stops = await keyboardWalk(page, most)
  const [first] = stops
  const isPack = page.url().endsWith('/pack')
  if (!isPack && first?.name !== 'Skip to the content') faults.push(`the first stop is ${first?.name}`)
  const all = Math.min(most, await focusables(page))
  if (stops.length < all) faults.push(`Tab reaches ${stops.length} of ${all}`)
  faults.push(...stops.filter((stop) => !stop.isVisible).map((stop) => `nobody sees the focus on ${stop.tag} ${stop.name}`))
  await page.setViewportSize({ width: 320, height: 640 })
  const wider = await overflow(page)
  if (wider > 0) faults.push(`${wider} pixels wider than a window of 320`)
  await page.setViewportSize({ width: 1280, height: 900 })
  return faults
}

describe('every view', () => {
  test('is without fault for axe in both schemes, keeps to the policy, fits a small window and shows where the focus is', async () => {
    const faults: string[] = []
    for (const scheme of ['light', 'dark'] as const) {
      const { page, complaints, close } = await visit(browser, { scheme })
      for (const path of paths) {
        const before = complaints.length
        const answer = await page.goto(`${site.address}${path}`)
        const told = complaints.slice(before).filter((text) => !(answer?.status() === 404 && text.includes('404')))
        faults.push(...[...(await axe(page)), ...told].map((fault) => `${path} in ${scheme}: ${fault}`))
        if (scheme === 'light') faults.push(...(await reach(page)).map((fault) => `${path}: ${fault}`))
      }
      await close()
    }
    expect(faults).toEqual([])
  })
})

test('a small screen folds what comes second until it is asked for or linked; large ones and paper have all of it', async () => {
  const { page, close } = await visit(browser, { width: 320, height: 640 })
  const owners = page.locator('table.owners')
  await page.goto(`${site.address}/hand-offs`)
  expect([await owners.isVisible(), await page.locator('table.hand-offs').isVisible()]).toEqual([false, true])
  expect(await axe(page)).toEqual([])
  await page.getByLabel('Show: By owner').check()
  expect(await owners.isVisible()).toBe(true)
  await page.getByLabel('Show: By owner').uncheck()
  await page.emulateMedia({ media: 'print' })
  expect([await owners.isVisible(), await page.getByLabel('Show: By owner').isVisible()]).toEqual([true, false])
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize({ width: 1280, height: 900 })
  expect([await owners.isVisible(), await page.getByLabel('Show: By owner').isVisible()]).toEqual([true, false])
  await page.setViewportSize({ width: 320, height: 640 })
  const launch = `${site.address}${paths.find((path) => path.startsWith('/launches/')) ?? ''}`
  await page.goto(launch)
  expect(await page.locator('table.history').isVisible()).toBe(false)
  expect(await page.locator('table.requirements tbody tr').first().isVisible()).toBe(true)
  await close()
})

test('hostile names and texts are shown as text', async () => {
  const { page, complaints, close } = await visit(browser)
  for (const path of ['/', '/register', '/launches/hostile-launch']) {
    await page.goto(`${site.address}${path}`)
    expect(await page.evaluate('window.broken')).toBeUndefined()
    expect(await page.locator('main script, main img, main iframe').count()).toBe(0)
    if (path === '/register') expect(await page.locator('main').innerText()).toContain(hostileTitle)
  }
  expect(complaints).toEqual([])
  await close()
})

test('the boxes of a gate pack keep their right border on paper', async () => {
  const { page, close } = await visit(browser, { width: 695 })
  await page.goto(`${site.address}${paths.find((path) => path.endsWith('/pack'))}`)
  await page.emulateMedia({ media: 'print' })
  const room = (await page.evaluate(
    `document.querySelector('.sheet').getBoundingClientRect().right - document.querySelector('.answer > div:last-child').getBoundingClientRect().right`,
  )) as number
  expect(room).toBeGreaterThanOrEqual(1)
  await close()
})

test('a gate pack is read on a narrow screen without scrolling sideways, is dark on a dark one, and light on paper', async () => {
  const { page, close } = await visit(browser, { width: 375, scheme: 'dark' })
  await page.goto(`${site.address}${paths.find((path) => path.endsWith('/pack'))}`)
  const hidden = `[...document.querySelectorAll('td')].filter((cell) => cell.scrollWidth > cell.clientWidth || cell.getBoundingClientRect().right > innerWidth).length`
  expect([await overflow(page), await page.evaluate(hidden)]).toEqual([0, 0])
  const paper = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor')
  expect(await paper()).toBe('rgb(20, 23, 27)')
  await page.emulateMedia({ media: 'print' })
  expect(await paper()).toBe('rgb(255, 255, 255)')
  await close()
})

test('on paper the lights are explained on the first sheet, and nothing follows the view, to take a sheet of its own', async () => {
  const { page, close } = await visit(browser, { width: 1040 })
  await page.goto(`${site.address}/waivers`)
  const seen = (selector: string): Promise<boolean> => page.locator(selector).first().isVisible()
  expect(await seen('.paper')).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await seen('body > footer')).toBe(false)
  expect(await page.evaluate(`document.querySelector('.paper').getBoundingClientRect().bottom`)).toBeLessThan(300)
  expect(await page.locator('.paper').innerText()).toMatch(
    /^As of 20\d\d-.*How to read the lights.*RED.*AMBER.*GREEN.*GREY.*Waived is never counted as met/s,
  )
  await close()
})

test('every view prints to sheets of paper', async () => {
  const { page, close } = await visit(browser)
  for (const path of paths.slice(0, 12)) {
    await page.goto(`${site.address}${path}`)
    const sheets = await page.pdf({ format: 'A4' })
    expect(sheets.subarray(0, 5).toString(), path).toBe('%PDF-')
    // A page that is wider than its sheet is cut: what is printed must fit.
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 720, height: 1000 })
    expect(await overflow(page), path).toBe(0)
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 1280, height: 900 })
  }
  await close()
})
