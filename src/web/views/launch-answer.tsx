import type { VNode } from 'preact'
import type { Decision } from '../../model/generated/types.ts'
import { reasonSentence, threeLines } from '../../report/next-steps.ts'
import { applyingCommitments } from '../../report/requirement-groups.ts'
import { countWords, endWords, ragWords } from '../../report/verdict-words.ts'
import { lightMark, verdictMark } from '../marks.ts'
import { MarkWords } from '../table/cell-html.tsx'
import { Said, Sentence } from '../table/said.tsx'

/** The verdict with its reason, beside the two lights, and the promises it was judged by. */
export function Answer({ decision, now }: { readonly decision: Decision; readonly now: string }): VNode {
  const { verdict, blocked, gateReady, onPlan, commitments } = decision
  const { gate, plan } = ragWords(decision, now)
  const isOver = endWords({ launch: decision.launch, now }) !== undefined
  const mark = verdictMark(verdict, blocked)
  const applying = applyingCommitments(decision)
  return (
    <>
      <div class="answer">
        <div class={`verdict ${mark.tone}`}>
          <p class="small">{isOver ? 'Last verdict' : 'Verdict'}</p>
          <p class="word">
            <MarkWords mark={mark} />
          </p>
          <p>
            <Sentence text={reasonSentence(decision)} />
          </p>
        </div>
        <Light name="Gate-ready: could it go today?" light={isOver ? 'grey' : gateReady} words={gate} />
        <Light name="On plan: is anyone late?" light={isOver ? 'grey' : onPlan} words={plan} />
      </div>
      <p class="counts">{countWords(decision)}</p>
      {!blocked &&
        threeLines(decision).map(({ label, text }) => (
          <p>
            <b>{label}:</b> <Sentence text={text} />
          </p>
        ))}
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

function Light({ name, light, words }: { readonly name: string; readonly light: Decision['onPlan']; readonly words: string }): VNode {
  const mark = lightMark(light)
  // "● green, nothing is late": the symbol and the word, then the rest.
  const [, word = '', rest = ''] = /^\S+ ([^,]*)(?:, (.*))?$/.exec(words) ?? []
  return (
    <div class={mark.tone}>
      <p class="small">{name}</p>
      <p class="word">
        <MarkWords mark={{ ...mark, word: word.toUpperCase() }} />
      </p>
      <p>{rest}</p>
    </div>
  )
}
