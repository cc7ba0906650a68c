import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forTerminal, isPlain } from '../../src/report/escape.ts'
import { cutTo, graphemesOf, widthOf, wrap } from '../../src/report/measure.ts'

const plain = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(isPlain)

describe('a plain text', () => {
  test('is made of characters that are each one piece of one column', () => {
    expect(plain.length).toBeGreaterThan(800)
    for (const character of plain) {
      // Beside a character that is not plain, the pieces are counted one by one.
      expect([character, widthOf(`${character}漢`)]).toEqual([character, 3])
      expect(character).not.toMatch(/[\p{C}\p{M}\p{Zl}\p{Zp}\p{Emoji_Presentation}]/u)
    }
  })

  test('has as many pieces as characters, and nothing to be escaped', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...plain), { maxLength: 30 }), (characters) => {
        const text = characters.join('')
        expect([...graphemesOf(text)].length).toBe(text.length)
        expect(forTerminal(text)).toBe(text)
        expect(forTerminal(`${text}\u202e`)).toBe(`${text}\\u{202e}`)
      }),
    )
  })

  test('is cut and broken like any other', () => {
    expect(cutTo('abcdef', 4)).toBe('abc…')
    expect(cutTo('äbcdef漢', 4)).toBe('äbc…')
    expect(wrap('abcdefghij', 8)).toEqual(['abcdefgh', 'ij'])
    expect(wrap('漢字漢字漢字', 8)).toEqual(['漢字漢字', '漢字'])
  })

  test.each(['\u00ad', '\u200d', '\u0301', '\ufe0f', '\u{1f600}', '漢', '◽', '✅', '\n', '\u0000', '\u0085'])(
    'holds no %j',
    (character) => {
      expect(isPlain(`a${character}`)).toBe(false)
    },
  )
})
