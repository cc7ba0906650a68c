import { formatDay } from '../../model/date.ts'
import { optional } from '../../model/fields.ts'
import { sequence } from '../../model/wording.ts'
import { counted } from '../../report/value-words.ts'
import { awayWords } from '../../report/verdict-words.ts'
import { dayNumberOf } from '../derived/days.ts'
import { type DueGroup, dueGroups, type HandOff, handOffsFor, ownerLoads } from '../derived/hand-offs.ts'
import { namedHere, owedOf, waiversBeside } from '../derived/owed.ts'
import { roleIn, rolesIn } from '../derived/roles.ts'
import { outcomeMark } from '../marks.ts'
import type { Surroundings } from '../page.ts'
import { type Cell, type Column, type Row, type Table, tableOf } from '../table/table.ts'
import { launchTarget } from '../targets.ts'
import type { Ask, Filter, View } from '../view.ts'
import { digestTarget, handOffsTarget } from '../view-targets.ts'
import { noDecisions } from './empty.tsx'
import { ownerFilter, rolesWords } from './owner-filter.ts'
import { reasonLabels } from './reason-labels.ts'

export const groupWords: Readonly<Record<DueGroup, string>> = {
  overdue: 'Overdue',
  soon: 'Due within 7 days',
  next: 'Later',
  undated: 'No date',
}

const kindWords: Readonly<Record<HandOff['kind'], string>> = {
  requirement: 'requirement',
  'follow-up': 'follow-up of a waiver',
  waiver: 'waiver ends',
  approval: 'waiver waits for an answer',
}

const columns: readonly Column[] = [
  { key: 'due', name: 'Due', width: 'narrow' },
  { key: 'days', name: 'Days', in: 'export', isNumber: true },
  { key: 'when', name: 'When', in: 'export' },
  { key: 'owner', name: 'Who answers for it', width: 'name' },
  { key: 'what', name: 'What', isHeading: true, width: 'wide' },
  { key: 'outcome', name: 'Stands', width: 'narrow' },
  { key: 'needs', name: 'What is missing, and who supplies it', width: 'wide' },
  { key: 'launch_title', name: 'For which launch', width: 'name' },
  { key: 'launch', name: 'Launch', in: 'export' },
  { key: 'launch_date', name: 'Launch date', in: 'export' },
  { key: 'kind', name: 'Kind', in: 'export' },
  { key: 'requirement', name: 'Requirement', in: 'export' },
  { key: 'enforcement', name: 'Enforcement', in: 'export' },
  { key: 'from', name: 'From', in: 'export' },
  { key: 'to', name: 'To', in: 'export' },
  { key: 'passes', name: 'Passes on', in: 'export' },
  { key: 'advice', name: 'Advice', in: 'export' },
  { key: 'waiver', name: 'Waiver', in: 'export' },
  { key: 'decision', name: 'Decision', in: 'export' },
]

/** Who owes what by when, over all launches that are still to come; with an owner, that person's own list. */
export async function handOffs({ rest, query }: Ask, around: Surroundings): Promise<View | undefined> {
  if (rest.length > 0) return undefined
  const { room, now } = around
  const beside = await waiversBeside(around)
  const today = dayNumberOf(now) ?? 0
  const [owner, group] = [query.get('owner') ?? '', query.get('due') ?? '']
  const all = owedOf(room, today, beside)
  const own = owner === '' ? all : handOffsFor(owner, all)
  const shown = group === '' ? own : own.filter((item) => item.group === group)
  const nothing = room.launches.size === 0 ? noDecisions() : <p>{nothingWords(owner, group)}</p>
  return {
    title: owner === '' ? 'Hand-offs' : `Hand-offs of ${owner}`,
    kicker: 'Who owes what by when',
    lead: leadOf(own, shown, owner, group),
    filters: filtersOf(all, owner, group, () => namedHere(room, beside)),
    isWide: true,
    sections: [
      ...(owner === '' && group === '' && all.length > 0
        ? [{ heading: 'By owner', note: suppliersNote, table: loadsTable(all), isFolded: true }]
        : []),
      {
        heading: owner === '' && group === '' ? 'Everything that is owed' : 'The list',
        ...(owner !== '' && { note: noteOf(owner, all) }),
        table: handOffsTable(shown, 'hand-offs'),
        empty: nothing,
      },
    ],
  }
}

const suppliersNote = 'Who only supplies facts answers for nothing here; choose them above to see what waits for their facts.'

/** In which roles somebody stands in their list. */
function noteOf(owner: string, all: readonly HandOff[]): string {
  const roles = rolesWords(rolesIn(all).get(owner) ?? [])
  const also = 'The list has also what others wait for: facts to supply, waivers to answer, and work to pass on.'
  return roles === '' ? also : `\`${owner.replaceAll('`', "'")}\` ${roles}. ${also}`
}

/** Hand-offs as a table, under the headings of when they are due. */
export function handOffsTable(items: readonly HandOff[], name: string): Table {
  return tableOf({ name, caption: 'Hand-offs by due date', columns, items, row: handOffRow })
}

function handOffRow(item: HandOff): Row {
  const { kind, owner, people = [], launch, requirement, what, outcome, blocking, due, days, group, from, to, passes, advice } = item
  const { waiver, digest } = item
  const small = besideWords(item)
  return {
    group: groupWords[group],
    cells: [
      due === undefined ? undefined : dueCell(formatDay(due), days ?? 0),
      days,
      groupWords[group],
      { text: owner, to: handOffsTarget({ owner }), ...optional('small', people.length === 0 ? undefined : people.join(', ')) },
      { text: what, to: launchTarget(launch.id, requirement), ...optional('small', small === '' ? undefined : small) },
      { mark: outcomeMark(outcome, blocking ? 'blocking' : 'advisory'), ...optional('note', blocking ? undefined : 'advisory') },
      needsCell(item),
      { text: launch.title, to: launchTarget(launch.id), small: launch.date ?? 'no launch date' },
      launch.id,
      launch.date,
      kindWords[kind],
      requirement,
      blocking ? 'blocking' : 'advisory',
      from,
      to,
      passes,
      advice,
      waiver,
      digest,
    ],
  }
}

/** What stands beneath what is to be done. */
function besideWords({ kind, from, to, passes, days = 0, waiver, askedBy }: HandOff): string {
  if (kind === 'waiver') return days < 0 ? `${waiver} has ended: judge the launch again` : `${waiver} covers it until then`
  if (kind === 'approval') return `approve or refuse ${waiver}${askedBy === undefined ? '' : `, asked by ${askedBy}`}`
  if (kind === 'follow-up') return `follow-up of ${waiver}`
  return [from, to === undefined ? undefined : `→ ${to}`, passes === undefined ? undefined : `: ${passes}`]
    .filter((part) => part !== undefined)
    .join(' ')
    .replace(' : ', ': ')
}

function dueCell(day: string, days: number): Cell {
  if (days < 0) return { day, away: `${counted(-days, 'day')} late`, tone: 'red' }
  return { day, away: awayWords(days), ...(days <= 7 && { tone: 'amber' as const }) }
}

/** The facts that keep it open, each with who supplies it; for what is only waived, nothing. */
function needsCell({ needs, owner }: HandOff): Cell {
  if (needs.length === 0) return undefined
  return {
    lines: needs.map(({ name, reason, owner: supplier }) => {
      const whom = supplier === undefined ? 'no owner in the catalog' : supplier === owner ? undefined : `from ${supplier}`
      return `${name}: ${reasonLabels[reason]}${whom === undefined ? '' : ` · ${whom}`}`
    }),
  }
}

function loadsTable(items: readonly HandOff[]): Table {
  return tableOf({
    name: 'owners',
    caption: 'How much each owner owes',
    columns: [
      { key: 'owner', name: 'Who answers for it', isHeading: true },
      { key: 'roles', name: 'As who', in: 'page' },
      { key: 'overdue', name: 'Overdue', isNumber: true, width: 'narrow' },
      { key: 'due_within_7_days', name: 'Within 7 days', isNumber: true, width: 'narrow' },
      { key: 'next', name: 'Later', isNumber: true, width: 'narrow' },
      { key: 'undated', name: 'No date', isNumber: true, width: 'narrow' },
      { key: 'launches', name: 'Launches stopped', isNumber: true, width: 'narrow' },
      { key: 'digest', name: 'To send', in: 'page' },
    ],
    items: ownerLoads(items),
    row: ({ owner, counts, launches }) => ({
      cells: [
        { text: owner, to: handOffsTarget({ owner }) },
        rolesWords(items.filter((item) => item.owner === owner).map(roleIn)),
        ...dueGroups.map((group) => countCell(counts[group], { owner, due: group })),
        launches,
        { text: 'the week of this owner', to: digestTarget(owner) },
      ],
    }),
  })
}

function countCell(count: number, query: Readonly<Record<string, string>>): Cell {
  return count === 0 ? 0 : { text: String(count), to: handOffsTarget(query), strong: query['due'] === 'overdue' }
}

function filtersOf(items: readonly HandOff[], owner: string, group: string, named: () => ReadonlySet<string>): Filter[] {
  return [
    ownerFilter('Who', items, owner, named),
    {
      name: 'due',
      label: 'Due',
      options: dueGroups.map((value) => ({ value, label: groupWords[value] })),
      chosen: group,
      all: 'at any time',
    },
  ]
}

/** "3 things are overdue, 5 are due within 7 days, and 12 come later." */
export function owedWords(items: readonly HandOff[]): string {
  const count = (group: DueGroup): number => items.filter((item) => item.group === group).length
  const parts = [
    ...(count('overdue') > 0 ? [`${count('overdue')} overdue`] : []),
    ...(count('soon') > 0 ? [`${count('soon')} due within 7 days`] : []),
    ...(count('next') > 0 ? [`${count('next')} later`] : []),
    ...(count('undated') > 0 ? [`${count('undated')} without a date`] : []),
  ]
  return sequence(parts, 'and')
}

const groupVerbs: Readonly<Record<DueGroup, readonly [one: string, more: string]>> = {
  overdue: ['is overdue', 'are overdue'],
  soon: ['is due within 7 days', 'are due within 7 days'],
  next: ['comes later', 'come later'],
  undated: ['has no date', 'have no date'],
}

/** Of what is shown; where that is a part, of how many. */
function leadOf(all: readonly HandOff[], shown: readonly HandOff[], owner: string, group: string): string {
  if (all.length === 0 && owner === '') return 'Nobody owes anything.'
  if (all.length === 0) return 'Nothing is owed, and nobody waits.'
  const things = `${counted(all.length, 'thing')} to bring about`
  if (group === '') return `${things}: ${owedWords(all)}.`
  const [one, more] = groupVerbs[group as DueGroup] ?? ['is shown', 'are shown']
  return `${shown.length === 0 ? 'None' : shown.length} of ${things} ${shown.length < 2 ? one : more}.`
}

function nothingWords(owner: string, group: string): string {
  if (owner === '' && group === '') return 'Every requirement of every launch to come is met, waived or not applicable. Nobody has to act.'
  return 'Nothing of this kind is open. An owner appears here as soon as a requirement of theirs is not met or not known, a waiver of it runs out, a waiver waits for their answer, or a fact of theirs is missing.'
}
