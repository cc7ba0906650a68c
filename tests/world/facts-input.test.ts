import { describe, expect, test } from 'vitest'
import { toData } from '../../src/source/node.ts'
import { memorySource } from '../../src/world/memory.ts'
import { loadWorld, type World, type WorldArgs } from '../../src/world/world.ts'
import { commitment, facts, launch } from './documents.ts'

const base = { 'rules/a.yaml': commitment(), 'launches/a.yaml': launch('a'), 'launches/b.yaml': launch('b') }

function worldOf(files: Readonly<Record<string, string>>, args: WorldArgs = {}): Promise<World> {
  const source = memorySource(new Map(Object.entries({ ...base, ...files })))
  return loadWorld({ trusted: source, head: source, args })
}

const codesOf = (world: World): string[][] => world.launches.map((item) => item.diagnostics.map(({ code }) => code))
const countsOf = (world: World): number[] => world.launches.map((item) => item.facts.length)

function valuesOf(world: World): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    world.launches[0]?.facts.flatMap((part) => part.facts.facts.map((fact) => [fact.path, toData(fact.node)])) ?? [],
  )
}

describe('a file of facts', () => {
  test('is for the launch it names', async () => {
    const world = await worldOf(
      {
        'f.yaml': `${facts('b')}---\n${facts('a', 'sales.ready: true')}`,
        'g.json': '{"apiVersion":"onlyif/v1","kind":"Facts","launch":"b","facts":{"x.y":1}}',
      },
      { facts: ['f.yaml', 'g.json'] },
    )
    expect(countsOf(world)).toEqual([1, 2])
    expect(codesOf(world)).toEqual([[], []])
  })

  test('for a launch that is not judged in this run is ignored; in a run over all, it is a warning', async () => {
    const files = { 'facts/f.yaml': facts('bb') }
    const all = await worldOf(files)
    expect(all.diagnostics).toMatchObject([
      {
        code: 'launch/unknown-launch',
        severity: 'warning',
        file: 'facts/f.yaml',
        range: { start: { line: 3 } },
        hint: 'did you mean `b`?',
      },
    ])
    const broken = await worldOf({ 'facts/f.yaml': facts('bb', 'launch.tier: 1') })
    expect(broken.diagnostics).toMatchObject([{ code: 'launch/unknown-launch', file: 'facts/f.yaml' }])
    expect((await worldOf(files, { launches: ['launches/a.yaml'] })).diagnostics).toEqual([])
    expect((await worldOf({ ...files, 'launches/c.yaml': ': [' })).diagnostics).toEqual([])
  })

  const named: readonly [what: string, files: Readonly<Record<string, string>>, told: readonly (string | undefined)[][]][] = [
    ['for none of the launches that are judged', { 'f.yaml': facts('wallet') }, [['f.yaml', undefined]]],
    [
      'for a launch whose name is a slip of one',
      { 'f.yaml': facts('checkout-two'), 'g.yaml': facts('checkout-2') },
      [['f.yaml', 'did you mean `checkout-2`?']],
    ],
    ['for others beside those for one', { 'f.yaml': facts('b'), 'g.yaml': facts('checkout-2') }, []],
    ['for a judged launch and another, in one file', { 'f.yaml': `${facts('b')}---\n${facts('checkout-2')}` }, []],
  ]

  test.each(named)('that is named %s is told where launches are named, too', async (_, files, expected) => {
    const world = await worldOf(
      { ...files, 'launches/c.yaml': launch('checkout-2') },
      { launches: ['launches/c.yaml'], facts: Object.keys(files) },
    )
    expect(world.diagnostics.map(({ file, hint }) => [file, hint])).toEqual(expected)
    expect(
      world.diagnostics.every(({ code, message }) => code === 'launch/unknown-launch' && message.endsWith('which is not judged here')),
    ).toBe(true)
    const broken = await worldOf({ ...files, 'launches/c.yaml': ': [' }, { launches: ['launches/c.yaml'], facts: Object.keys(files) })
    expect(broken.diagnostics).toEqual([])
  })

  test('for a slip of the launch beside it is told where that file is named, too', async () => {
    const files = { 'launches/c.yaml': `${launch('checkout-2')}---\n${facts('checkout_2')}` }
    const told = [{ code: 'launch/unknown-launch', file: 'launches/c.yaml', hint: 'did you mean `checkout-2`?' }]
    expect((await worldOf(files, { launches: ['launches/c.yaml'] })).diagnostics).toMatchObject(told)
    expect((await worldOf(files)).diagnostics).toMatchObject(told)
  })

  test('with no more than a warning in it is told once where its launch does not exist', async () => {
    const { diagnostics } = await worldOf({ 'facts/f.yaml': facts('bb', 'support.ready: no') })
    expect(diagnostics.map(({ code, range }) => [code, range?.start.line])).toEqual([['launch/unknown-launch', 3]])
  })

  test('that is named and lies where facts do counts once', async () => {
    expect(countsOf(await worldOf({ 'facts/f.yaml': facts('a') }, { facts: ['facts/f.yaml', 'facts'] }))).toEqual([1, 0])
  })

  test('that is broken closes the launch it names', async () => {
    const world = await worldOf({ 'facts/f.yaml': `${facts('a', 'launch.tier: 1')}---\n${facts('b')}` })
    expect(codesOf(world)).toEqual([['launch/reserved-path'], []])
    expect(world.launches.map((item) => item.launch !== undefined)).toEqual([false, true])
  })

  test.each([
    ['broken text', 'launch: [', 'yaml/syntax'],
    ['no launch', facts('a').replace('launch: a\n', ''), 'document/missing-key'],
    ['no header', 'coverage: 3\n', 'document/missing-api-version'],
    ['an unknown kind', facts('a').replace('Facts', 'Fact'), 'document/unknown-kind'],
    ['nothing', '', 'file/empty'],
  ])('with %s closes every launch of the run', async (_, text, code) => {
    expect(codesOf(await worldOf({ 'facts/f.yaml': text }))).toEqual([[code], [code]])
  })

  test('that is named but holds none is told', async () => {
    expect(codesOf(await worldOf({}, { facts: ['rules/a.yaml'] }))).toEqual([['world/wrong-kind'], ['world/wrong-kind']])
  })

  test('that does not exist is told of the command line', async () => {
    expect((await worldOf({ 'coverage.json': '{}' }, { facts: ['coverge.json'] })).diagnostics).toMatchObject([
      { code: 'world/nothing-matched', file: 'coverge.json', hint: 'did you mean `coverage.json`?' },
    ])
  })

  test('can come from standard input', async () => {
    const stdin = async (): Promise<Uint8Array> => new TextEncoder().encode(facts('a'))
    expect(countsOf(await worldOf({}, { facts: ['-'], stdin }))).toEqual([1, 0])
  })
})

describe('a plain document under a name', () => {
  const tool = '{ "total": { "lines": 91.5, "files": ["a", "b"], "index.ts": 1, "2nd": 2, "ok": true, "empty": {} }, "version": "3" }'

  test('gives its values to every launch judged', async () => {
    const world = await worldOf({ 'out/coverage.json': tool }, { facts: ['coverage=out/coverage.json'] })
    expect(codesOf(world)).toEqual([[], []])
    expect(world.launches.map((item) => item.facts.map((part) => part.launch))).toEqual([['a'], ['b']])
    expect(valuesOf(world)).toEqual({
      'coverage.total.lines': 91.5,
      'coverage.total.files': ['a', 'b'],
      'coverage.total.ok': true,
      'coverage.version': '3',
    })
    expect(world.launches[0]?.facts[0]?.facts.facts[0]?.place).toEqual({ file: 'out/coverage.json', line: 1, column: 14 })
    expect(world.launches[0]?.facts[0]?.facts.groups.get('coverage.total')).toMatchObject({ line: 1, column: 3 })
    expect(world.launches[0]?.files.map((input) => input.file)).toEqual(['launches/a.yaml', 'out/coverage.json'])
  })

  test('may hold evidence, and a `value` beside other keys is only a key', async () => {
    const world = await worldOf(
      { 't.yaml': 'p95: { value: 120ms, asOf: 2026-10-01, sample: 40 }\nother: { value: 1, unit: s }\nempty: { note: x }\n' },
      { facts: ['t=t.yaml'] },
    )
    expect(valuesOf(world)).toEqual({ 't.p95': '120ms', 't.other.value': 1, 't.other.unit': 's', 't.empty.note': 'x' })
    expect(world.launches[0]?.facts[0]?.facts.facts[0]?.evidence).toMatchObject({ sample: 40, asOf: { precision: 'day' } })
  })

  test.each([
    ['[1, 2]', [1, 2]],
    ['7', 7],
    ['"text"', 'text'],
  ])('that is %s is one fact', async (text, value) => {
    expect(valuesOf(await worldOf({ 't.json': text }, { facts: ['load.p95=t.json'] }))).toEqual({ 'load.p95': value })
  })

  test('that says it holds facts is read as that', async () => {
    const world = await worldOf({ 'f.yaml': facts('a') }, { facts: ['name=f.yaml'] })
    expect(countsOf(world)).toEqual([1, 0])
    expect(valuesOf(world)).toEqual({ 'support.ready': true })
  })

  test('needs the name', async () => {
    const world = await worldOf({ 't.json': tool }, { facts: ['t.json'] })
    expect(world.launches[0]?.diagnostics).toMatchObject([
      { code: 'document/missing-api-version', hint: expect.stringContaining('--facts name=t.json') },
    ])
  })

  test.each([
    ['broken text', '{', 'yaml/syntax'],
    ['two documents', 'a: 1\n---\nb: 1\n', 'world/several-documents'],
    ['an impossible date', 'a: { value: 1, asOf: 2025-30-01 }\n', 'document/wrong-date'],
  ])('with %s closes every launch', async (_, text, code) => {
    expect(codesOf(await worldOf({ 't.json': text }, { facts: ['t=t.json'] }))).toEqual([[code], [code]])
  })

  test('cannot take a reserved name', async () => {
    expect((await worldOf({ 't.json': '{}' }, { facts: ['launch=t.json'] })).diagnostics).toMatchObject([
      { code: 'launch/reserved-path', file: 'launch=t.json' },
    ])
  })

  test('is told from a path with an equals sign', async () => {
    expect(countsOf(await worldOf({ 'd/a=b.yaml': facts('a') }, { facts: ['d/a=b.yaml'] }))).toEqual([1, 0])
  })

  test('can come from standard input', async () => {
    const stdin = async (): Promise<Uint8Array> => new TextEncoder().encode('{"a": 1}')
    expect(valuesOf(await worldOf({}, { facts: ['t=-'], stdin }))).toEqual({ 't.a': 1 })
  })
})
