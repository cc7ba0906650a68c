import type { Decision } from '../../model/generated/types.ts'
import { verdictOf } from '../../report/gate-verdict.ts'
import type { Kept } from '../../world/kept.ts'
import type { StandingSet } from '../commitments/standing-set.ts'
import type { Turn } from '../rejudge/known-turns.ts'
import { judgeTask } from './judging.ts'
import type { Outcome, Task } from './task.ts'

/** Who does tasks. */
export interface Judges {
  /** Does a task by what stands. Rejects with a `ProblemError` for what is refused, never for what the texts hold. */
  judge(set: StandingSet | undefined, task: Task): Promise<Outcome>
  stop(): Promise<void>
}

/** Does tasks on the thread that asks for them. */
export const judgesHere: Judges = { judge: judgeTask, stop: async () => undefined }

/** What a task came to, with what stood then where it was judged by that; by the time it is recorded something else may stand. */
export interface Judged extends Outcome {
  readonly set: StandingSet | undefined
}

/** Whether every launch that was sent has its decision. */
export function isDecided(judged: Outcome): boolean {
  return verdictOf(judged) !== 'undecided'
}

/** Everything that a decision rests on. */
export function keptFor({ kept, set }: Pick<Judged, 'kept' | 'set'>, { digest }: Decision): Kept {
  const { inputs, texts } = keptLaunchOf(kept, digest)
  const all = new Map(texts)
  for (const input of inputs) {
    const text = set?.textOf(input.digest)
    if (input.side === 'trusted' && text !== undefined) all.set(input.digest, text)
  }
  return { inputs, texts: all }
}

/** When the clock may next change what came out by what stands. */
export function turnOf({ kept, set }: Judged, { digest }: Decision): Turn | undefined {
  return set && { version: set.version, next: keptLaunchOf(kept, digest).next }
}

function keptLaunchOf(kept: Outcome['kept'], digest: string) {
  const found = kept.get(digest)
  if (!found) throw new Error(`nothing is kept of the decision ${digest}`)
  return found
}
