import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../src/server/endpoints/endpoints.ts'
import { examples } from '../../src/server/openapi/examples.ts'
import { axe, overflow, startBrowser, visit } from '../web/browser.ts'
import { testService } from './service.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser?.close())

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 320],
  ['dark', 320],
] as const)('/docs can be read in %s at %i pixels, under the policy that it is served with', async (scheme, width) => {
  const { running } = await testService()
  const { page, complaints, close } = await visit(browser, { scheme, width })
  await page.goto(`${running.url}/docs`)
  expect([await axe(page), await overflow(page), complaints]).toEqual([[], 0, []])
  const picture = process.env['PICTURES']
  if (picture !== undefined) await page.screenshot({ path: `${picture}/docs-${scheme}-${width}.png`, fullPage: true })
  // Its own style has come, and every request can be reached from the contents.
  expect(await page.locator('.contents li a').count()).toBe(await page.locator('section > h2').count())
  expect(await page.locator('.contents').evaluate((element) => getComputedStyle(element).borderRadius)).toBe('8px')
  // Whoever copies an example gets what was tried.
  expect(await page.locator('section pre').allTextContents()).toEqual(endpoints.map(({ id }) => examples[id]))
  await close()
})
