import type { RequirementEdit } from '../authoring/commitment-diff.ts'
import { canonicalJson } from '../source/digest.ts'
import { type CommitmentDiffReport, commitmentSentences, editSentences, strictnessMarks, strictnessWords } from './commitment-diff-words.ts'
import type { DiffFormat } from './diff-formats.ts'
import { withoutCommands } from './escape.ts'
import { changedId } from './impact-words.ts'
import { labelled, paragraph, type Sheet, sheetOf } from './layout.ts'
import { markdownCode, markdownSentence, markdownText } from './markdown-text.ts'
import { fitPage } from './page-budget.ts'
import type { ReportOptions } from './report-input.ts'
import { placeWords } from './requirement-block.ts'

/** Every format of differences between commitments, by the name that `--format` takes. */
export const commitmentDiffReporters: Readonly<Record<DiffFormat, (report: CommitmentDiffReport, options: ReportOptions) => string>> = {
  text: diffText,
  markdown: diffMarkdown,
  json: diffJson,
}

function diffText(report: CommitmentDiffReport, options: ReportOptions): string {
  const sheet = sheetOf(options.width, options.colour ?? false)
  const { diff, before, after } = report
  const { symbol } = strictnessMarks[diff.strictness]
  const lines = [
    ...labelled(sheet, { indent: 0, label: symbol, labelWidth: 2, strong: true, text: strictnessWords(diff), ink: 'bold' }),
    ...paragraph(sheet, 2, `from ${before} to ${after}`, 'dim'),
    ...diff.commitments.flatMap((item) => [
      '',
      ...paragraph(sheet, 2, item.id, 'bold'),
      ...commitmentSentences(item).flatMap((sentence) => bullet(sheet, sentence)),
    ]),
    ...diff.requirements.flatMap((edit) => ['', ...editLines(sheet, edit, report)]),
  ]
  return withoutCommands(`${lines.join('\n')}\n`)
}

function editLines(sheet: Sheet, edit: RequirementEdit, { diff }: CommitmentDiffReport): string[] {
  const { symbol, word } = strictnessMarks[edit.strictness]
  const place = placeOf(edit)
  return [
    ...labelled(sheet, {
      indent: 2,
      label: symbol,
      labelWidth: 2,
      labelInk: 'yellow',
      text: `${changedId(edit)}: ${word}`,
      ink: 'bold',
      ...(place !== undefined && { place }),
    }),
    ...editSentences(edit, diff).flatMap((sentence) => bullet(sheet, sentence)),
  ]
}

function bullet(sheet: Sheet, sentence: string): string[] {
  return labelled(sheet, { indent: 4, label: '·', labelWidth: 2, text: sentence })
}

function placeOf({ place }: RequirementEdit): string | undefined {
  const at = place.after ?? place.before
  return at && placeWords(at)
}

function diffMarkdown({ diff, before, after }: CommitmentDiffReport): string {
  const { text, left } = fitPage(
    [
      {
        head: '',
        entries: [
          ...diff.commitments.map((item) => `- ${markdownCode(item.id)}: ${commitmentSentences(item).map(markdownSentence).join('; ')}\n`),
          ...diff.requirements.map((edit) => {
            const { symbol, word } = strictnessMarks[edit.strictness]
            const sentences = editSentences(edit, diff).map((sentence) => `  - ${markdownSentence(sentence)}\n`)
            return `- ${symbol} ${markdownCode(changedId(edit))}: **${word}**\n${sentences.join('')}`
          }),
        ],
        tail: '\n',
      },
    ],
    61_000,
  )
  const { symbol } = strictnessMarks[diff.strictness]
  const more = left === 0 ? '' : `**${left} more do not fit here**; all are in \`--format json\`.\n\n`
  return `## ${symbol} ${markdownText(strictnessWords(diff))}\n\n${text}${more}From ${markdownCode(before)} to ${markdownCode(after)}.\n`
}

/** Differences as canonical JSON, with the sentences; its shape is in `docs/diff.md`. */
function diffJson({ diff, before, after }: CommitmentDiffReport): string {
  const { strictness, requirements, commitments } = diff
  return `${canonicalJson({
    apiVersion: 'onlyif/v1',
    kind: 'CommitmentDiff',
    before,
    after,
    strictness,
    commitments,
    requirements: requirements.map((edit) => ({ ...edit, sentences: editSentences(edit, diff) })),
  })}\n`
}
