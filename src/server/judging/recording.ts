import type { Decision } from '../../model/generated/types.ts'
import type { Circumstances, KeyClaim, Store } from '../../store/index.ts'
import type { Kept } from '../../world/kept.ts'
import { problemIn } from '../http/failures.ts'
import { ProblemError } from '../problem.ts'

/** A decision as it stands in the log. */
export interface Recorded {
  readonly decision: Decision
  readonly sequence: number
  /** Whether an earlier request with the same key had recorded it. */
  readonly isRepeat: boolean
}

export interface Recorder {
  /**
   * Records decisions, all that can be in one commit. A repeated key answers with what was recorded first; where that is not kept any more
   * it throws `gone`.
   */
  record(decisions: readonly Decision[], around: Around): Promise<readonly Recorded[]>
}

export interface Around {
  readonly circumstances: Circumstances
  /** What a decision rests on. */
  readonly keptOf: (decision: Decision) => Kept
  /** The key of one launch's record, where the request has one. */
  readonly keyOf?: (launch: string) => KeyClaim
}

function notKept(count: number): ProblemError {
  return new ProblemError(
    'gone',
    `the idempotency key was used before, and ${count === 1 ? 'the decision' : `${count} of the decisions`} recorded then ${count === 1 ? 'is' : 'are'} not kept any more`,
    { hint: 'take a new key to have the launch judged as things are now' },
  )
}

/** Why not all was recorded, with what was: nobody finds a record later that they were never told of. */
function withDecisions(reason: unknown, recorded: readonly Recorded[]): unknown {
  if (recorded.length === 0) return reason
  const { problem, message, hint } = problemIn(reason)
  const decisions = recorded.map(({ decision: { digest, verdict, launch } }) => ({ launch: launch.id, verdict, digest }))
  return new ProblemError(problem, message, { decisions, ...(hint !== undefined && { hint }) })
}

/** Records decisions, and tells `onRecorded` of each that is new. What comes of that never changes or delays an answer. */
export function recorderOf(store: Store, onRecorded: (recorded: Recorded) => void): Recorder {
  return {
    async record(decisions, { circumstances, keptOf, keyOf }) {
      const settled = await Promise.allSettled(
        decisions.map((decision) => {
          const { inputs, texts } = keptOf(decision)
          return store.append({ decision, inputs, texts, circumstances, ...(keyOf && { key: keyOf(decision.launch.id) }) })
        }),
      )
      const recorded = await Promise.all(
        settled.map(async (result, index): Promise<Recorded | undefined> => {
          if (result.status === 'rejected') return undefined
          const { sequence, isRepeat } = result.value
          const decision = isRepeat ? (await store.at(sequence))?.decision : decisions[index]
          return decision && { decision, sequence, isRepeat }
        }),
      )
      const known = recorded.filter((item) => item !== undefined)
      for (const item of known) if (!item.isRepeat) onRecorded(item)
      const failed = settled.find((result) => result.status === 'rejected')
      if (failed) throw withDecisions(failed.reason, known)
      if (known.length < decisions.length) throw withDecisions(notKept(decisions.length - known.length), known)
      return known
    },
  }
}
