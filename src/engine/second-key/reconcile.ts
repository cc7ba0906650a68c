import type { TypedLeaf } from '../../model/typed.ts'
import { type Case, type Judgement, type RequirementJudgement, verdictOf } from '../judgement.ts'
import type { Plan } from '../plan.ts'
import { type Kleene, MET, type Result, reasonOf, UNKNOWN, UNMET, unknown, valueOfResult } from '../reason.ts'
import { type Answer, isOpen, notOf } from './answer.ts'

/** What the second key says of one requirement. */
export interface SecondOpinion {
  readonly leaves: ReadonlyMap<TypedLeaf, Answer>
  readonly applies: Answer
  readonly demand: Answer
  /** The demand with the waivers in force, where the first key says that it is waived. */
  readonly waived?: Answer
}

/** Where the keys differ on one requirement: the leaves to mark. */
interface Disagreement {
  readonly leaves: readonly number[]
  readonly appliesAgreed: boolean
}

/** Turns every disagreement into a fault. The judgement comes back as it was when there is none. */
export function reconcile({ plan }: Case, judgement: Judgement, opinions: readonly (SecondOpinion | undefined)[]): Judgement {
  const disagreements = judgement.requirements.map((item, index) => disagreementOn(plan, judgement, item, opinions[index]))
  if (disagreements.every((item) => item === undefined)) return judgement
  const results = Uint8Array.from(judgement.judged.results)
  const values = Uint8Array.from(judgement.judged.values)
  for (const leaf of disagreements.flatMap((item) => item?.leaves ?? [])) {
    results[leaf] = unknown('fault')
    values[leaf] = UNKNOWN
  }
  const requirements = judgement.requirements.map((item, index) => {
    const disagreement = disagreements[index]
    return disagreement ? faulted(item, disagreement) : item
  })
  return { world: judgement.world, judged: { results, values }, requirements, verdict: verdictOf(plan, requirements) }
}

function disagreementOn(
  plan: Plan,
  judgement: Judgement,
  item: RequirementJudgement,
  opinion: SecondOpinion | undefined,
): Disagreement | undefined {
  const { planned, underlying, outcome } = item
  if (!opinion) return { leaves: planned.demandLeaves, appliesAgreed: false }
  const differing = [...planned.appliesLeaves, ...planned.demandLeaves].filter((index) => !isLeafAgreed(plan, judgement, index, opinion))
  const appliesAgreed = underlying.applies === kleeneOf(opinion.applies)
  const own = outcomeOf(opinion)
  const foldsAgree = appliesAgreed && underlying.demand === kleeneOf(opinion.demand) && underlying.outcome === own
  const outcomeAgreed = outcome === 'waived' ? opinion.waived === true && opinion.applies === true : outcome === own
  if (differing.length === 0 && foldsAgree && outcomeAgreed) return undefined
  return { leaves: differing.length > 0 ? differing : planned.demandLeaves, appliesAgreed }
}

/** Whether both keys say the same of a leaf: its value, why it is unknown, and how it counts. */
function isLeafAgreed(plan: Plan, { judged }: Judgement, index: number, opinion: SecondOpinion): boolean {
  const leaf = plan.leaves[index]
  const answer = leaf && opinion.leaves.get(leaf.typed)
  const result = judged.results[index]
  if (!leaf || answer === undefined || result === undefined) return false
  return answer === answerIn(result) && judged.values[index] === kleeneOf(leaf.negated ? notOf(answer) : answer)
}

function answerIn(result: Result): Answer | 'none' {
  const value = valueOfResult(result)
  return value === UNKNOWN ? reasonOf(result) : value === MET
}

function kleeneOf(answer: Answer): Kleene {
  return isOpen(answer) ? UNKNOWN : answer ? MET : UNMET
}

function outcomeOf({ applies, demand }: SecondOpinion): RequirementJudgement['underlying']['outcome'] {
  if (applies === false) return 'not-applicable'
  if (isOpen(applies) || isOpen(demand)) return 'unknown'
  return demand ? 'met' : 'unmet'
}

/** A requirement on which the keys differ: nothing is known of it, and no waiver helps. */
function faulted(item: RequirementJudgement, { appliesAgreed }: Disagreement): RequirementJudgement {
  const isSure = appliesAgreed && item.underlying.applies === MET
  return {
    ...item,
    underlying: { applies: isSure ? MET : UNKNOWN, demand: UNKNOWN, outcome: 'unknown' },
    outcome: 'unknown',
    waivers: item.waivers.map((waiver) => (isInOrder(waiver.state) ? { ...waiver, state: 'lapsed' } : waiver)),
  }
}

function isInOrder(state: RequirementJudgement['waivers'][number]['state']): boolean {
  return state === 'in-force' || state === 'unused' || state === 'no-longer-needed'
}
