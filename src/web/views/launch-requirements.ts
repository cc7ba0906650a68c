import type { Decision, Finding, JudgedRequirement } from '../../model/generated/types.ts'
import { isClosed } from '../../model/launch-end.ts'
import { alsoNeeded, isOpen, openFindings } from '../../report/requirement-groups.ts'
import { adviceOf, tellingId, whyNotApplicable } from '../../report/requirement-words.ts'
import { byStage, hasStages, stageName, stagesHeading } from '../../report/stages.ts'
import { durationWords } from '../../report/value-words.ts'
import { awayWords, daysAway } from '../../report/verdict-words.ts'
import { demandOf, foundOf, nameOf, statementOf } from '../../report/words.ts'
import { dayNumberOf } from '../derived/days.ts'
import { outcomeMark } from '../marks.ts'
import { isLate, latenessOf } from '../room/clock.ts'
import { doubtful, turnedSince } from '../room/today.ts'
import { turnsOf } from '../room/turns.ts'
import { type Cell, type Column, type Row, type Table, tableOf } from '../table/table.ts'
import { anchorOf } from '../targets.ts'

const columns: readonly Column[] = [
  { key: 'requirement', name: 'Requirement', in: 'export' },
  { key: 'stage', name: 'Stage', in: 'export' },
  { key: 'outcome', name: 'Outcome', width: 'narrow' },
  { key: 'only_if', name: 'We go to market only if', isHeading: true },
  { key: 'owner', name: 'Owner', in: 'export' },
  { key: 'due', name: 'Due', in: 'export' },
  { key: 'overdue', name: 'Overdue', in: 'export' },
  { key: 'enforcement', name: 'Enforcement', in: 'export' },
  { key: 'outcome_without_waivers', name: 'Without waivers', in: 'export' },
  { key: 'honors', name: 'Honors customers' },
  { key: 'dishonors', name: 'Would dishonor them' },
  { key: 'evidence', name: 'Evidence, its age, and where to see it', width: 'wide' },
  { key: 'waivers', name: 'Waivers', in: 'export' },
]

/** Every requirement of a launch by stage of the customers' journey, what it does for them, and what it rests on. */
export function requirementsTable(decision: Decision, now: string): Table {
  const stages = byStage(decision)
  const turnedOf = turnedSince(decision, now)
  const isSaid = ({ key }: Column): boolean =>
    (key !== 'honors' && key !== 'dishonors') || decision.requirements.some((item) => item[key] !== undefined)
  return tableOf({
    name: 'requirements',
    caption: stagesHeading(stages),
    // Spreadsheets keep a column of which no requirement says anything.
    columns: columns.map((column) => (isSaid(column) ? column : { ...column, in: 'export' })),
    items: stages.flatMap(({ stage, items }) => items.map((item) => ({ item, stage }))),
    rowsAtOnce: 200,
    row: ({ item, stage }) => ({
      ...(hasStages(stages) && { group: stageName(stage) }),
      groupAnchor: anchorOf(`stage ${stage ?? ''}`),
      ...rowOf(item, decision, { now, isTurned: turnedOf({ turns: turnsOf(item, decision) }).length > 0 }),
    }),
  })
}

function rowOf(item: JudgedRequirement, decision: Decision, { now, isTurned }: { readonly now: string; readonly isTurned: boolean }): Row {
  const { id, title, owner, stage, outcome, enforcement, due, honors, dishonors, underlying, waivedBy = [] } = item
  const mark = outcomeMark(outcome, enforcement)
  const facts = [
    tellingId(id, decision.requirements),
    owner,
    ...dueParts(item, decision, now),
    ...(enforcement === 'advisory' ? ['advisory'] : []),
  ]
  return {
    anchor: anchorOf(id),
    cells: [
      id,
      stage,
      isTurned ? { mark: doubtful(mark), note: 'judge again' } : { mark },
      { text: title.trim() === '' ? id : title, small: facts.join(' · '), strong: true },
      owner,
      due,
      latenessOf(decision, now)(item),
      enforcement,
      underlying,
      honors,
      dishonors,
      {
        lines: evidenceLines(item, decision),
        ...((outcome === 'met' || outcome === 'not-applicable') && { foldedAs: `evidence of ${title}` }),
      },
      waivedBy.join(' '),
    ],
  }
}

/** When it is due, counted from the moment of looking. */
function dueParts(item: JudgedRequirement, decision: Decision, now: string): string[] {
  if (item.due === undefined || !isOpen(item)) return []
  if (isClosed(decision.launch, dayNumberOf(now) ?? 0)) return [`was due ${item.due}`]
  if (isLate(item, now)) return [`overdue since ${item.due}`]
  const days = daysAway(item.due, now)
  return [`due ${item.due}${days === undefined ? '' : `, ${awayWords(days)}`}`]
}

function evidenceLines(item: JudgedRequirement, decision: Decision): Cell[] {
  if (item.outcome === 'not-applicable') return [{ sentence: whyNotApplicable(item, decision) }]
  const open = [...openFindings(item), ...alsoNeeded(item, decision)]
  const told = new Set(open.map(({ fact }) => fact))
  // A fact with several tests is evidence once.
  const rest = item.findings.filter((finding) => finding.result === 'met' && !told.has(finding.fact) && told.add(finding.fact))
  const advice = adviceOf(item)
  return [
    ...open.map((finding) => openLine(finding, item.applies.findings.includes(finding), decision)),
    ...rest.map((finding) => metLine(finding, decision)),
    ...(item.waivedBy ?? []).map((id) => ({ sentence: `waived by ${id}, see below`, before: outcomeMark('waived') })),
    ...(advice === undefined ? [] : [{ text: `To do: ${advice}`, strong: true }]),
  ]
}

function openLine(finding: Finding, isUnclear: boolean, decision: Decision): Cell {
  const asked = isUnclear ? `it applies only when ${statementOf(finding, decision)}` : demandOf(finding, decision)
  const { file, line, nearest } = finding.manifest
  return {
    sentence: `${asked}: ${foundOf(finding, decision)}`,
    before: outcomeMark(finding.result === 'unmet' ? 'unmet' : 'unknown'),
    ...provenance(finding, [`${nearest ? 'add to ' : ''}${file}:${line}`]),
  }
}

function metLine(finding: Finding, decision: Decision): Cell {
  return {
    sentence: `${nameOf(finding.fact, decision)}: ${foundOf(finding, decision)}`,
    before: outcomeMark('met'),
    ...provenance(finding, []),
  }
}

/** Who says so, since when, from how much, and where it can be seen. */
function provenance({ evidence = {}, actual }: Finding, places: readonly string[]): { small?: string; link?: string } {
  const { asOf, age, sample, window, by, source, note, link } = actual === undefined ? {} : evidence
  const parts = [
    ...(asOf === undefined ? [] : [age === undefined ? asOf : `${asOf}, ${durationWords(age)} old`]),
    ...(sample === undefined ? [] : [`sample ${sample}`]),
    ...(window === undefined ? [] : [`over ${durationWords(window)}`]),
    ...[by, source, note].filter((part) => part !== undefined),
    ...places,
  ]
  return { ...(parts.length > 0 && { small: parts.join(' · ') }), ...(link !== undefined && { link }) }
}
