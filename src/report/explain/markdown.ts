import { markdownCode, markdownSentence, markdownText } from '../markdown-text.ts'
import { type Demand, groupWords, testWords } from './demand.ts'
import type { ExplainedCommitment, ExplainedRequirement, Explanation } from './explanation.ts'
import type { ExplainedFact } from './fact.ts'
import { commitmentRows, factName, factTexts, type Row, rowsOf } from './rows.ts'
import { isToldElsewhere } from './text.ts'

/** Commitments in plain language as Markdown, which says what the files say and does nothing. */
export function explanationMarkdown({ commitments, facts }: Explanation): string {
  const homes = new Set(commitments.map(({ id }) => id))
  const byPath = new Map(facts.map((fact) => [fact.path, fact]))
  return commitments.map((commitment) => commitmentPart(commitment, homes, byPath)).join('\n')
}

type Facts = ReadonlyMap<string, ExplainedFact>

function commitmentPart(commitment: ExplainedCommitment, homes: ReadonlySet<string>, facts: Facts): string {
  const { title, id, place, requirements } = commitment
  return [
    `# ${markdownText(title)}\n\n`,
    `${markdownCode(id)}, from ${markdownCode(place.file)}\n\n`,
    `${commitmentRows(commitment).map(rowPart).join('')}\n`,
    requirements.map((item) => requirementPart(item, isToldElsewhere(item, homes), facts)).join('\n'),
  ].join('')
}

function requirementPart(requirement: ExplainedRequirement, isElsewhere: boolean, facts: Facts): string {
  const { sentence, id, place } = requirement
  const head = `## ${markdownText(sentence)}\n\n${markdownCode(id)}`
  if (isElsewhere) return `${head}, told in full there\n`
  const known = requirement.facts.flatMap((path) => facts.get(path) ?? [])
  return [
    `${head}, ${markdownCode(`${place.file}:${place.line}`)}\n\n`,
    ...rowsOf(requirement).map(rowPart),
    known.length === 0 ? '' : `- **facts:**\n${known.map(factPart).join('')}`,
  ].join('')
}

function rowPart(row: Row): string {
  const label = `- **${row.label}:**`
  if (row.kind === 'demands') return `${label}${demandsPart(row.demands, row.saidElsewhere, 1)}`
  const [first = ''] = row.texts
  if (row.texts.length === 1) return `${label} ${markdownSentence(first)}\n`
  return `${label}\n${row.texts.map((text) => `  - ${markdownSentence(text)}\n`).join('')}`
}

function demandsPart(demands: readonly Demand[], saidElsewhere: readonly string[], depth: number): string {
  const [only] = demands
  if (only?.kind === 'test' && demands.length === 1 && depth === 1) return ` ${markdownSentence(testWords(only, saidElsewhere))}\n`
  const lead = `${'  '.repeat(depth)}- `
  const items = demands.map((demand) =>
    demand.kind === 'test'
      ? `${lead}${markdownSentence(testWords(demand, saidElsewhere))}\n`
      : `${lead}${groupWords(demand)}:${demandsPart(demand.of, saidElsewhere, depth + 1)}`,
  )
  return `\n${items.join('')}`
}

function factPart(fact: ExplainedFact): string {
  return `  - ${markdownSentence(factName(fact))}: ${factTexts(fact).map(markdownSentence).join('; ')}\n`
}
