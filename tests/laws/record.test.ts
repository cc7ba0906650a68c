import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prepare } from '../../src/engine/judge.ts'
import { judge } from '../../src/index.ts'
import { requirementsOf } from '../../src/model/commitment.ts'
import { leavesOf } from '../../src/model/condition.ts'
import { check, commitmentText, decided, facts, judgeTexts, launchText, now, read, requirements, supplied } from './world.ts'

describe('law 3: nothing disappears', () => {
  test('every requirement is there with every leaf, and both positions point at what they name', () => {
    check(
      fc.property(requirements, facts(supplied), (shapes, given) => {
        const texts = [commitmentText(shapes), launchText(given)]
        const decision = decided(judgeTexts(...texts))
        const [commitment] = read(...texts).commitments
        const wanted = commitment ? requirementsOf(commitment) : []
        expect(decision.requirements.map((item) => item.id)).toEqual(wanted.map((item) => item.id))
        const lines = texts.map((text) => text.split('\n'))
        const at = (place: { file: string; line: number; column: number }): string =>
          lines[place.file === 'file-0.yaml' ? 0 : 1]?.[place.line - 1]?.slice(place.column - 1) ?? ''
        decision.requirements.forEach((item, index) => {
          const parsed = wanted[index]
          const leaves = [...(parsed?.require ? leavesOf(parsed.require) : []), ...(parsed?.forbid ?? []).flatMap(leavesOf)]
          expect(item.findings.map((finding) => finding.fact)).toEqual(leaves.map((leaf) => leaf.fact))
          for (const finding of item.findings) {
            expect(at(finding.commitment)).toMatch(new RegExp(`^"(?:${finding.operator}|${finding.fact.replace('.', '\\.')})"`))
            if (finding.manifest.nearest) expect(at(finding.manifest)).toMatch(/^"facts"/)
            else expect(at(finding.manifest)).toMatch(new RegExp(`^"(?:value|${finding.fact.replace('.', '\\.')})"`))
          }
        })
        const counted = [decision.counts.blocking, decision.counts.advisory]
          .flatMap((counts) => Object.values(counts))
          .reduce((sum, count) => sum + count, 0)
        expect(counted).toBe(wanted.length)
      }),
    )
  })
})

describe('law 4: one fault stays one fault', () => {
  test('a leaf that breaks is unknown for that reason, and every other requirement comes out as before', () => {
    check(
      fc.property(requirements, facts(supplied), fc.nat(), (shapes, given, pick) => {
        const documents = read(commitmentText(shapes), launchText(given))
        const [launch] = documents.launches
        if (!launch) throw new Error('no launch')
        const before = judge({ ...documents, launch, now }).decision
        fc.pre(before !== undefined)
        const prepared = prepare({ ...documents, now })
        const index = pick % prepared.plan.leaves.length
        const broken = prepared.plan.leaves[index]
        if (!broken) throw new Error('no leaf')
        Object.defineProperty(broken.typed, 'operand', {
          get: () => {
            throw new Error('broken on purpose')
          },
        })
        const { judged } = prepared.open(launch)
        judged?.judgement.requirements.forEach((item, position) => {
          const { planned } = item
          if (![...planned.appliesLeaves, ...planned.demandLeaves].includes(index))
            expect(item.outcome).toBe(before?.requirements[position]?.outcome)
          else if (item.outcome !== before?.requirements[position]?.outcome) expect(['unknown', 'not-applicable']).toContain(item.outcome)
        })
      }),
    )
  })
})
