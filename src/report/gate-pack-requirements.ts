import type { Decision, Finding, JudgedRequirement } from '../model/generated/types.ts'
import { docsLink } from './explain/addresses.ts'
import { html, join, link, type Markup, marked, said, sentence } from './markup.ts'
import { alsoNeeded, isOpen, openFindings } from './requirement-groups.ts'
import { adviceOf, dueWords, metFact, whyNotApplicable } from './requirement-words.ts'
import { byStage, hasStages, stageName, stagesHeading } from './stages.ts'
import { durationWords } from './value-words.ts'
import { type Outcome, outcomeMarks } from './verdict-words.ts'
import { demandOf, foundBeside, statementOf } from './words.ts'

interface Column {
  readonly name: string
  /** What a requirement says of customers; a column in which none says anything is left out. */
  readonly of?: 'honors' | 'dishonors'
}

const columns: readonly Column[] = [
  { name: 'Outcome' },
  { name: 'We go to market' },
  { name: 'Honors customers', of: 'honors' },
  { name: 'Would dishonor them', of: 'dishonors' },
  { name: 'Evidence, its age and where to see it' },
]

const colours: Readonly<Record<Outcome, string>> = {
  met: 'green',
  unmet: 'red',
  unknown: 'red',
  waived: 'amber',
  'not-applicable': 'grey',
}

/** Every requirement by stage of the customers' journey, with what it does for customers, what breaking it does to them, and the evidence. */
export function requirementsSection(decision: Decision, shown: readonly JudgedRequirement[], docs: string | undefined): Markup {
  const stages = byStage(decision, shown)
  if (stages.length === 0) return html`<section>\n<h2>Requirements</h2>\n<p>There is none to show.</p>\n</section>\n`
  const kept = columns.filter(({ of }) => of === undefined || shown.some((item) => item[of] !== undefined))
  const over = (stage: string | undefined): Markup =>
    html`<tr class="stage"><th colspan="${kept.length}" scope="rowgroup">${said(stageName(stage))}</th></tr>\n`
  return html`<section>
<h2>${stagesHeading(stages)}</h2>
<table class="requirements stacked"><colgroup>${kept.map(({ of }) => html`<col${of && html` class="polarity"`}>`)}</colgroup>
<thead><tr>${kept.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
${stages.map(
  ({ stage, items }) => html`<tbody>
${hasStages(stages) ? over(stage) : undefined}${items.map((item) => row(item, kept, decision, docsLink(docs, item.id)))}</tbody>
`,
)}</table>
</section>
`
}

function row(requirement: JudgedRequirement, kept: readonly Column[], decision: Decision, address: string | undefined): Markup {
  const { outcome, id, title, owner, enforcement } = requirement
  const name = html`only if ${said(title.trim() === '' ? id : title)}`
  const due = outcome === 'not-applicable' || outcome === 'met' ? undefined : dueWords(requirement, decision)
  const facts = [said(owner), ...(due === undefined ? [] : [sentence(due)]), ...(enforcement === 'advisory' ? [html`advisory`] : [])]
  const polarities = kept.flatMap(({ name: label, of }) => (of === undefined ? [] : [polarityCell(label, requirement[of])]))
  return html`<tr><td class="outcome ${enforcement === 'advisory' && isOpen(requirement) ? 'amber' : colours[outcome]}">${marked(outcomeMarks[outcome])}</td><td><p class="title">${address === undefined ? name : html`<a href="${address}" rel="noopener noreferrer">${name}</a>`}</p><p class="small soft">${said(id)}<br>${join(facts, ' · ')}</p></td>${polarities}<td>${evidenceCell(requirement, decision)}</td></tr>
`
}

function polarityCell(label: string, text: string | undefined): Markup {
  return html`<td class="polarity" data-label="${label}" dir="auto">${text === undefined ? undefined : said(text)}</td>`
}

function evidenceCell(requirement: JudgedRequirement, decision: Decision): Markup {
  if (requirement.outcome === 'not-applicable') return sentence(whyNotApplicable(requirement, decision))
  const open = [...openFindings(requirement), ...alsoNeeded(requirement, decision)]
  const unclear = requirement.applies.findings.filter((finding) => open.includes(finding))
  const told = new Set(open.map((finding) => finding.fact))
  // A fact with several tests is evidence once.
  const rest = requirement.findings.filter((finding) => finding.result === 'met' && !told.has(finding.fact) && told.add(finding.fact))
  const waived = (requirement.waivedBy ?? []).map((id) => html`<li>waived by ${said(id)}, see below</li>`)
  const todo = adviceOf(requirement)
  const advice = todo === undefined ? undefined : html`<li><b>Do:</b> ${said(todo)}</li>`
  return html`<ul>${open.map((finding) => openItem(finding, unclear.includes(finding), decision))}${rest.map((finding) => metItem(finding, decision))}${waived}${advice}</ul>`
}

function openItem(finding: Finding, isUnclear: boolean, decision: Decision): Markup {
  const asked = isUnclear ? `it applies only when ${statementOf(finding, decision)}` : demandOf(finding, decision)
  const { symbol } = outcomeMarks[finding.result === 'unmet' ? 'unmet' : 'unknown']
  const { file, line } = finding.manifest
  const place = file === decision.launch.file ? `line ${line} of the manifest` : `${file}:${line}`
  return html`<li><span class="symbol">${symbol}</span> ${sentence(asked)}: <b>${sentence(foundBeside(finding, decision))}</b>${provenance(finding, [finding.manifest.nearest ? `add to ${place}` : place])}</li>`
}

function metItem(finding: Finding, decision: Decision): Markup {
  const { name, value } = metFact(finding, decision)
  return html`<li><span class="symbol">●</span> ${sentence(name)}: ${sentence(value)}${provenance(finding, [])}</li>`
}

/** Who says so, since when, from how much; and the link, if it is one that may be followed. */
function provenance({ evidence = {}, actual }: Finding, places: readonly string[]): Markup | undefined {
  const { asOf, age, sample, window, by, source, note, link: address } = actual === undefined ? {} : evidence
  const parts = [
    ...(asOf === undefined ? [] : [age === undefined ? asOf : `${asOf}, ${durationWords(age)} old`]),
    ...(sample === undefined ? [] : [`sample ${sample}`]),
    ...(window === undefined ? [] : [`over ${durationWords(window)}`]),
    ...[by, source, note].filter((part) => part !== undefined),
    ...places,
  ]
  if (parts.length === 0 && address === undefined) return undefined
  const words = html` <span class="small soft">${join(
    parts.map((part) => html`<bdi>${sentence(part)}</bdi>`),
    ' · ',
  )}</span>`
  return address === undefined ? words : html`${words} ${link(address)}`
}
