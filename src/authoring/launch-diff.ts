import type { JudgedCase } from '../engine/judge.ts'
import { optional } from '../model/fields.ts'
import type { Decision, JudgedFact, Verdict } from '../model/generated/types.ts'
import { launchHeader } from '../model/launch.ts'
import { type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { type Explained, smallestCauses } from './causes.ts'
import { type Edit, type Edits, editsBetween } from './edits.ts'
import { type Inputs, judgeInputs } from './inputs.ts'
import { inputsOfParts } from './mixed-inputs.ts'
import { factsOf, type RequirementState, stateOf } from './requirement-state.ts'

/** One side of a comparison as it was judged. */
export interface DiffSide {
  readonly verdict: Verdict
  readonly now: string
}

/** A requirement that came out differently, and the smallest set of edits that makes it so. */
export interface RequirementDiff {
  readonly id: string
  readonly title: string
  readonly before?: RequirementState
  readonly after?: RequirementState
  readonly because: Explained
}

/** Why a launch is judged differently on two sides. */
export interface LaunchDiff {
  readonly launch: Decision['launch']
  readonly before: DiffSide
  readonly after: DiffSide
  /** Why the verdict turned; absent where it did not. */
  readonly because?: Explained
  readonly requirements: readonly RequirementDiff[]
  /** Everything that was edited, whether it matters or not. */
  readonly edits: readonly Edit[]
  readonly facts: Readonly<Record<string, JudgedFact>>
}

export type LaunchDiffResult =
  | { readonly diff: LaunchDiff }
  | { readonly side: 'before' | 'after'; readonly diagnostics: readonly Diagnostic[] }

/** Judges both sides, and then again and again with edits done and undone, until the smallest set is found that explains what changed. */
export function diffLaunch(before: Inputs, after: Inputs): LaunchDiffResult {
  const [was, is] = [judgeInputs(before), judgeInputs(after)]
  if (!was.judged) return { side: 'before', diagnostics: was.diagnostics }
  if (!is.judged) return { side: 'after', diagnostics: is.diagnostics }
  const edits = editsBetween(before, after)
  const bench = benchOf(edits, before)
  const [old, now] = [outcomesOf(was.judged), outcomesOf(is.judged)]
  const changed = [...new Set([...now.keys(), ...old.keys()])].filter((id) => old.get(id)?.key !== now.get(id)?.key)
  const explain = (read: (outcomes: Mixed | undefined) => string, ...ends: readonly [string, string]): Explained => {
    const result = smallestCauses(edits.edits, (done) => read(bench(done)))
    // The parts put together must come to what the two sides came to, or nothing is proved by them.
    const isSound = read(bench(new Set())) === ends[0] && read(bench(new Set(edits.edits))) === ends[1]
    return isSound ? result : { causes: edits.edits, proved: false, minimal: false }
  }
  const verdicts = [was.judged.judgement.verdict, is.judged.judgement.verdict] as const
  return {
    diff: {
      launch: launchHeader(after.launch) as unknown as Decision['launch'],
      before: { verdict: verdicts[0], now: before.now },
      after: { verdict: verdicts[1], now: after.now },
      ...optional('because', verdicts[0] === verdicts[1] ? undefined : explain((mixed) => mixed?.verdict ?? '', ...verdicts)),
      requirements: changed.map((id): RequirementDiff => {
        const [a, b] = [old.get(id), now.get(id)]
        return {
          id,
          title: (b ?? a)?.title ?? id,
          ...(a && { before: a.state() }),
          ...(b && { after: b.state() }),
          because: explain((mixed) => (mixed ? (mixed.outcomes.get(id)?.key ?? 'absent') : ''), a?.key ?? 'absent', b?.key ?? 'absent'),
        }
      }),
      edits: edits.edits,
      facts: { ...factsOf(was.judged.input.plan.linked), ...factsOf(is.judged.input.plan.linked) },
    },
  }
}

interface Mixed {
  readonly verdict: Verdict
  readonly outcomes: ReadonlyMap<string, OutcomeOf>
}

interface OutcomeOf {
  /** Outcome and enforcement: what of a requirement makes the verdict. */
  readonly key: string
  readonly title: string
  readonly state: () => RequirementState
}

/** Judges any mixture of the two sides, each once. A mixture that cannot be judged comes to nothing. */
function benchOf({ edits, parts }: Edits, frame: Inputs): (done: ReadonlySet<Edit>) => Mixed | undefined {
  const known = new Map<string, Mixed | undefined>()
  return (done) => {
    const name = edits.map((edit) => (done.has(edit) ? '1' : '0')).join('')
    if (!known.has(name)) {
      const { judged, diagnostics } = judgeInputs(inputsOfParts(parts(done), frame))
      known.set(name, judged && !hasErrors(diagnostics) ? { verdict: judged.judgement.verdict, outcomes: outcomesOf(judged) } : undefined)
    }
    return known.get(name)
  }
}

function outcomesOf(judged: JudgedCase): Map<string, OutcomeOf> {
  return new Map(
    judged.judgement.requirements.map((item) => {
      const { id, title } = item.planned.linked.requirement
      return [id, { key: `${item.outcome} ${item.enforcement}`, title, state: () => stateOf(judged, item) }]
    }),
  )
}
