import { describe, expect, test } from 'vitest'
import { codesOf, dataOf, faultsOf, only, read } from './read.ts'

describe('spellings that mislead', () => {
  test.each(['2025-30-01', '2025-11-31', '2025-02-29', '2026-10-15', '95%', '1_000', '12:30', '2.0.0', 'v1.10'])(
    '%s is text, not a date or number',
    (spelling) => {
      expect(only(`a: ${spelling}`)).toEqual({ a: spelling })
    },
  )

  test('1.10 is a number that remembers how it was written', () => {
    const [document] = read('1.10').documents
    expect(document?.root).toMatchObject({ value: 1.1, text: '1.10' })
  })

  test('1e3 is a number', () => {
    expect(only('1e3')).toBe(1000)
  })

  test.each([
    ['0123', '123'],
    ['-007', '-7'],
    ['00', '0'],
  ])('%s is refused: its leading zero means different things elsewhere', (spelling, plain) => {
    expect(faultsOf(`a: ${spelling}`)).toEqual([
      `yaml/ambiguous-number 1:4-1:${4 + spelling.length} \`${spelling}\` begins with a zero, and other YAML tools read such numbers differently [write \`${plain}\` if it is a number; quote it, \`"${spelling}"\`, if it is text]`,
    ])
  })

  test.each([
    ['0x1F', '31'],
    ['0o14', '12'],
  ])('%s is refused: it is not written in base ten', (spelling, plain) => {
    expect(faultsOf(spelling)).toEqual([
      `yaml/ambiguous-number 1:1-1:5 \`${spelling}\` is a number in another base than ten, which other YAML tools read differently [write \`${plain}\` if it is a number; quote it, \`"${spelling}"\`, if it is text]`,
    ])
  })

  test.each(['12345678901234567890', '9007199254740993', '-9007199254740992', '1e400'])(
    '%s is refused: too large to be exact',
    (spelling) => {
      expect(faultsOf(spelling)).toEqual([
        `yaml/imprecise-number 1:1-1:${1 + spelling.length} the number \`${spelling}\` is too large to be kept exactly [quote it, \`"${spelling}"\`, if it is an identifier]`,
      ])
    },
  )

  test.each([
    ['0.1234567890123456789', '0.12345678901234568'],
    ['1e-400', '0'],
  ])('%s is refused: its digits do not survive', (spelling, kept) => {
    expect(faultsOf(spelling)).toEqual([
      `yaml/imprecise-number 1:1-1:${1 + spelling.length} the number \`${spelling}\` has more digits than can be kept; it would become \`${kept}\` [write fewer digits, or quote it, \`"${spelling}"\`, if it is text]`,
    ])
  })

  test.each(['9007199254740991', '0.30000000000000004', '1.0e21', '100.001', '0.000', '-0', '123456789012345e-10'])(
    '%s survives',
    (spelling) => {
      expect(codesOf(spelling)).toEqual([])
      expect(dataOf(spelling)).toEqual([Number(spelling)])
    },
  )

  test.each(['yes', 'Yes', 'YES', 'on', 'y', 'Y'])('%s as a value is text, with a warning that others read true', (word) => {
    expect(dataOf(`a: ${word}`)).toEqual([{ a: word }])
    expect(faultsOf(`a: ${word}`)).toEqual([
      `yaml/ambiguous-boolean 1:4-1:${4 + word.length} \`${word}\` is text here, but other YAML tools read it as true [quote it, \`"${word}"\`, if it is text; write \`true\` or \`false\` if it is an answer]`,
    ])
  })

  test('Norway in a list of markets is text, with a warning that says to quote it', () => {
    expect(dataOf('markets: [DE, NO, US]')).toEqual([{ markets: ['DE', 'NO', 'US'] }])
    expect(faultsOf('markets: [DE, NO, US]')).toEqual([
      'yaml/ambiguous-boolean 1:15-1:17 `NO` is text here, but other YAML tools read it as false [quote it, `"NO"`, if it is text; write `true` or `false` if it is an answer]',
    ])
  })

  test('a quoted word, a word in a text block and a key give no such warning', () => {
    expect(codesOf('no: "no"\non: \'on\'\noff: |\n  off\n')).toEqual([])
  })

  test.each(['~', 'null', 'Null', 'NULL', ''])('%j is null', (spelling) => {
    expect(dataOf(`a: ${spelling}`)).toEqual([{ a: null }])
  })
})

describe('behaviours of the parser', () => {
  test('text that is not well-formed never yields half a document', () => {
    expect(read('a: 1\nb: [').documents).toEqual([])
  })

  test('a stream of two documents is two documents and no error', () => {
    expect(dataOf('a: 1\n---\nb: 2')).toEqual([{ a: 1 }, { b: 2 }])
  })

  test.each(['!!js/function', '!!str', '!local', '!', '!!binary', '!<tag:yaml.org,2002:str>'])('the tag %s is an error', (tag) => {
    expect(faultsOf(`a: ${tag} x`)).toEqual([
      `yaml/unknown-tag 1:4-1:${4 + tag.length} the tag \`${tag}\` is used; tags are not read [remove it; if the text itself begins with \`!\`, quote it]`,
    ])
    expect(read(`a: ${tag} x`).documents).toEqual([])
  })

  test.each(['a: !!map {b: 1}', 'a: !!seq\n- b', '!!set {a}', '? !x a\n: b', '{!x a: b}', '[!x a]', 'a: !x'])(
    'a tag is found in %j',
    (text) => {
      expect(codesOf(text)).toEqual(['yaml/unknown-tag'])
    },
  )

  test('an alias bomb is refused without expanding it', () => {
    const names = [...'bcdefghij']
    const levels = names.map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[i]}`).join(', ')}]`)
    const { documents, diagnostics } = read(`a: &a [x, x]\n${levels.join('\n')}`)
    expect(documents).toEqual([])
    expect(diagnostics.map((item) => item.code)).toEqual(['yaml/too-many-aliases'])
  })

  test.each(['x: &a [*a]', 'x: &a {y: *a}', '&a [b, [*a]]', '- &a b\n- &a [*a]'])('the alias in %j contains itself', (text) => {
    expect(codesOf(text)).toEqual(['yaml/cycle'])
  })

  test('a merge key is an error', () => {
    expect(faultsOf('a: &a {b: 1}\nc:\n  <<: *a')).toEqual([
      'yaml/merge-key 3:3-3:5 a merge key `<<` is used; mappings are not merged [write its keys out here]',
    ])
  })

  test('a duplicate key names both places', () => {
    const { diagnostics } = read('a: 1\nb: 2\n"a": 3')
    expect(diagnostics).toEqual([
      {
        code: 'yaml/duplicate-key',
        severity: 'error',
        file: 'f.yaml',
        range: { start: { line: 3, column: 1 }, end: { line: 3, column: 4 } },
        message: 'the key `a` appears twice in one mapping',
        hint: 'remove or rename one of them; the first is in line 1',
        related: [
          { file: 'f.yaml', range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } }, message: 'the key is here first' },
        ],
      },
    ])
  })

  test.each(['__proto__: 1', '"__proto__": 1', "'__proto__': 1", '{"\\u005f_proto__": 1}', '? __proto__', '[__proto__: 1]'])(
    '%s is refused however it is written',
    (text) => {
      expect(codesOf(text)).toEqual(['yaml/forbidden-key'])
    },
  )

  test('__proto__ as a value is text', () => {
    expect(only('a: __proto__')).toEqual({ a: '__proto__' })
  })
})
