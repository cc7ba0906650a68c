import { evidenceAsked, expectedOf } from '../engine/needs.ts'
import type { FactCatalog } from '../model/catalog.ts'
import type { Commitment } from '../model/commitment.ts'
import { optional } from '../model/fields.ts'
import type { Finding, JudgedFact } from '../model/generated/types.ts'
import { type LinkedRequirement, link } from '../model/link.ts'
import type { TypedCondition } from '../model/typed.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import type { JsonValue } from '../source/node.ts'
import type { Place } from '../source/position.ts'
import { conditionData, definitionOf, isSameData, keyOf } from './definition.ts'
import { pairRequirements, type RequirementPair } from './requirement-pairs.ts'
import { factsOf } from './requirement-state.ts'
import { combined, type Strictness, strictnessOf } from './strictness.ts'

/** One comparison as a version states it, in the form of a finding, so that it can be put into the same words. */
export type StatedTest = Pick<Finding, 'fact' | 'operator' | 'expected' | 'polarity' | 'asks' | 'commitment'> & { readonly scope: boolean }

/** A test that came, went, or has another bar. */
export interface TestEdit {
  readonly before?: StatedTest
  readonly after?: StatedTest
}

/** A part of a requirement other than its tests, as data on both sides. */
export interface PartEdit {
  readonly part: string
  readonly before?: JsonValue
  readonly after?: JsonValue
}

export interface RequirementEdit extends Pick<RequirementPair, 'id' | 'was' | 'title' | 'change'> {
  readonly strictness: Strictness
  readonly tests: readonly TestEdit[]
  /** Whether the tests are the same and only joined otherwise: `any` instead of `all`, another count. */
  readonly isRejoined: boolean
  readonly parts: readonly PartEdit[]
  readonly place: { readonly before?: Place; readonly after?: Place }
}

/** What changed between two versions of commitments, and whether they got stricter. */
export interface CommitmentDiff {
  readonly strictness: Strictness
  readonly requirements: readonly RequirementEdit[]
  /** Changes of the commitments themselves, by id. */
  readonly commitments: readonly { readonly id: string; readonly parts: readonly PartEdit[] }[]
  readonly facts: Readonly<Record<string, JudgedFact>>
}

/** One version: the commitments compared, what they need of others, and the catalogs. */
export interface CommitmentSide {
  readonly commitments: readonly Commitment[]
  readonly catalogs: readonly FactCatalog[]
}

export type CommitmentDiffResult =
  | { readonly diff: CommitmentDiff }
  | { readonly side: 'before' | 'after'; readonly diagnostics: readonly Diagnostic[] }

/** Compares two versions of commitments. */
export function diffCommitments(before: CommitmentSide, after: CommitmentSide): CommitmentDiffResult {
  const [old, now] = [link(before), link(after)]
  for (const [side, linked] of [['before', old] as const, ['after', now] as const]) {
    const errors = linked.diagnostics.filter((item) => item.severity === 'error')
    if (errors.length > 0) return { side, diagnostics: errors }
  }
  const requirements = pairRequirements(old, now).flatMap((pair): RequirementEdit[] => {
    const a = pair.before === undefined ? undefined : old.requirements[pair.before]
    const b = pair.after === undefined ? undefined : now.requirements[pair.after]
    const edit = requirementEdit(pair, a, b, before.catalogs, after.catalogs)
    return edit ? [edit] : []
  })
  const commitments = commitmentEdits(before.commitments, after.commitments)
  return {
    diff: {
      strictness: combined([...requirements.map((edit) => edit.strictness), ...commitments.map(scopeStrictness)]),
      requirements,
      commitments,
      facts: { ...factsOf(old), ...factsOf(now) },
    },
  }
}

function requirementEdit(
  { id, was, title, change }: RequirementPair,
  a: LinkedRequirement | undefined,
  b: LinkedRequirement | undefined,
  ...[before, after]: readonly [readonly FactCatalog[], readonly FactCatalog[]]
): RequirementEdit | undefined {
  const tests = testEdits(a ? testsOf(a) : [], b ? testsOf(b) : [])
  const parts = a && b ? partEdits(a, b) : []
  const isRejoined = a !== undefined && b !== undefined && tests.length === 0 && !isSameData(shapeOf(a), shapeOf(b))
  const strictness = a && b ? strictnessOf({ linked: a, catalogs: before }, { linked: b, catalogs: after }) : aloneStrictness(a, b)
  if (change === 'same' && tests.length + parts.length === 0 && strictness === 'same') return undefined
  const place = { ...optional('before', a?.requirement.place), ...optional('after', b?.requirement.place) }
  return { id, ...optional('was', was), title, change: change === 'same' ? 'edited' : change, strictness, tests, isRejoined, parts, place }
}

/** A requirement that came can only stop more, one that went only let more through; an advisory one does neither. */
function aloneStrictness(a: LinkedRequirement | undefined, b: LinkedRequirement | undefined): Strictness {
  if ((a ?? b)?.requirement.enforcement === 'advisory') return 'same'
  return b ? 'stricter' : 'looser'
}

function testsOf({ applies, require, forbid }: LinkedRequirement): StatedTest[] {
  return [
    ...applies.flatMap((condition) => statedTests(condition, false, true)),
    ...(require ? statedTests(require, false, false) : []),
    ...forbid.flatMap((condition) => statedTests(condition, true, false)),
  ]
}

function statedTests(condition: TypedCondition, negated: boolean, scope: boolean): StatedTest[] {
  if (condition.kind === 'not') return statedTests(condition.of, !negated, scope)
  if (condition.kind !== 'leaf') return condition.of.flatMap((part) => statedTests(part, negated, scope))
  const asks = evidenceAsked(condition.rules)
  const { fact, operator, place } = condition.leaf
  return [
    {
      fact,
      operator,
      expected: expectedOf(condition),
      polarity: negated ? 'forbid' : 'require',
      ...(Object.keys(asks).length > 0 && { asks }),
      commitment: place,
      scope,
    } as StatedTest,
  ]
}

/** Equal tests cancel out; of the rest, those of one fact and operator are one test with another bar. */
function testEdits(before: readonly StatedTest[], after: readonly StatedTest[]): TestEdit[] {
  const key = ({ commitment: _, ...test }: StatedTest): string => keyOf(test as unknown as JsonValue)
  const kind = ({ fact, operator, polarity, scope }: StatedTest): string => `${fact} ${operator} ${polarity} ${scope}`
  const gone = [...before]
  const come = after.filter((test) => !take(gone, (other) => key(other) === key(test)))
  const edits = come.map((test): TestEdit => {
    const was = take(gone, (other) => kind(other) === kind(test))
    return was ? { before: was, after: test } : { after: test }
  })
  return [...edits, ...gone.map((test): TestEdit => ({ before: test }))]
}

function take<T>(items: T[], fits: (item: T) => boolean): T | undefined {
  const index = items.findIndex(fits)
  return index === -1 ? undefined : items.splice(index, 1)[0]
}

function shapeOf({ requirement, commitment }: LinkedRequirement): JsonValue {
  const { require, forbid, appliesWhen } = requirement
  const data = (condition: typeof require): JsonValue => (condition ? conditionData(condition) : null)
  return [data(require), forbid.map(conditionData), data(appliesWhen), data(commitment.appliesWhen)]
}

/** What judges or is read by people, apart from the tests; evidence is told with the tests. */
function partEdits(a: LinkedRequirement, b: LinkedRequirement): PartEdit[] {
  const data = ({ requirement }: LinkedRequirement): Readonly<Record<string, JsonValue | undefined>> => {
    const { enforcement, waivers, owner, due } = definitionOf(requirement)
    const { title, why, honors, dishonors, stage, ifUnmet } = requirement
    return { enforcement, waivers, owner, due, title, why, honors, dishonors, stage, ifUnmet }
  }
  return differing(data(a), data(b))
}

function commitmentEdits(before: readonly Commitment[], after: readonly Commitment[]): CommitmentDiff['commitments'] {
  const data = (item: Commitment | undefined): Readonly<Record<string, JsonValue | undefined>> => ({
    title: item?.title,
    owner: item?.owner,
    outOfScope: item?.outOfScope,
  })
  return [...new Set([...after, ...before].map(({ id }) => id))].flatMap((id) => {
    const [a, b] = [before, after].map((list) => list.find((item) => item.id === id))
    const parts = differing(data(a), data(b))
    return parts.length > 0 ? [{ id, parts }] : []
  })
}

/** What a launch gets to which nothing applies. */
function scopeStrictness({ parts }: CommitmentDiff['commitments'][number]): Strictness {
  const edit = parts.find(({ part }) => part === 'outOfScope')
  if (!edit || edit.before === undefined || edit.after === undefined) return 'same'
  return edit.after === 'go' ? 'looser' : 'stricter'
}

function differing(a: Readonly<Record<string, JsonValue | undefined>>, b: Readonly<Record<string, JsonValue | undefined>>): PartEdit[] {
  return Object.keys({ ...a, ...b }).flatMap((part) =>
    isSameData(a[part], b[part]) ? [] : [{ part, ...optional('before', a[part]), ...optional('after', b[part]) }],
  )
}
