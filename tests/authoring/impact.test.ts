import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failsOn, type Impact, impactOf } from '../../src/authoring/impact.ts'
import type { Subject } from '../../src/authoring/impact-subject.ts'
import { prepare } from '../../src/engine/judge.ts'
import { impactReporters } from '../../src/report/impact-reporters.ts'
import { commitmentText, decided, facts, judgeTexts, launchText, now, read, requirements, runs, supplied } from '../laws/world.ts'
import { expectGolden } from '../report/golden.ts'

const head = 'apiVersion: onlyif/v1\n'

const commitment = (entries: string, header = ''): string =>
  `${head}kind: Commitment\nid: promise\ntitle: We go only if\nowner: cco\n${header}goToMarketOnlyIf:\n${entries}`

const entry = (id: string, demand: string, more = ''): string =>
  `  - id: ${id}\n    title: ${id} holds\n    owner: product\n${more}    require: { ${demand} }\n`

const launch = (id: string, given: string): string =>
  `${head}kind: Launch\nid: ${id}\ntitle: The launch ${id}\nowner: team\nfacts: { ${given} }\n`

const catalog = (extra = ''): string =>
  `${head}kind: FactCatalog\nfacts:\n  csat: { type: number, name: beta satisfaction, unit: points of 5 }\n  bugs: { type: count, name: open blockers }\n${extra}`

async function impactBetween(before: readonly string[], after: readonly string[], launches: readonly string[]): Promise<Impact> {
  const subjects = launches.flatMap((text): Subject[] =>
    read(text).launches.map((item) => ({ name: item.id, file: `${item.id}.yaml`, launch: item, facts: [] })),
  )
  const side = (texts: readonly string[]) => {
    const documents = read(...texts)
    const prepared = prepare({ ...documents, catalog: documents.catalogs, now })
    expect(prepared.diagnostics).toEqual([])
    return prepared
  }
  return impactOf({ before: side(before), after: side(after), subjects })
}

describe('whom an edit judges differently', () => {
  test('a bar that is raised blocks those between the two bars, and nobody else', async () => {
    const impact = await impactBetween(
      [catalog(), commitment(entry('csat', 'csat: { atLeast: 4 }'))],
      [catalog(), commitment(entry('csat', 'csat: { atLeast: 4.5 }'))],
      [launch('a', 'csat: 4.2'), launch('b', 'csat: 4.6'), launch('c', 'csat: 3'), launch('d', 'csat: ~')],
    )
    expect(impact.changes.map(({ launch: { id }, group, before, after }) => [id, group, before, after])).toEqual([
      ['a', 'newly-blocked', 'go', 'no-go'],
    ])
    expect(impact.changes[0]?.requirements).toMatchObject([
      { id: 'promise/csat', turns: true, before: { outcome: 'met' }, after: { outcome: 'unmet', finding: { expected: 4.5, actual: 4.2 } } },
    ])
    expect(impact).toMatchObject({ launches: 4, unchanged: 3, notDecided: 0 })
    expect([failsOn(impact, 'newly-blocked'), failsOn(impact, 'any-change'), failsOn(impact, 'none')]).toEqual([true, true, false])
  })

  test('a renamed requirement is the same one; an added or removed one tells only where it stands in the way', async () => {
    const impact = await impactBetween(
      [commitment(entry('old', 'csat: { atLeast: 4 }') + entry('gone', 'bugs: 0'))],
      [commitment(entry('new', 'csat: { atLeast: 4 }') + entry('fresh', 'docs: true'))],
      [launch('a', 'csat: 4.2, bugs: 0, docs: true'), launch('b', 'csat: 4.2, bugs: 3, docs: true'), launch('c', 'csat: 4.2, bugs: 0')],
    )
    expect(impact.changes.map(({ launch: { id }, group }) => [id, group])).toEqual([
      ['c', 'newly-blocked'],
      ['b', 'newly-allowed'],
    ])
    expect(impact.requirements.map(({ id, was, change, launches }) => [id, was, change, launches])).toEqual([
      ['promise/new', 'promise/old', 'renamed', 0],
      ['promise/fresh', undefined, 'added', 1],
      ['promise/gone', undefined, 'removed', 1],
    ])
  })

  test('a launch whose facts no longer fit the catalog is newly undecided, with the place', async () => {
    const promise = commitment(entry('csat', 'csat: { atLeast: 4 }'))
    const impact = await impactBetween(
      [catalog('  docs: { type: boolean }\n'), promise],
      [catalog(), promise],
      [launch('a', 'csat: 5, docs: true')],
    )
    expect(impact.changes).toMatchObject([
      { group: 'newly-undecided', before: 'go', after: 'not-decided', diagnostics: [{ code: 'launch/unknown-fact' }] },
    ])
    expect(failsOn(impact, 'newly-blocked')).toBe(true)
  })

  test('advisory that becomes blocking is told, though the outcome stays', async () => {
    const impact = await impactBetween(
      [commitment(entry('csat', 'csat: { atLeast: 4 }', '    enforcement: advisory\n'))],
      [commitment(entry('csat', 'csat: { atLeast: 4 }'))],
      [launch('a', 'csat: 3')],
    )
    expect(impact.changes).toMatchObject([{ group: 'newly-blocked', requirements: [{ turns: true }] }])
  })

  test.each(['text', 'markdown', 'json', 'csv', 'html'] as const)('the report over decisions as %s', async (format) => {
    const side = (bar: number) => prepare({ commitments: read(commitment(entry('csat', `csat: { atLeast: ${bar} }`))).commitments, now })
    const [found] = read(launch('a', 'csat: 4.2')).launches
    if (!found) throw new Error('unreachable')
    const subjects = [
      { lost: { id: 'z', title: 'Z', owner: 'team', date: '2026-10-15', why: 'the text of `launches/<z>.yaml` was erased' } },
      { name: 'a', file: 'a.yaml', launch: found, facts: [], now: '2026-03-01T10:00:00Z' },
      { lost: { id: 'b', title: 'The *launch* b', owner: 'team', why: 'its manifest was not kept' } },
    ]
    const impact = await impactOf({ before: side(4), after: side(4.5), subjects })
    expect(impact).toMatchObject({
      launches: 3,
      unchanged: 0,
      changes: [{ now: '2026-03-01T10:00:00Z' }],
      lost: [{ id: 'b' }, { id: 'z' }],
    })
    const report = { impact, decisions: 'decisions.ndjson', before: 'main', after: 'the working tree' }
    expectGolden(`impact-decisions.${format}`, impactReporters[format](report, { width: 80 }))
  })

  test.each(['text', 'markdown', 'json', 'csv', 'html'] as const)('the report as %s', async (format) => {
    const impact = await impactBetween(
      [
        catalog('  docs: { type: boolean }\n'),
        commitment(entry('csat', 'csat: { atLeast: 4 }') + entry('few-bugs', 'bugs: { atMost: 3 }') + entry('gone', 'docs: true')),
      ],
      [
        catalog(),
        commitment(
          entry('csat', 'csat: { atLeast: 4.5 }', '    enforcement: { blockingFrom: 2026-10-01 }\n') +
            entry('no-bugs', 'bugs: { atMost: 3 }'),
        ),
      ],
      [launch('a', 'csat: 4.2, bugs: 0'), launch('b', 'csat: 4.6, bugs: 1'), launch('c', 'csat: 4.3, docs: true'), launch('d', 'bugs: 9')],
    )
    const report = { impact, now, before: 'main', after: 'the working tree' }
    expectGolden(`impact.${format}`, impactReporters[format](report, { width: 80 }))
  })
})

test('what it says of every launch is what judging that launch by each version says', async () => {
  await fc.assert(
    fc.asyncProperty(requirements, requirements, facts(supplied), async (before, after, given) => {
      const [a, b] = [commitmentText(before), commitmentText(after)]
      const [was, is] = [a, b].map((text) => decided(judgeTexts(text, launchText(given))))
      const documents = [a, b].map((text) => read(text))
      const [subject] = read(a, launchText(given)).launches
      const sides = documents.map((item) => prepare({ ...item, now }))
      const [one, two] = sides
      if (!was || !is || !one || !two || !subject) throw new Error('unreachable')
      const impact = await impactOf({ before: one, after: two, subjects: [{ name: 'l', file: 'l.yaml', launch: subject, facts: [] }] })
      const [change] = impact.changes
      expect([change?.before ?? was.verdict, change?.after ?? is.verdict]).toEqual([was.verdict, is.verdict])
      if (was.verdict !== is.verdict) expect(change).toBeDefined()
      expect(change?.group === 'newly-blocked').toBe(!was.blocked && is.blocked)
      expect(change?.group === 'newly-allowed').toBe(was.blocked && !is.blocked)
      for (const item of change?.requirements ?? []) {
        const old = was.requirements.find(({ id }) => id === (item.was ?? item.id))
        const now = is.requirements.find(({ id }) => id === item.id)
        if (item.before) expect(item.before.outcome).toBe(old?.outcome)
        if (item.after) expect(item.after.outcome).toBe(now?.outcome)
        const first = now?.applies.result === 'unknown' ? now.applies.findings : now?.findings
        if (item.after?.finding)
          expect(item.after.finding).toEqual(first?.find((finding) => finding.decisive && finding.result !== 'met') ?? item.after.finding)
      }
    }),
    { numRuns: Math.ceil(runs / 10) },
  )
})
