import type { Decision } from '../model/generated/types.ts'
import type { DecisionEntry } from './entry.ts'
import type { StoredInput } from './inputs.ts'
import type { Store } from './store.ts'

/** Recorded decisions to be read from end to end, from a store or from the file it was exported to. Nothing read is held. */
export interface Recorded {
  /** The last decision about each launch, by the id of the launch. */
  last(): AsyncGenerator<DecisionEntry>
  /** Every decision that was not dropped, in the order in which they were recorded. */
  all(): AsyncGenerator<{ readonly recordedAt: string; readonly decision: Decision }>
  /** A kept text, or the entry of its erasure; undefined where it was never kept. */
  text(digest: string): Promise<StoredInput | undefined>
}

const entriesAtOnce = 200

/** The decisions of a store, read page by page. */
export function recordedIn(store: Store): Recorded {
  return {
    async *last() {
      let after: string | undefined
      do {
        const page = await store.latestPerLaunch({ limit: entriesAtOnce, ...(after !== undefined && { after }) })
        for (const { recorded } of page.entries) yield recorded
        after = page.next
      } while (after !== undefined)
    },
    async *all() {
      let after: number | undefined
      do {
        const page = await store.list({ order: 'oldest-first', limit: entriesAtOnce, ...(after !== undefined && { after }) })
        for (const { sequence, recorded } of page.entries) {
          const found = await store.at(sequence)
          if (found) yield { recordedAt: recorded.recordedAt, decision: found.decision }
        }
        after = page.next
      } while (after !== undefined)
    },
    text: (digest) => store.inputs.get(digest),
  }
}
