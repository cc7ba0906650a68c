import { type DayNumber, formatDay } from '../../model/date.ts'
import { isClosed } from '../../model/launch-end.ts'
import type { StackedCounts } from '../charts/marks.tsx'
import type { MixColumn } from '../charts/outcome-mix.tsx'
import { mondayOf, shortDay } from '../charts/time-axis.ts'
import { type LaunchRecord, type Moment, outcomeLetters, type Room } from '../room/room.ts'

/** The outcomes of open launches at the end of each of the last weeks: what the last decision by then said, this week last. */
export function outcomeMixOf({ launches }: Pick<Room, 'launches'>, today: DayNumber, weeks = 13): MixColumn[] {
  const monday = mondayOf(today)
  const records = [...launches.values()]
  const columns = Array.from({ length: weeks }, (_, i) => columnOf(records, monday - 7 * (weeks - 1 - i)))
  const first = columns.findIndex((column) => column.launches > 0)
  return first === -1 ? [] : columns.slice(first)
}

function columnOf(records: readonly LaunchRecord[], monday: DayNumber): MixColumn {
  const counts = { unmet: 0, unknown: 0, waived: 0, met: 0 }
  let launches = 0
  for (const record of records) {
    const moment = standingAt(record, monday + 6)
    if (!moment) continue
    launches++
    addCounts(counts, moment.outcomes)
  }
  return { day: monday, label: shortDay(monday), launches, counts }
}

/** The last decision about a launch by the end of a day, unless the launch was closed before. */
function standingAt({ standing: { launch }, history }: LaunchRecord, day: DayNumber): Moment | undefined {
  if (isClosed(launch, day)) return undefined
  const limit = `${formatDay(day + 1)}T`
  return history.findLast(({ recordedAt }) => recordedAt < limit)
}

function addCounts(counts: Record<keyof StackedCounts, number>, outcomes: string): void {
  for (const letter of outcomes) {
    if (letter === outcomeLetters.met) counts.met++
    else if (letter === outcomeLetters.unmet) counts.unmet++
    else if (letter === outcomeLetters.unknown) counts.unknown++
    else if (letter === outcomeLetters.waived) counts.waived++
  }
}
