import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import * as source from '../../src/index.ts'
import { script, weigh } from './bundle.ts'
import { root } from './tarball.ts'

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

describe('what a page loads', () => {
  test.each([
    ['to judge by both keys', 'parseDocuments, prepare, judge, decide, hasErrors', { brotli: 120_000, gzip: 136_000 }],
    // The reporters are in it, and the tables of Unicode that patterns need, which make a third of it.
    ['when it uses every public name', '*', { brotli: 150_000, gzip: 172_000 }],
  ])('%s', async (what, names, limits) => {
    const { atOnce, later, texts } = await weigh(names)
    for (const text of texts) expect(text).not.toMatch(/["'`]node:|\brequire\("(?:fs|path|crypto|util)"\)/)
    process.stdout.write(
      `${what}: ${kilobytes(atOnce.minified)} minified, ${kilobytes(atOnce.gzip)} with gzip, ${kilobytes(atOnce.brotli)} with brotli; ` +
        `the second key, loaded when it is first turned: ${kilobytes(later.gzip)} with gzip\n`,
    )
    expect(atOnce.brotli).toBeLessThan(limits.brotli)
    expect(atOnce.gzip).toBeLessThan(limits.gzip)
    // The second engine is not loaded by who judges by one key.
    expect(later.gzip).toBeGreaterThan(20_000)
  })
})

test('in a browser it judges to the same bytes as in Node, without process, Buffer, require or code made at run time', async () => {
  const folder = join(root, 'rules/market-promise')
  const files = ['commitment.yaml', 'catalog.yaml', 'waivers.yaml', 'launches/one-page-checkout.yaml', 'launches/saved-baskets.yaml'].map(
    (file) => ({
      file,
      text: readFileSync(join(folder, file), 'utf8'),
    }),
  )
  const judged = async (library: typeof source): Promise<string> => {
    const documents = library.parseDocuments(files)
    const told: string[] = []
    for (const launch of documents.launches) {
      const input = { documents, launch, now: '2026-10-07T09:00:00Z' }
      for (const { decision, diagnostics } of [library.judge(input), await library.decide(input)]) {
        told.push(library.canonicalJson(decision ?? null), library.diagnosticsText(diagnostics))
        for (const format of library.formats) if (decision) told.push(library.report([decision], { format }))
      }
    }
    return JSON.stringify(told)
  }
  // Of what every browser has, this is all that is used.
  const globals = { TextEncoder, URL, setTimeout, files, told: undefined as Promise<string> | undefined }
  const context = createContext(globals, { codeGeneration: { strings: false, wasm: false } })
  runInContext(`${await script()}\n;var judged = ${judged.toString()}\n;told = judged(onlyif)`, context)
  expect(runInContext('[typeof process, typeof Buffer, typeof require, typeof global]', context)).toEqual(Array(4).fill('undefined'))
  const inBrowser = await globals.told
  const inNode = await judged((await import(join(root, 'dist/index.js'))) as typeof source)
  expect(inNode).toContain('\\"verdict\\":\\"no-go\\"')
  expect(inNode).not.toContain('\\"reason\\":\\"fault\\"')
  // Not `toBe`, which would print both.
  expect(inBrowser === inNode).toBe(true)
  expect(inNode === (await judged(source))).toBe(true)
})

test('the parser that is built into the package reads as the one it was taken from, whole texts and broken ones', async () => {
  const built = (await import(join(root, 'dist/index.js'))) as typeof source
  const texts = readdirSync(join(root, 'rules'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(root, 'rules', file), 'utf8'))
    .filter((text) => text.length < 10_000)
  const cut = texts.flatMap((text) => [1, 0.83, 0.61, 0.42, 0.23].map((part) => text.slice(0, Math.floor(text.length * part))))
  const all = [
    ...cut,
    '"\\x41\\q"',
    "'it''s'",
    'a: |2-\n   x\n\n   y\n',
    'a: >\n  x\n  y\n\n  z\n',
    '{ a: [1, }',
    '? a\n: b',
    '%YAML 1.1\n---\na',
  ]
  expect(all.length).toBeGreaterThan(50)
  for (const text of all) {
    const files = [{ file: 'x.yaml', text }]
    const [mine, theirs] = [source.parseDocuments(files), built.parseDocuments(files)]
    expect(theirs.diagnostics).toEqual(mine.diagnostics)
    expect(JSON.stringify(theirs.launches)).toBe(JSON.stringify(mine.launches))
  }
})
