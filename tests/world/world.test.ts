import { describe, expect, test } from 'vitest'
import { commitment, facts, launch, mapping } from './documents.ts'
import { codesOf, config, judged, stdin, worldOf } from './small-world.ts'

describe('manifests', () => {
  const rules = { 'rules/a.yaml': commitment() }

  test('a broken one stops no other', async () => {
    const world = await worldOf({
      ...rules,
      'launches/a.yaml': launch('a').replace('owner: team\n', ''),
      'launches/b.yaml': 'kind: [',
      'launches/c.yaml': launch('c'),
    })
    expect(world.diagnostics).toEqual([])
    expect(judged(world)).toEqual(['c'])
    expect(world.launches.map((item) => [item.name, codesOf(item.diagnostics)])).toEqual([
      ['a', ['document/missing-key']],
      ['launches/b.yaml', ['yaml/syntax']],
      ['c', []],
    ])
  })

  test('several launches in one file are told apart, and so is what is wrong with them', async () => {
    const bad = launch('b').replace('title: The launch b\n', '')
    const world = await worldOf({
      ...rules,
      'launch.yaml': [launch('a'), bad, launch('x').replace('id: x\n', ''), facts('a'), launch('c')].join('---\n'),
    })
    expect(world.launches.map((item) => [item.name, item.launch !== undefined, codesOf(item.diagnostics), item.facts.length])).toEqual([
      ['a', true, [], 1],
      ['b', false, ['document/missing-key'], 0],
      ['launch.yaml#3', false, ['document/missing-key'], 0],
      ['c', true, [], 0],
    ])
  })

  test('a document that cannot be told for what it is closes the launches beside it, as it may have held their facts', async () => {
    const world = await worldOf({
      ...rules,
      'launches/a.yaml': `${launch('a')}---\nkind: {\n`,
      'launches/b.yaml': `${launch('b')}---\n${facts('b').replace('kind: Facts', 'kind: Fcts')}`,
      'launches/c.yaml': launch('c'),
    })
    expect(judged(world)).toEqual(['c'])
    expect(world.launches.map((item) => codesOf(item.diagnostics))).toEqual([['yaml/syntax'], ['document/unknown-kind'], []])
  })

  test('facts in one manifest can be for the launch of another', async () => {
    const world = await worldOf({ ...rules, 'launches/a.yaml': `${launch('a')}---\n${facts('b')}`, 'launches/b.yaml': launch('b') })
    expect(world.launches.map((item) => item.facts.length)).toEqual([0, 1])
  })

  test('two with one id are both left unjudged', async () => {
    const world = await worldOf({
      ...rules,
      'launches/a.yaml': launch('same'),
      'launches/b.yaml': launch('same'),
      'launches/c.yaml': launch('c'),
    })
    expect(judged(world)).toEqual(['c'])
    expect(world.launches.slice(0, 2).map((item) => item.diagnostics)).toMatchObject([
      [
        {
          code: 'document/duplicate-id',
          file: 'launches/a.yaml',
          range: { start: { line: 3, column: 5 } },
          related: [{ file: 'launches/b.yaml' }],
        },
      ],
      [{ code: 'document/duplicate-id', file: 'launches/b.yaml', related: [{ file: 'launches/a.yaml' }] }],
    ])
  })

  test('one can come from standard input', async () => {
    const world = await worldOf(
      { ...rules, 'launch.yaml': launch('one') },
      { launches: ['-', 'launch.yaml'], stdin: stdin(launch('piped')) },
    )
    expect(world.launches.map((item) => [item.name, item.file])).toEqual([
      ['one', 'launch.yaml'],
      ['piped', '<stdin>'],
    ])
  })

  test('standard input is read for one thing', async () => {
    const world = await worldOf(
      { ...rules, 'launch.yaml': launch('one') },
      { launches: ['-'], facts: ['-'], stdin: stdin(launch('piped')) },
    )
    expect(codesOf(world.launches[0]?.diagnostics ?? [])).toEqual(['world/stdin-twice'])
    expect(judged(world)).toEqual([])
  })

  test('a standard input that fails, or is not there, is a diagnostic', async () => {
    const failing = await worldOf(rules, { launches: ['-'], stdin: () => Promise.reject(new Error('closed')) })
    expect(failing.launches).toMatchObject([
      { name: '<stdin>', diagnostics: [{ code: 'file/unreadable', message: expect.stringContaining('closed') }] },
    ])
    expect((await worldOf(rules, { launches: ['-'] })).launches).toMatchObject([{ diagnostics: [{ code: 'file/unreadable' }] }])
  })
})

describe('mappings', () => {
  const files = {
    'rules/a.yaml': commitment(),
    'm.yaml': mapping('"p/*/x.yaml"'),
    'p/one/x.yaml': 'title: One\nowner: o\n',
    'p/two/x.yaml': 'title: Two\nowner: o\n',
    'launch.yaml': launch('own'),
  }

  test('of the config stand beside manifests', async () => {
    expect(judged(await worldOf({ ...files, 'onlyif.yaml': config('mappings: m.yaml') }))).toEqual(['own', 'one', 'two'])
  })

  test('of the command line alone say what a launch is', async () => {
    expect(judged(await worldOf(files, { mappings: ['m.yaml'] }))).toEqual(['one', 'two'])
  })

  test.each([
    [['p/one'], ['one']],
    [['p/two/x.yaml'], ['two']],
    [['p/t*/*'], ['two']],
    [
      ['launch.yaml', 'p'],
      ['own', 'one', 'two'],
    ],
  ])('are narrowed by %j', async (launches, expected) => {
    expect(judged(await worldOf(files, { mappings: ['m.yaml'], launches }))).toEqual(expected)
  })

  test('that match no file are told', async () => {
    const world = await worldOf({ ...files, 'm.yaml': mapping('q/*.yaml') }, { mappings: ['m.yaml'] })
    expect(world.diagnostics).toMatchObject([{ code: 'mapping/nothing-matched', file: 'm.yaml', range: { start: { line: 4 } } }])
  })

  test('cannot give one id to two launches', async () => {
    const world = await worldOf(
      { ...files, 'p/one/x/x.yaml': 'a: 1', 'm.yaml': mapping('"p/*/x.yaml"').replace('"{folder}"', 'same') },
      { mappings: ['m.yaml'] },
    )
    expect(judged(world)).toEqual([])
    expect(world.launches.map((item) => codesOf(item.diagnostics))).toEqual([['document/duplicate-id'], ['document/duplicate-id']])
  })

  test('join facts of other teams like manifests do', async () => {
    const world = await worldOf({ ...files, 'facts/one.yaml': facts('one') }, { mappings: ['m.yaml'] })
    expect(world.launches.map((item) => [item.name, item.facts.length])).toEqual([
      ['one', 1],
      ['two', 0],
    ])
  })
})

test('ten thousand manifests are a world like any other', { timeout: 120_000 }, async () => {
  const files: Record<string, string> = { 'rules/a.yaml': commitment() }
  for (let index = 0; index < 10_000; index++) files[`launches/l${index}.yaml`] = launch(`l${index}`)
  const world = await worldOf(files)
  expect(judged(world).length).toBe(10_000)
  expect(world.diagnostics).toEqual([])
})
