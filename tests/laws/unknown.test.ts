import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  check,
  commitmentText,
  decided,
  facts,
  judgeTexts,
  launchText,
  requirements,
  type Supplied,
  supplied,
  unusable,
  usable,
} from './world.ts'

describe('law 1: unknown never opens the gate', () => {
  test('evidence that says nothing leaves every leaf unknown, with its reason, negated or not, and never goes', () => {
    check(
      fc.property(requirements, facts(unusable), (shapes, given) => {
        const decision = decided(judgeTexts(commitmentText(shapes), launchText(given)))
        for (const item of decision.requirements) {
          for (const finding of [...item.applies.findings, ...item.findings]) {
            expect(finding.result).toBe('unknown')
            expect(finding.reason).toBeDefined()
          }
        }
        const blocking = decision.requirements.some((item) => item.enforcement === 'blocking')
        if (blocking) expect(decision.verdict).toBe('hold')
      }),
    )
  })
})

describe('law 2: evidence is monotone', () => {
  test('supplying what was missing decides unknowns and never swaps met and unmet', () => {
    check(
      fc.property(requirements, facts(supplied), facts(usable), (shapes, before, more) => {
        const commitment = commitmentText(shapes)
        const after = before.map((value, index): Supplied => value ?? more[index])
        const first = decided(judgeTexts(commitment, launchText(before)))
        const second = decided(judgeTexts(commitment, launchText(after)))
        first.requirements.forEach((item, index) => {
          const then = second.requirements[index]
          if (item.underlying !== 'unknown') expect(then?.underlying).toBe(item.underlying)
        })
      }),
    )
  })
})
