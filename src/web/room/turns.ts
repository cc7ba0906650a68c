import { type DayNumber, dayOfInstant, msPerDay, readDate, startOf } from '../../model/date.ts'
import { type Duration, readDuration } from '../../model/duration.ts'
import type { Decision, Finding, JudgedRequirement } from '../../model/generated/types.ts'
import { durationWords } from '../../report/value-words.ts'
import { instantOf } from '../derived/days.ts'

/** A moment from which on the clock alone makes an outcome of a decision doubtful, whoever judges again or not. */
export interface Turn {
  /** In milliseconds since 1970. */
  readonly at: number
  /** What is otherwise from then on: "waiver W-1 ended on 2026-11-15". */
  readonly words: string
}

/** What the clock does to a requirement after a decision, the first first; more may be listed than would change its outcome. */
export function turnsOf(item: JudgedRequirement, decision: Decision): readonly Turn[] {
  const judged = instantOf(decision.now) ?? 0
  const all = [
    ...enforcementTurns(item),
    ...waiverTurns(item, decision),
    ...restingOn(item).flatMap((found) => findingTurns(found, item, decision)),
  ]
  const byWords = new Map<string, Turn>()
  for (const turn of all.filter(({ at }) => at > judged).sort((a, b) => a.at - b.at))
    if (!byWords.has(turn.words)) byWords.set(turn.words, turn)
  return [...byWords.values()]
}

/** The last day on which all evidence of a requirement that is met is fresh enough; undefined where none grows too old. */
export function freshUntil({ outcome, findings }: JudgedRequirement): DayNumber | undefined {
  if (outcome !== 'met') return undefined
  const days = findings.flatMap((finding) => {
    const stale = staleFrom(finding, finding.asks?.maxAge)
    return stale === undefined ? [] : [dayOfInstant(stale - 1)]
  })
  return days.length === 0 ? undefined : Math.min(...days)
}

/** Findings without which it would have come out otherwise. What is open already can only be met by being judged again. */
function restingOn({ outcome, applies, findings }: JudgedRequirement): readonly Finding[] {
  const decisive = (list: readonly Finding[]): readonly Finding[] => list.filter((finding) => finding.decisive)
  if (outcome === 'not-applicable') return decisive(applies.findings)
  if (outcome === 'met') return [...decisive(applies.findings), ...decisive(findings)]
  // With the tests of a waiver in place of its own, any of them may be what decides.
  return outcome === 'waived' ? [...decisive(applies.findings), ...findings] : []
}

function enforcementTurns({ id, outcome, enforcement, blockingFrom }: JudgedRequirement): Turn[] {
  const at = instantOf(blockingFrom)
  if (at === undefined || enforcement !== 'advisory' || (outcome !== 'unmet' && outcome !== 'unknown')) return []
  return [{ at, words: `${id} blocks from ${blockingFrom} on` }]
}

function waiverTurns({ waivedBy = [] }: JudgedRequirement, { waivers }: Decision): Turn[] {
  return waivers.flatMap(({ id, expires }) => {
    const last = instantOf(expires)
    return last === undefined || !waivedBy.includes(id) ? [] : [{ at: last + msPerDay, words: `waiver ${id} ended on ${expires}` }]
  })
}

function findingTurns(finding: Finding, { waivedBy = [] }: JudgedRequirement, { waivers, now }: Decision): Turn[] {
  const accepted = waivers.flatMap(({ id, covers }) => (waivedBy.includes(id) ? (maxAgeIn(covers?.[finding.fact]) ?? []) : []))
  const aged = [finding.asks?.maxAge, ...accepted].flatMap((maxAge) => {
    const at = staleFrom(finding, maxAge)
    return at === undefined || maxAge === undefined ? [] : [{ at, words: `${finding.fact} is more than ${durationWords(maxAge)} old` }]
  })
  const moved = windowTurns(finding, instantOf(now) ?? 0).map((at) => ({
    at,
    words: `the time in which ${finding.fact} must lie has moved on`,
  }))
  return [...aged, ...moved]
}

/** From when the evidence of a fact is older than it may be: days count as days of the calendar, all else as time that passes. */
function staleFrom({ evidence }: Finding, maxAge: string | undefined): number | undefined {
  const date = readDate(evidence?.asOf ?? '')
  const limit = readDuration(maxAge ?? '')
  if (!date.ok || !limit.ok) return undefined
  const { days, ms } = limit.value
  return days === undefined ? startOf(date.value) + ms + 1 : (date.value.day + days + 1) * msPerDay
}

const windows: ReadonlySet<string> = new Set(['withinLast', 'withinNext'])

/** When dates enter or leave a time that is counted from the moment of judging, also of the items of a list. */
function windowTurns({ operator, expected, resolved, actual, actualSize }: Finding, judged: number): number[] {
  const asked = windows.has(operator) ? [{ operator, operand: resolved ?? expected }] : windowsIn(expected)
  if (asked.length === 0) return []
  const dates = textsIn(actual).filter((text) => readDate(text).ok)
  const isCut = actualSize !== undefined && Array.isArray(actual) && actual.length < actualSize
  const lengths = asked.flatMap(({ operator: own, operand }) =>
    textsIn(operand).flatMap((text) => {
      const reading = readDuration(text)
      return reading.ok ? [{ operator: own, length: reading.value }] : []
    }),
  )
  // Of what a decision does not hold nobody can say for how long it stays so.
  if (isCut || lengths.length === 0) return [(dayOfInstant(judged) + 1) * msPerDay]
  return dates.flatMap((date) => lengths.flatMap(({ operator: own, length }) => edgesOf(date, own, length)))
}

function edgesOf(text: string, operator: string, { days, ms }: Duration): number[] {
  const reading = readDate(text)
  if (!reading.ok) return []
  const date = reading.value
  const start = startOf(date)
  if (operator === 'withinLast') return [start, days === undefined ? start + ms + 1 : (date.day + days + 1) * msPerDay]
  return [
    days === undefined ? start - ms : (date.day - days) * msPerDay,
    date.precision === 'day' ? (date.day + 1) * msPerDay : date.ms + 1,
  ]
}

function windowsIn(value: unknown): { readonly operator: string; readonly operand: unknown }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (windows.has(key) ? [{ operator: key, operand: inner }] : windowsIn(inner)))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function maxAgeIn(test: unknown): string | undefined {
  const said = typeof test === 'object' && test !== null && 'maxAge' in test ? test.maxAge : undefined
  return typeof said === 'string' ? said : undefined
}
