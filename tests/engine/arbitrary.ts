import fc from 'fast-check'
import { launch, otherFacts } from './arbitrary-evidence.ts'
import { testOf } from './arbitrary-tests.ts'
import { type Data, type Fields, facts, head, launchFields, pick, type TypeName } from './arbitrary-values.ts'

/** Documents as JSON data: whatever they say, they are well-formed and well-typed. */
export interface Documents {
  /** Absent where types come from how literals are spelled. */
  readonly catalog?: Fields
  readonly commitment: Fields & { readonly goToMarketOnlyIf: readonly Fields[] }
  readonly launch: Fields
  readonly facts: readonly Fields[]
  readonly waivers: readonly Fields[]
}

const all: Readonly<Record<string, TypeName>> = { ...facts, ...launchFields }

const rules: fc.Arbitrary<Fields> = fc.record(
  { maxAge: pick(['1d', '36h', '14d', '0d']), minSample: pick([1, 30]), minWindow: pick(['1h', '7d']) },
  { requiredKeys: [] },
)

/** Mostly nothing: evidence that nobody asks for is the common case. */
function rarely(fields: fc.Arbitrary<Fields>): fc.Arbitrary<Fields> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant<Fields>({}) }, { weight: 1, arbitrary: fields })
}

const leaves = [false, true].map((negated) => {
  const byPath = Object.entries(all).map(([path, type]) => {
    const test = testOf(type, negated)
    const asked = path.startsWith('launch.') ? fc.constant<Fields>({}) : rarely(rules)
    return fc
      .tuple(test, asked, fc.integer({ min: 0, max: 9 }), test)
      .map(([first, evidence, die, second]): Fields => ({ [path]: { ...(die === 0 ? second : {}), ...first, ...evidence } }))
  })
  return fc.oneof(...byPath)
})

/** A condition tree of some depth. */
function condition(depth: number, negated: boolean): fc.Arbitrary<Fields> {
  const leaf = leaves[negated ? 1 : 0] ?? fc.constant<Fields>({})
  if (depth === 0) return leaf
  const part = condition(depth - 1, negated)
  const parts = fc.array(part, { minLength: 1, maxLength: 3 })
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: fc.tuple(leaf, leaf).map(([a, b]): Fields => (negated ? { all: [a, b] } : { ...a, ...b })) },
    { weight: 2, arbitrary: parts.map((of): Fields => ({ all: of })) },
    { weight: 2, arbitrary: parts.map((of): Fields => ({ any: of })) },
    { weight: 2, arbitrary: condition(depth - 1, true).map((of): Fields => ({ not: isOnePath(of) ? of : { all: [of] } })) },
    { weight: 1, arbitrary: fc.tuple(parts, fc.nat(2)).map(([of, n]): Fields => ({ atLeastOf: { count: (n % of.length) + 1, of } })) },
  )
}

function isOnePath(of: Fields): boolean {
  return Object.keys(of).length === 1
}

const trees = { plain: condition(3, false), negated: condition(2, true), scope: condition(1, false) }
const forbidden = fc.oneof(
  { weight: 2, arbitrary: trees.negated },
  {
    weight: 1,
    arbitrary: fc
      .tuple(trees.negated, leaves[1] ?? trees.negated)
      .map(([a, b]): Fields => (Object.keys(b).some((key) => key in a) || !isFacts(a) ? a : { ...a, ...b })),
  },
)

function isFacts(of: Fields): boolean {
  return !Object.keys(of).some((key) => ['all', 'any', 'not', 'atLeastOf'].includes(key))
}

const demand = fc.oneof(
  { weight: 5, arbitrary: trees.plain.map((require): Fields => ({ require })) },
  { weight: 2, arbitrary: forbidden.map((forbid): Fields => ({ forbid })) },
  { weight: 1, arbitrary: fc.record({ require: trees.plain, forbid: forbidden }) },
)

const strictEvidence = fc
  .tuple(rules, rarely(fc.constant({ link: 'required' })), rarely(fc.constant({ note: 'required' })))
  .map(([a, b, c]) => ({ ...a, ...b, ...c }))

const requirement: fc.Arbitrary<Fields> = fc
  .tuple(
    demand,
    rarely(trees.scope.map((appliesWhen) => ({ appliesWhen }))),
    rarely(strictEvidence.map((evidence) => ({ evidence }))),
    pick(['blocking', 'blocking', 'advisory']),
  )
  .map(([what, scope, evidence, enforcement]) => ({ title: 'it is so', owner: 'someone', enforcement, ...scope, ...evidence, ...what }))

const entryRules = rarely(rules)
const catalog: fc.Arbitrary<Fields> = fc
  .tuple(
    ...Object.entries(facts).map(([path, type]) => entryRules.map((asked): Fields => ({ [path]: { type, ...boundsOf(path), ...asked } }))),
  )
  .map((entries) => ({ ...head, kind: 'FactCatalog', facts: Object.assign({}, ...entries) as Fields }))

function boundsOf(path: string): Fields {
  const choices = ['draft', 'approved', 'rejected', 'n/a', 'b', 'ga', 'de', 'beta', 'general-availability']
  const bounds: Readonly<Record<string, Fields>> = {
    'num.b': { range: [0, 5] },
    'pct.b': { range: ['0%', '100%'] },
    'mon.b': { range: ['EUR 0', 'EUR 100'] },
    'day.b': { range: ['2026-10-01', '2026-10-07T12:00:00Z'] },
    'ver.b': { range: ['1.0.0', '2.0.0'] },
    'pick.a': { choices },
    'list.picks': { choices },
    'looked.up': { lookup: { from: 'launch.markets', table: { DE: ['de'], NO: 'nb', US: ['en', 'de'] } } },
    'looked.at': { lookup: { from: 'pick.a', table: { draft: 1, approved: 2.5, 'n/a': 3, b: 'TBD', TBD: 4 } } },
    'looked.for': { lookup: { from: 'list.a', table: { a: ['a', 'b'], b: 'b', de: [], '1': ['de'], TBD: ['a'] } } },
  }
  return bounds[path] ?? {}
}

const reasons = ['missing', 'placeholder', 'stale', 'undated', 'small-sample', 'small-window', 'no-link', 'no-note']

/** A waiver that lowers bars of a requirement: some of the facts that it reads. */
function waiverFor(id: string, read: readonly string[]): fc.Arbitrary<Fields> {
  const cover = (path: string): fc.Arbitrary<Data> =>
    fc.oneof(
      {
        weight: 2,
        arbitrary: fc.tuple(testOf(all[path] ?? 'text', false), entryRules).map(([test, asked]): Data => ({ ...test, ...asked })),
      },
      { weight: 2, arbitrary: pick(reasons).map((unknown): Data => ({ unknown })) },
      { weight: 3, arbitrary: fc.constant<Data>({ present: true }) },
    )
  const covers = fc
    .tuple(...read.map((path) => cover(path).map((data): Fields => ({ [path]: data }))))
    .map((parts) => Object.assign({}, ...parts) as Fields)
  return fc
    .tuple(covers, pick(['2026-10-20', '2026-10-20', '2026-10-07', '2026-10-06']), pick(['2026-10-06', '2026-10-08']))
    .map(([data, expires, on]) => ({
      id: `W-${id}`,
      launch: 'l',
      requirement: `c/${id}`,
      covers: data,
      as: 'accepted',
      reason: 'so be it',
      requestedBy: 'ola',
      approved: [{ by: 'maria', role: 'cco', on }],
      expires,
    }))
}

/** The facts that a condition reads on the left of its tests, launch fields left out. */
function factsRead(data: Data): string[] {
  if (data === null || typeof data !== 'object') return []
  if (Array.isArray(data)) return data.flatMap(factsRead)
  return Object.entries(data).flatMap(([key, value]) =>
    key in facts && Object.hasOwn(facts, key) ? [key] : Object.hasOwn(launchFields, key) ? [] : factsRead(value as Data),
  )
}

/** Documents with `size` requirements, some of them waived. */
export function documents(size: number): fc.Arbitrary<Documents> {
  const requirements = fc.array(requirement, { minLength: 1, maxLength: size, size: 'max' })
  const commitment = fc.tuple(requirements, rarely(trees.scope.map((appliesWhen) => ({ appliesWhen })))).map(([list, scope]) => ({
    ...head,
    kind: 'Commitment',
    id: 'c',
    title: 'We go only if',
    owner: 'someone',
    waivers: { approvers: ['cco'], quorum: 1, maxDays: 60 },
    ...scope,
    goToMarketOnlyIf: list.map((fields, index): Fields => ({ id: `r${index}`, ...fields })),
  }))
  return fc
    .tuple(fc.option(catalog, { freq: 8, nil: undefined }), commitment, launch, fc.array(otherFacts, { maxLength: 2 }))
    .chain(([agreed, promise, manifest, others]) => {
      const waivable = promise.goToMarketOnlyIf.flatMap(({ id, require, forbid }, index) => {
        const read = [...new Set(factsRead([require ?? null, forbid ?? null]))]
        return index % 2 === 0 && read.length > 0 ? [waiverFor(String(id), read)] : []
      })
      return fc.tuple(...waivable).map((waivers) => ({
        ...(agreed && { catalog: agreed }),
        commitment: promise,
        launch: manifest,
        facts: others,
        waivers,
      }))
    })
}

/** The files that documents stand in, as text. */
export function filesOf({
  catalog: agreed,
  commitment,
  launch: manifest,
  facts: others,
  waivers,
}: Documents): { readonly file: string; readonly text: string }[] {
  const file = (name: string, data: Data): { file: string; text: string } => ({ file: name, text: JSON.stringify(data) })
  return [
    ...(agreed ? [file('catalog.yaml', agreed)] : []),
    file('rules.yaml', commitment),
    file('launch.yaml', manifest),
    ...others.map((data, index) => file(`facts-${index}.yaml`, data)),
    file('waivers.yaml', { ...head, kind: 'Waivers', waivers }),
  ]
}
