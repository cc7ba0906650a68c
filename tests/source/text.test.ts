import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/source/text.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (input: Uint8Array, maxBytes = 1000) => decodeText('f.yaml', input, { maxBytes })

describe('decodeText', () => {
  test('text is returned as it is, line endings included', () => {
    expect(decode(bytes('a: ü\r\nb: 😀\r'))).toEqual({ text: 'a: ü\r\nb: 😀\r', diagnostics: [] })
  })

  test('a byte order mark is removed, and only at the beginning', () => {
    expect(decode(bytes('\uFEFFa\uFEFF')).text).toBe('a\uFEFF')
  })

  test('a file as large as the limit is read, one byte more is not', () => {
    expect(decode(bytes('éé'), 4).text).toBe('éé')
    const { text, diagnostics } = decode(bytes('ééa'), 4)
    expect(text).toBeUndefined()
    expect(diagnostics).toEqual([
      { code: 'file/too-large', severity: 'error', file: 'f.yaml', message: 'the file has 5 bytes; the limit is 4' },
    ])
  })

  test.each([
    ['a Latin-1 letter', [...bytes('a: 1\nb: '), 0xe4, 0x62], 9, 2, 4, 'E4'],
    ['a lone continuation byte', [0x61, 0x80, 0x61], 2, 1, 2, '80'],
    ['an overlong form', [0xc0, 0xaf], 1, 1, 1, 'C0'],
    ['half of a surrogate pair', [0x0a, 0xed, 0xa0, 0x80], 2, 2, 1, 'ED'],
    ['a character cut off by the end of the file', [...bytes('x😀').subarray(0, 4)], 2, 1, 2, 'F0'],
    ['a bad byte behind a byte order mark', [0xef, 0xbb, 0xbf, 0x61, 0xff], 5, 1, 2, 'FF'],
  ])('%s is refused at its byte and line', (_, input, byte, line, column, value) => {
    const { text, diagnostics } = decode(Uint8Array.from(input))
    expect(text).toBeUndefined()
    expect(diagnostics).toHaveLength(1)
    expect(diagnostics[0]).toMatchObject({
      code: 'file/not-utf8',
      range: { start: { line, column } },
      message: `the file is not UTF-8 text: byte ${byte}, in line ${line}, is \`${value}\` where no such byte may stand`,
      hint: 'save it again with the encoding UTF-8',
    })
  })

  test.each([
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00]],
    ['UTF-16', [0xfe, 0xff, 0x00, 0x61]],
    ['UTF-32', [0xff, 0xfe, 0x00, 0x00]],
  ])('%s text is named as such', (name, input) => {
    const { diagnostics } = decode(Uint8Array.from(input))
    expect(diagnostics.map((item) => item.message)).toEqual([`the file is ${name} text, not UTF-8`])
  })

  test('a NUL character is refused where it stands', () => {
    const { text, diagnostics } = decode(bytes('a: 1\nb\0: 2'))
    expect(text).toBeUndefined()
    expect(diagnostics).toMatchObject([{ code: 'file/nul-byte', range: { start: { line: 2, column: 2 }, end: { line: 2, column: 3 } } }])
  })
})
