import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { coverageOf, percentOf } from '../src/authoring/coverage.ts'
import { mutate, scoreOf } from '../src/authoring/mutation/mutation.ts'
import { runTest } from '../src/authoring/test-run.ts'
import { loadTests } from '../src/cli/test/files.ts'
import { parseDocuments } from '../src/index.ts'
import { link } from '../src/model/link.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const read = (files: readonly string[]): ReturnType<typeof parseDocuments> =>
  parseDocuments(files.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') })))

const folders = readdirSync(join(root, 'rules')).sort()
const everything = folders.flatMap((folder) =>
  readdirSync(join(root, 'rules', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join('rules', folder, name)),
)

test('every document under rules reads without a diagnostic', () => {
  expect(read(everything).diagnostics).toEqual([])
})

test('the commitments under rules agree with their catalogs, mappings and waivers', () => {
  const documents = read(everything)
  expect(link({ ...documents, catalogs: documents.catalogs }).diagnostics).toEqual([])
})

const { tests, diagnostics } = await loadTests({ files: ['rules'], cwd: root, now: '2026-10-07' })
const runs = tests.map((input) => ({ input, results: runTest(input) }))

test('every folder has a test, and all of them load', () => {
  expect(diagnostics).toEqual([])
  expect(tests.map(({ test: { document } }) => dirname(document.file))).toEqual(folders.map((folder) => `rules/${folder}`))
})

describe.each(runs.map(({ input, results }) => [input.test.document.file, results] as const))('%s', (_, results) => {
  test.each(results.map((result) => [result.name, result] as const))('%s', (_name, result) => {
    expect(result.diagnostics).toEqual([])
    expect(result.failures).toEqual([])
  })
})

test.each(coverageOf(runs).map((cover) => [cover.commitment.id, cover] as const))(
  'the cases show every outcome and every condition of %s',
  (_, { requirements, outcomes, conditions }) => {
    const gaps = requirements.flatMap((item) => [
      ...item.outcomes.flatMap(({ outcome, cases }) => (cases.length === 0 ? [`${item.id} is never ${outcome}`] : [])),
      ...item.conditions.flatMap(({ leaf, state }) => (state === 'shown' ? [] : [`${item.id}: ${leaf.fact} ${leaf.operator} is ${state}`])),
    ])
    expect(gaps).toEqual([])
    expect([percentOf(outcomes), percentOf(conditions)]).toEqual([100, 100])
    expect(requirements.length).toBeGreaterThan(0)
  },
)

/** Mutants that no case can notice here, for nobody could approve a waiver: `onlyif.yaml` lists nobody, or only one person, for both roles. */
const unnoticeable: readonly string[] = [
  'enterprise-tier/checked-from-outside',
  'market-promise/someone-listens',
  'open-source-release/may-be-used',
  'open-source-release/ours-to-give',
  'open-source-release/told-in-confidence',
  'price-change/contracts-kept',
].map((id) => `${id}: \`waivers: never\` is gone`)

test.each(mutate(runs).map((result) => [result.commitment.id, result] as const))('the cases notice the mutants of %s', (_, result) => {
  const unnoticed = result.survivors.map(({ mutant }) => `${mutant.requirement ?? result.commitment.id}: ${mutant.what}`)
  expect(unnoticed.filter((item) => !unnoticeable.includes(item))).toEqual([])
  expect(scoreOf(result)).toBeGreaterThanOrEqual(95)
  expect(result.killed).toBeGreaterThan(100)
})
