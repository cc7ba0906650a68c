import { clockAt } from '../engine/freshness.ts'
import { gateReady, isBlocked, isOverdue, onPlan } from '../engine/gates.ts'
import type { JudgedCase } from '../engine/judge.ts'
import { judgeCase } from '../engine/judgement.ts'
import type { Facts } from '../model/facts.ts'
import type { Outcome, Verdict } from '../model/generated/types.ts'
import { turningPoints } from './turning-points.ts'

/** How a launch stands at one instant, as far as the clock can change it. */
export interface Standing {
  readonly verdict: Verdict
  readonly blocked: boolean
  readonly gateReady: 'red' | 'amber' | 'green'
  readonly onPlan: 'red' | 'amber' | 'green' | 'grey'
  /** By id. */
  readonly requirements: ReadonlyMap<string, RequirementStanding>
  /** The state of each waiver by its id. */
  readonly waivers: ReadonlyMap<string, string>
}

export interface RequirementStanding {
  readonly outcome: Outcome
  readonly enforcement: 'blocking' | 'advisory'
  readonly overdue: boolean
}

/** A stretch of time, from an instant in milliseconds up to the next one, during which nothing turns. */
export interface Segment {
  readonly from: number
  readonly standing: Standing
  /** The case as judged at its first instant. */
  readonly judged: JudgedCase
}

export interface SegmentsInput {
  readonly judged: JudgedCase
  readonly facts: readonly Facts[]
  /** The last instant looked at, in milliseconds. */
  readonly until: number
  readonly noExceptions: boolean
}

/** The time from now until an instant, cut where something turns: each possible turning point is judged to see whether it is one. */
export function segmentsOf({ judged, facts, until, noExceptions }: SegmentsInput): Segment[] {
  const { input } = judged
  const { now, launchDay } = input.clock
  const segments: Segment[] = [{ from: now, standing: standingOf(judged, noExceptions), judged }]
  for (const at of turningPoints({ linked: input.plan.linked, launch: input.launch, facts })) {
    if (at <= now || at > until) continue
    const later = { ...input, clock: clockAt(at, launchDay) }
    const again = { input: later, judgement: judgeCase(later) }
    const standing = standingOf(again, noExceptions)
    const last = segments.at(-1)
    if (last && !isSame(last.standing, standing)) segments.push({ from: at, standing, judged: again })
  }
  return segments
}

function standingOf({ input, judgement }: JudgedCase, noExceptions: boolean): Standing {
  return {
    verdict: judgement.verdict,
    blocked: isBlocked(judgement.verdict, noExceptions),
    gateReady: gateReady(judgement, noExceptions),
    onPlan: onPlan(judgement, input.clock),
    requirements: new Map(
      judgement.requirements.map((item) => [
        item.planned.linked.requirement.id,
        { outcome: item.outcome, enforcement: item.enforcement, overdue: isOverdue(item, input.clock) },
      ]),
    ),
    waivers: new Map(judgement.requirements.flatMap((item) => item.waivers.map(({ linked, state }) => [linked.waiver.id, state] as const))),
  }
}

function isSame(a: Standing, b: Standing): boolean {
  if (a.verdict !== b.verdict || a.gateReady !== b.gateReady || a.onPlan !== b.onPlan) return false
  for (const [id, one] of a.requirements) {
    const other = b.requirements.get(id)
    if (one.outcome !== other?.outcome || one.enforcement !== other.enforcement || one.overdue !== other.overdue) return false
  }
  return [...a.waivers].every(([id, state]) => b.waivers.get(id) === state)
}
