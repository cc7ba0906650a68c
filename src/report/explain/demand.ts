import { evidenceAsked, expectedOf } from '../../engine/needs.ts'
import { isLaunchPath } from '../../model/path.ts'
import { needOf, type TypedCondition, type TypedLeaf } from '../../model/typed.ts'
import { isQuantifier } from '../condition-words.ts'
import { type Subject, typeOf } from '../naming.ts'
import { demandWords, evidenceWords, statementWords, whoseOf } from '../words.ts'

/** What a condition demands, in words: one sentence, or several of which so many must hold. */
export type Demand = DemandedTest | DemandedGroup

export interface DemandedTest {
  readonly kind: 'test'
  /** "beta satisfaction must be at least 4.2 points of 5" */
  readonly text: string
  /** What is asked of the evidence: "at most 14 days old". Absent where there is none to ask: the launch itself says it. */
  readonly evidence?: readonly string[]
}

export interface DemandedGroup {
  readonly kind: 'group'
  /** How many of the parts must hold. */
  readonly need: number
  readonly of: readonly Demand[]
}

/** Whether a condition is something to be reached, or something that is so. */
export type Mood = 'must' | 'is'

/** Where the words of a condition come from. */
export interface Wording {
  readonly subject: Subject
  readonly mood: Mood
}

/**
 * A condition in words. A negation is carried down to the tests, because "one of these must not be" is read more easily
 * than "not all of these"; `negated` says that the condition must not hold.
 */
export function demandOf(condition: TypedCondition, negated: boolean, wording: Wording): Demand {
  if (condition.kind === 'not') return demandOf(condition.of, !negated, wording)
  if (condition.kind === 'leaf') return testOf([condition], negated, wording)
  const count = condition.of.length
  const need = negated ? count - needOf(condition) + 1 : needOf(condition)
  return groupOf(need, need === count ? together(condition.of, negated, wording) : partsOf(condition.of, negated, wording))
}

/** Demands that must all hold, as one list: what is in a list of the same kind stands in it directly. */
export function allOf(demands: readonly Demand[]): Demand[] {
  return demands.flatMap((demand) => (demand.kind === 'group' && demand.need === demand.of.length ? allOf(demand.of) : [demand]))
}

/** The words above the parts of a group. */
export function groupWords({ need, of }: DemandedGroup): string {
  if (need === of.length) return 'all of these'
  return need === 1 ? 'at least one of these' : `at least ${need} of these`
}

/** The evidence that every test of some demands asks alike, to be said once. */
export function sharedEvidence(demands: readonly Demand[]): string[] {
  const [first = [], ...others] = testsIn(demands).flatMap(({ evidence }) => (evidence ? [evidence] : []))
  return first.filter((words) => others.every((evidence) => evidence.includes(words)))
}

/** The sentence of a test, with the evidence that is not said elsewhere. */
export function testWords({ text, evidence = [] }: DemandedTest, saidElsewhere: readonly string[]): string {
  const own = evidence.filter((words) => !saidElsewhere.includes(words))
  return own.length === 0 ? text : `${text}; evidence ${own.join(', ')}`
}

function testsIn(demands: readonly Demand[]): DemandedTest[] {
  return demands.flatMap((demand) => (demand.kind === 'test' ? [demand] : testsIn(demand.of)))
}

function partsOf(conditions: readonly TypedCondition[], negated: boolean, wording: Wording): Demand[] {
  return conditions.map((part) => demandOf(part, negated, wording))
}

function groupOf(need: number, parts: readonly Demand[]): Demand {
  const of = need === parts.length ? allOf(parts) : parts
  const [only] = of
  return only && of.length === 1 ? only : { kind: 'group', need: need === parts.length ? of.length : need, of }
}

/** Parts that must all hold, several tests of one fact as one sentence. */
function together(conditions: readonly TypedCondition[], negated: boolean, wording: Wording): Demand[] {
  const runs: TypedCondition[][] = []
  for (const condition of conditions) {
    const last = runs.at(-1)
    if (last && isSameFact(last[0], condition)) last.push(condition)
    else runs.push([condition])
  }
  return runs.map((run) => {
    const leaves = run.filter((part) => part.kind === 'leaf')
    const [first] = run
    return leaves.length > 1 || !first ? testOf(leaves, negated, wording) : demandOf(first, negated, wording)
  })
}

function isSameFact(a: TypedCondition | undefined, b: TypedCondition): boolean {
  if (a?.kind !== 'leaf' || b.kind !== 'leaf' || a.leaf.fact !== b.leaf.fact) return false
  return !isQuantifier(a.leaf.operator) && !isQuantifier(b.leaf.operator)
}

function testOf(leaves: readonly TypedLeaf[], negated: boolean, { subject, mood }: Wording): DemandedTest {
  const comparisons = leaves.map((typed) => ({ fact: typed.leaf.fact, operator: typed.leaf.operator, expected: expectedOf(typed), typed }))
  const sentences = comparisons.map(({ typed, ...comparison }) => {
    const about = typedSubject(typed, subject)
    return mood === 'must' ? demandWords(comparison, negated, about) : statementWords(comparison, negated, about)
  })
  const [first] = comparisons
  const name = first ? `${whoseOf(first, subject)} ` : ''
  const text = sentences.map((sentence, i) => (i > 0 && sentence.startsWith(name) ? sentence.slice(name.length) : sentence)).join(' and ')
  const ofLaunch = leaves.every(({ leaf, entry }) => isLaunchPath(leaf.fact) || isLaunchPath(entry?.lookup?.from ?? ''))
  if (ofLaunch || mood === 'is') return { kind: 'test', text }
  return { kind: 'test', text, evidence: evidenceWords(evidenceAsked(leaves.flatMap((leaf) => leaf.rules))) }
}

/** Without a catalog the type of a fact is that of what it is compared with, which tells a day from a text. */
function typedSubject({ leaf, type }: TypedLeaf, subject: Subject): Subject {
  if (type === 'sized' || type === 'any' || typeOf(leaf.fact, subject) !== undefined) return subject
  return { ...subject, facts: { ...subject.facts, [leaf.fact]: { type } } }
}
