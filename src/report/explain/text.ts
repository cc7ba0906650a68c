import { withoutCommands } from '../escape.ts'
import { labelled, paragraph, parts, type Sheet, sheetOf } from '../layout.ts'
import type { ReportOptions } from '../report-input.ts'
import { placeWords } from '../requirement-block.ts'
import { counted } from '../value-words.ts'
import { type Demand, groupWords, testWords } from './demand.ts'
import type { ExplainedCommitment, ExplainedRequirement, Explanation } from './explanation.ts'
import type { ExplainedFact } from './fact.ts'
import { commitmentRows, factName, factTexts, type Row, rowsOf } from './rows.ts'

const labelWidth = 13

/** Commitments in plain language for a terminal. */
export function explanationText(explanation: Explanation, options: Pick<ReportOptions, 'width' | 'colour'>): string {
  const sheet = sheetOf(options.width, options.colour ?? false)
  const homes = new Set(explanation.commitments.map(({ id }) => id))
  const facts = new Map(explanation.facts.map((fact) => [fact.path, fact]))
  const blocks = explanation.commitments.map((commitment) => commitmentLines(sheet, commitment, homes, facts))
  return withoutCommands(`${blocks.map((lines) => lines.join('\n')).join('\n\n\n')}\n`)
}

/** Whether a listed requirement is explained in full where it is at home, so that it needs no more than its sentence here. */
export function isToldElsewhere({ id, same }: ExplainedRequirement, homes: ReadonlySet<string>): boolean {
  return same === true && homes.has(id.slice(0, id.indexOf('/')))
}

type Facts = ReadonlyMap<string, ExplainedFact>

function commitmentLines(sheet: Sheet, commitment: ExplainedCommitment, homes: ReadonlySet<string>, facts: Facts): string[] {
  const { title, id, requirements, listed, place } = commitment
  const count = counted(listed, 'requirement')
  return [
    ...paragraph(sheet, 0, title, 'bold'),
    ...parts(sheet, 2, [id, requirements.length < listed ? `${requirements.length} of ${count}` : count, placeWords(place)], 'dim'),
    ...commitmentRows(commitment).flatMap((row) => rowLines(sheet, row)),
    ...requirements.flatMap((item) => ['', ...requirementLines(sheet, item, isToldElsewhere(item, homes), facts)]),
  ]
}

function requirementLines(sheet: Sheet, requirement: ExplainedRequirement, isElsewhere: boolean, facts: Facts): string[] {
  const { sentence, id, place } = requirement
  const head = paragraph(sheet, 0, sentence, 'bold')
  if (isElsewhere) return [...head, ...parts(sheet, 2, [id, 'told in full there'], 'dim')]
  return [
    ...head,
    ...parts(sheet, 2, [id, placeWords(place)], 'dim'),
    ...rowsOf(requirement).flatMap((row) => rowLines(sheet, row)),
    ...requirement.facts.flatMap((path, index) => factLines(sheet, facts.get(path), index === 0 ? 'facts' : '')),
  ]
}

function rowLines(sheet: Sheet, row: Row): string[] {
  if (row.kind === 'demands') return demandLines(sheet, row.demands, row.saidElsewhere, { indent: 2, label: row.label })
  return row.texts.flatMap((text, index) => labelled(sheet, { indent: 2, label: index === 0 ? row.label : '', labelWidth, text }))
}

/** Demands below each other, the parts of a group indented under its words. */
function demandLines(
  sheet: Sheet,
  demands: readonly Demand[],
  saidElsewhere: readonly string[],
  { indent, label }: { readonly indent: number; readonly label: string },
): string[] {
  const isList = demands.length > 1 || indent > 2
  return demands.flatMap((demand, index) => {
    const mark = isList ? '- ' : ''
    const head = `${index === 0 ? label.padEnd(labelWidth) : ''.padEnd(labelWidth)}${mark}`
    const text = demand.kind === 'test' ? testWords(demand, saidElsewhere) : `${groupWords(demand)}:`
    const lines = labelled(sheet, { indent, label: head, labelWidth: head.length, text })
    if (demand.kind === 'test') return lines
    return [...lines, ...demandLines(sheet, demand.of, saidElsewhere, { indent: indent + 2, label: '' })]
  })
}

function factLines(sheet: Sheet, fact: ExplainedFact | undefined, label: string): string[] {
  if (!fact) return []
  return [
    ...labelled(sheet, { indent: 2, label, labelWidth, text: factName(fact) }),
    ...factTexts(fact).flatMap((text) => labelled(sheet, { indent: 4, label: '', labelWidth, text, ink: 'dim' })),
  ]
}
