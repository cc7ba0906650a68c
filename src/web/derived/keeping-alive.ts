import type { DayNumber } from '../../model/date.ts'
import { isClosed, isLaunched } from '../../model/launch-end.ts'
import { byText } from '../../source/order.ts'
import { mondayOf } from '../charts/time-axis.ts'
import type { CustomerFact, FactSeen, LaunchRecord, Moment, Room } from '../room/room.ts'
import { byDay, dayNumberOf } from './days.ts'

/** How much was judged in a week that starts on a Monday. */
export interface JudgedWeek {
  readonly monday: DayNumber
  readonly decisions: number
  readonly launches: number
  /** Launches that were judged for the first time. */
  readonly first: number
}

/** A launch that goes its way without the promise being looked at. */
export interface QuietLaunch {
  readonly launch: LaunchRecord['standing']['launch']
  readonly kind: 'no-recent-decision' | 'launched-while-blocked' | 'date-passed' | 'undecided'
  readonly verdict?: LaunchRecord['standing']['verdict']
  /** The day of the last decision. */
  readonly decided?: DayNumber
  /** Days since. */
  readonly days?: number
  readonly digest?: string
  /** Why nothing could be decided. */
  readonly why?: string
}

/** What a launch tells about customers won and lost. */
export interface CustomerRow extends CustomerFact {
  readonly launch: LaunchRecord['standing']['launch']
  readonly digest: string
}

/** After how many days without a decision a launch counts as quiet. */
export const quietDays = 14

/** The decisions of each of the last weeks, this week last, empty weeks included. */
export function judgedWeeks({ launches }: Pick<Room, 'launches'>, today: DayNumber, count = 13): JudgedWeek[] {
  const monday = mondayOf(today)
  const weeks = Array.from({ length: count }, (_, i) => monday - 7 * (count - 1 - i))
  const tallies = new Map(weeks.map((week) => [week, { decisions: 0, launches: 0, first: 0 }]))
  for (const { history } of launches.values()) {
    const seen = new Set<DayNumber>()
    for (const [i, { recordedAt }] of history.entries()) {
      const day = dayNumberOf(recordedAt)
      const week = day === undefined ? undefined : mondayOf(day)
      const tally = week === undefined ? undefined : tallies.get(week)
      if (week === undefined || !tally) continue
      tally.decisions++
      if (i === 0) tally.first++
      if (!seen.has(week)) tally.launches++
      seen.add(week)
    }
  }
  return [...tallies].map(([week, tally]) => ({ monday: week, ...tally }))
}

/**
 * Launches that are not looked at, or went past the gate: launched while blocked, with a date that has passed without a word of
 * the launch, without a decision for two weeks, or with files that nothing could be decided of.
 */
export function quietLaunches({ launches, undecided }: Pick<Room, 'launches' | 'undecided'>, today: DayNumber): QuietLaunch[] {
  const order = ['launched-while-blocked', 'date-passed', 'undecided', 'no-recent-decision'] as const
  const judged = [...launches.values()].flatMap((record) => quietOf(record, today) ?? [])
  const others = undecided.map(({ name, file, why }) => ({
    launch: { id: name, title: name, owner: '', file },
    kind: 'undecided' as const,
    ...(why !== undefined && { why }),
  }))
  return [...judged, ...others].sort(
    (a: QuietLaunch, b: QuietLaunch) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) || byDay(a.decided, b.decided) || byText(a.launch.id, b.launch.id),
  )
}

function quietOf({ standing, last, history }: LaunchRecord, today: DayNumber): QuietLaunch | undefined {
  const { launch, verdict, blocked } = standing
  const decided = dayNumberOf(last.recordedAt)
  const days = decided === undefined ? 0 : today - decided
  const base = { launch, verdict, digest: last.digest, ...(decided !== undefined && { decided, days }) }
  if (isLaunched(launch, today)) {
    const then = inForceAt(history, launch.launchedOn)
    // Without a decision by that day nobody had said that it may go: the first thereafter says what was so.
    const counted = then ?? history[0]
    if (!(counted?.blocked ?? blocked)) return undefined
    return { ...base, ...(counted && { verdict: counted.verdict, digest: counted.digest }), kind: 'launched-while-blocked' }
  }
  if (isClosed(launch, today)) return undefined
  const date = dayNumberOf(launch.date)
  if (date !== undefined && date < today && days > 1) return { ...base, kind: 'date-passed' }
  return days >= quietDays ? { ...base, kind: 'no-recent-decision' } : undefined
}

/** The decision that stood at the end of a day: what was found out later is no reproach, and what was made good later no excuse. */
function inForceAt(history: readonly Moment[], day: string | undefined): Moment | undefined {
  const end = dayNumberOf(day)
  return end === undefined ? undefined : history.findLast(({ recordedAt }) => (dayNumberOf(recordedAt) ?? Number.POSITIVE_INFINITY) <= end)
}

/** Facts that conditions read and nobody owns, by path. */
export function factsWithoutOwner({ facts }: Pick<Room, 'facts'>): FactSeen[] {
  return [...facts.values()].filter(({ owner }) => owner === undefined).sort((a, b) => byText(a.path, b.path))
}

/** What launches tell about customers won and lost, the newest first. */
export function customerRows({ launches }: Pick<Room, 'launches'>): CustomerRow[] {
  const rows = [...launches.values()].flatMap(({ standing, last }) =>
    standing.customers.map((fact) => ({ ...fact, launch: standing.launch, digest: last.digest })),
  )
  return rows.sort(
    (a, b) => byDay(dayNumberOf(b.asOf) ?? 0, dayNumberOf(a.asOf) ?? 0) || byText(a.launch.id, b.launch.id) || byText(a.fact, b.fact),
  )
}
