import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { diagnosticsText } from '../../src/report/diagnostics-text.ts'
import { forCommandMessage, forCommandProperty, forTerminal, withoutCommands } from '../../src/report/escape.ts'
import { widthOf, wrap } from '../../src/report/measure.ts'
import { formats, report } from '../../src/report/reporters.ts'
import { diagnostic } from '../../src/source/diagnostic.ts'
import { exampleDecision } from './decisions.ts'

const evil = [
  '\u001b[31m',
  '\u001b]0;title\u0007',
  '\r',
  '\n',
  '\n::error file=x::boo',
  '::add-mask::x',
  '##[error]x',
  '##vso[task.complete]',
  '\u202e',
  '\u2066',
  '\u2069',
  '\u009b',
  '\u0000',
  '\u007f',
  '\u200b',
  '\u2028',
  '%',
  '%0A',
  ':',
  ',',
  '`',
  '東京',
  '👩‍👩‍👧',
  '\ud800',
  '\u{e0041}',
  'a',
  ' ',
  '   ',
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...evil), fc.string({ unit: 'grapheme', maxLength: 5 }), fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 20,
  })
  .map((parts) => parts.join(''))

const controls = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u
const command = /^\s*::|##\[|##vso\[/i

test('what a terminal could obey is shown, not obeyed', () => {
  fc.assert(fc.property(hostile, (text) => void expect(forTerminal(text)).not.toMatch(controls)))
  expect(forTerminal('a\u001b[2Jb\u202ec')).toBe('a\\u{1b}[2Jb\\u{202e}c')
  expect(forTerminal('नमस्ते 👩‍👩‍👧 東京 مرحبا')).toBe('नमस्ते 👩‍👩‍👧 東京 مرحبا')
})

test('a workflow command cannot be ended or added to', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(forCommandMessage(text)).not.toMatch(/[\r\n]/)
      expect(forCommandProperty(text)).not.toMatch(/[\r\n:,]/)
      expect(unescaped(forCommandProperty(text))).toBe(text)
    }),
  )
})

test('no line of other text is a command', () => {
  fc.assert(
    fc.property(
      hostile,
      (text) =>
        void expect(
          withoutCommands(text)
            .split('\n')
            .filter((line) => command.test(line)),
        ).toEqual([]),
    ),
  )
})

test('wrapped lines hold all the words and fit', () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 8, max: 60 }), (text, width) => {
      const lines = wrap(text, width)
      expect(lines.join('').replaceAll(' ', '')).toBe(forTerminal(text).replaceAll(' ', ''))
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width)
    }),
  )
})

const base = exampleDecision('saved-baskets')

/** A decision with one hostile text wherever a file could put one. */
function infected(text: string): Decision {
  return {
    ...base,
    launch: { ...base.launch, id: text, title: text, owner: text, version: text, file: text },
    commitments: base.commitments.map((item) => ({ ...item, title: text })),
    facts: Object.fromEntries(Object.entries(base.facts).map(([path, fact]) => [path, { ...fact, name: text, unit: text, from: text }])),
    requirements: base.requirements.map((item) => ({
      ...item,
      title: text,
      owner: text,
      ifUnmet: text,
      findings: item.findings.map((finding) => ({
        ...finding,
        expected: text,
        actual: text,
        evidence: { ...finding.evidence, by: text, source: text },
        commitment: { ...finding.commitment, file: text },
        manifest: { ...finding.manifest, file: text },
      })),
    })),
    waivers: base.waivers.map((item) => ({
      ...item,
      reason: text,
      why: text,
      approved: [{ by: text, role: text, on: text }],
      followUp: { what: text, owner: text, due: text },
    })),
    toGo: { ...base.toGo, changes: base.toGo.changes.map((change) => ({ ...change, owner: text, needs: { equals: text } })) },
  }
}

describe('a hostile decision stays in its place', () => {
  test('on a terminal', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const decisions of [[infected(text)], Array.from({ length: 7 }, () => infected(text))]) {
          const lines = report(decisions, { format: 'text' }).split('\n')
          expect(lines.filter((line) => controls.test(line) || command.test(line))).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  })

  test('in a workflow', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = report([infected(text)], { format: 'github', undecided: [{ name: text, file: text }] })
          .trimEnd()
          .split('\n')
        expect(lines.filter((line) => /^\s*::/.test(line) && !/^::(?:error|warning) file=[^:\r\n]*::/.test(line))).toEqual([])
        expect(lines.filter((line) => line.startsWith('::')).length).toBe(6)
        expect(lines.length).toBe(8)
      }),
      { numRuns: 60 },
    )
  })

  test('in JSON nothing is changed', () => {
    fc.assert(
      fc.property(
        hostile.filter((text) => !/\p{Cs}/u.test(text)),
        (text) => void expect(JSON.parse(report([infected(text)], { format: 'json' }))).toEqual(infected(text)),
      ),
      { numRuns: 30 },
    )
  })

  test('in a diagnostic', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 40 }), (text, column) => {
        const range = { start: { line: 1, column }, end: { line: 1, column: column + 3 } }
        const item = diagnostic('yaml/syntax', {
          file: text,
          range,
          message: text,
          hint: text,
          related: [{ file: text, range, message: text }],
        })
        const lines = diagnosticsText([item], { textOf: () => text }).split('\n')
        expect(lines.filter((line) => controls.test(line) || command.test(line))).toEqual([])
      }),
    )
  })
})

test('every format is a function of decisions', () => {
  for (const format of formats) expect(report([base], { format })).toBe(report([structuredClone(base)], { format }))
})

function unescaped(text: string): string {
  return text.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%')
}
