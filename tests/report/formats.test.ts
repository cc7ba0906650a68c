import { describe, expect, test } from 'vitest'
import { digestOfDecision } from '../../src/engine/decision.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { report } from '../../src/report/reporters.ts'
import { diagnostic } from '../../src/source/diagnostic.ts'
import { canonicalJson } from '../../src/source/digest.ts'
import { commitment, decisionOf, exampleDecision, launch } from './decisions.ts'
import { expectGolden } from './golden.ts'

const saved = exampleDecision('saved-baskets')
const checkout = exampleDecision('one-page-checkout')
const broken = diagnostic('document/missing-key', {
  file: 'launches/a,b:c.yaml',
  range: { start: { line: 1, column: 1 }, end: { line: 1, column: 5 } },
  message: 'launch `x` has no `owner`',
  hint: 'add `owner`',
})
const warned = diagnostic('waiver/expired', { file: 'waivers.yaml', message: 'waiver `W-1` expired: 100% of it' })

describe('json', () => {
  test('one launch: the bytes of the decision', () => {
    const text = report([saved], { format: 'json', only: 'beta-delight', quiet: true })
    expect(text).toBe(`${canonicalJson(saved)}\n`)
    expect(digestOfDecision(JSON.parse(text) as Decision)).toBe(saved.digest)
  })

  test('several, or one of which there is no decision: Decisions', () => {
    const several = JSON.parse(report([saved, checkout], { format: 'json', diagnostics: [warned] })) as Record<string, unknown>
    expect(several).toMatchObject({
      kind: 'Decisions',
      counts: { go: 1, 'conditional-go': 0, hold: 0, 'no-go': 1 },
      diagnostics: [{ code: 'waiver/expired' }],
    })
    const partly = JSON.parse(
      report([saved], { format: 'json', undecided: [{ name: 'x', file: 'x.yaml' }], diagnostics: [broken] }),
    ) as Record<string, unknown>
    expect(partly).toMatchObject({
      kind: 'Decisions',
      decisions: [{ kind: 'Decision' }],
      diagnostics: [{ code: 'document/missing-key', hint: 'add `owner`' }],
    })
    expect(JSON.parse(report([], { format: 'json' }))).toEqual({
      apiVersion: 'onlyif/v1',
      kind: 'Decisions',
      decisions: [],
      diagnostics: [],
      counts: { go: 0, 'conditional-go': 0, hold: 0, 'no-go': 0 },
    })
  })
})

describe('github', () => {
  test('an error at the place of each blocker, a warning for the rest', () => {
    const advisory = decisionOf({
      'rules.yaml': commitment({ r: 'enforcement: advisory\nrequire:\n  a.b: 1', s: 'forbid:\n  a.b: { moreThan: 1 }' }),
      'launch.yaml': launch('a.b: 2'),
    })
    expectGolden(
      'github.txt',
      report([saved, checkout, advisory], {
        format: 'github',
        diagnostics: [broken, warned],
        undecided: [{ name: 'x', file: 'launches/x.yaml' }],
      }),
    )
  })

  test('at most ten of a level, and the last says how many more', () => {
    const many = decisionOf({
      'rules.yaml': commitment(Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`r${i}`, `require:\n  a.f${i}: 1`]))),
      'launch.yaml': launch('a.f0: 2'),
    })
    const lines = report([many], { format: 'github' }).trimEnd().split('\n')
    const errors = lines.filter((line) => line.startsWith('::error '))
    expect(errors.length).toBe(10)
    expect(errors[0]).toContain('r0 holds')
    expect(errors[9]).toContain('and 15 more errors that GitHub does not show')
    expect(lines.at(-1)).toBe('✖ NO-GO  checkout-2: 1 to fix and 24 to find out')
  })

  test('long texts are cut below what GitHub takes', () => {
    const long = decisionOf({
      'rules.yaml': commitment({ r: `require:\n  a.b: 1\nifUnmet: ${'word '.repeat(3000)}` }),
      'launch.yaml': launch('a.b: 2'),
    })
    for (const line of report([long], { format: 'github' }).split('\n')) expect(line.length).toBeLessThan(4096 + 400)
  })
})

test('markdown: a fact that keeps several requirements is told with its value once', () => {
  const decision = decisionOf({
    'rules.yaml': commitment({
      one: 'require:\n  a.b: { atLeast: 1 }\n  a.c: 3',
      two: 'require:\n  all: [{ a.b: { atLeast: 1 } }, { a.b: { atMost: 9 } }, { a.d: true }]',
      three: 'require:\n  a.b: { atLeast: 2 }\n  a.c: 3',
    }),
    'launch.yaml': launch('a.b: 2\na.c: 3\na.d: true'),
  })
  const met = report([decision], { format: 'markdown' })
  expect(met.match(/^ {2}- .*$/gm)).toEqual([
    '  - `a.b`: 2',
    '  - `a.c`: 3',
    '  - `a.d`: true',
    '  - `a.b`: as above',
    '  - `a.b` and `a.c`: as above',
  ])
})
