import { decideWith } from '../../src/engine/decide.ts'
import { type JudgeResult, type PreparedJudge, prepare } from '../../src/engine/judge.ts'
import type { Judgement } from '../../src/engine/judgement.ts'
import type { Launch } from '../../src/model/launch.ts'
import { today } from '../workload-facts.ts'
import type { Parsed } from '../workload-yaml.ts'
import { type Answer, type Contender, contender } from './contender.ts'

/** The commitment of a workload, compiled; the engine's public door, and all that the benchmark knows of it. */
export function prepared({ commitment }: Pick<Parsed, 'commitment'>): PreparedJudge {
  const judge = prepare({ commitments: [commitment], now: today.text })
  if (judge.diagnostics.length > 0) throw new Error(`the commitment is wrong: ${JSON.stringify(judge.diagnostics[0])}`)
  return judge
}

export interface Ours {
  /** Every finding as data, of a launch that the engine has not seen before. */
  readonly open: Contender
  /** The same of a launch that it has judged before by the same commitments: what it has read of it, it may keep. */
  readonly again: Contender
  /** The whole decision. */
  readonly judge: Contender
  /** The decision by both keys. */
  readonly decide: Contender
}

export function onlyif(parsed: Parsed): Ours {
  const judge = prepared(parsed)
  const launchAt = (index: number): Launch => {
    const launch = parsed.launches[index]
    if (!launch) throw new Error(`there is no launch ${index}`)
    return launch
  }
  // A copy is a launch of its own: whatever the engine remembers of a launch does not help with it.
  const newLaunchAt = (index: number): Launch => ({ ...launchAt(index) })
  return {
    open: contender({
      name: 'onlyif open',
      explains: 'every leaf',
      values: 3,
      run: (index) => opened(judge, newLaunchAt(index)),
      read: answersOf,
    }),
    again: contender({
      name: 'onlyif open, launch judged before',
      explains: 'every leaf',
      values: 3,
      run: (index) => opened(judge, launchAt(index)),
      read: answersOf,
    }),
    judge: contender({
      name: 'onlyif judge',
      explains: 'every leaf, as a Decision with canonical JSON and digest',
      values: 3,
      run: (index) => judge.judge(newLaunchAt(index)),
      read: outcomesOf,
    }),
    decide: contender({
      name: 'onlyif decide',
      explains: 'every leaf, as a Decision that two engines agree on',
      values: 3,
      run: (index) => decideWith(judge, newLaunchAt(index)),
      read: outcomesOf,
    }),
  }
}

/** Opens a launch and looks at its verdict, so that nothing that makes it is put off. */
function opened(judge: PreparedJudge, launch: Launch): { judgement: Judgement; verdict: Judgement['verdict'] } {
  const { judged } = judge.open(launch)
  if (!judged) throw new Error(`launch ${launch.id} could not be judged`)
  return { judgement: judged.judgement, verdict: judged.judgement.verdict }
}

function answersOf({ judgement }: { readonly judgement: Judgement }): Answer[] {
  return judgement.requirements.map(({ outcome }) => answerOf(outcome))
}

function outcomesOf({ decision }: JudgeResult): Answer[] {
  return (decision?.requirements ?? []).map(({ outcome }) => answerOf(outcome))
}

function answerOf(outcome: string): Answer {
  if (outcome === 'met' || outcome === 'unmet' || outcome === 'unknown') return outcome
  throw new Error(`the workload has no requirement that could be ${outcome}`)
}
