import type { Browser, Page as BrowserPage } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageOf } from '../../src/web/page-of.tsx'
import { example } from '../../src/web/playground/example.ts'
import { fragmentOf } from '../../src/web/playground/share.ts'
import { bundlePlayground } from '../../tools/playground-bundle.ts'
import { axe, keyboardWalk, overflow, type Site, serve, startBrowser, visit } from './browser.ts'
import { seededYear } from './seeded-year.ts'

let browser: Browser
let site: Site
const around = seededYear(24)

beforeAll(async () => {
  const { outputFiles } = await bundlePlayground()
  const files = new Map(outputFiles.map((file) => [`/assets/${file.path.split('/').at(-1)}`, file.contents]))
  site = await serve(({ pathname, searchParams }) => {
    const body = files.get(pathname)
    if (body) return { status: 200, type: pathname.endsWith('.css') ? 'text/css' : 'text/javascript; charset=utf-8', body }
    return pageOf({ path: pathname, query: searchParams }, around)
  })
  browser = await startBrowser()
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** The playground as it opens, with the texts that it starts with. */
async function open(options: Parameters<typeof visit>[1] = {}, fragment = ''): ReturnType<typeof visit> {
  const opened = await visit(browser, options)
  await opened.page.goto(`${site.address}/playground${fragment}`)
  await opened.page.locator('.cm-content').nth(1).waitFor()
  await opened.page.locator('input[type=date]').fill('2026-11-22')
  return opened
}

const editorOf = (page: BrowserPage, name: string): ReturnType<BrowserPage['locator']> => page.locator(`.cm-content[aria-label="${name}"]`)
const line = (page: BrowserPage, text: string): ReturnType<BrowserPage['locator']> => page.locator('.cm-line', { hasText: text }).first()

/** Puts the cursor at the beginning of a line: behind its end there may stand a mark. */
async function into(page: BrowserPage, text: string): Promise<void> {
  await line(page, text).click({ position: { x: 8, y: 8 } })
}

describe('the playground', () => {
  test('begins as of the moment of the pages around it', async () => {
    const { page, close } = await visit(browser)
    await page.clock.setFixedTime('2031-01-01T09:00:00Z')
    await page.goto(`${site.address}/playground`)
    expect(await page.locator('input[type=date]').inputValue()).toBe(around.now.slice(0, 10))
    await close()
  })

  test('judges as one types, and says so on each line', async () => {
    const { page, complaints, close } = await open()
    const verdict = page.locator('.verdict .word')
    await expect.poll(() => verdict.innerText()).toContain('NO-GO')
    expect(await line(page, '- id: beta-delight').innerText()).toContain('✖ not met')
    expect(await line(page, 'support.agentsTrained: TBD').innerText()).toContain('unknown · TBD is a placeholder')
    await into(page, 'value: 3.9')
    await page.keyboard.press('Home')
    for (let step = 0; step < 'beta.csat: { value: 3'.length; step++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Delete')
    await page.keyboard.press('Delete')
    await page.keyboard.type('.5')
    await expect.poll(() => line(page, '- id: beta-delight').innerText()).toContain('✖ not met')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('4.5')
    await expect.poll(() => line(page, '- id: beta-delight').innerText()).toContain('● met')
    await expect.poll(() => verdict.innerText()).toContain('HOLD')
    await into(page, 'support.agentsTrained: TBD')
    await page.keyboard.press('End')
    for (let step = 0; step < 3; step++) await page.keyboard.press('Backspace')
    await page.keyboard.type('94%')
    await expect.poll(() => editorOf(page, 'Launch').innerText()).toContain('support.agentsTrained: 94%')
    await expect.poll(() => verdict.innerText()).toContain('GO')
    expect(await verdict.innerText()).not.toContain('NO')
    expect(complaints).toEqual([])
    await close()
  })

  test('marks a mistake where it is, says how to mend it, and leads there', async () => {
    const { page, complaints, close } = await open()
    await into(page, 'title: One-page checkout')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('onwer: nobody')
    const problems = page.locator('.panes section').nth(1).locator('.problems')
    await expect.poll(() => problems.innerText()).toMatch(/✖ error, line 5[\s\S]*onwer/)
    await expect.poll(() => page.locator('.cm-lintRange-error').first().innerText()).toContain('onwer')
    expect(await page.locator('.verdict .word').innerText()).toContain('NOT JUDGED')
    await problems.locator('button').first().click()
    expect(await page.evaluate('document.querySelectorAll(".editor")[1].contains(document.activeElement)')).toBe(true)
    expect(complaints).toEqual([])
    await close()
  })

  test('completes keys and the facts of the catalog', async () => {
    const { page, complaints, close } = await open()
    await into(page, 'beta.blockersOpen: 0')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('supp')
    const offer = page.locator('.cm-tooltip-autocomplete li', { hasText: 'support.agentsTrained' })
    await offer.waitFor()
    expect(await offer.innerText()).toContain('trained support people')
    await page.waitForTimeout(120)
    await page.keyboard.press('Enter')
    await page.keyboard.type('{ atL')
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'atLeast' }).waitFor()
    await page.waitForTimeout(120)
    await page.keyboard.press('Enter')
    await page.keyboard.type('50%')
    await expect.poll(() => line(page, 'support.agentsTrained: { atLeast: 50%').innerText()).toContain('placeholder')
    expect(complaints).toEqual([])
    await close()
  })

  test('carries both texts in a link, and reads no link that is none of its own', async () => {
    const { page, complaints, close } = await open()
    await into(page, 'title: One-page checkout')
    await page.keyboard.press('End')
    await page.keyboard.type(' <b>for everyone</b> 港')
    await page.getByRole('button', { name: 'Copy a link to this' }).click()
    await expect.poll(() => page.url()).toContain('#1.')
    const address = new URL(page.url())
    const second = await open({}, address.hash)
    await expect.poll(() => editorOf(second.page, 'Launch').innerText()).toContain('title: One-page checkout <b>for everyone</b> 港')
    const broken = await open({}, '#1.AAAAAAAA')
    expect(await editorOf(broken.page, 'Launch').innerText()).toContain('One-page checkout')
    expect([...complaints, ...second.complaints, ...broken.complaints]).toEqual([])
    for (const opened of [close, second.close, broken.close]) await opened()
  })

  test('says whom the commitment would block among the launches of the service', async () => {
    const { page, complaints, close } = await open()
    await page.getByRole('button', { name: 'Whom would this block?' }).click()
    const found = page.locator('section[aria-labelledby=whom]')
    await expect.poll(() => found.innerText()).toMatch(/It would block \d+ of \d+ launches/)
    expect(await found.locator('tbody tr').count()).toBeGreaterThan(2)
    expect(complaints).toEqual([])
    await close()
  })

  test('follows each edit with whom it newly blocks and whom no more, and keeps what it said while there is an error', async () => {
    const commitment = `apiVersion: onlyif/v1
kind: Commitment
id: named
title: Launches have names
owner: product
goToMarketOnlyIf:
  - id: name
    title: its name says what it is
    owner: product
    require: { launch.id: { matches: '^' } }
`
    const { page, complaints, close } = await open({}, await fragmentOf({ texts: { ...example, commitment }, now: '2026-11-22' }))
    await page.getByRole('button', { name: 'Whom would this block?' }).click()
    const found = page.locator('section[aria-labelledby=whom]')
    await expect.poll(() => found.innerText()).toMatch(/It would block 0 of \d+ launches/)
    const count = Number(/0 of (\d+)/.exec(await found.innerText())?.[1])
    await into(page, 'require: { launch.id')
    await page.keyboard.press('End')
    for (let step = 0; step < "' } }".length; step++) await page.keyboard.press('ArrowLeft')
    await page.keyboard.type('zz')
    await expect.poll(() => found.innerText()).toContain(`It would block ${count} of ${count} launches`)
    expect(await found.innerText()).toContain(`Your edit newly blocks ${count}.`)
    expect(await found.locator('tbody tr', { hasText: 'newly blocked' }).count()).toBe(count)
    await page.keyboard.type('(')
    await expect.poll(() => found.innerText()).toContain('has an error now')
    expect(await found.innerText()).toContain(`Your edit newly blocks ${count}.`)
    for (let step = 0; step < '(zz'.length; step++) await page.keyboard.press('Backspace')
    await expect.poll(() => found.innerText()).toContain('It would block 0 of')
    expect(await found.innerText()).not.toMatch(/Your edit|has an error now/)
    expect(await axe(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  test('prints both texts whole', async () => {
    const { page, close } = await open({ height: 500 })
    await page.emulateMedia({ media: 'print' })
    for (const [at, text] of [example.commitment, example.manifest].entries()) {
      const editor = page.locator('.editor').nth(at)
      const hidden = await editor.evaluate((host) => {
        const scroller = host.shadowRoot?.querySelector('.cm-scroller')
        return (scroller?.scrollHeight ?? Number.NaN) - host.clientHeight
      })
      expect(hidden).toBeLessThanOrEqual(0)
      // An editor draws what can be seen of it, unless it hears that it is printed.
      const lines = await editor.evaluate((host) => {
        window.dispatchEvent(new Event('beforeprint'))
        return host.shadowRoot?.querySelectorAll('.cm-line').length
      })
      expect(lines).toBe(text.split('\n').length)
    }
    await close()
  })

  test('is without fault for axe in both schemes, fits a small window, and lets the keyboard out again', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page, complaints, close } = await open({ scheme })
      expect(await axe(page)).toEqual([])
      if (scheme === 'light') {
        const stops = await keyboardWalk(page)
        const names = stops.map(({ name }) => name)
        expect(names.slice(-3)).toEqual(['Start over', 'Commitment and catalog', 'Launch'])
        expect(stops.filter((stop) => !stop.isVisible)).toEqual([])
        await page.setViewportSize({ width: 320, height: 640 })
        expect(await overflow(page)).toBe(0)
      }
      expect(complaints).toEqual([])
      await close()
    }
  })
})
