import type { Decision, Finding, JudgedRequirement } from '../model/generated/types.ts'
import { unitOf } from './naming.ts'
import { openFindings } from './requirement-groups.ts'
import { awayWords, daysAway, endWords } from './verdict-words.ts'
import { untilWords, waiversOf } from './waiver-words.ts'
import { foundOf, nameOf, sentenceOf, statementOf } from './words.ts'

/** What follows "We go to market": "only if beta customers tell us it is good". */
export function onlyIf({ title, id }: Pick<JudgedRequirement, 'title' | 'id'>): string {
  return `only if ${title.trim() === '' ? id : title}`
}

/** The id of a requirement within its commitment. */
export function localId(id: string): string {
  return id.slice(id.indexOf('/') + 1)
}

/** The id of a requirement as it can stand among others: with its commitment where two commitments have one of the same id. */
export function tellingId(id: string, others: readonly Pick<JudgedRequirement, 'id'>[]): string {
  const own = localId(id)
  return others.some((other) => other.id !== id && localId(other.id) === own) ? id : own
}

/** "due 2026-10-08, tomorrow", or "overdue since 2026-10-01"; of a launch that is over "was due 2026-10-01"; nothing without a day. */
export function dueWords(
  { due, overdue }: Pick<JudgedRequirement, 'due' | 'overdue'>,
  { launch, now }: Partial<Pick<Decision, 'launch'>> & Pick<Decision, 'now'>,
): string | undefined {
  if (due === undefined) return undefined
  if (launch && endWords({ launch, now }) !== undefined) return `was due ${due}`
  if (overdue) return `overdue since ${due}`
  const days = daysAway(due, now)
  return `due ${due}${days !== undefined && days >= 0 && days <= 14 ? `, ${awayWords(days)}` : ''}`
}

/** Why a requirement came out as it did, whatever the outcome, as parts for one line or several. */
export function reasonParts(requirement: JudgedRequirement, decision: Decision): string[] {
  switch (requirement.outcome) {
    case 'met':
      return metFacts(requirement, decision).map(({ name, value }) => `${name}: ${value}`)
    case 'not-applicable':
      return [whyNotApplicable(requirement, decision)]
    case 'waived':
      return [...waiversOf(requirement, decision).map((waiver) => untilWords(waiver, decision.now)), ...openParts(requirement, decision)]
    default:
      return openParts(requirement, decision)
  }
}

/** What was found of a fact that meets what is asked: its name, and its value with its unit. */
export interface MetFact {
  readonly name: string
  readonly value: string
}

/** What keeps a requirement that is met, each fact once however many tests it passes. */
export function metFacts({ findings }: Pick<JudgedRequirement, 'findings'>, decision: Decision): MetFact[] {
  const facts = findings.filter((finding) => finding.decisive).map((finding) => metFact(finding, decision))
  return [...new Map(facts.map((fact) => [JSON.stringify([fact.name, fact.value]), fact])).values()]
}

/** One finding that is met, likewise. */
export function metFact(finding: Finding, decision: Decision): MetFact {
  const { fact, actual } = finding
  return { name: nameOf(fact, decision), value: `${foundOf(finding, decision)}${unitOf(fact, actual, decision)}` }
}

/** Why a requirement is not for this launch: "only when change of price or contract is true; found false". */
export function whyNotApplicable({ applies }: JudgedRequirement, decision: Decision): string {
  const why = applies.findings.filter((finding) => finding.decisive && finding.result === 'unmet')
  if (why.length === 0) return 'not meant for this launch'
  return `only when ${why.map((finding) => `${statementOf(finding, decision)}; found ${foundOf(finding, decision)}`).join(', and ')}`
}

/** A finding of applicability that is not known: "it applies only when … is true; nobody supplied it". */
export function whenWords(finding: Finding, decision: Decision): string {
  return `it applies only when ${statementOf(finding, decision)}; ${foundOf(finding, decision)}`
}

/** Asked and found in one sentence, whether the finding is about the requirement or about its being for the launch. */
export function openSentence(finding: Finding, { applies }: JudgedRequirement, decision: Decision): string {
  return applies.findings.includes(finding) ? whenWords(finding, decision) : sentenceOf(finding, decision)
}

function openParts(requirement: JudgedRequirement, decision: Decision): string[] {
  return openFindings(requirement).map((finding) => openSentence(finding, requirement, decision))
}

/** What its author says to do when a requirement is not met. Where it is only not known, that would be the wrong thing to do. */
export function adviceOf({ outcome, ifUnmet }: JudgedRequirement): string | undefined {
  return outcome === 'unmet' ? ifUnmet : undefined
}
