import { optional } from '../../model/fields.ts'
import { sequence } from '../../model/wording.ts'
import { counted } from '../../report/value-words.ts'
import { WaiverClocks } from '../charts/waiver-clocks.tsx'
import { dayNumberOf } from '../derived/days.ts'
import { endingDays } from '../derived/hand-offs.ts'
import { type RegisteredWaiver, type WaiverStanding, waiverRates, waiverRegister, waiverStandings } from '../derived/waiver-register.ts'
import { isNarrowed, type LaunchChoice, launchChoiceIn, launchesFor, launchFilters } from '../launch-choice.ts'
import type { Links, Surroundings } from '../page.ts'
import type { Room } from '../room/room.ts'
import { tableOf } from '../table/table.ts'
import { anchorOf, launchTarget } from '../targets.ts'
import type { Ask, Filter, Section, View } from '../view.ts'
import { commitmentTarget } from '../view-targets.ts'
import { noDecisions } from './empty.tsx'
import { standingGroups, standingMarks, waiversTable } from './waivers-table.ts'

/** Every lower bar that was asked for or accepted, with its clock; and how often each requirement is waived. */
export async function waivers({ rest, query }: Ask, around: Surroundings): Promise<View | undefined> {
  if (rest.length > 0) return undefined
  const { room, now, links, requestedWaivers } = around
  const today = dayNumberOf(now) ?? 0
  const state = query.get('state') ?? ''
  const choice = launchChoiceIn(query)
  const launches = new Map(launchesFor(room, choice, now).map((record) => [record.standing.launch.id, record]))
  const near = waiverRegister({ launches }, today, await requestedWaivers?.())
  const shown = state === '' ? near : near.filter(({ standing }) => standing === state)
  const isWhole = state === '' && !isNarrowed({ ...choice, launches: '' })
  return {
    title: 'Waivers',
    kicker: 'Lower bars, accepted by name and for a time',
    lead: state === '' ? leadOf(near, isWhole) : stateLead(state as WaiverStanding, shown, near),
    filters: filtersOf(room, near, state, choice),
    isWide: true,
    sections: [
      ...clockSection(shown, today, links),
      {
        heading: 'The register',
        table: waiversTable(shown, 'waivers'),
        empty: room.launches.size === 0 ? noDecisions() : nothing(isWhole),
      },
      ...(isWhole ? [ratesSection(room)] : []),
    ],
  }
}

function clockSection(items: readonly RegisteredWaiver[], today: number, links: Links): Section[] {
  const running = items.flatMap(({ waiver, standing, launch, from, ends }) =>
    ends !== undefined && (standing === 'ending' || standing === 'in-force')
      ? [
          {
            id: waiver.id,
            href: links.to(launchTarget(launch.id, waiver.requirement)),
            launch: launch.title,
            expires: ends,
            ...optional('from', from),
          },
        ]
      : [],
  )
  return running.length === 0 ? [] : [{ content: <WaiverClocks waivers={running.slice(0, 20)} today={today} /> }]
}

function ratesSection(room: Surroundings['room']): Section {
  return {
    heading: 'How often each requirement is waived',
    isFolded: true,
    note: 'Of all launches to which it applied, closed ones too, those that were let through with less at least once. A requirement that is waived again and again is not a commitment: keep it, change it, or take it out.',
    table: tableOf({
      name: 'rates',
      caption: 'Rate of waiving by requirement',
      columns: [
        { key: 'only_if', name: 'We go to market only if', isHeading: true, width: 'wide' },
        { key: 'owner', name: 'Owner' },
        { key: 'rate', name: 'Waived', width: 'narrow' },
        { key: 'waived', name: 'Waived', in: 'export', isNumber: true },
        { key: 'applied', name: 'Applied', in: 'export', isNumber: true },
        { key: 'requirement', name: 'Requirement', in: 'export' },
      ],
      items: waiverRates(room),
      row: ({ requirement, title, owner, applied, waived }) => ({
        cells: [
          { text: title, to: commitmentTarget(requirement.slice(0, requirement.indexOf('/')), anchorOf(requirement)), small: requirement },
          owner,
          { share: waived, of: applied },
          waived,
          applied,
          requirement,
        ],
      }),
    }),
    empty: <p>No requirement is waived for any launch. Every promise counts in full.</p>,
  }
}

function filtersOf(room: Room, items: readonly RegisteredWaiver[], state: string, choice: LaunchChoice): Filter[] {
  const found = new Set(items.map(({ standing }) => standing))
  const options = waiverStandings
    .filter((standing) => found.has(standing) || standing === state)
    .map((value) => ({ value, label: standingMarks[value].word }))
  const ofLaunches = launchFilters(room, choice).map((filter) => (filter.name === 'launches' ? filter : { ...filter, isDynamicOnly: true }))
  return [{ name: 'state', label: 'State', options, chosen: state }, ...ofLaunches]
}

/** "Expired: 1 of 4 waivers." */
function stateLead(state: WaiverStanding, shown: readonly RegisteredWaiver[], near: readonly RegisteredWaiver[]): string {
  const [name = ''] = (standingGroups[state] ?? state).split(':')
  return `${name}: ${shown.length} of ${counted(near.length, 'waiver')}.`
}

/** "2 in force, of which 1 ends within 14 days; 1 asked, 3 refused." */
function leadOf(items: readonly RegisteredWaiver[], isWhole: boolean): string {
  const count = (standing: WaiverStanding): number => items.filter((item) => item.standing === standing).length
  const running = count('in-force') + count('ending')
  if (items.length === 0) return isWhole ? 'No waiver is asked for or in force.' : 'The launches chosen have no waiver.'
  const others = (['requested', 'expired', 'lapsed', 'refused'] as const).filter((standing) => count(standing) > 0)
  const rest =
    others.length === 0
      ? ''
      : ` Besides: ${sequence(
          others.map((standing) => `${count(standing)} ${standingMarks[standing].word}`),
          'and',
        )}.`
  const ending = count('ending')
  const soon =
    ending === 0 ? '' : running === 1 ? `, which ends within ${endingDays} days` : `, ${ending} of which end within ${endingDays} days`
  return `${running === 0 ? 'No waiver is' : running === 1 ? '1 waiver is' : `${running} waivers are`} in force${soon}.${rest}`
}

function nothing(isWhole: boolean) {
  if (!isWhole) return <p>No waiver fits what is chosen above.</p>
  return (
    <>
      <p>
        <b>No bar is lowered for any launch to come.</b>
      </p>
      <p>
        When a requirement cannot be met in time, a waiver accepts a lower bar by name, with a reason, approvals and a last day. It stands
        in <code>waivers.yaml</code>, beside the commitments, and is listed here from the first decision that reads it.
      </p>
    </>
  )
}
