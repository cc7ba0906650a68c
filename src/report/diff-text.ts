import type { Explained } from '../authoring/causes.ts'
import type { Edit } from '../authoring/edits.ts'
import type { LaunchDiff, RequirementDiff } from '../authoring/launch-diff.ts'
import { sequence } from '../model/wording.ts'
import { editNouns, editPlace, editWords, requirementTurn } from './edit-words.ts'
import { forTerminal, withoutCommands } from './escape.ts'
import { heading, labelled, paragraph, parts, type Sheet, sheetOf } from './layout.ts'
import type { ReportOptions } from './report-input.ts'
import { counted } from './value-words.ts'
import { outcomeMarks, verdictMarks } from './verdict-words.ts'

/** Differences with what people call the two sides. */
export interface DiffReport {
  readonly before: string
  readonly after: string
  readonly diffs: readonly LaunchDiff[]
  /** Launches that both sides judge alike. */
  readonly unchanged: number
  /** Launches that only one side has, by id, or by file where there is none. */
  readonly alone?: { readonly before: readonly string[]; readonly after: readonly string[] }
}

const shownEdits = 12

/** Why launches came out differently, for a terminal: the causes of the verdict first, numbered, then each requirement by them. */
export function diffText(report: DiffReport, options: ReportOptions): string {
  const sheet = sheetOf(options.width, options.colour ?? false)
  const blocks = report.diffs.map((diff) => diffBlock(sheet, diff, report).join('\n'))
  const rest = [
    restSentences(report, forTerminal)
      .flatMap((sentence) => paragraph(sheet, 0, sentence))
      .join('\n'),
  ].filter((text) => text !== '')
  if (blocks.length === 0 && rest.length === 0) return 'Nothing to compare.\n'
  return withoutCommands(`${[...blocks, ...rest].join(`\n\n${sheet.paint.dim('─'.repeat(sheet.width))}\n\n`)}\n`)
}

/** What is to be told of launches that are not compared one by one. */
export function restSentences({ before, after, unchanged, alone }: DiffReport, said: (text: string) => string): string[] {
  const only = (names: readonly string[], where: string): string[] =>
    names.length === 0 ? [] : [`Only in ${said(where)}: ${sequence(names.map(said), 'and')}.`]
  return [
    ...(unchanged > 0 ? [`${counted(unchanged, 'launch is', 'launches are')} judged alike.`] : []),
    ...only(alone?.before ?? [], before),
    ...only(alone?.after ?? [], after),
  ]
}

function diffBlock(sheet: Sheet, diff: LaunchDiff, { before, after }: DiffReport): string[] {
  const { launch, because, requirements, edits } = diff
  const [was, is] = [verdictMarks[diff.before.verdict], verdictMarks[diff.after.verdict]]
  const label = because ? `${is.symbol} ${was.word} → ${is.word}` : `${is.symbol} ${is.word}, as before`
  const numbers = new Map(orderedCauses(diff).map((edit, index) => [edit, index + 1]))
  const others = edits.filter((edit) => !numbers.has(edit))
  return [
    ...labelled(sheet, { indent: 0, label, labelWidth: label.length + 2, labelInk: is.ink, strong: true, text: launch.title, ink: 'bold' }),
    ...parts(sheet, 2, [launch.id, `from ${before} to ${after}`], 'dim'),
    '',
    ...(because ? explainedLines(sheet, because, numbers, diff) : []),
    ...(requirements.length > 0
      ? [
          ...heading(sheet, 'Requirements that came out differently', 'none'),
          ...requirements.flatMap((item) => requirementLines(sheet, item, numbers, diff)),
          '',
        ]
      : []),
    ...(because || requirements.length > 0 ? [] : [...paragraph(sheet, 0, 'No requirement came out differently.'), '']),
    ...(others.length > 0
      ? [
          ...heading(sheet, `Other edits (${others.length})`, 'none', 'none of them is needed to explain it'),
          ...others.slice(0, shownEdits).flatMap((edit) => editLines(sheet, edit, '·', diff)),
          ...(others.length > shownEdits ? paragraph(sheet, 2, `and ${counted(others.length - shownEdits, 'other')}`, 'dim') : []),
        ]
      : []),
  ].filter((line, index, all) => line !== '' || index < all.length - 1)
}

function explainedLines(sheet: Sheet, because: Explained, numbers: ReadonlyMap<Edit, number>, diff: LaunchDiff): string[] {
  return [
    ...heading(sheet, 'Why the verdict turned', 'none'),
    ...paragraph(sheet, 2, `${proofWords(because)}:`, 'dim'),
    ...because.causes.flatMap((edit) => editLines(sheet, edit, String(numbers.get(edit) ?? ''), diff)),
    '',
  ]
}

/** How sure a cause is. */
export function proofWords({ proved, minimal }: Explained): string {
  if (!proved) return 'as the decisions show it; not proved, for nothing could be judged again'
  return minimal ? 'the smallest cause, proved by judging with it undone' : 'proved by judging with it undone; a smaller cause may exist'
}

function requirementLines(sheet: Sheet, item: RequirementDiff, numbers: ReadonlyMap<Edit, number>, diff: LaunchDiff): string[] {
  const { symbol, ink } = outcomeMarks[item.after?.outcome ?? 'not-applicable']
  const { turn, reason } = requirementTurn(item, diff)
  const told = item.because.causes.map((edit) => numbers.get(edit) ?? 0)
  const isTold = diff.because !== undefined && item.because.causes.every((edit) => diff.because?.causes.includes(edit))
  return [
    ...labelled(sheet, { indent: 2, label: symbol, labelWidth: 2, labelInk: ink, text: `${item.id}: ${turn}` }),
    ...(reason === undefined ? [] : paragraph(sheet, 4, reason, 'dim')),
    ...(isTold
      ? paragraph(sheet, 4, `because of ${sequence(told.map(String), 'and')}`)
      : item.because.causes.flatMap((edit) => editLines(sheet, edit, String(numbers.get(edit) ?? ''), diff, 4))),
  ]
}

function editLines(sheet: Sheet, edit: Edit, label: string, { facts }: LaunchDiff, indent = 2): string[] {
  const place = editPlace(edit)
  return labelled(sheet, {
    indent,
    label,
    labelWidth: 3,
    text: `${editNouns[edit.kind]}: ${editWords(edit, facts)}`,
    ...(place !== undefined && { place }),
  })
}

/** Every edit that explains anything, those of the verdict first. */
export function orderedCauses({ because, requirements }: LaunchDiff): Edit[] {
  return [...new Set([...(because?.causes ?? []), ...requirements.flatMap((item) => item.because.causes)])]
}
