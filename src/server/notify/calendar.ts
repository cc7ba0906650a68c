import { dayOfInstant } from '../../model/date.ts'
import type { Decision } from '../../model/generated/types.ts'
import { isClosed } from '../../model/launch-end.ts'
import type { Store } from '../../store/index.ts'
import type { Again, QueueSettings } from '../jobs/settings.ts'
import { digestsOf } from './digest.ts'
import { waiverNotices } from './launch-events.ts'
import { addToOutbox, type OutboxOptions } from './outbox.ts'
import { wantsLaunch } from './targets.ts'

const day = 86_400_000
const launchesAtOnce = 200

/**
 * Periodic work: once a day, at the hour of the settings in UTC, it looks for waivers that end soon, and on one day of the week it
 * makes digests. What it keeps is the moment up to which it has looked, so that after a pause nothing is missed or told twice.
 */
export function calendar(options: OutboxOptions): QueueSettings {
  const { store, settings, now } = options
  const { hour = 7, digestOn = 1 } = settings
  return {
    leaseMs: 60_000,
    concurrency: 1,
    retry: { firstMs: 5000, mostMs: 600_000 },
    every: (after) => nextAt(hour, after),
    firstPayload: async () => String(now()),
    async run({ payload }, signal): Promise<Again> {
      const [last, time] = [Number(payload), now()]
      const decisions = settings.targets.length === 0 ? [] : await openDecisions(store, time, signal)
      for (const decision of decisions) {
        for (const { event, days } of waiverNotices(decision, { last, now: time, hour })) {
          const { launch, waiver } = event.data
          await addToOutbox(options, event, JSON.stringify([launch.id, waiver.id, waiver.expires, days]))
        }
      }
      const due = lastDigest(time, hour, digestOn)
      if (due > last) await addDigests(options, decisions, due)
      return { payload: String(Math.max(last, time)) }
    },
  }
}

/** Each target gets the digests of the launches that it wants to hear of. */
async function addDigests(options: OutboxOptions, decisions: readonly Decision[], due: number): Promise<void> {
  for (const target of options.settings.targets) {
    const wanted = decisions.filter((decision) => wantsLaunch(target, decision.launch))
    for (const event of digestsOf(wanted, due))
      await addToOutbox(options, event, JSON.stringify([event.data.owner, event.data.day]), [target])
  }
}

/** The last decision about each launch that is open at a moment. */
async function openDecisions(store: Store, now: number, signal: AbortSignal): Promise<Decision[]> {
  const decisions: Decision[] = []
  let after: string | undefined
  do {
    const page = await store.latestPerLaunch({ limit: launchesAtOnce, ...(after !== undefined && { after }) })
    for (const { sequence } of page.entries) {
      signal.throwIfAborted()
      const decision = (await store.at(sequence))?.decision
      if (decision && !isClosed(decision.launch, dayOfInstant(now))) decisions.push(decision)
    }
    after = page.next
  } while (after !== undefined)
  return decisions
}

/** The next moment at an hour of the day after a moment. */
function nextAt(hour: number, after: number): number {
  const offset = hour * 3_600_000
  return (Math.floor((after - offset) / day) + 1) * day + offset
}

/** The last moment at an hour of a day of the week, up to a moment. 1970 began on a Thursday. */
function lastDigest(time: number, hour: number, weekday: number): number {
  const at = nextAt(hour, time) - day
  const of = (Math.floor(at / day) + 4) % 7
  return at - ((of - weekday + 7) % 7) * day
}
