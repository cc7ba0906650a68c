import type { Job } from '../../store/index.ts'
import { errorLine } from '../log-line.ts'
import { nextTime, periodicKey } from './periodic.ts'
import { pauseAfter, TryLater } from './retry.ts'
import type { Again, QueueSettings, Shop } from './settings.ts'

/** Runs a job that was leased, keeping the lease up meanwhile, and says in the store what came of it. Never throws. */
export async function runJob(job: Job, settings: QueueSettings, shop: Shop, ending: AbortSignal): Promise<void> {
  const held = holdLease(job, settings, shop, ending)
  try {
    await settled(job, await attempt(job, settings, shop, held.signal, ending), { shop, ending, isLost: held.isLost })
  } finally {
    held.letGo()
  }
}

/** How a run ends in the store. False: the job is no longer ours. */
type End = () => Promise<boolean>

async function attempt(job: Job, settings: QueueSettings, shop: Shop, signal: AbortSignal, ending: AbortSignal): Promise<End> {
  const { retry, run } = settings
  if (retry.tries !== undefined && job.attempts > retry.tries)
    return givingUp(job, settings, shop, 'it was begun as often as allowed and never came to an end')
  try {
    const result: unknown = await run(job, signal)
    // What is declared to give nothing may give anything.
    return ended(job, settings, shop, typeof result === 'object' && result !== null ? result : undefined)
  } catch (error) {
    if (ending.aborted) return () => shop.store.jobs.release(job)
    return failed(job, settings, shop, error)
  }
}

/** Ends a job that was done; periodic work waits for its next time. */
function ended(job: Job, { every }: QueueSettings, { store, now }: Shop, again: Again | undefined): End {
  const isPeriodic = every !== undefined && job.key === periodicKey
  if (!again && !isPeriodic) return () => store.jobs.done(job)
  const runAt = again?.runAt ?? (isPeriodic ? nextTime(every, now()) : now())
  return () => store.jobs.again(job, { runAt, ...(again?.payload !== undefined && { payload: again.payload }) })
}

function failed(job: Job, settings: QueueSettings, shop: Shop, thrown: unknown): End {
  const { retry } = settings
  const { store, now, log } = shop
  const error = errorLine(thrown)
  if (retry.tries !== undefined && job.attempts >= retry.tries) return givingUp(job, settings, shop, error)
  const at = Math.max(now() + pauseAfter(job.attempts, retry, shop.chance()), thrown instanceof TryLater ? thrown.notBefore : 0)
  log('warn', 'a job failed and is tried again', {
    queue: job.queue,
    job: job.key,
    tries: job.attempts,
    error,
    at: new Date(at).toISOString(),
  })
  return () => store.jobs.failed(job, { error, at })
}

/** Drops a job that was tried as often as allowed, once that is told; periodic work only waits for its next time. */
function givingUp(job: Job, settings: QueueSettings, shop: Shop, why: string): End {
  shop.log('error', 'a job is given up', { queue: job.queue, job: job.key, tries: job.attempts, error: why })
  const end = ended(job, settings, shop, undefined)
  return async () => {
    await settings.retry.givenUp?.(job, why)
    return end()
  }
}

interface Settling {
  readonly shop: Shop
  readonly ending: AbortSignal
  readonly isLost: () => boolean
}

/** Says in the store how a run ended. Where the database is gone, this is tried for as long as the job is ours, so that it need not run twice. */
async function settled(job: Job, end: End, { shop, ending, isLost }: Settling): Promise<void> {
  const { log, pollMs } = shop
  const about = { queue: job.queue, job: job.key }
  for (;;) {
    try {
      if (!(await end())) log('warn', 'a job took longer than it was ours; it is done again', about)
      return
    } catch (error) {
      if (isLost() || ending.aborted)
        return log('error', 'the end of a job could not be kept; it is done again', { ...about, error: errorLine(error) })
      await new Promise((done) => setTimeout(done, pollMs))
    }
  }
}

interface Hold {
  /** Given when the job is no longer ours, or the service waits no longer. */
  readonly signal: AbortSignal
  readonly isLost: () => boolean
  letGo(): void
}

/** Keeps a lease up. It is lost when the store says so, or when nobody could be asked for as long as it lasts. */
function holdLease(job: Job, { leaseMs }: QueueSettings, { store, now }: Shop, ending: AbortSignal): Hold {
  const lost = new AbortController()
  let until = now() + leaseMs
  let isAsking = false
  const extend = async (): Promise<void> => {
    // Of two that are under way the older may arrive last, and cut the lease short.
    if (isAsking) return
    isAsking = true
    const asked = now()
    const isOurs = await store.jobs.extend(job, leaseMs).catch(() => undefined)
    isAsking = false
    if (isOurs) until = asked + leaseMs
    else if (isOurs === false || now() >= until) lost.abort(new Error('the job is no longer ours'))
  }
  const timer = setInterval(() => void extend(), Math.max(1, Math.floor(leaseMs / 3)))
  return {
    signal: AbortSignal.any([lost.signal, ending]),
    isLost: () => lost.signal.aborted,
    letGo: () => clearInterval(timer),
  }
}
