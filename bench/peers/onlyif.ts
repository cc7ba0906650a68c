import { decideWith } from '../../src/engine/decide.ts'
import { type JudgeResult, type PreparedJudge, prepare } from '../../src/engine/judge.ts'
import { today } from '../workload-facts.ts'
import type { Parsed } from '../workload-yaml.ts'
import { type Answer, type Contender, contender } from './contender.ts'

/** The commitment of a workload, compiled; the engine's public door, and all that the benchmark knows of it. */
export function prepared({ commitment }: Pick<Parsed, 'commitment'>): PreparedJudge {
  const judge = prepare({ commitments: [commitment], now: today.text })
  if (judge.diagnostics.length > 0) throw new Error(`the commitment is wrong: ${JSON.stringify(judge.diagnostics[0])}`)
  return judge
}

/** Our engine, three times: every finding as data, the whole decision, and the decision judged by both keys. */
export function onlyif(parsed: Parsed): { readonly open: Contender; readonly judge: Contender; readonly decide: Contender } {
  const judge = prepared(parsed)
  const launchAt = (index: number) => {
    const launch = parsed.launches[index]
    if (!launch) throw new Error(`there is no launch ${index}`)
    return launch
  }
  return {
    open: contender({
      name: 'onlyif open',
      explains: 'every leaf',
      values: 3,
      run: (index) => {
        const opened = judge.open(launchAt(index))
        return opened.judged?.judgement.verdict === undefined ? undefined : opened
      },
      read: (opened) => (opened?.judged?.judgement.requirements ?? []).map(({ outcome }) => answerOf(outcome)),
    }),
    judge: contender({
      name: 'onlyif judge',
      explains: 'every leaf, as a Decision with canonical JSON and digest',
      values: 3,
      run: (index) => judge.judge(launchAt(index)),
      read: outcomesOf,
    }),
    decide: contender({
      name: 'onlyif decide',
      explains: 'every leaf, as a Decision that two engines agree on',
      values: 3,
      run: (index) => decideWith(judge, launchAt(index)),
      read: outcomesOf,
    }),
  }
}

function outcomesOf({ decision }: JudgeResult): Answer[] {
  return (decision?.requirements ?? []).map(({ outcome }) => answerOf(outcome))
}

function answerOf(outcome: string): Answer {
  if (outcome === 'met' || outcome === 'unmet' || outcome === 'unknown') return outcome
  throw new Error(`the workload has no requirement that could be ${outcome}`)
}
