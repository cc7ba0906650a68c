import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runTest } from '../src/authoring/test-run.ts'
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

const trusted = read([...everything.filter((file) => /(?:commitment|catalog)\.yaml$/.test(file)), 'onlyif.yaml'])

describe.each(everything.filter((file) => file.endsWith('tests.yaml')))('%s', (file) => {
  const { tests, diagnostics } = read([file])
  const [suite] = tests
  if (!suite) throw new Error(`${file} holds no CommitmentTest`)
  const base = read([relative(root, join(root, dirname(file), suite.launch))])
  const [launch] = base.launches
  if (!launch) throw new Error(`${suite.launch} holds no Launch`)
  const commitments = trusted.commitments.filter((item) => isJudgedBy(item.id))
  const [config] = trusted.configs
  const results = runTest({ test: suite, commitments, catalogs: trusted.catalogs, ...(config && { config }), launch, facts: base.facts })

  function isJudgedBy(id: string): boolean {
    const own = trusted.commitments.find((item) => item.id === suite?.commitment)
    const sames = (own?.entries ?? []).flatMap((entry) => (entry.kind === 'same' ? [entry.same.split('/')[0]] : []))
    return id === suite?.commitment || sames.includes(id)
  }

  test('it reads without a diagnostic', () => {
    expect([...diagnostics, ...base.diagnostics]).toEqual([])
  })

  test.each(results.map((result) => [result.name, result] as const))('%s', (_, result) => {
    expect(result.diagnostics).toEqual([])
    expect(result.failures).toEqual([])
  })

  test('each of its requirements is seen met, unmet and unknown', () => {
    const seen = new Map<string, Set<string>>()
    for (const { decision } of results) {
      for (const { id, outcome, underlying } of decision?.requirements ?? [])
        seen.set(id, new Set([...(seen.get(id) ?? []), outcome, underlying]))
    }
    const own = trusted.commitments.find((item) => item.id === suite.commitment)
    const listed = own?.entries.map((entry) => (entry.kind === 'same' ? entry.same : entry.id)) ?? []
    const gaps = [...seen]
      .filter(([id]) => listed.includes(id))
      .flatMap(([id, outcomes]) =>
        ['met', 'unmet', 'unknown'].filter((outcome) => !outcomes.has(outcome)).map((outcome) => `${id} is never ${outcome}`),
      )
    expect(gaps).toEqual([])
  })
})
