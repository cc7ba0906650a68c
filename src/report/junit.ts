import type { Decision, JudgedRequirement } from '../model/generated/types.ts'
import { reasonSentence } from './next-steps.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { placeWords } from './requirement-block.ts'
import { isBlockedBy, isOpen, openFindings } from './requirement-groups.ts'
import { adviceOf, onlyIf, openSentence, reasonParts } from './requirement-words.ts'
import type { Undecided } from './summary.ts'
import { shownBy } from './text.ts'
import { outcomeMarks } from './verdict-words.ts'
import { untilWords, waiversOf } from './waiver-words.ts'
import { xmlAttributes, xmlLines, xmlText } from './xml.ts'

/** What a test case comes to; only a requirement that is met, or advice that is kept, passes. */
type Kind = 'passed' | 'failure' | 'error' | 'skipped'

interface TestCase {
  readonly kind: Kind
  readonly name: string
  readonly type: string
  readonly file: string
  readonly message: string
  readonly lines: readonly string[]
}

/**
 * JUnit XML: a suite for each launch, a case for each requirement, so that a suite is red if and only if its launch is blocked.
 * Not met is a failure, unknown an error (the test could not be carried out); waived, not applicable, and advice that is
 * not kept are skipped with a message, for they are neither red nor passed.
 */
export function junitReport({ decisions, undecided, diagnostics }: ReportInput, options: ReportOptions): string {
  const isShown = shownBy(options.only)
  const suites = [
    ...decisions.map((decision) => suiteOf(decision, casesOf(decision, decision.requirements.filter(isShown)))),
    ...undecided.map((item) => undecidedSuite(item, diagnostics)),
  ]
  const total = (key: keyof Suite['counts']): number => suites.reduce((sum, suite) => sum + suite.counts[key], 0)
  const counts = { tests: total('tests'), failures: total('failures'), errors: total('errors'), skipped: total('skipped') }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${xmlAttributes({ name: 'onlyif', ...counts, time: 0 })}>\n${suites.map((suite) => suite.text).join('')}</testsuites>\n`
}

interface Suite {
  readonly text: string
  readonly counts: { readonly tests: number; readonly failures: number; readonly errors: number; readonly skipped: number }
}

function casesOf(decision: Decision, shown: readonly JudgedRequirement[]): TestCase[] {
  const cases = shown.map((item) => caseOf(item, decision))
  if (!decision.blocked || cases.some((item) => item.kind === 'failure' || item.kind === 'error')) return cases
  // Nothing that is shown is red, and yet the launch is blocked: nothing applied, or the reason is not shown.
  const message = reasonSentence(decision)
  const kind = decision.verdict === 'no-go' || decision.verdict === 'conditional-go' ? 'failure' : 'error'
  return [...cases, { kind, name: 'verdict', type: decision.verdict, file: decision.launch.file, message, lines: [message] }]
}

function caseOf(requirement: JudgedRequirement, decision: Decision): TestCase {
  const { id, outcome, enforcement, owner } = requirement
  const advice = adviceOf(requirement)
  const reasons = reasonParts(requirement, decision)
  const word = enforcement === 'advisory' && isOpen(requirement) ? `advisory, ${outcomeMarks[outcome].word}` : outcomeMarks[outcome].word
  const places = openFindings(requirement).map(
    (finding) =>
      `${placeWords(finding.manifest)}: ${openSentence(finding, requirement, decision)} (asked at ${placeWords(finding.commitment)})`,
  )
  return {
    kind: kindOf(requirement, decision),
    name: id,
    type: outcome,
    file: requirement.findings[0]?.manifest.file ?? decision.launch.file,
    message:
      outcome === 'waived'
        ? `${waivedWord(requirement, decision)}${reasons.join(' · ')}`
        : `${word}: ${reasons.join(' · ') || onlyIf(requirement)}`,
    lines: [
      onlyIf(requirement),
      `owner: ${owner}`,
      ...(places.length > 0 ? [...waiversOf(requirement, decision).map((waiver) => untilWords(waiver, decision.now)), ...places] : reasons),
      ...(advice === undefined ? [] : [`do: ${advice}`]),
    ],
  }
}

function waivedWord(requirement: JudgedRequirement, decision: Decision): string {
  return isBlockedBy(requirement, decision) ? 'no exceptions are allowed, and this is ' : ''
}

function kindOf(requirement: JudgedRequirement, decision: Decision): Kind {
  if (isBlockedBy(requirement, decision)) return requirement.outcome === 'unknown' ? 'error' : 'failure'
  return requirement.outcome === 'met' ? 'passed' : 'skipped'
}

function suiteOf(decision: Decision, cases: readonly TestCase[]): Suite {
  const { launch, verdict, blocked, gateReady, onPlan, digest, engine, now } = decision
  const properties = { title: launch.title, owner: launch.owner, verdict, blocked: String(blocked), gateReady, onPlan, now, engine, digest }
  return suite({ name: launch.id, timestamp: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.exec(now)?.[0] }, properties, cases)
}

function undecidedSuite({ name, file }: Undecided, diagnostics: ReportInput['diagnostics']): Suite {
  const errors = diagnostics.filter((item) => item.severity === 'error')
  const own = errors.filter((item) => item.file === file)
  const lines = (own.length > 0 ? own : errors).map(
    (item) => `${item.file}${item.range ? `:${item.range.start.line}:${item.range.start.column}` : ''}: ${item.message}`,
  )
  const message = `not decided: ${lines[0] ?? 'its files have errors'}`
  return suite({ name, timestamp: undefined }, { verdict: 'none', blocked: 'true' }, [
    { kind: 'error', name: 'verdict', type: 'not-decided', file, message, lines: [message, ...lines.slice(1)] },
  ])
}

function suite(
  attributes: { readonly name: string; readonly timestamp: string | undefined },
  properties: Readonly<Record<string, string>>,
  cases: readonly TestCase[],
): Suite {
  const count = (kind: Kind): number => cases.filter((item) => item.kind === kind).length
  const counts = { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') }
  const entries = Object.entries(properties).map(([name, value]) => `      <property${xmlAttributes({ name, value })}/>\n`)
  const { name, timestamp } = attributes
  const text = [
    `  <testsuite${xmlAttributes({ name, ...counts, time: 0, timestamp })}>\n`,
    `    <properties>\n${entries.join('')}    </properties>\n`,
    ...cases.map((item) => caseText(item, name)),
    '  </testsuite>\n',
  ].join('')
  return { text, counts }
}

function caseText({ kind, name, type, file, message, lines }: TestCase, classname: string): string {
  const open = `    <testcase${xmlAttributes({ classname, name, time: 0, file })}>`
  const output = `      <system-out>${xmlLines(lines)}</system-out>\n`
  if (kind === 'passed') return `${open}\n${output}    </testcase>\n`
  if (kind === 'skipped') return `${open}\n      <skipped message="${xmlText(message)}"/>\n${output}    </testcase>\n`
  return `${open}\n      <${kind}${xmlAttributes({ type, message })}>${xmlLines(lines)}</${kind}>\n    </testcase>\n`
}
