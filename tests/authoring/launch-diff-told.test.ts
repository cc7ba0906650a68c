import { describe, expect, test } from 'vitest'
import { diffDecisions } from '../../src/authoring/decision-diff.ts'
import type { Edit } from '../../src/authoring/edits.ts'
import type { Inputs } from '../../src/authoring/inputs.ts'
import { diffLaunch, type LaunchDiff } from '../../src/authoring/launch-diff.ts'
import { prepare } from '../../src/engine/judge.ts'
import { emptyConfig } from '../../src/model/config.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { diffReporters } from '../../src/report/diff-reporters.ts'
import { now, read } from '../laws/world.ts'
import { commitment, launch } from '../report/decisions.ts'
import { expectGolden } from '../report/golden.ts'

describe('what is told', () => {
  const rules = (bar: string, more = ''): string =>
    `${commitment({ good: `require: { csat: { atLeast: ${bar}, maxAge: 30d } }` }, 'waivers: { approvers: [cco], quorum: 1, maxDays: 60 }\n')}${more}`
  const catalog =
    'apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  csat: { type: number, name: beta satisfaction, unit: points of 5 }\n  docs: { type: boolean }\n'
  const waivers = (expires: string): string =>
    `apiVersion: onlyif/v1\nkind: Waivers\nwaivers:\n  - { id: W-1, launch: checkout-2, requirement: promise/good, covers: { csat: { atLeast: 3 } }, as: accepted, reason: so be it, requestedBy: ola, approved: [{ by: maria, role: cco, on: 2026-10-01 }], expires: ${expires} }\n`

  const side = (texts: readonly string[], at = now): Inputs => {
    const { commitments, catalogs, waivers: accepted, mappings, launches, facts: others } = read(...texts)
    const [launch] = launches
    if (!launch) throw new Error('no launch')
    return { commitments, catalogs, waivers: accepted, mappings, config: emptyConfig, launch, facts: others, now: at, noExceptions: false }
  }

  const between = (before: Inputs, after: Inputs): LaunchDiff => {
    const result = diffLaunch(before, after)
    if (!('diff' in result)) throw new Error(JSON.stringify(result.diagnostics))
    return result.diff
  }

  const manifest = (given: string): string => launch(given, 'date: 2026-10-15\ntier: 1\n')

  test.each<[string, Inputs, Inputs, Partial<Edit>[]]>([
    [
      'a bar that is raised',
      side([rules('4'), manifest('csat: { value: 4.2, asOf: 2026-10-01 }')]),
      side([rules('4.5'), manifest('csat: { value: 4.2, asOf: 2026-10-01 }')]),
      [{ kind: 'requirement', change: 'edited' }],
    ],
    [
      'a value that falls',
      side([rules('4'), manifest('csat: { value: 4.2, asOf: 2026-10-01 }')]),
      side([rules('4'), manifest('csat: { value: 3, asOf: 2026-10-05 }\ndocs: true')]),
      [{ kind: 'fact', subject: 'csat', part: 'value', before: 4.2, after: 3 }],
    ],
    [
      'a refresh',
      side([rules('4'), manifest('csat: { value: 4.2, asOf: 2026-08-01 }')]),
      side([rules('4'), manifest('csat: { value: 4.3, asOf: 2026-10-05 }')]),
      [{ kind: 'evidence', part: 'asOf' }],
    ],
    [
      'the clock',
      side([rules('4'), manifest('csat: { value: 4.2, asOf: 2026-10-01 }')]),
      side([rules('4'), manifest('csat: { value: 4.2, asOf: 2026-10-01 }')], '2026-12-01'),
      [{ kind: 'clock' }],
    ],
    [
      'a waiver',
      side([rules('4'), manifest('csat: { value: 3.5, asOf: 2026-10-01 }')]),
      side([rules('4'), waivers('2026-10-20'), manifest('csat: { value: 3.5, asOf: 2026-10-01 }')]),
      [{ kind: 'waiver', change: 'added', subject: 'W-1' }],
    ],
    [
      'a catalog',
      side([rules('4'), catalog, manifest('csat: { value: 4.5, asOf: 2026-10-01 }')]),
      side([
        rules('4'),
        catalog.replace('points of 5 }', 'points of 5, range: [1, 4.4] }'),
        manifest('csat: { value: 4.5, asOf: 2026-10-01 }'),
      ]),
      [{ kind: 'catalog', subject: 'csat' }],
    ],
    [
      'two that only work together',
      side([rules('4'), manifest('csat: { value: 3, asOf: 2026-08-01 }')]),
      side([rules('4'), manifest('csat: { value: 5, asOf: 2026-10-05 }')]),
      [{ kind: 'fact' }, { kind: 'evidence', part: 'asOf' }],
    ],
  ])('%s is the cause', (_, before, after, causes) => {
    const diff = between(before, after)
    expect(diff.because).toMatchObject({ proved: true, minimal: true, causes })
    expect(diff.because?.causes).toHaveLength(causes.length)
  })

  test.each(['text', 'markdown', 'json'] as const)('as %s', (format) => {
    const before = side([rules('4'), waivers('2026-10-20'), manifest('csat: { value: 4.2, asOf: 2026-10-01 }\ndocs: true')])
    const after = side([rules('4.5'), waivers('2026-10-06'), manifest('csat: { value: 4.3, asOf: 2026-10-05 }')])
    const report = { before: 'main', after: 'the working tree', diffs: [between(before, after)], unchanged: 3 }
    expectGolden(`diff.${format}`, diffReporters[format](report, { width: 80 }))
  })

  test('two bare decisions are explained as they show it, and nothing is called proved', () => {
    const decide = (inputs: Inputs): Decision => {
      const { launch: subject, facts: others, catalogs, ...trusted } = inputs
      const { decision } = prepare({ ...trusted, catalog: catalogs }).judge(subject, others)
      if (!decision) throw new Error('no decision')
      return decision
    }
    const before = decide(side([rules('4'), manifest('csat: { value: 4.2, asOf: 2026-10-01 }')]))
    const after = decide(side([rules('4.5'), manifest('csat: { value: 4.2, asOf: 2026-10-05 }')], '2026-10-08'))
    const diff = diffDecisions(before, { ...after, engine: 'onlyif@9.0.0' })
    expect(diff.because).toMatchObject({
      proved: false,
      minimal: false,
      causes: [
        { kind: 'requirement', subject: 'promise/good' },
        { kind: 'evidence', part: 'asOf' },
      ],
    })
    expect(diff.edits.map(({ kind }) => kind)).toEqual(['engine', 'clock', 'requirement', 'evidence'])
    expectGolden(
      'diff-decisions.text',
      diffReporters.text({ before: 'old.json', after: 'new.json', diffs: [diff], unchanged: 0 }, { width: 80 }),
    )
  })
})
