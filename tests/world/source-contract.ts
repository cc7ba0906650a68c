import { expect, test } from 'vitest'
import type { FileReading, FileSource } from '../../src/model/file-source.ts'
import { expand } from '../../src/world/expand.ts'

/** What the sources of `contract` must hold. */
export const contractFiles: Readonly<Record<string, string>> = {
  'launch.yaml': 'a: 1\n',
  'rules/b.yaml': 'b\n',
  'rules/B.yaml': 'upper\n',
  'rules/{b}.yaml': 'named like a pattern\n',
  'rules/deep/er/c.json': '{}',
  'rules.yaml': 'not below rules\n',
  'ümlaut/ö.yaml': 'ö\n',
  '.hidden/d.yaml': 'no\n',
  'rules/.e.yaml': 'no\n',
  'rules/.f/g.yaml': 'no\n',
  'node_modules/p/h.yaml': 'h\n',
  'rules/node_modules/i.yaml': 'i\n',
}

/** The laws that every source of files keeps. */
export function contract(make: () => Promise<FileSource>): void {
  test('a listing shows every file but hidden ones and those of installed packages, sorted by code unit', async () => {
    const source = await make()
    expect(await source.list('')).toEqual([
      'launch.yaml',
      'rules.yaml',
      'rules/B.yaml',
      'rules/b.yaml',
      'rules/deep/er/c.json',
      'rules/{b}.yaml',
      'ümlaut/ö.yaml',
    ])
    expect(await source.list('rules')).toEqual(['rules/B.yaml', 'rules/b.yaml', 'rules/deep/er/c.json', 'rules/{b}.yaml'])
    expect(await source.list('rules/b.yaml')).toEqual(['rules/b.yaml'])
  })

  test('a file that is named like a pattern is found under its name, beside what the pattern matches', async () => {
    const { files, named, misses } = await expand(await make(), ['rules/{b}.yaml'])
    expect([files, [...named], misses]).toEqual([['rules/b.yaml', 'rules/{b}.yaml'], ['rules/{b}.yaml'], []])
  })

  test('a package is listed when it is asked for by name', async () => {
    expect(await (await make()).list('node_modules/p')).toEqual(['node_modules/p/h.yaml'])
  })

  test.each(['rul', 'nothing', '..', '../x', '/', '/etc', '.hidden', 'rules/.f', 'rules/', './rules', 'a\0b', 'a\\b'])(
    'nothing is listed for %j',
    async (folder) => {
      expect(await (await make()).list(folder)).toEqual([])
    },
  )

  test('a file is read byte by byte', async () => {
    const source = await make()
    expect(textOf(await source.read('rules/b.yaml', 100))).toBe('b\n')
    expect(textOf(await source.read('ümlaut/ö.yaml', 100))).toBe('ö\n')
    expect(textOf(await source.read('node_modules/p/h.yaml', 100))).toBe('h\n')
  })

  test('the limit is inclusive', async () => {
    const source = await make()
    expect(await source.read('launch.yaml', 5)).toMatchObject({ ok: true })
    expect(await source.read('launch.yaml', 4)).toMatchObject({ ok: false, problem: 'too-large' })
  })

  test.each(['', 'rules', 'no.yaml', 'launch.yaml/x', 'rules/deep'])('%j is no file', async (path) => {
    expect(await (await make()).read(path, 100)).toMatchObject({ ok: false, problem: 'not-found' })
  })

  test.each([
    '../x',
    '..',
    '/etc/passwd',
    '.hidden/d.yaml',
    'rules/.e.yaml',
    'rules/../launch.yaml',
    './launch.yaml',
    'rules//b.yaml',
    'launch.yaml\0',
    'rules\\b.yaml',
  ])('%j is refused as outside the root', async (path) => {
    expect(await (await make()).read(path, 100)).toMatchObject({ ok: false, problem: 'outside-root' })
  })
}

export function textOf(reading: FileReading): string | undefined {
  return reading.ok ? new TextDecoder().decode(reading.bytes) : undefined
}
