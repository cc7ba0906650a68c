import { describe, expect, test } from 'vitest'
import { entryOf, keyRangeOf, rangeOf, type SourceNode, valueAt } from '../../src/source/node.ts'
import { codesOf, dataOf, only, read, scalarsOf } from './read.ts'

describe('values', () => {
  test.each<[string, unknown]>([
    ['a: 1', { a: 1 }],
    ['- a\n- [b, {c: d}]\n', ['a', ['b', { c: 'd' }]]],
    ['a: [b: c, ? d]', { a: [{ b: 'c' }, { d: null }] }],
    ['{a: 1, b, "c":2,}', { a: 1, b: null, c: 2 }],
    ['? a\n: b\n? c', { a: 'b', c: null }],
    ['a:\n- b\n-\n- - c\n', { a: ['b', null, ['c']] }],
    ['a: |\n  x\n   y\n\nb: >-\n  p\n  q\n', { a: 'x\n y\n', b: 'p q' }],
    ['a: |+\n  x\n\n', { a: 'x\n\n' }],
    ['--- |\nroot\n', 'root\n'],
    ['a: one\n  two\n\n  three', { a: 'one two\nthree' }],
    ["\"a b\": 'it''s'", { 'a b': "it's" }],
    ['1: a\ntrue: b\n2025-01-01: c\n"": d', { '1': 'a', true: 'b', '2025-01-01': 'c', '': 'd' }],
    ['constructor: 1\ntoString: 2\nhasOwnProperty: 3', { constructor: 1, toString: 2, hasOwnProperty: 3 }],
    ['no: 1\non: 2\nY: 3', { no: 1, on: 2, Y: 3 }],
    ['"<<": 1', { '<<': 1 }],
    ['a: &x {b: 1}\nc: *x\nd: &y t\ne: *y', { a: { b: 1 }, c: { b: 1 }, d: 't', e: 't' }],
    ['a: ~\nb: null\nc:\nd: ""', { a: null, b: null, c: null, d: '' }],
    ['a: True\nb: FALSE\nc: tRUE', { a: true, b: false, c: 'tRUE' }],
    ['a: -1\nb: +1.5\nc: .5\nd: 5.\ne: 1e3\nf: 1.0E-2', { a: -1, b: 1.5, c: 0.5, d: 5, e: 1000, f: 0.01 }],
    ['a: .nan\nb: .inf\nc: -.INF', { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: Number.NEGATIVE_INFINITY }],
    ['a: -x\nb: .\nc: +\nd: 1.2.3\ne: 1e\nf: 0x', { a: '-x', b: '.', c: '+', d: '1.2.3', e: '1e', f: '0x' }],
    ['url: http://example.test/#x\nat: 12:30\nhash: a#b', { url: 'http://example.test/#x', at: '12:30', hash: 'a#b' }],
    ['a: "\\x41\\u00e4\\U0001F600\\n\\/\\t"', { a: 'Aä😀\n/\t' }],
    ['{"a":"\\ud83d\\ude00","\\ud83d\\ude00":1}', { a: '😀', '😀': 1 }],
    ['{\n\t"a":\t[\n\t\t1,\n\t\t{"b": null}\n\t]\n}', { a: [1, { b: null }] }],
    ['%YAML 1.2\n---\na: 1\n...\n', { a: 1 }],
    ['\uFEFFa: 1', { a: 1 }],
  ])('%j is read as the data it says', (text, data) => {
    expect(only(text)).toEqual(data)
  })

  test('a plain scalar keeps the spelling, a quoted one says that it is quoted', () => {
    const [document] = read('- 1.10\n- "1.10"\n- |\n  1.10\n- \n- ~').documents
    expect(document && scalarsOf(document.root).map(({ value, text, quoted }) => [value, text, quoted])).toEqual([
      [1.1, '1.10', false],
      ['1.10', '1.10', true],
      ['1.10\n', '1.10\n', true],
      [null, '', false],
      [null, '~', false],
    ])
  })
})

describe('positions', () => {
  const text = '# c\na: 1\nlist:\n  - "x y"\n  - {k: [v]}\nblock: |\n  t\nempty:\nlast: *n\n'.replace('1', '&n 1')

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('with %s line endings every part has its place', (_, ending) => {
    const [document] = read(text.replaceAll('\n', ending)).documents
    if (!document) throw new Error('no document')
    const at = (node: SourceNode | undefined): string | undefined => {
      if (!node) return undefined
      const { start, end } = rangeOf(document, node)
      return `${start.line}:${start.column}-${end.line}:${end.column}`
    }
    const list = valueAt(document.root, 'list')
    const items = list?.kind === 'list' ? list.items : []
    expect(at(valueAt(document.root, 'a'))).toBe('2:7-2:8')
    expect(at(list)).toBe('4:3-5:13')
    expect(at(items[0])).toBe('4:5-4:10')
    expect(at(items[1])).toBe('5:5-5:13')
    expect(at(valueAt(items[1], 'k'))).toBe('5:9-5:12')
    expect(at(valueAt(document.root, 'block'))).toBe('6:8-8:1')
    expect(at(valueAt(document.root, 'empty'))).toBe('8:7-8:7')
    expect(at(document.root)).toBe('2:1-9:9')
    const entry = entryOf(document.root, 'block')
    expect(entry && keyRangeOf(document, entry)).toEqual({ start: { line: 6, column: 1 }, end: { line: 6, column: 6 } })
  })

  test('an alias is the node it names, with the place of that node', () => {
    const [document] = read('a: &x {b: 1}\nc: *x').documents
    expect(valueAt(document?.root, 'c')).toBe(valueAt(document?.root, 'a'))
  })

  test('the text of a document is the text that was given', () => {
    expect(read('a: 1\rb: 2\r\n').documents[0]?.text).toBe('a: 1\rb: 2\r\n')
  })
})

describe('streams', () => {
  test('all documents of a text are read, and counted from 0', () => {
    const { documents } = read('a: 1\n---\nb: 2\n...\n---\nc: 3\n')
    expect(documents.map((document) => document.index)).toEqual([0, 1, 2])
    expect(dataOf('a: 1\n---\nb: 2\n...\n---\nc: 3\n')).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }])
  })

  test('empty documents beside others are passed over and not counted', () => {
    const { documents, diagnostics } = read('---\n# none\n---\na: 1\n---\n---\nb: 2\n---\n')
    expect(documents.map((document) => document.index)).toEqual([0, 1])
    expect(diagnostics).toEqual([])
  })

  test.each(['', ' \n\n', '# only a comment\n', '---\n', '---\n---\n...\n'])('%j holds no document', (text) => {
    expect(codesOf(text)).toEqual(['file/empty'])
  })

  test('a document that says null is a document', () => {
    expect(dataOf('--- ~\n')).toEqual([null])
  })

  test('a broken document is left out and keeps its number; the others are returned', () => {
    const { documents, diagnostics } = read('a: 1\n---\nb: [\n---\nc: 1\nc: 2\n---\nd: 3\n')
    expect(documents.map((document) => document.index)).toEqual([0, 3])
    expect(diagnostics.map((item) => item.code)).toEqual(['yaml/duplicate-key', 'yaml/syntax'])
  })

  test('anchors do not reach into the next document', () => {
    expect(codesOf('a: &x 1\n---\nb: *x\n')).toEqual(['yaml/unknown-alias'])
  })

  test('a document with a warning is returned', () => {
    const { documents, diagnostics } = read('a: no')
    expect(diagnostics.map((item) => item.severity)).toEqual(['warning'])
    expect(documents).toHaveLength(1)
  })
})
