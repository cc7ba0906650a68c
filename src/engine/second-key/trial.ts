import type { EvidenceRules } from '../../model/condition.ts'
import type { LinkedWaiver } from '../../model/link.ts'
import { type TypedLeaf, typedLeavesOf } from '../../model/typed.ts'
import type { Case, RequirementJudgement } from '../judgement.ts'
import type { Reason } from '../reason.ts'
import { type Answer, betterOf, notOf } from './answer.ts'
import { leafShape } from './atoms.ts'
import { foldLeaves } from './fold.ts'
import { factRead } from './reading.ts'
import { type Rule, ruleOf } from './rules.ts'
import { AtomBook, type Shape } from './shape.ts'

/** A second look at a waived requirement: what its waivers accept, as one more rule. */
export interface Trial {
  readonly rule: Rule
  readonly book: AtomBook
  readonly lifts: readonly Lift[]
}

/** What a waiver accepts in place of one leaf; its part of the trial's rule has the same index. */
interface Lift {
  readonly typed: TypedLeaf
  /** The reason for which the waiver accepts that the leaf is unknown. */
  readonly accepted?: Reason
  readonly shape: Shape
}

const acceptedAsTheyAre: readonly Reason[] = ['missing', 'placeholder']

/** The trial of a requirement that the first key says is waived; undefined when a waiver in force cannot be one. */
export function trialOf({ launch, clock }: Case, { planned, waivers }: RequirementJudgement, index: number): Trial | undefined {
  const { requirement, require, forbid } = planned.linked
  const inForce = waivers.filter(({ state }) => state === 'in-force').map(({ linked }) => linked)
  const isFit = inForce.every(
    ({ waiver }) => waiver.launch === launch.id && waiver.requirement === requirement.id && waiver.expires >= clock.today,
  )
  if (!isFit || inForce.length === 0 || requirement.waivers === 'never') return undefined
  const book = new AtomBook(`waived ${index} `)
  const leaves = [...(require ? [require] : []), ...forbid].flatMap(typedLeavesOf)
  const lifts = leaves.flatMap((typed) => inForce.flatMap((waiver) => liftsOf(book, typed, waiver)))
  const parts = lifts.map(({ shape }) => shape)
  return { rule: ruleOf(`waived ${index}`, parts), book, lifts }
}

/** Folds the demand again with every covered leaf at the better of its own answer and the accepted one. */
export function foldTrial(
  demand: Shape,
  leaves: ReadonlyMap<TypedLeaf, Answer>,
  lifts: readonly Lift[],
  lifted: readonly Answer[],
): Answer {
  return foldLeaves(demand, (typed, negated) => {
    const answer = leaves.get(typed) ?? 'fault'
    const own = negated ? notOf(answer) : answer
    if (answer === 'fault' || answer === 'conflict') return own
    return lifts.reduce((best, lift, index) => {
      if (lift.typed !== typed) return best
      if (lift.accepted === undefined) return betterOf(best, lifted[index] ?? 'fault')
      if (lift.accepted !== answer) return best
      if (acceptedAsTheyAre.includes(answer)) return true
      const still = lifted[index] ?? 'fault'
      return betterOf(best, negated ? notOf(still) : still)
    }, own)
  })
}

function liftsOf(book: AtomBook, typed: TypedLeaf, { covers }: LinkedWaiver): Lift[] {
  return covers
    .filter(({ cover }) => cover.fact === typed.leaf.fact)
    .map(({ cover, tests }): Lift => {
      if (cover.unknown !== undefined) {
        const accepted = cover.unknown as Reason
        return { typed, accepted, shape: leafShape(book, typed, factRead(typed, accepted)) }
      }
      const of = tests.map((test) => leafShape(book, test, factRead({ ...test, rules: rulesFor(test, typed) })))
      return { typed, shape: { kind: 'all', of } }
    })
}

/** A cover's test may lower what is asked of the evidence, too; what it does not speak of stays asked. */
function rulesFor(test: TypedLeaf, typed: TypedLeaf): EvidenceRules[] {
  const spoken = Object.keys(test.leaf.rules)
  const silent = typed.rules.map((rule) => Object.entries(rule).filter(([key]) => !spoken.includes(key)))
  return [test.leaf.rules, ...silent.map((entries): EvidenceRules => Object.fromEntries(entries))]
}
