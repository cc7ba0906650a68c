import { launchEnd } from '../../model/launch-end.ts'
import { dayNumberOf } from '../derived/days.ts'
import { lightMark, verdictMark } from '../marks.ts'
import type { Mark } from '../table/table.ts'
import { planOf } from './plan.ts'
import type { LaunchRecord } from './room.ts'
import { asOfWords, doubtful, doubtNote, doubtsOf } from './today.ts'

/** How a launch stands today, as its rows show it. */
export interface LaunchToday {
  /** The verdict of the last decision: what cannot be vouched for has no colour, and what is old says so. */
  readonly verdict: { readonly mark: Mark; readonly note?: string }
  readonly gate: Mark
  readonly plan: Mark
  /** What has changed since it was judged, in words. */
  readonly doubts: string
}

/** How launches stand today; each is asked once, however many rows it has. */
export function launchesToday(now: string): (record: LaunchRecord) => LaunchToday {
  const known = new Map<LaunchRecord, LaunchToday>()
  return (record) => {
    const told = known.get(record) ?? todayOf(record, now)
    known.set(record, told)
    return told
  }
}

function todayOf({ standing, last }: LaunchRecord, now: string): LaunchToday {
  const { launch, blocked, gateReady } = standing
  const judged = verdictMark(standing.verdict, blocked)
  const end = launchEnd(launch, dayNumberOf(now) ?? 0)
  const grey = lightMark('grey')
  if (end) {
    const [gate, plan] = [end.how, 'over'].map((word) => ({ ...grey, word, value: 'grey' }))
    return { verdict: { mark: judged }, gate: gate ?? grey, plan: plan ?? grey, doubts: '' }
  }
  const plan = lightMark(planOf(standing, now).light)
  const doubts = doubtsOf(standing, now)
  if (doubts.length > 0) {
    const verdict = { mark: doubtful(judged), note: doubtNote(doubts, last.now, now) }
    return { verdict, gate: { ...grey, word: 'judge again', value: 'grey' }, plan, doubts: doubts.join('; ') }
  }
  const note = asOfWords(last.now, now)
  return { verdict: { mark: judged, ...(note !== undefined && { note }) }, gate: lightMark(gateReady), plan, doubts: '' }
}
