import { describe, expect, test } from 'vitest'
import type { Decision, OutcomeCounts } from '../../src/model/generated/types.ts'
import { type Format, report } from '../../src/report/reporters.ts'
import { countWords } from '../../src/report/verdict-words.ts'
import { examples } from './examples.ts'
import { readCsv, readXml } from './readers.ts'

type Counts = Record<keyof OutcomeCounts, number>

const none: Counts = { met: 0, unmet: 0, unknown: 0, waived: 0, 'not-applicable': 0 }
const words: Readonly<Record<string, keyof OutcomeCounts>> = {
  met: 'met',
  'not met': 'unmet',
  unknown: 'unknown',
  waived: 'waived',
  'not applicable': 'not-applicable',
}

function tally(outcomes: readonly (string | undefined)[]): Counts {
  const counts = { ...none }
  for (const outcome of outcomes) counts[outcome as keyof OutcomeCounts]++
  return counts
}

function total({ counts: { blocking, advisory } }: Decision): Counts {
  const sum = { ...none }
  for (const key of Object.keys(none) as (keyof OutcomeCounts)[]) sum[key] = blocking[key] + advisory[key]
  return sum
}

const print = (decision: Decision, format: Format): string => report([decision], { format })

describe.each(Object.entries(examples))('%s: every format tells the same outcomes', (_, decision) => {
  const expected = total(decision)

  test('text, Markdown and HTML say them in the same words', () => {
    for (const format of ['text', 'markdown', 'html'] as const)
      expect(print(decision, format).replaceAll(/\s+/g, ' '), format).toContain(countWords(decision))
  })

  test('Markdown has every requirement in one group', () => {
    const groups = [...print(decision, 'markdown').matchAll(/<summary><b>. ([A-Z][a-z]+(?: [a-z]+)?)(, not met)? \((\d+)\)/g)]
    const count = (name: string): number => Number(groups.find((group) => group[1] === name)?.[3] ?? 0)
    const { blocking, advisory } = decision.counts
    expect([count('Fix'), count('Find out'), count('Waived'), count('Met'), count('Does not'), count('Advisory')]).toEqual([
      blocking.unmet,
      blocking.unknown,
      expected.waived,
      expected.met,
      0,
      advisory.unmet + advisory.unknown,
    ])
    expect(print(decision, 'markdown').match(/^- . \*\*only if /gm)?.length).toBe(decision.requirements.length)
  })

  test('HTML has a row for each', () => {
    const rows = [
      ...print(decision, 'html').matchAll(/<td class="outcome [a-z]+"><span class="mark"><span class="symbol">.<\/span> (.*?)<\/td>/gu),
    ]
    expect(tally(rows.map((row) => words[(row[1] ?? '').replace('</span>', '')]))).toEqual(expected)
  })

  test('CSV has a row for each', () => {
    const [head = [], ...rows] = readCsv(print(decision, 'csv').slice(1))
    expect(tally(rows.map((row) => row[head.indexOf('outcome')]))).toEqual(expected)
  })

  test('JUnit: met passes, what blocks is red, and the rest is skipped', () => {
    const suite = readXml(print(decision, 'junit')).children[0]
    const cases = (suite?.children ?? []).filter((item) => item.name === 'testcase' && item.attributes['name'] !== 'verdict')
    const of = (name: string): number => cases.filter((item) => item.children.some((part) => part.name === name)).length
    const { blocking } = decision.counts
    const strict = decision.noExceptions && decision.blocked ? blocking.waived : 0
    expect(cases.length - of('failure') - of('error') - of('skipped')).toBe(expected.met)
    expect(of('failure')).toBe(blocking.unmet + strict)
    expect(of('error')).toBe(blocking.unknown)
  })

  test('SARIF has results for what is not met, and suppresses what is waived', () => {
    const log = JSON.parse(print(decision, 'sarif')) as {
      runs: { results: { ruleId: string; level: string; suppressions?: unknown; properties?: { outcome: string } }[] }[]
    }
    const results = (log.runs[0]?.results ?? []).filter((result) => result.ruleId !== 'verdict')
    const byRule = new Map(results.map((result) => [result.ruleId, result]))
    const counts = tally([...byRule.values()].map((result) => result.properties?.outcome))
    expect(counts).toEqual({ ...expected, met: 0, 'not-applicable': 0 })
    const isStrict = decision.noExceptions && decision.blocked
    for (const result of byRule.values()) expect('suppressions' in result).toBe(result.properties?.outcome === 'waived' && !isStrict)
    expect((log.runs[0]?.results ?? []).some((result) => result.level === 'error')).toBe(decision.blocked)
  })
})
