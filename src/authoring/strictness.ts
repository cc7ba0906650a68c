import { foldResults, type Kleene, MET, negateResult, type Result, UNKNOWN, UNMET, valueOfResult } from '../engine/reason.ts'
import type { FactCatalog } from '../model/catalog.ts'
import { isWithin, type Requirement } from '../model/commitment.ts'
import type { LinkedRequirement } from '../model/link.ts'
import { needOf, type TypedCondition, type TypedLeaf, typedLeavesOf } from '../model/typed.ts'
import { type FactRows, rowsOf } from './fact-rows.ts'

/**
 * How a version compares with the one before: `stricter` lets nothing through that the other stopped, `looser` stops
 * nothing that the other let through, `same` does neither, `mixed` does both; `unknown` where that cannot be told.
 */
export type Strictness = 'same' | 'stricter' | 'looser' | 'mixed' | 'unknown'

/** A version of a requirement, with the catalog that it is read by. */
export interface Version {
  readonly linked: LinkedRequirement
  readonly catalogs: readonly FactCatalog[]
}

/** More combinations are not tried: it then cannot be told. */
const maxCombinations = 100_000

/** Compares what two versions of a requirement let through, over everything that could be supplied. Proved by trying every combination that can make a difference. */
export function strictnessOf(before: Version, after: Version): Strictness {
  const [old, now] = [before.linked.requirement, after.linked.requirement]
  // An advisory requirement stops nothing, so what it asks makes no difference beside that.
  const isAdvisory = old.enforcement === 'advisory' || now.enforcement === 'advisory'
  return combined([
    isAdvisory ? 'same' : demandStrictness(before, after),
    enforcementStrictness(old.enforcement, now.enforcement),
    isAdvisory ? 'same' : waiverStrictness(old, now),
  ])
}

/** The strictness of a whole by that of its parts. */
export function combined(parts: readonly Strictness[]): Strictness {
  const kinds = new Set(parts.filter((part) => part !== 'same'))
  if (kinds.has('mixed') || (kinds.has('stricter') && kinds.has('looser'))) return 'mixed'
  if (kinds.has('unknown')) return 'unknown'
  return kinds.has('stricter') ? 'stricter' : kinds.has('looser') ? 'looser' : 'same'
}

function enforcementStrictness(before: Requirement['enforcement'], after: Requirement['enforcement']): Strictness {
  const from = (enforcement: Requirement['enforcement']): number =>
    enforcement === 'blocking' ? Number.NEGATIVE_INFINITY : enforcement === 'advisory' ? Number.POSITIVE_INFINITY : enforcement.blockingFrom
  const [old, now] = [from(before), from(after)]
  return now === old ? 'same' : now < old ? 'stricter' : 'looser'
}

function waiverStrictness({ waivers: before }: Requirement, { waivers: after }: Requirement): Strictness {
  const [narrower, wider] = [isWithin(after, before), isWithin(before, after)]
  return narrower && wider ? 'same' : narrower ? 'stricter' : wider ? 'looser' : 'mixed'
}

function demandStrictness(before: Version, after: Version): Strictness {
  const facts = factsIn(before, after)
  let combinations = 1
  for (const rows of facts ?? []) combinations *= rows.rows.length
  if (!facts || combinations > maxCombinations) return 'unknown'
  const isExact = facts.every(({ exact }) => exact)
  let opens = false
  let closes = false
  const values = new Map<TypedLeaf, Kleene>()
  const visit = (index: number): void => {
    const fact = facts[index]
    if (!fact) {
      const [was, is] = [letsThrough(before.linked, values), letsThrough(after.linked, values)]
      opens ||= is && !was
      closes ||= was && !is
      return
    }
    for (const row of fact.rows) {
      fact.leaves.forEach((leaf, at) => {
        values.set(leaf, row[at] ?? UNKNOWN)
      })
      visit(index + 1)
      if (opens && closes) return
    }
  }
  visit(0)
  if (opens && closes) return isExact ? 'mixed' : 'unknown'
  return opens ? 'looser' : closes ? 'stricter' : 'same'
}

/** The rows of every fact that either version reads; undefined where there are too many. */
function factsIn(before: Version, after: Version): FactRows[] | undefined {
  const sided = [before, after].flatMap(({ linked, catalogs }) => leavesIn(linked).map((leaf) => ({ leaf, catalogs })))
  const facts = [...new Set(sided.map(({ leaf }) => leaf.leaf.fact))]
  const rows = facts.map((fact) =>
    rowsOf(
      fact,
      sided.filter(({ leaf }) => leaf.leaf.fact === fact),
    ),
  )
  return rows.every((item) => item !== undefined) ? rows : undefined
}

/** Every leaf of a requirement, that of its applicability first. */
function leavesIn({ applies, require, forbid }: LinkedRequirement): TypedLeaf[] {
  return [...applies, ...(require ? [require] : []), ...forbid].flatMap(typedLeavesOf)
}

/** Whether a requirement lets a launch through without a waiver: it decidedly does not apply, or it is met. */
function letsThrough({ applies, require, forbid }: LinkedRequirement, values: ReadonlyMap<TypedLeaf, Kleene>): boolean {
  const scope = foldResults(
    applies.map((condition) => fold(condition, values)),
    applies.length,
  )
  if (valueOfResult(scope) === UNMET) return true
  const parts = [...(require ? [fold(require, values)] : []), ...forbid.map((condition) => negateResult(fold(condition, values)))]
  return valueOfResult(scope) === MET && parts.length > 0 && valueOfResult(foldResults(parts, parts.length)) === MET
}

function fold(condition: TypedCondition, values: ReadonlyMap<TypedLeaf, Kleene>): Result {
  if (condition.kind === 'leaf') return values.get(condition) ?? UNKNOWN
  if (condition.kind === 'not') return negateResult(fold(condition.of, values))
  return foldResults(
    condition.of.map((part) => fold(part, values)),
    needOf(condition),
  )
}
