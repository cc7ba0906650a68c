import type { Edit } from '../authoring/edits.ts'
import type { LaunchDiff } from '../authoring/launch-diff.ts'
import { sequence } from '../model/wording.ts'
import { canonicalJson } from '../source/digest.ts'
import type { DiffFormat } from './diff-formats.ts'
import { type DiffReport, diffText, orderedCauses, proofWords, restSentences } from './diff-text.ts'
import { editNouns, editPlace, editWords, requirementTurn } from './edit-words.ts'
import { markdownCode, markdownSentence, markdownText } from './markdown-text.ts'
import { fitPage, type PagePart } from './page-budget.ts'
import type { ReportOptions } from './report-input.ts'
import { counted } from './value-words.ts'
import { outcomeMarks, verdictMarks } from './verdict-words.ts'

/** Every format of differences between decisions, by the name that `--format` takes. */
export const diffReporters: Readonly<Record<DiffFormat, (report: DiffReport, options: ReportOptions) => string>> = {
  text: diffText,
  markdown: diffMarkdown,
  json: diffJson,
}

/** Differences as canonical JSON; their shape is in `docs/diff.md`. Causes are numbers of `edits`, from 0. */
function diffJson({ before, after, diffs, unchanged, alone = { before: [], after: [] } }: DiffReport): string {
  const of = ({ facts: _, edits, because, requirements, ...rest }: LaunchDiff): unknown => {
    const numbered = (explained: NonNullable<typeof because>): unknown => ({
      ...explained,
      causes: explained.causes.map((edit) => edits.indexOf(edit)),
    })
    return {
      ...rest,
      ...(because && { because: numbered(because) }),
      requirements: requirements.map((item) => ({ ...item, because: numbered(item.because) })),
      edits,
    }
  }
  return `${canonicalJson({ apiVersion: 'onlyif/v1', kind: 'LaunchDiffs', before, after, diffs: diffs.map(of), unchanged, alone })}\n`
}

/** A comment on GitHub holds 65,536 characters. */
const longestComment = 61_000

function diffMarkdown(report: DiffReport): string {
  const { before, after, diffs } = report
  const { text, left } = fitPage(diffs.map(diffPart), longestComment)
  const more =
    left === 0
      ? ''
      : `**${counted(left, 'entry', 'entries')} more ${left === 1 ? 'does' : 'do'} not fit here**; all are in \`--format json\`.\n\n`
  const sentences = [`From ${markdownCode(before)} to ${markdownCode(after)}.`, ...restSentences(report, markdownCode)]
  return `${text}${more}${sentences.join(' ')}\n`
}

function diffPart(diff: LaunchDiff): PagePart {
  const { launch, because, requirements } = diff
  const [was, is] = [verdictMarks[diff.before.verdict], verdictMarks[diff.after.verdict]]
  const numbers = new Map(orderedCauses(diff).map((edit, index) => [edit, index + 1]))
  const title = because ? `${is.symbol} ${was.word} → ${is.word}` : `${is.symbol} ${is.word}, as before`
  const row = (edit: Edit): string => {
    const place = editPlace(edit)
    return `${numbers.get(edit) ?? 1}. ${editNouns[edit.kind]}: ${markdownSentence(editWords(edit, diff.facts))}${place === undefined ? '' : ` (${markdownCode(place)})`}\n`
  }
  const all = because?.causes ?? []
  const rest = [...numbers.keys()].filter((edit) => !all.includes(edit))
  return {
    head: `## ${title}: ${markdownText(launch.title)} (${markdownCode(launch.id)})\n\n`,
    entries: [
      ...(because ? [`**Why the verdict turned**: ${proofWords(because)}.\n\n${all.map(row).join('')}\n`] : []),
      ...(rest.length > 0 ? [`**Other edits that turn a requirement**\n\n${rest.map(row).join('')}\n`] : []),
      ...requirements.map((item) => {
        const { turn, reason } = requirementTurn(item, diff)
        const causes = sequence(
          item.because.causes.map((edit) => String(numbers.get(edit) ?? '')),
          'and',
        )
        return `- ${outcomeMarks[item.after?.outcome ?? 'not-applicable'].symbol} ${markdownCode(item.id)}: ${turn}${causes === '' ? '' : ` because of ${causes}`}${reason === undefined ? '' : `; ${markdownSentence(reason)}`}\n`
      }),
    ],
    tail: '\n',
  }
}
