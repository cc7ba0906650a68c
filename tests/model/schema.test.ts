import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { schemas } from '../../src/model/generated/schemas.ts'
import { kindOf, kinds, validate } from '../../src/model/schema.ts'
import { type Diagnostic, hasErrors } from '../../src/source/diagnostic.ts'
import { readDocuments } from '../../src/source/document.ts'
import { type MappingEntry, type SourceDocument, type SourceNode, toData } from '../../src/source/node.ts'
import { baseTexts, mistakes, spoiled } from './schema-cases.ts'

const fixtures = new URL('fixtures/', import.meta.url)
const fixtureFiles = readdirSync(fixtures).filter((file) => /\.(?:yaml|json)$/.test(file))
const schemaFolder = new URL('../../schemas/', import.meta.url)

function documentsOf(text: string, file = 'file.yaml'): SourceDocument[] {
  const { documents, diagnostics } = readDocuments(file, text)
  expect(hasErrors(diagnostics), JSON.stringify(diagnostics)).toBe(false)
  return documents
}

function check(text: string): Diagnostic[] {
  return documentsOf(text).flatMap(validate)
}

/** Every schema as an editor uses it, conditions included. */
function fullAjv(): Ajv2020 {
  return new Ajv2020({
    schemas: Object.values(schemas),
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    formats: { 'onlyif-date': true, 'onlyif-day': true, 'onlyif-due': true, 'onlyif-duration': true },
  })
}

describe('one mistake gives one diagnostic', () => {
  test.each(mistakes)('%s: `%s` written `%s` is %s at %s', (base, from, to, code, place) => {
    const found = check(spoiled(base, from, to)).map((item) => `${item.code} at ${item.range?.start.line}:${item.range?.start.column}`)
    expect(found).toEqual([`${code} at ${place}`])
  })

  test('every sentence reads as agreed', async () => {
    const sentences = mistakes.flatMap(([base, from, to]) => {
      return check(spoiled(base, from, to)).map((item) => `${item.code}: ${item.message}\n  hint: ${item.hint ?? '-'}`)
    })
    await expect(`${sentences.join('\n')}\n`).toMatchFileSnapshot('fixtures/schema-sentences.txt')
  })

  test.each(baseTexts)('misspelling any key or replacing any value of the %s document gives at most one', (_, text) => {
    for (const spoilt of spoilings(text)) {
      const found = readDocuments('file.yaml', spoilt).documents.flatMap(validate)
      expect(found.length, `${spoilt}\n${JSON.stringify(found, null, 1)}`).toBeLessThanOrEqual(1)
    }
  })

  test('a key under another name is not also missing', () => {
    const [found, ...others] = check(spoiled('commitment', 'title: the', 'sentence: the'))
    expect(others).toEqual([])
    expect(found).toMatchObject({ code: 'document/unknown-key', hint: '`title` is missing here: did you mean that?' })
  })

  test('two mistakes give two diagnostics', () => {
    const text = spoiled('commitment', '    owner: security\n    competency: 3', '    competency: 7')
    expect(
      check(text)
        .map((item) => item.code)
        .sort(),
    ).toEqual(['document/missing-key', 'document/wrong-value'])
  })

  test.each(['- a\n- b\n', 'words\n', '42\n'])('%j is not a mapping', (text) => {
    expect(check(text).map((item) => item.code)).toEqual(['document/not-a-mapping'])
  })
})

describe('what is right gives no diagnostic', () => {
  test.each(baseTexts)('the unspoiled %s document', (_, text) => {
    expect(check(text)).toEqual([])
  })

  test.each(fixtureFiles.filter((file) => file.endsWith('.yaml')))('the documents of %s', (file) => {
    expect(documentsOf(readFileSync(new URL(file, fixtures), 'utf8')).flatMap(validate)).toEqual([])
  })

  test('a launch may leave optional keys open: null, empty or a placeholder', () => {
    const text = spoiled('launch', 'tier: 1', 'tier: TBD\nsponsor:\nmaturity: ~\nproduct: "?"')
    expect(check(text)).toEqual([])
  })

  test('conditions, tests and facts are left to their own readers', () => {
    const text = spoiled('commitment', 'require: { soc2.status: approved }', 'require: { all: [], soc2.status: { atLeastt: 3 } }')
    expect(check(text)).toEqual([])
  })

  test('names that every object inherits are ordinary unknown keys', () => {
    const found = check(spoiled('launch', 'tier: 1', 'constructor: 1\ntoString: 2'))
    expect(found.map((item) => item.code)).toEqual(['document/unknown-key', 'document/unknown-key'])
  })
})

describe('the schemas', () => {
  const files = readdirSync(schemaFolder).filter((file) => file.endsWith('.schema.json'))

  test('there is one for every kind, and it says so', () => {
    const names = files.map((file) => JSON.parse(readFileSync(new URL(file, schemaFolder), 'utf8')).title)
    expect(names).toEqual(expect.arrayContaining([...kinds, 'Decision', 'Decisions', 'Service']))
    expect(files).toHaveLength(kinds.length + 4)
  })

  test.each(files)('every property of %s is described, with an example or its values', (file) => {
    const schema: unknown = JSON.parse(readFileSync(new URL(file, schemaFolder), 'utf8'))
    expect(undescribed(schema, file)).toEqual([])
  })

  test('every object is closed, or says what else it may hold', () => {
    expect(Object.entries(schemas).flatMap(([name, schema]) => open(schema, name))).toEqual([])
  })

  test('choices are made by if, then and else: oneOf and anyOf turn one mistake into many', () => {
    expect(JSON.stringify(schemas)).not.toMatch(/"(?:oneOf|anyOf)":\[/)
  })

  test.each(fixtureFiles)('editors accept %s, conditions included', (file) => {
    const ajv = fullAjv()
    for (const document of documentsOf(readFileSync(new URL(file, fixtures), 'utf8'), file)) {
      const data = toData(document.root)
      const kind = kindOf(document) ?? 'Decision'
      const id = String(schemas[kind]['$id'])
      expect(ajv.validate(id, data), ajv.errorsText()).toBe(true)
    }
  })

  test.each([
    ['an empty list of conditions', { all: [] }],
    ['two combinators at once', { all: [{ a: 1 }], any: [{ a: 1 }] }],
    ['a combinator beside a fact', { not: { a: 1 }, b: 2 }],
    ['an unknown operator', { a: { atLest: 1 } }],
    ['no fact at all', {}],
    ['`present: false`', { a: { present: false } }],
  ])('editors refuse %s', (_, condition) => {
    const ajv = fullAjv()
    expect(ajv.validate({ $ref: 'definitions.schema.json#/$defs/condition' }, condition)).toBe(false)
  })

  test('a wrapper of decisions is accepted, a decision without its digest is not', () => {
    const ajv = fullAjv()
    const decision = JSON.parse(readFileSync(new URL('decision.json', fixtures), 'utf8'))
    const counts = { go: 0, 'conditional-go': 0, hold: 0, 'no-go': 1 }
    const problem = { code: 'file/empty', severity: 'error', file: 'a.yaml', message: 'the file is empty' }
    expect(
      ajv.validate('decisions.schema.json', { kind: 'Decisions', decisions: [decision], diagnostics: [problem], counts }),
      ajv.errorsText(),
    ).toBe(true)
    const { digest: _, ...rest } = decision
    expect(ajv.validate('decision.schema.json', rest)).toBe(false)
  })
})

type Json = { readonly [key: string]: unknown }

/** A text with each key misspelt in turn, and with each value replaced by one of another type. */
function spoilings(text: string): string[] {
  const [document] = documentsOf(text)
  const entries = document ? entriesIn(document.root) : []
  const replaced = (start: number, end: number, by: string): string => text.slice(0, start) + by + text.slice(end)
  return entries.flatMap((entry) => [
    replaced(entry.keyEnd, entry.keyEnd, 'x'),
    ...['~', 'TBD', '7', '"text"', 'true', '[a]', '[]'].map((value) => replaced(entry.value.start, entry.value.end, ` ${value}\n`)),
  ])
}

function entriesIn(node: SourceNode): MappingEntry[] {
  if (node.kind === 'list') return node.items.flatMap(entriesIn)
  return node.kind === 'mapping' ? node.entries.flatMap((entry) => [entry, ...entriesIn(entry.value)]) : []
}

/** The properties, at any depth, without a description in words that gives an example or names the values. */
function undescribed(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  const properties = Object.entries(((value as Json)['properties'] ?? {}) as Json)
  const missing = properties.flatMap(([name, part]) => {
    const description = (part as Json)['description']
    return typeof description === 'string' && description.length > 15 && /`|For example|True if/.test(description)
      ? []
      : [`${path}/${name}`]
  })
  const deeper = Object.entries(value).filter(([key]) => key !== 'properties')
  return [...missing, ...[...deeper, ...properties].flatMap(([key, part]) => undescribed(part, `${path}/${key}`))]
}

/** The places that list properties without saying whether there may be others. */
function open(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'properties' in value && !('additionalProperties' in value) ? [path] : []
  return [...own, ...Object.entries(value).flatMap(([key, part]) => open(part, `${path}/${key}`))]
}
