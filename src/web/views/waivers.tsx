import { optional } from '../../model/fields.ts'
import { sequence } from '../../model/wording.ts'
import { awayWords } from '../../report/verdict-words.ts'
import { approvalWords, followUpWords } from '../../report/waiver-words.ts'
import { WaiverClocks } from '../charts/waiver-clocks.tsx'
import { dayNumberOf } from '../derived/days.ts'
import { endingDays } from '../derived/hand-offs.ts'
import { type RegisteredWaiver, type WaiverStanding, waiverRates, waiverRegister, waiverStandings } from '../derived/waiver-register.ts'
import type { Links, Surroundings } from '../page.ts'
import { type Cell, type Column, type Mark, type Row, type Table, tableOf } from '../table/table.ts'
import { anchorOf, launchTarget } from '../targets.ts'
import type { Ask, Filter, Section, View } from '../view.ts'
import { commitmentTarget } from '../view-targets.ts'
import { noDecisions } from './empty.tsx'

/** A standing as people read it. Only what is in force lowers a bar; what ends soon or has ended needs somebody. */
export const standingMarks: Readonly<Record<WaiverStanding, Mark>> = {
  ending: { symbol: '▲', word: 'ends soon', tone: 'amber' },
  'in-force': { symbol: '▲', word: 'in force', tone: 'amber' },
  requested: { symbol: '?', word: 'asked', tone: 'grey' },
  expired: { symbol: '✖', word: 'expired', tone: 'red' },
  lapsed: { symbol: '✖', word: 'lapsed', tone: 'red' },
  refused: { symbol: '✖', word: 'refused', tone: 'red' },
  withdrawn: { symbol: '○', word: 'withdrawn', tone: 'grey' },
  unused: { symbol: '○', word: 'unused', tone: 'grey' },
  'no-longer-needed': { symbol: '○', word: 'no longer needed', tone: 'grey' },
}

export const standingGroups: Readonly<Record<WaiverStanding, string>> = {
  ending: `In force, ending within ${endingDays} days`,
  'in-force': 'In force',
  requested: 'Asked, not approved by enough people',
  expired: 'Expired',
  lapsed: 'Lapsed: what is wrong now is more than it accepts',
  refused: 'Refused',
  withdrawn: 'Withdrawn by who asked, or by who approved',
  unused: 'Not used: the requirement does not apply, or another waiver does',
  'no-longer-needed': 'No longer needed: the requirement is met',
}

const columns: readonly Column[] = [
  { key: 'expires', name: 'Last day', width: 'narrow' },
  { key: 'days_left', name: 'Days left', in: 'export', isNumber: true },
  { key: 'waiver_and_state', name: 'Waiver', in: 'page', width: 'narrow' },
  { key: 'waiver', name: 'Waiver', in: 'export' },
  { key: 'state', name: 'State', in: 'export' },
  { key: 'requirement_title', name: 'Lowers the bar of', isHeading: true, width: 'wide' },
  { key: 'launch_title', name: 'For launch', width: 'name' },
  { key: 'why', name: 'Why, and who accepted it', in: 'page', width: 'wide' },
  { key: 'reason', name: 'Reason', in: 'export' },
  { key: 'approved', name: 'Approved by', in: 'export' },
  { key: 'follow_up', name: 'What follows' },
  { key: 'launch', name: 'Launch', in: 'export' },
  { key: 'requirement', name: 'Requirement', in: 'export' },
  { key: 'owner', name: 'Owner', in: 'export' },
  { key: 'as', name: 'Accepted or mitigated', in: 'export' },
  { key: 'covers', name: 'Covers', in: 'export' },
  { key: 'requested_by', name: 'Asked by', in: 'export' },
  { key: 'proof', name: 'Proof of roles', in: 'export' },
  { key: 'why_not', name: 'Why it does not count', in: 'export' },
  { key: 'follow_up_done', name: 'Follow-up done on', in: 'export' },
  { key: 'decision', name: 'Decision', in: 'export' },
]

/** Every lower bar that was asked for or accepted, with its clock; and how often each requirement is waived. */
export async function waivers({ rest, query }: Ask, { room, now, links, requestedWaivers }: Surroundings): Promise<View | undefined> {
  if (rest.length > 0) return undefined
  const today = dayNumberOf(now) ?? 0
  const [state, which] = [query.get('state') ?? '', query.get('launches') ?? '']
  const all = waiverRegister(room, today, await requestedWaivers?.())
  const near = which === 'all' ? all : all.filter(({ ahead }) => ahead)
  const shown = state === '' ? near : near.filter(({ standing }) => standing === state)
  return {
    title: 'Waivers',
    kicker: 'Lower bars, accepted by name and for a time',
    lead: leadOf(near),
    filters: filtersOf(near, state, which),
    isWide: true,
    sections: [
      ...clockSection(shown, today, links),
      {
        heading: 'The register',
        table: waiversTable(shown, 'waivers'),
        empty: room.launches.size === 0 ? noDecisions() : nothing(state),
      },
      ...(state === '' ? [ratesSection(room)] : []),
    ],
  }
}

/** Waivers as a table, under the headings of how they stand. */
export function waiversTable(items: readonly RegisteredWaiver[], name: string): Table {
  return tableOf({ name, caption: 'Waivers by how they stand', columns, items, row: waiverRow })
}

function waiverRow(item: RegisteredWaiver): Row {
  const { waiver, standing, launch, requirement, days, digest } = item
  const counts = standing === 'in-force' || standing === 'ending'
  return {
    group: standingGroups[standing],
    anchor: anchorOf(`${launch.id}-${waiver.id}`),
    cells: [
      endCell(item),
      days,
      { lines: [{ code: waiver.id, to: launchTarget(launch.id) }, { mark: standingMarks[standing] }] },
      waiver.id,
      standingMarks[standing].word,
      {
        text: requirement?.title ?? waiver.requirement,
        to: launchTarget(launch.id, waiver.requirement),
        ...optional('small', requirement?.owner),
      },
      { text: launch.title, to: launchTarget(launch.id), small: launch.date ?? 'no launch date' },
      whyCell(item),
      waiver.reason,
      approvalWords(waiver),
      counts || standing === 'expired' ? followUpCell(item, counts) : undefined,
      launch.id,
      waiver.requirement,
      requirement?.owner,
      waiver.as,
      JSON.stringify(waiver.covers ?? {}),
      waiver.requestedBy,
      waiver.proof,
      waiver.why,
      waiver.followUp?.doneOn,
      digest,
    ],
  }
}

/** The reason, and beneath it by whom: asked, approved, and why it does not count where it does not. */
function whyCell({ waiver }: RegisteredWaiver): Cell {
  const who = `${waiver.as ?? 'accepted'}; asked by ${waiver.requestedBy ?? 'nobody named'}, approved by ${approvalWords(waiver)}`
  return { lines: [{ text: waiver.reason, small: who }, ...(waiver.why === undefined ? [] : [{ text: waiver.why, strong: true }])] }
}

function endCell({ waiver, standing, days, ahead }: RegisteredWaiver): Cell {
  const { expires } = waiver
  if (days === undefined) return { day: expires }
  const away = awayWords(days)
  if (standing === 'ending') return { day: expires, away, tone: days <= 3 ? 'red' : 'amber' }
  return { day: expires, away, ...(standing === 'expired' && ahead && { tone: 'red' as const }) }
}

function followUpCell({ waiver }: RegisteredWaiver, counts: boolean): Cell {
  const { followUp } = waiver
  if (!followUp) return counts ? { text: 'nothing is promised', small: 'a waiver without a follow-up tends to stay' } : undefined
  if (followUp.doneOn !== undefined) return { text: followUp.what ?? 'the gap is closed', small: `done on ${followUp.doneOn}` }
  return { sentence: followUpWords(waiver) ?? '' }
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
    note: 'Of the launches to which it applied, those that were let through with less at least once. A requirement that is waived again and again is not a commitment: keep it, change it, or take it out.',
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

function filtersOf(items: readonly RegisteredWaiver[], state: string, which: string): Filter[] {
  const found = new Set(items.map(({ standing }) => standing))
  const options = waiverStandings
    .filter((standing) => found.has(standing) || standing === state)
    .map((value) => ({ value, label: standingMarks[value].word }))
  return [
    { name: 'state', label: 'State', options, chosen: state },
    { name: 'launches', label: 'Launches', options: [{ value: 'all', label: 'closed ones, too' }], chosen: which, all: 'open ones' },
  ]
}

/** "2 in force, of which 1 ends within 14 days; 1 asked, 3 refused." */
function leadOf(items: readonly RegisteredWaiver[]): string {
  const count = (standing: WaiverStanding): number => items.filter((item) => item.standing === standing).length
  const running = count('in-force') + count('ending')
  if (items.length === 0) return 'No waiver is asked for or in force.'
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

function nothing(state: string) {
  if (state !== '') return <p>No waiver is in this state.</p>
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
