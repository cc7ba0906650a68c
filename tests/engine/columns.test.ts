import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Columns, judgeColumns } from '../../src/engine/columns.ts'
import { type PreparedJudge, prepare } from '../../src/engine/judge.ts'
import { documents } from './arbitrary.ts'
import { type Readied, ready } from './both-keys.ts'

const runs = Math.ceil(60 * Number(process.env['FC_RUNS'] ?? 1))

/** What many launches come to when each is judged alone. */
function oneByOne(prepared: PreparedJudge, launches: readonly Readied[]): unknown[] {
  return launches.map(({ launch, facts }) => {
    const judgement = prepared.open(launch, facts).judged?.judgement
    return [judgement?.verdict, judgement?.requirements.map(({ outcome }) => outcome)]
  })
}

function asColumns(columns: Columns, prepared: PreparedJudge): unknown[] {
  return Array.from({ length: columns.count }, (_, launch) => {
    const verdict = columns.verdictAt(launch)
    return [verdict, verdict && prepared.plan.requirements.map((_item, requirement) => columns.outcomeAt(requirement, launch))]
  })
}

test('launches judged together come out as judged one by one, also when commitments are edited', () => {
  fc.assert(
    fc.property(fc.array(documents(8), { minLength: 2, maxLength: 36 }), documents(8), (given, other) => {
      const launches = given.map(ready)
      const [first] = launches
      if (!first) return
      const prepared = prepare(first.trusted)
      const columns = judgeColumns(prepared, launches)
      expect(asColumns(columns, prepared)).toEqual(oneByOne(prepared, launches))
      // Under the same catalog only tests that are new are run; the catalog of the others is read anew.
      const { commitments, waivers = [] } = ready(other).trusted
      for (const catalog of [first.trusted.catalog, ready(other).trusted.catalog]) {
        const edited = prepare({ ...first.trusted, commitments, waivers, catalog })
        expect(asColumns(columns.again(edited), edited)).toEqual(oneByOne(edited, launches))
      }
    }),
    { numRuns: runs, endOnFailure: true },
  )
})
