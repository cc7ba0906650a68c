import { type DayNumber, formatDay, readDate } from '../../model/date.ts'
import { type LaunchEnd, spelledEnd } from '../../model/launch-end.ts'
import { sequence } from '../../model/wording.ts'
import { localId } from '../../report/requirement-words.ts'
import { counted } from '../../report/value-words.ts'
import { verdictMarks } from '../../report/verdict-words.ts'
import { type Change, type Changes, changesSince, type LaunchChanges } from '../derived/changes.ts'
import { dayNumberOf } from '../derived/days.ts'
import { type RegisteredWaiver, waiverRegister } from '../derived/waiver-register.ts'
import { numberOfDays } from '../launch-choice.ts'
import { outcomeMark, verdictMark } from '../marks.ts'
import type { Surroundings } from '../page.ts'
import type { Room } from '../room/room.ts'
import { type Cell, type Column, type Row, type Table, tableOf } from '../table/table.ts'
import { decisionTarget, launchTarget } from '../targets.ts'
import type { Ask, Filter, View } from '../view.ts'
import { commitmentTarget } from '../view-targets.ts'
import { noDecisions } from './empty.tsx'
import { waiversTable } from './waivers-table.ts'

const spans = [7, 14, 30, 90] as const

const columns: readonly Column[] = [
  { key: 'on', name: 'Since', width: 'narrow' },
  { key: 'launch', name: 'Launch', in: 'export' },
  { key: 'launch_title', name: 'Launch', in: 'export' },
  { key: 'kind', name: 'Kind', in: 'export' },
  { key: 'what', name: 'What', isHeading: true, width: 'wide' },
  { key: 'before', name: 'It was', width: 'narrow' },
  { key: 'after', name: 'It is', width: 'narrow' },
  { key: 'decision', name: 'By', width: 'narrow' },
]

const kindWords: Readonly<Record<Change['kind'], string>> = {
  first: 'first decision',
  end: 'launched or withdrawn',
  verdict: 'verdict',
  outcome: 'outcome',
  waiver: 'waiver',
  date: 'launch date',
  stale: 'evidence too old',
}

const forthAndBack = 'What went forth and back in the meantime is not listed; the page of each launch has its whole history.'
/** Without it, a longer span that shows fewer changes looks as if some were lost. */
const comparedWords = `Two days are compared, so a longer span can show fewer changes: of a launch that was judged for the first time in it, only that is listed. ${forthAndBack}`

/** What is otherwise than it was some days ago: `since` is a day, or a number of days back. */
export async function changes({ rest, query }: Ask, { room, now, requestedWaivers }: Surroundings): Promise<View | undefined> {
  if (rest.length > 0) return undefined
  const asked = query.get('since') ?? ''
  const since = sinceDay(asked, now)
  const found = changesSince(room, since)
  const today = dayNumberOf(now) ?? 0
  const from = dayNumberOf(since) ?? today
  const moved = waiverRegister(room, today, await requestedWaivers?.()).filter((item) => item.since !== undefined && item.since >= from)
  return {
    title: 'What changed',
    kicker: `Since ${since}`,
    lead: room.launches.size === 0 ? 'No decision is here yet.' : `Since ${since}: ${changeWords(found)}.${movedWords(moved)}`,
    filters: [sinceFilter(asked, today)],
    sections: [
      ...(found.commitments.length > 0 ? [{ heading: 'Commitments edited', table: editsTable(found) }] : []),
      {
        heading: 'Launches',
        ...(found.launches.length > 0 && { note: comparedWords }),
        table: changesTable(found.launches, room),
        empty: room.launches.size === 0 ? noDecisions() : <p>Nothing is otherwise than it was. {forthAndBack}</p>,
      },
      ...(moved.length > 0
        ? [{ heading: 'Waivers asked for, answered or ended', table: waiversTable(moved, 'moved', 'Waivers by request that moved on') }]
        : []),
    ],
  }
}

/** " 2 waivers were asked for, answered or ended by request; 1 waits for approval." */
function movedWords(moved: readonly RegisteredWaiver[]): string {
  if (moved.length === 0) return ''
  const waiting = moved.filter(({ standing }) => standing === 'requested').length
  const also = waiting === 0 ? '' : `; ${waiting} ${waiting === 1 ? 'waits' : 'wait'} for approval`
  return ` ${counted(moved.length, 'waiver')} ${moved.length === 1 ? 'was' : 'were'} asked for, answered or ended by request${also}.`
}

/** Changes as a table, a heading for each launch. */
export function changesTable(launches: readonly LaunchChanges[], room: Pick<Room, 'facts' | 'launches'>): Table {
  return tableOf({
    name: 'changes',
    caption: 'Changes by launch',
    columns,
    items: launches.flatMap(({ changes: own, ...changed }) => own.map((change) => ({ changed, change }))),
    row: ({ changed, change }): Row => {
      const { launch } = changed
      const { what, before, after } = toldOf(change, launch.id, room)
      return {
        group: groupWords(changed),
        cells: [
          { day: change.on.slice(0, 10) },
          launch.id,
          launch.title,
          kindWords[change.kind],
          what,
          before,
          after,
          { text: 'decision', to: decisionTarget(change.digest) },
        ],
      }
    },
  })
}

/** "Saved baskets · ● GO · 2026-10-15"; of one that is over, how and when it ended. */
function groupWords({ launch, verdict, end }: Omit<LaunchChanges, 'changes'>): string {
  const { symbol, word } = verdictMarks[verdict]
  const when = end ? [spelledEnd(end)] : launch.date === undefined ? [] : [launch.date]
  return [launch.title, `${symbol} ${word}`, ...when].join(' · ')
}

/** "2 verdicts and 5 outcomes changed in 3 launches, 1 commitment was edited" */
export function changeWords({ launches, commitments }: Changes): string {
  const all = launches.flatMap((item) => item.changes)
  const count = (kind: Change['kind']): number => all.filter((change) => change.kind === kind).length
  const ended = (how: LaunchEnd['how']): number => all.filter((change) => change.kind === 'end' && change.after?.how === how).length
  const parts = [
    ...(ended('launched') > 0 ? [`${counted(ended('launched'), 'launch', 'launches')} went to customers`] : []),
    ...(ended('withdrawn') > 0 ? [`${counted(ended('withdrawn'), 'launch', 'launches')} withdrawn`] : []),
    ...(count('first') > 0 ? [`${counted(count('first'), 'launch', 'launches')} judged for the first time`] : []),
    ...(count('verdict') > 0 ? [`${counted(count('verdict'), 'verdict')} changed`] : []),
    ...(count('outcome') > 0 ? [`${counted(count('outcome'), 'outcome')} changed`] : []),
    ...(count('waiver') > 0 ? [`${counted(count('waiver'), 'waiver')} moved on`] : []),
    ...(count('date') > 0 ? [`${counted(count('date'), 'launch date')} moved`] : []),
    ...(count('stale') > 0 ? [`${counted(count('stale'), 'fact')} grew too old`] : []),
    ...(commitments.length > 0 ? [`${counted(commitments.length, 'commitment')} edited`] : []),
  ]
  return parts.length === 0 ? 'nothing changed' : sequence(parts, 'and')
}

interface Told {
  readonly what: Cell
  readonly before: Cell
  readonly after: Cell
}

function toldOf(change: Change, launch: string, { facts, launches }: Pick<Room, 'facts' | 'launches'>): Told {
  switch (change.kind) {
    case 'first':
      return { what: 'It was judged for the first time', before: undefined, after: { mark: verdictMark(change.verdict) } }
    case 'end':
      return {
        what: { text: change.after ? endNames[change.after.how] : 'It is on its way again', to: launchTarget(launch), strong: true },
        before: endCell(change.before),
        after: endCell(change.after),
      }
    case 'verdict':
      return {
        what: { text: 'The verdict', to: launchTarget(launch), strong: true },
        before: { mark: verdictMark(change.before) },
        after: { mark: verdictMark(change.after) },
      }
    case 'outcome': {
      const standing = launches.get(launch)?.standing.requirements.find(({ definition }) => definition.id === change.requirement)
      return {
        what: {
          text: standing?.definition.title ?? localId(change.requirement),
          to: launchTarget(launch, change.requirement),
          small: standing ? `owned by ${standing.definition.owner}` : 'no longer in its commitment',
        },
        before: change.before === undefined ? 'not there' : { mark: outcomeMark(change.before, standing?.enforcement) },
        after: change.after === undefined ? 'not there' : { mark: outcomeMark(change.after, standing?.enforcement) },
      }
    }
    case 'waiver':
      return {
        what: { text: `Waiver ${change.waiver}`, to: launchTarget(launch) },
        before: waiverWords(change.before),
        after: waiverWords(change.after),
      }
    case 'date':
      return { what: 'The launch date', before: dateCell(change.before), after: dateCell(change.after) }
    case 'stale': {
      const { name = change.fact, owner } = facts.get(change.fact) ?? {}
      return {
        what: { text: name, small: owner === undefined ? 'no owner in the catalog' : `supplied by ${owner}` },
        before: 'fresh enough',
        after: 'too old',
      }
    }
  }
}

const endNames: Readonly<Record<LaunchEnd['how'], string>> = { launched: 'It was launched', withdrawn: 'It was withdrawn' }

function endCell(end: LaunchEnd | undefined): Cell {
  return end ? spelledEnd(end) : 'on its way'
}

function dateCell(day: string | undefined): Cell {
  return day === undefined ? 'none' : { day }
}

function waiverWords(state: string | undefined): string {
  return state === undefined ? 'not there' : state === 'requested' ? 'asked' : state.replaceAll('-', ' ')
}

/** Commitments that say something else than they did. */
export function editsTable({ commitments }: Changes): Table {
  return tableOf({
    name: 'commitments',
    caption: 'Commitments whose text changed',
    columns: [
      { key: 'on', name: 'Since', width: 'narrow' },
      { key: 'title', name: 'Commitment', isHeading: true, width: 'wide' },
      { key: 'owner', name: 'Owner' },
      { key: 'launches', name: 'Launches judged by another text before', isNumber: true },
      { key: 'commitment', name: 'Id', in: 'export' },
    ],
    items: commitments,
    row: ({ id, title, owner, on, launches }) => ({
      cells: [{ day: on.slice(0, 10) }, { text: title, to: commitmentTarget(id), small: id }, owner, launches, id],
    }),
  })
}

/** The day to look back to: a day as it is, a number of days as that day, and a week for anything else. */
export function sinceDay(asked: string, now: string): string {
  const reading = readDate(asked)
  if (reading.ok) return formatDay(reading.value.day)
  const days = /^\d{1,4}$/.test(asked) ? Number(asked) : spans[0]
  return formatDay((dayNumberOf(now) ?? 0) - days)
}

function sinceFilter(asked: string, today: DayNumber): Filter {
  const [, ...longer] = spans
  return {
    name: 'since',
    label: 'Since',
    options: longer.map((days) => ({ value: String(days), label: `${days} days ago` })),
    chosen: asked === String(spans[0]) ? '' : asked,
    all: `${spans[0]} days ago`,
    also: {
      isMeant: (value) => numberOfDays.isMeant(value) || readDate(value).ok,
      words: [...numberOfDays.words, `a day such as \`${formatDay(today - 30)}\``],
    },
  }
}
