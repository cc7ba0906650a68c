import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { CST, Lexer } from 'yaml'
import { plainLexer } from '../../tools/yaml-lexer.ts'

const root = resolve(import.meta.dirname, '../..')
const code = readFileSync(join(root, 'node_modules/yaml/browser/dist/parse/lexer.js'), 'utf8')

let plain: new () => { lex(text: string): Iterable<string> }

beforeAll(async () => {
  const marks = `const { BOM, DOCUMENT, FLOW_END, SCALAR } = ${JSON.stringify(CST)};\n`
  const module = plainLexer(code).replace(/^import .*$/m, () => marks)
  plain = ((await import(`data:text/javascript,${encodeURIComponent(module)}`)) as { Lexer: typeof plain }).Lexer
})

function expectSame(text: string): void {
  expect([...new plain().lex(text)]).toEqual([...new Lexer().lex(text)])
}

test('the lexer of what is built finds in every document here what that of the library finds', () => {
  const files = ['rules', 'tests', 'docs', 'schemas', 'demo'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ya?ml|json)$/.test(name) && !name.includes('node_modules'))
      .map((name) => join(root, folder, name)),
  )
  expect(files.length).toBeGreaterThan(100)
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    if (text.length < 200_000) expectSame(text)
  }
})

test('and in every other text', () => {
  const parts = [
    '- ',
    '? ',
    ': ',
    ':',
    '-',
    '\n',
    '\n  ',
    '\r\n',
    ' ',
    '\t',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '#',
    ' #',
    '&a',
    '*a',
    '!t',
    '|',
    '>-\n',
  ]
  const others = ['---', '...', '%YAML 1.2\n', '\uFEFF', 'a', 'b: c', 'é', '\\', '@', '`', '0']
  const text = fc.array(fc.oneof(fc.constantFrom(...parts, ...others), fc.string({ maxLength: 4 })), { maxLength: 60 })
  fc.assert(
    fc.property(text, (some) => {
      expectSame(some.join(''))
    }),
    { numRuns: 3000 },
  )
})

test('stops where it is told to, however much is left', () => {
  const lexemes = new plain().lex('{ a: [1, 2] }\n'.repeat(100_000))[Symbol.iterator]()
  expect(lexemes.next().value).toBe(CST.DOCUMENT)
  expect(lexemes.next().value).toBe('{')
})

test('another version of the library is not built with', () => {
  expect(() => plainLexer(`${code} `)).toThrow('another than')
})
