import type { KeptInput } from '../../model/kept.ts'
import type { RecordedEntry, Store } from '../../store/index.ts'

/** The gate of decisions that the service makes by itself. */
export const rejudgeGate = 'rejudge'

/** How a launch stands in the log. */
export interface Standing {
  /** The last decision about it. */
  readonly last: RecordedEntry
  /**
   * What is judged again: the inputs of the last decision that somebody asked for. Decisions of our own do not count, for one
   * that was slow may stand after a newer one that somebody asked for meanwhile, and must not bring older facts back.
   */
  readonly inputs: readonly KeptInput[]
  /** The decision that somebody asked for; the last one where it is gone. */
  readonly asked: RecordedEntry
}

/** Looks a launch up in the log; undefined where nothing is recorded of it. */
export async function standingOf(store: Store, launch: string): Promise<Standing | undefined> {
  let last: RecordedEntry | undefined
  let after: number | undefined
  do {
    const page = await store.history(launch, { limit: after === undefined ? 5 : 200, ...(after !== undefined && { after }) })
    last ??= page.entries[0]
    const asked = page.entries.find((entry) => entry.recorded.circumstances.gate !== rejudgeGate)
    if (last && asked) return { last, inputs: asked.recorded.inputs, asked }
    after = page.next
  } while (after !== undefined)
  // Those that somebody asked for are gone by now; what they rested on is also what ours rest on.
  return last && { last, inputs: last.recorded.inputs, asked: last }
}
