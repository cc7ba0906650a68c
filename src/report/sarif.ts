import type { Decision, Finding, JudgedRequirement } from '../model/generated/types.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { digestOf } from '../source/digest.ts'
import { forTerminal } from './escape.ts'
import { reasonSentence } from './next-steps.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { isBlockedBy, openFindings } from './requirement-groups.ts'
import { onlyIf, openSentence } from './requirement-words.ts'
import { sarifId, sarifLocation, sarifRules, sarifText } from './sarif-parts.ts'
import { shownBy } from './text.ts'
import { outcomeMarks } from './verdict-words.ts'
import { untilWords, waiversOf } from './waiver-words.ts'

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

type Level = 'error' | 'warning' | 'note'

interface Result {
  readonly ruleId: string
  readonly level: Level
  readonly [property: string]: unknown
}

/**
 * SARIF 2.1.0: a result for each finding by which a requirement is not met, at its place in the manifest. What blocks is an
 * error, advice a warning; what is waived is a suppressed note. A blocked launch has at least one error.
 */
export function sarifReport({ decisions, undecided, diagnostics }: ReportInput, options: ReportOptions): string {
  const isShown = shownBy(options.only)
  const rules = sarifRules(decisions)
  const index = new Map(rules.map(({ id }, i) => [id, i]))
  const results = decisions.flatMap((decision) => resultsOf(decision, decision.requirements.filter(isShown)))
  const [, version] = /^[^@]*@(\d+\.\d+\.\d+\S*)$/.exec(decisions[0]?.engine ?? '') ?? []
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'onlyif', ...(version !== undefined && { version: forTerminal(version) }), rules } },
        invocations: [
          {
            executionSuccessful: undecided.length === 0 && !diagnostics.some((item) => item.severity === 'error'),
            toolExecutionNotifications: diagnostics.map(notificationOf),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => ({ ...result, ruleIndex: index.get(result.ruleId) })),
        properties: { decisions: decisions.map(summaryOf), undecided: undecided.map(({ name }) => forTerminal(name)) },
      },
    ],
  }
  // A build log obeys `##[…]`; in JSON the same text can be written so that it does not.
  return `${JSON.stringify(log, undefined, 2).replaceAll('##', '#\\u0023')}\n`
}

function summaryOf({ launch, verdict, blocked, now, digest }: Decision): Readonly<Record<string, unknown>> {
  return { launch: forTerminal(launch.id), verdict, blocked, now: forTerminal(now), digest: forTerminal(digest) }
}

function resultsOf(decision: Decision, shown: readonly JudgedRequirement[]): Result[] {
  const results = shown.flatMap((item) => ofRequirement(item, decision))
  if (!decision.blocked || results.some((result) => result.level === 'error')) return results
  // Nothing that is shown is an error, and yet the launch is blocked: nothing applied, or the reason is not shown.
  const { launch } = decision
  return [
    ...results,
    {
      ruleId: 'verdict',
      level: 'error',
      message: { text: sarifText(`${launch.id}: ${reasonSentence(decision)}`) },
      locations: [sarifLocation({ file: launch.file, line: 1, column: 1 })],
      partialFingerprints: fingerprintsOf(['verdict', launch.id], 1),
    },
  ]
}

function ofRequirement(requirement: JudgedRequirement, decision: Decision): Result[] {
  const { outcome } = requirement
  if (outcome === 'met' || outcome === 'not-applicable') return []
  const open = openFindings(requirement)
  return open.length === 0 ? [wholeResult(requirement, decision)] : open.map((finding) => resultOf(finding, requirement, decision))
}

/** A requirement that no single finding explains, as after a fault, is still not lost. */
function wholeResult(requirement: JudgedRequirement, decision: Decision): Result {
  const { id, outcome } = requirement
  const { launch } = decision
  return {
    ruleId: sarifId(id),
    level: levelOf(requirement, decision),
    message: { text: sarifText(`${launch.id}, ${outcomeMarks[outcome].word}: ${onlyIf(requirement)}`) },
    locations: [sarifLocation({ file: launch.file, line: 1, column: 1 })],
    partialFingerprints: fingerprintsOf([id, launch.id], 1),
    properties: { launch: forTerminal(launch.id), outcome },
  }
}

function levelOf(requirement: JudgedRequirement, decision: Decision): Level {
  if (isBlockedBy(requirement, decision)) return 'error'
  return requirement.outcome === 'waived' ? 'note' : 'warning'
}

function resultOf(finding: Finding, requirement: JudgedRequirement, decision: Decision): Result {
  const { id, enforcement, outcome, owner, due } = requirement
  const { launch } = decision
  const waivers = outcome === 'waived' && !isBlockedBy(requirement, decision) ? waiversOf(requirement, decision) : []
  const word = enforcement === 'advisory' ? `advisory, ${outcomeMarks[outcome].word}` : outcomeMarks[outcome].word
  const conflicts = (finding.conflict ?? []).map((place, i) => sarifLocation(place, { id: i + 2, text: 'stated here' }))
  return {
    ruleId: sarifId(id),
    level: levelOf(requirement, decision),
    message: { text: sarifText(`${launch.id}, ${word}: ${openSentence(finding, requirement, decision)}`) },
    locations: [sarifLocation(finding.manifest)],
    relatedLocations: [sarifLocation(finding.commitment, { id: 1, text: 'asked here' }), ...conflicts],
    partialFingerprints: fingerprintsOf([id, finding.fact, finding.operator, launch.id], ordinalOf(finding, requirement)),
    ...(waivers.length > 0 && {
      suppressions: [...new Set(waivers.map((waiver) => `${waiver.id}: ${untilWords(waiver, decision.now)}; ${waiver.reason}`))].map(
        (text) => ({
          kind: 'external',
          status: 'accepted',
          justification: forTerminal(text),
        }),
      ),
    }),
    properties: {
      launch: forTerminal(launch.id),
      outcome,
      reason: finding.reason,
      enforcement,
      owner: forTerminal(owner),
      ...(due !== undefined && { due: forTerminal(due) }),
    },
  }
}

/**
 * What tells a result from others when lines move: requirement, fact, operator and launch, and which of several such tests it
 * is. GitHub knows results again by `primaryLocationLineHash` alone.
 */
function fingerprintsOf(parts: readonly string[], ordinal: number): Readonly<Record<string, string>> {
  const hash = `${digestOf(JSON.stringify(parts)).slice('sha256:'.length)}:${ordinal}`
  return { primaryLocationLineHash: hash, 'onlyif/v1': hash }
}

function ordinalOf(finding: Finding, { findings, applies }: JudgedRequirement): number {
  const alike = [...applies.findings, ...findings].filter((item) => item.fact === finding.fact && item.operator === finding.operator)
  return alike.indexOf(finding) + 1
}

function notificationOf({ code, severity, file, range, message, hint }: Diagnostic): Readonly<Record<string, unknown>> {
  const place = { file, line: range?.start.line ?? 1, column: range?.start.column ?? 1 }
  return {
    descriptor: { id: forTerminal(code) },
    level: severity === 'info' ? 'note' : severity,
    message: { text: sarifText(hint === undefined ? message : `${message}; ${hint}`) },
    locations: [sarifLocation(place)],
  }
}
