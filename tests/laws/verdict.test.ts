import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge } from '../../src/index.ts'
import { check, commitmentText, decided, facts, judgeTexts, launchText, now, read, requirements, usable } from './world.ts'

describe('law 5: nothing judged is not a go', () => {
  test('where no requirement applies the launch holds, unless every commitment lets it go and that is decided', () => {
    const scopes = fc.array(fc.record({ outOfScope: fc.constantFrom('go', 'hold'), applies: fc.constantFrom('no', 'unknown') }), {
      minLength: 1,
      maxLength: 3,
    })
    check(
      fc.property(scopes, requirements, facts(usable), (commitments, shapes, given) => {
        const texts = commitments.map(({ outOfScope, applies }, index) =>
          commitmentText(shapes, `c${index}`, { outOfScope, appliesWhen: applies === 'no' ? { a: { moreThan: 99 } } : { nowhere: true } }),
        )
        const decision = decided(judgeTexts(...texts, launchText(given)))
        const goes =
          commitments.every((item) => item.outOfScope === 'go') && decision.requirements.every((item) => item.applies.result === 'unmet')
        expect(decision.verdict).toBe(goes ? 'go' : 'hold')
        expect(decision.blocked).toBe(!goes)
      }),
    )
  })
})

describe('law 8: fail closed', () => {
  test('with an error in a trusted file there is no decision, whatever was damaged', () => {
    check(
      fc.property(
        requirements,
        facts(usable),
        fc.nat(),
        fc.constantFrom('', '}', '"', ': ', '\t', '{', 'x', '&a ', '*a', '!!js '),
        (shapes, given, position, damage) => {
          const whole = commitmentText(shapes)
          const at = position % whole.length
          const damaged = whole.slice(0, at) + damage + whole.slice(at + 1)
          const documents = read(damaged, launchText(given))
          const [launch] = documents.launches
          if (!launch) throw new Error('no launch')
          const result = judge({ ...documents, launch, now })
          const errors = [...documents.diagnostics, ...result.diagnostics].filter((item) => item.severity === 'error')
          if (documents.commitments.length === 0) expect(errors.length).toBeGreaterThan(0)
          if (result.diagnostics.some((item) => item.severity === 'error')) expect(result.decision).toBeUndefined()
          else expect(result.decision).toBeDefined()
          for (const item of errors) {
            expect(item.message).not.toBe('')
            expect(item.file).not.toBe('')
          }
        },
      ),
    )
  })
})
