import type { Decision, Finding, JudgedRequirement } from '../model/generated/types.ts'
import { docsLink } from './explain/addresses.ts'
import { markdownCode, markdownSentence, markdownText } from './markdown-text.ts'
import { placeWords } from './requirement-block.ts'
import { alsoNeeded, openFindings } from './requirement-groups.ts'
import { adviceOf, dueWords, onlyIf, reasonParts } from './requirement-words.ts'
import { outcomeMarks } from './verdict-words.ts'
import { approvalWords, clockWords, followUpWords, waiversOf } from './waiver-words.ts'
import { demandOf, foundBeside, sentenceOf, statementOf } from './words.ts'

/** A requirement as an entry of a list: in full where somebody has to act, else in a line; its title leads to its page on the site `docs`. */
export function requirementEntry(requirement: JudgedRequirement, decision: Decision, docs?: string): string {
  const { outcome, id, owner, enforcement } = requirement
  const isSettled = outcome === 'met' || outcome === 'not-applicable'
  const facts = [
    markdownCode(id),
    markdownText(owner),
    ...(isSettled ? [] : [dueWords(requirement, decision.now) ?? []].flat().map(markdownText)),
    ...(enforcement === 'advisory' ? ['advisory'] : []),
  ].join(' · ')
  const name = markdownText(onlyIf(requirement))
  const address = docsLink(docs, id)
  const title = `- ${outcomeMarks[outcome].symbol} **${address === undefined ? name : `[${name}](${address})`}**<br>${facts}\n`
  const lines = isSettled ? reasonParts(requirement, decision) : actLines(requirement, decision)
  return `${title}${lines.map((line) => `  - ${isSettled ? markdownSentence(line) : line}\n`).join('')}`
}

function actLines(requirement: JudgedRequirement, decision: Decision): string[] {
  const advice = adviceOf(requirement)
  return [
    ...openFindings(requirement).flatMap((finding) => findingLines(finding, requirement, decision)),
    ...alsoNeeded(requirement, decision).map(
      (finding) => `**also:** ${markdownSentence(sentenceOf(finding, decision))} · ${markdownCode(placeWords(finding.commitment))}`,
    ),
    ...waiverLines(requirement, decision),
    ...(advice === undefined ? [] : [`**do:** ${markdownSentence(advice)}`]),
  ]
}

function findingLines(finding: Finding, { applies }: JudgedRequirement, decision: Decision): string[] {
  const { evidence = {}, manifest, commitment } = finding
  const from = finding.actual === undefined ? [] : [evidence.by, evidence.source].filter((item) => item !== undefined)
  const origin = from.length > 0 ? ` (${markdownText(from.join(', '))})` : ''
  const place = `${manifest.nearest ? 'add to ' : ''}${markdownCode(placeWords(manifest))}`
  const asked = applies.findings.includes(finding)
    ? `**when:** it applies only when ${markdownSentence(statementOf(finding, decision))}`
    : `**asked:** ${markdownSentence(demandOf(finding, decision))}`
  return [
    `${asked} · ${markdownCode(placeWords(commitment))}`,
    `**found:** ${markdownSentence(foundBeside(finding, decision))}${origin} · ${place}`,
  ]
}

function waiverLines(requirement: JudgedRequirement, decision: Decision): string[] {
  return waiversOf(requirement, decision).flatMap((waiver) => {
    const then = followUpWords(waiver)
    return [
      `**waived:** ${markdownText(clockWords(waiver, decision.now))}, by ${markdownText(approvalWords(waiver, waiver.state))} · ${markdownCode(waiver.id)}, ${waiver.as ?? 'accepted'}: ${markdownSentence(waiver.reason)}`,
      ...(then === undefined ? [] : [`**then:** ${markdownSentence(then)}`]),
    ]
  })
}
