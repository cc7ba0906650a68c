import { describe, expect, test } from 'vitest'
import { jsonReport } from '../../src/report/json.ts'
import { canonicalJson } from '../../src/source/digest.ts'
import { examples } from './examples.ts'

describe('the JSON of a decision', () => {
  test.each(Object.entries(examples))('%s: is the same whether the decision was made here or read back', (_, decision) => {
    const told = (one: typeof decision): string => jsonReport({ decisions: [one], undecided: [], diagnostics: [] })
    expect(told(decision)).toBe(`${canonicalJson(decision)}\n`)
    expect(told(structuredClone(decision))).toBe(told(decision))
  })
})
