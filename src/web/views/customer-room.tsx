import { launchEnd } from '../../model/launch-end.ts'
import { isOpen } from '../../report/requirement-groups.ts'
import { counted } from '../../report/value-words.ts'
import { awayWords, daysAway, outcomeMarks, verdictMarks } from '../../report/verdict-words.ts'
import { byText } from '../../source/order.ts'
import { dayNumberOf } from '../derived/days.ts'
import { launchChoiceIn, launchesFor, launchFilters } from '../launch-choice.ts'
import { outcomeMark } from '../marks.ts'
import type { Surroundings } from '../page.ts'
import { latenessOf, type Period, periodOf, periods, periodWords } from '../room/clock.ts'
import { stagesOver } from '../room/journey.ts'
import { type LaunchToday, launchesToday } from '../room/launch-today.ts'
import type { LaunchRecord, RequirementStanding } from '../room/room.ts'
import { doubtful, doubtsOf, turnedSince } from '../room/today.ts'
import { type Worst, worstOf } from '../room/worst.ts'
import { type Cell, type Column, type Row, type Table, tableOf } from '../table/table.ts'
import { anchorOf, launchTarget } from '../targets.ts'
import type { Ask, Filter, Section, View } from '../view.ts'
import { actorsTable } from './actors.ts'
import { noDecisions } from './empty.tsx'
import { roomLead, Tiles } from './room-glance.tsx'

const groups = { '': 'launch date', product: 'product', team: 'launch owner', tier: 'tier', verdict: 'verdict' } as const

type Group = keyof typeof groups

/** All launches on one page: the stages of the customers' journey across, the worst outcome in each cell. */
export async function customerRoom({ rest, query }: Ask, { room, now, links, requestedWaivers }: Surroundings): Promise<View | undefined> {
  if (rest.length > 0) return undefined
  const choice = launchChoiceIn(query)
  const asked = query.get('group') ?? ''
  const group: Group = Object.hasOwn(groups, asked) ? (asked as Group) : ''
  const records = ordered(launchesFor(room, choice, now), group, now)
  const matrix = matrixOf(records, group, now)
  // Choices together would be too many files.
  const actors = actorsTable(records, links.isStatic ? {} : { ...choice, launches: '' }, now)
  const isEmpty = room.launches.size === 0
  const requested = (await requestedWaivers?.()) ?? []
  return {
    title: 'The customer room',
    kicker: 'Every launch against every promise to customers',
    lead: roomLead(records, now, choice.within),
    filters: isEmpty ? [] : [...launchFilters(room, choice), groupFilter(group)],
    isWide: true,
    sections: [
      ...(isEmpty ? [] : [{ content: <Tiles {...{ records, choice, now, links, requested }} /> }]),
      { table: matrix, empty: isEmpty ? noDecisions() : <p>No launch fits what is chosen above.</p> },
      ...(actors.size > 0
        ? [
            {
              table: actors,
              heading: 'Who has to act',
              isFolded: true,
              note: 'Owners of what stops the launches shown above, those who are late first, then those with most to do. Their pages have what is only advised, too.',
            },
          ]
        : []),
      ...undecidedSection(room.undecided),
    ],
  }
}

function groupFilter(chosen: Group): Filter {
  const options = Object.entries(groups).flatMap(([value, label]) => (value === '' ? [] : [{ value, label }]))
  return { name: 'group', label: 'Group by', options, chosen, all: groups[''], isDynamicOnly: true }
}

/** By group, then by date; without a date last. */
function ordered(records: readonly LaunchRecord[], group: Group, now: string): LaunchRecord[] {
  const keyed = records.map((record) => {
    const { launch } = record.standing
    const period = periodOf(record.standing, now)
    // The last that passed is the first to look at.
    const date = period === 'closed' ? invert(launch.date) : (launch.date ?? '9999')
    const first = group === '' ? String(periods.indexOf(period)) : groupKey(record, group, now)
    return { record, key: `${first}\u0000${date}\u0000${launch.id}` }
  })
  return keyed.sort((a, b) => byText(a.key, b.key)).map(({ record }) => record)
}

function invert(date = '0000'): string {
  return date.replaceAll(/\d/g, (digit) => String(9 - Number(digit)))
}

function groupKey({ standing }: LaunchRecord, group: Group, now: string): string {
  const { launch, verdict } = standing
  if (group === 'verdict')
    return doubtsOf(standing, now).length > 0 ? '2' : String(['no-go', 'hold', '', 'conditional-go', 'go'].indexOf(verdict))
  if (group === 'tier') return launch.tier === undefined ? '~' : String(launch.tier).padStart(6, '0')
  return (group === 'product' ? launch.product : launch.owner) ?? '~'
}

function groupWords({ standing }: LaunchRecord, group: Group, now: string): string {
  const { launch, verdict } = standing
  const period: Period = periodOf(standing, now)
  if (group === '') return periodWords[period]
  if (group === 'verdict') return doubtsOf(standing, now).length > 0 ? 'To be judged again' : verdictMarks[verdict].word
  if (group === 'tier') return launch.tier === undefined ? 'No tier' : `Tier ${launch.tier}`
  return group === 'product' ? (launch.product ?? 'No product') : launch.owner
}

/** Launches by stages of the journey. Requirements without a stage are for all of it. */
function matrixOf(records: readonly LaunchRecord[], group: Group, now: string): Table {
  const stages = stagesOver(records.map(({ standing }) => standing))
  const hasOthers = records.some(({ standing }) => standing.requirements.some(({ definition }) => definition.stage === undefined))
  const across = [...stages, ...(hasOthers ? [undefined] : [])]
  const columns: Column[] = [
    { key: 'launch', name: 'Launch', in: 'export' },
    { key: 'launch_title', name: 'Launch', isHeading: true },
    { key: 'verdict', name: 'Verdict', width: 'narrow' },
    { key: 'blocked', name: 'Blocked', in: 'export' },
    { key: 'gate_ready', name: 'Gate-ready', width: 'narrow' },
    { key: 'on_plan', name: 'On plan', width: 'narrow' },
    { key: 'launch_date', name: 'Date', in: 'export' },
    { key: 'launch_owner', name: 'Owner', in: 'export' },
    { key: 'product', name: 'Product', in: 'export' },
    { key: 'tier', name: 'Tier', in: 'export' },
    ...stageColumns(across),
    { key: 'judged_at', name: 'Judged as of', in: 'export' },
    { key: 'decision', name: 'Decision', in: 'export' },
    { key: 'changed_since', name: 'Changed since, judge again', in: 'export' },
  ]
  const todayOf = launchesToday(now)
  return tableOf({
    name: 'room',
    caption: 'Launches by stage of the customers’ journey, the worst outcome in each cell',
    columns,
    items: records,
    row: (record) => matrixRow(record, { across, group: groupWords(record, group, now), today: todayOf(record), now }),
    // A row has a cell for every stage: more of them keep the first look waiting.
    rowsAtOnce: 50,
  })
}

function stageColumns(stages: readonly (string | undefined)[]): Column[] {
  const used = new Set<string>()
  return stages.map((stage, index) => {
    const plain = `stage_${(stage ?? 'whole journey').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_')}`
    const key = used.has(plain) ? `${plain}_${index}` : plain
    used.add(key)
    return { key, name: stage ?? 'whole journey', isTinted: true }
  })
}

interface Seen {
  readonly across: readonly (string | undefined)[]
  readonly group: string
  readonly today: LaunchToday
  readonly now: string
}

function matrixRow({ standing, last }: LaunchRecord, { across, group, today, now }: Seen): Row {
  const { launch, blocked, requirements } = standing
  const turned = turnedSince(standing, now)
  const asked = { isLate: latenessOf(standing, now), isTurned: (item: RequirementStanding) => turned(item).length > 0 }
  const byStage = new Map<string | undefined, RequirementStanding[]>()
  for (const item of requirements) {
    const { stage } = item.definition
    const list = byStage.get(stage)
    if (list) list.push(item)
    else byStage.set(stage, [item])
  }
  return {
    group,
    cells: [
      launch.id,
      { text: launch.title, to: launchTarget(launch.id), small: whenWords(launch, now) },
      today.verdict,
      blocked,
      { mark: today.gate },
      { mark: today.plan },
      launch.date,
      launch.owner,
      launch.product,
      launch.tier,
      ...across.map((stage) => stageCell(launch.id, stage, worstOf(byStage.get(stage) ?? [], asked), byStage.get(stage) ?? [])),
      last.now,
      last.digest,
      today.doubts,
    ],
  }
}

function whenWords(launch: LaunchRecord['standing']['launch'], now: string): string {
  const { date, owner } = launch
  const end = launchEnd(launch, dayNumberOf(now) ?? 0)
  const days = date === undefined ? undefined : daysAway(date, now)
  const when =
    end !== undefined
      ? `${end.how} ${end.on}`
      : date === undefined
        ? 'no date'
        : `${date}${days === undefined ? '' : `, ${awayWords(days)}`}`
  return `${when} · ${owner}`
}

function stageCell(launch: string, stage: string | undefined, worst: Worst | undefined, items: readonly RequirementStanding[]): Cell {
  if (worst === undefined) return undefined
  const { symbol, tone } = outcomeMark(worst.outcome, worst.enforcement)
  const { word } = outcomeMarks[worst.outcome]
  const applies = worst.outcome !== 'not-applicable'
  const judged = { symbol, tone, word: applies ? word : 'n/a', value: worst.outcome }
  // What is open is so whether or not something else has changed.
  const mark = worst.turned > 0 && !isOpen(worst) ? doubtful(judged) : judged
  const all = items.filter(({ outcome }) => outcome !== 'not-applicable').length
  const leads = (worst.outcome !== 'met' && applies) || worst.turned > 0
  return {
    mark,
    ...((applies || worst.turned > 0) && { note: stageNote(worst, all) }),
    ...(leads && { to: { ...launchTarget(launch), anchor: anchorOf(`stage ${stage ?? ''}`) } }),
  }
}

/** "1 of 3, 1 more open, 2 late": what is not the worst and open all the same must not read as if it were met. */
function stageNote({ outcome, count, alsoOpen, late, turned }: Worst, all: number): string {
  const parts = [
    ...(outcome === 'not-applicable' ? [] : [`${count} of ${all}`]),
    ...(alsoOpen > 0 ? [`${alsoOpen} more open`] : []),
    ...(late > 0 ? [`${late} late`] : []),
  ]
  // On paper every column counts: what is in doubt may be broken.
  return [...parts.map((part) => part.replaceAll(' ', '\u00a0')), ...(turned > 0 ? [`${turned} in\u00a0doubt`] : [])].join(', ')
}

function undecidedSection(undecided: Surroundings['room']['undecided']): Section[] {
  if (undecided.length === 0) return []
  const columns: Column[] = [
    { key: 'launch', name: 'Launch', isHeading: true },
    { key: 'file', name: 'File' },
    { key: 'why', name: 'Why' },
  ]
  const table = tableOf({
    name: 'undecided',
    caption: 'Launches without a decision',
    columns,
    items: undecided,
    row: ({ name, file, why }) => ({ cells: [name, { code: file }, why] }),
  })
  return [
    {
      table,
      heading: 'Nothing decided',
      note: `${counted(undecided.length, 'launch', 'launches')} with files that cannot be read. Nothing judged is not a go.`,
    },
  ]
}
