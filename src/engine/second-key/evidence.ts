import type { EvidenceRules } from '../../model/condition.ts'
import { msPerDay, startOf } from '../../model/date.ts'
import type { Duration } from '../../model/duration.ts'
import type { Evidence } from '../../model/facts.ts'
import { isWebAddress } from '../../model/web-address.ts'
import type { Clock } from '../freshness.ts'
import type { Reason } from '../reason.ts'

/** What is asked of evidence: the strictest of all rules. */
export interface Ask {
  /** The oldest that it may be, by every rule that says so. */
  readonly ages: readonly Duration[]
  readonly sample: number
  readonly windowMs: number
  readonly link: boolean
  readonly note: boolean
}

interface Check {
  readonly reason: Reason
  fails(evidence: Evidence, ask: Ask, clock: Clock): boolean
}

const checks: readonly Check[] = [
  { reason: 'undated', fails: ({ asOf }, { ages }) => ages.length > 0 && asOf === undefined },
  {
    reason: 'stale',
    fails: ({ asOf }, { ages }, clock) => asOf !== undefined && ages.some((age) => startOf(asOf) < instantBefore(age, clock)),
  },
  { reason: 'small-sample', fails: ({ sample }, ask) => ask.sample > 0 && !(sample !== undefined && sample >= ask.sample) },
  { reason: 'small-window', fails: ({ window }, ask) => ask.windowMs >= 0 && !(window !== undefined && window.ms >= ask.windowMs) },
  { reason: 'no-link', fails: ({ link }, ask) => ask.link && !(link !== undefined && isWebAddress(link)) },
  { reason: 'no-note', fails: ({ note }, ask) => ask.note && note === undefined },
]

/** Why evidence does not suffice, by the first check it fails; `accepted` is a reason that a waiver accepts. */
export function evidenceGap(evidence: Evidence, ask: Ask, clock: Clock, accepted?: Reason): Reason | undefined {
  // Nothing from the future is evidence, whatever is asked and accepted.
  if (evidence.asOf !== undefined && startOf(evidence.asOf) > clock.now) return 'future'
  return checks.find((check) => check.reason !== accepted && check.fails(evidence, ask, clock))?.reason
}

/** The instant a duration before now: the start of a calendar day when it is written in days. */
export function instantBefore(duration: Duration, clock: Clock): number {
  return duration.days === undefined ? clock.now - duration.ms : (clock.today - duration.days) * msPerDay
}

/** The instant a duration after now: the end of a calendar day when it is written in days. */
export function instantAfter(duration: Duration, clock: Clock): number {
  return duration.days === undefined ? clock.now + duration.ms : (clock.today + duration.days + 1) * msPerDay - 1
}

/** What rules ask together. */
export function strictest(rules: readonly EvidenceRules[]): Ask {
  return {
    ages: rules.flatMap(({ maxAge }) => maxAge ?? []),
    sample: Math.max(0, ...rules.map(({ minSample }) => minSample ?? 0)),
    windowMs: Math.max(-1, ...rules.map(({ minWindow }) => minWindow?.ms ?? -1)),
    link: rules.some(({ link }) => link),
    note: rules.some(({ note }) => note),
  }
}
