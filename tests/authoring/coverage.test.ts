import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverLeaf, type SeenCase } from '../../src/authoring/condition-coverage.ts'
import { type Formula, formulaOf, outcomeUnder, type Truth, truths } from '../../src/authoring/formula.ts'
import { runTest } from '../../src/authoring/test-run.ts'
import { loadTests } from '../../src/cli/test/files.ts'
import { parseDocuments } from '../../src/index.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

function formula(demand: string, appliesWhen = ''): Formula {
  const applies = appliesWhen === '' ? '' : `, appliesWhen: ${appliesWhen}`
  const text = `apiVersion: onlyif/v1\nkind: Commitment\nid: p\ntitle: P\nowner: o\ngoToMarketOnlyIf:\n  - { id: r, title: R, owner: o, ${demand}${applies} }\n`
  const [commitment] = parseDocuments([{ file: 'p.yaml', text }]).commitments
  const [entry] = commitment?.entries ?? []
  if (!commitment || entry?.kind !== 'requirement') throw new Error(`${demand} cannot be read`)
  return formulaOf(commitment, entry)
}

/** Cases by the values of their leaves, in letters: met, not met, unknown. */
function cases(of: Formula, written: readonly string[]): SeenCase[] {
  const letters: Readonly<Record<string, Truth>> = { m: truths.met, n: truths.unmet, u: truths.unknown }
  return written.map((name) => {
    const values = [...name].map((letter) => letters[letter] ?? truths.unknown)
    return { name, place: { file: 't.yaml', line: 1, column: 1 }, values, outcome: outcomeUnder(of, values) }
  })
}

test('the formula of a requirement comes to what the engine says, for every case of the ready-made commitments', async () => {
  const { tests } = await loadTests({ files: ['rules'], cwd: root, now: '2026-10-07' })
  let compared = 0
  for (const input of tests) {
    for (const { decision } of runTest(input)) {
      for (const home of input.commitments) {
        for (const requirement of home.entries) {
          const found = decision?.requirements.find((item) => requirement.kind === 'requirement' && item.id === requirement.id)
          if (!found || requirement.kind !== 'requirement') continue
          const values = [...found.applies.findings, ...found.findings].map((finding) => truths[finding.result])
          expect(outcomeUnder(formulaOf(home, requirement), values), requirement.id).toBe(found.underlying)
          compared++
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(4000)
})

test.each([
  ['all: one met, each once not', 'require: { all: [{ a.x: 1 }, { a.y: 1 }] }', ['mm', 'nm', 'mn'], ['shown', 'shown']],
  [
    'all: both fail together, so neither does alone',
    'require: { all: [{ a.x: 1 }, { a.y: 1 }] }',
    ['mm', 'nn'],
    ['never-alone', 'never-alone'],
  ],
  ['all: an unknown beside it decides nothing', 'require: { all: [{ a.x: 1 }, { a.y: 1 }] }', ['mm', 'nu', 'mu'], ['shown', 'never-unmet']],
  ['any: each once met alone', 'require: { any: [{ a.x: 1 }, { a.y: 1 }] }', ['nn', 'mn', 'nm'], ['shown', 'shown']],
  ['any: what the other masks is not shown', 'require: { any: [{ a.x: 1 }, { a.y: 1 }] }', ['mm', 'nm', 'nn'], ['never-alone', 'shown']],
  ['never met', 'require: { a.x: 1 }', ['n', 'u'], ['never-met']],
  ['never unmet', 'require: { a.x: 1 }', ['m', 'u'], ['never-unmet']],
  ['present is met or unknown', 'require: { a.x: { present: true } }', ['m', 'u'], ['shown']],
  ['forbidden, each on its own', 'forbid: { a.x: 1, a.y: 1 }', ['mm', 'nm', 'mn'], ['shown', 'shown']],
  [
    'two of three',
    'require: { atLeastOf: { count: 2, of: [{ a.x: 1 }, { a.y: 1 }, { a.z: 1 }] } }',
    ['mmn', 'nmn', 'mnn', 'mnm'],
    ['shown', 'shown', 'shown'],
  ],
] as const)('%s', (_, demand, written, states) => {
  const of = formula(demand)
  expect(of.leaves.map((_leaf, index) => coverLeaf(of, index, cases(of, written)).state)).toEqual(states)
})

test('a leaf of the applicability decides between not-applicable and the rest', () => {
  const of = formula('require: { a.y: 1 }', '{ a.x: 1 }')
  expect(coverLeaf(of, 0, cases(of, ['mm', 'nm'])).state).toBe('shown')
  expect(coverLeaf(of, 0, cases(of, ['mm', 'nu'])).state).toBe('shown')
  expect(coverLeaf(of, 0, cases(of, ['mu', 'nu'])).state).toBe('never-alone')
})

test('a pair that is given shows what it is said to show', () => {
  const of = formula(
    'require: { all: [{ any: [{ a.x: 1 }, { not: { a.y: 1 } }] }, { atLeastOf: { count: 2, of: [{ a.z: 1 }, { b.x: 1 }, { b.y: 1 }] } }] }',
  )
  fc.assert(
    fc.property(
      fc.array(
        fc.array(fc.constantFrom('m', 'n', 'u'), { minLength: 5, maxLength: 5 }).map((letters) => letters.join('')),
        { minLength: 2, maxLength: 12 },
      ),
      (written) => {
        for (const index of of.leaves.keys()) {
          const { state, pair } = coverLeaf(of, index, cases(of, written))
          expect(pair !== undefined).toBe(state === 'shown')
          if (!pair) continue
          const [one, other] = pair
          expect([one.values[index], other.values[index]]).toEqual([truths.met, truths.unmet])
          expect([one.outcome, other.outcome]).toEqual(['met', 'unmet'])
          expect(outcomeUnder(of, one.values.with(index, truths.unmet))).not.toBe('met')
          expect(outcomeUnder(of, other.values.with(index, truths.met))).not.toBe('unmet')
        }
      },
    ),
  )
})
