import { findingOf } from '../engine/finding.ts'
import { decisiveLeaves } from '../engine/fold.ts'
import type { JudgedCase } from '../engine/judge.ts'
import type { RequirementJudgement } from '../engine/judgement.ts'
import { UNKNOWN } from '../engine/reason.ts'
import type { Finding, JudgedFact, Outcome } from '../model/generated/types.ts'
import type { LinkedCommitments } from '../model/link.ts'

/** What one side makes of a requirement: its outcome, whether that blocks, and the leaf that says why. */
export interface RequirementState {
  readonly outcome: Outcome
  readonly enforcement: 'blocking' | 'advisory'
  /** The first leaf that keeps the requirement from being met; absent where it is met or does not apply. */
  readonly finding?: Finding
  /** The waivers by which it is waived. */
  readonly waivedBy?: readonly string[]
}

/** Whether a requirement keeps a launch from going. */
export function isBlocking({ outcome, enforcement }: Pick<RequirementState, 'outcome' | 'enforcement'>): boolean {
  return enforcement === 'blocking' && (outcome === 'unmet' || outcome === 'unknown')
}

/** One requirement of a judged case, with its reason; makes findings of nothing else, so it is cheap beside a whole decision. */
export function stateOf(judged: JudgedCase, item: RequirementJudgement): RequirementState {
  const { outcome, enforcement } = item
  if (outcome === 'waived') {
    const waivedBy = item.waivers.filter(({ state }) => state === 'in-force').map(({ linked }) => linked.waiver.id)
    return { outcome, enforcement, waivedBy }
  }
  const finding = outcome === 'unmet' || outcome === 'unknown' ? openFinding(judged, item) : undefined
  return { outcome, enforcement, ...(finding && { finding }) }
}

/** The first decisive leaf that is not met, of the applicability where that is not known. */
export function openFinding({ input, judgement }: JudgedCase, { planned, underlying }: RequirementJudgement): Finding | undefined {
  const sides = underlying.applies === UNKNOWN ? [appliesOf(planned), demandOf(planned)] : [demandOf(planned)]
  for (const { fold, leaves } of sides) {
    const decisive = decisiveLeaves(fold, judgement.judged.values)
    for (const index of leaves) {
      const leaf = input.plan.leaves[index]
      if (!leaf || !decisive.has(index)) continue
      const finding = findingOf(leaf, index, judgement.judged, true, judgement.world)
      if (finding.result !== 'met') return finding
    }
  }
  return undefined
}

/** What a catalog says of facts, as sentences about findings need it. */
export function factsOf({ vocabulary }: LinkedCommitments): Readonly<Record<string, JudgedFact>> {
  const facts: Record<string, JudgedFact> = {}
  for (const [path, { type, name, means, unit, better, owner, from }] of vocabulary.entries)
    facts[path] = {
      type,
      ...(name !== undefined && { name }),
      ...(means !== undefined && { means }),
      ...(unit !== undefined && { unit }),
      ...(better && { better }),
      ...(owner !== undefined && { owner }),
      ...(from !== undefined && { from }),
    }
  return facts
}

type Planned = RequirementJudgement['planned']

function appliesOf({ applies, appliesLeaves }: Planned): { fold: Planned['applies']; leaves: readonly number[] } {
  return { fold: applies, leaves: appliesLeaves }
}

function demandOf({ demand, demandLeaves }: Planned): { fold: Planned['demand']; leaves: readonly number[] } {
  return { fold: demand, leaves: demandLeaves }
}
