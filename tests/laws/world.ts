import fc from 'fast-check'
import { type Decision, type Documents, type JudgeResult, judge, parseDocuments } from '../../src/index.ts'

/** How many times each law is tried; the nightly run has 10,000. */
export const runs = Number(process.env['LAW_RUNS'] ?? 1000)

export const now = '2026-10-07T09:00:00Z'

export const factNames = ['a', 'b', 'c.x', 'c.y', 'd'] as const

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What a manifest says of one fact; undefined leaves it out. */
export type Supplied = Json | undefined

const operand = fc.integer({ min: 0, max: 3 })

const test = fc.oneof(
  operand,
  fc
    .record({ operator: fc.constantFrom('atLeast', 'atMost', 'moreThan', 'lessThan', 'equals', 'notEquals'), operand })
    .map(({ operator, operand }) => ({ [operator]: operand })),
  fc.uniqueArray(operand, { minLength: 1, maxLength: 3 }).map((list): Json => ({ oneOf: list })),
  fc.uniqueArray(operand, { minLength: 1, maxLength: 3 }).map((list): Json => ({ noneOf: list })),
  fc.record({ atLeast: operand, maxAge: fc.constant('14d') }),
  fc.record({ atMost: operand, minSample: fc.constant(30) }),
)

const leaf: fc.Arbitrary<Json> = fc.tuple(fc.constantFrom(...factNames), test).map(([fact, demand]) => ({ [fact]: demand }))

/** A condition of any shape over a few facts. */
export const condition: fc.Arbitrary<Json> = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((of): Json => ({ all: of })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((of): Json => ({ any: of })),
    tie('node').map((of): Json => ({ not: of })),
    fc
      .array(tie('node'), { minLength: 1, maxLength: 3 })
      .chain((of) => fc.integer({ min: 1, max: of.length }).map((count): Json => ({ atLeastOf: { count, of } }))),
  ),
})).node

/** Evidence that can be judged: fresh and from enough answers. */
export const usable: fc.Arbitrary<Json> = fc.integer({ min: 0, max: 3 }).map((value) => ({ value, asOf: '2026-10-01', sample: 50 }))

/** Every way in which evidence says nothing. */
export const unusable: fc.Arbitrary<Supplied> = fc.oneof(
  fc.constantFrom<Supplied>(
    undefined,
    null,
    'TBD',
    'n/a',
    '?',
    '',
    ' todo ',
    '2',
    true,
    [1],
    { value: null },
    { value: 'TBD', asOf: '2026-10-01', sample: 50 },
  ),
  fc.integer({ min: 0, max: 3 }).map((value): Json => ({ value, asOf: '2026-10-08', sample: 50 })),
)

export const supplied: fc.Arbitrary<Supplied> = fc.oneof(
  { weight: 3, arbitrary: usable },
  { weight: 2, arbitrary: unusable },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }).map((value): Json => ({ value, asOf: '2026-09-01', sample: 50 })) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }).map((value): Json => ({ value, asOf: '2026-10-01', sample: 3 })) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }) },
)

export const facts = (each: fc.Arbitrary<Supplied>): fc.Arbitrary<readonly Supplied[]> => fc.tuple(...factNames.map(() => each))

export interface RequirementShape {
  readonly require?: Json
  readonly forbid?: Json
  readonly appliesWhen?: Json
  readonly enforcement: string
}

export const requirement: fc.Arbitrary<RequirementShape> = fc
  .record({
    demand: fc.oneof(
      condition.map((require) => ({ require })),
      condition.map((forbid) => ({ forbid })),
      fc.tuple(condition, condition).map(([require, forbid]) => ({ require, forbid })),
    ),
    appliesWhen: fc.option(condition, { nil: undefined, freq: 3 }),
    enforcement: fc.constantFrom('blocking', 'blocking', 'blocking', 'advisory'),
  })
  .map(({ demand, appliesWhen, enforcement }) => ({ ...demand, ...(appliesWhen !== undefined && { appliesWhen }), enforcement }))

export const requirements: fc.Arbitrary<readonly RequirementShape[]> = fc.array(requirement, { minLength: 1, maxLength: 3 })

const head = { apiVersion: 'onlyif/v1' }

export function commitmentText(shapes: readonly RequirementShape[], id = 'c', extra: Record<string, Json> = {}): string {
  const entries = shapes.map((shape, index) => ({ id: `r${index}`, title: `r${index} holds`, owner: 'someone', ...shape }))
  return JSON.stringify(
    { ...head, kind: 'Commitment', id, title: 'We go only if', owner: 'cco', ...extra, goToMarketOnlyIf: entries },
    null,
    1,
  )
}

export function launchText(given: readonly Supplied[], id = 'l'): string {
  const supplied = Object.fromEntries(factNames.flatMap((name, index) => (given[index] === undefined ? [] : [[name, given[index]]])))
  return JSON.stringify({ ...head, kind: 'Launch', id, title: 'L', owner: 'team', facts: supplied }, null, 1)
}

export function read(...texts: readonly string[]): Documents {
  return parseDocuments(texts.map((text, index) => ({ file: `file-${index}.yaml`, text })))
}

/** Contradictory bounds and the like are mistakes of the author, not launches to judge. */
export function judgeTexts(...texts: readonly string[]): JudgeResult {
  const documents = read(...texts)
  const [launch] = documents.launches
  if (!launch) throw new Error(`no launch: ${JSON.stringify(documents.diagnostics)}`)
  return judge({ ...documents, catalog: documents.catalogs, launch, now })
}

export function decided(result: JudgeResult): Decision {
  fc.pre(result.decision !== undefined)
  if (!result.decision) throw new Error('unreachable')
  return result.decision
}

/** Tries a law; a failure prints its seed and the smallest counterexample. */
export function check<T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>): void {
  fc.assert(property, { numRuns: runs })
}
