import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments, stringify } from 'yaml'
import { arrange, hasErrors } from '../../src/source/diagnostic.ts'
import { commentsOf, readDocuments } from '../../src/source/document.ts'
import type { JsonValue, SourceNode } from '../../src/source/node.ts'
import { applySilences } from '../../src/source/silence.ts'
import { decodeText } from '../../src/source/text.ts'
import { dataOf, read, scalarsOf } from './read.ts'

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => Number.isSafeInteger(value) || !Number.isInteger(value)),
)
const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    'yes',
    'NO',
    '~',
    'null',
    '0123',
    '1e3',
    '- a',
    'a: b',
    '# x',
    ' x ',
    'a\nb\n',
    '\n',
    '2025-30-01',
    '{{ a }}',
    '*a',
    '&a',
    '!t',
    '<<',
  ),
)
const key = word.filter((text) => text !== '__proto__' && text !== '<<')
const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    word,
    fc.constant(null),
    fc.boolean(),
    number,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(key, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

const bits = '\n|  |\t|- |: |? |#| #|"|\'|[|]|{|}|,|>|&a |*a|---\n|...\n|%|@|\\|\r\n|\r|>-\n|k: v\n|<<: |~|!t |\u2028|\ud83d'
  .split('|')
  .concat('|')
const valid = json.map((data) => stringify(data))
const mutated = fc
  .tuple(valid, fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...bits)), { minLength: 1, maxLength: 4 }))
  .map(([text, edits]) =>
    edits.reduce((result, [at, cut, bit]) => {
      const place = at % (result.length + 1)
      return result.slice(0, place) + bit + result.slice(place + cut)
    }, text),
  )
const soup = fc.array(fc.constantFrom(...bits, 'a', '1', 'x y'), { maxLength: 30 }).map((parts) => parts.join(''))
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }), soup, mutated)

describe('reading', () => {
  test('never throws, and says something about every text that it leaves out', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { documents, diagnostics } = read(text)
        expect(documents.length > 0 || hasErrors(diagnostics)).toBe(true)
        arrange(applySilences(text, 'f.yaml', diagnostics))
      }),
      { numRuns: 3000 },
    )
  })

  test('keeps every range within the text, and every tree in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { root } of read(text).documents) nested(root, 0, text.length)
      }),
      { numRuns: 1000 },
    )
  })

  test('accepts nothing that the library refuses', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { diagnostics } = read(text)
        if (hasErrors(diagnostics)) return
        const theirs = parseAllDocuments(unix(text), { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' })
        expect([...theirs].flatMap((each) => [...each.errors, ...each.warnings]).map(String)).toEqual([])
      }),
      { numRuns: 3000 },
    )
  })

  test('gives the data that the library gives', () => {
    fc.assert(
      fc.property(valid, (text) => {
        const { diagnostics } = read(text)
        if (!hasErrors(diagnostics)) expect(dataOf(text)).toEqual([parse(text)])
        else expect(diagnostics.every((item) => /imprecise|bad-char|control/.test(item.code))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('gives back the data that was written, in YAML and in JSON', () => {
    const control = /[\0-\x08\x0B\x0C\x0E-\x1F]/
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2, '\t'), (data, indent) => {
        const text = JSON.stringify(data, null, indent)
        expect(dataOf(text)).toEqual([JSON.parse(text)])
        const yaml = stringify(data, { version: '1.2' })
        if (!control.test(yaml)) expect(dataOf(yaml)).toEqual([data])
      }),
      { numRuns: 1000 },
    )
  })

  test('gives every scalar a place where its text reads as its value', () => {
    fc.assert(
      fc.property(valid, (text) => {
        for (const document of read(text).documents) {
          for (const { start, end, value } of scalarsOf(document.root)) {
            const slice = text.slice(start, end)
            // A block whose head says its indentation means nothing without its parent.
            if (/^[|>][-+]?\d/.test(slice)) continue
            expect(parse(slice) ?? null).toEqual(value)
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('does not depend on the line endings', () => {
    fc.assert(
      fc.property(valid, (text) => {
        if (/\r/.test(text)) return
        expect(dataOf(text.replaceAll('\n', '\r\n'))).toEqual(dataOf(text))
        expect(dataOf(text.replaceAll('\n', '\r'))).toEqual(dataOf(text))
      }),
      { numRuns: 500 },
    )
  })

  test('finds comments only where their text stands', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { start, end, text: shown } of commentsOf(text)) expect(text.slice(start, end)).toBe(shown)
      }),
    )
  })

  test('decodes any bytes or says why not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const { text, diagnostics } = decodeText('f', bytes)
        expect(text === undefined).toBe(diagnostics.length > 0)
        if (text !== undefined) readDocuments('f', text)
      }),
      { numRuns: 1000 },
    )
  })
})

function unix(text: string): string {
  return text.replace(/\r(?!\n)/g, '\n')
}

// An alias stands elsewhere than its parent, so only ranges that are their own are compared.
function nested(node: SourceNode, from: number, to: number): void {
  expect(node.start).toBeGreaterThanOrEqual(0)
  expect(node.start).toBeLessThanOrEqual(node.end)
  expect(node.end).toBeLessThanOrEqual(to)
  if (node.start < from || node.kind === 'scalar') return
  if (node.kind === 'list') {
    for (const item of node.items) nested(item, 0, to)
    return
  }
  for (const { keyStart, keyEnd, value } of node.entries) {
    expect(keyStart).toBeGreaterThanOrEqual(node.start)
    expect(keyEnd).toBeLessThanOrEqual(node.end)
    nested(value, 0, to)
  }
}
