import type { EvidenceRules } from '../model/condition.ts'
import { type DateValue, dayOfInstant, msPerDay, startOf } from '../model/date.ts'
import type { Duration } from '../model/duration.ts'
import type { Evidence } from '../model/facts.ts'
import { isWebAddress } from '../model/web-address.ts'
import type { Reason } from './reason.ts'

/** The clock of one judgement: the instant in milliseconds, its UTC day, and the launch day when one is set. */
export interface Clock {
  readonly now: number
  readonly today: number
  readonly launchDay: number | undefined
}

/** The clock of a judgement at a moment, in milliseconds, for a launch that may have a day. */
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

/**
 * Evidence of many readings in numbers side by side: who judges many launches spends most of the time on reaching what is far apart.
 * `of` a launch's field there is none, because it is declared, not measured.
 */
export interface EvidenceColumns {
  /** The first instant of the date, in milliseconds; NaN where it is undated. */
  readonly since: Float64Array
  /** Sizes of samples, and lengths of windows in milliseconds; negative where nothing is said. */
  readonly samples: Float64Array
  readonly windows: Float64Array
  /** `measured`, `linked` and `noted`, added up; 0 where there is no evidence. */
  readonly marks: Uint8Array
}

export const measured = 1
const linked = 2
const noted = 4

/** Columns for some readings in which there is no evidence yet, behind `offset` bytes, a multiple of 8, of a buffer. */
export function evidenceColumns(count: number, buffer = new ArrayBuffer(bytesOfEvidence * count), offset = 0): EvidenceColumns {
  const at = (column: number): number => offset + column * 8 * count
  return {
    since: new Float64Array(buffer, at(0), count),
    samples: new Float64Array(buffer, at(1), count),
    windows: new Float64Array(buffer, at(2), count),
    marks: new Uint8Array(buffer, at(3), count),
  }
}

/** What the evidence of one reading takes, in bytes. */
export const bytesOfEvidence = 25

/** Enters the evidence of one reading; undefined where none can be asked for. */
export function enterEvidence(columns: EvidenceColumns, at: number, evidence: Evidence | undefined): void {
  if (evidence === undefined) {
    columns.marks[at] = 0
    return
  }
  const { asOf, sample, window, link, note } = evidence
  columns.since[at] = asOf ? startOf(asOf) : Number.NaN
  columns.samples[at] = sample ?? -1
  columns.windows[at] = window?.ms ?? -1
  columns.marks[at] = measured | (link !== undefined && isWebAddress(link) ? linked : 0) | (note === undefined ? 0 : noted)
}

/** Enters what other columns hold of a reading. */
export function copyEvidence(columns: EvidenceColumns, at: number, from: EvidenceColumns, source: number): void {
  columns.since[at] = from.since[source] as number
  columns.samples[at] = from.samples[source] as number
  columns.windows[at] = from.windows[source] as number
  columns.marks[at] = from.marks[source] as number
}

/** Why the evidence of a reading does not suffice; undefined when it does. `skip` leaves one check out, for a waiver that accepts it. */
export function problemAt(
  { since, samples, windows, marks }: EvidenceColumns,
  at: number,
  asked: Asked,
  clock: Clock,
  skip?: Reason,
): Reason | undefined {
  const asOf = since[at] as number
  // A bare day begins after now only when the whole day lies ahead.
  if (asOf > clock.now) return 'future'
  for (let index = 0; index < asked.ages.length; index++) {
    if (Number.isNaN(asOf)) {
      if (skip !== 'undated') return 'undated'
    } else if (skip !== 'stale' && !isWithinAge(asOf, asked.ages[index] as Duration, clock)) return 'stale'
  }
  if (asked.minSample >= 0 && !((samples[at] as number) >= asked.minSample) && skip !== 'small-sample') return 'small-sample'
  if (asked.minWindow >= 0 && !((windows[at] as number) >= asked.minWindow) && skip !== 'small-window') return 'small-window'
  const mark = marks[at] as number
  if (asked.link && !(mark & linked) && skip !== 'no-link') return 'no-link'
  if (asked.note && !(mark & noted) && skip !== 'no-note') return 'no-note'
  return undefined
}

/** `problemAt` of evidence by itself. */
export function evidenceProblem(evidence: Evidence, asked: Asked, clock: Clock, skip?: Reason): Reason | undefined {
  const alone = evidenceColumns(1)
  enterEvidence(alone, 0, evidence)
  return problemAt(alone, 0, asked, clock, skip)
}

/** Whether a date lies after now; a bare day only when the whole day does. */
export function isFuture(date: DateValue, clock: Clock): boolean {
  return startOf(date) > clock.now
}

/** Day units count UTC calendar days, other units elapsed time from the first instant of a bare day. */
function isWithinAge(since: number, maxAge: Duration, clock: Clock): boolean {
  return maxAge.days === undefined ? clock.now - since <= maxAge.ms : clock.today - dayOfInstant(since) <= maxAge.days
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
