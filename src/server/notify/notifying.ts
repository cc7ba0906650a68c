import type { Decision } from '../../model/generated/types.ts'
import type { RecordedDecision, RecordedEntry } from '../../store/index.ts'
import type { OnRecorded } from '../jobs/log-follower.ts'
import type { QueueSettings } from '../jobs/settings.ts'
import { calendar } from './calendar.ts'
import { verdictEvent } from './launch-events.ts'
import { addToOutbox, type OutboxOptions, outbox, outboxQueue } from './outbox.ts'

export interface Notifying {
  readonly queues: Readonly<Record<'notify' | 'notify-calendar', QueueSettings>>
  /** Tells targets of a recorded decision whose verdict is another than that of the one before; for `followLog`. */
  readonly onRecorded: OnRecorded
  /** The same where both are at hand; asked for twice, the messages have the same ids. */
  notifyDecision(previous: Before | undefined, current: RecordedDecision): Promise<void>
}

/** The decision before about the same launch. Its text may have been pruned. */
export type Before = Pick<RecordedEntry, 'recorded'> & { readonly decision?: Decision | undefined }

/** Tells people and programs of what becomes of launches. It never stands in the way of a decision: it works from what is recorded. */
export function notifying(options: OutboxOptions): Notifying {
  const { store, settings } = options
  const notifyDecision: Notifying['notifyDecision'] = async (previous, { decision, hash }) => {
    if (!previous || previous.recorded.verdict === decision.verdict) return
    const { verdict, decision: digest } = previous.recorded
    await addToOutbox(options, verdictEvent({ verdict, digest, decision: previous.decision }, decision), hash)
  }
  const tell = async ({ sequence, recorded }: RecordedEntry): Promise<void> => {
    const [before] = (await store.history(recorded.launch, { after: sequence, limit: 1 })).entries
    if (!before || before.recorded.verdict === recorded.verdict) return
    const current = await store.at(sequence)
    if (current) await notifyDecision({ ...before, decision: (await store.at(before.sequence))?.decision }, current)
  }
  return {
    queues: { [outboxQueue]: outbox(options), 'notify-calendar': calendar(options) },
    notifyDecision,
    async onRecorded(entries) {
      for (const entry of settings.targets.length > 0 ? entries : []) await tell(entry)
    },
  }
}
