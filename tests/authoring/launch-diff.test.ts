import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Edit } from '../../src/authoring/edits.ts'
import type { Inputs } from '../../src/authoring/inputs.ts'
import { diffLaunch } from '../../src/authoring/launch-diff.ts'
import { prepare } from '../../src/engine/judge.ts'
import { emptyConfig } from '../../src/model/config.ts'
import type { Decision } from '../../src/model/generated/types.ts'
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
