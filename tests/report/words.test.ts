import { describe, expect, test } from 'vitest'
import { operators } from '../../src/model/condition.ts'
import type { Decision, Finding } from '../../src/model/generated/types.ts'
import { briefOf, demandOf, foundOf, needsWords, reasonWords, sentenceOf, statementOf } from '../../src/report/words.ts'
import { commitment, decisionOf, launch } from './decisions.ts'
import { expectGolden } from './golden.ts'
import { catalogOfOthers, others, type Row, rows } from './operators.ts'

const unsound = /undefined|\[object|NaN|null|\s{2}|^\s|\s$|``/

function judged(row: Row, polarity: 'require' | 'forbid', value: string, named: boolean): { finding: Finding; decision: Decision } {
  const catalog = `apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  a.fact: { type: ${row.type}, name: the thing, unit: points of 5, from: the weekly export }\n${catalogOfOthers.map((line) => `  ${line}\n`).join('')}`
  const decision = decisionOf({
    'rules.yaml': commitment({ r: `${polarity}:\n  a.fact: ${row.test}` }),
    'launch.yaml': launch(`a.fact: ${value}\n${others}`),
    ...(named && { 'catalog.yaml': catalog }),
  })
  const finding = decision.requirements[0]?.findings[0]
  if (!finding) throw new Error('there is no finding')
  return { finding, decision }
}

test('every operator has a sentence that people have read', () => {
  const lines = rows.flatMap((row) =>
    (['require', 'forbid'] as const).flatMap((polarity) => {
      const short = judged(row, polarity, polarity === 'require' ? row.bad : row.good, true)
      const plain = row.name.endsWith(' fact') ? short : judged(row, polarity, row.good, false)
      expect(short.finding.result, `${row.name} ${polarity}`).toBe('unmet')
      return [
        `${row.name}, ${polarity}`,
        `  ${sentenceOf(short.finding, short.decision)}`,
        `  ${demandOf(plain.finding, plain.decision)}`,
        `  ${briefOf(short.finding, short.decision)}`,
      ]
    }),
  )
  for (const line of lines) expect(line.trim()).not.toMatch(unsound)
  expectGolden('operators.txt', `${lines.join('\n')}\n`)
})

const reasons: Readonly<Record<string, { test: string; type: string; fact: string; header?: string; extra?: string }>> = {
  missing: { type: 'number', test: '{ atLeast: 4 }', fact: 'b: 1' },
  'missing, written as empty': { type: 'number', test: '{ atLeast: 4 }', fact: 'a.fact: ~' },
  'missing launch date': { type: 'date', test: '{ before: T-3d }', fact: 'a.fact: 2026-10-01', header: '' },
  'missing operand': { type: 'number', test: '{ atLeast: { fact: other.number } }', fact: 'a.fact: 1' },
  'missing in an item': { type: 'list', test: '{ every: { status: closed } }', fact: 'a.fact: [{ status: closed }, { state: closed }]' },
  'missing among items': { type: 'list', test: '{ includes: de }', fact: 'a.fact: [~, en]' },
  placeholder: { type: 'number', test: '{ atLeast: 4 }', fact: 'a.fact: TBD' },
  'placeholder operand': { type: 'text', test: '{ equals: { fact: other.text } }', fact: 'a.fact: de', extra: 'other.text: TBD' },
  stale: { type: 'number', test: '{ atLeast: 4, maxAge: 14d }', fact: 'a.fact: { value: 5, asOf: 2026-09-01 }' },
  'stale by hours': { type: 'number', test: '{ atLeast: 4, maxAge: 24h }', fact: 'a.fact: { value: 5, asOf: 2026-10-06T06:00:00Z }' },
  undated: { type: 'number', test: '{ atLeast: 4, maxAge: 14d }', fact: 'a.fact: 5' },
  future: { type: 'number', test: '{ atLeast: 4, maxAge: 14d }', fact: 'a.fact: { value: 5, asOf: 2026-12-01 }' },
  'small sample': { type: 'number', test: '{ atLeast: 4, minSample: 30 }', fact: 'a.fact: { value: 5, sample: 12 }' },
  'no sample': { type: 'number', test: '{ atLeast: 4, minSample: 30 }', fact: 'a.fact: 5' },
  'small window': { type: 'number', test: '{ atLeast: 4, minWindow: 28d }', fact: 'a.fact: { value: 5, window: 7d }' },
  'no window': { type: 'number', test: '{ atLeast: 4, minWindow: 28d }', fact: 'a.fact: 5' },
  'wrong type': { type: 'number', test: '{ atLeast: 4 }', fact: 'a.fact: many' },
  'wrong type, percent': { type: 'percent', test: '{ atLeast: 90% }', fact: 'a.fact: 94' },
  'wrong type, a number in quotes': { type: 'number', test: '{ atLeast: 4 }', fact: 'a.fact: "4.4"' },
  'wrong type, a vague number': { type: 'number', test: '{ atLeast: 4 }', fact: 'a.fact: about 4.4' },
  'wrong type, no number': { type: 'count', test: '{ atMost: 4 }', fact: 'a.fact: none known' },
  'wrong type, a bound': { type: 'percent', test: '{ atLeast: 9% }', fact: 'a.fact: ">94%"' },
  'wrong type, a vague percentage': { type: 'percent', test: '{ atLeast: 9% }', fact: 'a.fact: ~94 %' },
  'wrong type, a decimal comma': { type: 'number', test: '{ atLeast: 4 }', fact: 'a.fact: 4,4' },
  'wrong type, count': { type: 'count', test: '{ atMost: 4 }', fact: 'a.fact: 1.5' },
  'wrong type, boolean': { type: 'boolean', test: 'true', fact: 'a.fact: "yes"' },
  'wrong type, version': { type: 'version', test: '{ atLeast: "2.1.0" }', fact: 'a.fact: 2.10' },
  'wrong type, text': { type: 'text', test: 'abc', fact: 'a.fact: 12' },
  'wrong type, money': { type: 'money', test: '{ atLeast: EUR 10 }', fact: 'a.fact: USD 10' },
  'wrong type, list': { type: 'list', test: '{ includes: de }', fact: 'a.fact: de' },
  'out of range': { type: 'number, range: [1, 5]', test: '{ atLeast: 4 }', fact: 'a.fact: 9' },
  'out of range, with a unit': { type: 'percent, unit: of people, range: [0%, 100%]', test: '{ atLeast: 4% }', fact: 'a.fact: 104%' },
  'out of range, durations': { type: 'duration, range: [1d, 30d]', test: '{ atMost: 7d }', fact: 'a.fact: 60d' },
  'out of range, money': { type: 'money, range: [EUR 1.50, EUR 30]', test: '{ atMost: EUR 7 }', fact: 'a.fact: EUR 31' },
  'out of the range of choices': { type: 'choice, choices: [alpha, beta, ga]', test: 'ga', fact: 'a.fact: gaa' },
  'out of the range of choices, far off': { type: 'choice, choices: [alpha, beta]', test: 'beta', fact: 'a.fact: sold' },
  'out of the range of choices, in a list': {
    type: 'list, choices: [gold, platinum]',
    test: '{ includes: gold }',
    fact: 'a.fact: [gold, platinium]',
  },
  'out of range operand': {
    type: 'number, range: [1, 50]',
    test: '{ atLeast: { fact: other.scale } }',
    fact: 'a.fact: 9',
    extra: 'other.scale: 44',
  },
  empty: { type: 'list', test: '{ every: { it: a } }', fact: 'a.fact: []' },
  'empty operand': { type: 'list', test: '{ includesAll: { fact: other.list } }', fact: 'a.fact: [de]', extra: 'other.list: []' },
  conflict: {
    type: 'number',
    test: '{ atLeast: 4 }',
    fact: 'a.fact: 5',
    extra: '---\napiVersion: onlyif/v1\nkind: Facts\nlaunch: checkout-2\nfacts:\n  a.fact: 6',
  },
}

test('every reason has words that people have read', () => {
  const lines = Object.entries(reasons).flatMap(([name, { type, test, fact, header, extra = '' }]) =>
    [true, false].flatMap((named) => {
      if (!named && (/range|choices|count/.test(type) || test.includes('fact'))) return []
      const [own = '', more = ''] = extra.startsWith('---') ? ['', extra.slice(4)] : [extra]
      const decision = decisionOf({
        'rules.yaml': commitment({ r: `require:\n  a.fact: ${test}` }),
        'launch.yaml': launch(`${fact}\n${own}`, header),
        ...(more && { 'facts/support.yaml': more }),
        ...(named && {
          'catalog.yaml': `apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  b: { type: number }\n  a.fact: { type: ${type}, name: the thing, from: the weekly export }\n${catalogOfOthers.map((line) => `  ${line}\n`).join('')}`,
        }),
      })
      const finding = decision.requirements[0]?.findings[0]
      if (!finding) throw new Error(`${name}: there is no finding`)
      expect(finding.result, name).toBe('unknown')
      return [`${name}${named ? '' : ', without a catalog'} (${finding.reason ?? 'no reason'})`, `  ${foundOf(finding, decision)}`]
    }),
  )
  for (const line of lines) expect(line.trim()).not.toMatch(unsound)
  expectGolden('reasons.txt', `${lines.join('\n')}\n`)
})

describe('sentences are total', () => {
  const subject: Pick<Decision, 'facts' | 'launch' | 'now'> = {
    facts: { 'b.fact': { type: 'date', name: 'named', unit: 'days' } },
    launch: { id: 'x', title: 'X', owner: 'o', file: 'l.yaml' },
    now: '2026-10-07T00:00:00Z',
  }
  const expectations: readonly unknown[] = [
    4.2,
    'TBD',
    'T-30d',
    true,
    ['a', 1],
    { fact: 'c' },
    [{ fact: 'c' }, 'T'],
    { atLeast: 2 },
    { it: { atLeast: 2 } },
    { any: [{ not: { x: 1 } }, { atLeastOf: { count: 1, of: [{ y: { some: { it: 1 } } }] } }] },
    {},
    [],
  ]
  const actuals: readonly unknown[] = [undefined, 3, '', 'TBD', '2026-10-01', false, [], ['a', { b: 1 }, ['c']], { a: { b: 1 } }]
  const place = { file: 'a.yaml', line: 1, column: 1 }
  const reasonsOfUnknown = [undefined, ...Object.keys(reasonWords)] as readonly (Finding['reason'] | undefined)[]
  const outcomes: readonly (readonly [Finding['result'], Finding['reason'] | undefined])[] = [
    ['met', undefined],
    ['unmet', 'shortfall'],
    ...reasonsOfUnknown.map((reason) => ['unknown', reason] as const),
  ]

  test.each(operators)('%s', (operator) => {
    for (const expected of expectations)
      for (const actual of actuals)
        for (const polarity of ['require', 'forbid'] as const)
          for (const [result, reason] of outcomes)
            for (const fact of reason === 'missing' ? ['a.fact', 'b.fact', 'launch.tier'] : ['b.fact']) {
              const finding: Finding = {
                fact,
                operator,
                expected,
                ...(actual !== undefined && { actual }),
                polarity,
                result,
                ...(reason && { reason }),
                decisive: true,
                commitment: place,
                manifest: { ...place, nearest: actual === undefined },
              }
              for (const words of [demandOf, foundOf, statementOf, sentenceOf, briefOf]) {
                const text = words(finding, subject)
                if (/undefined|\[object|NaN|\s{2}/.test(text) || text === '')
                  expect.fail(`${words.name}: ${JSON.stringify(finding)} is "${text}"`)
              }
            }
  })

  test('also what a change needs', () => {
    for (const operator of operators)
      for (const expected of expectations)
        for (const needs of [
          { [operator]: expected },
          { not: { [operator]: expected } },
          { all: [{ [operator]: expected }, { atMost: 3 }], maxAge: '14d', minSample: 3, minWindow: '7d', link: true, note: true },
          {},
        ]) {
          expect(needsWords('b.fact', needs, subject)).not.toMatch(/undefined|\[object|NaN|\s{2}/)
        }
  })
})
