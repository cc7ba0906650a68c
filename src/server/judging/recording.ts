import type { Decision } from '../../model/generated/types.ts'
import type { Circumstances, KeyClaim, Store } from '../../store/index.ts'
import { keptOf } from '../../world/kept.ts'
import type { World } from '../../world/world.ts'
import { launchOf } from './judging.ts'

/** A decision as it stands in the log. */
export interface Recorded {
  readonly decision: Decision
  readonly sequence: number
  /** Whether an earlier request with the same key had recorded it. */
  readonly isRepeat: boolean
}

export interface Recorder {
  /** Records decisions about launches of a world, all that can be in one commit. A repeated key answers with what was recorded first. */
  record(world: World, decisions: readonly Decision[], around: Around): Promise<readonly Recorded[]>
}

export interface Around {
  readonly circumstances: Circumstances
  /** The key of one launch's record, where the request has one. */
  readonly keyOf?: (launch: string) => KeyClaim
}

/** Records decisions, and tells `onRecorded` of each that is new. What comes of that never changes or delays an answer. */
export function recorderOf(store: Store, onRecorded: (recorded: Recorded) => void): Recorder {
  return {
    async record(world, decisions, { circumstances, keyOf }) {
      const appended = await Promise.all(
        decisions.map((decision) => {
          const { inputs, texts } = keptOf(world, launchOf(world, decision))
          return store.append({ decision, inputs, texts, circumstances, ...(keyOf && { key: keyOf(decision.launch.id) }) })
        }),
      )
      const recorded = await Promise.all(
        appended.map(async ({ sequence, isRepeat }, index): Promise<Recorded | undefined> => {
          const decision = isRepeat ? (await store.at(sequence))?.decision : decisions[index]
          return decision && { decision, sequence, isRepeat }
        }),
      )
      const known = recorded.filter((item) => item !== undefined)
      for (const item of known) if (!item.isRepeat) onRecorded(item)
      return known
    },
  }
}
