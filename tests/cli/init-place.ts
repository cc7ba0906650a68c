import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { runTest } from '../../src/authoring/test-run.ts'
import { parseDocuments } from '../../src/index.ts'
import { Workplace } from './harness.ts'

export let place = new Workplace({})

/** A new place with these files; the one before is removed. */
export function given(files: Readonly<Record<string, string>>): Workplace {
  place.remove()
  place = new Workplace(files)
  return place
}

export const at = (file: string): string => join(place.folder, file)
export const read = (file: string): string => readFileSync(at(file), 'utf8')
export const git = (...args: string[]): unknown =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], { cwd: place.folder, stdio: 'ignore' })

/** Every file below the folder, hidden ones too, without those of Git. */
export function files(): string[] {
  return readdirSync(place.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/.git/') && !entry.parentPath.endsWith('/.git'))
    .map((entry) => join(entry.parentPath, entry.name).slice(place.folder.length + 1))
    .sort()
}

/** What is written into an empty folder. */
export const everything = [
  '.github/workflows/onlyif.yml',
  '.gitignore',
  '.onlyif/onlyif.schema.json',
  '.vscode/extensions.json',
  '.vscode/settings.json',
  'catalog.yaml',
  'launch.yaml',
  'onlyif.yaml',
  'rules/customer-promise.tests.yaml',
  'rules/customer-promise.yaml',
  'rules/fixtures/customer-promise.launch.yaml',
]

/** Check and lint pass as everything is written, without a warning but for the habits of what was there before. */
export async function passes(cwd = place.folder, habits: readonly string[] = []): Promise<void> {
  const lint = await place.run(['lint'], { cwd })
  expect([...lint.err.matchAll(/^\w+\[([\w/-]+)\]/gm)].map((match) => match[1])).toEqual(habits)
  expect(lint.code).toBe(0)
  expect(lint.out).toContain(habits.length === 0 ? 'no problems' : 'warning')
  const check = await place.run(['check'], { cwd })
  expect(check, check.out + check.err).toMatchObject({ code: 0, err: '' })
}

/** The written test proves what it says. */
export function testPasses(folder = 'rules', name = 'customer-promise', catalogs: readonly string[] = ['catalog.yaml']): void {
  const given = [`${folder}/${name}.yaml`, `${folder}/${name}.tests.yaml`, `${folder}/fixtures/${name}.launch.yaml`, ...catalogs]
  const documents = parseDocuments(given.map((file) => ({ file, text: read(file) })))
  expect(documents.diagnostics).toEqual([])
  const [suite] = documents.tests
  const [base] = documents.launches
  if (!suite || !base) throw new Error('no test was written')
  expect(join(dirname(`${folder}/x`), suite.launch)).toBe(`${folder}/fixtures/${name}.launch.yaml`)
  const results = runTest({ test: suite, commitments: documents.commitments, catalogs: documents.catalogs, launch: base, facts: [] })
  expect(results.flatMap(({ name: title, failures, diagnostics }) => [...failures, ...diagnostics].map((item) => [title, item]))).toEqual(
    [],
  )
  const seen = new Map<string, Set<string>>()
  for (const { decision } of results)
    for (const { id, outcome } of decision?.requirements ?? []) seen.set(id, new Set([...(seen.get(id) ?? []), outcome]))
  expect(seen.size).toBe(3)
  for (const outcomes of seen.values()) expect(outcomes).toContain('met')
}
