import { isClosed } from '../../model/launch-end.ts'
import { awayWords, daysAway } from '../../report/verdict-words.ts'
import { byText } from '../../source/order.ts'
import { dayNumberOf } from '../derived/days.ts'
import type { LaunchChoice } from '../launch-choice.ts'
import { isLate, isStopping } from '../room/clock.ts'
import type { LaunchRecord } from '../room/room.ts'
import { type Column, type Table, tableOf } from '../table/table.ts'
import { registerTarget } from '../targets.ts'

interface Actor {
  readonly owner: string
  readonly launches: Set<string>
  open: number
  late: number
  /** The first day by which something open is due, and the first launch date that it stops. */
  due?: string
  date?: string
}

const columns: readonly Column[] = [
  { key: 'owner', name: 'Requirement owner', isHeading: true },
  { key: 'open', name: 'To bring about', isNumber: true, width: 'narrow' },
  { key: 'overdue', name: 'Overdue', isNumber: true, width: 'narrow' },
  { key: 'launches_stopped', name: 'Launches stopped', isNumber: true, width: 'narrow' },
  { key: 'first_due', name: 'First due' },
  { key: 'first_launch', name: 'First launch stopped' },
]

/** Who owns what stops the launches: most overdue first, then most to do. */
export function actorsTable(records: readonly LaunchRecord[], choice: Partial<LaunchChoice>, now: string): Table {
  const actors = new Map<string, Actor>()
  const today = dayNumberOf(now) ?? 0
  for (const { standing } of records) {
    // Nobody can act for a launch that is over.
    if (isClosed(standing.launch, today)) continue
    for (const item of standing.requirements) {
      if (!isStopping(item)) continue
      const { owner } = item.definition
      const actor: Actor = actors.get(owner) ?? { owner, launches: new Set(), open: 0, late: 0 }
      actors.set(owner, actor)
      actor.open++
      if (isLate(item, now)) actor.late++
      actor.launches.add(standing.launch.id)
      if (item.due !== undefined && item.due < (actor.due ?? '9999')) actor.due = item.due
      if (standing.launch.date !== undefined && standing.launch.date < (actor.date ?? '9999')) actor.date = standing.launch.date
    }
  }
  const items = [...actors.values()].sort((a, b) => b.late - a.late || b.open - a.open || byText(a.owner, b.owner))
  return tableOf({
    name: 'actors',
    caption: 'Who has to act',
    columns,
    items,
    row: ({ owner, open, late, launches, due, date }) => ({
      cells: [
        { text: owner, to: registerTarget({ ...choice, owner }) },
        open,
        late,
        launches.size,
        due === undefined ? undefined : { day: due, away: awayWords(daysAway(due, now) ?? 0) },
        date === undefined ? undefined : { day: date, away: awayWords(daysAway(date, now) ?? 0) },
      ],
    }),
  })
}
