import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { QueueSettings } from '../../../src/server/jobs/worker.ts'
import { onBoth } from '../../store/databases.ts'
import { until } from '../waiting.ts'
import { retry, settings, twoStores } from './workplace.ts'

const hour = 3_600_000

onBoth('a worker', (place) => {
  test('does periodic work once, whatever the number of replicas, and never loses what it keeps', async () => {
    const { clock, stores, store, start } = await twoStores(place)
    const ran: string[] = []
    const run: QueueSettings['run'] = async (job) => {
      ran.push(`${new Date(clock.now()).toISOString().slice(11, 19)} ${job.payload}`)
      return { payload: String(Number(job.payload) + 1) }
    }
    const queues = { q: settings(run, { every: 10 * 60_000 }) }
    const workers = stores.map((own) => start(queues, own))
    await until(async () => (await store.jobs.count('q')) === 1)
    // The other replica may still be asking for the same job as of the time before.
    await setTimeout(250)
    for (let n = 0; n < 3; n++) {
      clock.pass(10 * 60_000)
      await until(() => ran.length === n + 1)
      await setTimeout(30)
    }
    // A restart neither runs it early nor forgets what it kept.
    await Promise.all(workers.map((worker) => worker.stop()))
    clock.pass(9 * 60_000)
    const again = start(queues)
    await setTimeout(30)
    expect(ran).toHaveLength(3)
    clock.pass(60_000)
    await until(() => ran.length === 4)
    await again.stop()
    expect(ran).toEqual(['09:10:00 ', '09:20:00 1', '09:30:00 2', '09:40:00 3'])
    expect(await store.jobs.count('q')).toBe(1)
  })

  test('does periodic work soon after each start, where that is asked', async () => {
    const { clock, store, start } = await twoStores(place)
    const ran: string[] = []
    const run = async (): Promise<void> => void ran.push(new Date(clock.now()).toISOString().slice(11, 19))
    // It is asked for this when its time was chosen.
    let chosen = 0
    const firstPayload = async (): Promise<string> => String(++chosen)
    const queues = { q: settings(run, { every: hour, afterStart: 5000, firstPayload }) }
    const first = start(queues)
    await until(async () => (await store.jobs.count('q')) === 1)
    clock.pass(4999)
    await setTimeout(30)
    expect(ran).toEqual([])
    clock.pass(1)
    await until(() => ran.length === 1)
    await first.stop()
    clock.pass(30 * 60_000)
    const second = start(queues)
    await until(() => chosen === 2)
    clock.pass(5000)
    await until(() => ran.length === 2)
    expect(ran).toEqual(['09:00:05', '09:30:10'])
    await until(() => {
      clock.pass(60_000)
      return ran.length === 3
    })
    await second.stop()
  })

  test('does periodic work again although it failed as often as allowed', async () => {
    const { clock, store, start, lines } = await twoStores(place)
    const run = async (): Promise<void> => {
      throw new Error('no')
    }
    const worker = start({ q: settings(run, { every: hour, retry: { ...retry, tries: 1 } }) })
    await until(async () => (await store.jobs.count('q')) === 1)
    for (const n of [1, 2]) {
      clock.pass(hour)
      await until(() => lines.length === n)
    }
    await worker.stop()
    expect(await store.jobs.count('q')).toBe(1)
  })
})
