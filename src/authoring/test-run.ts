import { judge } from '../engine/judge.ts'
import { reasons } from '../engine/reason.ts'
import type { FactCatalog } from '../model/catalog.ts'
import type { Commitment } from '../model/commitment.ts'
import type { CommitmentTest, Expectation, TestCase } from '../model/commitment-test.ts'
import type { Config } from '../model/config.ts'
import { formatDate } from '../model/date.ts'
import type { Facts } from '../model/facts.ts'
import type { Decision } from '../model/generated/types.ts'
import type { Launch } from '../model/launch.ts'
import { parseWaivers, type Waivers } from '../model/waivers.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import type { Place } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import { changedLaunch } from './changed-launch.ts'

export interface TestInput {
  readonly test: CommitmentTest
  readonly commitments: readonly Commitment[]
  readonly catalogs: readonly FactCatalog[]
  readonly config?: Config
  /** The base of every case, and the facts that other teams supply for it. */
  readonly launch: Launch
  readonly facts: readonly Facts[]
  /** The time of cases for which the test names none. */
  readonly now?: string
}

/** How one case came out; a case that proves nothing has diagnostics instead of a result. */
export interface CaseResult {
  readonly name: string
  readonly place: Place
  readonly passed: boolean
  readonly failures: readonly CaseFailure[]
  readonly diagnostics: readonly Diagnostic[]
  readonly decision?: Decision
}

export interface CaseFailure {
  readonly subject: string
  readonly expected: string
  readonly got: string
  readonly place: Place
}

const outcomes = ['met', 'unmet', 'unknown', 'waived', 'not-applicable']
const verdicts = ['go', 'conditional-go', 'hold', 'no-go']

/** Runs every case of a CommitmentTest. Nothing passes vacuously: a case that names or changes what nobody reads is an error. */
export function runTest(input: TestInput): CaseResult[] {
  return input.test.cases.map((item) => runCase(input, item))
}

function runCase(input: TestInput, item: TestCase): CaseResult {
  const { test } = input
  const diagnostics: Diagnostic[] = []
  const reading = { document: test.document, diagnostics }
  const launch = changedLaunch({ base: input.launch, reading, change: item.change, remove: item.remove.map(({ path }) => path) })
  const now = item.now ?? test.now
  const at = now ? formatDate(now) : input.now
  const waivers = caseWaivers(test, item, diagnostics)
  const base = { name: item.name, place: item.place }
  const { decision, diagnostics: found } = judge({
    commitments: input.commitments,
    catalog: input.catalogs,
    waivers,
    ...(input.config && { config: input.config }),
    launch,
    facts: input.facts.filter((part) => !part.facts.facts.some((fact) => item.change.some((entry) => entry.key === fact.path))),
    now: at ?? '',
  })
  diagnostics.push(...found.filter((entry) => entry.severity === 'error'))
  if (!decision) return { ...base, passed: false, failures: [], diagnostics }
  diagnostics.push(...vacuous(test, item, decision))
  const failures = item.expect.flatMap((expectation) => failureOf(test, expectation, decision) ?? [])
  return { ...base, passed: failures.length === 0 && !hasErrors(diagnostics), failures, diagnostics, decision }
}

function caseWaivers(test: CommitmentTest, item: TestCase, diagnostics: Diagnostic[]): Waivers[] {
  if (!item.waivers) return []
  const { start, end } = item.waivers
  const root = { kind: 'mapping' as const, entries: [{ key: 'waivers', keyStart: start, keyEnd: start, value: item.waivers }], start, end }
  return [parseWaivers({ document: { ...test.document, root }, diagnostics })]
}

/** What would let a case pass without proving anything. */
function vacuous(test: CommitmentTest, item: TestCase, decision: Decision): Diagnostic[] {
  const file = test.document.file
  const found: Diagnostic[] = []
  if (item.expect.length === 0)
    found.push(
      diagnostic('test/expects-nothing', {
        file,
        range: item.range,
        message: `the case \`${item.name}\` expects nothing`,
        hint: 'add `expect:` with a verdict or the outcome of a requirement',
      }),
    )
  const known = decision.requirements.map((entry) => localId(test, entry.id))
  const read = new Set(
    decision.requirements
      .flatMap((entry) => [...entry.applies.findings, ...entry.findings])
      .flatMap((finding) => [finding.fact, ...operandFacts(finding.expected)]),
  )
  for (const { subject, range, outcome, valueRange, reason } of item.expect) {
    const allowed = subject === 'verdict' ? verdicts : outcomes
    if (subject !== 'verdict' && !known.includes(subject)) {
      found.push(
        diagnostic('test/unknown-requirement', {
          file,
          range,
          message: `the case \`${item.name}\` expects something of \`${subject}\`, which is no requirement of \`${test.commitment}\``,
          hint: didYouMean(subject, known),
        }),
      )
    } else if (!allowed.includes(outcome) || (reason !== undefined && !(reasons as readonly string[]).includes(reason))) {
      found.push(
        diagnostic('test/unknown-outcome', {
          file,
          range: valueRange,
          message: `the case \`${item.name}\` expects \`${reason ?? outcome}\` of \`${subject}\``,
          hint: didYouMean(reason ?? outcome, reason === undefined ? allowed : reasons),
        }),
      )
    }
  }
  const touched = [
    ...item.change.map((entry) => ({ path: entry.key, range: test.document.lines.range(entry.keyStart, entry.keyEnd) })),
    ...item.remove,
  ]
  for (const { path, range } of touched) {
    if ([...read].some((fact) => fact === path || fact.startsWith(`${path}.`)) || path.startsWith('launch.')) continue
    found.push(
      diagnostic('test/unread-fact', {
        file,
        range,
        message: `the case \`${item.name}\` changes \`${path}\`, which no requirement reads`,
        hint: didYouMean(path, read),
      }),
    )
  }
  return found
}

function operandFacts(expected: unknown): string[] {
  if (typeof expected !== 'object' || expected === null) return []
  return Object.entries(expected).flatMap(([key, value]) => (key === 'fact' && typeof value === 'string' ? [value] : operandFacts(value)))
}

function failureOf(test: CommitmentTest, expectation: Expectation, decision: Decision): CaseFailure | undefined {
  const { subject, outcome, reason, place } = expectation
  const requirement = decision.requirements.find((item) => localId(test, item.id) === subject)
  const got = subject === 'verdict' ? decision.verdict : requirement?.outcome
  const gotReasons = requirement
    ? [...requirement.applies.findings, ...requirement.findings].flatMap((finding) =>
        finding.decisive && finding.result === 'unknown' ? (finding.reason ?? []) : [],
      )
    : []
  if (got === outcome && (reason === undefined || gotReasons.includes(reason as (typeof gotReasons)[number]))) return undefined
  return {
    subject,
    expected: reason ? `${outcome} (${reason})` : outcome,
    got: gotReasons.length > 0 ? `${got ?? 'nothing'} (${gotReasons.join(', ')})` : (got ?? 'nothing'),
    place,
  }
}

/** A requirement of the tested commitment by its own id, one of another by its full id's last part. */
function localId(test: CommitmentTest, id: string): string {
  return id.startsWith(`${test.commitment}/`) ? id.slice(test.commitment.length + 1) : (id.split('/')[1] ?? id)
}
