import type { Decision } from '../model/generated/types.ts'
import { labelled, paragraph, parts, type Sheet } from './layout.ts'
import { widthOf } from './measure.ts'
import { awayWords, countWords, daysAway, endWords, nextWords, ragWords, verdictMarks } from './verdict-words.ts'

/** What a team sees in its first ten seconds: the verdict, the launch, the promise, how many of what, and the two RAGs. */
export function launchHeader(sheet: Sheet, decision: Decision): string[] {
  const { paint } = sheet
  const rag = ragWords(decision)
  const one = `  Gate ${paint[rag.gateInk](rag.gate)}    Plan ${paint[rag.planInk](rag.plan)}`
  const two = [
    ...labelled(sheet, { indent: 2, label: 'Gate', labelWidth: 5, labelInk: 'none', text: rag.gate, ink: rag.gateInk }),
    ...labelled(sheet, { indent: 2, label: 'Plan', labelWidth: 5, labelInk: 'none', text: rag.plan, ink: rag.planInk }),
  ]
  const ragLines = widthOf(rag.gate) + widthOf(rag.plan) + 16 <= sheet.width ? [one] : two
  return [
    ...verdictLine(sheet, decision),
    ...parts(sheet, 2, launchWords(decision), 'dim'),
    '',
    ...decision.commitments.slice(0, 3).flatMap((item) => paragraph(sheet, 2, `“${item.title}”`)),
    ...(decision.commitments.length > 3 ? paragraph(sheet, 2, `and ${decision.commitments.length - 3} more commitments`, 'dim') : []),
    ...paragraph(sheet, 2, countWords(decision)),
    ...ragLines,
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
  const { id, version, tier, owner, date } = launch
  const days = date === undefined ? undefined : daysAway(date, now)
  const when =
    endWords({ launch, now }) ??
    (date === undefined ? 'no launch date' : `launch ${date}${days === undefined ? '' : `, ${awayWords(days)}`}`)
  return [version === undefined ? id : `${id} ${version}`, ...(tier === undefined ? [] : [`tier ${tier}`]), owner, when]
}

/** A verdict and what is next, without anything else. */
export function quietLine(sheet: Sheet, decision: Decision): string[] {
  return verdictLine(sheet, { ...decision, launch: { ...decision.launch, title: `${decision.launch.id}: ${nextWords(decision)}` } })
}
