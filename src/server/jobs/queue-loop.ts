import type { Job, Store } from '../../store/index.ts'
import { errorLine } from '../log-line.ts'
import { newBell } from './bell.ts'
import { nextTime, periodicKey } from './periodic.ts'
import { runJob } from './run-job.ts'
import type { QueueSettings, Shop } from './settings.ts'

export interface QueueLoop {
  wake(): void
  stop(withinMs: number): Promise<void>
}

/** For how long is waited for jobs that were told to end. */
const lastCallMs = 1000
const longestOutagePause = 30_000

/** Takes jobs of one queue as fast as they can be run, and waits where there are none or where the database is gone. */
export function startQueue(name: string, settings: QueueSettings, shop: Shop): QueueLoop {
  const { store, now, log, pollMs } = shop
  const bell = newBell()
  const runs = new Set<Promise<void>>()
  const ending = new AbortController()
  let isStopping = false
  let isSeeded = settings.every === undefined
  let outages = 0

  const take = async (limit: number): Promise<readonly Job[]> => {
    if (!isSeeded) await seed(store, name, settings, now())
    isSeeded = true
    return store.jobs.lease(name, { ms: settings.leaseMs, limit })
  }
  const begin = (job: Job): void => {
    const run = runJob(job, settings, shop, ending.signal).finally(() => {
      runs.delete(run)
      bell.ring()
    })
    runs.add(run)
  }
  const loop = async (): Promise<void> => {
    while (!isStopping) {
      // A file gives way to nobody: work that is always due would leave no turn to whoever else has something to do.
      await new Promise(setImmediate)
      const free = settings.concurrency - runs.size
      if (free === 0) {
        // It is rung when a run ends.
        await bell.wait(pollMs)
        continue
      }
      try {
        const jobs = await take(free)
        if (outages > 0) log('info', 'the queue is worked on again', { queue: name, outages })
        outages = 0
        if (isStopping) await Promise.all(jobs.map((job) => store.jobs.release(job)))
        else jobs.forEach(begin)
        if (jobs.length === free) continue
      } catch (error) {
        if (outages++ === 0) log('error', 'the queue cannot be read; it is tried again', { queue: name, error: errorLine(error) })
      }
      if (!isStopping) await bell.wait(outages === 0 ? pollMs : Math.min(longestOutagePause, pollMs * 2 ** Math.min(outages, 20)))
    }
  }
  const looping = loop()
  return {
    wake: bell.ring,
    async stop(withinMs) {
      isStopping = true
      bell.ring()
      const ended = looping.then(() => Promise.all(runs))
      if (await within(ended, withinMs)) return
      log('warn', 'jobs still run and are told to end', { queue: name, jobs: runs.size })
      ending.abort(new Error('the service stops'))
      await within(ended, lastCallMs)
    },
  }
}

async function seed(store: Store, queue: string, { every, afterStart, firstPayload }: QueueSettings, time: number): Promise<void> {
  if (every === undefined) return
  const payload = (await firstPayload?.()) ?? ''
  const runAt = Math.min(nextTime(every, time), time + (afterStart ?? Number.POSITIVE_INFINITY))
  // One that waits already is done earlier, never later.
  await store.jobs.add({ queue, key: periodicKey, payload, runAt, keepsPayload: true })
}

/** Whether work ends within a time. */
async function within(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(done, ms, false)
  })
  const isEnded = await Promise.race([work.then(() => true), late])
  clearTimeout(timer)
  return isEnded
}
