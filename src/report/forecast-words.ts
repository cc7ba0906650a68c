import type { Forecast, ForecastPoint, Turn } from '../authoring/forecast.ts'
import { readDate } from '../model/date.ts'
import type { Ink } from './paint.ts'
import { counted } from './value-words.ts'
import { awayWords, daysAway, outcomeMarks, verdictMarks } from './verdict-words.ts'
import { briefOf, type Subject } from './words.ts'

/** One turn as a reader sees it: what it is about, what becomes of it, and why. */
export interface TurnWords {
  readonly symbol: string
  readonly ink: Ink
  readonly text: string
  readonly reason?: string
  readonly advice?: string
}

/** A turn in words. */
export function turnWords(turn: Turn, at: string, { launch, facts }: Forecast): TurnWords {
  switch (turn.kind) {
    case 'outcome': {
      const subject: Subject = { launch, facts: facts as Subject['facts'], now: at }
      const { symbol, ink } = outcomeMarks[turn.to]
      const isOpen = turn.to === 'unmet' || turn.to === 'unknown'
      const advisory = turn.enforcement === 'advisory' ? ' (advisory)' : ''
      return {
        symbol,
        ink,
        text: `${turn.requirement}: ${outcomeMarks[turn.from].word} → ${outcomeMarks[turn.to].word}${advisory}`,
        ...(turn.finding && { reason: `${isOpen ? '' : 'before: '}${briefOf(turn.finding, subject)}` }),
        ...(turn.refreshFrom !== undefined && { advice: `renewed on ${turn.refreshFrom} or later, it lasts until the launch` }),
      }
    }
    case 'enforcement':
      return {
        symbol: turn.to === 'blocking' ? '▲' : '○',
        ink: 'yellow',
        text: `${turn.requirement}: ${turn.to} from now on; it is ${outcomeMarks[turn.outcome].word}`,
      }
    case 'overdue':
      return { symbol: '▲', ink: 'yellow', text: `${turn.requirement}: overdue; ${turn.owner} was to settle it by the day before` }
    case 'waiver':
      return { symbol: '▲', ink: 'yellow', text: `waiver ${turn.waiver} for ${turn.requirement}: ${turn.from} → ${turn.to}` }
    case 'plan':
      return { symbol: '·', ink: 'dim', text: `plan: ${turn.from} → ${turn.to}` }
  }
}

/** "2026-10-08", with the time of day where it is not the beginning of the day. */
export function pointDay(at: string): string {
  const [day = '', time = ''] = at.split('T')
  return time.startsWith('00:00:00Z') ? day : `${day} ${time.slice(0, 5)}Z`
}

/** "in 3 days", counted from now. */
export function pointAway({ at }: Pick<ForecastPoint, 'at'>, now: string): string {
  const days = daysAway(at, now)
  return days === undefined ? '' : days === 0 ? 'today' : awayWords(days)
}

/** The answer in one sentence: from when, and until when, it may go by the passing of time alone. */
export function answerWords({ earliest, closes, now, open, until, blocked, launch }: Forecast): string {
  const last = pointDay(until).slice(0, 10)
  if (earliest === undefined) {
    const first = open.length === 0 ? 'something else than time' : counted(open.length, 'requirement')
    return `it stays blocked, at least until ${last}: ${first} must be settled first`
  }
  const start = earliest === now || !blocked ? 'it may go now' : `it may go from ${pointDay(earliest)}`
  if (closes === undefined) return `${start}, and nothing that time brings until ${last} blocks it again`
  return `${start}, until ${pointDay(closes)}${isBeforeLaunch(closes, launch.date) ? ', which is before the launch' : ''}`
}

/** The verdict at the beginning of the launch day: "✖ HOLD". */
export function launchDayWords({ onLaunchDay }: Forecast): string | undefined {
  return onLaunchDay && `${verdictMarks[onLaunchDay].symbol} ${verdictMarks[onLaunchDay].word}`
}

/** "GO → HOLD", or that the verdict stays. */
export function verdictTurn({ was, verdict }: ForecastPoint): string {
  return was === undefined ? `stays ${verdictMarks[verdict].word}` : `${verdictMarks[was].word} → ${verdictMarks[verdict].word}`
}

function isBeforeLaunch(at: string, date: string | undefined): boolean {
  const [one, other] = [readDate(at), readDate(date ?? '')]
  return one.ok && other.ok && one.value.day <= other.value.day
}
