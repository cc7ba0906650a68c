import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
] as const)('somebody signs in after a mistake and gets where they wanted to go: %s, %i pixels', async (scheme, width) => {
  const service = await testService()
  const token = await service.token(['read'])
  const { page, close } = await visit(browser, { scheme, width })
  await page.goto(`${service.running.url}/register`)
  await page.getByLabel('Token').fill('onlyif_wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('This token is not good.')
  expect([await axe(page), await overflow(page)]).toEqual([[], 0])
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: 'Sign in' }).click()
  expect([new URL(page.url()).pathname, await page.textContent('h1')]).toEqual(['/register', 'Register'])
  expect([await axe(page), await overflow(page)]).toEqual([[], 0])
  await page.getByRole('button', { name: 'Sign out' }).click()
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await page.goto(`${service.running.url}/register`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await close()
})

test.each(['light', 'dark'] as const)('an example is said to be one where people sign in, and leads to it: %s', async (scheme) => {
  const service = await testService({ isExample: true, openToLoopback: true })
  const { page, close } = await visit(browser, { scheme, width: 320 })
  await page.goto(`${service.running.url}/sign-in`)
  expect([await axe(page), await overflow(page)]).toEqual([[], 0])
  expect(await page.getByText('Example data').isVisible()).toBe(true)
  await page.getByRole('link', { name: 'look at the example' }).click()
  expect(await page.textContent('h1')).toBe('The customer room')
  expect([await axe(page), await overflow(page)]).toEqual([[], 0])
  await close()
})
