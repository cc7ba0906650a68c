import type { Config } from '../model/config.ts'
import type { Launch } from '../model/launch.ts'
import type { LinkedWaiver } from '../model/link.ts'
import type { Clock } from './freshness.ts'
import { enforcementOn, type Outcome, type Underlying, underlyingOf } from './outcome.ts'
import type { Plan, PlannedRequirement } from './plan.ts'
import { type Kleene, MET, UNKNOWN, UNMET } from './reason.ts'
import { type Judged, run } from './run.ts'
import type { LeafWorld, Slots } from './slot.ts'
import { type JudgedWaiver, waive } from './waive.ts'

export type Verdict = 'go' | 'conditional-go' | 'hold' | 'no-go'

/** Everything a launch is judged by. */
export interface Case {
  readonly plan: Plan
  readonly launch: Launch
  readonly config: Config
  readonly clock: Clock
  readonly slots: Slots
  /** The waivers of this launch, by full requirement id. */
  readonly waivers: ReadonlyMap<string, readonly LinkedWaiver[]>
  /** Whether facts are changed in thought. */
  readonly whatIf?: boolean
}

/** What a case came to. */
export interface Judgement {
  readonly judged: Judged
  readonly world: LeafWorld
  readonly requirements: readonly RequirementJudgement[]
  readonly verdict: Verdict
}

export interface RequirementJudgement {
  readonly planned: PlannedRequirement
  readonly enforcement: 'blocking' | 'advisory'
  readonly underlying: Underlying
  readonly outcome: Outcome
  readonly waivers: readonly JudgedWaiver[]
}

/** Judges one case: every leaf, every requirement with and without its waivers, and the verdict. Pure. */
export function judgeCase(input: Case): Judgement {
  const { plan, clock, slots, whatIf = false } = input
  const world: LeafWorld = { clock, slots, whatIf }
  return new CaseJudgement(input, world, run(plan.program, slots.row(plan.program), world))
}

/** A judgement whose parts are made of the values of its run when they are asked for. */
class CaseJudgement implements Judgement {
  readonly #input: Case
  readonly world: LeafWorld
  readonly judged: Judged
  #requirements: readonly RequirementJudgement[] | undefined
  #verdict: Verdict | undefined

  constructor(input: Case, world: LeafWorld, judged: Judged) {
    this.#input = input
    this.world = world
    this.judged = judged
  }

  get requirements(): readonly RequirementJudgement[] {
    this.#requirements ??= this.#input.plan.requirements.map((planned) => judgeRequirement(this.#input, planned, this.judged, this.world))
    return this.#requirements
  }

  get verdict(): Verdict {
    const { plan, waivers } = this.#input
    this.#verdict ??= waivers.size > 0 ? verdictOf(plan, this.requirements) : verdictOfValues(this.#input, this.judged.values)
    return this.#verdict
  }
}

/** The verdict of a case without waivers, of which the values of its leaves and folds say it all. */
export function verdictOfValues({ plan, clock }: Pick<Case, 'plan' | 'clock'>, values: Uint8Array): Verdict {
  let isOpen = false
  let isJudged = false
  for (const { appliesAt, demandAt, linked } of plan.requirements) {
    const applies = values[appliesAt] as Kleene
    if (applies === UNMET) continue
    isJudged ||= applies === MET
    if (enforcementOn(linked.requirement.enforcement, clock.today) === 'advisory') continue
    const value = applies === MET ? values[demandAt] : UNKNOWN
    if (value === UNMET) return 'no-go'
    isOpen ||= value === UNKNOWN
  }
  if (isOpen) return 'hold'
  if (isJudged) return 'go'
  // What the values cannot settle alone is looked at closely.
  const requirements = plan.requirements.map((planned) => withoutWaivers(planned, values, clock))
  return verdictOf(plan, requirements)
}

function withoutWaivers(planned: PlannedRequirement, values: Uint8Array, { today }: Clock): RequirementJudgement {
  const underlying = underlyingOf(planned, values)
  const enforcement = enforcementOn(planned.linked.requirement.enforcement, today)
  return { planned, enforcement, underlying, outcome: underlying.outcome, waivers: [] }
}

function judgeRequirement(input: Case, planned: PlannedRequirement, judged: Judged, world: LeafWorld): RequirementJudgement {
  const { plan, launch, config, clock } = input
  const alone = withoutWaivers(planned, judged.values, clock)
  const own = input.waivers.get(planned.linked.requirement.id)
  if (!own) return alone
  const { underlying } = alone
  const result = waive({ plan, requirement: planned, underlying, judged, world, waivers: own, launch, config })
  return { ...alone, outcome: result.waived ? 'waived' : underlying.outcome, waivers: result.waivers }
}

/** The verdict over blocking requirements that apply; nothing judged is a hold. */
export function verdictOf(plan: Plan, requirements: readonly RequirementJudgement[]): Verdict {
  const applying = requirements.filter((item) => item.outcome !== 'not-applicable')
  const blocking = applying.filter((item) => item.enforcement === 'blocking')
  if (blocking.some((item) => item.outcome === 'unmet')) return 'no-go'
  if (blocking.some((item) => item.outcome === 'unknown')) return 'hold'
  if (!applying.some((item) => item.underlying.applies !== UNKNOWN)) return nothingApplies(plan, requirements) ? 'go' : 'hold'
  return blocking.some((item) => item.outcome === 'waived') ? 'conditional-go' : 'go'
}

/** A launch that nothing judged goes only where every commitment says `outOfScope: go` and every applicability is decided false. */
function nothingApplies(plan: Plan, requirements: readonly RequirementJudgement[]): boolean {
  const { commitments } = plan.linked
  return (
    commitments.length > 0 &&
    requirements.length > 0 &&
    commitments.every(({ commitment }) => commitment.outOfScope === 'go') &&
    requirements.every((item) => item.underlying.applies === UNMET)
  )
}
