import type { Decision } from '../model/generated/types.ts'
import { byText } from '../source/order.ts'
import { forTerminal } from './escape.ts'
import { heading, labelled, paragraph, type Sheet } from './layout.ts'
import { cutTo, padTo } from './measure.ts'
import type { Ink } from './paint.ts'
import { counted } from './value-words.ts'
import { type Verdict, verdictMarks } from './verdict-words.ts'

/** A launch without a decision: its files have errors. */
export interface Undecided {
  readonly name: string
  readonly file: string
}

const order: readonly Verdict[] = ['no-go', 'hold', 'conditional-go', 'go']

/** How many of these names stand on a line of the summary. */
const named = 4

/** Many launches in one table: how many got which verdict, those to look at first, and what is most often not met. */
export function summaryLines(sheet: Sheet, decisions: readonly Decision[], undecided: readonly Undecided[]): string[] {
  const total = decisions.length + undecided.length
  const blocked = decisions.filter((decision) => decision.blocked).length
  const note = [
    `${counted(total, 'launch', 'launches')}`,
    `${blocked} blocked`,
    ...(undecided.length > 0 ? [`${undecided.length} not decided`] : []),
  ].join(', ')
  return [
    ...heading(sheet, 'Summary', 'none', note),
    ...order.flatMap((verdict) =>
      verdictRow(
        sheet,
        verdict,
        decisions.filter((decision) => decision.verdict === verdict),
      ),
    ),
    ...(undecided.length > 0
      ? row(
          sheet,
          { symbol: '○', word: 'NOT DECIDED', ink: 'red' },
          undecided.map((item) => item.name),
          undecided.length,
        )
      : []),
    ...commonest(sheet, decisions),
  ]
}

/** Blocked launches, those with most to do first. */
export function worstFirst(decisions: readonly Decision[]): Decision[] {
  return [...decisions].sort(
    (a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict) || weight(b) - weight(a) || byText(a.launch.id, b.launch.id),
  )
}

function verdictRow(sheet: Sheet, verdict: Verdict, decisions: readonly Decision[]): string[] {
  if (decisions.length === 0) return []
  const mark = verdictMarks[verdict]
  const isBlocked = decisions.some((decision) => decision.blocked)
  // How much there is to do is said of the worst one only: a list of numbers is not read.
  const names = worstFirst(decisions).map((decision, i) =>
    isBlocked && i === 0 ? `${decision.launch.id} (${openWords(decision)})` : decision.launch.id,
  )
  return row(sheet, isBlocked ? { ...mark, ink: 'red' } : mark, names, decisions.length)
}

function row(
  sheet: Sheet,
  mark: { readonly symbol: string; readonly word: string; readonly ink: Ink },
  names: readonly string[],
  count: number,
): string[] {
  const label = `${mark.symbol} ${padTo(mark.word, 15)}${String(count).padStart(5)}`
  const shown = names.slice(0, named).map((name) => cutTo(forTerminal(name), 50))
  const rest = names.length - shown.length
  return labelled(sheet, {
    indent: 2,
    label,
    labelWidth: 25,
    labelInk: mark.ink,
    text: `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
  })
}

/** Requirements that stop the most launches: where one mended cause helps many. */
function commonest(sheet: Sheet, decisions: readonly Decision[]): string[] {
  if (decisions.length < 3) return []
  const tally = new Map<string, number>()
  for (const decision of decisions) {
    for (const item of decision.requirements) {
      if (item.enforcement === 'blocking' && (item.outcome === 'unmet' || item.outcome === 'unknown'))
        tally.set(item.id, (tally.get(item.id) ?? 0) + 1)
    }
  }
  const top = [...tally]
    .filter(([, count]) => count > 1)
    .sort(([a, x], [b, y]) => y - x || byText(a, b))
    .slice(0, 3)
  if (top.length === 0) return []
  return [
    '',
    ...paragraph(sheet, 2, 'Most often not met:', 'dim'),
    ...top.flatMap(([id, count]) =>
      labelled(sheet, { indent: 4, label: String(count).padStart(5), labelWidth: 7, labelInk: 'red', text: id }),
    ),
  ]
}

function openWords({ counts: { blocking } }: Decision): string {
  if (blocking.unmet + blocking.unknown === 0) return blocking.waived > 0 ? `${blocking.waived} waived` : 'nothing applied'
  return [
    ...(blocking.unmet > 0 ? [`${blocking.unmet} to fix`] : []),
    ...(blocking.unknown > 0 ? [`${blocking.unknown} to find out`] : []),
  ].join(', ')
}

function weight({ counts: { blocking } }: Decision): number {
  return blocking.unmet * 1000 + blocking.unknown
}
