import { isLaunchPath } from '../model/path.ts'
import { type LeafType, operandFactsOf, type TypedLeaf, type TypedOperand } from '../model/typed.ts'
import { planFacts } from './fact-leaves.ts'
import { decisiveLeaves, type Fold, foldValues } from './fold.ts'
import type { Case, Judgement } from './judgement.ts'
import { readOperandFact } from './leaf.ts'
import type { PlannedRequirement } from './plan.ts'
import { MET, reasonOf, UNMET } from './reason.ts'
import type { Options } from './to-go-options.ts'

/** What kind of thing keeps a requirement open, whatever facts are supplied. */
export type ObstacleKind = 'applies' | 'launch' | 'lookup' | 'operand' | 'bar' | 'decides' | 'value' | 'contradiction' | 'fault' | 'search'

/** What keeps a requirement open although every fact is changed as well as it can be. */
export interface Obstacle {
  readonly requirement: string
  readonly kind: ObstacleKind
  /** The fact, or the field of the launch, on which it rests. */
  readonly fact?: string
  /** The requirements with which it cannot be satisfied together. */
  readonly against?: readonly string[]
}

/** Leaves that no option makes good, because of which a requirement stays open. */
export interface Wall {
  readonly of: 'applies' | 'demand'
  readonly leaves: readonly number[]
}

/** The best and the worst that options make of each leaf, each leaf by itself. */
export interface Reach {
  readonly best: Uint8Array
  readonly worst: Uint8Array
}

/** What options can make of the leaves of a case. Folds only rise with their leaves, so that no choice does better than the best. */
export function reachOf({ plan }: Case, { judged }: Judgement, options: Options): Reach {
  const { leaves } = planFacts(plan)
  const best = judged.values.slice()
  const worst = judged.values.slice()
  for (const [fact, list] of options) {
    leaves.get(fact)?.indexes.forEach((index, i) => {
      for (const { values } of list) {
        best[index] = Math.max(best[index] ?? UNMET, values[i] ?? UNMET)
        worst[index] = Math.min(worst[index] ?? UNMET, values[i] ?? UNMET)
      }
    })
  }
  return { best, worst }
}

/** What no choice of options gets past; undefined where each leaf that is needed can be made good. */
export function wallOf({ applies, demand }: PlannedRequirement, { best, worst }: Reach): Wall | undefined {
  if (foldValues(applies, best) !== MET) {
    if (foldValues(applies, worst) === UNMET) return undefined
    return { of: 'applies', leaves: lacking(applies, best) }
  }
  const leaves = lacking(demand, best)
  return leaves.length === 0 ? undefined : { of: 'demand', leaves }
}

/** Leaves that would all have to be met besides the others: those that decide first, then those that they uncover. */
function lacking(fold: Fold, best: Uint8Array): number[] {
  const values = best.slice()
  const found: number[] = []
  while (foldValues(fold, values) !== MET) {
    const next = [...decisiveLeaves(fold, values)].filter((leaf) => values[leaf] !== MET)
    if (next.length === 0) break
    for (const leaf of next) values[leaf] = MET
    found.push(...next)
  }
  return found
}

/** What stands behind a wall, each thing once. */
export function obstaclesOf(input: Case, judgement: Judgement, planned: PlannedRequirement, wall: Wall): Obstacle[] {
  const seen = new Map<string, Obstacle>()
  for (const index of wall.leaves) {
    const leaf = input.plan.leaves[index]
    if (!leaf) continue
    const isFault = reasonOf(judgement.judged.results[index] ?? 0) === 'fault'
    const { kind, fact } = isFault ? { kind: 'fault' as const, fact: leaf.typed.leaf.fact } : behind(input, leaf.typed, wall.of)
    seen.set(`${kind} ${fact}`, { requirement: planned.linked.requirement.id, kind, fact })
  }
  return [...seen.values()]
}

interface Behind {
  readonly kind: ObstacleKind
  readonly fact: string
}

function behind(input: Case, typed: TypedLeaf, of: Wall['of']): Behind {
  const { leaves, right } = planFacts(input.plan)
  const { fact } = typed.leaf
  if (isLaunchPath(fact)) return { kind: 'launch', fact }
  if (typed.entry?.lookup) return { kind: 'lookup', fact }
  const operand = operandBehind(input, typed.operand)
  if (operand) return operand
  if (of === 'applies') return { kind: 'applies', fact }
  if (right.has(fact)) return { kind: 'bar', fact }
  if ((leaves.get(fact)?.deciding.size ?? 0) > 0) return { kind: 'decides', fact }
  return { kind: isTriedOut(input, fact) ? 'value' : 'search', fact }
}

/** Types of which values at, beside and between the bounds of all tests stand for every value. */
const fewKinds: ReadonlySet<LeafType> = new Set<LeafType>(['number', 'count', 'percent', 'boolean', 'choice'])
/** Of more tests not every bound is tried. */
const mostTests = 20

/** Whether the values that are tried of a fact stand for all, so that what none of them does no value does. */
export function isTriedOut({ plan }: Pick<Case, 'plan'>, fact: string): boolean {
  const { planned = [], deciding } = planFacts(plan).leaves.get(fact) ?? {}
  return !deciding?.size && planned.length <= mostTests && planned.every(({ typed }) => fewKinds.has(typed.type))
}

/** What is not known on the right of a test, so that nothing on its left makes it good. */
function operandBehind(input: Case, operand: TypedOperand): Behind | undefined {
  for (const right of operandFactsOf(operand)) {
    if (typeof readOperandFact(right, input) !== 'number') continue
    return { kind: isLaunchPath(right.fact) ? 'launch' : right.entry?.lookup ? 'lookup' : 'operand', fact: right.fact }
  }
  const needsDate = input.clock.launchDay === undefined && isRelative(operand)
  return needsDate ? { kind: 'launch', fact: 'launch.date' } : undefined
}

/** Whether a day relative to the launch stands on the right, or in a test within it. */
function isRelative(operand: TypedOperand): boolean {
  if (operand.kind === 'launch-date') return true
  return operand.kind === 'values' && operand.values.some(isRelative)
}
