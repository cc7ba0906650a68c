import type { Decision, Finding, JudgedRequirement } from '../model/generated/types.ts'
import { sequence } from '../model/wording.ts'
import { docsLink } from './explain/addresses.ts'
import { markdownCode, markdownSentence, markdownText } from './markdown-text.ts'
import { placeWords } from './requirement-block.ts'
import { alsoNeeded, openFindings } from './requirement-groups.ts'
import { adviceOf, dueWords, metFacts, onlyIf, reasonParts } from './requirement-words.ts'
import { outcomeMarks } from './verdict-words.ts'
import { approvalWords, clockWords, followUpWords, waiversOf } from './waiver-words.ts'
import { demandOf, foundBeside, sentenceOf, statementOf } from './words.ts'

/** A requirement as an entry of a list: in full where somebody has to act, else in a line; its title leads to its page on the site `docs`. What `told` holds of facts has been said above. */
export function requirementEntry(
  requirement: JudgedRequirement,
  decision: Decision,
  { docs, told = new Set() }: { readonly docs?: string | undefined; readonly told?: Set<string> } = {},
): string {
  const { outcome, id, owner, enforcement } = requirement
  const isSettled = outcome === 'met' || outcome === 'not-applicable'
  const facts = [
    markdownCode(id),
    markdownText(owner),
    ...(isSettled ? [] : [dueWords(requirement, decision) ?? []].flat().map(markdownText)),
    ...(enforcement === 'advisory' ? ['advisory'] : []),
  ].join(' · ')
  const name = markdownText(onlyIf(requirement))
  const address = docsLink(docs, id)
  const title = `- ${outcomeMarks[outcome].symbol} **${address === undefined ? name : `[${name}](${address})`}**<br>${facts}\n`
  const lines =
    outcome === 'met'
      ? metLines(requirement, decision, told)
      : isSettled
        ? reasonParts(requirement, decision)
        : actLines(requirement, decision)
  return `${title}${lines.map((line) => `  - ${isSettled ? markdownSentence(line) : line}\n`).join('')}`
}

/** What keeps a requirement; of facts that kept one above, which `told` remembers, the names alone. */
function metLines(requirement: JudgedRequirement, decision: Decision, told: Set<string>): string[] {
  const facts = metFacts(requirement, decision).map(({ name, value }) => ({ name, line: `${name}: ${value}` }))
  const again = facts.filter(({ line }) => told.has(line))
  const lines = facts.filter(({ line }) => !told.has(line)).map(({ line }) => line)
  for (const line of lines) told.add(line)
  const names = sequence(
    again.map(({ name }) => name),
    'and',
  )
  return again.length === 0 ? lines : [...lines, `${names}: as above`]
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
