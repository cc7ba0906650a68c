import { describe, expect, test } from 'vitest'
import { filesOf, gate, judgeFiles, says } from './gate.ts'

describe('§2 what is written keeps its meaning', () => {
  const yesAndNo = ['no', 'NO', 'No', 'n', 'N', 'yes', 'YES', 'y', 'on', 'On', 'OFF', 'off']

  test.each(yesAndNo)('`%s` is text here, with a warning because other tools read a boolean', async (word) => {
    const { decision, diagnostics } = await gate({
      demand: 'require: { launch.markets: { includes: DE } }',
      launch: `markets: [DE, ${word}]`,
    })
    expect(decision?.launch.markets).toEqual(['DE', word])
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['yaml/ambiguous-boolean', 'warning']])
  })

  test.each(yesAndNo)('`%s` is never an answer to a yes-or-no fact: it is unknown', async (word) => {
    expect(await says({ demand: 'require: { known.issues: true }', facts: `known.issues: ${word}` })).toBe('unknown: wrong-type')
    expect(await says({ demand: 'forbid: { known.issues: true }', facts: `known.issues: ${word}` })).toBe('unknown: wrong-type')
    expect(await says({ demand: 'require: { known.issues: { notEquals: true } }', facts: `known.issues: ${word}` })).toBe(
      'unknown: wrong-type',
    )
  })

  test('Norway in quotes raises no warning', async () => {
    expect((await gate({ launch: 'markets: [DE, "NO"]', facts: 'beta.csat: 5' })).diagnostics).toEqual([])
  })

  test.each([
    ['true', 'met'],
    ['True', 'met'],
    ['TRUE', 'met'],
    ['false', 'unmet'],
    ['False', 'unmet'],
    ['tRuE', 'unknown: wrong-type'],
  ])('`%s` as an answer is %s', async (word, expected) => {
    expect(await says({ demand: 'require: { known.issues: true }', facts: `known.issues: ${word}` })).toBe(expected)
  })

  test.each(['~', 'null', 'Null', 'NULL', ''])('`%s` is not provided: unknown, whatever is asked', async (nothing) => {
    for (const test of ['atLeast: 0', 'notEquals: 1', 'noneOf: [x]', 'present: true']) {
      expect(await says({ demand: `require: { beta.csat: { ${test} } }`, facts: `beta.csat: ${nothing}` })).toBe('unknown: missing')
    }
  })

  test.each(['"~"', '"null"', "'NULL'"])('%s in quotes is text', async (text) => {
    expect(await says({ demand: 'require: { a.b: { notEquals: x } }', facts: `a.b: ${text}` })).toBe('met')
  })

  test.each([
    'TBD',
    'tbd',
    'T.B.D.',
    'n/a',
    'N/A',
    '???',
    '"?"',
    'todo',
    '"TODO: ask legal"',
    'unknown',
    '<your team>',
    '-',
    '...',
    '""',
    '"  "',
  ])('the placeholder %s is not provided', async (text) => {
    const [outcome] = (
      await says({ demand: 'require: { a.b: { notEquals: x } }', facts: `a.b: ${text === '-' || text === '...' ? `"${text}"` : text}` })
    ).split(':')
    expect(outcome).toBe('unknown')
  })

  test.each([
    ['95%', '{ atLeast: 90% }', 'met'],
    ['95%', '{ atLeast: 90 }', 'unknown: wrong-type'],
    ['1_000', '{ atLeast: 10 }', 'unknown: wrong-type'],
    ['12:30', '{ atLeast: 10 }', 'unknown: wrong-type'],
    ['1,000', '{ atLeast: 10 }', 'unknown: wrong-type'],
    ['1.000,50', '{ atLeast: 10 }', 'unknown: wrong-type'],
    ['+5', '{ atLeast: 5 }', 'met'],
    ['5.', '{ atLeast: 5 }', 'met'],
    ['.5', '{ atMost: 1 }', 'met'],
    ['1e3', '{ equals: 1000 }', 'met'],
    ['4.0', '{ equals: 4 }', 'met'],
  ])('the fact `%s` under `%s` is %s', async (value, leaf, expected) => {
    expect(await says({ demand: `require: { a.b: ${leaf} }`, facts: `a.b: ${value}` })).toBe(expected)
  })

  test('a number is shown as a number, text as it is written', async () => {
    const { decision } = await gate({
      demand: 'require: { all: [{ a.b: { present: true } }, { a.c: { present: true } }, { a.d: { present: true } }] }',
      facts: 'a.b: 4.20\na.c: 95%\na.d: 2025-30-01',
    })
    expect(decision?.requirements[0]?.findings.map((item) => item.actual)).toEqual([4.2, '95%', '2025-30-01'])
  })

  test('the impossible date of a real enhancement file stays text, and is unknown', async () => {
    for (const date of ['2025-30-01', '2023-14-05']) {
      expect(await says({ demand: 'require: { kep.updated: { withinLast: 3650d } }', facts: `kep.updated: ${date}` })).toBe(
        'unknown: wrong-type',
      )
    }
  })

  const milestones = Array.from({ length: 40 }, (_, index) => `v1.${index}`)

  test.each(milestones)('the milestone %s is neither misplaced as text nor as a decimal', async (milestone) => {
    const number = Number(milestone.slice(3))
    expect(await says({ demand: 'require: { kep.milestone: { atLeast: v1.21 } }', facts: `kep.milestone: ${milestone}` })).toBe(
      number >= 21 ? 'met' : 'unmet',
    )
    expect(
      await says({
        demand: 'require: { kep.milestone: { atLeast: "1.21" } }',
        catalog: 'kep.milestone: { type: version }',
        facts: `kep.milestone: "${milestone.slice(1)}"`,
      }),
    ).toBe(number >= 21 ? 'met' : 'unmet')
  })

  test('a warning never stops a decision, and an error of one launch never hides the warnings beside it', async () => {
    const files = filesOf({ launch: 'markets: [no]\nversion: 1.10', facts: 'beta.csat: 5' })
    const { decision, diagnostics } = await judgeFiles(files)
    expect(decision).toBeUndefined()
    expect(diagnostics.map((item) => item.code)).toEqual(['yaml/ambiguous-boolean', 'document/wrong-type'])
  })
})
