import { describe, expect, test } from 'vitest'
import { parseDocuments } from '../../src/index.ts'
import { filesOf, gate, head, judgeFiles, says, words } from './gate.ts'

const manifest = (facts: string): string => `${head('Launch')}id: checkout-2\ntitle: Checkout\nowner: team\n${facts}`

/** What the gate says when the manifest is this text. */
async function said(text: string): Promise<{ codes: string[]; verdict: string | undefined; words: string; lines: (number | undefined)[] }> {
  const [commitment] = filesOf({})
  const { decision, errors } = await judgeFiles([...(commitment ? [commitment] : []), { file: 'launch.yaml', text }])
  return {
    codes: errors.map((item) => item.code),
    verdict: decision?.verdict,
    words: errors.map(words).join('\n'),
    lines: errors.map((item) => item.range?.start.line),
  }
}

const laughs = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map(
    (name, index) =>
      `${name}: &${name} [${Array(10)
        .fill(`*${'abcdefgh'.charAt(index)}`)
        .join(', ')}]`,
  ),
]

type Row = readonly [law: string, text: string, code: string, line: number, says: string]

const rows: readonly Row[] = [
  ['a tag on a mapping is refused', manifest('facts: !!map\n  beta.csat: 5\n'), 'yaml/unknown-tag', 6, ''],
  [
    'an alias bomb is refused before it goes off',
    manifest(`facts:\n  ${laughs.join('\n  ')}\n`),
    'yaml/too-many-aliases',
    11,
    '100000 nodes',
  ],
  [
    'more than a hundred aliases are refused',
    manifest(`facts:\n  a: &a 1\n  beta.list: [${Array(101).fill('*a').join(', ')}]\n`),
    'yaml/too-many-aliases',
    8,
    '100 aliases',
  ],
  ['`__proto__` at the top is refused', manifest('__proto__: { polluted: true }\n'), 'yaml/forbidden-key', 6, '`__proto__`'],
  ['a tab for indentation is told', manifest('facts:\n\tbeta.csat: 5\n'), 'yaml/tab', 7, 'spaces'],
  ['nesting without measure is refused', manifest(`facts:\n  beta: ${'['.repeat(70)}${']'.repeat(70)}\n`), 'yaml/too-deep', 7, '64'],
  ['an unknown `%` line is refused', `%TAG ! tag:example.com,2000:\n---\n${manifest('')}`, 'yaml/syntax', 1, ''],
  ['half of a surrogate pair is refused', manifest('facts:\n  a.b: "\\ud800"\n'), 'yaml/bad-character', 7, ''],
  ['a control character is refused', manifest('facts:\n  a.b: x\u0007y\n'), 'yaml/control-character', 7, 'U+0007'],
]

describe('§2 the parser never lets a broken text pass for a whole one', () => {
  test.each(rows)('%s', async (_, text, code, line, wanted) => {
    const reply = await said(text)
    expect(reply).toMatchObject({ codes: [code], verdict: undefined, lines: [line] })
    expect(reply.words).toContain(wanted)
  })

  test.each(rows)('%s: the sentence is ours, on one line, without a picture of the text', (_, text) => {
    const { diagnostics } = parseDocuments([{ file: 'launch.yaml', text }])
    for (const { message, hint = '' } of diagnostics)
      expect(`${message}${hint}`).not.toMatch(/\n|\^|at line \d+, column|Map keys must be unique|YAMLParseError|Excessive alias/)
  })

  test('a key that stands twice names both lines', async () => {
    const [error] = (await gate({ facts: 'beta.csat: 1\na.b: 2\nbeta.csat: 5' })).errors
    expect(error).toMatchObject({ code: 'yaml/duplicate-key', range: { start: { line: 9, column: 3 }, end: { line: 9, column: 12 } } })
    expect(error?.related).toMatchObject([{ file: 'launch.yaml', range: { start: { line: 7, column: 3 } } }])
  })

  test('the same fact nested and dotted is refused, naming both lines', async () => {
    const [error] = (await gate({ facts: 'beta:\n  csat: 1\nbeta.csat: 5' })).errors
    expect(error).toMatchObject({
      code: 'launch/duplicate-fact',
      range: { start: { line: 9 } },
      related: [{ range: { start: { line: 8 } } }],
    })
  })

  test('nothing is polluted by a key `__proto__`', async () => {
    await said(manifest('__proto__: { polluted: true }\nfacts: { __proto__: { polluted: true } }\n'))
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
    expect('polluted' in {}).toBe(false)
  })

  test.each(['constructor', 'toString', 'hasOwnProperty', 'prototype'])('`%s` is an ordinary name', async (name) => {
    expect((await said(manifest(`facts:\n  ${name}: 1\n  beta.csat: 5\n`))).verdict).toBe('go')
  })

  test('two documents of one file are both read', async () => {
    const text = `${manifest('')}---\n${head('Facts')}launch: checkout-2\nfacts: { beta.csat: 5 }\n`
    expect(await said(text)).toMatchObject({ codes: [], verdict: 'go' })
  })

  test.each([
    ['first', (good: string, bad: string) => `${bad}---\n${good}`],
    ['second', (good: string, bad: string) => `${good}---\n${bad}`],
  ])('a broken %s document is not passed over for the other one', async (_, join) => {
    const bad = `${head('Facts')}launch: checkout-2\nfacts: { beta.blockers: 1\n`
    const { verdict, codes } = await said(join(manifest('facts: { beta.csat: 5 }\n'), bad))
    expect([verdict, codes.length]).toEqual([undefined, 1])
  })

  test('an alias within the limits is read as what it names', async () => {
    expect(await said(manifest('facts:\n  a.b: &five 5\n  beta.csat: *five\n'))).toMatchObject({ codes: [], verdict: 'go' })
  })

  test('an anchor that is used a second time means the latest', async () => {
    expect(await said(manifest('facts:\n  a.b: &x 1\n  a.c: &x 5\n  beta.csat: *x\n'))).toMatchObject({ codes: [], verdict: 'go' })
  })

  test('JSON is read as YAML is', async () => {
    const text = JSON.stringify({
      apiVersion: 'onlyif/v1',
      kind: 'Launch',
      id: 'a',
      title: 't',
      owner: 'o',
      facts: { beta: { csat: { value: 5 } } },
    })
    expect(await said(text)).toMatchObject({ codes: [], verdict: 'go' })
  })

  test('a duplicate key of JSON is refused, too', async () => {
    expect(
      (await said('{"apiVersion":"onlyif/v1","kind":"Launch","id":"a","title":"t","owner":"o","facts":{"beta.csat":1,"beta.csat":5}}'))
        .codes,
    ).toEqual(['yaml/duplicate-key'])
  })

  test('a warning of the parser is never swallowed: what is no error here is told as a warning', async () => {
    const { diagnostics } = await gate({ facts: 'beta.csat: 5\na.b: on' })
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['yaml/ambiguous-boolean', 'warning']])
  })

  test('a commitment that is broken never leaves a launch judged by what remains of it', async () => {
    const [commitment, launch] = filesOf({ facts: 'beta.csat: 5' })
    const text = `${commitment?.text ?? ''}  - id: second\n    title: [\n`
    const { decision, errors } = await judgeFiles([{ file: 'commitment.yaml', text }, ...(launch ? [launch] : [])])
    expect([decision, errors.length]).toEqual([undefined, 1])
  })

  test('every place is counted in lines and columns from 1, whatever ends the lines', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = manifest('facts:\n  beta.csat: 1\n  beta.csat: 5\n').replaceAll('\n', end)
      expect(await said(text)).toMatchObject({ codes: ['yaml/duplicate-key'], lines: [8] })
    }
  })

  test('a file without a document is told, not taken for one without facts', async () => {
    for (const text of ['', '\n\n', '# only a comment\n', '---\n', '---\n...\n'])
      expect((await said(text)).codes, JSON.stringify(text)).toEqual(['file/empty'])
  })

  test('what the gate says of a fact does not depend on how its YAML is written', async () => {
    const forms = [
      'beta.csat: 5',
      'beta: { csat: 5 }',
      'beta:\n  csat: 5',
      '"beta.csat": 5',
      'beta.csat: { value: 5 }',
      'beta:\n  csat:\n    value: 5',
      '? beta.csat\n: 5',
    ]
    for (const facts of forms) expect(await says({ facts }), facts).toBe('met')
  })
})
