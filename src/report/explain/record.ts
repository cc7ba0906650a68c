import type { Decision } from '../../model/generated/types.ts'
import { sequence } from '../../model/wording.ts'
import { counted } from '../value-words.ts'
import { type Outcome, outcomeMarks } from '../verdict-words.ts'

/** How often a requirement came out as what, over saved decisions that judged it. */
export interface RequirementRecord {
  readonly decisions: number
  readonly outcomes: Readonly<Record<Outcome, number>>
}

const order: readonly Outcome[] = ['met', 'unmet', 'unknown', 'waived', 'not-applicable']

/** The record of a requirement. A decision that is given twice counts once. */
export function recordOf(id: string, decisions: readonly Decision[]): RequirementRecord {
  const distinct = new Map(decisions.map((decision) => [decision.digest, decision]))
  const outcomes = { met: 0, unmet: 0, unknown: 0, waived: 0, 'not-applicable': 0 }
  let total = 0
  for (const { requirements } of distinct.values()) {
    const judged = requirements.find((requirement) => requirement.id === id)
    if (!judged) continue
    total++
    outcomes[judged.outcome]++
  }
  return { decisions: total, outcomes }
}

/** "in 40 decisions: 30 met, 6 not met, 4 waived (10 % of those to which it applied)". */
export function recordWords({ decisions, outcomes }: RequirementRecord): string {
  if (decisions === 0) return 'no decision given has judged it'
  const parts = order.filter((outcome) => outcomes[outcome] > 0).map((outcome) => `${outcomes[outcome]} ${outcomeMarks[outcome].word}`)
  const applied = decisions - outcomes['not-applicable']
  const rate = outcomes.waived > 0 ? `; waived in ${Math.round((100 * outcomes.waived) / applied)} % of those where it applied` : ''
  return `in ${counted(decisions, 'decision')}: ${sequence(parts, 'and')}${rate}`
}
