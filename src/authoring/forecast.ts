import { dayOfInstant, formatDay, formatInstant, msPerDay } from '../model/date.ts'
import { readDuration } from '../model/duration.ts'
import { optional } from '../model/fields.ts'
import type { Decision, Finding, JudgedFact, Outcome, Verdict } from '../model/generated/types.ts'
import { launchHeader } from '../model/launch.ts'
import { type Segment, type SegmentsInput, segmentsOf } from './forecast-segments.ts'
import { factsOf, isBlocking, openFinding } from './requirement-state.ts'

/** Something that the clock alone turns. */
export type Turn =
  | {
      readonly kind: 'outcome'
      readonly requirement: string
      readonly title: string
      readonly from: Outcome
      readonly to: Outcome
      readonly enforcement: 'blocking' | 'advisory'
      /** Why: what is open from then on, or what was open until then. */
      readonly finding?: Finding
      /** Evidence that grows too old before the launch: dated this day or later it lasts until then. */
      readonly refreshFrom?: string
    }
  | {
      readonly kind: 'enforcement'
      readonly requirement: string
      readonly title: string
      readonly to: 'blocking' | 'advisory'
      readonly outcome: Outcome
    }
  | { readonly kind: 'overdue'; readonly requirement: string; readonly title: string; readonly owner: string }
  | { readonly kind: 'waiver'; readonly waiver: string; readonly requirement: string; readonly from: string; readonly to: string }
  | { readonly kind: 'plan'; readonly from: string; readonly to: string }

/** An instant at which something turns; `verdict` is what holds from then on. */
export interface ForecastPoint {
  /** RFC 3339. */
  readonly at: string
  readonly verdict: Verdict
  /** The verdict until then, where it turns. */
  readonly was?: Verdict
  readonly blocked: boolean
  readonly turns: readonly Turn[]
}

/** What becomes of a launch by the passing of time, all its facts staying as they are. */
export interface Forecast {
  readonly launch: Decision['launch']
  readonly now: string
  readonly until: string
  readonly verdict: Verdict
  readonly blocked: boolean
  readonly points: readonly ForecastPoint[]
  /** From when it may go: now, or the first later instant; absent where time alone never opens the gate. */
  readonly earliest?: string
  /** When it may no longer go, after it may; absent where that does not happen in the time looked at. */
  readonly closes?: string
  /** The verdict at the beginning of the launch day, where that is ahead and looked at. */
  readonly onLaunchDay?: Verdict
  /** Blocking requirements that are open now. */
  readonly open: readonly string[]
  readonly facts: Readonly<Record<string, JudgedFact>>
}

/** Looks ahead from a judged case: every instant until `until` at which something turns, and why. */
export function forecastOf(input: SegmentsInput): Forecast {
  const segments = segmentsOf(input)
  const { launch, clock, plan } = input.judged.input
  const first = segments[0] as Segment
  const may = segments.findIndex(({ standing }) => !standing.blocked)
  const closes = may === -1 ? undefined : segments.slice(may).find(({ standing }) => standing.blocked)
  const launchAt = clock.launchDay === undefined ? undefined : clock.launchDay * msPerDay
  const isAhead = launchAt !== undefined && launchAt > clock.now && launchAt <= input.until
  return {
    launch: launchHeader(launch) as unknown as Decision['launch'],
    now: formatInstant(clock.now),
    until: formatInstant(input.until),
    verdict: first.standing.verdict,
    blocked: first.standing.blocked,
    points: segments.slice(1).map((segment, index) => pointOf(segments[index] as Segment, segment)),
    ...optional('earliest', may === -1 ? undefined : formatInstant(segments[may]?.from ?? clock.now)),
    ...optional('closes', closes && formatInstant(closes.from)),
    ...optional('onLaunchDay', isAhead ? segments.findLast(({ from }) => from <= launchAt)?.standing.verdict : undefined),
    open: [...first.standing.requirements].filter(([, item]) => isBlocking(item)).map(([id]) => id),
    facts: factsOf(plan.linked),
  }
}

function pointOf(before: Segment, after: Segment): ForecastPoint {
  const [was, is] = [before.standing, after.standing]
  return {
    at: formatInstant(after.from),
    verdict: is.verdict,
    ...(was.verdict !== is.verdict && { was: was.verdict }),
    blocked: is.blocked,
    turns: [...requirementTurns(before, after), ...waiverTurns(before, after), ...planTurns(was.onPlan, is.onPlan)],
  }
}

function requirementTurns(before: Segment, after: Segment): Turn[] {
  return after.judged.judgement.requirements.flatMap((item, index): Turn[] => {
    const { id, title, owner } = item.planned.linked.requirement
    const was = before.standing.requirements.get(id)
    const is = after.standing.requirements.get(id)
    if (!was || !is) return []
    const older = before.judged.judgement.requirements[index]
    const finding = openFinding(after.judged, item) ?? (older && openFinding(before.judged, older))
    const turns: Turn[] = []
    if (was.outcome !== is.outcome)
      turns.push({
        kind: 'outcome',
        requirement: id,
        title,
        from: was.outcome,
        to: is.outcome,
        enforcement: is.enforcement,
        ...(finding && { finding }),
        ...optional('refreshFrom', isBlocking(is) && finding ? refreshDay(finding, after) : undefined),
      })
    if (was.enforcement !== is.enforcement)
      turns.push({ kind: 'enforcement', requirement: id, title, to: is.enforcement, outcome: is.outcome })
    if (!was.overdue && is.overdue) turns.push({ kind: 'overdue', requirement: id, title, owner })
    return turns
  })
}

/** The first day on which evidence can be taken, or a thing be done, so that it still counts on the launch day. */
function refreshDay({ reason, asks, operator, expected, polarity }: Finding, { judged }: Segment): string | undefined {
  const { launchDay, today } = judged.input.clock
  if (launchDay === undefined || launchDay < today) return undefined
  const isLate = reason === 'shortfall' && operator === 'withinLast' && polarity === 'require'
  const limit = reason === 'stale' ? asks?.maxAge : isLate && typeof expected === 'string' ? expected : undefined
  const age = readDuration(limit ?? '')
  return age.ok ? formatDay(launchDay - (age.value.days ?? Math.floor(age.value.ms / msPerDay))) : undefined
}

function waiverTurns(before: Segment, after: Segment): Turn[] {
  return after.judged.judgement.requirements.flatMap((item) =>
    item.waivers.flatMap(({ linked: { waiver }, state }): Turn[] => {
      const from = before.standing.waivers.get(waiver.id)
      if (from === undefined || from === state) return []
      return [{ kind: 'waiver', waiver: waiver.id, requirement: waiver.requirement, from, to: state }]
    }),
  )
}

function planTurns(from: string, to: string): Turn[] {
  return from === to ? [] : [{ kind: 'plan', from, to }]
}

/** How far ahead to look where nobody says: 30 days past the launch, or 90 days where it has no date ahead. */
export function defaultHorizon(now: number, launchDay: number | undefined): number {
  const today = dayOfInstant(now)
  const last = launchDay !== undefined && launchDay >= today ? launchDay + 30 : today + 90
  return (last + 1) * msPerDay - 1
}
