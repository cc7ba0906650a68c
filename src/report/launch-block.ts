import type { Decision, JudgedRequirement, JudgedWaiver } from '../model/generated/types.ts'
import { forTerminal } from './escape.ts'
import { columnOf, entry, heading, labelled, paragraph, parts, type Sheet } from './layout.ts'
import type { Ink } from './paint.ts'
import { requirementBlock } from './requirement-block.ts'
import { toGoLines } from './to-go-lines.ts'
import { awayWords, countWords, daysAway, nextWords, outcomeMarks, praiseWords, ragWords, verdictMarks } from './verdict-words.ts'
import { foundOf, statementOf } from './words.ts'

/** Whether a requirement is shown; what is hidden still counts. */
export type Shown = (requirement: JudgedRequirement) => boolean

/** One launch in full: the verdict, what to do next, and everything else that was judged. */
export function launchBlock(sheet: Sheet, decision: Decision, isShown: Shown): string[] {
  const of = (test: (item: JudgedRequirement) => boolean): JudgedRequirement[] =>
    decision.requirements.filter((item) => isShown(item) && test(item))
  const blocking = (outcome: JudgedRequirement['outcome']) => (item: JudgedRequirement) =>
    item.enforcement === 'blocking' && item.outcome === outcome
  const open = (item: JudgedRequirement): boolean => item.outcome === 'unmet' || item.outcome === 'unknown'
  const groups = [
    group(sheet, decision, { name: 'Fix', ink: 'red', note: 'these are not met' }, of(blocking('unmet'))),
    group(sheet, decision, { name: 'Find out', ink: 'red', note: 'nobody can tell yet whether these are met' }, of(blocking('unknown'))),
    group(
      sheet,
      decision,
      { name: 'Waived', ink: 'yellow', note: 'a lower bar is accepted for a time; not counted as met' },
      of((item) => item.outcome === 'waived'),
    ),
    group(
      sheet,
      decision,
      { name: 'Advisory, not met', ink: 'yellow', note: 'these do not stop the launch' },
      of((item) => item.enforcement === 'advisory' && open(item)),
    ),
    metList(
      sheet,
      of((item) => item.outcome === 'met'),
    ),
    notApplicableList(
      sheet,
      decision,
      of((item) => item.outcome === 'not-applicable'),
    ),
    waiverList(
      sheet,
      decision.waivers.filter(
        (waiver) => waiver.state !== 'in-force' && decision.requirements.some((item) => item.id === waiver.requirement && isShown(item)),
      ),
    ),
    toGoLines(sheet, decision),
  ]
  return [
    ...headerLines(sheet, decision),
    ...groups.flatMap((lines) => (lines.length > 0 ? ['', ...lines] : [])),
    ...closing(sheet, decision),
  ]
}

/** The verdict with the launch it is for: "✖ NO-GO  Saved baskets". */
export function verdictLine(sheet: Sheet, { verdict, blocked, launch }: Decision): string[] {
  const mark = verdictMarks[verdict]
  const label = `${mark.symbol} ${mark.word}`
  return labelled(sheet, {
    indent: 0,
    label,
    labelWidth: label.length + 2,
    labelInk: blocked ? 'red' : mark.ink,
    strong: true,
    text: launch.title,
    ink: 'bold',
  })
}

/** "saved-baskets 1.4.0 · tier 2 · basket-team · launch 2026-10-15, in 8 days". */
export function launchWords({ launch, now }: Decision): string[] {
  const { id, version, tier, owner, date, launchedOn, withdrawnOn } = launch
  const days = date === undefined ? undefined : daysAway(date, now)
  const closed =
    withdrawnOn !== undefined ? `withdrawn on ${withdrawnOn}` : launchedOn !== undefined ? `launched on ${launchedOn}` : undefined
  const when = closed ?? (date === undefined ? 'no launch date' : `launch ${date}${days === undefined ? '' : `, ${awayWords(days)}`}`)
  return [version === undefined ? id : `${id} ${version}`, ...(tier === undefined ? [] : [`tier ${tier}`]), owner, when]
}

function headerLines(sheet: Sheet, decision: Decision): string[] {
  const { paint } = sheet
  const rag = ragWords(decision)
  return [
    ...verdictLine(sheet, decision),
    ...parts(sheet, 2, launchWords(decision), 'dim'),
    '',
    ...decision.commitments.slice(0, 3).flatMap((item) => paragraph(sheet, 2, `“${item.title}”`)),
    ...(decision.commitments.length > 3 ? paragraph(sheet, 2, `and ${decision.commitments.length - 3} more commitments`, 'dim') : []),
    ...paragraph(sheet, 2, countWords(decision)),
    `  Gate ${paint[rag.gateInk](rag.gate)}    Plan ${paint[rag.planInk](rag.plan)}`,
  ]
}

function group(
  sheet: Sheet,
  decision: Decision,
  { name, ink, note }: { name: string; ink: Ink; note: string },
  items: readonly JudgedRequirement[],
): string[] {
  if (items.length === 0) return []
  const blocks = items.map((item) => requirementBlock(sheet, item, decision))
  return [heading(sheet, `${name} (${items.length})`, ink, note), ...blocks.flatMap((lines) => ['', ...lines])]
}

function metList(sheet: Sheet, items: readonly JudgedRequirement[]): string[] {
  return listOf(sheet, 'Met', items, (item) => (item.enforcement === 'advisory' ? `${item.title} (advisory)` : item.title))
}

function notApplicableList(sheet: Sheet, decision: Decision, items: readonly JudgedRequirement[]): string[] {
  return listOf(sheet, 'Does not apply', items, (item) => {
    const why = item.applies.findings.filter((finding) => finding.decisive && finding.result === 'unmet')
    return why.length === 0
      ? item.title
      : `only when ${why.map((finding) => `${statementOf(finding, decision)}; found ${foundOf(finding, decision)}`).join(', and ')}`
  })
}

function listOf(sheet: Sheet, name: string, items: readonly JudgedRequirement[], words: (item: JudgedRequirement) => string): string[] {
  const [first] = items
  if (!first) return []
  const { symbol, ink } = outcomeMarks[first.outcome]
  const nameWidth = columnOf(items.map(localId), 26)
  return [
    heading(sheet, `${name} (${items.length})`, ink === 'dim' ? 'none' : ink),
    ...items.flatMap((item) => entry(sheet, { symbol, ink, name: localId(item), nameWidth, text: words(item) })),
  ]
}

function waiverList(sheet: Sheet, waivers: readonly JudgedWaiver[]): string[] {
  if (waivers.length === 0) return []
  const nameWidth = columnOf(
    waivers.map((waiver) => waiver.id),
    20,
  )
  const words = ({ state, why, requirement, expires }: JudgedWaiver): string => `for ${requirement}: ${waiverStates[state](why, expires)}`
  return [
    heading(sheet, `Waivers that do not count (${waivers.length})`, 'yellow'),
    ...waivers.flatMap((waiver) => entry(sheet, { symbol: '▲', ink: 'dim', name: waiver.id, nameWidth, text: words(waiver) })),
  ]
}

/** Why a waiver does not count, by its state. */
const waiverStates: Readonly<Record<JudgedWaiver['state'], (why: string | undefined, expires: string) => string>> = {
  requested: () => 'not enough people have approved it yet',
  'in-force': () => 'in force',
  expired: (_, expires) => `expired on ${expires}`,
  lapsed: () => 'lapsed: what is wrong now is more than what it accepts',
  refused: (why) => `refused: ${why ?? 'it may not be waived'}`,
  unused: () => 'not used: the requirement does not apply, or another waiver does',
  'no-longer-needed': () => 'no longer needed: the requirement is met without it',
}

function localId({ id }: JudgedRequirement): string {
  return id.slice(id.indexOf('/') + 1)
}

/** The end of a terminal report is what stays in sight, so a long one says its verdict again. */
function closing(sheet: Sheet, decision: Decision): string[] {
  const praise = praiseWords(decision)
  if (praise) return ['', ...paragraph(sheet, 0, praise, 'green')]
  if (!decision.blocked) return []
  const mark = verdictMarks[decision.verdict]
  return [
    '',
    `${sheet.paint.bold(sheet.paint.red(`${mark.symbol} ${mark.word}`))}  ${forTerminal(decision.launch.id)}: ${nextWords(decision)}`,
  ]
}
