import type { DayNumber } from '../../model/date.ts'
import { formatDay } from '../../model/date.ts'
import { optional } from '../../model/fields.ts'
import { isLaunched } from '../../model/launch-end.ts'
import { counted, valueWords } from '../../report/value-words.ts'
import { OutcomeMix } from '../charts/outcome-mix.tsx'
import { WeeklyBars } from '../charts/weekly-bars.tsx'
import { dayNumberOf } from '../derived/days.ts'
import {
  type CustomerRow,
  customerRows,
  factsWithoutOwner,
  judgedWeeks,
  type QuietLaunch,
  quietDays,
  quietLaunches,
} from '../derived/keeping-alive.ts'
import { outcomeMixOf } from '../derived/outcome-mix.ts'
import { verdictMark } from '../marks.ts'
import type { Surroundings } from '../page.ts'
import type { FactSeen } from '../room/room.ts'
import { doubtful, doubtsOf } from '../room/today.ts'
import { type Table, tableOf } from '../table/table.ts'
import { decisionTarget, launchTarget } from '../targets.ts'
import type { Ask, View } from '../view.ts'
import { noDecisions } from './empty.tsx'

const quietWords: Readonly<Record<QuietLaunch['kind'], string>> = {
  'launched-while-blocked': 'It was launched, and the decision that stood on that day blocked it',
  'date-passed': 'Its date has passed, and nobody says that it was launched, moved or given up',
  undecided: 'Nothing can be decided of its files',
  'no-recent-decision': `No decision for ${quietDays} days or more`,
}

/** Whether the promise is still looked at: what is judged, what goes past it, what nobody owns, and what customers did. */
export function keepingAlive({ rest }: Ask, { room, now }: Surroundings): View | undefined {
  if (rest.length > 0) return undefined
  const today = dayNumberOf(now) ?? 0
  const quiet = quietLaunches(room, today)
  const weeks = judgedWeeks(room, today)
  const unowned = factsWithoutOwner(room)
  const isDoubtful = (id: string): boolean => {
    const record = room.launches.get(id)
    return record !== undefined && doubtsOf(record.standing, now).length > 0
  }
  const judged = weeks.reduce((sum, week) => sum + week.decisions, 0)
  return {
    title: 'Keeping it alive',
    kicker: 'Is the promise still looked at?',
    lead:
      room.launches.size === 0
        ? 'No decision is here yet.'
        : `${counted(judged, 'decision')} in ${weeks.length} weeks. ${quietLead(quiet.length)}`,
    sections: [
      { content: <WeeklyBars id="weeks" weeks={weeks} /> },
      { content: <OutcomeMix id="mix" columns={outcomeMixOf(room, today)} /> },
      {
        heading: 'Launches that nobody looks at, or that went past',
        note: 'The first to ask about. A launch is closed in its manifest, with `launchedOn` or `withdrawnOn`.',
        table: quietTable(quiet, isDoubtful),
        empty: room.launches.size === 0 ? noDecisions() : <p>Every open launch had a decision within the last {quietDays} days.</p>,
      },
      {
        heading: 'Customers won and lost, and why',
        isFolded: true,
        note: 'As launches say it, in facts whose paths start with `customers`.',
        table: customersTable(customerRows(room), today),
        empty: teachCustomers(),
      },
      {
        heading: 'Facts without an owner',
        isFolded: true,
        note: 'Somebody has to supply each number, or it is missing when it counts. Who does stands in the catalog, as its `owner`.',
        table: factsTable(unowned),
        empty: (
          <p>{room.facts.size === 0 ? 'No fact is known here yet.' : 'Every fact that conditions read has an owner in the catalog.'}</p>
        ),
      },
    ],
  }
}

function quietLead(count: number): string {
  if (count === 0) return 'Every launch is looked at.'
  return count === 1 ? '1 launch is not looked at, or went past the gate.' : `${count} launches are not looked at, or went past the gate.`
}

function quietTable(items: readonly QuietLaunch[], isDoubtful: (launch: string) => boolean): Table {
  return tableOf({
    name: 'quiet',
    caption: 'Launches without a recent decision, or past the gate',
    columns: [
      { key: 'launch_title', name: 'Launch', isHeading: true },
      { key: 'launch_owner', name: 'Launch owner' },
      { key: 'launch_date', name: 'Date', width: 'narrow' },
      { key: 'verdict', name: 'Last verdict', width: 'narrow' },
      { key: 'decided_on', name: 'Decided', width: 'narrow' },
      { key: 'days_since', name: 'Days since', in: 'export', isNumber: true },
      { key: 'launch', name: 'Launch', in: 'export' },
      { key: 'why', name: 'Why', in: 'export' },
    ],
    items,
    row: ({ launch, kind, verdict, decided, days, digest, why }) => ({
      group: quietWords[kind],
      cells: [
        {
          text: launch.title,
          ...optional('to', kind === 'undecided' ? undefined : launchTarget(launch.id)),
          ...optional('small', kind === 'undecided' ? (why ?? launch.file) : launch.product),
        },
        launch.owner,
        launch.date,
        verdict === undefined
          ? undefined
          : {
              mark: isDoubtful(launch.id) ? doubtful(verdictMark(verdict)) : verdictMark(verdict),
              ...optional('to', digest === undefined ? undefined : decisionTarget(digest)),
            },
        decided === undefined
          ? undefined
          : {
              day: formatDay(decided),
              away: `${counted(days ?? 0, 'day')} ago`,
              ...(kind === 'no-recent-decision' && { tone: 'amber' as const }),
            },
        days,
        launch.id,
        quietWords[kind],
      ],
    }),
  })
}

function customersTable(items: readonly CustomerRow[], today: DayNumber): Table {
  return tableOf({
    name: 'customers',
    caption: 'What launches say of customers won and lost',
    columns: [
      { key: 'launch_title', name: 'Launch', isHeading: true },
      { key: 'fact', name: 'Fact', width: 'name' },
      { key: 'value', name: 'Value', isNumber: true, width: 'narrow' },
      { key: 'note', name: 'Why', width: 'wide' },
      { key: 'as_of', name: 'As of', width: 'narrow' },
      { key: 'launch', name: 'Launch', in: 'export' },
      { key: 'decision', name: 'Decision', in: 'export' },
    ],
    items,
    row: ({ launch, fact, value, note, asOf, digest }) => ({
      cells: [
        {
          text: launch.title,
          to: launchTarget(launch.id),
          small: isLaunched(launch, today) ? `launched ${launch.launchedOn}` : 'not launched',
        },
        { code: fact },
        typeof value === 'number' ? value : valueWords(value),
        note ?? 'no reason is given',
        asOf,
        launch.id,
        digest,
      ],
    }),
  })
}

function factsTable(items: readonly FactSeen[]): Table {
  return tableOf({
    name: 'facts',
    caption: 'Facts that conditions read and nobody owns',
    columns: [
      { key: 'fact', name: 'Fact', isHeading: true },
      { key: 'name', name: 'Name' },
      { key: 'means', name: 'What it means', width: 'wide' },
      { key: 'from', name: 'Where the number lives' },
    ],
    items,
    row: ({ path, name, means, from }) => ({ cells: [{ code: path }, name, means ?? 'no catalog describes it', from] }),
  })
}

function teachCustomers() {
  return (
    <>
      <p>
        <b>No launch says how many customers it won or lost.</b> A promise to customers is kept alive by counting who left, and why. Ask for
        it in a commitment:
      </p>
      <pre>
        <code>{`- id: lost-are-counted
  title: somebody counts the customers we lose, and says why
  owner: head-of-customer-success
  enforcement: advisory
  evidence: { note: required }
  require: { customers.lost: { present: true } }`}</code>
      </pre>
    </>
  )
}
