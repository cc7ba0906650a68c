import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check, commitmentText, decided, factNames, facts, judgeTexts, launchText, requirements, supplied } from './world.ts'

describe('law 7: a waiver lowers one bar', () => {
  test('it changes one requirement of one launch, keeps both outcomes, and is never counted as met', () => {
    const waived = fc.record({
      target: fc.nat(),
      fact: fc.constantFrom(...factNames),
      test: fc.constantFrom<object>({ atLeast: 0 }, { atMost: 9 }, { unknown: 'missing' }, { unknown: 'stale' }),
    })
    check(
      fc.property(requirements, facts(supplied), waived, fc.boolean(), (shapes, given, waiver, foreign) => {
        const rule = { waivers: { approvers: ['cco'], quorum: 1, maxDays: 60 } }
        const commitment = commitmentText(shapes, 'c', rule)
        const launch = launchText(given)
        const target = `c/r${waiver.target % shapes.length}`
        const text = JSON.stringify({
          apiVersion: 'onlyif/v1',
          kind: 'Waivers',
          waivers: [
            {
              id: 'W1',
              launch: foreign ? 'other' : 'l',
              requirement: target,
              covers: { [waiver.fact]: waiver.test },
              as: 'accepted',
              reason: 'because',
              requestedBy: 'ola',
              approved: [{ by: 'maria', role: 'cco', on: '2026-10-06' }],
              expires: '2026-10-20',
            },
          ],
        })
        const without = decided(judgeTexts(commitment, launch))
        const withIt = decided(judgeTexts(commitment, launch, text))
        without.requirements.forEach((item, index) => {
          const then = withIt.requirements[index]
          expect(then?.underlying).toBe(item.underlying)
          if (item.id !== target || foreign || item.outcome === 'met' || item.outcome === 'not-applicable')
            expect(then?.outcome).toBe(item.outcome)
          else expect(['waived', item.outcome]).toContain(then?.outcome)
        })
        expect(withIt.counts.blocking.met).toBe(without.counts.blocking.met)
        expect(withIt.waivers).toHaveLength(foreign ? 0 : 1)
        if (without.verdict !== 'go') expect(withIt.verdict).not.toBe('go')
      }),
    )
  })
})
