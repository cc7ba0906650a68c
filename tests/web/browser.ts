import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright-core'

const require = createRequire(import.meta.url)

/**
 * The policy that pages are served under: no inline script or style, nothing from elsewhere. The service may send a stricter
 * one; what works under this works there.
 */
export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** What a served address answers. */
export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string | Uint8Array
}

export interface Site {
  /** Without a slash at the end. */
  readonly address: string
  close(): Promise<void>
}

/** Serves answers on a free port of this machine, under the policy. */
export async function serve(answer: (url: URL) => Promise<Answer> | Answer): Promise<Site> {
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    Promise.resolve(answer(url)).then(
      ({ status, type, body }) => {
        response.writeHead(status, {
          'content-type': type,
          'content-security-policy': policy,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
        })
        response.end(body)
      },
      (error) => response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Starts Chromium from the npm package, without a network beyond this machine. Throws where it does not start: a test without a browser proves nothing. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await browserFile(),
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  })
}

/** The browser, unpacked once a machine: beside its place and then moved, so that who comes second finds a whole one. */
async function browserFile(): Promise<string> {
  const root = join(dirname(require.resolve('@sparticuz/chromium')), '../..')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `onlyif-browser-${version}-${process.getuid?.() ?? 0}`)
  const file = join(folder, 'chromium')
  if (existsSync(file)) return file
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const part = join(folder, `part-${process.pid}`)
  await pipeline(createReadStream(join(root, 'bin/chromium.br')), createBrotliDecompress(), createWriteStream(part, { mode: 0o700 }))
  await rename(part, file)
  return file
}

export type Scheme = 'light' | 'dark'

/** A page that says what went wrong in it: errors of scripts, refusals by the policy, answers that failed. */
export interface Visit {
  readonly page: Page
  /** Everything that was told to the console as an error, and every request that failed. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

export interface VisitOptions {
  readonly scheme?: Scheme
  readonly width?: number
  readonly height?: number
}

/** Opens an empty page. */
export async function visit(browser: Browser, { scheme = 'light', width = 1280, height = 900 }: VisitOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`))
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog said ${dialog.message()}`)
    dialog.dismiss().catch(() => undefined)
  })
  return { page, complaints, close: () => context.close() }
}

/** What axe-core finds wrong, one line for each kind of fault; empty where nothing is. WCAG 2.2 A and AA, and best practice. */
export async function axe(page: Page): Promise<string[]> {
  // Into a world of its own, which the policy of the page does not bind.
  await page.evaluate(axeSource)
  const violations = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map((node) => node.html.slice(0, 200) + ' ' + (node.any[0]?.message ?? '')), count: nodes.length })))`,
  )) as { id: string; help: string; nodes: string[]; count: number }[]
  return violations.map(({ id, help, nodes, count }) => `${id} (${count}): ${help}\n    ${nodes.join('\n    ')}`)
}

const axeSource = `${readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')};0`

/** One stop of a walk with the Tab key. */
export interface Stop {
  readonly tag: string
  readonly name: string
  /** Whether one can see that it has the focus. */
  readonly isVisible: boolean
}

/** Walks through a page with the Tab key, from its beginning until the focus leaves it, or comes round. */
export async function keyboardWalk(page: Page, most = 400): Promise<readonly Stop[]> {
  await page.evaluate(
    '(() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute("tabindex"); window.scrollTo(0, 0); window.walked = new Set() })()',
  )
  const stops: Stop[] = []
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab')
    const stop = (await page.evaluate(focused)) as Stop | 'stays' | null
    if (!stop) break
    // A field of a date has stops within.
    if (stop !== 'stays') stops.push(stop)
  }
  return stops
}

/** Looks at the element with the focus, also within a shadow tree; null where there is none or it was walked before; the same again says `stays`. */
const focused = `(() => {
  let element = document.activeElement
  if (!element || element === document.body) return null
  const hosts = [element]
  while (element.shadowRoot && element.shadowRoot.activeElement) hosts.push(element = element.shadowRoot.activeElement)
  if (window.walkedLast === element) return 'stays'
  if (window.walked.has(element)) return null
  window.walked.add(element)
  window.walkedLast = element
  const box = element.getBoundingClientRect()
  const hasMark = hosts.some((host) => {
    const style = getComputedStyle(host)
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
  })
  const isInside = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
  return { tag: element.tagName.toLowerCase(), name: (element.getAttribute('aria-label') || element.textContent || element.id || '').trim().slice(0, 60), isVisible: hasMark && isInside }
})()`

/** How many elements a keyboard must reach. */
export async function focusables(page: Page): Promise<number> {
  return (await page.evaluate(
    `[...document.querySelectorAll('a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select, textarea, summary, [tabindex="0"]')].filter((element) => element.checkVisibility({ visibilityProperty: true })).length`,
  )) as number
}

/** By how many pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return (await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')) as number
}
