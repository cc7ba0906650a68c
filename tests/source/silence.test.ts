import { describe, expect, test } from 'vitest'
import type { DiagnosticCode } from '../../src/source/codes.ts'
import { type Diagnostic, diagnostic } from '../../src/source/diagnostic.ts'
import { commentsOf } from '../../src/source/document.ts'
import { applySilences } from '../../src/source/silence.ts'
import { read } from './read.ts'

const comment = '# onlyif-disable-next-line yaml/ambiguous-boolean -- Norway'

function silenced(text: string): string[] {
  return applySilences(text, 'f.yaml', read(text).diagnostics).map(summary)
}

function summary({ code, range, message, hint }: Diagnostic): string {
  return `${code} ${range?.start.line}:${range?.start.column} ${message} [${hint}]`
}

function at(code: DiagnosticCode, line: number): Diagnostic {
  return diagnostic(code, { file: 'f.yaml', range: { start: { line, column: 1 }, end: { line, column: 2 } }, message: 'm' })
}

describe('a comment that silences', () => {
  test('is looked for in no more time than it takes to read the comment', () => {
    const long = `# onlyif-disable-next-line${' '.repeat(500_000)}${'x'.repeat(500_000)}\u2028`
    expect(applySilences(long, 'f.yaml', []).map(({ code }) => code)).toEqual(['document/silence-without-reason'])
    expect(silenced('# onlyif-disable-next-lines yaml/ambiguous-boolean -- Norway\na: 1')).toEqual([])
  })

  test('takes away the warning of its code on the next line', () => {
    expect(read('a: NO').diagnostics).toHaveLength(1)
    expect(silenced(`${comment}\na: NO`)).toEqual([])
  })

  test('works behind a value, in a list, and with any line ending', () => {
    expect(silenced(`x: 1 ${comment}\na: NO`)).toEqual([])
    expect(silenced(`- x\n${comment}\n- NO`)).toEqual([])
    expect(silenced(`${comment}\r\na: NO\r\n`)).toEqual([])
    expect(silenced(`${comment}\ra: NO\r`)).toEqual([])
  })

  test('takes away every such warning of the line, and no other line', () => {
    expect(silenced(`${comment}\n- [NO, NO]\n- NO`).map((line) => line.slice(0, 26))).toEqual(['yaml/ambiguous-boolean 3:3'])
  })

  test('may stand above another one; both mean the line below them', () => {
    const text = `# onlyif-disable-next-line waiver/expired -- known\n${comment}\na: NO`
    expect(applySilences(text, 'f.yaml', [...read(text).diagnostics, at('waiver/expired', 3)])).toEqual([])
  })

  test('never takes away an error', () => {
    const text = '# onlyif-disable-next-line yaml/duplicate-key -- please\na: 1'
    const error = at('yaml/duplicate-key', 2)
    expect(applySilences(text, 'f.yaml', [error]).map(summary)).toEqual([
      summary(error),
      'document/unused-silence 1:1 a comment silences `yaml/duplicate-key`, but the line below has no such warning [errors cannot be silenced; remove the comment]',
    ])
  })

  test('does not reach into another file', () => {
    const other = { ...at('waiver/expired', 2), file: 'g.yaml' }
    const text = '# onlyif-disable-next-line waiver/expired -- known\na: 1'
    expect(applySilences(text, 'f.yaml', [other])[0]).toBe(other)
  })
})

describe('a comment that silences nothing', () => {
  test.each([
    ['# onlyif-disable-next-line yaml/ambiguous-boolean', 'yaml/ambiguous-boolean'],
    ['# onlyif-disable-next-line yaml/ambiguous-boolean --', 'yaml/ambiguous-boolean'],
    ['# onlyif-disable-next-line yaml/ambiguous-boolean --  ', 'yaml/ambiguous-boolean'],
  ])('%j gives no reason, and the warning stays', (line, code) => {
    expect(silenced(`${line}\na: NO`).sort()).toEqual([
      `document/silence-without-reason 1:1 a comment silences \`${code}\` without saying why, so it silences nothing [write \`# onlyif-disable-next-line ${code} -- why\`]`,
      expect.stringContaining('yaml/ambiguous-boolean 2:4'),
    ])
  })

  test('names no code', () => {
    expect(silenced('# onlyif-disable-next-line -- why\na: 1')).toEqual([
      'document/silence-without-reason 1:1 a comment silences a warning without naming it [write `# onlyif-disable-next-line room/what-is-wrong -- why`]',
    ])
  })

  test('is told so', () => {
    expect(silenced(`${comment}\na: DE`)).toEqual([
      'document/unused-silence 1:1 a comment silences `yaml/ambiguous-boolean`, but the line below has no such warning [remove the comment]',
    ])
  })

  test('gets a suggestion when its code is mistyped', () => {
    expect(silenced('# onlyif-disable-next-line yaml/ambigous-boolean -- why\na: NO')).toContain(
      'document/unused-silence 1:1 a comment silences `yaml/ambigous-boolean`, but the line below has no such warning [did you mean `yaml/ambiguous-boolean`?]',
    )
  })
})

describe('what looks like a comment', () => {
  test.each([
    ['a text block', `a: |\n  ${comment}\nb: NO`],
    ['double quotes', `a: "\n  ${comment}\n  "\nb: NO`],
    ['single quotes', `a: '\n  ${comment}'\nb: NO`],
    ['a text without quotes', `a: x${comment}\nb: NO`],
  ])('within %s silences nothing and is not complained about', (_, text) => {
    expect(silenced(text)).toEqual([expect.stringContaining('yaml/ambiguous-boolean')])
  })

  test('is not among the comments of a text', () => {
    const text = '# 1\na: "# no" # 2\nb: | # 3\n  # no\n  # no\n# 4\n- [x, # 5\n  y#no]\n'
    expect(commentsOf(text).map((each) => each.text)).toEqual(['# 1', '# 2', '# 3', '# 4', '# 5'])
    for (const { start, end, text: shown } of commentsOf(text)) expect(text.slice(start, end)).toBe(shown)
  })
})
