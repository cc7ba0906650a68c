import fc from 'fast-check'
import { schemas } from '../../src/model/generated/schemas.ts'
import type { Decision } from '../../src/model/generated/types.ts'

/** Keys whose values are words of the format itself; everything else in a decision may come from a file. */
const closed: ReadonlySet<string> = new Set([
  ...['apiVersion', 'kind', 'verdict', 'gateReady', 'onPlan', 'outcome', 'underlying', 'result', 'operator', 'polarity'],
  ...['state', 'proof', 'as', 'enforcement', 'outOfScope', 'better'],
])
const reasons = new Set(enumOf('reason'))

/** A copy of a decision in which every text that could come from a file is what `infect` makes of it, keys of facts included. */
export function infected(decision: Decision, infect: (text: string) => string): Decision {
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return closed.has(key) || (key === 'reason' && reasons.has(value)) ? value : infect(value)
    if (Array.isArray(value)) return value.map((item) => walk(item, key))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [key === 'facts' ? infect(name) : name, walk(item, name)]))
  }
  return walk(decision, '') as Decision
}

/** What people and machines must never obey, whatever the channel. */
export const evil: readonly string[] = [
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=x>',
    "' onmouseover='x",
    '</title><script>',
    '<!--',
    '-->',
    ']]>',
  ],
  ...[
    'javascript:alert(1)',
    'https://evil.example/x?a=1&b=2',
    'HTTP://EVIL.example',
    'www.evil.example',
    '//evil.example',
    'data:text/html,x',
  ],
  ...['@someone', '@org/team', 'a@b.example', '#123', 'org/repo#1', 'GH-1', 'gh-22', ':tada:', ':+1:', 'deadbeef1234567'],
  ...['[x](https://evil.example)', '![x](y)', '[x]: https://evil.example', '[^1]', '**b**', '_i_', '~~s~~', '`code`', '```', '`', '``'],
  ...[
    '|',
    '| a | b |',
    '\\',
    '\\|',
    '&#124;',
    '&lt;',
    '&amp;',
    '$x$',
    '$$',
    '{0}',
    '{{',
    '}}',
    '# heading',
    '- item',
    '> quote',
    '1. one',
    '===',
  ],
  ...['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://evil.example")', ';=1+1', '＝1', '"', '""', ',', ';', "'"],
  ...['\n', '\r\n', '\n::error::x', '::stop-commands::x', '##[group]x', '##vso[task.complete]', '\u0000', '\u001b[31m', '\u0085', '\u2028'],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\ufeff',
    '\ufffe',
    '\uffff',
    '\ud800',
    '\udc00',
    '東京',
    'مرحبا',
    '👩‍👩‍👧',
    'x'.repeat(320),
    ' ',
    '',
    '../../x',
    'a:b',
  ],
]

/** Texts made of the worst and of anything. */
export const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...evil) },
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''))

/** Ways to put a hostile text where another was. */
export const infections: fc.Arbitrary<(text: string) => string> = fc.tuple(hostile, fc.constantFrom('whole', 'before', 'after')).map(
  ([text, way]) =>
    (given: string): string =>
      way === 'whole' ? text : way === 'before' ? `${text}${given}` : `${given}${text}`,
)

function enumOf(name: string): readonly string[] {
  const definitions = schemas.definitions['$defs'] as Readonly<Record<string, { readonly enum?: readonly string[] }>>
  return definitions[name]?.enum ?? []
}
