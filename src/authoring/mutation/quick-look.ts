import type { PreparedJudge } from '../../engine/judge.ts'
import type { ReadyCase } from '../test-case.ts'
import { unknownReasons } from '../test-run.ts'

/** What is seen of a judgement without making a decision of it, which would take ten times as long. */
export interface Look {
  readonly verdict: string
  readonly requirements: ReadonlyMap<string, { readonly outcome: string; readonly enforcement: string }>
}

/** Judges a case and looks only at outcomes; undefined when its inputs have errors. */
export function lookAt(prepared: PreparedJudge, { launch, facts }: Pick<ReadyCase, 'launch' | 'facts'>): Look | undefined {
  const { judged } = prepared.open(launch, facts)
  if (!judged) return undefined
  const { verdict, requirements } = judged.judgement
  return {
    verdict,
    requirements: new Map(
      requirements.map(({ planned, outcome, enforcement }) => [planned.linked.requirement.id, { outcome, enforcement }]),
    ),
  }
}

/** Why a requirement is unknown, by making the decision after all. */
export function reasonsAt(prepared: PreparedJudge, { launch, facts }: Pick<ReadyCase, 'launch' | 'facts'>, id: string): string[] {
  const requirement = prepared.judge(launch, facts).decision?.requirements.find((item) => item.id === id)
  return requirement ? unknownReasons(requirement) : []
}
