import type { DayNumber } from '../../model/date.ts'
import type { Decision } from '../../model/generated/types.ts'
import { isClosed } from '../../model/launch-end.ts'
import { isOpen } from '../../report/requirement-groups.ts'
import { counted } from '../../report/value-words.ts'
import { dayNumberOf } from '../derived/days.ts'
import { isLate } from './clock.ts'
import type { LaunchStanding } from './room.ts'
import { turnedSince } from './today.ts'

/** How soon is soon, in days: as for a decision. */
const soonDays = 7

/** Whether anyone is late, as of now, and why. */
export interface Plan {
  readonly light: Decision['onPlan']
  readonly words: string
}

type Planned = Pick<LaunchStanding, 'launch' | 'requirements' | 'waivers'>

/** The light of the plan as of today: by the days that a decision holds and not by the day of that decision. */
export function planOf(standing: Planned, now: string): Plan {
  const { launch, requirements, waivers } = standing
  const today = dayNumberOf(now) ?? 0
  if (isClosed(launch, today)) return { light: 'grey', words: 'over, nothing is due any more' }
  const late = requirements.filter((item) => isLate(item, now)).length
  const ends = endsOf(standing)
  const expired = ends.filter((day) => day < today).length
  const followUps = waivers.flatMap(({ state, followUp }) =>
    state === 'in-force' && followUp?.doneOn === undefined ? (dayNumberOf(followUp?.due) ?? []) : [],
  )
  const unfollowed = followUps.filter((day) => day < today).length
  const isSoon = (day: DayNumber): boolean => day >= today && day - today <= soonDays
  const lateParts = [
    ...(late > 0 ? [`${late} overdue`] : []),
    ...(expired > 0 ? [counted(expired, 'waiver expired', 'waivers expired')] : []),
    ...(unfollowed > 0 ? [counted(unfollowed, 'follow-up overdue', 'follow-ups overdue')] : []),
  ]
  if (lateParts.length > 0) return { light: 'red', words: lateParts.join(', ') }
  const amber = (words: string): Plan => ({ light: 'amber', words })
  if (requirements.some((item) => isOpen(item) && isSoon(dayNumberOf(item.due) ?? Number.NaN)))
    return amber('something is due within 7 days')
  if (ends.some(isSoon)) return amber('a waiver ends within 7 days')
  if (followUps.some(isSoon)) return amber('a follow-up is due within 7 days')
  const turned = turnedSince(standing, now)
  if (requirements.some((item) => turned(item).length > 0)) return amber('what it rests on has changed since it was judged')
  const launchDay = dayNumberOf(launch.date)
  if (launchDay !== undefined && launchDay >= today && requirements.some(({ freshUntil = launchDay }) => freshUntil < launchDay))
    return amber('evidence gets too old before the launch')
  const isDated = launchDay !== undefined || requirements.some(({ due }) => due !== undefined)
  if (isDated) return { light: 'green', words: 'nothing is late' }
  return ends.length > 0 ? { light: 'green', words: 'no due dates, its waivers still run' } : { light: 'grey', words: 'no dates' }
}

/** The last days of waivers that are in force, and of those without which something is open. */
function endsOf({ requirements, waivers }: Planned): DayNumber[] {
  const open = new Set(requirements.filter(isOpen).map(({ definition }) => definition.id))
  return waivers.flatMap(({ state, expires, requirement }) => {
    const day = dayNumberOf(expires)
    return day !== undefined && (state === 'in-force' || (state === 'expired' && open.has(requirement))) ? [day] : []
  })
}
