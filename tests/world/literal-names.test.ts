import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskSource } from '../../src/world/disk.ts'
import { passedOver } from '../../src/world/passed-over.ts'
import { loadWorld, type WorldArgs } from '../../src/world/world.ts'
import { commitment, facts, launch, mapping } from './documents.ts'
import { codesOf, config, type Files, judged, source, worldOf } from './small-world.ts'
import { folderOf } from './temporary-folder.ts'

const rules = { 'rules/a.yaml': commitment() }
const plain = (title: string): string => `title: ${title}\nowner: o\n`

describe('a file whose name reads like a pattern is not passed over', () => {
  const names = ['l{2}.yaml', 'l{2,3}.yaml', 'l{{2}}.yaml', 'l{2}{3}.yaml', 'l{.yaml', 'l?.yaml', 'l*.yaml', 'l**.yaml', '{l,{2}.yaml']

  test.each(names)('%s, as a shell names it', async (name) => {
    const files = { ...rules, 'launches/l2.yaml': launch('two'), [`launches/${name}`]: launch('like') }
    const launches = Object.keys(files).filter((file) => file.startsWith('launches/'))
    for (const args of [{ launches }, { launches: [`launches/${name}`] }, {}]) {
      const world = await worldOf(files, args)
      expect(world.diagnostics).toEqual([])
      expect(judged(world)).toContain('like')
    }
  })

  test.each(names)('%s is named outright, so it must hold a launch', async (name) => {
    const world = await worldOf(
      { ...rules, 'launches/l2.yaml': launch('two'), [`launches/${name}`]: facts('two') },
      { launches: [`launches/${name}`] },
    )
    expect(world.launches.flatMap(({ diagnostics }) => codesOf(diagnostics))).toEqual(['world/wrong-kind'])
  })

  const like = { 'rules/b2.yaml': commitment('b2'), 'rules/b{2}.yaml': commitment('like') }
  const loaded: readonly [why: string, files: Files, args: WorldArgs, commitments: string[]][] = [
    ['an argument', {}, { commitments: ['rules/b{2}.yaml'] }, ['b2', 'like']],
    ['the config', { 'onlyif.yaml': config("commitments: 'rules/b{2}.yaml'") }, {}, ['b2', 'like']],
    ['a folder of the config', { 'r{1}/x/c.yaml': commitment('c'), 'onlyif.yaml': config("commitments: 'r{1}/**'") }, {}, ['c']],
    ['a folder of an argument', { 'r{1}/x/c.yaml': commitment('c') }, { commitments: ['r{1}'] }, ['c']],
    ['a pattern below such a folder', { 'r{1}/c.yaml': commitment('c') }, { commitments: ['r{1}/*.yaml'] }, ['c']],
  ]
  test.each(loaded)('a commitment that %s names', async (_, files, args, commitments) => {
    const world = await worldOf({ ...like, 'launch.yaml': launch('one'), ...files }, args)
    expect(world.diagnostics).toEqual([])
    expect(world.commitments.map(({ id }) => id)).toEqual(commitments)
  })

  test('facts', async () => {
    const files = { ...rules, 'launch.yaml': launch('one'), 'f1.json': '{"a":1}', 'f{1}.json': '{"b":1}' }
    const world = await worldOf(files, { facts: ['more=f{1}.json'] })
    expect(world.launches[0]?.files.map(({ file }) => file)).toContain('f{1}.json')
  })

  test('in a working folder whose name does', async () => {
    const files = { ...rules, 'team1/launch.yaml': launch('other'), 'team{1}/launch.yaml': launch('own') }
    for (const name of ['launch.yaml', '*.yaml', '.', '**/*.yaml'])
      expect(judged(await worldOf(files, { launches: [name], place: { root: '/r', cwd: '/r/team{1}' } })), name).toContain('own')
  })

  test('outside the root, where a pattern is refused', async () => {
    const outside = { '../l{1}.yaml': launch('own'), '../l1.yaml': launch('other'), '../d{1}/l.yaml': launch('below') }
    expect(judged(await worldOf(rules, { launches: ['../l{1}.yaml', '../d{1}'] }, outside))).toEqual(['below', 'own'])
    const { diagnostics } = await worldOf(rules, { launches: ['../l{2}.yaml', '../*.yaml'] }, outside)
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '`../*.yaml` leads outside the root',
      '`../l{2}.yaml` leads outside the root',
    ])
  })

  test('beside files of a mapping that the pattern would match', async () => {
    const mapped = { 'onlyif.yaml': config('mappings: mapping.yaml'), 'mapping.yaml': mapping('keps/*/l1.yaml') }
    const files = { ...rules, ...mapped, 'keps/a/l1.yaml': plain('P'), 'keps/a/l{1}.yaml': launch('own'), 'keps/b/l1.yaml': plain('Q') }
    expect(judged(await worldOf(files, { launches: ['keps/a/l{1}.yaml'] }))).toEqual(['a', 'own'])
    expect(judged(await worldOf(files, { launches: ['keps/a/l1.yaml', 'keps/a/l{1}.yaml'] }))).toEqual(['a', 'own'])
  })

  test('of a mapping that reads it', async () => {
    const mapped = { 'onlyif.yaml': config('mappings: mapping.yaml'), 'mapping.yaml': mapping("'k{1}/*/l.yaml'") }
    const files = { ...rules, ...mapped, 'k{1}/a/l.yaml': plain('P'), 'k1/b/l.yaml': plain('Q') }
    expect(judged(await worldOf(files))).toEqual(['b', 'a'])
    expect(judged(await worldOf(files, { launches: ['k{1}'] }))).toEqual(['a'])
    expect(judged(await worldOf(files, { launches: ['k{1}/a/l.yaml'] }))).toEqual(['a'])
  })

  test('on disk, also where it is a link that leads away', async () => {
    const folder = await folderOf({ ...rules, 'launches/l2.yaml': launch('two') })
    await symlink(process.execPath, join(folder, 'launches/l{2}.yaml'))
    const head = diskSource(folder)
    const { launches } = await loadWorld({ trusted: head, head, args: { launches: ['launches/l{2}.yaml'] } })
    expect(launches.flatMap(({ diagnostics }) => codesOf(diagnostics))).toEqual(['file/outside-root'])
  })

  test('on disk, also where links to folders lie below', async () => {
    const folder = await folderOf({ ...rules, 'team/l{1}/a.yaml': launch('a'), 'more/b.yaml': launch('b') })
    await symlink('../../more', join(folder, 'team/l{1}/more'))
    const head = diskSource(folder)
    const { diagnostics } = await loadWorld({ trusted: head, head, args: { launches: ['team/l{1}'] } })
    expect(codesOf(diagnostics)).toEqual(['file/linked'])
  })

  test('nor is what lies nearer to it than the root', async () => {
    const files = { ...rules, 'team{1}/onlyif.yaml': config('requireProof: true'), 'team{1}/launch.yaml': launch('a') }
    const { config: own } = await worldOf(files)
    const standing = { source: source(files), place: { root: '/r', cwd: '/r' }, config: own, read: new Set<string>() }
    expect((await passedOver({ ...standing, named: ['team{1}/launch.yaml'] })).map(({ file }) => file)).toEqual(['team{1}/onlyif.yaml'])
    expect(await passedOver({ ...standing, named: ['**/*.yaml', '{a,b}/launch.yaml'] })).toEqual([])
  })
})
