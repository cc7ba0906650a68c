import type { VNode } from 'preact'
import type { Decision } from '../../model/generated/types.ts'
import { isClosed } from '../../model/launch-end.ts'
import { launchWords } from '../../report/launch-header.ts'
import { awayWords, daysAway } from '../../report/verdict-words.ts'
import { dayNumberOf } from '../derived/days.ts'
import { waiverRegister } from '../derived/waiver-register.ts'
import { minuteWords } from '../judged-by.ts'
import { verdictMark } from '../marks.ts'
import type { Links, Outlook, Page, Surroundings } from '../page.ts'
import type { LaunchRecord } from '../room/room.ts'
import { type Column, type Table, tableOf } from '../table/table.ts'
import { decisionTarget, packTarget } from '../targets.ts'
import type { Ask, Section, View } from '../view.ts'
import { packPage } from './gate-pack.ts'
import { Answer } from './launch-answer.tsx'
import { countdownSections } from './launch-countdown.tsx'
import { historyTable } from './launch-history.ts'
import { notKept } from './launch-kept.ts'
import { requirementsTable } from './launch-requirements.ts'
import { handOffsTable, registeredTable, waySections } from './launch-tables.ts'

/** One launch: its verdict with the reason, what would make it a go, and everything that it rests on. */
export async function launchView({ rest }: Ask, around: Surroundings): Promise<View | Page | undefined> {
  const [id = '', part, ...others] = rest
  const record = around.room.launches.get(id)
  if (!record || others.length > 0 || (part !== undefined && part !== 'pack')) return undefined
  const decision = await around.decisionOf(record.last.digest)
  if (part === 'pack') return decision && packPage(decision, record, around)
  const waivers = await waiversSection(record, around)
  const names = await around.tokenNames?.()
  if (!decision) return notKept(record, { waivers, names }, around)
  const outlook = await around.outlookOf?.(record.last.digest)
  const requirements = requirementsTable(decision, around.now)
  return {
    title: decision.launch.title,
    kicker: 'Launch',
    lead: leadOf(decision, around.now),
    isWide: true,
    sections: [
      { content: <Answer decision={decision} record={record} now={around.now} /> },
      { content: <Ways record={record} decision={decision} now={around.now} links={around.links} /> },
      // Of what is over nobody asks what would make it a go.
      ...(isClosed(decision.launch, dayNumberOf(around.now) ?? 0) ? [] : waySections(decision)),
      ...countdownSections(record, around.now),
      { heading: requirements.caption, table: requirements },
      ...waivers,
      ...some(handOffsTable(decision, around.now), 'Hand-offs').map((section) => ({ ...section, isFolded: true })),
      ...outlookSections(outlook),
      {
        heading: 'Decisions so far',
        isFolded: true,
        note: 'The newest first, each with what changed since the one before.',
        table: historyTable(record, around, names),
      },
    ],
  }
}

/** "`saved-baskets` 1.4.0 · tier 2 · basket-team · launch 2026-10-15, in 8 days", as seen from now. */
function leadOf(decision: Decision, now: string): string {
  const { product, sponsor, markets = [] } = decision.launch
  const more = [
    ...(product === undefined ? [] : [`product ${product}`]),
    ...(sponsor === undefined ? [] : [`sponsor ${sponsor}`]),
    ...(markets.length === 0 ? [] : [`markets ${markets.join(', ')}`]),
  ]
  return [...launchWords({ ...decision, now }), ...more].join(' · ')
}

function Ways({
  record,
  decision,
  now,
  links,
}: {
  readonly record: LaunchRecord
  readonly decision: Decision
  readonly now: string
  readonly links: Links
}): VNode {
  const days = daysAway(decision.now, now)
  return (
    <p class="ways">
      <a href={links.to(packTarget(decision.launch.id))}>Gate pack to print</a>
      <a href={links.to(decisionTarget(record.last.digest))}>The decision and its inputs</a>
      <span class="small">
        Judged as of {minuteWords(decision.now)}
        {days === undefined ? '' : `, ${awayWords(days)}`}
      </span>
    </p>
  )
}

/** The waivers of a launch as they stand today, whether or not it was judged since. */
async function waiversSection(record: LaunchRecord, { now, requestedWaivers }: Surroundings): Promise<Section[]> {
  const launches = new Map([[record.standing.launch.id, record]])
  const register = waiverRegister({ launches }, dayNumberOf(now) ?? 0, await requestedWaivers?.())
  return some(registeredTable(register, now), 'Waivers', 'Never counted as met.')
}

/** A table with its heading, where it has rows. */
function some(table: Table, heading: string, note?: string): Section[] {
  return table.size === 0 ? [] : [{ heading, ...(note !== undefined && { note }), table }]
}

const outlookColumns: readonly Column[] = [
  { key: 'from', name: 'From', in: 'page', isHeading: true, width: 'narrow' },
  { key: 'at', name: 'From', in: 'export' },
  { key: 'verdict', name: 'Verdict', width: 'narrow' },
  { key: 'turns', name: 'What the clock turns', width: 'wide' },
]

/** What time alone brings, until some weeks past the launch date. */
function outlookSections(outlook: Outlook | undefined): Section[] {
  if (!outlook) return []
  const note = `If nobody does anything: ${outlook.answer}.`
  const heading = 'What time alone brings'
  if (outlook.points.length === 0) return [{ heading, note, content: undefined }]
  const table = tableOf({
    name: 'outlook',
    caption: 'What the clock turns',
    columns: outlookColumns,
    items: outlook.points,
    row: ({ at, verdict, blocked, turns }) => ({
      cells: [
        { day: minuteWords(at.replace('T00:00:00Z', '')) },
        at.replace('T00:00:00Z', ''),
        { mark: verdictMark(verdict, blocked) },
        { lines: turns.map((sentence) => ({ sentence })) },
      ],
    }),
  })
  return [{ heading, note, table, isFolded: true }]
}
