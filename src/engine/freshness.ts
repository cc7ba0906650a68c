import type { EvidenceRules } from '../model/condition.ts'
import { type DateValue, dayOfInstant, msPerDay, startOf } from '../model/date.ts'
import type { Duration } from '../model/duration.ts'
import type { Evidence } from '../model/facts.ts'
import type { Reason } from './reason.ts'

/** The clock of one judgement: the instant in milliseconds, its UTC day, and the launch day when one is set. */
export interface Clock {
  readonly now: number
  readonly today: number
  readonly launchDay: number | undefined
}

export function clockAt(now: number, launchDay: number | undefined): Clock {
  return { now, today: dayOfInstant(now), launchDay }
}

/** What several rules ask of evidence, all of them holding at once. */
export interface Asked {
  /** Ages in days and in elapsed time cannot be told apart by size, so each is kept. */
  readonly ages: readonly Duration[]
  readonly minSample: number
  readonly minWindow: number
  readonly link: boolean
  readonly note: boolean
}

/** Joins rules of evidence: the strictest of each kind. A sample or window of which nothing is asked is negative. */
export function askedOf(rules: readonly EvidenceRules[]): Asked {
  return {
    ages: rules.flatMap((rule) => rule.maxAge ?? []),
    minSample: Math.max(-1, ...rules.map((rule) => rule.minSample ?? -1)),
    minWindow: Math.max(-1, ...rules.map((rule) => rule.minWindow?.ms ?? -1)),
    link: rules.some((rule) => rule.link),
    note: rules.some((rule) => rule.note),
  }
}

/** Why evidence does not suffice; undefined when it does. `skip` leaves one check out, for a waiver that accepts it. */
export function evidenceProblem(evidence: Evidence, asked: Asked, clock: Clock, skip?: Reason): Reason | undefined {
  const { asOf } = evidence
  if (asOf && isFuture(asOf, clock)) return 'future'
  for (let index = 0; index < asked.ages.length; index++) {
    if (!asOf) {
      if (skip !== 'undated') return 'undated'
    } else if (skip !== 'stale' && !isWithinAge(asOf, asked.ages[index] as Duration, clock)) return 'stale'
  }
  if (asked.minSample >= 0 && !((evidence.sample ?? -1) >= asked.minSample) && skip !== 'small-sample') return 'small-sample'
  if (asked.minWindow >= 0 && !((evidence.window?.ms ?? -1) >= asked.minWindow) && skip !== 'small-window') return 'small-window'
  if (asked.link && evidence.link === undefined && skip !== 'no-link') return 'no-link'
  if (asked.note && evidence.note === undefined && skip !== 'no-note') return 'no-note'
  return undefined
}

/** Whether a date lies after now; a bare day only when the whole day does. */
export function isFuture(date: DateValue, clock: Clock): boolean {
  return date.precision === 'day' ? date.day > clock.today : date.ms > clock.now
}

/** Day units count UTC calendar days, other units elapsed time from the first instant of a bare day. */
function isWithinAge(asOf: DateValue, maxAge: Duration, clock: Clock): boolean {
  return maxAge.days === undefined ? clock.now - startOf(asOf) <= maxAge.ms : clock.today - asOf.day <= maxAge.days
}

/** Whether a date lies in the closed interval from `now` back by a duration (direction -1) or ahead by it (1). */
export function isWithin(date: DateValue, duration: Duration, direction: 1 | -1, clock: Clock): boolean {
  const towards = date.precision === 'day' ? (date.day - clock.today) * direction : (date.ms - clock.now) * direction
  if (towards < 0) return false
  if (duration.days !== undefined) return (date.day - clock.today) * direction <= duration.days
  const distance = date.precision === 'day' ? nearEdge(date.day, direction, clock) : towards
  return distance <= duration.ms
}

/** How far the near edge of a bare day is: its first instant ahead of now, or its first instant back from now. */
function nearEdge(day: number, direction: 1 | -1, clock: Clock): number {
  return Math.max(0, (day * msPerDay - clock.now) * direction)
}

/** An age as decisions print it: whole UTC days, or hours within the same day; what is dated in the future has none. */
export function ageOf(asOf: DateValue, clock: Clock): string | undefined {
  const days = clock.today - asOf.day
  if (days < 0 || (asOf.precision !== 'day' && asOf.ms > clock.now)) return undefined
  if (days !== 0 || asOf.precision === 'day') return `${days}d`
  return `${Math.floor((clock.now - asOf.ms) / 3_600_000)}h`
}
