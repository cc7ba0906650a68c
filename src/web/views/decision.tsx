import type { VNode } from 'preact'
import { digestOfDecision } from '../../engine/decision.ts'
import type { Decision } from '../../model/generated/types.ts'
import { reasonSentence } from '../../report/next-steps.ts'
import { awayWords, countWords, daysAway } from '../../report/verdict-words.ts'
import { judgedByWords, minuteWords, type TokenNames } from '../judged-by.ts'
import { verdictMark } from '../marks.ts'
import type { Links, Surroundings, Verified } from '../page.ts'
import type { Moment } from '../room/room.ts'
import { MarkWords } from '../table/cell-html.tsx'
import { Said, Sentence } from '../table/said.tsx'
import { type Column, type Mark, tableOf } from '../table/table.ts'
import { launchTarget, packTarget } from '../targets.ts'
import type { Ask, View } from '../view.ts'
import { requirementsTable } from './launch-requirements.ts'
import { waiversTable } from './launch-tables.ts'

const inputColumns: readonly Column[] = [
  { key: 'kind', name: 'Document', isHeading: true },
  { key: 'id', name: 'Id' },
  { key: 'file', name: 'File' },
  { key: 'digest', name: 'SHA-256 of what was read' },
]

/** One decision as the record of it: what was decided, from what, and whether it is as it was made. */
export async function decisionView(
  { rest }: Ask,
  { room, now, links, decisionOf, verificationOf, tokenNames }: Surroundings,
): Promise<View | undefined> {
  const [digest = '', ...others] = rest
  if (others.length > 0 || !/^sha256:[0-9a-f]{64}$/.test(digest)) return undefined
  const decision = await decisionOf(digest)
  if (!decision) return undefined
  const moment = room.launches.get(decision.launch.id)?.history.findLast((item) => item.digest === digest)
  const verified = verificationOf ? await verificationOf(digest) : ownDigest(decision)
  const names = await tokenNames?.()
  const waivers = waiversTable(decision, now)
  return {
    title: `Decision about ${decision.launch.title}`,
    kicker: 'Decision',
    lead: reasonSentence(decision),
    isWide: true,
    sections: [
      { content: <Record {...{ decision, moment, verified, now, links, names }} /> },
      {
        heading: 'What it rests on',
        note: 'Every document that was read, to the byte.',
        isFolded: true,
        table: tableOf({
          name: 'inputs',
          caption: 'Inputs of the decision',
          columns: inputColumns,
          items: decision.inputs,
          row: ({ kind, id, file, digest: read }) => ({ cells: [kind, id, { code: file }, { code: read.replace(/^sha256:/, '') }] }),
        }),
      },
      { heading: 'Requirements as they were judged', table: requirementsTable(decision, decision.now) },
      ...(waivers.size > 0 ? [{ heading: 'Waivers', table: waivers }] : []),
    ],
  }
}

/** Without the log, what can be checked is that the decision says what its digest says. */
function ownDigest(decision: Decision): Verified {
  const fits = digestOfDecision(decision) === decision.digest
  return fits
    ? { state: 'verified', words: 'The digest fits what the decision says. The log it is recorded in was not looked at here.' }
    : { state: 'differs', words: 'The digest does not fit what the decision says: it was altered after it was made.' }
}

const verifiedMarks: Readonly<Record<Verified['state'], Mark>> = {
  verified: { symbol: '●', word: 'verified', tone: 'green' },
  differs: { symbol: '✖', word: 'differs', tone: 'red' },
  'not-replayable': { symbol: '▲', word: 'valid, not replayable', tone: 'amber' },
  unknown: { symbol: '○', word: 'not verified', tone: 'grey' },
}

interface RecordProps {
  readonly decision: Decision
  readonly moment: Moment | undefined
  readonly verified: Verified
  readonly now: string
  readonly links: Links
  readonly names: TokenNames | undefined
}

function Record({ decision, moment, verified, now, links, names }: RecordProps): VNode {
  const { launch, digest, engine, now: at, verdict, blocked } = decision
  const isLast = moment !== undefined
  const by = moment ? judgedByWords(moment, names) : ''
  return (
    <dl class="record">
      <dt>Verdict</dt>
      <dd>
        <MarkWords mark={verdictMark(verdict, blocked)} /> <span class="small">{countWords(decision)}</span>
      </dd>
      <dt>Launch</dt>
      <dd>
        {isLast ? (
          <a href={links.to(launchTarget(launch.id))}>
            <Said text={launch.title} />
          </a>
        ) : (
          <Said text={launch.title} />
        )}{' '}
        <span class="small">
          <Said text={launch.id} />
        </span>
        {isLast && (
          <>
            {' · '}
            <a href={links.to(packTarget(launch.id))}>gate pack of its last decision</a>
          </>
        )}
      </dd>
      <dt>Judged as of</dt>
      <dd>
        {minuteWords(at)}, {awayWords(daysAway(at, now) ?? 0)}, by <Said text={engine} />
      </dd>
      {moment && (
        <>
          <dt>Recorded</dt>
          <dd>
            {minuteWords(moment.recordedAt)}
            {by !== '' && (
              <>
                {' · '}
                <Said text={by} />
              </>
            )}{' '}
            · entry {moment.sequence} of the log
          </dd>
        </>
      )}
      <dt>Digest</dt>
      <dd>
        <code>{digest}</code>
      </dd>
      <dt>As it was made?</dt>
      <dd>
        <MarkWords mark={verifiedMarks[verified.state]} /> <Sentence text={verified.words} />
      </dd>
    </dl>
  )
}
