import { describe, expect, test } from 'vitest'
import { defaultLimits } from '../../src/source/limits.ts'
import { codesOf, faultsOf, read } from './read.ts'

const many = 100_000
const small = { ...defaultLimits, maxAliases: 3, maxNodes: 20, maxDepth: 4, maxBytes: 200 }

describe('size', () => {
  test('the limit counts bytes of UTF-8', () => {
    expect(codesOf(`a: ${'ü'.repeat(98)}`, small)).toEqual([])
    expect(faultsOf(`a: ${'ü'.repeat(99)}`, small)).toEqual(['file/too-large - the file has 201 bytes; the limit is 200'])
  })

  test('a mebibyte of nothing but signs is refused', () => {
    expect(codesOf(`[${'1,'.repeat(500_000)}]`)).toEqual(['file/too-large'])
  })
})

describe('depth', () => {
  test('the limit itself is allowed, one more is not', () => {
    expect(codesOf('[[[[1]]]]', small)).toEqual([])
    expect(faultsOf('a:\n  - [[[1]]]', small)).toEqual(['yaml/too-deep 2:7-2:8 more than 4 mappings and lists stand inside one another'])
    expect(codesOf('[[[[[1]]]]]', small)).toEqual(['yaml/too-deep'])
    expect(codesOf('[[[[a: 1]]]]', small)).toEqual(['yaml/too-deep'])
  })

  test('an alias counts as deep as what it names', () => {
    expect(codesOf('- &a [[1]]\n- [*a]', small)).toEqual([])
    expect(codesOf('- &a [[1]]\n- [[*a]]', small)).toEqual(['yaml/too-deep'])
    expect(codesOf('- &a [1]\n- &b [*a]\n- [[*b]]', small)).toEqual(['yaml/too-deep'])
  })

  test.each([
    ['brackets', '['.repeat(many)],
    ['closed brackets', '['.repeat(many) + ']'.repeat(many)],
    ['braces', '{a: '.repeat(many)],
    ['dashes', '- '.repeat(many)],
    ['indentation', Array.from({ length: 1400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['brackets below a key', `a:\n  b: ${'['.repeat(many)}`],
    ['brackets and braces', '[{a: '.repeat(many)],
    ['anchored brackets', Array.from({ length: 20_000 }, (_, i) => `&a${i} [`).join('')],
  ])('%s without end are refused, and no stack overflows', (_, text) => {
    expect(codesOf(text)).toEqual(['yaml/too-deep'])
    expect(read(text).documents).toEqual([])
  })

  test('question marks without end are refused', () => {
    expect(codesOf('? '.repeat(many))).toEqual(['yaml/complex-key'])
  })

  test('no configured limit lets the stack overflow', () => {
    const deep = { ...defaultLimits, maxDepth: 1_000_000 }
    expect(codesOf('['.repeat(500) + ']'.repeat(500), deep)).toEqual([])
    expect(codesOf('&a [a: '.repeat(many), deep)).toEqual(['yaml/too-deep'])
  })

  test('the documents before one that is too deep are returned', () => {
    const { documents, diagnostics } = read(`a: 1\n---\n${'['.repeat(many)}`)
    expect(documents).toHaveLength(1)
    expect(diagnostics.map((item) => item.code)).toEqual(['yaml/too-deep'])
  })
})

describe('aliases', () => {
  const uses = (count: number): string => `- &a 1\n${'- *a\n'.repeat(count)}`

  test('as many as the limit are allowed, one more is not', () => {
    expect(codesOf(uses(3), small)).toEqual([])
    expect(faultsOf(uses(4), small)).toEqual(['yaml/too-many-aliases 5:3-5:5 there are more than 3 aliases in the file'])
  })

  test('the aliases of all documents of a file are counted together', () => {
    expect(codesOf(`${uses(2)}---\n${uses(2)}`, small)).toEqual(['yaml/too-many-aliases'])
  })

  test('the nodes they stand for are counted, those of nested aliases again', () => {
    expect(codesOf('- &a [1, 2, 3]\n- &b [*a, *a]\n- *b', small)).toEqual([])
    expect(faultsOf('- &a [1, 2, 3, 4]\n- &b [*a, *a]\n- *b', small)).toEqual([
      'yaml/too-many-aliases 3:3-3:5 the aliases of the file stand for more than 20 nodes',
    ])
  })
})

describe('floods', () => {
  test('warnings without end never hide an error', () => {
    const { documents, diagnostics } = read(`${'- no\n'.repeat(2000)}---\na: 1\na: 2\n`)
    expect(diagnostics.filter((item) => item.severity === 'warning')).toHaveLength(1000)
    expect(diagnostics.filter((item) => item.severity === 'error').map((item) => item.code)).toEqual(['yaml/duplicate-key'])
    expect(documents).toHaveLength(1)
  })

  test('errors without end are kept to a thousand, and no broken document gets through', () => {
    const { documents, diagnostics } = read('a: 1\na: 2\n---\n'.repeat(3000))
    expect(diagnostics).toHaveLength(1000)
    expect(documents).toEqual([])
  })
})
