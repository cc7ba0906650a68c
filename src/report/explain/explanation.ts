import { entryId, type Requirement, requirementsOf } from '../../model/commitment.ts'
import type { CommitmentTest } from '../../model/commitment-test.ts'
import { factsReadBy } from '../../model/facts-read.ts'
import { optional } from '../../model/fields.ts'
import type { LinkedCommitment, LinkedCommitments, LinkedRequirement } from '../../model/link.ts'
import type { Place } from '../../source/position.ts'
import type { Subject } from '../naming.ts'
import { allOf, type Demand, demandOf } from './demand.ts'
import { type ExplainedFact, factsOf, subjectOf } from './fact.ts'
import type { RecordBook, RequirementRecord } from './record.ts'
import { dueWords, enforcementWords, sentenceOf, waiverWords } from './terms.ts'

/** Commitments in plain language: what is promised, what that demands, and by which facts. Everything is text from files or made of it. */
export interface Explanation {
  readonly apiVersion: 'onlyif/v1'
  readonly kind: 'Explanation'
  readonly commitments: readonly ExplainedCommitment[]
  /** The facts that these commitments read, and those that the catalog describes for nobody, by path. */
  readonly facts: readonly ExplainedFact[]
}

export interface ExplainedCommitment {
  readonly id: string
  readonly title: string
  readonly owner: string
  readonly journey: readonly string[]
  readonly applies?: Demand
  /** What a launch gets to which it does not apply. */
  readonly outOfScope: 'go' | 'hold'
  /** How many requirements it lists, those that were not asked for included. */
  readonly listed: number
  readonly requirements: readonly ExplainedRequirement[]
  readonly place: Place
}

export interface ExplainedRequirement {
  readonly id: string
  readonly title: string
  /** "We go to market only if beta customers tell us it is good." */
  readonly sentence: string
  /** Set where another commitment lists the requirement, which has it from there. */
  readonly same?: true
  readonly why?: string
  readonly honors?: string
  readonly dishonors?: string
  readonly stage?: string
  readonly competency?: number
  readonly owner: string
  /** "14 days before launch" */
  readonly due?: string
  readonly handOff?: { readonly from?: string; readonly to?: string; readonly what?: string }
  readonly applies?: Demand
  /** All must hold. */
  readonly demands: readonly Demand[]
  readonly enforcement: string
  readonly waivers: string
  readonly ifUnmet?: string
  /** Paths of the facts it reads. */
  readonly facts: readonly string[]
  readonly tests: readonly ExplainedCase[]
  readonly record?: RequirementRecord
  readonly place: Place
}

/** An example that a test gives, and what must come out of it. */
export interface ExplainedCase {
  readonly name: string
  readonly outcome: string
  readonly reason?: string
  readonly place: Place
}

/** What is explained, and what is known about it. */
export interface ExplanationInput {
  readonly linked: LinkedCommitments
  readonly tests: readonly CommitmentTest[]
  /** How often requirements were met; without it nothing is said of that. */
  readonly records?: Pick<RecordBook, 'of'>
  /** Which requirements to explain; every one unless it is said. */
  readonly isAsked?: (requirement: { readonly id: string; readonly commitment: string }) => boolean
}

/** Explains linked commitments. Pure, and in one order: commitments by id, requirements as written, facts by path. */
export function explain(input: ExplanationInput): Explanation {
  const { linked, isAsked = () => true } = input
  const subject = subjectOf(linked.vocabulary)
  const byId = new Map(linked.requirements.map((item) => [item.requirement.id, item]))
  const commitments = linked.commitments.flatMap(({ commitment, requirements }) => {
    const shown = requirements.flatMap((id): ExplainedRequirement[] => {
      const found = byId.get(id)
      if (!found || !isAsked({ id, commitment: commitment.id })) return []
      return [explainRequirement(found, found.commitment !== commitment, subject, input)]
    })
    if (shown.length === 0) return []
    const applies = sharedApplicability(commitment, linked.requirements, subject)
    return [
      {
        id: commitment.id,
        title: commitment.title,
        owner: commitment.owner,
        journey: commitment.journey ?? [],
        ...optional('applies', applies),
        outOfScope: commitment.outOfScope,
        listed: requirements.length,
        requirements: shown,
        place: commitment.place,
      },
    ]
  })
  const asked = new Set(commitments.flatMap((item) => item.requirements.map((requirement) => requirement.id)))
  return { apiVersion: 'onlyif/v1', kind: 'Explanation', commitments, facts: factsOf(linked, input.isAsked ? asked : undefined) }
}

/** The id of every entry that a person may ask for: commitments, requirements, and both with a slash between. */
export function explainable(linked: LinkedCommitments): string[] {
  return linked.commitments.flatMap(({ commitment, requirements }) => [
    commitment.id,
    ...requirements.flatMap((id) => [id, id.slice(id.indexOf('/') + 1)]),
  ])
}

function explainRequirement(item: LinkedRequirement, isSame: boolean, subject: Subject, input: ExplanationInput): ExplainedRequirement {
  const { requirement } = item
  const { id, title, owner } = requirement
  return {
    id,
    title,
    sentence: sentenceOf(requirement),
    ...(isSame && { same: true as const }),
    ...optional('why', requirement.why),
    ...optional('honors', requirement.honors),
    ...optional('dishonors', requirement.dishonors),
    ...optional('stage', requirement.stage),
    ...optional('competency', requirement.competency),
    owner,
    ...optional('due', dueWords(requirement.due)),
    ...optional('handOff', requirement.handOff),
    ...optional('applies', applicability(item, subject)),
    demands: demandsOf(item, subject),
    enforcement: enforcementWords(requirement.enforcement),
    waivers: waiverWords(requirement),
    ...optional('ifUnmet', requirement.ifUnmet),
    facts: [...factsReadBy(item)].sort(),
    tests: casesOf(requirement, input),
    ...optional('record', input.records?.of(id)),
    place: requirement.place,
  }
}

function demandsOf({ require, forbid }: LinkedRequirement, subject: Subject): Demand[] {
  const wording = { subject, mood: 'must' as const }
  return allOf([...(require ? [demandOf(require, false, wording)] : []), ...forbid.map((part) => demandOf(part, true, wording))])
}

function applicability({ applies }: LinkedRequirement, subject: Subject): Demand | undefined {
  const parts = allOf(applies.map((condition) => demandOf(condition, false, { subject, mood: 'is' })))
  const [only] = parts
  return parts.length > 1 ? { kind: 'group', need: parts.length, of: parts } : only
}

/** When a commitment applies as a whole: the condition that each requirement of its own has first. */
function sharedApplicability(
  commitment: LinkedCommitment['commitment'],
  requirements: readonly LinkedRequirement[],
  subject: Subject,
): Demand | undefined {
  const own = requirements.find((item) => item.commitment === commitment)
  const [shared] = own?.applies ?? []
  return commitment.appliesWhen && shared && demandOf(shared, false, { subject, mood: 'is' })
}

/** The cases that expect something of a requirement, as one of the tested commitment's own or as one that it lists. */
function casesOf(requirement: Requirement, { tests, linked }: ExplanationInput): ExplainedCase[] {
  return tests.flatMap((test) => {
    const tested = linked.commitments.find(({ commitment }) => commitment.id === test.commitment)?.commitment
    if (!tested?.entries.some((entry) => entryId(entry) === requirement.id)) return []
    const isHidden =
      tested !== undefined && !isOwn(tested, requirement) && requirementsOf(tested).some((own) => own.localId === requirement.localId)
    return test.cases.flatMap((item) =>
      item.expect
        .filter(({ subject }) => subject === requirement.id || (!isHidden && subject === requirement.localId))
        .map(({ outcome, reason }) => ({ name: item.name, outcome, ...optional('reason', reason), place: item.place })),
    )
  })
}

function isOwn(commitment: LinkedCommitment['commitment'], requirement: Requirement): boolean {
  return commitment.entries.includes(requirement)
}
