import { readDate } from '../model/date.ts'
import type { Decision, OutcomeCounts } from '../model/generated/types.ts'
import { type LaunchEnd, launchEnd, spelledEnd } from '../model/launch-end.ts'
import { sequence } from '../model/wording.ts'
import type { Ink } from './paint.ts'
import { counted } from './value-words.ts'

export type Verdict = Decision['verdict']
export type Outcome = keyof OutcomeCounts

/** A verdict as people read it: word and symbol say it, colour only repeats it. */
export const verdictMarks: Readonly<Record<Verdict, { readonly symbol: string; readonly word: string; readonly ink: Ink }>> = {
  go: { symbol: '●', word: 'GO', ink: 'green' },
  'conditional-go': { symbol: '▲', word: 'CONDITIONAL GO', ink: 'yellow' },
  hold: { symbol: '✖', word: 'HOLD', ink: 'red' },
  'no-go': { symbol: '✖', word: 'NO-GO', ink: 'red' },
}

/** An outcome as people read it. */
export const outcomeMarks: Readonly<Record<Outcome, { readonly symbol: string; readonly word: string; readonly ink: Ink }>> = {
  met: { symbol: '●', word: 'met', ink: 'green' },
  unmet: { symbol: '✖', word: 'not met', ink: 'red' },
  unknown: { symbol: '?', word: 'unknown', ink: 'red' },
  waived: { symbol: '▲', word: 'waived', ink: 'yellow' },
  'not-applicable': { symbol: '○', word: 'not applicable', ink: 'dim' },
}

const ragSymbols = { red: '✖', amber: '▲', green: '●', grey: '○' } as const

/** "12 requirements: 4 met · 3 not met · 5 unknown"; beside advisory ones, "10 blocking requirements: …; 2 advisory ones: …". */
export function countWords({ counts }: Pick<Decision, 'counts'>): string {
  const own = outcomeCounts(counts.blocking)
  const advisory = outcomeCounts(counts.advisory)
  const total = totalOf(counts.blocking)
  const kind = !hasAdvice({ counts }) ? 'requirement' : 'blocking requirement'
  const blocking = total === 0 ? 'no blocking requirement' : `${counted(total, kind)}: ${own.join(' · ')}`
  return advisory.length === 0 ? blocking : `${blocking}; ${counted(totalOf(counts.advisory), 'advisory one')}: ${advisory.join(' · ')}`
}

/** Whether there are advisory requirements beside those that block. */
export function hasAdvice({ counts }: Pick<Decision, 'counts'>): boolean {
  return totalOf(counts.advisory) > 0
}

/** What stands below the meaning of the lights, wherever that is told. */
export const lightsNote =
  'No-go means fix, hold means find out. Waived is never counted as met: a lower bar is accepted by name and for a time.'

/** The two RAGs in words, as seen from a moment: could it go today, and is anyone late; of a launch that is over, that it is. */
export function ragWords(
  decision: Decision,
  now = decision.now,
): {
  readonly gate: string
  readonly plan: string
  readonly gateInk: Ink
  readonly planInk: Ink
} {
  const { gateReady, onPlan } = decision
  const end = endOf({ launch: decision.launch, now })
  if (end)
    return {
      gate: `${ragSymbols.grey} ${end.how}, on ${end.on}`,
      plan: `${ragSymbols.grey} over, nothing is due any more`,
      gateInk: 'dim',
      planInk: 'dim',
    }
  const inks = { red: 'red', amber: 'yellow', green: 'green', grey: 'dim' } as const
  return {
    gate: `${ragSymbols[gateReady]} ${gateReady}, ${gateWords(decision)}`,
    plan: `${ragSymbols[onPlan]} ${onPlan}, ${planWords(decision)}`,
    gateInk: inks[gateReady],
    planInk: inks[onPlan],
  }
}

/** How a launch had ended at a moment: "launched on 2026-10-15"; undefined while it was on its way. */
export function endWords(seen: Pick<Decision, 'launch' | 'now'>): string | undefined {
  const end = endOf(seen)
  return end && spelledEnd(end)
}

function endOf({ launch, now }: Pick<Decision, 'launch' | 'now'>): LaunchEnd | undefined {
  const today = readDate(now)
  return today.ok ? launchEnd(launch, today.value.day) : undefined
}

/** What a launch comes to, as far as one sentence says it. */
export type Conclusion = Pick<Decision, 'verdict' | 'blocked' | 'counts'>

/** The one line of praise that a go without waivers gets; nothing for any other. */
export function praiseWords({ verdict, counts, blocked }: Conclusion): string | undefined {
  const { met, waived } = counts.blocking
  if (verdict !== 'go' || blocked || met === 0 || waived + counts.advisory.waived > 0) return undefined
  const unkept = adviceNotKept(counts)
  if (unkept > 0) return `Every blocking promise to customers is kept, with no exception; ${adviceWords(unkept)}.`
  return met === 1
    ? 'The promise to customers is kept, with no exception. Be proud of this one.'
    : `${met === 2 ? 'Both' : `All ${met}`} promises to customers are kept, with no exception. Be proud of this one.`
}

/** How many advisory requirements are not met or unknown, also those that do not block yet. */
export function adviceNotKept({ advisory }: Decision['counts']): number {
  return advisory.unmet + advisory.unknown
}

/** "1 advisory one is not", after what is said of blocking ones. */
export function adviceWords(count: number): string {
  return `${counted(count, 'advisory one')} ${count === 1 ? 'is' : 'are'} not`
}

/** What the next step is, as the last line says it: "2 to fix, 4 to find out". */
export function nextWords(decision: Decision): string {
  if (decision.verdict === 'conditional-go' && decision.blocked)
    return `${decision.counts.blocking.waived} waived, and no exceptions are allowed`
  const { unmet, unknown, waived, met } = decision.counts.blocking
  const parts = [
    ...(unmet > 0 ? [`${unmet} to fix`] : []),
    ...(unknown > 0 ? [`${unknown} to find out`] : []),
    ...(waived > 0 && unmet + unknown === 0 ? [`${waived} waived`] : []),
  ]
  if (parts.length > 0) return sequence(parts, 'and')
  return met > 0 ? `${met} met` : 'nothing applied, so nothing was judged'
}

/** How far a day is from now: "in 8 days", "today", "6 days ago". */
export function daysAway(day: string, now: string): number | undefined {
  const there = readDate(day)
  const here = readDate(now)
  return there.ok && here.ok ? there.value.day - here.value.day : undefined
}

/** A distance in days as words. */
export function awayWords(days: number): string {
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  return days > 0 ? `in ${counted(days, 'day')}` : `${counted(-days, 'day')} ago`
}

function outcomeCounts(counts: OutcomeCounts): string[] {
  const order: readonly Outcome[] = ['met', 'unmet', 'unknown', 'waived', 'not-applicable']
  return order.filter((name) => counts[name] > 0).map((name) => `${counts[name]} ${outcomeMarks[name].word}`)
}

function totalOf(counts: OutcomeCounts): number {
  return Object.values(counts).reduce((sum: number, count: number) => sum + count, 0)
}

function gateWords({ verdict, blocked, gateReady }: Decision): string {
  if (blocked) return verdict === 'conditional-go' ? 'closed: no exceptions are allowed' : 'closed today'
  if (gateReady === 'green') return 'open'
  return verdict === 'conditional-go' ? 'open with waivers' : 'open, not all advice is kept'
}

function planWords({ onPlan, requirements, waivers, launch, now }: Decision): string {
  if (onPlan === 'grey') return 'no dates'
  if (onPlan === 'green') {
    const isDated = launch.date !== undefined || requirements.some(({ due }) => due !== undefined)
    // Without any day of its own a launch is on time by its waivers alone.
    return isDated ? 'nothing is late' : 'no due dates, its waivers still run'
  }
  if (onPlan === 'amber') {
    const open = requirements.filter((item) => item.outcome === 'unmet' || item.outcome === 'unknown').map((item) => item.due)
    const running = waivers.filter((item) => item.state === 'in-force')
    if (open.some((day) => isSoon(day, now))) return 'something is due within 7 days'
    if (running.some((item) => isSoon(item.expires, now))) return 'a waiver ends within 7 days'
    return running.some((item) => isSoon(item.followUp?.due, now))
      ? 'a follow-up is due within 7 days'
      : 'evidence gets too old before the launch'
  }
  const late = requirements.filter((item) => item.overdue).length
  const expired = waivers.filter((item) => item.state === 'expired').length
  const parts = [...(late > 0 ? [`${late} overdue`] : []), ...(expired > 0 ? [counted(expired, 'waiver expired', 'waivers expired')] : [])]
  return parts.length > 0 ? parts.join(', ') : 'something is late'
}

function isSoon(day: string | undefined, now: string): boolean {
  const days = day === undefined ? undefined : daysAway(day, now)
  return days !== undefined && days <= 7
}
