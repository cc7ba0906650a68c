import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { report } from '../../src/report/reporters.ts'
import { diagnostic } from '../../src/source/diagnostic.ts'
import { commitment, decisionOf, exampleDecision, launch } from './decisions.ts'
import { examples } from './examples.ts'
import { infected, infections } from './infected.ts'

const schema = JSON.parse(readFileSync(new URL('schemas/sarif-2.1.0-reduced.schema.json', import.meta.url), 'utf8')) as object
const ajv = new Ajv2020({ allErrors: true, strictRequired: false })
addFormats.default(ajv)
const validate = ajv.compile(schema)

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
      readonly invocations: readonly { readonly executionSuccessful: boolean }[]
      readonly results: readonly {
        readonly ruleId: string
        readonly ruleIndex: number
        readonly level: string
        readonly partialFingerprints: Readonly<Record<string, string>>
        readonly locations: readonly { readonly physicalLocation: { readonly region: { readonly startLine: number } } }[]
      }[]
    },
  ]
}

function logOf(decisions: readonly Decision[]): Log['runs'][0] {
  const log = JSON.parse(report(decisions, { format: 'sarif' })) as Log
  return log.runs[0]
}

const hashes = (decision: Decision): string[] =>
  logOf([decision]).results.map((result) => result.partialFingerprints['primaryLocationLineHash'] ?? '')

test.each(Object.entries(examples))('%s follows the schema', (_, decision) => {
  expect(validate(JSON.parse(report([decision], { format: 'sarif' }))), JSON.stringify(validate.errors)).toBe(true)
})

test('whatever the texts are, the schema is followed, and each result names its rule', () => {
  const base = exampleDecision('saved-baskets')
  fc.assert(
    fc.property(infections, (infect) => {
      const decision = infected(base, infect)
      const item = diagnostic('yaml/syntax', { file: infect(''), message: infect('') })
      const text = report([decision, base], { format: 'sarif', undecided: [{ name: infect(''), file: infect('') }], diagnostics: [item] })
      const log = JSON.parse(text) as Log
      expect(validate(log), JSON.stringify(validate.errors)).toBe(true)
      const { rules } = log.runs[0].tool.driver
      expect(log.runs[0].results.filter((result) => rules[result.ruleIndex]?.id !== result.ruleId)).toEqual([])
      expect(log.runs[0].invocations[0]?.executionSuccessful).toBe(false)
    }),
    { numRuns: 60 },
  )
})

describe('a result is known again', () => {
  const body = { r: 'require:\n  a.b: { atLeast: 3, atMost: 9 }\n  a.c: 1', s: 'require:\n  a.b: { atLeast: 4 }' }
  const before = decisionOf({ 'rules.yaml': commitment(body), 'launch.yaml': launch('a.b: 2\na.c: 2') })

  test('when lines move', () => {
    const after = decisionOf({ 'rules.yaml': `# moved\n\n${commitment(body)}`, 'launch.yaml': `# moved\n\n\n${launch('a.c: 2\na.b: 2')}` })
    expect(logOf([after]).results[0]?.locations).not.toEqual(logOf([before]).results[0]?.locations)
    expect(hashes(after)).toEqual(hashes(before))
  })

  test('and told apart from every other', () => {
    expect(hashes(before).length).toBe(3)
    expect(new Set(hashes(before)).size).toBe(3)
    const twice = decisionOf({
      'rules.yaml': commitment({ r: 'require:\n  all:\n    - a.b: { atLeast: 3 }\n    - a.b: { atLeast: 5 }' }),
      'launch.yaml': launch('a.b: 2'),
    })
    expect(new Set(hashes(twice)).size).toBe(2)
    const other = { ...before, launch: { ...before.launch, id: 'other' } }
    expect(hashes(other).filter((hash) => hashes(before).includes(hash))).toEqual([])
  })
})

test('advice is a warning, what is waived a note', () => {
  const levels = (decision: Decision | undefined): string[] => (decision ? logOf([decision]).results.map(({ level }) => level) : [])
  expect(levels(examples['advisory'])).toEqual(['warning', 'warning'])
  expect(levels(examples['conditional'])).toEqual(['note'])
  expect(levels(examples['conditional-blocked'])).toEqual(['error'])
  expect(levels(examples['nothing-applies'])).toEqual(['error'])
})
