import type { Facts } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import { type JudgeInput, type JudgeResult, type PreparedJudge, prepare } from './judge.ts'

/** Judges one launch by both keys. The same bytes as `judge` when they agree; what they differ on is unknown, reason `fault`. */
export function decide(input: JudgeInput): Promise<JudgeResult> {
  return decideWith(prepare({ ...input, judgedLaunches: new Set([input.launch.id]) }), input.launch, input.facts)
}

let secondKey: Promise<typeof import('./cross-check.ts')> | undefined

/** Judges a launch by both keys, with commitments that were compiled once. The second key is loaded when it is first turned. */
export async function decideWith(prepared: PreparedJudge, launch: Launch, facts: readonly Facts[] = []): Promise<JudgeResult> {
  const { judged, diagnostics } = prepared.open(launch, facts)
  if (!judged) return { diagnostics }
  // Asked for once: an import that was made already still costs a look at what was imported.
  secondKey ??= import('./cross-check.ts')
  const { crossCheck } = await secondKey
  const judgement = await crossCheck(judged)
  return { decision: prepared.close({ input: judged.input, judgement }, facts), diagnostics }
}
