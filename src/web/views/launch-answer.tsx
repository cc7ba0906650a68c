import type { VNode } from 'preact'
import type { Decision } from '../../model/generated/types.ts'
import { reasonSentence, threeLines } from '../../report/next-steps.ts'
import { applyingCommitments } from '../../report/requirement-groups.ts'
import { countWords, endWords, ragWords } from '../../report/verdict-words.ts'
import { lightMark, verdictMark } from '../marks.ts'
import { planOf } from '../room/plan.ts'
import type { LaunchRecord } from '../room/room.ts'
import { asOfWords, doubtful, doubtsOf, doubtWords } from '../room/today.ts'
import { MarkWords } from '../table/cell-html.tsx'
import { Said, Sentence } from '../table/said.tsx'
import type { Mark } from '../table/table.ts'

interface AnswerProps {
  readonly decision: Decision
  readonly record: LaunchRecord
  readonly now: string
}

/** The verdict with its reason, beside the two lights as of today, and the promises it was judged by. */
export function Answer({ decision, record: { standing }, now }: AnswerProps): VNode {
  const { verdict, blocked, commitments } = decision
  const isOver = endWords({ launch: decision.launch, now }) !== undefined
  const doubts = doubtsOf(standing, now)
  const judged = verdictMark(verdict, blocked)
  const mark = doubts.length > 0 ? doubtful(judged) : judged
  const asOf = isOver ? undefined : asOfWords(decision.now, now)
  const applying = applyingCommitments(decision)
  return (
    <>
      <div class="answer">
        <div class={`verdict ${mark.tone}`}>
          <p class="small">{isOver ? 'Last verdict' : `Verdict${asOf === undefined ? '' : `, ${asOf}`}`}</p>
          <p class="word">
            <MarkWords mark={mark} />
          </p>
          <p>
            <Sentence text={doubts.length > 0 ? `${doubtWords(doubts, decision.now, now)}.` : reasonSentence(decision)} />
          </p>
        </div>
        <Gate {...{ decision, now, asOf, isOver, isDoubtful: doubts.length > 0 }} />
        <Plan {...{ standing, now }} />
      </div>
      <p class="counts">
        {countWords(decision)}
        {asOf !== undefined && <span class="small">, {asOf}</span>}
      </p>
      {!blocked &&
        doubts.length === 0 &&
        threeLines({ ...decision, now }).map(({ label, text }) => (
          <p>
            <b>{label}:</b> <Sentence text={text} />
          </p>
        ))}
      {doubts.length > 0 && <Doubts doubts={doubts} />}
      <ul class="plain pledges" aria-label="Commitments">
        {commitments.map(({ title, id, owner }) => (
          <li>
            <span class="pledge">
              “<Said text={title} whole />”
            </span>{' '}
            <span class="small">
              <Said text={[id, owner, ...(applying.has(id) ? [] : ['does not apply'])].join(' · ')} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** All that has changed since the launch was judged: whoever has it judged again brings this up to date. */
function Doubts({ doubts }: { readonly doubts: readonly string[] }): VNode {
  return (
    <>
      <p>
        <b>Changed since it was judged:</b>
      </p>
      <ul>
        {doubts.map((words) => (
          <li>
            <Said text={words} />
          </li>
        ))}
      </ul>
    </>
  )
}

interface GateProps {
  readonly decision: Decision
  readonly now: string
  readonly asOf: string | undefined
  readonly isOver: boolean
  readonly isDoubtful: boolean
}

function Gate({ decision, now, asOf, isOver, isDoubtful }: GateProps): VNode {
  const name = 'Gate-ready: could it go today?'
  if (isDoubtful) return <Light name={name} mark={{ ...lightMark('grey'), word: 'JUDGE AGAIN' }} words="nobody can vouch for it today" />
  // "● green, open": the symbol and the word, then the rest.
  const [, word = '', rest = ''] = /^\S+ ([^,]*)(?:, (.*))?$/.exec(ragWords(decision, now).gate) ?? []
  const words = decision.blocked && asOf !== undefined ? rest.replace(' today', '') : rest
  const mark = { ...lightMark(isOver ? 'grey' : decision.gateReady), word: word.toUpperCase() }
  return <Light name={name} mark={mark} words={[words, asOf].filter((part) => part !== undefined).join(', ')} />
}

function Plan({ standing, now }: { readonly standing: LaunchRecord['standing']; readonly now: string }): VNode {
  const { light, words } = planOf(standing, now)
  const [word = '', ...rest] = words.startsWith('over, ') ? words.split(', ') : [light, words]
  return <Light name="On plan: is anyone late?" mark={{ ...lightMark(light), word: word.toUpperCase() }} words={rest.join(', ')} />
}

function Light({ name, mark, words }: { readonly name: string; readonly mark: Mark; readonly words: string }): VNode {
  return (
    <div class={mark.tone}>
      <p class="small">{name}</p>
      <p class="word">
        <MarkWords mark={mark} />
      </p>
      <p>{words}</p>
    </div>
  )
}
