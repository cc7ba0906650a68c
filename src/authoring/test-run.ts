import type { CommitmentTest, Expectation, TestCase } from '../model/commitment-test.ts'
import type { Decision, JudgedRequirement } from '../model/generated/types.ts'
import { type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import type { Place } from '../source/position.ts'
import { type Bench, benchOf, localId, type ReadyCase, readyCases, type TestInput } from './test-case.ts'
import { vacuous } from './test-vacuous.ts'

export type { TestInput } from './test-case.ts'

/** How one case came out; a case that proves nothing has errors among its diagnostics. */
export interface CaseResult {
  readonly name: string
  readonly item: TestCase
  readonly place: Place
  readonly passed: boolean
  readonly failures: readonly CaseFailure[]
  readonly diagnostics: readonly Diagnostic[]
  readonly decision?: Decision
}

/** An expectation that was not met. */
export interface CaseFailure {
  /** `verdict`, or a requirement as the case names it. */
  readonly subject: string
  readonly expected: string
  readonly got: string
  /** Where it is expected. */
  readonly place: Place
  /** The requirement that came out otherwise, by its full id; absent for the verdict. */
  readonly requirement?: string
}

/** Runs every case of a CommitmentTest. Nothing passes vacuously: a case that names or changes what nobody reads is an error. */
export function runTest(input: TestInput): CaseResult[] {
  const bench = benchOf(input)
  return readyCases(input).map((ready) => runCase(input, ready, bench))
}

/** Judges one case and compares what came of it with what it expects. */
function runCase(input: TestInput, ready: ReadyCase, bench: Bench): CaseResult {
  const { test } = input
  const { item } = ready
  const { decision, diagnostics: found } = bench(ready).judge(ready.launch, ready.facts)
  const diagnostics = [...ready.diagnostics, ...found.filter((entry) => entry.severity === 'error')]
  const base = { name: item.name, item, place: item.place }
  if (!decision) return { ...base, passed: false, failures: [], diagnostics }
  diagnostics.push(...vacuous(input, item, decision))
  // What a case with a mistake expects says nothing yet.
  if (hasErrors(diagnostics)) return { ...base, passed: false, failures: [], diagnostics, decision }
  const failures = item.expect.flatMap((expectation) => failureOf(test, expectation, decision) ?? [])
  return { ...base, passed: failures.length === 0, failures, diagnostics, decision }
}

function failureOf(test: CommitmentTest, expectation: Expectation, decision: Decision): CaseFailure | undefined {
  const { subject, outcome, reason, place } = expectation
  const requirement = decision.requirements.find((item) => localId(test, item.id) === subject)
  const got = subject === 'verdict' ? decision.verdict : requirement?.outcome
  const reasons = requirement ? unknownReasons(requirement) : []
  if (got === outcome && (reason === undefined || reasons.some((item) => item === reason))) return undefined
  return {
    subject,
    expected: reason ? `${outcome} (${reason})` : outcome,
    got: reasons.length > 0 ? `${got ?? 'nothing'} (${[...new Set(reasons)].join(', ')})` : (got ?? 'nothing'),
    place,
    ...(requirement && subject !== 'verdict' && { requirement: requirement.id }),
  }
}

/** Why a requirement is unknown: the reasons of its decisive findings. */
export function unknownReasons({ applies, findings }: JudgedRequirement): string[] {
  return [...applies.findings, ...findings].flatMap((finding) =>
    finding.decisive && finding.result === 'unknown' ? (finding.reason ?? []) : [],
  )
}
