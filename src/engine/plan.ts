import type { LinkedCommitments, LinkedRequirement } from '../model/link.ts'
import { needOf, operandFactsOf, type TypedCondition, type TypedLeaf, type TypedOperand } from '../model/typed.ts'
import { type Fold, leavesIn, type PlannedLeaf } from './fold.ts'
import { type Program, programOf } from './program.ts'

/** Commitments compiled into plain data: leaves in one row, requirements as folds over them. */
export interface Plan {
  readonly linked: LinkedCommitments
  readonly leaves: readonly PlannedLeaf[]
  readonly requirements: readonly PlannedRequirement[]
  readonly program: Program
  /** Every fact path that any leaf, operand, lookup or waiver reads, once. */
  readonly paths: readonly string[]
}

export interface PlannedRequirement {
  readonly linked: LinkedRequirement
  readonly applies: Fold
  readonly demand: Fold
  /** Indexes of the leaves of the applicability and of the demand, as written. */
  readonly appliesLeaves: readonly number[]
  readonly demandLeaves: readonly number[]
  /** Where the values of the two folds stand among the values of a run. */
  readonly appliesAt: number
  readonly demandAt: number
}

/** Compiles linked commitments. Leaves shared by several requirements, as a commitment's applicability is, are planned once. */
export function compile(linked: LinkedCommitments): Plan {
  const planner: Planner = { leaves: [], indexes: new Map() }
  const drafts = linked.requirements.map((item) => planRequirement(planner, item))
  const { program, foldAt } = programOf(
    planner.leaves,
    drafts.flatMap(({ applies, demand }) => [applies, demand]),
  )
  const requirements = drafts.map((draft) => ({ ...draft, appliesAt: foldAt(draft.applies), demandAt: foldAt(draft.demand) }))
  return { linked, leaves: planner.leaves, requirements, program, paths: pathsOf(linked, planner.leaves) }
}

interface Planner {
  readonly leaves: PlannedLeaf[]
  readonly indexes: Map<TypedLeaf, Map<boolean, number>>
}

function planRequirement(planner: Planner, linked: LinkedRequirement): Omit<PlannedRequirement, 'appliesAt' | 'demandAt'> {
  const applies: Fold = { need: linked.applies.length, of: linked.applies.map((condition) => plan(planner, condition, false)) }
  const parts = [
    ...(linked.require ? [plan(planner, linked.require, false)] : []),
    ...linked.forbid.map((condition) => plan(planner, condition, true)),
  ]
  // A requirement that demands nothing is a diagnostic; were one to come this far, it must not be met.
  const demand: Fold = { need: Math.max(1, parts.length), of: parts }
  return { linked, applies, demand, appliesLeaves: leavesIn(applies), demandLeaves: leavesIn(demand) }
}

/** Of n parts, "not at least k" is "at least n - k + 1 do not". */
function plan(planner: Planner, condition: TypedCondition, negated: boolean): Fold {
  if (condition.kind === 'leaf') return { leaf: planLeaf(planner, condition, negated) }
  if (condition.kind === 'not') return plan(planner, condition.of, !negated)
  const need = needOf(condition)
  return { need: negated ? condition.of.length - need + 1 : need, of: condition.of.map((part) => plan(planner, part, negated)) }
}

function planLeaf(planner: Planner, typed: TypedLeaf, negated: boolean): number {
  const known = planner.indexes.get(typed) ?? new Map<boolean, number>()
  planner.indexes.set(typed, known)
  const index = known.get(negated) ?? planner.leaves.push({ typed, negated }) - 1
  known.set(negated, index)
  return index
}

function pathsOf(linked: LinkedCommitments, leaves: readonly PlannedLeaf[]): string[] {
  const paths = new Set<string>()
  const visitLeaf = (leaf: TypedLeaf, inItem: boolean): void => {
    if (!inItem) paths.add(leaf.leaf.fact)
    visitOperand(leaf.operand)
  }
  const visitOperand = (operand: TypedOperand): void => {
    if (operand.kind === 'fact') paths.add(operand.fact)
    else if (operand.kind === 'values') operand.values.forEach(visitOperand)
    else if (operand.kind === 'tests') for (const test of operand.tests) visitLeaf(test, true)
    else if (operand.kind === 'condition') visitItem(operand.condition)
  }
  const visitItem = (condition: TypedCondition): void => {
    if (condition.kind === 'leaf') visitLeaf(condition, true)
    else if (condition.kind === 'not') visitItem(condition.of)
    else condition.of.forEach(visitItem)
  }
  for (const { typed } of leaves) visitLeaf(typed, false)
  for (const { covers } of linked.waivers) for (const { tests } of covers) for (const test of tests) visitLeaf(test, false)
  return [...paths].sort()
}

/** Facts that stand on the right of some test: changing them would move the bar, not meet it. */
export function operandFacts({ leaves }: Plan): Set<string> {
  return new Set(leaves.flatMap(({ typed }) => operandFactsOf(typed.operand).map(({ fact }) => fact)))
}
