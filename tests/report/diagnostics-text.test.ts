import { expect, test } from 'vitest'
import { diagnosticCounts, diagnosticsText } from '../../src/report/diagnostics-text.ts'
import { diagnostic } from '../../src/source/diagnostic.ts'
import { expectGolden } from './golden.ts'

const source = [
  'apiVersion: onlyif/v1',
  'kind: Commitment',
  '\tid:\tx # after tabs',
  '題名: 東京都の約束 # 幅',
  `long: ${'abcdefghij '.repeat(30)}HERE ${'tail '.repeat(40)}`,
  'odd: a\u001b[31mb\u202ec',
  '',
].join('\n')
const at = (line: number, column: number, length: number) => ({ start: { line, column }, end: { line, column: column + length } })

const cases = {
  plain: diagnostic('document/unknown-key', {
    file: 'rules/a.yaml',
    range: at(2, 1, 4),
    message: 'unknown key `kind`',
    hint: 'did you mean `kinds`?',
  }),
  tabs: diagnostic('yaml/tab', { file: 'rules/a.yaml', range: at(3, 6, 1), message: 'a tab is used for indentation' }),
  wide: diagnostic('document/wrong-value', { file: 'rules/a.yaml', range: at(4, 5, 6), message: 'the title is `東京都の約束`' }),
  long: diagnostic('document/wrong-value', {
    file: 'rules/a.yaml',
    range: at(5, source.split('\n')[4]?.indexOf('HERE') ?? 0, 5),
    message: 'a long line is cut around what is marked',
  }),
  escaped: diagnostic('yaml/control-character', {
    file: 'rules/a.yaml',
    range: at(6, 6, 9),
    message: 'the text holds a control character',
  }),
  related: diagnostic('document/duplicate-id', {
    file: 'rules/a.yaml',
    range: at(2, 7, 10),
    message: 'two commitments have the id `x`',
    hint: 'an id is never reused: give one of them another',
    related: [{ file: 'rules/b.yaml', range: at(1, 1, 10), message: 'the first one' }],
  }),
  severalLines: diagnostic('yaml/syntax', {
    file: 'rules/a.yaml',
    range: { start: { line: 1, column: 13 }, end: { line: 3, column: 2 } },
    message: 'the text is not well-formed YAML',
  }),
  endOfFile: diagnostic('yaml/syntax', { file: 'rules/a.yaml', range: at(7, 1, 0), message: 'the text ends too soon' }),
  beyond: diagnostic('yaml/syntax', { file: 'rules/a.yaml', range: at(99, 1, 1), message: 'a place that the text does not have' }),
  wholeFile: diagnostic('file/not-found', { file: 'rules/none.yaml', message: 'the file does not exist' }),
  warning: diagnostic('waiver/expired', {
    file: 'rules/a.yaml',
    range: at(1, 1, 3),
    message: 'waiver `W-1` expired on 2026-10-01, which this long message says so that it has to be wrapped at eighty columns',
  }),
}

test('every form has its picture', () => {
  expectGolden(
    'diagnostics.txt',
    diagnosticsText(Object.values(cases), { textOf: (file) => (file === 'rules/none.yaml' ? undefined : source) }),
  )
})

test('colour adds nothing but colour', () => {
  const options = { textOf: () => source }
  expect(diagnosticsText(Object.values(cases), { ...options, colour: true }).replaceAll(/\u001b\[\d+m/g, '')).toBe(
    diagnosticsText(Object.values(cases), options),
  )
})

test('counts in words', () => {
  expect(diagnosticCounts([])).toBe('no problems')
  expect(diagnosticCounts([cases.plain, cases.tabs, cases.warning])).toBe('2 errors, 1 warning')
})
