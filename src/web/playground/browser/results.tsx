import type { VNode } from 'preact'
import type { Decision, JudgedRequirement } from '../../../model/generated/types.ts'
import { reasonSentence, threeLines } from '../../../report/next-steps.ts'
import { onlyIf, reasonParts } from '../../../report/requirement-words.ts'
import type { Diagnostic } from '../../../source/diagnostic.ts'
import type { Position } from '../../../source/position.ts'
import { outcomeMark, verdictMark } from '../../marks.ts'
import { MarkWords } from '../../table/cell-html.tsx'
import { Said, Sentence } from '../../table/said.tsx'
import { changesOf, isBlocked, type Tried } from '../whom.ts'

/** The verdict with its reason, and what would make it a go; or why there is none. */
export function VerdictCard({ decision, errors }: { readonly decision: Decision | undefined; readonly errors: number }): VNode {
  if (!decision)
    return (
      <div class="verdict grey">
        <p class="word">
          <span class="symbol" aria-hidden="true">
            ○
          </span>{' '}
          NOT JUDGED
        </p>
        <p>
          {errors > 0 ? 'A file with an error judges nothing: mend what is marked.' : 'Write a commitment and a launch: both are needed.'}
        </p>
      </div>
    )
  const { symbol, word, tone } = verdictMark(decision.verdict, decision.blocked)
  return (
    <div class={`verdict ${tone}`}>
      <p class="word">
        <span class="symbol" aria-hidden="true">
          {symbol}
        </span>{' '}
        {word}
      </p>
      <p>
        <Sentence text={reasonSentence(decision)} />
      </p>
      <ul class="plain">
        {threeLines(decision).map(({ label, text }) => (
          <li>
            <b>{label}:</b> <Sentence text={text} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Every requirement with its outcome and why. */
export function Requirements({ decision }: { readonly decision: Decision | undefined }): VNode {
  if (!decision) return <p class="soft">Nothing is judged yet.</p>
  return (
    <table class="outcomes">
      <caption>We go to market …</caption>
      <thead>
        <tr>
          <th scope="col">Outcome</th>
          <th scope="col">Requirement</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {decision.requirements.map((item) => (
          <Row item={item} decision={decision} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ item, decision }: { readonly item: JudgedRequirement; readonly decision: Decision }): VNode {
  return (
    <tr>
      <td>
        <MarkWords mark={outcomeMark(item.outcome, item.enforcement)} />
      </td>
      <th scope="row">
        <Said text={onlyIf(item)} />
      </th>
      <td>
        {reasonParts(item, decision).map((part) => (
          <p>
            <Sentence text={part} />
          </p>
        ))}
      </td>
    </tr>
  )
}

/** What is wrong with a text, each a button that leads to its place. */
export function Problems({
  diagnostics,
  onGo,
}: {
  readonly diagnostics: readonly Diagnostic[]
  readonly onGo: (position: Position) => void
}): VNode {
  if (diagnostics.length === 0) return <p class="problems soft">● Nothing is wrong with it.</p>
  return (
    <ul class="problems plain">
      {diagnostics.map(({ severity, message, hint, range }) => (
        <li class={severity === 'error' ? 'red' : 'amber'}>
          <button type="button" class="place" onClick={() => onGo(range?.start ?? { line: 1, column: 1 })}>
            {severity === 'error' ? '✖ error' : '▲ warning'}, line {range?.start.line ?? 1}
          </button>{' '}
          <Sentence text={message} />
          {hint !== undefined && (
            <p class="small soft">
              <Sentence text={hint} />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Whom a commitment would block: who is newly blocked first, then the blocked, then who is blocked no more. */
export function Whom({ tried, before, isOld }: { tried: readonly Tried[]; before: readonly Tried[]; isOld: boolean }): VNode {
  const { blocked: newly, freed } = changesOf(before, tried)
  const rank = (item: Tried): number => (newly.has(item) ? 0 : isBlocked(item) ? 1 : freed.has(item) ? 2 : 3)
  const lead =
    tried.length === 0
      ? 'No launch is on its way here.'
      : `It would block ${tried.filter(isBlocked).length} of ${tried.length} launches that are on their way.`
  const changes = [newly.size > 0 && `newly blocks ${newly.size}`, freed.size > 0 && `blocks ${freed.size} no more`].filter(Boolean)
  return (
    <>
      <div role="status">
        <p class="lead">
          {lead} {changes.length > 0 && <strong>Your edit {changes.join(' and ')}.</strong>}
        </p>
        {isOld && <p class="soft">The commitment has an error now: this is what it came to before.</p>}
      </div>
      <p class="small soft">Each is judged by what its last decision knows: a fact that no commitment has read yet is missing.</p>
      {tried.length > 0 && (
        <table class="outcomes">
          <caption>By launch</caption>
          <thead>
            <tr>
              <th scope="col">Verdict</th>
              <th scope="col">Launch</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {tried
              .toSorted((a, b) => rank(a) - rank(b))
              .map((item) => (
                <WhomRow
                  key={item.id}
                  item={item}
                  change={newly.has(item) ? 'newly blocked' : freed.has(item) ? 'blocked no more' : undefined}
                />
              ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function WhomRow({ item: { title, conclusion, why }, change }: { item: Tried; change: string | undefined }): VNode {
  return (
    <tr>
      <td>{conclusion ? <MarkWords mark={verdictMark(conclusion.verdict, conclusion.blocked)} /> : 'not judged'}</td>
      <th scope="row">
        <Said text={title} />
        {change && <span class="change">{change}</span>}
      </th>
      <td>
        <Sentence text={why} />
      </td>
    </tr>
  )
}
