import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { errorsOf } from '../../src/model/form.ts'
import { forms } from '../../src/model/generated/forms.ts'
import { type Kind, kinds } from '../../src/model/schema.ts'
import { readDocuments } from '../../src/source/document.ts'
import { type JsonValue, textOf, toData } from '../../src/source/node.ts'

// The forms are read by a small reader of our own, because compiled validators weigh as much as everything else in a
// browser. Here the reference implementation reads the same forms, and must find the same.
const ajv = new Ajv2020({
  verbose: true,
  allErrors: true,
  ownProperties: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  formats: {
    'onlyif-date': true,
    'onlyif-day': true,
    'onlyif-due': true,
    'onlyif-duration': true,
  },
})
const reference = new Map(kinds.map((kind) => [kind, ajv.compile({ $defs: forms, $ref: `#/$defs/${kind}` })]))

interface Found {
  readonly keyword: string
  readonly instancePath: string
  readonly params: { readonly [name: string]: unknown }
  readonly parentSchema?: unknown
}

/** What is wrong, in order, and apart from that what has the wrong type, which wins wherever it stands. */
function sorted(errors: readonly Found[]): { types: string[]; others: Found[] } {
  const plain = errors.map(({ keyword, instancePath, params: { comparison: _, ...params }, ...rest }) => ({
    keyword,
    instancePath,
    params,
    form: 'form' in rest ? rest.form : rest.parentSchema,
  }))
  return {
    types: plain
      .filter((item) => item.keyword === 'type')
      .map((item) => JSON.stringify(item))
      .sort(),
    others: plain.filter((item) => item.keyword !== 'type' && item.keyword !== 'if'),
  }
}

function both(kind: Kind, data: unknown): void {
  const validate = reference.get(kind)
  validate?.(data)
  expect(sorted(errorsOf(forms, kind, data))).toEqual(sorted((validate?.errors ?? []) as Found[]))
}

const root = join(import.meta.dirname, '../..')
const texts = ['rules', 'tests/diagnostics/cases'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8')),
)

/** Documents in files, and in the texts within files. */
function documentsIn(text: string): { kind: Kind; data: JsonValue }[] {
  return readDocuments('x.yaml', text).documents.flatMap(({ root: node }) => {
    const kind = kinds.find((known) => known === textOf(node, 'kind'))
    const data = toData(node)
    return [
      ...(kind ? [{ kind, data }] : []),
      ...stringsIn(data)
        .filter((item) => item.includes('\nkind: '))
        .flatMap(documentsIn),
    ]
  })
}

function stringsIn(data: JsonValue): string[] {
  if (typeof data === 'string') return [data]
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(stringsIn) : []
}

const documents = texts.flatMap(documentsIn)

describe('the reader of forms finds what the reference implementation finds', () => {
  test.each(kinds)('in every %s of this repository', (kind) => {
    const own = documents.filter((item) => item.kind === kind)
    expect(own.length).toBeGreaterThan(1)
    for (const { data } of own) both(kind, data)
  })

  const strange = fc.oneof(
    fc.constantFrom(null, true, false, Number.NaN, Number.POSITIVE_INFINITY, 0, -1, 1.5, 99, '', 'never', 'go', 'a/b', 'V', '2026-10-07'),
    fc.constantFrom([], ['x'], [1, 2, 3], {}, { x: 1 }, { constructor: 1, toString: 2 }, { 'a/b~c': 1 }, { same: 'a/b', x: 1 }, { has: 3 }),
  )

  test.each(kinds)('however a %s is damaged', (kind) => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(2), strange), { minLength: 1, maxLength: 4 }), (pick, damages) => {
        const own = documents.filter((item) => item.kind === kind)
        const chosen = own[pick % own.length]
        if (!chosen) throw new Error('no document')
        const data: unknown = structuredClone(chosen.data)
        for (const [at, key, how, value] of damages) damage(data, { at, key, how, value: structuredClone(value) })
        both(kind, data)
      }),
      { numRuns: 600 },
    )
  })
})

/** Replaces, removes or adds a part somewhere. */
function damage(data: unknown, { at, key, how, value }: { at: number; key: number; how: number; value: unknown }): void {
  const places = containersIn(data)
  const place = places[at % places.length]
  if (place === undefined) return
  const keys = Object.keys(place)
  const name = keys[key % keys.length]
  if (Array.isArray(place)) place.splice(key % (place.length + 1), how, value)
  else if (how === 2 || name === undefined) place[['other', 'owner', 'at', 'then', 'constructor'][key % 5] ?? 'x'] = value
  else if (how === 1) delete place[name]
  else place[name] = value
}

function containersIn(data: unknown): Record<string, unknown>[] {
  if (typeof data !== 'object' || data === null) return []
  return [data as Record<string, unknown>, ...Object.values(data).flatMap(containersIn)]
}
