import { type Commitment, entryId, type Requirement } from '../model/commitment.ts'
import type { JudgedRequirement } from '../model/generated/types.ts'
import type { Place } from '../source/position.ts'
import { type ConditionCoverage, coverLeaf, type SeenCase } from './condition-coverage.ts'
import { canBeUnmet, type Formula, formulaOf, outcomeUnder, truths } from './formula.ts'
import type { TestInput } from './test-case.ts'
import type { CaseResult } from './test-run.ts'

export type DueOutcome = 'met' | 'unmet' | 'unknown'

/** What the cases of a run show of a commitment. */
export interface CommitmentCoverage {
  readonly commitment: Commitment
  /** What it lists, `same` entries included, in the order written. */
  readonly requirements: readonly RequirementCoverage[]
  readonly outcomes: Share
  readonly conditions: Share
}

/** So many of so many. */
export interface Share {
  readonly shown: number
  readonly total: number
}

export interface RequirementCoverage {
  readonly id: string
  readonly home: Commitment
  readonly requirement: Requirement
  /** For each outcome that it should be seen with: the names of the cases that show it. */
  readonly outcomes: readonly { readonly outcome: DueOutcome; readonly cases: readonly string[] }[]
  readonly conditions: readonly ConditionCoverage[]
}

/** A test as it was run. */
export interface TestRun {
  readonly input: TestInput
  readonly results: readonly CaseResult[]
}

/**
 * Which outcomes and conditions the cases show, for each commitment that is tested. A requirement is shown by the cases of
 * every test whose commitment lists it, as its own or as `same`. A share of nothing is whole.
 */
export function coverageOf(runs: readonly TestRun[], isAsked: (id: string) => boolean = () => true): CommitmentCoverage[] {
  const known = new Map<string, RequirementCoverage>()
  const tested = [...new Map(runs.map(({ input }) => [input.test.commitment, input])).values()]
  return tested.flatMap(({ test, commitments }) => {
    const commitment = commitments.find((item) => item.id === test.commitment)
    if (!commitment) return []
    const requirements = listedIn(commitment, commitments)
      .filter(({ requirement }) => isAsked(requirement.id))
      .map(({ home, requirement }) => {
        const cover = known.get(requirement.id) ?? coverRequirement(home, requirement, runs)
        known.set(requirement.id, cover)
        return cover
      })
    const all = requirements.flatMap((item) => item.conditions)
    const outcomes = requirements.flatMap((item) => item.outcomes)
    return [
      {
        commitment,
        requirements,
        outcomes: { shown: outcomes.filter(({ cases }) => cases.length > 0).length, total: outcomes.length },
        conditions: { shown: all.filter(({ state }) => state === 'shown').length, total: all.length },
      },
    ]
  })
}

/** A share in percent, to a tenth, rounded down so that 100 means all. */
export function percentOf({ shown, total }: Share): number {
  return total === 0 ? 100 : Math.floor((shown / total) * 1000) / 10
}

/** The requirements that a commitment lists, each with the commitment that it is of. */
function listedIn(
  commitment: Commitment,
  commitments: readonly Commitment[],
): { readonly home: Commitment; readonly requirement: Requirement }[] {
  const own = commitments.flatMap((home) =>
    home.entries.flatMap((requirement) => (requirement.kind === 'requirement' ? [{ home, requirement }] : [])),
  )
  return commitment.entries.flatMap((entry) => {
    const id = entryId(entry)
    return own.find((item) => item.requirement.id === id) ?? []
  })
}

function coverRequirement(home: Commitment, requirement: Requirement, runs: readonly TestRun[]): RequirementCoverage {
  const formula = formulaOf(home, requirement)
  const judged = runs
    .filter(({ input }) => lists(input, requirement.id))
    .flatMap(({ results }) =>
      results.flatMap(({ name, place, decision }) => {
        const found = decision?.requirements.find((item) => item.id === requirement.id)
        return found ? [{ name, place, found }] : []
      }),
    )
  const cases = judged.flatMap((item) => seenCase(formula, item) ?? [])
  return {
    id: requirement.id,
    home,
    requirement,
    outcomes: dueOutcomes(formula).map((outcome) => ({
      outcome,
      cases: judged.filter(({ found }) => found.outcome === outcome || found.underlying === outcome).map(({ name }) => name),
    })),
    conditions: formula.leaves.map((_, index) => coverLeaf(formula, index, cases)),
  }
}

function lists({ test, commitments }: TestInput, id: string): boolean {
  const commitment = commitments.find((item) => item.id === test.commitment)
  return commitment?.entries.some((entry) => entryId(entry) === id) ?? false
}

function seenCase(
  formula: Formula,
  { name, place, found }: { readonly name: string; readonly place: Place; readonly found: JudgedRequirement },
): SeenCase | undefined {
  const findings = [...found.applies.findings, ...found.findings]
  // What the two engines disagree on says nothing about the commitment.
  if (findings.length !== formula.leaves.length || findings.some((finding) => finding.reason === 'fault')) return undefined
  const values = findings.map((finding) => truths[finding.result])
  return { name, place, values, outcome: outcomeUnder(formula, values) }
}

/** Met, unmet and unknown; unmet only where some value of the leaves leads to it. */
function dueOutcomes(formula: Formula): DueOutcome[] {
  const least = formula.leaves.map(({ leaf, part }) => (part === 'applies' ? truths.met : canBeUnmet(leaf) ? truths.unmet : truths.unknown))
  return outcomeUnder(formula, least) === 'unmet' ? ['met', 'unmet', 'unknown'] : ['met', 'unknown']
}
