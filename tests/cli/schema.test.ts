import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { Workplace } from './harness.ts'

const catalog = `apiVersion: onlyif/v1
kind: FactCatalog
facts:
  beta.csat: { type: number, name: beta satisfaction, means: what beta customers answer, range: [1, 5] }
`
let place = new Workplace({})
afterEach(() => place.remove())

function given(files: Readonly<Record<string, string>>): Workplace {
  place.remove()
  place = new Workplace(files)
  return place
}

const titleOf = (text: string): unknown => (JSON.parse(text) as { title?: unknown }).title

describe('onlyif schema', () => {
  test.each([
    ['launch', 'Launch'],
    ['LAUNCH', 'Launch'],
    ['FactCatalog', 'FactCatalog'],
    ['fact-catalog', 'FactCatalog'],
    ['commitmenttest', 'CommitmentTest'],
    ['decisions', 'Decisions'],
    ['service', 'Service'],
  ])('%s prints the schema of %s', async (kind, title) => {
    const { code, out } = await given({}).run(['schema', kind])
    expect(code).toBe(0)
    expect(titleOf(out)).toBe(title)
  })

  test('without a kind prints one schema for every document', async () => {
    const { code, out } = await given({}).run(['schema'])
    expect(code).toBe(0)
    expect(titleOf(out)).toBe('onlyif')
  })

  test.each([
    ['lunch', 'did you mean `Launch`?'],
    ['everything', 'the kinds are Commitment, Launch'],
  ])('%s is no kind: a hint says what was meant', async (kind, hint) => {
    const { code, out, err } = await given({}).run(['schema', kind])
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(`there is no kind \`${kind}\``)
    expect(err).toContain(hint)
  })

  test('its help has examples', async () => {
    const { code, out } = await given({}).run(['schema', '--help'])
    expect(code).toBe(0)
    expect(out).toContain('onlyif schema launch --complete')
  })
})

describe('onlyif schema --complete', () => {
  test.each([
    ['its usual place', { 'catalog.yaml': catalog }],
    ['beside a commitment', { 'rules/promise/catalog.yaml': catalog }],
    [
      'where the config says',
      { 'onlyif.yaml': 'apiVersion: onlyif/v1\nkind: Config\ncatalog: agreed/*.yaml\n', 'agreed/facts.yaml': catalog },
    ],
  ])('knows the facts of a catalog in %s', async (_, files) => {
    const { code, out } = await given(files).run(['schema', 'launch', '--complete'])
    expect(code).toBe(0)
    expect(out).toContain('"beta.csat"')
    expect(out).toContain('What beta customers answer.')
  })

  test('does so while other files are being written', async () => {
    const files = { 'catalog.yaml': catalog, 'rules/half.yaml': 'apiVersion: onlyif/v1\nkind: Commitment\nid: ', 'launch.yaml': 'facts: [' }
    expect((await given(files).run(['schema', '--complete'])).code).toBe(0)
  })

  test('without a catalog says where one would be looked for', async () => {
    const { code, err } = await given({}).run(['schema', 'launch', '--complete'])
    expect(code).toBe(2)
    expect(err).toContain('no fact was found in a catalog')
    expect(err).toContain('`onlyif init`')
  })

  test('a catalog with a mistake makes no schema, and the mistake is shown where it stands', async () => {
    const { code, out, err } = await given({ 'catalog.yaml': catalog.replace('type: number', 'type: nubmer') }).run([
      'schema',
      '--complete',
    ])
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain('catalog.yaml:4:22')
    expect(err).toContain('no schema was made')
  })

  test('a fact described twice makes no schema', async () => {
    const { code, err } = await given({ 'catalog.yaml': catalog, 'rules/more.yaml': catalog }).run(['schema', '--complete'])
    expect(code).toBe(2)
    expect(err).toContain('catalog/duplicate-fact')
  })
})

describe('schemas as files', () => {
  test('--output writes one, into a new and hidden folder too, and again over itself', async () => {
    given({ 'catalog.yaml': catalog })
    for (const _ of [1, 2]) {
      const { code, out, err } = await place.run(['schema', 'launch', '--complete', '--output', '.onlyif/launch.json'])
      expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'Wrote .onlyif/launch.json\n' })
    }
    expect(titleOf(readFileSync(join(place.folder, '.onlyif/launch.json'), 'utf8'))).toBe('Launch')
  })

  test('--all writes every kind', async () => {
    const { code } = await given({}).run(['schema', '--all', 'shapes'])
    expect(code).toBe(0)
    expect(readdirSync(join(place.folder, 'shapes')).sort()).toEqual([
      'commitment-test.schema.json',
      'commitment.schema.json',
      'config.schema.json',
      'decision.schema.json',
      'decisions.schema.json',
      'fact-catalog.schema.json',
      'facts.schema.json',
      'launch.schema.json',
      'mapping.schema.json',
      'onlyif.schema.json',
      'service.schema.json',
      'waivers.schema.json',
    ])
  })

  test('--all with a kind or with --output is refused', async () => {
    expect((await given({}).run(['schema', 'launch', '--all', 'shapes'])).code).toBe(2)
    expect((await given({}).run(['schema', '--all', 'shapes', '--output', 'x.json'])).code).toBe(2)
  })

  test('a file that cannot be written is told', async () => {
    const { code, err } = await given({ taken: '' }).run(['schema', '--output', 'taken/x.json'])
    expect(code).toBe(2)
    expect(err).toContain('could not be written to taken/x.json')
  })
})
