import { describe, expect, test } from 'vitest'
import type { SuppliedFact } from '../../src/model/facts.ts'
import { type SourceNode, toData } from '../../src/source/node.ts'
import { mapping as mappingText } from './documents.ts'
import { launchesOf } from './mapped.ts'

async function factsOf(facts: string, files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, SuppliedFact>>> {
  const [found] = await launchesOf(mappingText('a/x.yaml', `facts:\n${facts}`), {
    ...files,
    'a/x.yaml': `title: X\nowner: me\n${files['a/x.yaml'] ?? ''}`,
  })
  return Object.fromEntries(found?.launch?.facts.facts.map((fact) => [fact.path, fact]) ?? [])
}

describe('a mapped fact', () => {
  test('is the node that the pointer finds, placed at its key', async () => {
    const { 'k.a': fact } = await factsOf('  k.a: /deep/a~1b/1\n  k.b: /deep\n', { 'a/x.yaml': 'deep:\n  a/b: [x, y]\n' })
    expect(fact).toMatchObject({ node: { value: 'y' }, evidence: {}, place: { file: 'a/x.yaml', line: 4, column: 12 } })
  })

  test('that is not found is not supplied, and its nearest parent is known', async () => {
    const [found] = await launchesOf(mappingText('a/x.yaml', 'facts: { k.a: /deep/er/est }\n'), {
      'a/x.yaml': 'title: X\nowner: me\ndeep:\n  other: 1\n',
    })
    expect(found?.launch?.facts.facts).toEqual([])
    expect(found?.launch?.facts.groups.get('k.a')).toEqual({ file: 'a/x.yaml', line: 3, column: 1 })
  })

  test('means what the mapping says of absence, and only then', async () => {
    const facts = await factsOf(
      '  k.a: { at: /none, absent: [] }\n  k.b: { at: /nil, absent: 0 }\n  k.c: { at: /todo, absent: 0 }\n  k.d: { at: /empty, absent: 0 }\n  k.e: /nil\n',
      { 'a/x.yaml': 'nil:\ntodo: TBD\nempty: []\n' },
    )
    expect(Object.fromEntries(Object.entries(facts).map(([path, fact]) => [path, toData(fact.node)]))).toEqual({
      'k.a': [],
      'k.b': 0,
      'k.c': 'TBD',
      'k.d': [],
      'k.e': null,
    })
    expect([facts['k.a']?.place.file, facts['k.a']?.nearest]).toEqual(['a/x.yaml', true])
    expect([facts['k.d']?.place.file, facts['k.d']?.nearest]).toEqual(['a/x.yaml', undefined])
  })

  test('may ask whether there is anything', async () => {
    const facts = await factsOf(
      '  k.a: { has: /there }\n  k.b: { has: /not/there }\n  k.c: { has: /nil }\n  k.d: { has: /todo }\n  k.e: { has: /no }\n',
      { 'a/x.yaml': 'there: { x: ~ }\nnil: ~\ntodo: TBD\nno: false\n' },
    )
    expect(Object.entries(facts).map(([path, fact]) => [path, toData(fact.node), fact.type])).toEqual([
      ['k.a', true, 'boolean'],
      ['k.b', false, 'boolean'],
      ['k.c', false, 'boolean'],
      ['k.d', false, 'boolean'],
      ['k.e', true, 'boolean'],
    ])
    expect(facts['k.a']?.place).toEqual({ file: 'a/x.yaml', line: 3, column: 1 })
  })

  const turns: readonly [what: string, text: string, through: string][] = [
    ['a text', 'q: none yet\n', 'the text `none yet`'],
    ['a placeholder', 'q: TBD\n', 'the text `TBD`'],
    ['a number', 'q: 3\n', 'the number `3`'],
    ['an answer', 'q: false\n', '`false`'],
    ['a list', 'q: [{ x: [bad] }]\n', 'a list'],
    ['an empty list', 'q: []\n', 'a list'],
  ]

  test.each(turns)('is not absent where the pointer leads through %s: the file is built otherwise', async (_, text, through) => {
    const facts = await factsOf('  k.a: { at: /q/x, absent: [] }\n  k.b: { has: /q/x }\n  k.c: /q/x\n', { 'a/x.yaml': text })
    for (const path of ['k.a', 'k.b'])
      expect(facts[path]).toMatchObject({ unreachable: `\`/q/x\` leads through ${through}`, node: { value: null } })
    expect(facts['k.c']).toBeUndefined()
  })

  test.each([
    ['a key', 'q: { y: 1 }\n', '/q/x'],
    ['a key of nothing', 'q: ~\n', '/q/x'],
    ['a key above', 'y: 1\n', '/q/x'],
    ['an item', 'q: [1]\n', '/q/2'],
  ])('is absent where %s is', async (_, text, at) => {
    const facts = await factsOf(`  k.a: { at: ${at}, absent: [] }\n  k.b: { has: ${at} }\n`, { 'a/x.yaml': text })
    expect(Object.values(facts).map((fact) => [toData(fact.node), fact.unreachable])).toEqual([
      [[], undefined],
      [false, undefined],
    ])
  })

  test.each([
    ['null', 'nothing'],
    ['[]', 'a list'],
    ['"gone"', 'the text `gone`'],
  ])('of another file that holds %s as a whole is not absent', async (text, through) => {
    const facts = await factsOf('  k.a: { file: b.json, at: /x, absent: [] }\n  k.b: { file: b.json, has: /x }\n', { 'b.json': text })
    for (const path of ['k.a', 'k.b']) expect(facts[path]?.unreachable).toBe(`\`/x\` leads through ${through}`)
  })

  test.each([
    ['[]', false],
    ['{}', false],
    ['[TBD, ~]', false],
    ['[[], {}]', false],
    ['[TBD, x]', true],
    ['[{ x: ~ }]', true],
    ['[0]', true],
    ['{ x: [] }', true],
  ])('asked whether there is anything in `%s` says %s', async (text, there) => {
    const { 'k.a': fact } = await factsOf('  k.a: { has: /a }\n', { 'a/x.yaml': `a: ${text}\n` })
    expect(fact && toData(fact.node)).toBe(there)
  })

  test.each([
    ['{ b1: { severity: low }, b2: { severity: low } }', 'several under their names'],
    ['{ total: 2, nodes: [{ severity: low }, { severity: low }] }', 'a list of them, and its size'],
    ['{ items: [] }', 'a list of them'],
    ['{}', 'nothing'],
  ])('of type list does not take %s for one item: it holds %s', async (text) => {
    const facts = await factsOf('  k.a: { at: /one, type: list }\n', { 'a/x.yaml': `one: ${text}\n` })
    expect(facts['k.a']?.node.kind).toBe('mapping')
  })

  test('of type list takes what says something of one thing for one item', async () => {
    const facts = await factsOf('  k.a: { at: /one, type: list }\n', {
      'a/x.yaml': 'one: { severity: low, tags: [a, b], by: { name: x } }\n',
    })
    expect(toData(facts['k.a']?.node as SourceNode)).toEqual([{ severity: 'low', tags: ['a', 'b'], by: { name: 'x' } }])
  })

  test('of type list takes a single item as a list of one', async () => {
    const facts = await factsOf('  k.a: { at: /one, type: list }\n  k.b: { at: /more, type: list }\n  k.c: { at: /nil, type: list }\n', {
      'a/x.yaml': 'one: x\nmore: [y, z]\nnil:\n',
    })
    expect(Object.values(facts).map((fact) => toData(fact.node))).toEqual([['x'], ['y', 'z'], null])
  })
})

describe('a fact from another file', () => {
  const facts = '  prr.who: { file: "prr/{/sig}/{/number}.yaml", at: "/{/stage}/approver" }\n'
  const from = (launch: string, files: Readonly<Record<string, string>> = {}): Promise<Readonly<Record<string, SuppliedFact>>> =>
    factsOf(facts, {
      'prr/node/12.yaml': 'beta:\n  approver: ana\n',
      'secret.yaml': 'beta: { approver: eve }\n',
      ...files,
      'a/x.yaml': launch,
    })

  test('is read where the parts filled in say', async () => {
    expect((await from('sig: node\nnumber: 12\nstage: beta\n'))['prr.who']).toMatchObject({
      node: { value: 'ana' },
      place: { file: 'prr/node/12.yaml', line: 2, column: 3 },
    })
  })

  test('that holds nothing there is missing, at the nearest place of that file', async () => {
    const [found] = await launchesOf(mappingText('a/x.yaml', `facts:\n${facts}`), {
      'a/x.yaml': 'title: X\nowner: o\nsig: node\nnumber: 12\nstage: beta\n',
      'prr/node/12.yaml': 'beta: {}\n',
    })
    expect(found?.launch?.facts.groups.get('prr.who')).toEqual({ file: 'prr/node/12.yaml', line: 1, column: 1 })
  })

  test.each([
    ['..', 'finds nothing'],
    ['a/..', 'one plain segment'],
    ['../..', 'one plain segment'],
    ['a/b', 'one plain segment'],
    ['.git', 'one plain segment'],
    ['""', 'finds nothing'],
    ['~', 'finds nothing'],
    ['[node]', 'finds nothing'],
    ['"a\\0b"', 'one plain segment'],
    ['"a\\nb"', 'one plain segment'],
    ['"node\\n"', 'one plain segment'],
    ['a\\b', 'one plain segment'],
    ['-x', 'one plain segment'],
    ['"{/number}"', 'one plain segment'],
    ['none', 'does not exist'],
  ])('is unreachable, never read, where the part is %s', async (part, reason) => {
    const fact = (await from(`sig: ${part}\nnumber: 12\nstage: beta\n`))['prr.who']
    expect(fact).toMatchObject({
      unreachable: expect.stringContaining(reason),
      node: { value: null },
      place: { file: 'a/x.yaml', line: 1 },
    })
  })

  test.each([
    ['is broken', 'a: [', /flow|closed|`\[`|./],
    ['is too large', `a: ${'x'.repeat(10_001)}`, /too large/],
    ['is empty', '', /no document/],
    ['holds two documents', 'a: 1\n---\na: 2\n', /several documents/],
  ])('that %s is unreachable', async (_, text, reason) => {
    expect((await from('sig: node\nnumber: 12\nstage: beta\n', { 'prr/node/12.yaml': text }))['prr.who']?.unreachable).toMatch(reason)
  })

  test('is an input of the launch that needs it', async () => {
    const [found] = await launchesOf(mappingText('a/x.yaml', `facts:\n${facts}`), {
      'a/x.yaml': 'title: X\nowner: o\nsig: node\nnumber: 12\nstage: beta\n',
      'prr/node/12.yaml': 'beta: {}\n',
    })
    expect(found?.files.map((input) => input.file)).toEqual(['a/x.yaml', 'prr/node/12.yaml'])
  })
})
