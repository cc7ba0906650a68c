import type { Decision } from '../../model/generated/types.ts'
import type { KeptInput, TextOf } from '../../model/kept.ts'
import { type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import type { Kept } from '../../world/kept.ts'
import { textsOf } from '../../world/kept-head.ts'
import type { StandingSet } from '../commitments/standing-set.ts'
import { type Judges, keptFor, turnOf } from '../judging/judges.ts'

/** What came of judging a launch anew. `next` is the next moment at which the clock alone may change it, in milliseconds. */
export type JudgedAnew =
  | { readonly kind: 'decided'; readonly decision: Decision; readonly kept: Kept; readonly next: number | undefined }
  | { readonly kind: 'erased'; readonly missing: readonly string[] }
  | { readonly kind: 'undecided'; readonly diagnostics: readonly Diagnostic[] }

export interface JudgeAnew {
  readonly launch: string
  readonly inputs: readonly KeptInput[]
  readonly textOf: TextOf
  readonly set: StandingSet
  readonly judges: Pick<Judges, 'judge'>
  /** Milliseconds since 1970. */
  readonly now: number
  readonly noExceptions: boolean
}

/** Judges what was kept of a launch, by both keys, by what judges now and as of now. */
export async function judgeAnew({ launch, inputs, textOf, set, judges, now, noExceptions }: JudgeAnew): Promise<JudgedAnew> {
  const head = inputs.filter((input) => input.side === 'head')
  const { texts, missing } = await textsOf(head, textOf)
  if (missing.length > 0) return { kind: 'erased', missing }
  const kept = new Map(texts.map(({ digest, input }) => [digest, input.text]))
  const moment = new Date(now).toISOString()
  const outcome = await judges.judge(set, { kind: 'kept', launch, inputs: head, texts: kept, now: moment, noExceptions })
  const [decision] = outcome.decisions
  if (!decision) return { kind: 'undecided', diagnostics: outcome.diagnostics.filter((item) => hasErrors([item])) }
  const judged = { ...outcome, set }
  return { kind: 'decided', decision, kept: keptFor(judged, decision), next: turnOf(judged, decision)?.next }
}
