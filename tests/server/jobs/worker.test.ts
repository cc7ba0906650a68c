import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { pauseAfter, TryLater } from '../../../src/server/jobs/retry.ts'
import { type QueueSettings, startWorker, type Worker, type WorkerOptions } from '../../../src/server/jobs/worker.ts'
import { type Job, type Store, StoreFailure } from '../../../src/store/index.ts'
import { onBoth } from '../../store/databases.ts'
import { keptLog, standingClock, until } from '../waiting.ts'
import { startReplica } from './replicas.ts'

const retry = { firstMs: 1000, mostMs: 8000 }
const hour = 3_600_000
const settings = (run: QueueSettings['run'], more: Partial<QueueSettings> = {}): QueueSettings => ({
  run,
  leaseMs: 60_000,
  concurrency: 3,
  retry,
  ...more,
})

onBoth('a worker', (place) => {
  const opened = async () => {
    const clock = standingClock('2026-10-07T09:00:00Z')
    const address = place.address()
    const { log, lines } = keptLog()
    const stores = [await place.open(address, clock), await place.open(address, clock)] as const
    const start = (queues: WorkerOptions['queues'], store: Store = stores[0], more: Partial<WorkerOptions> = {}): Worker =>
      startWorker({ store, queues, now: clock.now, log, pollMs: 5, chance: () => 1, ...more })
    return { clock, lines, stores, store: stores[0], start }
  }

  test('shares a queue with another: each job runs once', async () => {
    const { stores, store, start } = await opened()
    for (let n = 0; n < 60; n++) await store.jobs.add({ queue: 'q', key: `k${n}`, payload: String(n) })
    const ran: string[] = []
    let most = 0
    let running = 0
    const run = async (job: Job): Promise<void> => {
      most = Math.max(most, ++running)
      await setTimeout(1)
      running--
      ran.push(job.payload)
    }
    const workers = stores.map((own) => start({ q: settings(run) }, own))
    await until(async () => (await store.jobs.count('q')) === 0)
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(ran).toHaveLength(60)
    expect(new Set(ran).size).toBe(60)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(6)
  })

  test('leaves others their turn while work is always due, and takes only what is due again for that', async () => {
    const { store, start } = await opened()
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
    const { store, start } = await opened()
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
    const { clock, store, start, lines } = await opened()
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
    const { clock, store, start, lines } = await opened()
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
    const { clock, stores, start, lines } = await opened()
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
    const { store, start } = await opened()
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

  test('does periodic work once, whatever the number of replicas, and never loses what it keeps', async () => {
    const { clock, stores, store, start } = await opened()
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
    const { clock, store, start } = await opened()
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
    const { clock, store, start, lines } = await opened()
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

  test('goes on when the database is back', async () => {
    const { store, start, lines } = await opened()
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

  test('takes over what a replica was at that was killed', async () => {
    const address = place.address()
    const store = await place.open(address)
    for (let n = 0; n < 150; n++) await store.jobs.add({ queue: 'q', key: `k${n}`, payload: '' })
    const [victim, survivor] = [startReplica(address), startReplica(address)]
    await until(() => victim.ended.length > 10 && survivor.ended.length > 10)
    await victim.kill()
    await until(async () => (await store.jobs.count('q')) === 0)
    await survivor.stop()
    const both = [...victim.ended, ...survivor.ended]
    expect(new Set(both).size).toBe(150)
    // Only what the dead one was at when it died may have been done twice.
    expect(both.length - 150).toBeLessThanOrEqual(4)
    console.log(`${place.kind}: killed after ${victim.ended.length} jobs, ${survivor.ended.length} done by the other`)
  })

  if (place.kind === 'postgres')
    test('survives a server that crashes', async () => {
      const { store, start, lines } = await opened()
      const ran: string[] = []
      const worker = start({ q: settings(async (job) => void ran.push(job.key)) })
      await store.jobs.add({ queue: 'q', key: 'before', payload: '' })
      await until(() => ran.length === 1)
      await place.cluster().crash()
      await until(() => lines.length > 0)
      await place.cluster().start()
      await store.jobs.add({ queue: 'q', key: 'after', payload: '' })
      await until(() => ran.includes('after'))
      await worker.stop()
    })
})

test('pauses double up to the longest, half of each left to chance', () => {
  const pauses = [1, 2, 3, 4, 5, 1000].map((tries) => pauseAfter(tries, retry, 1))
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 8000, 8000])
  expect(pauseAfter(3, retry, 0)).toBe(2000)
})
