import { isOperator } from '../model/condition.ts'
import type { Decision, EvidenceAsked, Finding } from '../model/generated/types.ts'
import { isQuantifier, quantifierWords } from './condition-words.ts'
import { foundOf } from './found-words.ts'
import { nameOf, type Subject } from './naming.ts'
import { type Comparison, isWords, mustWords, predicateOf, sideOf } from './predicate.ts'
import { durationWords, isMapping, valueWords } from './value-words.ts'

export { foundBeside, foundOf } from './found-words.ts'
export { nameOf, type Subject } from './naming.ts'
export { reasonWords } from './reason-words.ts'

/** What a finding asks for, in one sentence: "beta satisfaction must be at least 4.2 points of 5; evidence at most 14 days old". */
export function demandOf(finding: Finding, subject: Subject): string {
  return withEvidence(demandWords(finding, finding.polarity === 'forbid', subject), finding.asks ?? {})
}

/** Demand and find in one sentence, for places that have a line each: "… must be at least 4.2: found 3.9". */
export function sentenceOf(finding: Finding, subject: Subject): string {
  return `${demandOf(finding, subject)}: ${foundWords(finding, subject)}`
}

/** The same with the news first and without the evidence asked, for a line that may be cut: "availability: found 99.7%; must be …". */
export function briefOf(finding: Finding, subject: Subject): string {
  const name = nameOf(finding.fact, subject)
  const demand = demandWords(finding, finding.polarity === 'forbid', subject)
  const whose = whoseOf(finding, subject)
  const must = finding.reason === 'shortfall' ? `; ${demand.startsWith(`${whose} must`) ? demand.slice(whose.length + 1) : demand}` : ''
  return `${name}: ${foundWords(finding, subject)}${must}`
}

/** Reasons whose words stand on their own, without a value before them. */
const toldWhole = ['missing', 'placeholder', 'wrong-type', 'conflict', 'unreachable', 'fault'] as const

function foundWords(finding: Finding, subject: Subject): string {
  const found = foundOf(finding, subject)
  const told = isQuantifier(finding.operator) || (finding.reason !== undefined && (toldWhole as readonly string[]).includes(finding.reason))
  return told || finding.actual === undefined ? found : `found ${found}`
}

/** The test of a finding as a statement, for applicability: "the launch tier is 1 or 2". */
export function statementOf(finding: Finding, subject: Subject): string {
  return statementWords(finding, finding.polarity === 'forbid', subject)
}

/** As `statementOf`, of a comparison that nothing was found for. */
export function statementWords(comparison: Comparison, forbid: boolean, subject: Subject): string {
  if (isQuantifier(comparison.operator)) return demandWords(comparison, forbid, subject)
  return `${whoseOf(comparison, subject)} ${isWords(sideOf(predicateOf(comparison, subject), forbid))}`
}

/** What a fact needs to become, as `toGo` and waivers state it: a test, with the evidence asked. */
export function needsWords(
  fact: string,
  needs: Readonly<Record<string, unknown>>,
  decision: Subject & Partial<Pick<Decision, 'requirements'>>,
): string {
  const name = nameOf(fact, decision)
  const tests = testsIn(needs, false).map(({ operator, expected, forbid }, i) => {
    const resolved = resolvedIn(decision.requirements ?? [], fact, expected)
    const comparison: Comparison = { fact, operator, expected, ...(resolved !== undefined && { resolved }) }
    if (i === 0 || isQuantifier(operator)) return demandWords(comparison, forbid, decision)
    return mustWords(sideOf(predicateOf(comparison, decision), forbid))
  })
  const unknown = typeof needs['unknown'] === 'string' ? [`${name} may be unknown (${needs['unknown']})`] : []
  return withEvidence([...tests, ...unknown].join(' and ') || `${name} must change`, needs)
}

/** What is asked of evidence besides its value: "at most 14 days old", "from a sample of at least 30". */
export function evidenceWords(asks: Readonly<EvidenceAsked> | Readonly<Record<string, unknown>>): string[] {
  const { maxAge, minSample, minWindow, link, note } = asks as Readonly<Record<string, unknown>>
  return [
    ...(typeof maxAge === 'string' ? [`at most ${durationWords(maxAge)} old`] : []),
    ...(typeof minSample === 'number' ? [`from a sample of at least ${minSample}`] : []),
    ...(typeof minWindow === 'string' ? [`measured over at least ${durationWords(minWindow)}`] : []),
    ...(link === true ? ['with a link'] : []),
    ...(note === true ? ['with a note'] : []),
  ]
}

/** "At most" of a value and of an age must not be taken for one list. */
function withEvidence(sentence: string, asks: Parameters<typeof evidenceWords>[0]): string {
  const evidence = evidenceWords(asks)
  return evidence.length === 0 ? sentence : `${sentence}; evidence ${evidence.join(', ')}`
}

/** What a test demands of its fact, without the evidence: "beta satisfaction must be at least 4.2 points of 5". */
export function demandWords(comparison: Comparison, forbid: boolean, subject: Subject): string {
  const name = nameOf(comparison.fact, subject)
  const { operator, expected } = comparison
  if (isQuantifier(operator)) return quantifierWords(operator, expected, { list: name, forbid, subject })
  return `${whoseOf(comparison, subject)} ${mustWords(sideOf(predicateOf(comparison, subject), forbid))}`
}

/** The name of a fact before what a test says of it. What must be true or false is a statement, which may have a verb of its own: it is quoted. */
export function whoseOf({ fact, operator, expected }: Comparison, subject: Subject): string {
  const name = nameOf(fact, subject)
  return typeof expected === 'boolean' && operator !== 'present' && !name.startsWith('`') ? `“${name}”` : name
}

interface Test {
  readonly operator: Comparison['operator']
  readonly expected: unknown
  readonly forbid: boolean
}

/** The single tests in a mapping of operators, also those under `all` and `not`; evidence keys are no tests. */
function testsIn(needs: Readonly<Record<string, unknown>>, forbid: boolean): Test[] {
  return Object.entries(needs).flatMap(([key, expected]): Test[] => {
    if (key === 'all' && Array.isArray(expected)) return expected.filter(isMapping).flatMap((part) => testsIn(part, forbid))
    if (key === 'not' && isMapping(expected)) return testsIn(expected, !forbid)
    return isOperator(key) ? [{ operator: key, expected, forbid }] : []
  })
}

/** What an operand stood for where some finding of the same fact has it. */
function resolvedIn(requirements: Decision['requirements'], fact: string, expected: unknown): unknown {
  const wanted = valueKey(expected)
  for (const requirement of requirements) {
    const found = requirement.findings.find(
      (finding) => finding.fact === fact && finding.resolved !== undefined && valueKey(finding.expected) === wanted,
    )
    if (found) return found.resolved
  }
  return undefined
}

function valueKey(value: unknown): string {
  return JSON.stringify(value) ?? valueWords(value)
}
