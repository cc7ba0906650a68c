import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffDecisions } from '../../src/authoring/decision-diff.ts'
import type { Edit } from '../../src/authoring/edits.ts'
import type { Inputs } from '../../src/authoring/inputs.ts'
import { diffLaunch, type LaunchDiff } from '../../src/authoring/launch-diff.ts'
import { prepare } from '../../src/engine/judge.ts'
import { emptyConfig } from '../../src/model/config.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { diffReporters } from '../../src/report/diff-reporters.ts'
import {
  commitmentText,
  factNames,
  facts,
  type Json,
  launchText,
  now,
  type RequirementShape,
  read,
  requirement,
  runs,
  type Supplied,
  supplied,
} from '../laws/world.ts'
import { commitment, launch } from '../report/decisions.ts'
import { expectGolden } from '../report/golden.ts'

interface Side {
  readonly requirements: Readonly<Record<string, RequirementShape>>
  readonly facts: readonly Supplied[]
  readonly now: string
}

function textsOf({ requirements, facts: given }: Side): [string, string] {
  const shapes = Object.values(requirements)
  const ids = Object.keys(requirements)
  const text = JSON.parse(commitmentText(shapes)) as { goToMarketOnlyIf: { id: string }[] }
  text.goToMarketOnlyIf.forEach((item, index) => {
    item.id = ids[index] ?? item.id
  })
  return [JSON.stringify(text), launchText(given)]
}

function inputsOf(side: Side): Inputs {
  const { commitments, catalogs, waivers, mappings, launches, facts: others } = read(...textsOf(side))
  const [launch] = launches
  if (!launch) throw new Error('no launch')
  return { commitments, catalogs, waivers, mappings, config: emptyConfig, launch, facts: others, now: side.now, noExceptions: false }
}

/** Judged from texts, so that nothing is proved by the machinery that is on trial. */
function judgeSide(side: Side): Decision | undefined {
  const { launch, facts: others, catalogs, ...trusted } = inputsOf(side)
  return prepare({ ...trusted, catalog: catalogs }).judge(launch, others).decision
}

const parts = (given: Supplied): Record<string, Json> =>
  given !== null && typeof given === 'object' && !Array.isArray(given) ? { ...(given as Record<string, Json>) } : { value: given as Json }

/** One side with some edits towards the other. */
function edited(from: Side, to: Side, edits: readonly Edit[]): Side {
  const requirements: Record<string, RequirementShape> = { ...from.requirements }
  const given = from.facts.map((fact) => (fact === undefined ? undefined : parts(fact)))
  let time = from.now
  for (const { kind, subject, part } of edits) {
    if (kind === 'clock') time = to.now
    else if (kind === 'requirement') {
      const id = subject.slice('c/'.length)
      const shape = to.requirements[id]
      if (shape) requirements[id] = shape
      else delete requirements[id]
    } else {
      const index = factNames.indexOf(subject as (typeof factNames)[number])
      const target = to.facts[index]
      const current = given[index]
      if (target === undefined) given[index] = undefined
      else if (part === undefined || !current) given[index] = parts(target)
      else {
        const wanted = parts(target)[part]
        if (wanted === undefined) delete current[part]
        else current[part] = wanted
      }
    }
  }
  return { requirements, facts: given, now: time }
}

const shapes = fc
  .array(requirement, { minLength: 1, maxLength: 3 })
  .map((list) => Object.fromEntries(list.map((shape, index) => [`r${index}`, shape])))

const times = fc.constantFrom(now, now, '2026-10-20T09:00:00Z')

/** Two sides that have most in common, as two versions of one world do. */
const worlds = fc
  .tuple(shapes, shapes, facts(supplied), facts(supplied), times, times, fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }))
  .map(([one, two, here, there, before, after, kept]): [Side, Side] => {
    const others = Object.fromEntries(
      [...new Set([...Object.keys(one), ...Object.keys(two)])].flatMap((id, index) => {
        const shape = kept[index] ? (one[id] ?? two[id]) : two[id]
        return shape ? [[id, shape]] : []
      }),
    )
    return [
      { requirements: one, facts: here, now: before },
      { requirements: others, facts: there.map((fact, index) => (kept[index + 4] ? here[index] : fact)), now: after },
    ]
  })

const outcomes = (decision: Decision | undefined): Map<string, string> =>
  new Map(decision?.requirements.map(({ id, outcome, enforcement }) => [id, `${outcome} ${enforcement}`]))

const effectOf =
  (id: string | undefined) =>
  (decision: Decision | undefined): string =>
    id === undefined ? (decision?.verdict ?? 'none') : (outcomes(decision).get(id) ?? 'absent')

describe('the causes of a change', () => {
  const count = { diffs: 0, changes: 0, proved: 0, minimal: 0 }

  test('done alone they make the change, undone alone they unmake it', () => {
    fc.assert(
      fc.property(worlds, ([before, after]) => {
        const [was, is] = [judgeSide(before), judgeSide(after)]
        fc.pre(was !== undefined && is !== undefined)
        const result = diffLaunch(inputsOf(before), inputsOf(after))
        if (!('diff' in result)) throw new Error('both sides were judged')
        const { diff } = result
        count.diffs++
        expect([diff.before.verdict, diff.after.verdict]).toEqual([was?.verdict, is?.verdict])
        expect(diff.because === undefined).toBe(was?.verdict === is?.verdict)
        const changed = diff.requirements.map(({ id, because }) => ({ id, because }))
        for (const { id, because } of [...changed, ...(diff.because ? [{ id: undefined, because: diff.because }] : [])]) {
          const effect = effectOf(id)
          count.changes++
          expect(because.proved).toBe(true)
          expect(effect(judgeSide(edited(before, after, because.causes)))).toBe(effect(is))
          expect(effect(judgeSide(edited(after, before, because.causes)))).toBe(effect(was))
          count.proved++
          if (!because.minimal) continue
          count.minimal++
          for (const left of because.causes.length > 1 ? because.causes : []) {
            const fewer = because.causes.filter((cause) => cause !== left)
            const makes = effect(judgeSide(edited(before, after, fewer))) === effect(is)
            const unmakes = effect(judgeSide(edited(after, before, fewer))) === effect(was)
            expect(makes && unmakes).toBe(false)
          }
        }
        const all = new Set([...outcomes(was).keys(), ...outcomes(is).keys()])
        const differing = [...all].filter((id) => outcomes(was).get(id) !== outcomes(is).get(id))
        expect(new Set(changed.map(({ id }) => id))).toEqual(new Set(differing))
      }),
      { numRuns: Math.ceil(runs / 5) },
    )
    expect(count.proved).toBeGreaterThan(runs / 20)
    if (process.env['SHOW_COUNTS']) process.stdout.write(`${JSON.stringify(count)}\n`)
  })
})

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
