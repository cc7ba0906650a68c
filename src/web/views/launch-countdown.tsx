import { isClosed } from '../../model/launch-end.ts'
import { Countdown } from '../charts/countdown.tsx'
import { countdownOf } from '../derived/countdown.ts'
import { dayNumberOf } from '../derived/days.ts'
import type { LaunchRecord } from '../room/room.ts'
import type { Section } from '../view.ts'

/** The countdown of a launch: a chart as soon as there are two decisions to see a way between. */
export function countdownSections(record: LaunchRecord, now: string): Section[] {
  if (record.history.length < 2 || isClosed(record.standing.launch, dayNumberOf(now) ?? 0)) return []
  return [{ content: <Countdown {...countdownOf(record, now)} /> }]
}
