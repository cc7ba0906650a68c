import { decisionOfText, textOfMade } from '../../engine/decision.ts'
import type { SetRecipe } from '../commitments/standing-set.ts'
import { type ProblemDetails, ProblemError, type ProblemName } from '../problem.ts'
import type { Outcome, Task } from './task.ts'

/** What a thread is told. It knows a set by a number. */
export type ToThread =
  | { readonly kind: 'set'; readonly set: number; readonly recipe: SetRecipe; readonly forget: readonly number[] }
  | { readonly kind: 'task'; readonly id: number; readonly set: number | undefined; readonly task: Task }

/** What a thread tells: that it can do tasks now, and the end of each in the order in which it was handed them. */
export type FromThread = { readonly kind: 'begun' } | ({ readonly id: number } & Ended)

export type Ended =
  | { readonly kind: 'done'; readonly outcome: SentOutcome }
  | { readonly kind: 'refused'; readonly problem: ProblemName; readonly detail: string; readonly details: ProblemDetails }
  | { readonly kind: 'broken'; readonly message: string }

/** An outcome as it goes from thread to thread: texts are copied at once, where objects would be copied piece by piece. */
interface SentOutcome extends Omit<Outcome, 'decisions'> {
  readonly decisions: readonly { readonly digest: string; readonly text: string }[]
}

/** What is told of a task that was done. */
export function doneWith({ decisions, ...rest }: Outcome): Ended {
  return {
    kind: 'done',
    outcome: { ...rest, decisions: decisions.map((decision) => ({ digest: decision.digest, text: textOf(decision) })) },
  }
}

/** What is told of a task that threw. */
export function endedBy(thrown: unknown): Ended {
  if (!(thrown instanceof ProblemError))
    return { kind: 'broken', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : 'unknown' }
  const { problem, message, hint, diagnostics, decisions } = thrown
  const details = { ...(hint !== undefined && { hint }), ...(diagnostics && { diagnostics }), ...(decisions && { decisions }) }
  return { kind: 'refused', problem, detail: message, details }
}

/** What a task came to. Throws what it threw. */
export function outcomeOf(ended: Ended): Outcome {
  switch (ended.kind) {
    case 'done':
      return { ...ended.outcome, decisions: ended.outcome.decisions.map(decisionIn) }
    case 'refused':
      throw new ProblemError(ended.problem, ended.detail, ended.details)
    case 'broken':
      throw new Error(`a thread that judges: ${ended.message}`)
  }
}

function textOf(decision: Outcome['decisions'][number]): string {
  const text = textOfMade(decision)
  if (text === undefined) throw new Error(`the decision ${decision.digest} was not made here`)
  return text
}

function decisionIn({ digest, text }: SentOutcome['decisions'][number]): Outcome['decisions'][number] {
  const decision = decisionOfText(text, digest)
  if (!decision) throw new Error(`the decision ${digest} is not what its digest says`)
  return decision
}
