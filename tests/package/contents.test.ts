import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pack, root, type Tarball } from './tarball.ts'

let tarball: Tarball
beforeAll(async () => {
  tarball = await pack()
})
afterAll(() => tarball.discard())

describe('what is in the package', () => {
  test('nothing but what belongs there', () => {
    const top = new Set(tarball.files.map((file) => file.split('/')[0]))
    expect([...top].sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json', 'rules', 'schemas'])
    const inDist = new Set(tarball.files.filter((file) => file.startsWith('dist/')).map((file) => file.split('/')[1]))
    expect([...inDist].sort()).toEqual(
      [
        'bin',
        'engine',
        'github',
        'index.d.ts',
        'index.js',
        'model',
        'report',
        'server',
        'source',
        'store',
        'third-party-licences.txt',
      ].sort(),
    )
    expect(tarball.files.filter((file) => !/\.(?:js|d\.ts|txt|json|ya?ml|md|tsv)$/.test(file) && file !== 'LICENSE')).toEqual([])
    expect(tarball.files.filter((file) => /(?:^|\/)\.|node_modules|\.test\.|\.tsbuildinfo$|\.map$/.test(file))).toEqual([])
    expect(tarball.size).toBeLessThan(2_800_000)
  })

  test('every file of the library is one that it loads, with its types', () => {
    const modules = tarball.files.filter((file) => /^dist\/(?!bin\/).*\.js$/.test(file))
    const loaded = new Set<string>()
    const visit = (file: string): void => {
      if (loaded.has(file)) return
      loaded.add(file)
      const text = readFileSync(join(root, file), 'utf8')
      for (const [, path = ''] of text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)["']/g)) visit(join(file, '..', path))
    }
    visit('dist/index.js')
    expect([...loaded].filter((file) => file.startsWith('dist/store/'))).toEqual([])
    visit('dist/store/index.js')
    expect([...loaded].filter((file) => file.startsWith('dist/bin/'))).toEqual([])
    visit('dist/server/index.js')
    visit('dist/server/github-app/index.js')
    const types = modules.filter((file) => !loaded.has(file)).map((file) => readFileSync(join(root, file), 'utf8').trim())
    // What holds types only is an empty module.
    expect(types.filter((text) => text !== 'export {};')).toEqual([])
    expect(modules.filter((file) => !tarball.files.includes(file.replace(/\.js$/, '.d.ts')))).toEqual([])
  })
})

test('publint finds nothing to say', async () => {
  const bytes = await readFile(tarball.path)
  const { messages } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer }, level: 'warning', strict: true })
  expect(messages).toEqual([])
})

test('types resolve as the code does, in every way of importing it', async () => {
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(await readFile(tarball.path))))
  if (!analysis.types) throw new Error('the package has no types')
  // Two things are as they are meant to be. The package is an ES module only: with two copies of one engine in a program, what
  // one of them has read is nothing to the other. `require` of it works on every Node that the package is for (>= 20.19),
  // which the test of consumers tries; "CommonJS resolves to an ES module" is a problem on older ones alone.
  // And the doors beside the front one are found by `exports`, which the oldest way of resolving, of TypeScript before 4.7, does not read.
  const unmeant = analysis.problems.filter(
    (problem) =>
      !(problem.kind === 'CJSResolvesToESM' && problem.resolutionKind === 'node16-cjs') &&
      !(problem.kind === 'NoResolution' && problem.resolutionKind === 'node10' && problem.entrypoint !== '.'),
  )
  expect(unmeant).toEqual([])
  expect(analysis.problems.length).toBeGreaterThan(0)
})
