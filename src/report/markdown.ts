import { brief, closingLine, decisionParts, longestTitle, manyParts, summaryParts } from './markdown-parts.ts'
import { markdownCode } from './markdown-text.ts'
import { fitPage } from './page-budget.ts'
import { digestNote, type ReportInput, type ReportOptions } from './report-input.ts'
import { counted } from './value-words.ts'

/** A comment on GitHub holds 65,536 characters; the rest is for what its sender puts around it. */
const longestComment = 65_000

/** Kept free for what is there however much else is left out. */
const closingRoom = 4_000

/** GitHub-flavoured Markdown for pull requests and chat: the verdict first, then three lines, then everything else folded away. */
export function markdownReport(input: ReportInput, options: ReportOptions): string {
  const { decisions, undecided } = input
  const [single] = decisions
  const isSingle = decisions.length === 1 && undecided.length === 0
  const parts = isSingle && single ? decisionParts(single, 2, options) : [...summaryParts(input), ...manyParts(input, options)]
  const note =
    options.only === undefined
      ? ''
      : `Only ${markdownCode(brief(options.only, longestTitle))} is shown; the verdict is over everything.\n\n`
  const { text, left } = fitPage(parts, longestComment - closingRoom - note.length)
  const more =
    left === 0
      ? ''
      : `**${counted(left, 'entry', 'entries')} more ${left === 1 ? 'does' : 'do'} not fit here**; all are in the decision (\`--format json\`).\n\n`
  return `${note}${text}${more}${isSingle && single ? closingLine(single) : ''}${options.saved ? `\n${digestNote}\n` : ''}`
}
