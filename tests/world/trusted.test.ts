import { describe, expect, test } from 'vitest'
import { loadWorld } from '../../src/world/world.ts'
import { catalog, commitment, facts, launch } from './documents.ts'
import { codesOf, config, judged, source, worldOf } from './small-world.ts'

describe('without a config', () => {
  test('everything lies where it does by default', async () => {
    const world = await worldOf({
      'rules/a/commitment.yaml': commitment('a'),
      'rules/a/catalog.yaml': catalog,
      'rules/a/fixtures/good.yaml': launch('fixture'),
      'waivers.yaml': 'apiVersion: onlyif/v1\nkind: Waivers\nwaivers: []\n',
      'launch.yaml': launch('one'),
      'launches/two.yaml': launch('two'),
      'launches/deep/three.yaml': 'kind: Other\n',
      'facts/support/two.yml': facts('two'),
      'facts/README.md': 'not: [facts',
    })
    expect(world.diagnostics).toEqual([])
    expect([world.commitments.length, world.catalogs.length, world.waivers.length]).toEqual([1, 1, 1])
    expect(world.launches.map((item) => [item.name, item.file, item.facts.length, item.diagnostics])).toEqual([
      ['one', 'launch.yaml', 0, []],
      ['two', 'launches/two.yaml', 1, []],
    ])
    expect([...world.digests.keys()]).toEqual([
      'rules/a/catalog.yaml',
      'rules/a/commitment.yaml',
      'waivers.yaml',
      'launch.yaml',
      'launches/two.yaml',
      'facts/support/two.yml',
    ])
    expect(world.launches[1]?.files.map((input) => input.file)).toEqual(['launches/two.yaml', 'facts/support/two.yml'])
  })

  test('nothing at all is two errors', async () => {
    const world = await worldOf({})
    expect(world.diagnostics.map((item) => [item.code, item.severity])).toEqual([
      ['world/no-commitment', 'error'],
      ['world/no-launch', 'error'],
    ])
  })

  test('a broken commitment is told once, not as absent as well', async () => {
    const world = await worldOf({ 'rules/a.yaml': commitment().replace('owner: product\n', ''), 'launch.yaml': launch('one') })
    expect(codesOf(world.diagnostics)).toEqual(['document/missing-key'])
    expect(world.commitments).toEqual([])
  })
})

describe('a config', () => {
  const files = {
    'pledges/a.yaml': commitment(),
    'known/facts.yaml': catalog,
    'products/x/l.yaml': launch('x'),
    'rules/b.yaml': commitment('b'),
    'launch.yaml': launch('y'),
    'more/x.yaml': facts('x'),
  }

  test('replaces the defaults of the keys it states', async () => {
    const world = await worldOf({
      ...files,
      'onlyif.yaml': config('commitments: pledges\ncatalog: known/facts.yaml\nlaunches: products/*/l.yaml\nfacts: [more/*.yaml]'),
    })
    expect(world.diagnostics).toEqual([])
    expect(world.commitments.map((item) => item.id)).toEqual(['promise'])
    expect(world.catalogs.length).toBe(1)
    expect(judged(world)).toEqual(['x'])
    expect(world.launches[0]?.facts.length).toBe(1)
  })

  test.each([
    ['commitments: pldges/a.yaml', 'did you mean `pledges/a.yaml`?'],
    ['commitments: [pledges/*.yaml, nothing/*.yaml]', undefined],
    ['catalog: [known/facts.yaml, gone.yaml]', undefined],
    ['mappings: m/*.yaml', undefined],
    ['waivers: gone.yaml', undefined],
    ['facts: gone.yaml', undefined],
    ['launches: [launch.yaml, gone.yaml]', undefined],
    ['launches: ../up/*.yaml', expect.stringContaining('from the root')],
    ['waivers: ../up/*.yaml', expect.stringContaining('from the root')],
  ])('that states %s is told where nothing is there', async (line, hint) => {
    const world = await worldOf({ ...files, 'onlyif.yaml': config(line) })
    expect(world.diagnostics).toMatchObject([{ code: 'world/nothing-matched', file: 'onlyif.yaml', range: { start: { line: 3 } } }])
    if (hint) expect(world.diagnostics[0]?.hint).toEqual(hint)
  })

  test.each(['waivers: w/*.yaml', 'facts: f/*.yaml', 'facts: []'])('%s may match nothing yet', async (line) => {
    expect((await worldOf({ ...files, 'onlyif.yaml': config(line) })).diagnostics).toEqual([])
  })

  test('cannot reach what is hidden or outside', async () => {
    const world = await worldOf(
      { ...files, '.secret/a.yaml': commitment(), 'onlyif.yaml': config('commitments: [.secret/a.yaml, ../b.yaml, /etc/c.yaml]') },
      {},
      { '../b.yaml': commitment() },
    )
    expect(world.diagnostics.map((item) => [item.code, item.file])).toEqual([
      ['file/outside-root', '../b.yaml'],
      ['file/outside-root', '.secret/a.yaml'],
      ['file/outside-root', '/etc/c.yaml'],
    ])
  })

  test('that is broken, of another kind or there twice ends the run', async () => {
    for (const [text, code] of [
      ['kind: [', 'yaml/syntax'],
      [commitment(), 'world/wrong-kind'],
      [`${config('')}---\n${config('')}`, 'world/several-documents'],
      [config('launchs: x'), 'document/unknown-key'],
    ] as const) {
      expect(codesOf((await worldOf({ ...files, 'onlyif.yaml': text })).diagnostics)).toContain(code)
    }
  })

  test('sets the limits', async () => {
    const world = await worldOf({ ...files, 'onlyif.yaml': config('limits: { maxBytes: 80 }') })
    expect(codesOf(world.diagnostics)).toContain('file/too-large')
    expect(world.launches[0]?.diagnostics).toMatchObject([{ code: 'file/too-large', file: 'launch.yaml' }])
  })

  test('comes from the trusted side, like all that judges, and launches from the head', async () => {
    const trusted = source({ 'onlyif.yaml': config('launches: l/*.yaml'), 'rules/a.yaml': commitment('old') })
    const head = source({
      'onlyif.yaml': config('launches: none/*.yaml\ncommitments: easy.yaml'),
      'easy.yaml': commitment('easy'),
      'rules/a.yaml': commitment('new'),
      'l/a.yaml': launch('a'),
    })
    const world = await loadWorld({ trusted, head })
    expect(world.commitments.map((item) => item.id)).toEqual(['old'])
    expect(judged(world)).toEqual(['a'])
    expect(world.files.map((input) => input.file)).toEqual(['onlyif.yaml', 'rules/a.yaml'])
  })

  test('a file that both sides have in different forms has no digest by its name alone', async () => {
    const both = (id: string): string => `${commitment(id)}---\n${launch('a')}`
    const args = { commitments: ['all.yaml'], launches: ['all.yaml'] }
    const world = await loadWorld({ trusted: source({ 'all.yaml': both('old') }), head: source({ 'all.yaml': both('new') }), args })
    expect(judged(world)).toEqual(['a'])
    expect(world.digests.has('all.yaml')).toBe(false)
    expect(world.files[0]?.digest).not.toBe(world.launches[0]?.files[0]?.digest)
  })
})

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
