import type { Browser } from 'playwright-core'
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
  paths.push(...views.flatMap(({ segment, nav }) => (nav === undefined ? [] : [`/${segment}`])), ...details())
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

describe('every view', () => {
  test('is without fault for axe in both schemes, keeps to the policy, fits a small window and shows where the focus is', async () => {
    const faults: string[] = []
    for (const path of paths) {
      for (const scheme of ['light', 'dark'] as const) {
        const { page, complaints, close } = await visit(browser, { scheme })
        const answer = await page.goto(`${site.address}${path}`)
        const found = [...(await axe(page)), ...complaints.filter((text) => !(answer?.status() === 404 && text.includes('404')))]
        faults.push(...found.map((fault) => `${path} in ${scheme}: ${fault}`))
        if (scheme === 'light') {
          const stops = await keyboardWalk(page, 60)
          const [first] = stops
          if (first?.name !== 'Skip to the content' && !path.endsWith('/pack')) faults.push(`${path}: the first stop is ${first?.name}`)
          if (stops.length < Math.min(60, await focusables(page)))
            faults.push(`${path}: Tab reaches ${stops.length} of ${await focusables(page)}`)
          faults.push(
            ...stops.filter((stop) => !stop.isVisible).map((stop) => `${path}: nobody sees the focus on ${stop.tag} ${stop.name}`),
          )
          await page.setViewportSize({ width: 320, height: 640 })
          const wider = await overflow(page)
          if (wider > 0) faults.push(`${path}: ${wider} pixels wider than a window of 320`)
        }
        await close()
      }
    }
    expect(faults).toEqual([])
  })
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
