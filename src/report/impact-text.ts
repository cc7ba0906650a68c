import type { ImpactChange, RequirementTally } from '../authoring/impact.ts'
import { impactGroups } from '../authoring/impact.ts'
import type { LostLaunch } from '../authoring/impact-subject.ts'
import { forTerminal, withoutCommands } from './escape.ts'
import {
  asOfWords,
  changedId,
  changeMark,
  changeReason,
  changesIn,
  groupMarks,
  type ImpactReport,
  impactSummary,
  lostMark,
  outcomeTurn,
  overWords,
  sameWords,
  tallyWords,
  turnWords,
} from './impact-words.ts'
import { heading, labelled, paragraph, type Sheet, sheetOf } from './layout.ts'
import { cutTo } from './measure.ts'
import type { ReportOptions } from './report-input.ts'
import { placeWords } from './requirement-block.ts'
import { counted } from './value-words.ts'

/** So many launches of a group, and requirements of a launch, are shown; all are in the other formats. */
const shownLaunches = 10
const shownRequirements = 4
const shownTallies = 20

/** An impact for a terminal: the launches that the edit would block first, each with the requirements that turn it. */
export function impactText(report: ImpactReport, options: ReportOptions): string {
  const sheet = sheetOf(options.width, options.colour ?? false)
  const { impact, before, after } = report
  const lines = [
    ...paragraph(sheet, 0, `From ${before} to ${after}, ${overWords(report)}${asOfWords(report)}`, 'dim'),
    '',
    ...impactGroups.flatMap((group) => groupLines(sheet, group, report)),
    ...lostLines(sheet, impact.lost),
    ...tallyLines(sheet, impact.requirements),
    ...(impact.changes.length === 0 ? paragraph(sheet, 0, `${sameWords(impact)}.`, 'bold') : []),
    ...labelled(sheet, { indent: 0, label: 'Summary', labelWidth: 9, labelInk: 'none', strong: true, text: impactSummary(impact) }),
  ]
  return withoutCommands(`${lines.join('\n')}\n`)
}

function groupLines(sheet: Sheet, group: ImpactChange['group'], report: ImpactReport): string[] {
  const changes = changesIn(report.impact, group)
  if (changes.length === 0) return []
  const { symbol, name, note, ink } = groupMarks[group]
  const rest = changes.length - Math.min(changes.length, shownLaunches)
  return [
    ...heading(sheet, `${symbol} ${name} (${changes.length})`, ink, note),
    ...changes.slice(0, shownLaunches).flatMap((change) => launchLines(sheet, change, report)),
    ...(rest > 0 ? paragraph(sheet, 2, `and ${counted(rest, 'other')}; --format csv has all`, 'dim') : []),
    '',
  ]
}

function launchLines(sheet: Sheet, change: ImpactChange, report: ImpactReport): string[] {
  const { launch, requirements, diagnostics } = change
  const [first] = diagnostics
  const rest = requirements.length - Math.min(requirements.length, shownRequirements)
  return [
    ...labelled(sheet, {
      indent: 2,
      label: turnWords(change),
      labelWidth: turnWords(change).length + 2,
      labelInk: groupMarks[change.group].ink,
      text: cutTo([launch.id, ...(launch.title === launch.id ? [] : [launch.title])].map(forTerminal).join(' · '), sheet.width - 24),
    }),
    ...requirements.slice(0, shownRequirements).flatMap((item) => {
      const reason = changeReason(item, change, report)
      return [
        ...labelled(sheet, {
          indent: 4,
          label: changeMark(item).symbol,
          labelWidth: 2,
          labelInk: changeMark(item).ink,
          text: `${changedId(item)}: ${outcomeTurn(item)}`,
        }),
        ...(reason === undefined ? [] : paragraph(sheet, 6, reason, 'dim')),
      ]
    }),
    ...(rest > 0 ? paragraph(sheet, 4, `and ${counted(rest, 'other requirement')}`, 'dim') : []),
    ...(first
      ? labelled(sheet, {
          indent: 4,
          label: '○',
          labelWidth: 2,
          text: `${first.message}${diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : ''}`,
          ...(first.range && { place: placeWords({ file: first.file, ...first.range.start }) }),
        })
      : []),
    ...(requirements.length === 0 && !first
      ? paragraph(sheet, 4, 'no requirement changed: what a launch gets to which nothing applies did', 'dim')
      : []),
  ]
}

function lostLines(sheet: Sheet, lost: readonly LostLaunch[]): string[] {
  if (lost.length === 0) return []
  const { symbol, name, note } = lostMark
  const rest = lost.length - Math.min(lost.length, shownLaunches)
  return [
    ...heading(sheet, `${symbol} ${name} (${lost.length})`, 'yellow', note),
    ...lost
      .slice(0, shownLaunches)
      .flatMap(({ id, title, why }) => [
        ...paragraph(sheet, 2, cutTo([id, ...(title === id ? [] : [title])].map(forTerminal).join(' · '), sheet.width - 4)),
        ...paragraph(sheet, 4, why, 'dim'),
      ]),
    ...(rest > 0 ? paragraph(sheet, 2, `and ${counted(rest, 'other')}; --format csv has all`, 'dim') : []),
    '',
  ]
}

function tallyLines(sheet: Sheet, tallies: readonly RequirementTally[]): string[] {
  if (tallies.length === 0) return []
  const sorted = [...tallies].sort((a, b) => b.launches - a.launches)
  const rest = sorted.length - Math.min(sorted.length, shownTallies)
  return [
    ...heading(sheet, 'Requirements', 'none', 'over all launches'),
    ...sorted.slice(0, shownTallies).flatMap((item) => [
      ...labelled(sheet, {
        indent: 2,
        label: item.change === 'same' ? 'unedited' : item.change,
        labelWidth: 10,
        text: `${changedId(item)}: ${item.launches === 0 ? 'no launch comes out differently' : `${counted(item.launches, 'launch comes', 'launches come')} out differently`}`,
      }),
      ...paragraph(sheet, 12, sidesWords(item), 'dim'),
    ]),
    ...(rest > 0 ? paragraph(sheet, 2, `and ${counted(rest, 'other requirement')}`, 'dim') : []),
    '',
  ]
}

function sidesWords({ before, after }: RequirementTally): string {
  const [was, is] = [tallyWords(before), tallyWords(after)]
  if (was === is) return was
  return [...(was === '' ? [] : [`before ${was}`]), ...(is === '' ? [] : [`after ${is}`])].join('; ')
}
