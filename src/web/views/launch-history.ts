import { optional } from '../../model/fields.ts'
import { awayWords, daysAway } from '../../report/verdict-words.ts'
import { judgedByWords, minuteWords, type TokenNames } from '../judged-by.ts'
import { lightMark, verdictMark } from '../marks.ts'
import type { Surroundings } from '../page.ts'
import { momentChanges } from '../room/moment-changes.ts'
import type { LaunchRecord } from '../room/room.ts'
import { type Cell, type Column, type Table, tableOf } from '../table/table.ts'
import { decisionTarget } from '../targets.ts'

/** Changes that are told of one decision; a decision has the others. */
const toldChanges = 8
/** In a folder of files each decision is a file: only the last ones are written. */
const staticDecisions = 10

const columns: readonly Column[] = [
  { key: 'judged', name: 'Judged as of', in: 'page', isHeading: true },
  { key: 'judged_at', name: 'Judged as of', in: 'export', isHeading: true },
  { key: 'recorded_at', name: 'Recorded', in: 'export' },
  { key: 'verdict', name: 'Verdict', width: 'narrow' },
  { key: 'gate_ready', name: 'Gate-ready', in: 'export' },
  { key: 'on_plan', name: 'On plan', width: 'narrow' },
  { key: 'changes', name: 'What changed', width: 'wide' },
  { key: 'judged_by', name: 'Judged by', in: 'page' },
  { key: 'gate', name: 'Judged by', in: 'export' },
  { key: 'digest', name: 'Decision' },
]

/** Every decision about a launch, the newest first, with what is otherwise than in the one before. */
export function historyTable(
  { history }: LaunchRecord,
  { now, links: { isStatic } }: Pick<Surroundings, 'now' | 'links'>,
  names: TokenNames | undefined,
): Table {
  const items = history.map((moment, index) => ({ moment, before: history[index - 1], age: history.length - index })).reverse()
  return tableOf({
    name: 'history',
    caption: 'Decisions, the newest first',
    columns,
    items,
    rowsAtOnce: 20,
    row: ({ moment, before, age }) => {
      const { now: at, recordedAt, verdict, blocked, gateReady, onPlan, end, gate, actor, dryRun, digest } = moment
      const isKept = !isStatic || age <= staticDecisions
      return {
        cells: [
          { day: minuteWords(at), away: awayWords(daysAway(at, now) ?? 0) },
          at,
          recordedAt,
          { mark: verdictMark(verdict, blocked) },
          lightMark(gateReady).word,
          { mark: end ? { ...lightMark('grey'), word: 'over', value: onPlan } : lightMark(onPlan) },
          { lines: changeLines(momentChanges(before, moment)) },
          judgedByWords(moment, names),
          [gate, actor, ...(dryRun ? ['dry run'] : [])].filter((part) => part !== undefined).join(' · '),
          { code: digest.replace(/^sha256:/, '').slice(0, 12), ...optional('to', isKept ? decisionTarget(digest) : undefined) },
        ],
      }
    },
  })
}

function changeLines(changes: readonly string[]): Cell[] {
  if (changes.length === 0) return ['nothing']
  const rest = changes.length - toldChanges
  return [...changes.slice(0, toldChanges).map((sentence) => ({ sentence })), ...(rest > 0 ? [`and ${rest} more`] : [])]
}
