import type { DayNumber } from '../../model/date.ts'
import { launchEnd } from '../../model/launch-end.ts'
import { counted } from '../../report/value-words.ts'
import { adviceNotKept, adviceWords } from '../../report/verdict-words.ts'
import { dayNumberOf } from '../derived/days.ts'
import { namedHere, owedOf, waiversBeside } from '../derived/owed.ts'
import { type Week, weekOf } from '../derived/week.ts'
import { verdictMark } from '../marks.ts'
import type { Surroundings } from '../page.ts'
import type { LaunchRecord } from '../room/room.ts'
import { type Cell, type Table, tableOf } from '../table/table.ts'
import { launchTarget } from '../targets.ts'
import type { Section, View } from '../view.ts'
import { mailTarget } from '../view-targets.ts'
import { changesTable, changeWords, editsTable } from './changes.tsx'
import { noDecisions } from './empty.tsx'
import { handOffsTable, owedWords } from './hand-offs.tsx'
import { ownerFilter } from './owner-filter.ts'
import { waiversTable } from './waivers-table.ts'

/** The week of an owner, or of everyone for an empty name. */
export async function weekView(owner: string, around: Surroundings): Promise<View> {
  const { room, now, links } = around
  const beside = await waiversBeside(around)
  const week = weekOf(room, now, owner === '' ? undefined : owner, beside)
  return {
    title: owner === '' ? 'The week in launches' : `The week of ${owner}`,
    kicker: `From ${week.since} to ${now.slice(0, 10)}`,
    lead: room.launches.size === 0 ? 'No decision is here yet.' : leadOf(week, owner),
    filters: [ownerFilter('Whose week', owedOf(room, dayNumberOf(now) ?? 0, beside), owner, () => namedHere(room, beside))],
    sections: [
      {
        content: (
          <p class="screen">
            <a href={links.to(mailTarget(owner))}>The same as a mail</a>
          </p>
        ),
      },
      {
        heading: owner === '' ? 'To do, by whom' : 'To do',
        table: handOffsTable(week.urgent, 'to-do'),
        empty: room.launches.size === 0 ? noDecisions() : <p>Nothing is overdue or due within 7 days.</p>,
      },
      ...some('Lower bars that end within 14 days', waiversTable(week.ending, 'ending', 'Waivers that end soon')),
      ...some('Waivers asked for, answered or ended this week', waiversTable(week.moved, 'moved', 'Waivers that moved on')),
      ...some('What went well', goodTable(week.good, dayNumberOf(now) ?? 0), praiseOf(week.good)),
      ...some('Commitments edited', editsTable(week.changes)),
      {
        heading: 'What changed',
        isFolded: true,
        table: changesTable(week.changes.launches, room),
        empty: <p>Nothing is otherwise than it was a week ago.</p>,
      },
    ],
  }
}

function some(heading: string, table: Table, note?: string): Section[] {
  return table.size === 0 ? [] : [{ heading, table, ...(note !== undefined && { note }) }]
}

function leadOf({ urgent, later, changes }: Week, owner: string): string {
  const whose = owner === '' ? 'to do' : 'for you to do or to pass on'
  const now =
    urgent.length === 0
      ? `Nothing is late and nothing is due within 7 days`
      : `${counted(urgent.length, 'thing')} ${whose}: ${owedWords(urgent)}`
  return `${now}${later > 0 ? `; ${later} more later` : ''}. Since last week: ${changeWords(changes)}.`
}

/** Praise says no more than is so: what is only advised may be open. */
function praiseOf(good: readonly LaunchRecord[]): string {
  const unkept = openAdvice(good)
  if (unkept > 0) return `Every blocking promise to customers is kept, with no exception; ${adviceWords(unkept)}.`
  return 'Every promise to customers is kept, with no exception. Be proud of these.'
}

function openAdvice(records: readonly LaunchRecord[]): number {
  return records.reduce((sum, { standing }) => sum + adviceNotKept(standing.counts), 0)
}

function goodTable(records: readonly LaunchRecord[], today: DayNumber): Table {
  return tableOf({
    name: 'good',
    caption: 'Launches with every promise kept',
    columns: [
      { key: 'launch_title', name: 'Launch', isHeading: true },
      { key: 'launch_owner', name: 'Launch owner' },
      { key: 'promises', name: 'Promises kept', isNumber: true, width: 'narrow' },
      { key: 'stands', name: 'Stands', in: 'page', width: 'narrow' },
      { key: 'launch_date', name: 'Launch date', in: 'export' },
      { key: 'launched_on', name: 'Launched', in: 'export' },
      { key: 'launch', name: 'Launch', in: 'export' },
      {
        key: 'advice_not_kept',
        name: 'Advice not kept',
        isNumber: true,
        width: 'narrow',
        ...(openAdvice(records) === 0 && { in: 'export' as const }),
      },
    ],
    items: records,
    row: ({ standing: { launch, verdict, counts } }) => {
      const end = launchEnd(launch, today)
      const stands: Cell = end
        ? { text: `launched ${end.on}` }
        : { mark: verdictMark(verdict), note: launch.date === undefined ? 'not launched yet' : `to launch ${launch.date}` }
      return {
        cells: [
          { text: launch.title, to: launchTarget(launch.id) },
          launch.owner,
          counts.blocking.met,
          stands,
          launch.date,
          end?.on,
          launch.id,
          adviceNotKept(counts),
        ],
      }
    },
  })
}
