import { mkdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { prepare } from '../../src/engine/door.ts'
import { formatDay } from '../../src/model/date.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import { defaultLimits } from '../../src/server/http/limit-settings.ts'
import { runService } from '../../src/server/running.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { memorySource } from '../../src/world/memory.ts'
import { startBrowser, visit } from '../../tests/web/browser.ts'
import { median } from '../rounds.ts'
import { launchSeed, launchSpecs, type Size, workloadOf } from '../workload.ts'
import { today } from '../workload-facts.ts'
import { commitmentText, launchText } from '../workload-yaml.ts'

/** How long a page took in a browser until something was to be seen, in milliseconds. */
export interface Painted {
  readonly page: string
  readonly median: number
  /** The part of it until the HTML was there, a median as well. */
  readonly answered: number
  readonly least: number
  readonly most: number
  /** Kilobytes of its HTML as they were sent. */
  readonly kilobytes: number
}

export interface PaintOptions extends Size {
  /** A folder that is not there yet. */
  readonly folder: string
  readonly loads: number
}

/** A page with next to nothing on it: what the browser and this machine take by themselves. */
export const bareName = 'sign-in, nearly empty'

const stages = ['discover', 'decide', 'get started', 'get value', 'get help', 'pay', 'change', 'leave'] as const
const now = Date.parse(`${today.text}T09:00:00Z`)

/**
 * Starts a service on SQLite with as many launches recorded, each judged by as many requirements, and opens its pages in a browser on
 * this machine: every load in a window of its own, with nothing kept from the load before.
 */
export async function measurePaint({ folder, loads, ...size }: PaintOptions): Promise<readonly Painted[]> {
  mkdirSync(folder, { recursive: true })
  const store = await openStore(folder, { now: () => now })
  const commitment = await fill(store, size)
  const source = memorySource(new Map([['rules/promise.yaml', commitment]]))
  const running = await runService({
    host: '127.0.0.1',
    port: 0,
    store,
    origin: { shown: 'the benchmark', open: async () => ({ ok: true, source }) },
    refreshMs: 3_600_000,
    auth: {},
    limits: defaultLimits,
    log: () => undefined,
    now: () => now,
    graceMs: 1000,
    openToLoopback: true,
  })
  const browser = await startBrowser()
  try {
    await quiet()
    const pages = { 'front page': '/', register: '/register', 'one launch': '/launches/launch-7', [bareName]: '/sign-in' }
    const painted: Painted[] = []
    for (const [page, path] of Object.entries(pages)) {
      const times: number[] = []
      const answers: number[] = []
      let bytes = 0
      for (let load = -2; load < loads; load++) {
        const window = await visit(browser)
        await window.page.goto(`${running.url}${path}`, { waitUntil: 'load' })
        const [time, answered, sent] = (await window.page.evaluate(firstPaint)) as [number, number, number]
        if (load >= 0) times.push(time)
        if (load >= 0) answers.push(answered)
        bytes = sent
        await window.close()
      }
      painted.push({
        page,
        median: median(times),
        answered: median(answers),
        least: Math.min(...times),
        most: Math.max(...times),
        kilobytes: bytes / 1000,
      })
    }
    return painted
  } finally {
    await browser.close()
    await running.stop()
    await store.close()
  }
}

const firstPaint = `new Promise((resolve, reject) => {
  const look = (tries) => {
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    const [navigation] = performance.getEntriesByType('navigation')
    if (paint) return resolve([paint.startTime, navigation.responseEnd, navigation.transferSize])
    if (tries === 0) return reject(new Error('nothing was painted'))
    setTimeout(() => look(tries - 1), 20)
  }
  look(500)
})`

/** Waits until the service has done what it does when it starts, such as looking at every launch again: that is not what a page costs. */
async function quiet(): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const before = process.cpuUsage()
    await wait(1000)
    const { user, system } = process.cpuUsage(before)
    if (user + system < 30_000) return
  }
}

/** Records the launches, and answers the commitment that they are judged by. */
async function fill(store: Store, { requirements: count, launches }: Size): Promise<string> {
  const { requirements, facts } = workloadOf({ requirements: count, launches: 0 })
  let at = 0
  const commitment = commitmentText(requirements)
    .replace('goToMarketOnlyIf:', `journey: [${stages.join(', ')}]\ngoToMarketOnlyIf:`)
    .replaceAll(
      '    owner: head-of-product',
      () => `    owner: head-of-${at % 17}\n    stage: ${stages[at % stages.length]}\n    due: T-${3 + (at++ % 28)}d`,
    )
  const { commitments, digests, diagnostics } = parseDocuments([{ file: 'rules/promise.yaml', text: commitment }])
  if (diagnostics.length > 0) throw new Error(`the commitment is wrong: ${diagnostics[0]?.message}`)
  const prepared = prepare({ commitments, digests, now: new Date(now).toISOString() })
  let number = 0
  for (const spec of launchSpecs(facts, launches, launchSeed)) {
    const id = `launch-${number}`
    const date = formatDay(today.day - 10 + (number % 200))
    const text = launchText({ ...spec, id })
      .replace('title: One-page checkout', `title: Launch of thing number ${number}`)
      .replace('facts:', `product: product-${number % 9}\ntier: ${1 + (number % 3)}\ndate: ${date}\nfacts:`)
    const [launch] = parseDocuments([{ file: `launches/${id}.yaml`, text }]).launches
    const decision = launch && prepared.judge(launch).decision
    if (!decision) throw new Error(`the launch ${id} cannot be judged`)
    await store.append({ decision, circumstances: { gate: 'http', nowFrom: 'clock', dryRun: false }, inputs: [], texts: new Map() })
    number++
  }
  return commitment
}
