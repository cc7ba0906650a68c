import type { Decision, JudgedRequirement } from '../model/generated/types.ts'

/** The requirements at one stage of the customers' journey; without a stage, those that are for all of it. */
export interface Stage {
  readonly stage: string | undefined
  readonly items: readonly JudgedRequirement[]
}

/** What needs somebody comes first. */
export const urgency: readonly JudgedRequirement['outcome'][] = ['unmet', 'unknown', 'waived', 'met', 'not-applicable']

/** Requirements by stage in the order of the longest journey; stages that only other commitments or requirements name come after. */
export function byStage(
  { commitments, requirements }: Pick<Decision, 'commitments' | 'requirements'>,
  shown: readonly JudgedRequirement[] = requirements,
): Stage[] {
  const journeys = commitments.map(({ journey }) => journey).sort((a, b) => b.length - a.length)
  const stages = new Set([...journeys.flat(), ...requirements.flatMap((item) => stageOf(item) ?? [])])
  const ordered = [...shown].sort((a, b) => urgency.indexOf(a.outcome) - urgency.indexOf(b.outcome))
  return [...stages, undefined].flatMap((stage) => {
    const items = ordered.filter((item) => stageOf(item) === stage)
    return items.length === 0 ? [] : [{ stage, items }]
  })
}

function stageOf({ stage }: JudgedRequirement): string | undefined {
  return stage?.trim() === '' ? undefined : stage
}

/** Whether the journey parts them at all. */
export function hasStages(stages: readonly Stage[]): boolean {
  return stages.some(({ stage }) => stage !== undefined)
}

/** What stands over requirements, by stage or without any. */
export function stagesHeading(stages: readonly Stage[]): string {
  return hasStages(stages) ? 'Requirements by stage of the customers’ journey' : 'Requirements'
}

/** What stands over one stage. */
export function stageName(stage: string | undefined): string {
  return stage ?? 'the whole journey'
}
