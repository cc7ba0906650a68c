import { createHash } from 'node:crypto'
import type { Job, Store } from '../../store/index.ts'
import { TryLater } from '../jobs/retry.ts'
import type { QueueSettings } from '../jobs/settings.ts'
import type { Log } from '../log-line.ts'
import type { Event } from './events.ts'
import { messageOf } from './message.ts'
import { type Answer, type Post, post } from './post.ts'
import { signed } from './sign.ts'
import { slackMessage } from './slack.ts'
import { disable, isDisabled } from './standing.ts'
import { type NotifySettings, type NotifyTarget, wants } from './targets.ts'
import { teamsMessage } from './teams.ts'

export interface OutboxOptions {
  readonly store: Store
  readonly settings: NotifySettings
  readonly now: () => number
  readonly log: Log
  /** Told what became of each try, for figures. */
  readonly onTried?: (result: 'sent' | 'failed' | 'given-up' | 'disabled', target: NotifyTarget) => void
}

/** A message on its way to a target. */
interface Parcel {
  readonly id: string
  readonly target: string
  readonly event: Event
}

export const outboxQueue = 'notify'

const timeoutMs = 10_000
const longestWait = 3_600_000

/**
 * Puts an event into the outbox for every target that wants it. `of` names what happened: the same event put there twice has the
 * same message ids, so that who receives it again can tell.
 */
export async function addToOutbox({ store, settings }: OutboxOptions, event: Event, of: string, targets = settings.targets): Promise<void> {
  for (const target of targets) {
    if (!wants(target, event)) continue
    const id = `msg_${createHash('sha256')
      .update(JSON.stringify([event.type, of, target.id]))
      .digest('hex')
      .slice(0, 32)}`
    const parcel: Parcel = { id, target: target.id, event }
    await store.jobs.add({ queue: outboxQueue, key: id, payload: JSON.stringify(parcel) })
  }
}

/** The queue that sends what is in the outbox: at least once, for about three days, one target not waiting for another. */
export function outbox(options: OutboxOptions): QueueSettings {
  const { store, settings, log, onTried } = options
  const targetOf = (parcel: Parcel): NotifyTarget | undefined => settings.targets.find((item) => item.id === parcel.target)
  return {
    leaseMs: 30_000,
    concurrency: 8,
    retry: {
      ...{ firstMs: 5000, mostMs: 4 * 3_600_000, tries: 40 },
      async givenUp(job, why) {
        const parcel = parcelOf(job)
        await store.audit.add({
          actor: 'service:notify',
          action: 'notify.give-up',
          target: `message/${parcel.id}`,
          detail: { to: parcel.target, event: parcel.event.type, why },
        })
        const target = targetOf(parcel)
        if (target) onTried?.('given-up', target)
      },
    },
    async run(job, signal) {
      const parcel = parcelOf(job)
      const target = targetOf(parcel)
      const about = { message: parcel.id, target: parcel.target, event: parcel.event.type }
      if (!target) return log('info', 'a message is dropped: its target is no longer in the settings', about)
      if (await isDisabled(store, target)) return log('info', 'a message is dropped: its target is disabled', about)
      try {
        const answer = await post(letterOf(parcel, target, options, signal))
        if (answer.status === 410) {
          await disable(store, target)
          log('warn', 'a target wants no more messages and is disabled', about)
          return onTried?.('disabled', target)
        }
        check(answer, options.now())
      } catch (error) {
        onTried?.('failed', target)
        throw error
      }
      log('info', 'a message was sent', about)
      onTried?.('sent', target)
    },
  }
}

function parcelOf({ payload }: Job): Parcel {
  return JSON.parse(payload) as Parcel
}

function letterOf({ id, event }: Parcel, target: NotifyTarget, { settings, now }: OutboxOptions, signal: AbortSignal): Post {
  const body = JSON.stringify(bodyOf(event, target, settings.dashboard))
  const own = target.kind === 'webhook' ? signed({ id, at: now(), body }, target.secrets ?? []) : {}
  const headers = { 'content-type': 'application/json', ...own }
  return { url: target.url, headers, body, allowPrivate: settings.allowPrivate ?? false, signal, timeoutMs }
}

function bodyOf(event: Event, { kind }: NotifyTarget, dashboard: string | undefined): object {
  if (kind === 'webhook') return event
  const message = messageOf(event, dashboard)
  return kind === 'slack' ? slackMessage(message) : teamsMessage(message)
}

/** Throws where a message was not taken; as late as the receiver asks, within bounds. */
function check({ status, retryAfter }: Answer, now: number): void {
  if (status >= 200 && status < 300) return
  const words = status >= 300 && status < 400 ? `it was answered ${status}, and redirects are not followed` : `it was answered ${status}`
  if (retryAfter === undefined) throw new Error(words)
  const seconds = Number(retryAfter)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - now
  throw new TryLater(words, now + Math.min(longestWait, Math.max(0, Number.isFinite(wait) ? wait : 0)))
}
