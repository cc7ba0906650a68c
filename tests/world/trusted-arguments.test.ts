import { describe, expect, test } from 'vitest'
import { loadWorld } from '../../src/world/world.ts'
import { catalog, commitment, facts, launch } from './documents.ts'
import { codesOf, config, judged, source, worldOf } from './small-world.ts'

describe('arguments', () => {
  const files = {
    'rules/a.yaml': commitment('a'),
    'launch.yaml': launch('one'),
    'sub/two.yaml': launch('two'),
    'sub/deep/three.json': '{"apiVersion":"onlyif/v1","kind":"Launch","id":"three","title":"t","owner":"o"}',
    'other/catalog.yaml': catalog,
  }

  test.each([
    [['sub/two.yaml'], ['two']],
    [['sub'], ['three', 'two']],
    [
      ['s*/*.yaml', 'launch.yaml'],
      ['one', 'two'],
    ],
    [['./sub/../launch.yaml', 'launch.yaml'], ['one']],
  ])('%j name launches', async (launches, expected) => {
    const world = await worldOf(files, { launches })
    expect(world.diagnostics).toEqual([])
    expect(judged(world)).toEqual(expected)
  })

  test('start at the working folder and are named from the root', async () => {
    const place = { root: '/r', cwd: '/r/sub' }
    const world = await worldOf(files, {
      place,
      launches: ['two.yaml', '../launch.yaml', '/r/sub/deep/three.json'],
      commitments: ['../rules/a.yaml'],
    })
    expect(world.diagnostics).toEqual([])
    expect(world.launches.map((item) => item.file)).toEqual(['launch.yaml', 'sub/deep/three.json', 'sub/two.yaml'])
  })

  test('may name files outside the root one by one, never by glob', async () => {
    const place = { root: '/r', cwd: '/r/sub' }
    const outside = { '../away/l.yaml': launch('away'), '../away/c.yaml': commitment('far') }
    const world = await worldOf(
      files,
      { place, launches: ['../../away/l.yaml', '../../away/*.yaml'], commitments: ['/away/c.yaml'] },
      outside,
    )
    expect(judged(world)).toEqual(['away'])
    expect(world.launches[0]?.file).toBe('../away/l.yaml')
    expect(world.commitments.map((item) => item.id)).toEqual(['far'])
    expect(world.diagnostics).toMatchObject([{ code: 'world/nothing-matched', file: '../../away/*.yaml' }])
    const closed = await loadWorld({ trusted: source(files), head: source(files), args: { place, launches: ['../../away/l.yaml'] } })
    expect(codesOf(closed.diagnostics)).toEqual(['world/nothing-matched'])
  })

  test('that match nothing are told by the name that was given, with the nearest one', async () => {
    const world = await worldOf(files, { place: { root: '/r', cwd: '/r/sub' }, launches: ['tow.yaml', 'x*.yaml'] })
    expect(world.diagnostics.map((item) => [item.code, item.file, item.hint])).toEqual([
      ['world/nothing-matched', 'tow.yaml', 'did you mean `two.yaml`?'],
      ['world/nothing-matched', 'x*.yaml', undefined],
    ])
  })

  test('that name facts or launches at the root keep them from being told as unread', async () => {
    const strays = { ...files, 'f.yaml': facts('one') }
    const misnamed = async (args: Parameters<typeof worldOf>[1]): Promise<string[]> =>
      (await worldOf(strays, args)).diagnostics.filter((item) => item.code === 'world/misnamed').map(({ file }) => file)
    expect(await misnamed({})).toContain('f.yaml')
    expect(await misnamed({ facts: ['f.yaml'] })).not.toContain('f.yaml')
    expect(await misnamed({ facts: ['*.yaml'] })).not.toContain('f.yaml')
    expect(await misnamed({ facts: ['beta=f.yaml'] })).not.toContain('f.yaml')
    expect(await misnamed({ launches: ['f.yaml'] })).not.toContain('f.yaml')
  })

  test('that name launches, or a config that does, keep those in folders below from being told; so does a config of their own', async () => {
    const deeper = {
      'launches/c.yaml': launch('c'),
      'launches/eu/a.yaml': launch('x'),
      'launches/eu/b.yaml': launch('y'),
      'launches/us/east/c.json': '{}',
      'launches/us/d.md': '',
    }
    const told = async (more: Parameters<typeof worldOf>[0], args: Parameters<typeof worldOf>[1] = {}): Promise<unknown[]> =>
      (await worldOf({ ...files, ...deeper, ...more }, args)).diagnostics.map(({ code, file }) => [code, file])
    expect(await told({})).toEqual([['world/misnamed', 'launches/eu/a.yaml']])
    // Who follows the hint must not lose what is judged already.
    const [first] = (await worldOf({ ...files, ...deeper })).diagnostics
    expect(first?.hint).toContain('`launches: [launch.yaml, launches/**/*.yaml]` for all')
    expect(await told({ 'launches/us/east/f.yml': launch('z') })).toContainEqual(['world/misnamed', 'launches/us/east/f.yml'])
    expect(await told({}, { launches: ['launch.yaml'] })).toEqual([])
    expect(await told({ 'onlyif.yaml': config('launches: launches/*.yaml') })).toEqual([])
    expect(await told({ 'onlyif.yaml': config('launches: launches/**/*.yaml') })).toEqual([])
    expect(await told({ 'launches/eu/onlyif.yaml': config('requireProof: true') })).toEqual([])
  })

  test('that name a file of another kind are told', async () => {
    const world = await worldOf(
      { ...files, 'f.yaml': facts('one') },
      { launches: ['f.yaml', 'rules/a.yaml'], commitments: ['launch.yaml', 'rules/a.yaml'], catalog: ['rules/a.yaml'] },
    )
    expect(world.diagnostics.map((item) => [item.code, item.file])).toEqual([
      ['world/wrong-kind', 'launch.yaml'],
      ['world/wrong-kind', 'rules/a.yaml'],
      ['world/wrong-kind', 'rules/a.yaml'],
    ])
    expect(world.launches.map((item) => [item.name, codesOf(item.diagnostics), item.diagnostics[0]?.hint])).toEqual([
      ['f.yaml', ['world/wrong-kind'], 'facts are given with `--facts f.yaml`'],
    ])
  })

  test('that name a commitment for a launch get one error, and nothing is judged, whether it is read or lies where nobody looks', async () => {
    const codes = async (name: string, kept: Parameters<typeof worldOf>[0]): Promise<unknown> => {
      const { diagnostics, launches } = await worldOf({ ...files, ...kept }, { launches: [name, 'launch.yaml'] })
      return [diagnostics.map((item) => [item.code, item.file]), launches.map((item) => item.file)]
    }
    const stray = { 'promise.yaml': files['rules/a.yaml'].replace('id: a', 'id: stray') }
    expect(await codes('promise.yaml', stray)).toEqual([[['world/wrong-kind', 'promise.yaml']], ['launch.yaml']])
    expect(await codes('rules/a.yaml', {})).toEqual([[['world/wrong-kind', 'rules/a.yaml']], ['launch.yaml']])
  })

  test('replace what config says of commitments, catalog and waivers', async () => {
    const world = await worldOf({ ...files, 'onlyif.yaml': config('catalog: gone.yaml') }, { catalog: ['other'] })
    expect(world.diagnostics).toEqual([])
    expect(world.catalogs.length).toBe(1)
  })
})
