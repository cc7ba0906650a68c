import type { Decision } from '../model/generated/types.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { brief } from './markdown-parts.ts'
import { markdownCode, markdownSentence, markdownText } from './markdown-text.ts'
import { inCharacters, type Measure } from './page-budget.ts'
import type { ReportInput } from './report-input.ts'
import { worstFirst } from './summary.ts'
import { nextWords, verdictMarks } from './verdict-words.ts'

/** What a gate with little room says, and of which decisions. */
export interface GateComment extends Pick<ReportInput, 'decisions'> {
  /** A sentence or two, with names from files in backticks. */
  readonly lead: string
  readonly diagnostics: readonly Diagnostic[]
  /** The address of a decision's page. */
  readonly linkOf: (digest: string) => string
  readonly limit: number
  readonly size?: Measure
}

const longestName = 80
const longestSentence = 240
const longestLead = 480
/** For "and 12 more". */
const closing = 24

/** A comment on a deployment: the lead, a line for each launch with its decision, waivers in force, what is wrong with files. Ends where it is full. */
export function gateComment({ lead, decisions, diagnostics, linkOf, limit, size = inCharacters }: GateComment): string {
  const lines = [
    ...worstFirst(decisions).flatMap((decision) => [launchLine(decision, linkOf), ...waiverLines(decision)]),
    ...diagnostics.filter((item) => item.severity === 'error').map(diagnosticLine),
  ]
  const full = `**${markdownSentence(brief(lead, longestLead))}**`
  // What has to be escaped may grow eightfold.
  let text = size(full) > limit ? `**${markdownText(brief(lead, Math.floor(limit / 10)))}**` : full
  for (const [i, line] of lines.entries()) {
    const rest = lines.length - i
    if (size(text) + size(line) + 2 + (rest > 1 ? closing : 0) > limit) return `${text}\n- and ${rest} more`
    text += `${i === 0 ? '\n\n' : '\n'}${line}`
  }
  return text
}

function launchLine(decision: Decision, linkOf: GateComment['linkOf']): string {
  const { launch, verdict, digest } = decision
  const { symbol, word } = verdictMarks[verdict]
  const short = digest.slice('sha256:'.length, 'sha256:'.length + 12)
  const name = markdownCode(brief(launch.id, longestName))
  return `- ${symbol} ${name}: ${word}, ${markdownText(nextWords(decision))} ([decision \`${short}\`](${linkOf(digest)}))`
}

function waiverLines(decision: Decision): string[] {
  return decision.waivers
    .filter((waiver) => waiver.state === 'in-force')
    .map(
      ({ id, requirement, expires }) =>
        `  - waiver ${markdownCode(brief(id, longestName))} for ${markdownCode(brief(requirement, longestName))} until ${markdownText(expires)}`,
    )
}

function diagnosticLine({ file, range, message, code }: Diagnostic): string {
  const place = range ? `:${range.start.line}:${range.start.column}` : ''
  return `- ${markdownCode(brief(`${file}${place}`, longestSentence))}: ${markdownSentence(brief(message, longestSentence))} (${markdownCode(code)})`
}
