import type { Decision, JudgedWaiver } from '../../model/generated/types.ts'
import { wayToGo } from '../../report/next-steps.ts'
import type { Change } from '../../report/obstacle-words.ts'
import { localId } from '../../report/requirement-words.ts'
import { awayWords, daysAway } from '../../report/verdict-words.ts'
import { approvalWords, followUpWords, stateClock, stateWords } from '../../report/waiver-words.ts'
import { byText } from '../../source/order.ts'
import type { RegisteredWaiver } from '../derived/waiver-register.ts'
import { outcomeMark } from '../marks.ts'
import { type Column, type Mark, type Table, tableOf } from '../table/table.ts'
import { anchorOf } from '../targets.ts'
import type { Section } from '../view.ts'
import { standingGroups, standingMarks } from './waivers-table.ts'

/** What would make a blocked launch go, and who can bring it about: what stands in the way, and what must become true. */
export function waySections(decision: Decision): Section[] {
  const { title, note, obstacles, changes } = wayToGo(decision)
  if (obstacles.length + changes.length === 0) return note === '' ? [] : [{ heading: title, note, content: undefined }]
  const noted = { ...(note !== '' && { note }) }
  const must = { name: 'way-to-go', who: 'Who supplies the fact', change: 'What must become true', items: changes }
  if (obstacles.length === 0) return [{ heading: title, ...noted, table: wayTable({ ...must, caption: title }) }]
  const inTheWay = { name: 'in-the-way', who: 'Who', change: 'What stands in the way', items: obstacles }
  return [
    { heading: title, ...noted, table: wayTable({ ...inTheWay, caption: inTheWay.change }) },
    ...(changes.length === 0
      ? []
      : [{ heading: 'Besides', note: 'Facts that must change, too.', table: wayTable({ ...must, caption: must.change }) }]),
  ]
}

interface WayTable {
  readonly name: string
  readonly caption: string
  /** What stands over the names, and over the sentences. */
  readonly who: string
  readonly change: string
  readonly items: readonly Change[]
}

function wayTable({ name, caption, who, change, items }: WayTable): Table {
  return tableOf({
    ...{ name, caption, items },
    columns: [
      { key: 'owner', name: who, isHeading: true },
      { key: 'change', name: change, width: 'wide' },
      { key: 'requirements', name: 'For requirement' },
    ],
    row: ({ owner, text, requirements }) => ({ cells: [owner, { sentence: text }, requirements.map(localId).join(', ')] }),
  })
}

const waiverColumns: readonly Column[] = [
  { key: 'waiver', name: 'Waiver', isHeading: true },
  { key: 'requirement', name: 'For', in: 'export' },
  { key: 'state', name: 'State and clock' },
  { key: 'expires', name: 'Ends', in: 'export' },
  { key: 'approved_by', name: 'Approved by' },
  { key: 'requested_by', name: 'Asked for by', in: 'export' },
  { key: 'reason', name: 'Why, and what follows', width: 'wide' },
]

/** The waivers that a decision knows, with their clocks; those that do not count are listed, too, with why. */
export function waiversTable({ waivers }: Pick<Decision, 'waivers'>, now: string): Table {
  const items = [...waivers].sort((a, b) => Number(b.state === 'in-force') - Number(a.state === 'in-force'))
  return statedTable(
    items.map((waiver) => ({ waiver, standing: waiver.state, mark: stateMark(waiver), why: stateWhy(waiver) })),
    now,
  )
}

/** All waivers of a launch, those by request, too, in the words of the register. */
export function registeredTable(items: readonly RegisteredWaiver[], now: string): Table {
  return statedTable(
    items.map(({ waiver, standing }) => ({
      waiver,
      standing,
      // To programs one that ends soon is in force like others.
      mark: { ...standingMarks[standing], value: standing === 'ending' ? 'in-force' : standing },
      why: waiver.why === undefined ? standingGroups[standing].split(': ').slice(1) : [waiver.why],
    })),
    now,
  )
}

interface StatedWaiver {
  readonly waiver: Omit<JudgedWaiver, 'state'>
  readonly standing: string
  readonly mark: Mark
  readonly why: readonly string[]
}

function statedTable(items: readonly StatedWaiver[], now: string): Table {
  return tableOf({
    name: 'waivers',
    caption: 'Waivers',
    columns: waiverColumns,
    items,
    row: ({ waiver, standing, mark, why }) => ({
      anchor: anchorOf(waiver.id),
      cells: [
        { text: waiver.id, small: localId(waiver.requirement), strong: true },
        waiver.requirement,
        { mark, note: [...why, stateClock(waiver, standing, now) ?? []].flat().join('; ') },
        waiver.expires,
        { text: approvalWords(waiver, standing), ...(waiver.requestedBy !== undefined && { small: `asked for by ${waiver.requestedBy}` }) },
        waiver.requestedBy,
        { lines: reasonLines(waiver) },
      ],
    }),
  })
}

/** The state in a word or two; why it is so stands beside it. */
function stateMark(waiver: JudgedWaiver): Mark {
  const isRunning = waiver.state === 'in-force'
  const [word = waiver.state] = stateWords(waiver).split(': ')
  return { symbol: isRunning ? '▲' : '○', word, value: waiver.state, tone: isRunning ? 'amber' : 'grey' }
}

function stateWhy(waiver: JudgedWaiver): string[] {
  const [, ...why] = stateWords(waiver).split(': ')
  return why.length === 0 ? [] : [why.join(': ')]
}

function reasonLines(waiver: StatedWaiver['waiver']): { sentence: string }[] {
  const { as, reason } = waiver
  const then = followUpWords(waiver)
  return [{ sentence: `${as === undefined ? '' : `${as}: `}${reason}` }, ...(then === undefined ? [] : [{ sentence: `then: ${then}` }])]
}

const handOffColumns: readonly Column[] = [
  { key: 'due', name: 'When' },
  { key: 'from', name: 'From' },
  { key: 'to', name: 'To' },
  { key: 'what', name: 'What', width: 'wide' },
  { key: 'requirement', name: 'For' },
  { key: 'outcome', name: 'Outcome' },
]

/** What teams pass on to one another for the requirements that apply, by day. */
export function handOffsTable({ requirements }: Pick<Decision, 'requirements'>, now: string): Table {
  const items = requirements.filter((item) => item.handOff !== undefined && item.outcome !== 'not-applicable')
  const day = ({ due = '9999' }: { readonly due?: string }): string => due
  return tableOf({
    name: 'hand-offs',
    caption: 'Hand-offs',
    columns: handOffColumns,
    items: items.sort((a, b) => byText(day(a), day(b))),
    row: ({ id, due, handOff, outcome, enforcement }) => ({
      cells: [
        due === undefined ? undefined : { day: due, away: awayWords(daysAway(due, now) ?? 0) },
        handOff?.from,
        handOff?.to,
        handOff?.what,
        localId(id),
        { mark: outcomeMark(outcome, enforcement) },
      ],
    }),
  })
}
