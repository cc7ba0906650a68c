import { isOpen } from '../../report/requirement-groups.ts'
import { urgency } from '../../report/stages.ts'
import { counted } from '../../report/value-words.ts'
import { awayWords, daysAway, outcomeMarks, verdictMarks } from '../../report/verdict-words.ts'
import { byText } from '../../source/order.ts'
import { type LaunchChoice, launchChoiceIn, launchesFor, launchFilters, optionsOf } from '../launch-choice.ts'
import type { Surroundings } from '../page.ts'
import { latenessOf } from '../room/clock.ts'
import { type LaunchToday, launchesToday } from '../room/launch-today.ts'
import type { LaunchRecord, RequirementStanding, Room } from '../room/room.ts'
import { outcomeCell, turnedSince } from '../room/today.ts'
import { type Column, type Row, tableOf } from '../table/table.ts'
import { launchTarget } from '../targets.ts'
import type { Ask, Filter, View } from '../view.ts'
import { noDecisions } from './empty.tsx'

interface Line {
  readonly record: LaunchRecord
  readonly item: RequirementStanding
  /** As of now; of a launch that is over nothing is. */
  readonly late: boolean
}

/** What a reader asks of a register; empty means all. */
interface Chosen extends LaunchChoice {
  readonly owner: string
  readonly stage: string
  readonly outcome: string
  /** `late`, or `week` for what is due within 7 days. */
  readonly due: string
  readonly group: string
}

const groups = ['owner', 'product', 'tier', 'stage', 'verdict']

const columns: readonly Column[] = [
  { key: 'launch_date', name: 'Launch', in: 'export' },
  { key: 'launch', name: 'Launch', in: 'export' },
  { key: 'launch_title', name: 'Launch', isHeading: true, width: 'name' },
  { key: 'verdict', name: 'Verdict', width: 'narrow' },
  { key: 'requirement', name: 'Requirement', in: 'export' },
  { key: 'only_if', name: 'We go to market only if', width: 'wide' },
  { key: 'outcome', name: 'Outcome', width: 'narrow' },
  { key: 'owner', name: 'Requirement owner', width: 'name' },
  { key: 'due', name: 'Due', width: 'narrow' },
  { key: 'stage', name: 'Stage', width: 'word' },
  { key: 'launch_owner', name: 'Launch owner', in: 'export' },
  { key: 'product', name: 'Product', in: 'export' },
  { key: 'tier', name: 'Tier', in: 'export' },
  { key: 'gate_ready', name: 'Gate-ready', in: 'export' },
  { key: 'on_plan', name: 'On plan', in: 'export' },
  { key: 'enforcement', name: 'Enforcement', in: 'export' },
  { key: 'overdue', name: 'Overdue', in: 'export' },
  { key: 'open_facts', name: 'Open facts', in: 'export' },
  { key: 'waivers', name: 'Waivers', in: 'export' },
  { key: 'evidence_from', name: 'Oldest evidence', in: 'export' },
  { key: 'judged_at', name: 'Judged as of', in: 'export' },
  { key: 'decision', name: 'Decision', in: 'export' },
  { key: 'changed_since', name: 'Changed since, judge again', in: 'export' },
]

/** Every launch against every requirement, by date: what the office for launches keeps. */
export function register({ rest, query }: Ask, around: Surroundings): View | undefined {
  if (rest.length > 0) return undefined
  const { room, now } = around
  const chosen = chosenIn(query)
  const lines = sorted(linesOf(room, chosen, now), chosen)
  const todayOf = launchesToday(now)
  return {
    title: 'Register',
    kicker: 'Every launch, every requirement',
    lead: room.launches.size === 0 ? 'No decision is here yet.' : leadOf(lines),
    filters: filtersOf(room, chosen),
    isWide: true,
    sections: [
      {
        table: tableOf({
          name: 'register',
          caption: 'Requirements of launches',
          columns,
          items: lines,
          row: (line) => rowOf(line, chosen, todayOf(line.record), now),
        }),
        empty: room.launches.size === 0 ? noDecisions() : <p>No line fits what is chosen above.</p>,
      },
    ],
  }
}

function leadOf(lines: readonly Line[]): string {
  const open = lines.filter(({ item }) => isOpen(item))
  const late = open.filter((line) => line.late).length
  const launches = new Set(lines.map(({ record }) => record)).size
  const of = counted(launches, 'launch', 'launches')
  if (lines.length > 0 && open.length === lines.length) return `${counted(open.length, 'open requirement')} of ${of}, ${late} overdue.`
  return `${counted(lines.length, 'requirement')} of ${of}: ${open.length} open, ${late} overdue.`
}

function chosenIn(query: URLSearchParams): Chosen {
  const said = (name: string): string => query.get(name) ?? ''
  return {
    ...launchChoiceIn(query),
    owner: said('owner'),
    stage: said('stage'),
    outcome: query.get('outcome') || 'open',
    due: said('due'),
    group: said('group'),
  }
}

function linesOf(room: Room, chosen: Chosen, now: string): Line[] {
  const { owner, stage, outcome, due } = chosen
  const lines: Line[] = []
  for (const record of launchesFor(room, chosen, now)) {
    const isLate = latenessOf(record.standing, now)
    for (const item of record.standing.requirements) {
      if (owner !== '' && item.definition.owner !== owner) continue
      if (stage !== '' && item.definition.stage !== stage) continue
      if (outcome === 'open' ? !isOpen(item) : outcome !== 'all' && item.outcome !== outcome) continue
      const late = isLate(item)
      if (due === 'late' ? !late : due !== '' && !isSoon(item, now)) continue
      lines.push({ record, item, late })
    }
  }
  return lines
}

function isSoon(item: RequirementStanding, now: string): boolean {
  const days = item.due === undefined ? undefined : daysAway(item.due, now)
  return isOpen(item) && days !== undefined && days >= 0 && days <= 7
}

function sorted(lines: Line[], { group }: Chosen): Line[] {
  const keys = new Map<LaunchRecord, string>()
  for (const { record } of lines) {
    if (!keys.has(record)) keys.set(record, `${record.standing.launch.date ?? '9999'} ${record.standing.launch.id}`)
  }
  // Sorting keeps the order of what is equal, so that requirements stay as written.
  const byDate = lines.sort((a, b) => byText(keys.get(a.record) ?? '', keys.get(b.record) ?? ''))
  return group === '' ? byDate : byDate.sort((a, b) => byText(groupOf(a, group), groupOf(b, group)))
}

function groupOf({ record: { standing }, item }: Pick<Line, 'record' | 'item'>, group: string): string {
  const { launch } = standing
  const none = '(none)'
  if (group === 'owner') return item.definition.owner
  if (group === 'product') return launch.product ?? none
  if (group === 'tier') return launch.tier === undefined ? none : `Tier ${launch.tier}`
  if (group === 'stage') return item.definition.stage ?? 'The whole journey'
  if (group === 'verdict') return verdictMarks[standing.verdict].word
  return ''
}

function rowOf({ record, item, late }: Line, { group }: Chosen, today: LaunchToday, now: string): Row {
  const { standing, last } = record
  const { launch } = standing
  const turned = turnedSince(standing, now)(item)
  const { definition, enforcement, due, open, waivedBy } = item
  const days = launch.date === undefined ? undefined : daysAway(launch.date, now)
  const when = launch.date === undefined ? 'no launch date' : `${launch.date}${days === undefined ? '' : `, ${awayWords(days)}`}`
  return {
    cells: [
      launch.date,
      launch.id,
      { text: launch.title, to: launchTarget(launch.id), small: when },
      today.verdict,
      definition.id,
      { text: definition.title, to: launchTarget(launch.id, definition.id), small: definition.id },
      outcomeCell(item, turned),
      definition.owner,
      due === undefined
        ? undefined
        : {
            day: due,
            ...(isOpen(item) && { away: late ? 'overdue' : awayWords(daysAway(due, now) ?? 0) }),
            ...(late && { tone: 'red' as const }),
          },
      definition.stage,
      launch.owner,
      launch.product,
      launch.tier,
      { mark: today.gate },
      { mark: today.plan },
      enforcement,
      late,
      open.map(({ fact, reason }) => `${fact} (${reason})`).join('; '),
      waivedBy.join(' '),
      item.evidenceFrom,
      last.now,
      last.digest,
      turned.map(({ words }) => words).join('; '),
    ],
    ...(group !== '' && { group: groupOf({ record, item }, group) }),
  }
}

function filtersOf(room: Room, chosen: Chosen): Filter[] {
  const owners = new Set<string>()
  const stages = new Set<string>()
  for (const { standing } of room.launches.values()) {
    for (const { definition } of standing.requirements) {
      owners.add(definition.owner)
      if (definition.stage !== undefined) stages.add(definition.stage)
    }
  }
  const outcomes = urgency.map((value) => ({
    value,
    label: outcomeMarks[value].word,
  }))
  const [within, ...others] = launchFilters(room, chosen)
  return [
    {
      name: 'outcome',
      label: 'Outcome',
      options: [...outcomes, { value: 'all', label: 'all' }],
      chosen: chosen.outcome === 'open' ? '' : chosen.outcome,
      all: 'open',
      also: { isMeant: (value) => value === 'open', words: ['`open`'] },
    },
    { name: 'owner', label: 'Requirement owner', options: optionsOf(owners), chosen: chosen.owner },
    {
      name: 'due',
      label: 'Due',
      options: [
        { value: 'late', label: 'overdue' },
        { value: 'week', label: 'next 7 days' },
      ],
      chosen: chosen.due,
      all: 'any',
    },
    { name: 'stage', label: 'Stage', options: optionsOf(stages), chosen: chosen.stage },
    ...(within ? [within] : []),
    ...others,
    {
      name: 'group',
      label: 'Group by',
      options: groups.map((value) => ({ value, label: value === 'owner' ? 'requirement owner' : value })),
      chosen: chosen.group,
      all: 'launch date',
      isDynamicOnly: true,
    },
  ]
}
