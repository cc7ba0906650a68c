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
