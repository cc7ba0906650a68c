import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { diskSource } from '../../src/world/disk.ts'
import { foreignFiles } from '../../src/world/mapped-file.ts'
import { filesOf, readMapped } from '../../src/world/mapping.ts'
import { checkMapping } from '../../src/world/mapping-check.ts'
import { loadWorld } from '../../src/world/world.ts'
import { launchesOf, limits, mappingOf } from './mapped.ts'

describe('the header of a mapped launch', () => {
  const header = (lines: string): string => `apiVersion: onlyif/v1\nkind: Mapping\nid: m\neach: "*/x.json"\nlaunch:\n${lines}`

  test('comes from pointers, templates and plain text', async () => {
    const [found] = await launchesOf(
      header(
        '  id: "{folder}-{file}"\n  title: "{/name} {/version}"\n  owner: /authors/0\n  product: gateway\n  tier: "2"\n  date: /release\n  markets: /market\n  version: /version\n',
      ),
      {
        'shop/x.json':
          '{ "name": "Shop", "version": "1.10", "authors": ["ana", "bo"],\n "release": "2026-10-15T09:00:00Z", "market": "DE" }',
      },
    )
    expect(found?.diagnostics).toEqual([])
    expect(found?.launch).toMatchObject({
      id: 'shop-x',
      title: 'Shop 1.10',
      owner: 'ana',
      product: 'gateway',
      tier: 2,
      version: '1.10',
      markets: ['DE'],
      date: { precision: 'day', day: 20_741 },
    })
    const fields = found?.launch?.fields
    expect([...(fields?.keys() ?? [])].sort()).toEqual(['date', 'id', 'markets', 'owner', 'product', 'tier', 'title', 'version'])
    expect(fields?.get('date')?.place).toEqual({ file: 'shop/x.json', line: 2, column: 2 })
    expect(fields?.get('product')?.place).toMatchObject({ file: 'mapping.yaml', line: 9 })
    expect(fields?.get('markets')?.node.kind).toBe('list')
    expect(fields?.get('tier')?.node).toMatchObject({ value: 2 })
  })

  test.each([
    ['markets', '["NO", "DE\\u200b"]'],
    ['markets', '"DE "'],
    ['maturity', '"ga\\n"'],
    ['maturity', '"g\\u00ada"'],
  ])('does not take %s for what it looks like: %s', async (name, value) => {
    const fields = { id: '"{folder}"', title: 't', owner: 'o', [name]: '/it' }
    const lines = Object.entries(fields).map(([field, text]) => `  ${field}: ${text}\n`)
    const [found] = await launchesOf(header(lines.join('')), { 'x/x.json': `{ "it": ${value} }` })
    expect(found?.launch).toBeUndefined()
    expect(found?.diagnostics).toMatchObject([{ code: 'mapping/wrong-item', message: expect.stringContaining('that nobody sees') }])
  })

  test('may say when and by whom its facts were stated', async () => {
    const [found] = await launchesOf(
      `${header('  id: "{folder}"\n  title: t\n  owner: o\n  asOf: /updated\n  by: /editor\n')}facts: { k.a: /a }\n`,
      { 'x/x.json': '{"a": 1, "updated": "2026-01-02", "editor": "ana"}' },
    )
    expect(found?.launch?.facts.facts[0]?.evidence).toEqual({ asOf: { precision: 'day', day: 20_455 }, by: 'ana' })
  })

  test.each([
    ['a missing owner', '{"name": "X"}', 'mapping/not-found', /`\/owner`, the owner of the launch, finds nothing/],
    ['an empty owner', '{"owner": "", "name": "X"}', 'mapping/not-found', /owner/],
    ['an owner who is a placeholder', '{"owner": "TBD", "name": "X"}', 'mapping/not-found', /owner/],
    ['an owner who is a list', '{"owner": ["a"], "name": "X"}', 'mapping/wrong-item', /is not text/],
    ['a version that is a number', '{"owner": "a", "name": "X", "version": 1.10}', 'mapping/wrong-item', /version/],
    ['an impossible date', '{"owner": "a", "name": "X", "date": "2025-30-01"}', 'mapping/wrong-item', /is not a date/],
    ['a tier that is text', '{"owner": "a", "name": "X", "tier": "one"}', 'mapping/wrong-item', /whole number/],
    ['a list in which one item is no text', '{"owner": "a", "name": "X", "markets": ["DE", 1]}', 'mapping/wrong-item', /list of texts/],
    ['an id with a slash', '{"owner": "a", "name": "X", "id": "a/b"}', 'mapping/wrong-item', /is not an id/],
    ['broken text', '{"owner": ', 'yaml/syntax', /./],
    ['two documents', 'owner: a\n---\nowner: b\n', 'world/several-documents', /several documents/],
    ['no document', '', 'file/empty', /./],
  ])('%s leaves that launch unjudged and the others be', async (_, text, code, message) => {
    const id = text.includes('"id"') ? '/id' : '"{folder}"'
    const rest = ['version', 'date', 'tier', 'markets'].map((name) => `  ${name}: /${name}\n`).join('')
    const found = await launchesOf(header(`  id: ${id}\n  title: "{folder}"\n  owner: /owner\n${rest}`), {
      'bad/x.json': text,
      'good/x.json': '{"owner": "a", "id": "good"}',
    })
    expect(found.map((item) => [item.file, item.launch?.id])).toEqual([
      ['bad/x.json', undefined],
      ['good/x.json', 'good'],
    ])
    expect(found[0]?.diagnostics).toMatchObject([{ code, message: expect.stringMatching(message), severity: 'error' }])
  })

  test('takes an id that is written as a number as it is written', async () => {
    const [found] = await launchesOf(header('  id: /number\n  title: t\n  owner: o\n'), { 'a/x.json': '{"number": 1287}' })
    expect(found?.launch?.id).toBe('1287')
    expect(found?.launch?.fields.get('id')?.node).toMatchObject({ value: '1287' })
  })
})

describe('one file with several launches', () => {
  const text =
    'apiVersion: onlyif/v1\nkind: Mapping\nid: m\neach: { file: all.yaml, items: /launches }\nlaunch: { id: /id, title: "{/id}", owner: /owner }\nfacts: { k.done: /done }\n'

  test('gives one launch for each item, read from the item', async () => {
    const found = await launchesOf(text, {
      'all.yaml': 'launches:\n  - { id: a, owner: ana, done: true }\n  - { id: b, done: false }\n  - { id: c, owner: cem }\n',
    })
    expect(found.map((item) => [item.item, item.id, item.launch?.owner, item.diagnostics[0]?.code])).toEqual([
      [1, 'a', 'ana', undefined],
      [2, 'b', undefined, 'mapping/not-found'],
      [3, 'c', 'cem', undefined],
    ])
    expect(found[0]?.launch?.facts.facts).toMatchObject([{ path: 'k.done', place: { line: 2, column: 26 } }])
    expect(found[2]?.launch?.facts.groups.get('k.done')).toEqual({ file: 'all.yaml', line: 4, column: 5 })
    expect(found[2]?.launch?.place).toEqual({ file: 'all.yaml', line: 4, column: 5 })
  })

  test.each([
    ['launches: 1', /not a list/],
    ['other: []', /finds nothing/],
  ])('where %j stands, no launch is read', async (content, message) => {
    expect(await launchesOf(text, { 'all.yaml': content })).toMatchObject([
      { file: 'all.yaml', diagnostics: [{ code: 'mapping/wrong-item', message: expect.stringMatching(message) }] },
    ])
  })
})

describe('a mapping that cannot mean what it says', () => {
  test.each([
    ['each: "../*/x.yaml"', '', 'mapping/wrong-path'],
    ['each: { file: /etc/passwd, items: /a }', '', 'mapping/wrong-path'],
    ['each: { file: a.yaml, items: a.b }', '', 'mapping/wrong-pointer'],
    ['each: "*/x.yaml"', 'facts: { k.a: { file: "../{/x}.yaml", at: /a } }', 'mapping/wrong-path'],
    ['each: "*/x.yaml"', 'facts: { k.a: { file: "/{/x}.yaml", at: /a } }', 'mapping/wrong-path'],
    ['each: "*/x.yaml"', 'facts: { k.a: { file: ".x/{/x}.yaml", at: /a } }', 'mapping/wrong-path'],
    ['each: "*/x.yaml"', 'facts: { k.a: { file: ".{/x}.yaml", at: /a } }', 'mapping/wrong-path'],
    ['each: "*/x.yaml"', 'facts: { k.a: { file: "a/{foldr}.yaml", at: /a } }', 'mapping/wrong-path'],
  ])('%s %s is told', (each, rest, code) => {
    const text = `apiVersion: onlyif/v1\nkind: Mapping\nid: m\n${each}\nlaunch: { id: "{folder}", title: t, owner: o }\n${rest}\n`
    expect(checkMapping(mappingOf(text))).toMatchObject([{ code, file: 'mapping.yaml', range: expect.anything() }])
  })

  test.each([
    ['{ id: "{foldr}", title: t, owner: o }', 'document/wrong-value'],
    ['{ id: /a~b, title: t, owner: o }', 'mapping/wrong-pointer'],
  ])('%s is told', (launch, code) => {
    expect(checkMapping(mappingOf(`apiVersion: onlyif/v1\nkind: Mapping\nid: m\neach: "*/x.yaml"\nlaunch: ${launch}\n`))).toMatchObject([
      { code },
    ])
  })
})

const corpus = fileURLToPath(new URL('../../../shared/corpus/datadog-integrations', import.meta.url))
const rules = fileURLToPath(new URL('../../rules/datadog-integrations/', import.meta.url))

describe.skipIf(!existsSync(corpus))('the public catalogue of integrations', () => {
  test('is read to the last file: one launch a folder, or a diagnostic', async () => {
    const mapping = mappingOf(await readFile(`${rules}mapping.yaml`, 'utf8'))
    const source = diskSource(corpus)
    const files = await filesOf(mapping, source)
    expect(files.length).toBeGreaterThan(200)
    const read = foreignFiles(source, { ...limits, maxBytes: 1_048_576, maxNodes: 100_000, maxDepth: 64 })
    const found = (await Promise.all(files.map((file) => readMapped(mapping, file, read)))).flat()
    expect(found.length).toBe(files.length)
    const broken = found.filter((item) => !item.launch)
    expect(broken.length).toBeLessThan(5)
    for (const item of broken) expect(item.diagnostics).toMatchObject([{ severity: 'error' }])
    for (const { launch } of found) {
      const known = new Set([...(launch?.facts.facts.map((fact) => fact.path) ?? []), ...(launch?.facts.groups.keys() ?? [])])
      for (const fact of launch ? mapping.facts : []) expect(known.has(fact.path)).toBe(true)
    }
  })

  test('can be narrowed to a folder', async () => {
    const source = diskSource(corpus)
    const promise = diskSource(rules)
    const world = await loadWorld({
      trusted: promise,
      head: source,
      args: {
        commitments: ['commitment.yaml'],
        catalog: ['catalog.yaml'],
        mappings: ['mapping.yaml'],
        launches: ['apollo', 'exim/manifest.json', 'rum_*/manifest.json'],
      },
    })
    expect(world.diagnostics).toEqual([])
    expect(world.launches.map((item) => item.name)).toEqual(expect.arrayContaining(['apollo', 'exim', 'rum_react']))
    expect(world.launches.every((item) => /^(?:apollo|exim|rum_)/.test(item.name))).toBe(true)
  })
})
