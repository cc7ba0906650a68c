import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groundOf, readied } from '../../src/authoring/boundary/proof.ts'
import { boundaryCases, leavesOf, ownRequirements } from '../../src/authoring/boundary/suggestions.ts'
import { mutate } from '../../src/authoring/mutation/mutation.ts'
import { normalForm } from '../../src/authoring/mutation/normal-form.ts'
import { lookAt } from '../../src/authoring/mutation/quick-look.ts'
import { mutated, withCommitment } from '../../src/authoring/mutation/subject.ts'
import { benchOf, readyCases } from '../../src/authoring/test-case.ts'
import { runTest } from '../../src/authoring/test-run.ts'
import { loadTests } from '../../src/cli/test/files.ts'
import { judge, parseDocuments } from '../../src/index.ts'
import { link } from '../../src/model/link.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

const catalog = `apiVersion: onlyif/v1
kind: FactCatalog
facts:
  a.number: { type: number, range: [0, 5] }
  a.count: { type: count }
  a.percent: { type: percent, range: [0%, 100%] }
  a.date: { type: date, maxAge: 3d }
  a.choice: { type: choice, choices: [low, medium, high] }
  a.list: { type: list }
`
/** Every value with its literals that tests compare with; more values than literals, to fall between them and outside. */
const facts: Readonly<Record<string, { readonly literals: readonly string[]; readonly values: readonly string[] }>> = {
  'a.number': { literals: ['0', '1', '5'], values: ['-1', '0', '0.5', '1', '4.9', '5', '6', 'TBD'] },
  'a.count': { literals: ['0', '1', '2'], values: ['0', '1', '2', '3', '1.5', '~'] },
  'a.percent': { literals: ['0%', '50%', '100%'], values: ['0%', '49.9%', '50%', '100%', '101%', '50'] },
  'a.date': {
    literals: ['2026-10-07', '2026-10-08'],
    values: ['2026-10-06', '2026-10-07', '2026-10-08', '2026-10-09', '2026-10-07T12:00:00Z'],
  },
  'a.choice': { literals: ['low', 'medium', 'high'], values: ['low', 'medium', 'high', 'none'] },
  'a.list': { literals: ['0', '1', '2'], values: ['[]', '[x]', '[x, y]', '[x, y, z]', 'x'] },
}
const ordered = ['atLeast', 'atMost', 'moreThan', 'lessThan', 'equals', 'notEquals']
const dated = ['onOrAfter', 'onOrBefore', 'after', 'before', 'equals', 'notEquals']
const chosen = ['equals', 'notEquals', 'oneOf', 'noneOf']

/** One test of a fact, in any of the forms that a requirement can have. */
function arbitraryDemand(fact: string): fc.Arbitrary<{ readonly polarity: string; readonly text: string }> {
  const literals = facts[fact]?.literals ?? []
  const operators = fact === 'a.date' ? dated : fact === 'a.choice' ? chosen : ordered
  const single = fc
    .tuple(
      fc.constantFrom(...operators),
      fc.subarray([...literals], { minLength: 1 }),
      fc.constantFrom('', '', ', maxAge: 2d', ', maxAge: 48h', ', maxAge: 9d'),
    )
    .map(([operator, some, age]) => {
      const operand = operator.endsWith('Of') ? `[${some.join(', ')}]` : (some[0] ?? '')
      return `{ ${fact}: { ${fact === 'a.list' ? `size: { ${operator}: ${operand} }` : `${operator}: ${operand}`}${age} } }`
    })
  const text = fc.oneof(
    single,
    single.map((one) => `{ not: ${one} }`),
    fc.tuple(fc.constantFrom('all', 'any'), single, single).map(([key, one, two]) => `{ ${key}: [${one}, ${two}] }`),
  )
  return fc.record({ polarity: fc.constantFrom('require', 'forbid'), text })
}

const arbitraryPair = fc
  .constantFrom(...Object.keys(facts))
  .chain((fact) => fc.record({ fact: fc.constant(fact), a: arbitraryDemand(fact), b: arbitraryDemand(fact) }))

const commitment = (polarity: string, demand: string): string =>
  `apiVersion: onlyif/v1\nkind: Commitment\nid: p\ntitle: P\nowner: o\ngoToMarketOnlyIf:\n  - { id: r, title: R, owner: o, ${polarity}: ${demand} }\n`

interface Read {
  readonly form: string
  /** The outcome for every value that a fact can have, and every age of it. */
  readonly seen: (fact: string) => string
}

/** A demand as it is linked; undefined where it is a mistake. */
function read(polarity: string, demand: string): Read | undefined {
  const { commitments, catalogs, diagnostics } = parseDocuments([
    { file: 'c.yaml', text: commitment(polarity, demand) },
    { file: 'catalog.yaml', text: catalog },
  ])
  const linked = link({ commitments, catalogs })
  if ([...diagnostics, ...linked.diagnostics].some((item) => item.severity === 'error')) return undefined
  const outcomeOf = (fact: string, value: string, asOf: string): string => {
    const text = `apiVersion: onlyif/v1\nkind: Launch\nid: l\ntitle: L\nowner: t\nfacts:\n  ${fact}: { value: ${value}, asOf: ${asOf} }\n`
    const [launch] = parseDocuments([{ file: 'l.yaml', text }]).launches
    return (
      (launch && judge({ commitments, catalog: catalogs, launch, now: '2026-10-07T06:00:00Z' }).decision?.requirements[0]?.outcome) ??
      'none'
    )
  }
  const ages = ['2026-10-07', '2026-10-05', '2026-10-04T23:00:00Z', '2026-09-20']
  return {
    form: normalForm(linked),
    seen: (fact) => (facts[fact]?.values ?? []).flatMap((value) => ages.map((asOf) => outcomeOf(fact, value, asOf))).join(' '),
  }
}

test('what is proved to be the same is the same for every value and age', () => {
  let proved = 0
  fc.assert(
    fc.property(arbitraryPair, ({ fact, a, b }) => {
      const [x, y] = [read(a.polarity, a.text), read(b.polarity, b.text)]
      if (!x || !y || x.form !== y.form || a.text === b.text) return
      proved++
      expect(y.seen(fact)).toBe(x.seen(fact))
    }),
    { numRuns: 4000 },
  )
  expect(proved).toBeGreaterThan(15)
})

test.each([
  ['{ a.count: { equals: 0 } }', '{ a.count: { atMost: 0 } }'],
  ['{ a.count: { moreThan: 0 } }', '{ a.count: { atLeast: 1 } }'],
  ['{ a.percent: 100% }', '{ a.percent: { atLeast: 100% } }'],
  ['{ a.choice: { oneOf: [low, medium] } }', '{ a.choice: { notEquals: high } }'],
  ['{ a.date: { after: 2026-10-07, maxAge: 9d } }', '{ a.date: { onOrAfter: 2026-10-08 } }'],
  ['{ a.list: { size: { moreThan: 1 } } }', '{ a.list: { size: { atLeast: 2 } } }'],
  ['{ any: [{ a.count: 0 }] }', '{ all: [{ a.count: 0 }, { a.count: 0 }] }'],
])('%s is proved to be %s', (a, b) => {
  const form = (text: string): string | undefined => read('require', text)?.form
  expect(form(a)).toBeDefined()
  expect(form(a)).toBe(form(b))
})

test.each([
  ['{ a.number: { moreThan: 0 } }', '{ a.number: { atLeast: 1 } }'],
  ['{ all: [{ a.count: 0 }, { a.percent: 0% }] }', '{ any: [{ a.count: 0 }, { a.percent: 0% }] }'],
  ['{ a.date: { after: 2026-10-07, maxAge: 2d } }', '{ a.date: { after: 2026-10-07, maxAge: 48h } }'],
])('%s is not taken for %s', (a, b) => {
  expect(read('require', a)?.form).not.toBe(read('require', b)?.form)
})

describe('the mutants of the ready-made commitments that are left out', async () => {
  const { tests } = await loadTests({ files: ['rules/market-promise', 'rules/enterprise-tier'], cwd: root, now: '2026-10-07' })
  const runs = tests.map((input) => ({ input, results: runTest(input) }))

  test.each(mutate(runs).map((result) => [result.commitment.id, result] as const))(
    '%s: they judge every case, and every boundary, as the commitment does',
    (_, { commitment: original, equivalent }) => {
      const input = tests.find(({ test: { commitment: id } }) => id === original.id)
      if (!input) throw new Error('a mutated commitment has a test')
      const before = benchOf(input)
      const ground = groundOf(input)
      const drafts = ownRequirements(original, input).flatMap((item) => leavesOf(item).flatMap((leaf) => boundaryCases(leaf, ground)))
      const cases = [...readyCases(input), ...drafts.flatMap((draft) => readied(input, draft) ?? [])]
      for (const mutant of equivalent) {
        const changed = mutated(original, mutant)
        if (!changed) throw new Error('what is left out can be read')
        const after = withCommitment(input, changed)
        for (const ready of cases) expect(lookAt(after(ready), ready), mutant.what).toEqual(lookAt(before(ready), ready))
      }
    },
  )
})
