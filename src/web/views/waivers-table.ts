import { formatDay } from '../../model/date.ts'
import { optional } from '../../model/fields.ts'
import { awayWords } from '../../report/verdict-words.ts'
import { approvalWords, followUpWords } from '../../report/waiver-words.ts'
import { endingDays } from '../derived/hand-offs.ts'
import type { RegisteredWaiver, WaiverStanding } from '../derived/waiver-register.ts'
import { type Cell, type Column, type Mark, type Row, type Table, tableOf } from '../table/table.ts'
import { anchorOf, launchTarget } from '../targets.ts'

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
  requested: 'Asked: not approved by enough people',
  expired: 'Expired',
  lapsed: 'Lapsed: what is wrong now is more than it accepts',
  refused: 'Refused',
  withdrawn: 'Withdrawn by who asked, or by who approved',
  unused: 'Not used: the requirement does not apply, or another waiver does',
  'no-longer-needed': 'No longer needed: the requirement is met',
}

const columns: readonly Column[] = [
  { key: 'last_day', name: 'Last day', in: 'page', width: 'narrow' },
  { key: 'expires', name: 'Last day', in: 'export' },
  { key: 'days_left', name: 'Days left', in: 'export', isNumber: true },
  { key: 'waiver_and_state', name: 'Waiver', in: 'page', width: 'narrow' },
  { key: 'waiver', name: 'Waiver', in: 'export' },
  { key: 'state', name: 'State', in: 'export' },
  { key: 'requirement_title', name: 'Lowers the bar of', isHeading: true, width: 'wide' },
  { key: 'launch_title', name: 'For launch', width: 'name' },
  { key: 'why', name: 'Why, and who accepted it', in: 'page', width: 'wide' },
  { key: 'reason', name: 'Reason', in: 'export' },
  { key: 'approved', name: 'Approved by', in: 'export' },
  { key: 'follow_up', name: 'What follows', width: 'word' },
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
  { key: 'state_since', name: 'In this state since', in: 'export' },
]

/** Waivers as a table, under the headings of how they stand. */
export function waiversTable(items: readonly RegisteredWaiver[], name: string, caption = 'Waivers by how they stand'): Table {
  // Only the register names its rows: a waiver can stand in several tables of one page.
  const anchored = name === 'waivers'
  return tableOf({ name, caption, columns, items, row: (item) => waiverRow(item, anchored) })
}

function waiverRow(item: RegisteredWaiver, anchored: boolean): Row {
  const { waiver, standing, launch, requirement, days, since, digest } = item
  const sinceDay = since === undefined ? undefined : formatDay(since)
  const counts = standing === 'in-force' || standing === 'ending'
  return {
    group: standingGroups[standing],
    ...optional('anchor', anchored ? anchorOf(`${launch.id}-${waiver.id}`) : undefined),
    cells: [
      endCell(item),
      waiver.expires,
      days,
      {
        lines: [
          { code: waiver.id, to: launchTarget(launch.id) },
          { mark: standingMarks[standing], ...optional('note', sinceDay === undefined ? undefined : `since ${sinceDay}`) },
        ],
      },
      waiver.id,
      standingMarks[standing].word,
      {
        text: requirement?.title ?? waiver.requirement,
        to: launchTarget(launch.id, waiver.requirement),
        ...optional('small', requirement && `owned by ${requirement.owner}`),
      },
      { text: launch.title, to: launchTarget(launch.id), small: launch.date ?? 'no launch date' },
      whyCell(item),
      waiver.reason,
      approvalWords(waiver, standing),
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
      sinceDay,
    ],
  }
}

/** The reason, and beneath it by whom: asked, approved, and why it does not count where it does not. */
function whyCell({ waiver, standing }: RegisteredWaiver): Cell {
  const who = `${waiver.as ?? 'accepted'}; asked by ${waiver.requestedBy ?? 'nobody named'}, approved by ${approvalWords(waiver, standing)}`
  return { lines: [{ text: waiver.reason, small: who }, ...(waiver.why === undefined ? [] : [{ text: waiver.why, strong: true }])] }
}

function endCell({ waiver, standing, days, ahead }: RegisteredWaiver): Cell {
  // What was refused or withdrawn lowers no bar: it has no last day.
  if (standing === 'refused' || standing === 'withdrawn') return undefined
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
