import type { Decision, Finding, JudgedRequirement, JudgedWaiver, ManifestPlace, SourcePlace } from '../model/generated/types.ts'
import { sequence } from '../model/wording.ts'
import { docsLink } from './explain/addresses.ts'
import { labelled, parts, type Sheet } from './layout.ts'
import { adviceOf, dueWords } from './requirement-words.ts'
import { endWords, outcomeMarks } from './verdict-words.ts'
import { briefOf, demandOf, foundBeside, sentenceOf, statementOf } from './words.ts'

const indent = 4
const labelWidth = 8

/** A requirement that is not met, in full: its sentence, whose it is, what was asked and found and where, what to do, and its page on the site `docs`. */
export function requirementBlock(sheet: Sheet, requirement: JudgedRequirement, decision: Decision, docs?: string): string[] {
  const mark = outcomeMarks[requirement.outcome]
  const title = labelled(sheet, {
    indent: 2,
    label: mark.symbol,
    labelWidth: 2,
    labelInk: mark.ink,
    text: `only if ${requirement.title}`,
    ink: 'bold',
  })
  const lines = [...title, ...bylines(sheet, requirement, decision)]
  const unclear = requirement.underlying === 'unknown' && requirement.applies.result === 'unknown'
  const findings = unclear ? requirement.applies.findings : requirement.findings
  const shown = findings.filter((finding) => finding.decisive && finding.result !== 'met')
  const more = unclear ? requirement.findings.filter((finding) => finding.decisive && finding.result === 'unmet') : []
  for (const finding of [...shown, ...more]) lines.push(...findingLines(sheet, finding, decision, unclear))
  for (const finding of alsoNeeded(requirement, decision)) {
    lines.push(
      ...labelled(sheet, { indent, label: 'also', labelWidth, text: sentenceOf(finding, decision), place: placeWords(finding.commitment) }),
    )
  }
  lines.push(...waiverLines(sheet, requirement, decision))
  const advice = adviceOf(requirement)
  if (advice) lines.push(...labelled(sheet, { indent, label: 'do', labelWidth, labelInk: 'blue', text: advice }))
  return [...lines, ...pageLine(sheet, docsLink(docs, requirement.id))]
}

/** An address is never broken into lines: it would lead nowhere. */
function pageLine({ paint }: Sheet, address: string | undefined): string[] {
  return address === undefined ? [] : [`${' '.repeat(indent)}${paint.dim('docs'.padEnd(labelWidth))}${address}`]
}

/** A place in a file as editors and terminals open it. */
export function placeWords({ file, line, column }: SourcePlace | ManifestPlace): string {
  return `${file}:${line}:${column}`
}

/** One sentence for a requirement in a list: the first thing that is wrong with it. */
export function shortReason(requirement: JudgedRequirement, decision: Decision): string {
  const findings = requirement.applies.result === 'unknown' ? requirement.applies.findings : requirement.findings
  const open = findings.filter((finding) => finding.decisive && finding.result !== 'met')
  const [first] = open
  if (!first) return requirement.title
  const unclear = requirement.applies.result === 'unknown' ? 'whether it applies is not known: ' : ''
  return `${unclear}${briefOf(first, decision)}${open.length > 1 ? ` (and ${open.length - 1} more)` : ''}`
}

function bylines(sheet: Sheet, requirement: JudgedRequirement, decision: Decision): string[] {
  const { id, owner, overdue } = requirement
  const isLate = overdue && endWords(decision) === undefined
  return parts(sheet, indent, [id, owner, ...[dueWords(requirement, decision) ?? []].flat()], isLate ? 'red' : 'dim')
}

function findingLines(sheet: Sheet, finding: Finding, decision: Decision, unclear: boolean): string[] {
  const { evidence = {}, manifest } = finding
  const from = [evidence.by, evidence.source].filter((item) => item !== undefined)
  const origin = from.length > 0 && finding.actual !== undefined ? ` (${from.join(', ')})` : ''
  return [
    ...labelled(sheet, {
      indent,
      label: unclear ? 'when' : 'asked',
      labelWidth,
      text: unclear ? `it applies only when ${statementOf(finding, decision)}` : demandOf(finding, decision),
      place: placeWords(finding.commitment),
    }),
    ...labelled(sheet, {
      indent,
      label: 'found',
      labelWidth,
      text: `${foundBeside(finding, decision)}${origin}`,
      place: manifest.nearest ? `add to ${placeWords(manifest)}` : placeWords(manifest),
    }),
  ]
}

/** What else must become true for a requirement that is not met: without it the first change would only uncover the next. */
function alsoNeeded({ id, findings, outcome }: JudgedRequirement, { toGo }: Decision): Finding[] {
  if (outcome !== 'unmet') return []
  const needed = new Set(toGo.changes.filter((change) => change.requirements.includes(id)).map((change) => change.fact))
  return findings.filter((finding) => !finding.decisive && finding.result !== 'met' && needed.has(finding.fact))
}

function waiverLines(sheet: Sheet, { waivedBy = [] }: JudgedRequirement, { waivers }: Decision): string[] {
  return waivers.filter((waiver) => waivedBy.includes(waiver.id)).flatMap((waiver) => inForceLines(sheet, waiver))
}

function inForceLines(sheet: Sheet, waiver: JudgedWaiver): string[] {
  const { id, expires, approved, as, reason, followUp, proof } = waiver
  const people = sequence(
    approved.map(({ by, role }) => `${by} (${role})`),
    'and',
  )
  const claimed = proof === 'claimed' ? '; their roles are claimed, not proved' : ''
  const lines = labelled(sheet, {
    indent,
    label: 'waived',
    labelWidth,
    labelInk: 'yellow',
    text: `until ${expires} by ${people || 'nobody named'}${claimed}`,
  })
  lines.push(...labelled(sheet, { indent, label: '', labelWidth, text: `${id}, ${as ?? 'accepted'}: ${reason}` }))
  if (!followUp || followUp.doneOn !== undefined) return lines
  const { what = 'the gap is closed', owner, due } = followUp
  const text = [what, ...(owner === undefined ? [] : [owner]), ...(due === undefined ? [] : [`by ${due}`])].join(' · ')
  return [...lines, ...labelled(sheet, { indent, label: 'then', labelWidth, labelInk: 'blue', text })]
}
