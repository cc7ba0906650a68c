import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anySchema, bundledSchema, type Schema, schemaKinds } from '../../src/authoring/bundled-schema.ts'
import { plainSchemas } from '../../src/authoring/completed-schema.ts'
import { placeholderForm, writtenForms } from '../../src/authoring/written-forms.ts'
import { readDate } from '../../src/model/date.ts'
import { readDuration } from '../../src/model/duration.ts'
import { isPlaceholder } from '../../src/model/placeholder.ts'
import { readVersion } from '../../src/model/version.ts'
import { readDocuments } from '../../src/source/document.ts'
import { toData } from '../../src/source/node.ts'
import { completedFrom, everyType, launchHead, marketSchema, read } from './known.ts'

/** A validator as any tool would make it; what only editors read is declared. */
function validatorOf(schema: Schema, forEditors = true): ValidateFunction {
  const ajv = new Ajv2020({
    strict: true,
    ownProperties: true,
    strictRequired: false,
    strictTypes: false,
    allowUnionTypes: true,
    allErrors: true,
  })
  if (forEditors) ajv.addVocabulary(['defaultSnippets', 'patternErrorMessage', 'errorMessage', 'doNotSuggest'])
  expect(ajv.validateSchema(schema)).toBe(true)
  return ajv.compile(schema)
}

function dataOf(text: string): unknown[] {
  return readDocuments('file.yaml', text).documents.map((document) => toData(document.root))
}

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => (key === '$ref' && typeof part === 'string' ? [part] : references(part)))
}

describe.each([
  [
    'plain',
    (kind?: (typeof schemaKinds)[number]) => {
      const bundling = { set: plainSchemas, forEditors: false }
      return kind ? bundledSchema(kind, bundling) : anySchema(bundling)
    },
  ],
  ['completed', marketSchema],
] as const)('a %s schema', (name, schemaOf) => {
  test.each([undefined, ...schemaKinds])('of %s is JSON Schema 2020-12, complete in itself', (kind) => {
    const schema = schemaOf(kind)
    const parts = schema['$defs'] as Record<string, unknown>
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(references(schema).filter((ref) => !ref.startsWith('#/$defs/') || !Object.hasOwn(parts, ref.slice('#/$defs/'.length)))).toEqual(
      [],
    )
    expect(JSON.stringify(schema)).not.toContain('onlyif-d')
    validatorOf(schema, name === 'completed')
  })

  test.each([
    ['Commitment', 'rules/market-promise/commitment.yaml'],
    ['Commitment', 'rules/five-conditions/commitment.yaml'],
    ['FactCatalog', 'rules/market-promise/catalog.yaml'],
    ['CommitmentTest', 'rules/market-promise/tests.yaml'],
    ['Waivers', 'rules/market-promise/waivers.yaml'],
    ['Launch', 'rules/market-promise/launches/one-page-checkout.yaml'],
    ['Facts', 'rules/market-promise/facts/saved-baskets-support.yaml'],
    ['Mapping', 'rules/datadog-integrations/mapping.yaml'],
    ['Config', 'onlyif.yaml'],
  ] as const)('of %s accepts %s, and so does that of every document', (kind, file) => {
    for (const schema of [schemaOf(kind), schemaOf()]) {
      const validate = validatorOf(schema, name === 'completed')
      for (const data of dataOf(read(file))) expect(validate(data), JSON.stringify(validate.errors)).toBe(true)
    }
  })

  test('of one kind refuses another kind', () => {
    const [launch] = dataOf(launchHead)
    expect(validatorOf(schemaOf('Facts'), name === 'completed')(launch)).toBe(false)
    expect(validatorOf(schemaOf(), name === 'completed')({ apiVersion: 'onlyif/v1', kind: 'Lunch' })).toBe(false)
  })
})

test('a plain schema has no keyword that is not of JSON Schema, and takes any fact', () => {
  const schema = bundledSchema('Launch', { set: plainSchemas, forEditors: false })
  const validate = validatorOf(schema, false)
  expect(validate(dataOf(`${launchHead}facts: { any.fact: 3 }`)[0])).toBe(true)
  expect(validate(dataOf(`${launchHead}date: 2026-13-01`)[0])).toBe(false)
})

describe('a launch supplies facts of the catalog only, each of its type', () => {
  const validate = validatorOf(completedFrom(everyType, 'Launch'))
  const takes = (facts: string): boolean => validate(dataOf(`${launchHead}facts: { ${facts} }`)[0])

  test.each([
    ...[
      'a.number: 4.4',
      'a: { number: 1 }',
      'a.number: { value: 5, sample: 3, window: 28d, asOf: 2026-10-01 }',
      'a.number: TBD',
      'a.number: ~',
    ],
    ...['a.count: 0', 'a.percent: 94%', 'a.percent: 100.0%', 'a.growth: -130.5%', 'a.money: EUR 10.00', 'a.money: EUR -3'],
    ...[
      'a.duration: 15min',
      'a.duration: P1DT2H',
      'a.date: 2026-10-15',
      'a.date: 2026-10-15T09:30:00Z',
      'a.version: "2.10"',
      'a.version: v1.2-rc.1',
    ],
    ...[
      'a.boolean: false',
      'a.text: no',
      'a.choice: low',
      'a.choice: "???"',
      'a.list: [1, two]',
      'a.list: []',
      'a.list: TBD',
      'a.boolean: TBD',
    ],
    ...['deep.in.here: 1', 'deep: { in: { here: 1 } }', 'deep: { in.here: 1 }', 'deep.in: { here: 1 }', 'deep: TBD', 'constructor: 3'],
  ])('%s', (facts) => {
    expect(takes(facts), JSON.stringify(validate.errors)).toBe(true)
  })

  test.each([
    ...['a.number: 6', 'a.number: "4.4"', 'a.number: four', 'a.number: { value: 4, wrong: 3 }', 'a.number: { sample: 3 }', 'a.number: [4]'],
    ...['a.number: { value: 4, asOf: 2026-13-01 }', 'a.number: { value: 4, sample: 2.5 }', 'a.number: { value: 4, window: 3m }'],
    ...[
      'a.count: -1',
      'a.count: 1.5',
      'a.percent: 94',
      'a.percent: 101%',
      'a.percent: 94 %',
      'a.money: 10 EUR',
      'a.duration: 3m',
      'a.duration: 30',
    ],
    ...[
      'a.date: 2026-02-30',
      'a.date: 15.10.2026',
      'a.version: 2.1',
      'a.boolean: yes',
      'a.boolean: "true"',
      'a.text: 3',
      'a.choice: hihg',
      'a.list: one',
    ],
    ...['a.unknown: 3', 'b: 3', 'deep: 3', 'deep.in: 3', 'deep: { in: { there: 1 } }', 'toString: 3'],
  ])('and not %s', (facts) => {
    expect(takes(facts)).toBe(false)
  })
})

describe('the forms that editors check are those that onlyif reads', () => {
  const fits = (form: string): ((text: string) => boolean) => {
    const expression = new RegExp(`^(?:${form})$`, 'u')
    return (text) => expression.test(text)
  }
  const placeholder = new RegExp(placeholderForm, 'u')

  test('placeholders', () => {
    const words = [
      'tbd',
      'TBA',
      'tbc',
      'ToDo',
      'fixme',
      'n/a',
      'xxx',
      'xx',
      'Unknown',
      'to  be decided',
      'to be',
      '<team>',
      '<>',
      '<<a>',
      'tbdx',
      't.b.d',
      'N.A',
      'a',
    ]
    const part = fc.constantFrom(...words, ...'?!.…-–_ \n:;,/()[]"»0', 'after the audit')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        expect(placeholder.test(parts.join('')), JSON.stringify(parts.join(''))).toBe(isPlaceholder(parts.join('')))
      }),
      { numRuns: 5000 },
    )
  })

  test('durations and versions', () => {
    const part = fc.constantFrom(
      '1',
      '30',
      '000',
      'd',
      'h',
      'min',
      'm',
      's',
      'w',
      'P',
      'T',
      'D',
      'H',
      'M',
      'S',
      'W',
      'Y',
      '.',
      'v',
      '-rc',
      '+b',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join('')
        expect(fits(writtenForms.duration)(text), text).toBe(readDuration(text).ok)
        expect(fits(writtenForms.version)(text), text).toBe(readVersion(text) !== undefined)
      }),
      { numRuns: 5000 },
    )
  })

  test('dates, but for 29 February, which a form cannot tell in every year', () => {
    const two = fc.integer({ min: 0, max: 62 }).map((n) => String(n).padStart(2, '0'))
    const clock = fc
      .tuple(two, two, two, fc.constantFrom('Z', 'z', '+02:00', '-23:59', '+24:00', '', '.5Z'))
      .map(([h, m, s, zone]) => `T${h}:${m}:${s}${zone}`)
    const date = fc.tuple(fc.constantFrom('2026', '2028', '0000', '26'), two, two, fc.oneof(fc.constant(''), clock))
    fc.assert(
      fc.property(date, ([y, m, d, rest]) => {
        const text = `${y}-${m}-${d}${rest}`
        fc.pre(`${m}-${d}` !== '02-29')
        expect(fits(writtenForms.date)(text), text).toBe(readDate(text).ok)
      }),
      { numRuns: 5000 },
    )
    expect(fits(writtenForms.date)('2028-02-29')).toBe(true)
  })
})
