import type { Decision } from '../model/generated/types.ts'
import { forTerminal, withoutCommands } from './escape.ts'
import { launchBlock, type Shown } from './launch-block.ts'
import { launchWords, quietLine, verdictLine } from './launch-header.ts'
import { labelled, paragraph, parts, type Sheet, sheetOf } from './layout.ts'
import { cutTo, widthOf } from './measure.ts'
import { digestNote, type ReportInput, type ReportOptions } from './report-input.ts'
import { shortReason } from './requirement-block.ts'
import { summaryLines, worstFirst } from './summary.ts'
import { counted } from './value-words.ts'
import { nextWords, outcomeMarks, verdictMarks } from './verdict-words.ts'

/** Beyond this many launches blocks are short, and only the worst are shown. */
const fewLaunches = 5
const shownBlocks = 10
const shownReasons = 3

/** The report for a terminal: what to do next first, at a glance, in words that do without colour. */
export function textReport(input: ReportInput, options: ReportOptions): string {
  const sheet = sheetOf(options.width, options.colour ?? false)
  const lines = options.quiet ? quietLines(sheet, input) : linesOf(sheet, input, options)
  return lines.length === 0 ? '' : withoutCommands(`${lines.join('\n')}\n`)
}

function quietLines(sheet: Sheet, { decisions, undecided }: ReportInput): string[] {
  const [single] = decisions
  if (single && decisions.length + undecided.length === 1) return quietLine(sheet, single)
  return decisions.length + undecided.length === 0 ? [] : summaryLines(sheet, decisions, undecided)
}

function linesOf(sheet: Sheet, input: ReportInput, options: ReportOptions): string[] {
  const lines = decidedLines(sheet, input, options)
  return lines.length === 0 || !options.saved ? lines : [...lines, '', ...paragraph(sheet, 0, digestNote, 'dim')]
}

function decidedLines(sheet: Sheet, { decisions, undecided }: ReportInput, { only, docs }: ReportOptions): string[] {
  const isShown = shownBy(only)
  const note = only === undefined ? [] : [...paragraph(sheet, 0, `Only ${only} is shown; the verdict is over everything.`, 'dim'), '']
  const [single] = decisions
  if (single && decisions.length === 1 && undecided.length === 0) return [...note, ...launchBlock(sheet, single, isShown, docs)]
  if (decisions.length + undecided.length === 0) return []
  const blocked = worstFirst(decisions.filter((decision) => decision.blocked))
  const going = decisions.filter((decision) => !decision.blocked)
  const isMany = decisions.length > fewLaunches
  const blocks = isMany
    ? blocked.slice(0, shownBlocks).map((decision) => shortBlock(sheet, decision, isShown))
    : blocked.map((decision) => [rule(sheet), '', ...launchBlock(sheet, decision, isShown, docs)])
  return [
    ...note,
    ...goLines(sheet, going),
    ...blocks.flatMap((block) => [...block, '']),
    ...moreLine(sheet, isMany, blocked),
    ...summaryLines(sheet, decisions, undecided),
  ]
}

/** Whether a requirement is shown: all are, or those that `--only` names by id, by the short id, or by its commitment. */
export function shownBy(only: string | undefined): Shown {
  return ({ id }) => only === undefined || id === only || id.slice(id.indexOf('/') + 1) === only || id.slice(0, id.indexOf('/')) === only
}

function goLines(sheet: Sheet, going: readonly Decision[]): string[] {
  if (going.length === 0) return []
  const shown = going.slice(0, shownBlocks).flatMap((decision) => goLine(sheet, decision))
  const rest = going.length - Math.min(going.length, shownBlocks)
  return [...shown, ...(rest > 0 ? paragraph(sheet, 2, `and ${rest} more that may go`, 'dim') : []), '']
}

/** One line for a launch that may go: its title, and its id. */
function goLine(sheet: Sheet, decision: Decision): string[] {
  const { id, title } = decision.launch
  const room = sheet.width - widthOf(verdictMarks[decision.verdict].word) - 6
  return verdictLine(sheet, {
    ...decision,
    launch: { ...decision.launch, title: cutTo(`${forTerminal(title)} · ${forTerminal(id)}`, room) },
  })
}

/** A blocked launch among many: whose it is, how much there is to do, and the first things that are wrong. */
function shortBlock(sheet: Sheet, decision: Decision, isShown: Shown): string[] {
  const open = decision.requirements.filter(
    (item) => isShown(item) && item.enforcement === 'blocking' && (item.outcome === 'unmet' || item.outcome === 'unknown'),
  )
  const ordered = [...open].sort((a, b) => (a.outcome === b.outcome ? 0 : a.outcome === 'unmet' ? -1 : 1))
  const reasons = ordered.slice(0, shownReasons).flatMap((item) => {
    const { symbol, ink } = outcomeMarks[item.outcome]
    return labelled(sheet, {
      indent: 4,
      label: symbol,
      labelWidth: 2,
      labelInk: ink,
      text: cutTo(forTerminal(shortReason(item, decision)), sheet.width - 6),
    })
  })
  const rest = ordered.length - Math.min(ordered.length, shownReasons)
  return [
    ...verdictLine(sheet, decision),
    ...parts(sheet, 2, [...launchWords(decision), nextWords(decision)], 'dim'),
    ...reasons,
    ...(rest > 0 ? paragraph(sheet, 4, `and ${counted(rest, 'other requirement')}`, 'dim') : []),
  ]
}

function moreLine(sheet: Sheet, isMany: boolean, blocked: readonly Decision[]): string[] {
  const [first] = blocked
  if (!isMany || !first) return []
  const rest = blocked.length - Math.min(blocked.length, shownBlocks)
  const more = rest > 0 ? `${rest} more are blocked. ` : ''
  return [...paragraph(sheet, 2, `${more}One in full: onlyif check ${first.launch.file}. All in full: --format json.`, 'dim'), '']
}

function rule({ width, paint }: Sheet): string {
  return paint.dim('─'.repeat(width))
}
