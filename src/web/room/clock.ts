import { isClosed } from '../../model/launch-end.ts'
import { isOpen } from '../../report/requirement-groups.ts'
import { daysAway } from '../../report/verdict-words.ts'
import { dayNumberOf } from '../derived/days.ts'
import type { LaunchStanding, RequirementStanding } from './room.ts'

/** Whether it is open and can stop the launch. */
export function isStopping(item: Pick<RequirementStanding, 'outcome' | 'enforcement'>): boolean {
  return isOpen(item) && item.enforcement === 'blocking'
}

/**
 * Whether something is open past its day, as of today and not as of the decision: nobody is on time because nobody judged.
 * `now` is in UTC, as `formatInstant` writes it.
 */
export function isLate(item: Pick<RequirementStanding, 'outcome' | 'due'>, now: string): boolean {
  // Days of decisions and moments in UTC are in the order of their letters; this is asked a hundred thousand times a page.
  return item.due !== undefined && isOpen(item) && item.due < now.slice(0, 10)
}

/** What of a launch is late: of one that is over nothing is, whatever was left open. */
export function latenessOf(
  { launch }: Pick<LaunchStanding, 'launch'>,
  now: string,
): (item: Pick<RequirementStanding, 'outcome' | 'due'>) => boolean {
  return isClosed(launch, dayNumberOf(now) ?? 0) ? () => false : (item) => isLate(item, now)
}

/** The stretches of time that launches are looked at by, in order, the most urgent first. */
export const periods = ['past', 'week', 'month', 'later', 'undated', 'closed'] as const

export type Period = (typeof periods)[number]

export const periodWords: Readonly<Record<Period, string>> = {
  past: 'Launch date has passed',
  week: 'In the next 7 days',
  month: 'In 8 to 30 days',
  later: 'Later',
  undated: 'No launch date',
  closed: 'Launched or withdrawn',
}

/** Where in time a launch is, seen from now. */
export function periodOf(standing: Pick<LaunchStanding, 'launch'>, now: string): Period {
  if (isClosed(standing.launch, dayNumberOf(now) ?? 0)) return 'closed'
  const days = standing.launch.date === undefined ? undefined : daysAway(standing.launch.date, now)
  if (days === undefined) return 'undated'
  if (days < 0) return 'past'
  return days <= 7 ? 'week' : days <= 30 ? 'month' : 'later'
}
