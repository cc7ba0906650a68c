import { describe, expect, test } from 'vitest'
import type { OutcomeCounts } from '../../src/model/generated/types.ts'
import { reasonSentence } from '../../src/report/next-steps.ts'
import { type Conclusion, praiseWords, ragWords } from '../../src/report/verdict-words.ts'
import { examples } from './examples.ts'

const none: OutcomeCounts = { met: 0, unmet: 0, unknown: 0, waived: 0, 'not-applicable': 0 }

function conclusion(verdict: Conclusion['verdict'], blocking: Partial<OutcomeCounts>, advisory: Partial<OutcomeCounts> = {}): Conclusion {
  const blocked = verdict === 'hold' || verdict === 'no-go'
  return { verdict, blocked, counts: { blocking: { ...none, ...blocking }, advisory: { ...none, ...advisory } } }
}

describe('the reason of a verdict', () => {
  test.each([
    [
      'no-go',
      { met: 1, unmet: 4, unknown: 12 },
      { unmet: 1 },
      '4 of the 17 blocking requirements that apply are not met, and nobody can tell yet about 12.',
    ],
    ['no-go', { met: 1, unmet: 1 }, {}, '1 of the 2 requirements that apply is not met.'],
    ['hold', { unknown: 2 }, { met: 1 }, 'Nobody can tell yet whether the 2 blocking requirements are met.'],
    [
      'conditional-go',
      { met: 2, waived: 1 },
      { unknown: 1 },
      'Every blocking requirement that applies is met, except 1 that is waived for a time.',
    ],
  ] as const)('of a %s with %j and advice %j speaks of those that the counts name', (verdict, blocking, advisory, says) => {
    expect(reasonSentence(conclusion(verdict, blocking, advisory))).toBe(says)
  })
})

test('a launch without any due date that is on plan by a waiver alone says so', () => {
  const { conditional } = examples
  if (!conditional) throw new Error('no example')
  const { date: _, ...launch } = conditional.launch
  const requirements = conditional.requirements.map(({ due: __, ...item }) => item)
  const undated = { ...conditional, onPlan: 'green' as const, launch, requirements }
  expect(ragWords(undated).plan).toBe('● green, no due dates, its waivers still run')
  expect(ragWords({ ...undated, launch: conditional.launch }).plan).toBe('● green, nothing is late')
})

test('two promises that are kept are both', () => {
  expect(praiseWords(conclusion('go', { met: 2 }))).toBe('Both promises to customers are kept, with no exception. Be proud of this one.')
})
