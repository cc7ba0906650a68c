import type { VNode } from 'preact'
import type { DayNumber } from '../../model/date.ts'
import type { Decision, JudgedRequirement, Outcome } from '../../model/generated/types.ts'
import { isClosed } from '../../model/launch-end.ts'
import type { ExplainedRequirement } from '../../report/explain/explanation.ts'
import { rowsOf } from '../../report/explain/rows.ts'
import { isOpen } from '../../report/requirement-groups.ts'
import { counted } from '../../report/value-words.ts'
import { byText } from '../../source/order.ts'
import { promiseOf, rowsOfJudged } from '../derived/plain-rows.ts'
import { Folded } from '../folded.tsx'
import { outcomeMark } from '../marks.ts'
import type { Links } from '../page.ts'
import type { LaunchRecord, Room } from '../room/room.ts'
import { MarkWords } from '../table/cell-html.tsx'
import { Said } from '../table/said.tsx'
import { anchorOf, launchTarget } from '../targets.ts'
import { PlainWords } from './plain-words.tsx'

export interface RequirementWordsProps {
  readonly id: string
  /** The requirement in a decision, and that decision; absent where no decision by it is kept. */
  readonly judged: JudgedRequirement | undefined
  readonly decision: Decision | undefined
  /** What its file says, where that is at hand. */
  readonly explained: ExplainedRequirement | undefined
  readonly room: Room
  readonly links: Links
  /** By which open launches are told from those that are over. */
  readonly today: DayNumber
}

/** How many launches are named before the rest is only counted. */
const mostNamed = 8

/** One promise in plain words: the sentence, what it asks, and the open launches that do not keep it today. */
export function RequirementWords({ id, judged, decision, explained, room, links, today }: RequirementWordsProps): VNode {
  const sentence = explained?.sentence ?? (judged ? promiseOf(judged) : id)
  const rows = explained ? rowsOf(explained) : judged && decision ? rowsOfJudged(judged, decision) : []
  const open = openLaunches(id, room, today)
  return (
    <article class="promise" id={anchorOf(id)}>
      <h3>
        <Said text={sentence} whole />
      </h3>
      {rows.length === 0 ? (
        <p class="note">No decision that was judged by it is kept, so there is no more to say.</p>
      ) : (
        <Folded name={sentence}>
          <PlainWords rows={rows} />
        </Folded>
      )}
      {(['unmet', 'unknown'] as const).map((outcome) => (
        <OpenFor key={outcome} outcome={outcome} records={open.get(outcome) ?? []} id={id} links={links} />
      ))}
    </article>
  )
}

interface OpenForProps {
  readonly outcome: Outcome
  readonly records: readonly LaunchRecord[]
  readonly id: string
  readonly links: Links
}

function OpenFor({ outcome, records, id, links }: OpenForProps): VNode | null {
  if (records.length === 0) return null
  const rest = records.length - mostNamed
  return (
    <p class="promise-open">
      <MarkWords mark={outcomeMark(outcome)} /> today for {counted(records.length, 'open launch', 'open launches')}:{' '}
      {records.slice(0, mostNamed).map(({ standing: { launch } }, i) => (
        <>
          {i > 0 && ', '}
          <a href={links.to(launchTarget(launch.id, id))}>
            <Said text={launch.title} />
          </a>
        </>
      ))}
      {rest > 0 && ` and ${rest} more`}.
    </p>
  )
}

/** The open launches that do not keep a requirement, by outcome, the next date first. */
function openLaunches(id: string, { launches }: Room, today: DayNumber): ReadonlyMap<Outcome, LaunchRecord[]> {
  const found = new Map<Outcome, LaunchRecord[]>()
  const dateOf = ({ standing }: LaunchRecord): string => standing.launch.date ?? '9999'
  for (const record of [...launches.values()].sort((a, b) => byText(dateOf(a), dateOf(b)))) {
    const item = record.standing.requirements.find(({ definition }) => definition.id === id)
    if (item && isOpen(item) && !isClosed(record.standing.launch, today))
      found.set(item.outcome, [...(found.get(item.outcome) ?? []), record])
  }
  return found
}
