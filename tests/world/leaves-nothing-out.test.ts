import { describe, expect, test } from 'vitest'
import type { WorldArgs } from '../../src/world/world.ts'
import { commitment, facts, launch, mapping } from './documents.ts'
import { codesOf, config, type Files, judged, worldOf } from './small-world.ts'

const rules = { 'rules/a.yaml': commitment() }
const mapped = { 'onlyif.yaml': config('mappings: mapping.yaml'), 'mapping.yaml': mapping('plain/*/l.yaml') }
const plain = 'title: P\nowner: o\n'

describe('arguments that leave nothing out', () => {
  const rows: readonly [why: string, files: Files, args: WorldArgs, judged: string[], codes: string[]][] = [
    ['add to what is found', { 'launches/a.yaml': launch('a'), 'more/b.yaml': launch('b') }, { launches: ['more'] }, ['a', 'b'], []],
    ['name what is found once more', { 'launches/a.yaml': launch('a') }, { launches: ['launches/a.yaml', 'launches'] }, ['a'], []],
    [
      'name what nobody looks for, which is then judged',
      { 'launches/a.yaml': launch('a'), 'launches/b.yml': launch('b'), 'launches/sub/c.yaml': launch('c') },
      { launches: ['launches/*.yml', 'launches/sub/c.yaml'] },
      ['a', 'b', 'c'],
      [],
    ],
    [
      'tell what nobody looks for',
      { 'launches/a.yaml': launch('a'), 'b.yaml': launch('b') },
      { launches: ['launches'] },
      ['a'],
      ['misnamed'],
    ],
    [
      'tell what nobody looks for, also where facts are looked for there',
      { 'launches/a.yaml': launch('a'), 'b.yaml': `${launch('b')}---\n${facts('a')}` },
      { facts: ['b.yaml'] },
      ['a'],
      ['misnamed'],
    ],
    [
      'keep what mappings find',
      { ...mapped, 'plain/a/l.yaml': plain, 'plain/b/l.yaml': plain, 'launches/c.yaml': launch('c') },
      { launches: ['plain/a'] },
      ['c', 'a', 'b'],
      [],
    ],
    ['find nothing', {}, { launches: ['rules'] }, [], ['no-launch']],
  ]

  test.each(rows)('%s', async (_, files, args, launches, codes) => {
    const world = await worldOf({ ...rules, ...files }, { ...args, leavesNothingOut: true })
    expect([judged(world), codesOf(world.diagnostics)]).toEqual([launches, codes.map((code) => `world/${code}`)])
  })

  test('say of a file that must hold a launch and holds none that it does', async () => {
    const world = await worldOf(
      { ...rules, 'launches/a.yaml': launch('a'), 'launches/x.yaml': facts('a') },
      { launches: ['launches/x.yaml'], leavesNothingOut: true },
    )
    expect(world.launches.map((item) => [item.name, codesOf(item.diagnostics)])).toEqual([
      ['a', []],
      ['launches/x.yaml', ['world/wrong-kind']],
    ])
  })

  test('say of no launch everywhere that it was looked for', async () => {
    const { diagnostics } = await worldOf(rules, { launches: ['rules'], leavesNothingOut: true })
    expect(diagnostics[0]?.message).toBe('no launch was found in `rules`, `launch.yaml`, `launches/*.yaml`')
  })
})

describe('a folder that holds what a mapping reads, and manifests', () => {
  const files = { ...rules, ...mapped, 'plain/a/l.yaml': plain, 'launch.yaml': launch('root'), 'launches/c.yaml': launch('c') }
  const rows: readonly [argument: string, judged: string[]][] = [
    ['.', ['root', 'c', 'a']],
    ['plain', ['a']],
    ['launches', ['c']],
    ['*/**', ['c', 'a']],
  ]

  test.each(rows)('stands for both: %s', async (argument, expected) => {
    const world = await worldOf(files, { launches: [argument] })
    expect([judged(world), codesOf(world.diagnostics)]).toEqual([expected, []])
  })

  test('stands for the mapped ones where the command line says how manifests are mapped', async () => {
    expect(judged(await worldOf(files, { launches: ['.'], mappings: ['mapping.yaml'] }))).toEqual(['a'])
  })
})
