import { formatInstant, readDate } from '../../model/date.ts'
import type { Decision, JudgedRequirement, JudgedWaiver } from '../../model/generated/types.ts'
import { reasonSentence, threeLines } from '../../report/next-steps.ts'
import { daysAway } from '../../report/verdict-words.ts'
import { followUpWords } from '../../report/waiver-words.ts'
import type { Event, LaunchBrief, Turned, WaiverBrief } from './events.ts'

/** A launch in short. */
export function briefOf({ id, title, owner, product, version, date }: Decision['launch']): LaunchBrief {
  return {
    ...{ id, title, owner },
    ...(product !== undefined && { product }),
    ...(version !== undefined && { version }),
    ...(date !== undefined && { date }),
  }
}

/** What a message says of two decisions about a launch with different verdicts. The one before may be gone but for its verdict. */
export function verdictEvent(
  previous: { readonly verdict: Decision['verdict']; readonly digest: string; readonly decision?: Decision | undefined },
  current: Decision,
): Extract<Event, { type: 'verdict.changed' }> {
  const { launch, verdict, blocked, digest, now } = current
  return {
    type: 'verdict.changed',
    timestamp: now,
    data: {
      launch: briefOf(launch),
      ...{ verdict, was: previous.verdict, blocked },
      reason: reasonSentence(current),
      next: threeLines(current),
      turned: previous.decision ? turnedOf(previous.decision, current) : [],
      decision: digest,
      previous: previous.digest,
      decidedAt: now,
    },
  }
}

/** Blocking requirements that come out differently, as the later decision orders them. */
function turnedOf(before: Decision, after: Decision): Turned[] {
  const old = new Map(before.requirements.map((item) => [item.id, item]))
  const now = new Map(after.requirements.map((item) => [item.id, item]))
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((id) => {
    const [a, b] = [old.get(id), now.get(id)]
    const shown = b ?? a
    if (!shown || a?.outcome === b?.outcome) return []
    if (a?.enforcement !== 'blocking' && b?.enforcement !== 'blocking') return []
    const { title, owner } = shown
    return [{ requirement: id, title, owner, ...(a && { was: a.outcome }), ...(b && { outcome: b.outcome }) }]
  })
}

/** Waivers that a decision rests on, with the days that are left of them as of a moment. */
export function waiversIn(decision: Decision, now: string): WaiverBrief[] {
  const requirements = new Map(decision.requirements.map((item) => [item.id, item]))
  return decision.waivers.flatMap((waiver) => {
    const daysLeft = daysAway(waiver.expires, now)
    return waiver.state === 'in-force' && daysLeft !== undefined && daysLeft >= 0
      ? [waiverBrief(waiver, requirements.get(waiver.requirement), daysLeft)]
      : []
  })
}

function waiverBrief(waiver: JudgedWaiver, requirement: JudgedRequirement | undefined, daysLeft: number): WaiverBrief {
  const followUp = followUpWords(waiver)
  return {
    id: waiver.id,
    requirement: waiver.requirement,
    title: requirement?.title ?? waiver.requirement,
    owner: requirement?.owner ?? '',
    reason: waiver.reason,
    expires: waiver.expires,
    daysLeft,
    ...(followUp !== undefined && { followUp }),
  }
}

/** So many days before it ends is a waiver told of. */
const noticeDays = [14, 3, 1] as const
const day = 86_400_000

/** A waiver that is to be told of, and for which of the days. */
export interface WaiverNotice {
  readonly event: Extract<Event, { type: 'waiver.expiring' }>
  readonly days: number
}

/**
 * Waivers of a decision to tell of, because the time for it came after `last` and not after `now` (milliseconds): at an hour, UTC,
 * 14, 3 and 1 days before the day they end. After a pause only the latest of these is told, with the days that are really left.
 */
export function waiverNotices(
  decision: Decision,
  { last, now, hour }: { readonly last: number; readonly now: number; readonly hour: number },
): WaiverNotice[] {
  const timestamp = formatInstant(now)
  return waiversIn(decision, timestamp).flatMap((waiver) => {
    const ends = readDate(waiver.expires)
    if (!ends.ok) return []
    const due = noticeDays.filter((days) => {
      const at = (ends.value.day - days) * day + hour * 3_600_000
      return at > last && at <= now
    })
    const days = due.at(-1)
    if (days === undefined) return []
    const data = { launch: briefOf(decision.launch), waiver, decision: decision.digest }
    return [{ days, event: { type: 'waiver.expiring', timestamp, data } }]
  })
}
