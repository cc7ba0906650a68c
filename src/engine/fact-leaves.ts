import type { PlannedLeaf } from './fold.ts'
import { operandFacts, type Plan } from './plan.ts'

/** The leaves of a plan that test one fact. */
export interface FactLeaves {
  readonly indexes: readonly number[]
  /** The same as they are planned. */
  readonly planned: readonly PlannedLeaf[]
  /** Those on which it rests whether some requirement applies. */
  readonly deciding: ReadonlySet<number>
  /** Requirements that demand something of the fact, by their place in the plan, each with the leaves that it does so in. */
  readonly demands: readonly { readonly position: number; readonly leaves: readonly number[] }[]
}

/** What changing facts comes to in a plan. */
export interface PlanFacts {
  readonly leaves: ReadonlyMap<string, FactLeaves>
  /** Facts that stand on the right of some test. */
  readonly right: ReadonlySet<string>
}

const known = new WeakMap<Plan, PlanFacts>()

/** The leaves of a plan by fact, sorted out when they are first asked for. */
export function planFacts(plan: Plan): PlanFacts {
  const before = known.get(plan)
  if (before) return before
  const facts = { leaves: leavesByFact(plan), right: operandFacts(plan) }
  known.set(plan, facts)
  return facts
}

interface Draft extends FactLeaves {
  readonly indexes: number[]
  readonly planned: PlannedLeaf[]
  readonly deciding: Set<number>
  readonly demands: { readonly position: number; readonly leaves: number[] }[]
}

function leavesByFact({ leaves, requirements }: Plan): Map<string, FactLeaves> {
  const drafts = new Map<string, Draft>()
  leaves.forEach((planned, index) => {
    const { fact } = planned.typed.leaf
    const draft = drafts.get(fact) ?? { indexes: [], planned: [], deciding: new Set(), demands: [] }
    drafts.set(fact, draft)
    draft.indexes.push(index)
    draft.planned.push(planned)
  })
  const draftOf = (index: number): Draft | undefined => drafts.get(leaves[index]?.typed.leaf.fact ?? '')
  requirements.forEach(({ appliesLeaves, demandLeaves }, position) => {
    for (const index of appliesLeaves) draftOf(index)?.deciding.add(index)
    for (const index of demandLeaves) {
      const demands = draftOf(index)?.demands
      const last = demands?.at(-1)
      if (last?.position === position) last.leaves.push(index)
      else demands?.push({ position, leaves: [index] })
    }
  })
  return drafts
}
