import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { pauseAfter, TryLater } from '../../../src/server/jobs/retry.ts'
import type { QueueSettings } from '../../../src/server/jobs/worker.ts'
import { type Job, type Store, StoreFailure } from '../../../src/store/index.ts'
import { onBoth } from '../../store/databases.ts'
import { until } from '../waiting.ts'
import { retry, settings, twoStores } from './workplace.ts'

const hour = 3_600_000

onBoth('a worker', (place) => {
  test('leaves others their turn while work is always due, and takes only what is due again for that', async () => {
    const { store, start } = await twoStores(place)
    let ran = 0
    const always: QueueSettings['run'] = async () => {
      ran++
      return { runAt: 0 }
    }
    await store.jobs.add({ queue: 'q', key: 'k', payload: '' })
    await store.jobs.add({ queue: 'n', key: 'k', payload: '' })
    const number = (async () => 7) as unknown as QueueSettings['run']
    const worker = start({ q: settings(always), n: settings(number) })
    await until(() => ran > 20)
    await until(async () => (await store.jobs.count('n')) === 0)
    await worker.stop()
    expect(await store.jobs.count('q')).toBe(1)
  })

  test('begins at once what it is woken for', async () => {
    const { store, start } = await twoStores(place)
    const ran: string[] = []
    const worker = start({ q: settings(async (job) => void ran.push(job.key)) }, store, { pollMs: hour })
    await setTimeout(20)
    await store.jobs.add({ queue: 'q', key: 'k', payload: '' })
    worker.wake('q')
    await until(() => ran.length === 1)
    await worker.stop()
    expect(await store.jobs.count('q')).toBe(0)
  })

  test('tries again after pauses that double, then gives up aloud', async () => {
    const { clock, store, start, lines } = await twoStores(place)
    const tries: number[] = []
    const told: string[] = []
    const run = async (): Promise<void> => {
      tries.push(clock.now())
      throw new Error('no\nanswer')
    }
    const givenUp = async (job: Job, why: string): Promise<void> => void told.push(`${job.key}: ${why}`)
    await store.jobs.add({ queue: 'q', key: 'k', payload: '' })
    const worker = start({ q: settings(run, { retry: { ...retry, tries: 5, givenUp } }) })
    for (const [n, pause] of [1000, 2000, 4000, 8000].entries()) {
      await until(() => lines.length === n + 1)
      clock.pass(pause - 1)
      await setTimeout(20)
      expect(tries).toHaveLength(n + 1)
      clock.pass(1)
    }
    await until(() => told.length > 0)
    await worker.stop()
    expect(tries.slice(1).map((at, i) => Math.floor((at - (tries[i] ?? 0)) / 1000))).toEqual([1, 2, 4, 8])
    expect(told).toEqual(['k: no answer'])
    expect(lines.map((line) => line.message)).toEqual([...Array(4).fill('a job failed and is tried again'), 'a job is given up'])
    expect(await store.jobs.count('q')).toBe(0)
  })

  test('without a bound keeps what fails, and waits as long as it is told', async () => {
    const { clock, store, start, lines } = await twoStores(place)
    let tries = 0
    const notBefore = clock.now() + hour
    const run = async (): Promise<void> => {
      if (++tries === 1) throw new TryLater('asked too often', notBefore)
      throw new Error('still not')
    }
    await store.jobs.add({ queue: 'q', key: 'k', payload: '' })
    const worker = start({ q: settings(run) })
    await until(() => lines.length === 1)
    clock.pass(hour - 1)
    await setTimeout(30)
    expect(tries).toBe(1)
    clock.pass(1)
    for (let n = 2; n < 30; n++) {
      await until(() => lines.length === n)
      clock.pass(8000)
    }
    await worker.stop()
    expect(await store.jobs.count('q')).toBe(1)
  })

  test('keeps a job for as long as it runs, and tells it when it is lost', async () => {
    const { clock, stores, start, lines } = await twoStores(place)
    let extendedAt = 0
    let asking = 0
    let stalled: Promise<void> | undefined
    const { extend } = stores[0].jobs
    const counting: Store['jobs']['extend'] = async (job, ms) => {
      if (stalled) await stalled
      const at = clock.now()
      asking++
      const isOurs = await extend(job, ms)
      asking--
      extendedAt = at
      return isOurs
    }
    const slow: Store = { ...stores[0], jobs: { ...stores[0].jobs, extend: counting } }
    const ran: string[] = []
    const run: QueueSettings['run'] = (job, signal) => {
      ran.push(`try ${job.attempts}`)
      return new Promise<void>((done) => {
        if (job.attempts > 1) done()
        signal.addEventListener('abort', () => {
          ran.push('lost')
          done()
        })
      })
    }
    await stores[0].jobs.add({ queue: 'q', key: 'k', payload: '' })
    const first = start({ q: settings(run, { leaseMs: 90 }) }, slow)
    await until(() => ran.length === 1)
    const second = start({ q: settings(run, { leaseMs: 90 }) }, stores[1])
    for (let n = 1; n < 8; n++) {
      // One that was asked for before the clock moved keeps the job for less.
      await until(() => extendedAt === clock.now())
      clock.pass(60)
    }
    expect(ran).toEqual(['try 1'])
    // A replica that hangs for longer than its lease loses the job, and may not end it.
    let unstall = (): void => undefined
    stalled = new Promise((done) => {
      unstall = done
    })
    // One that is under way may be told before the other replica begins.
    await until(() => asking === 0)
    clock.pass(1000)
    await until(() => ran.length === 2)
    unstall()
    await until(() => ran.length === 3)
    await first.stop()
    await second.stop()
    expect(ran).toEqual(['try 1', 'try 2', 'lost'])
    expect(lines.map((line) => line.message)).toEqual(['a job took longer than it was ours; it is done again'])
  })

  test('waits for what runs when it stops, within bounds, and gives back the rest', async () => {
    const { store, start } = await twoStores(place)
    const seen: string[] = []
    for (const key of ['quick', 'listens']) await store.jobs.add({ queue: 'q', key, payload: '' })
    let finish = (): void => undefined
    const run: QueueSettings['run'] = async (job, signal) => {
      seen.push(`${job.key} begins`)
      await new Promise<void>((done, fail) => {
        if (job.key === 'quick') finish = done
        else signal.addEventListener('abort', () => fail(signal.reason))
      })
      seen.push(`${job.key} ends`)
    }
    const worker = start({ q: settings(run, { concurrency: 2 }) })
    await until(() => seen.length === 2)
    await store.jobs.add({ queue: 'q', key: 'late', payload: '' })
    const stopped = worker.stop(200)
    finish()
    await stopped
    expect(seen).toHaveLength(3)
    expect(seen[2]).toBe('quick ends')
    // What was told to end is free at once, and does not count as tried; what came late was not begun.
    const left = await store.jobs.lease('q', { ms: 1000, limit: 9 })
    expect(left.map((job) => [job.key, job.attempts]).sort()).toEqual([
      ['late', 1],
      ['listens', 1],
    ])
  })

  test('goes on when the database is back', async () => {
    const { store, start, lines } = await twoStores(place)
    let isGone = false
    const gone =
      <T extends unknown[], R>(ask: (...args: T) => Promise<R>) =>
      async (...args: T): Promise<R> => {
        if (isGone) throw new StoreFailure('unavailable', 'the database does not answer')
        return ask(...args)
      }
    const { lease, done, extend } = store.jobs
    const flaky: Store = { ...store, jobs: { ...store.jobs, lease: gone(lease), done: gone(done), extend: gone(extend) } }
    const ran: string[] = []
    const run = async (job: Job): Promise<void> => {
      ran.push(job.key)
      if (job.key === 'first') isGone = true
    }
    await store.jobs.add({ queue: 'q', key: 'first', payload: '' })
    const worker = start({ q: settings(run, { concurrency: 2 }) }, flaky)
    await until(() => lines.length > 0)
    await store.jobs.add({ queue: 'q', key: 'second', payload: '' })
    isGone = false
    await until(async () => (await store.jobs.count('q')) === 0)
    await worker.stop()
    // What had been done before the database went was not done twice.
    expect(ran).toEqual(['first', 'second'])
    expect(lines.map((line) => line.message)).toEqual(['the queue cannot be read; it is tried again', 'the queue is worked on again'])
  })
})

test('pauses double up to the longest, half of each left to chance', () => {
  const pauses = [1, 2, 3, 4, 5, 1000].map((tries) => pauseAfter(tries, retry, 1))
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 8000, 8000])
  expect(pauseAfter(3, retry, 0)).toBe(2000)
})
