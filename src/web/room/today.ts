import { msPerDay } from '../../model/date.ts'
import { isClosed } from '../../model/launch-end.ts'
import { awayWords, daysAway } from '../../report/verdict-words.ts'
import { dayNumberOf, instantOf } from '../derived/days.ts'
import { outcomeMark } from '../marks.ts'
import type { Mark } from '../table/table.ts'
import type { LaunchStanding, RequirementStanding } from './room.ts'
import type { Turn } from './turns.ts'

type Seen = Pick<LaunchStanding, 'launch' | 'blocked' | 'requirements'>

/** What the clock has changed in a requirement since the decision; of a launch that is over nothing counts any more. */
export function turnedSince({ launch }: Pick<Seen, 'launch'>, now: string): (item: Pick<RequirementStanding, 'turns'>) => readonly Turn[] {
  if (isClosed(launch, dayNumberOf(now) ?? 0)) return () => []
  const moment = instantOf(now) ?? 0
  return ({ turns }) => (turns.length === 0 || (turns[0] as Turn).at > moment ? [] : turns.filter(({ at }) => at <= moment))
}

/**
 * Why a launch that may go by its last decision cannot be vouched for today, in words, the first change first; empty where it can, and
 * where it may not go anyway.
 */
export function doubtsOf(standing: Seen, now: string): readonly string[] {
  if (standing.blocked) return []
  const turned = standing.requirements.flatMap(turnedSince(standing, now))
  return [...new Set([...turned].sort((a, b) => a.at - b.at).map(({ words }) => words))]
}

/** Whether a launch may go, by its last decision and by all that the clock has done since. */
export function mayGo(standing: Seen, now: string): boolean {
  return !standing.blocked && doubtsOf(standing, now).length === 0
}

/** How old a decision is where it is older than a day: "as of 20 days ago". */
export function asOfWords(judged: string, now: string): string | undefined {
  const [then, here] = [instantOf(judged), instantOf(now)]
  if (then === undefined || here === undefined || here - then <= msPerDay) return undefined
  return `as of ${awayWords(daysAway(judged, now) ?? 0)}`
}

/** "judged 20 days ago; since then waiver W-1 ended on 2026-11-15, and 2 more: judge again". */
export function doubtWords(doubts: readonly string[], judged: string, now: string): string {
  const days = daysAway(judged, now)
  return `judged ${days === undefined ? judged : awayWords(days)}; since then ${firstOf(doubts, 2)}: judge again`
}

/** The same for a row, beside whose verdict stands a light that asks for it. */
export function doubtNote(doubts: readonly string[], judged: string, now: string): string {
  const asOf = asOfWords(judged, now)
  return `${asOf === undefined ? '' : `${asOf}; `}since then ${firstOf(doubts, 1)}`
}

function firstOf(doubts: readonly string[], most: number): string {
  const rest = doubts.length - most
  return `${doubts.slice(0, most).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`
}

/** An outcome as it stands today, as a cell. */
export function outcomeCell(item: RequirementStanding, turned: readonly Turn[]): { mark: Mark; note?: string } {
  const judged = outcomeMark(item.outcome, item.enforcement)
  const parts = [
    ...(item.enforcement === 'advisory' ? ['advisory'] : []),
    ...turned.map(({ words }) => words),
    ...(turned.length > 0 ? ['judge again'] : []),
  ]
  return { mark: turned.length > 0 ? doubtful(judged) : judged, ...(parts.length > 0 && { note: parts.join('; ') }) }
}

/** What was said once and nobody vouches for today: its word without its colour. */
export function doubtful(mark: Mark): Mark {
  return { ...mark, symbol: '○', tone: 'grey' }
}
