import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CommitmentDiff, diffCommitments } from '../../src/authoring/commitment-diff.ts'
import type { Strictness } from '../../src/authoring/strictness.ts'
import { judge } from '../../src/engine/judge.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import type { JudgedRequirement } from '../../src/model/generated/types.ts'
import { documents, filesOf } from '../engine/arbitrary.ts'
import { values } from '../engine/arbitrary-values.ts'
import { commitmentText, facts, launchText, now, read, requirement, runs, supplied } from '../laws/world.ts'
import { commitment } from '../report/decisions.ts'

/** Whether a requirement keeps a launch from going, waivers apart. */
const stops = (item: JudgedRequirement | undefined): boolean =>
  item?.enforcement === 'blocking' && (item.underlying === 'unmet' || item.underlying === 'unknown')

function diffOf(before: readonly string[], after: readonly string[]): CommitmentDiff | undefined {
  const [a, b] = [read(...before), read(...after)]
  const result = diffCommitments(a, b)
  return 'diff' in result ? result.diff : undefined
}

/** A proof is of every launch, so no launch may contradict it. */
function holds(strictness: Strictness, was: JudgedRequirement | undefined, is: JudgedRequirement | undefined): void {
  if (strictness === 'stricter' || strictness === 'same') expect([strictness, stops(was) && !stops(is)]).toEqual([strictness, false])
  if (strictness === 'looser' || strictness === 'same') expect([strictness, !stops(was) && stops(is)]).toEqual([strictness, false])
}

/** A commitment with one of its values, operators or words exchanged for another of the kind. */
function tweaked<T extends object>(data: T, at: number, to: number): T {
  const kinds: readonly (readonly unknown[])[] = [
    ...Object.values(values),
    ['atLeast', 'moreThan', 'atMost', 'lessThan'],
    ['before', 'after', 'onOrBefore', 'onOrAfter'],
    ['withinLast', 'withinNext'],
    ['includes', 'includesAny', 'includesAll', 'excludes'],
    ['all', 'any'],
    ['equals', 'notEquals'],
    ['30d', '7d', '14d', '36h', '0d', '1h'],
    ['T-30d', 'T', 'T+35d'],
  ]
  const tokens = [...JSON.stringify(data).matchAll(/"[^"]*"|-?\d+(?:\.\d+)?/g)].filter((match) =>
    kinds.some((kind) => kind.includes(JSON.parse(match[0]))),
  )
  const token = tokens[at % Math.max(1, tokens.length)]
  if (!token) return data
  const kind = kinds.find((list) => list.includes(JSON.parse(token[0]))) ?? []
  const text = JSON.stringify(data)
  const edited = `${text.slice(0, token.index)}${JSON.stringify(kind[to % kind.length])}${text.slice(token.index + token[0].length)}`
  try {
    return JSON.parse(edited) as T
  } catch {
    // Between two texts with escaped quotes something may look like a text; no edit is made there.
    return data
  }
}

describe('what is proved of two versions holds for every launch', () => {
  test('with conditions of any shape', () => {
    const told: Record<string, number> = {}
    fc.assert(
      fc.property(requirement, requirement, fc.array(facts(supplied), { minLength: 5, maxLength: 15 }), (before, after, worlds) => {
        const [a, b] = [commitmentText([before]), commitmentText([after])]
        const diff = diffOf([a], [b])
        fc.pre(diff !== undefined)
        const strictness = diff?.requirements[0]?.strictness ?? 'same'
        told[strictness] = (told[strictness] ?? 0) + 1
        for (const given of worlds) {
          const [was, is] = [a, b].map((text) => {
            const all = read(text, launchText(given))
            const [launch] = all.launches
            if (!launch) throw new Error('no launch')
            return judge({ ...all, catalog: all.catalogs, launch, now }).decision?.requirements[0]
          })
          holds(strictness, was, is)
        }
      }),
      { numRuns: Math.ceil(runs / 25) },
    )
    if (process.env['SHOW_COUNTS']) process.stdout.write(`${JSON.stringify(told)}\n`)
    expect((told['stricter'] ?? 0) + (told['looser'] ?? 0)).toBeGreaterThan(0)
  })

  test('with every operator and type, and catalogs that differ', () => {
    const told: Record<string, number> = {}
    fc.assert(
      fc.property(documents(2), documents(1), fc.nat(), fc.nat(), fc.integer({ min: 0, max: 5 }), (one, two, at, to, how) => {
        const [a, b] = [
          one,
          how === 0 ? two : { ...one, launch: two.launch, facts: two.facts, commitment: tweaked(one.commitment, at, to) },
        ]
        const sides = [a, b].map((item) => parseDocuments(filesOf(item)))
        const [old, other] = sides
        const result = old && other && diffCommitments(old, other)
        fc.pre(result !== undefined && 'diff' in result)
        if (!result || !('diff' in result) || !old || !other) return
        for (const { id, strictness, change } of result.diff.requirements) {
          if (change !== 'edited') continue
          told[strictness] = (told[strictness] ?? 0) + 1
          for (const launch of [...old.launches, ...other.launches])
            for (const at of [now, '2026-10-05'])
              for (const parts of [old.facts, other.facts]) {
                const [was, is] = [old, other].map(({ commitments, catalogs }) => {
                  const { decision } = judge({ commitments, catalog: catalogs, launch, facts: parts, now: at })
                  return decision?.requirements.find((item) => item.id === id)
                })
                if (was && is) holds(strictness, was, is)
              }
        }
      }),
      { numRuns: Math.ceil(runs / 25) },
    )
    if (process.env['SHOW_COUNTS']) process.stdout.write(`${JSON.stringify(told)}\n`)
    expect((told['stricter'] ?? 0) + (told['looser'] ?? 0)).toBeGreaterThan(0)
  })
})

const strictnessOf = (before: string, after: string, header = ''): Strictness | undefined =>
  diffOf([commitment({ r: before }, header)], [commitment({ r: after }, header)])?.strictness

test.each<[string, string, Strictness]>([
  ['require: { csat: { atLeast: 4.2 } }', 'require: { csat: { atLeast: 4.5 } }', 'stricter'],
  ['require: { csat: { atLeast: 4.5 } }', 'require: { csat: { atLeast: 4.2 } }', 'looser'],
  ['require: { csat: { atLeast: 4 } }', 'require: { csat: { moreThan: 4 } }', 'stricter'],
  ['require: { csat: { atLeast: 4 } }', 'require: { csat: { atMost: 4 } }', 'mixed'],
  ['require: { csat: { atLeast: 4 } }', 'require: { csat: { atLeast: 4 }, docs: true }', 'stricter'],
  ['require: { any: [{ a: 1 }, { b: 1 }] }', 'require: { all: [{ a: 1 }, { b: 1 }] }', 'stricter'],
  ['require: { all: [{ a: 1 }, { b: 1 }] }', 'require: { atLeastOf: { count: 1, of: [{ a: 1 }, { b: 1 }] } }', 'looser'],
  ['require: { csat: { atLeast: 4, maxAge: 30d } }', 'require: { csat: { atLeast: 4, maxAge: 14d } }', 'stricter'],
  ['require: { csat: { atLeast: 4, maxAge: 36h } }', 'require: { csat: { atLeast: 4, maxAge: 1d } }', 'mixed'],
  ['require: { csat: { atLeast: 4, minSample: 30 } }', 'require: { csat: { atLeast: 4.5, minSample: 10 } }', 'mixed'],
  ['forbid: { bugs: { moreThan: 3 } }', 'forbid: { bugs: { moreThan: 0 } }', 'stricter'],
  ['forbid: { bugs: { moreThan: 0 } }', 'require: { bugs: { atMost: 0 } }', 'same'],
  ['forbid: { bugs: { moreThan: 0 } }', 'require: { bugs: 0 }', 'stricter'],
  ['require: { not: { risk: high } }', 'require: { risk: { noneOf: [high, unclear] } }', 'stricter'],
  ['appliesWhen: { launch.tier: 1 }\nrequire: { a: 1 }', 'appliesWhen: { launch.tier: { oneOf: [1, 2] } }\nrequire: { a: 1 }', 'stricter'],
  ['appliesWhen: { launch.tier: { oneOf: [1, 2] } }\nrequire: { a: 1 }', 'require: { a: 1 }', 'mixed'],
  ['enforcement: advisory\nrequire: { a: 1 }', 'require: { a: 1 }', 'stricter'],
  [
    'enforcement: { blockingFrom: 2027-01-01 }\nrequire: { a: 1 }',
    'enforcement: { blockingFrom: 2026-06-01 }\nrequire: { a: 1 }',
    'stricter',
  ],
  ['enforcement: advisory\nrequire: { a: 1 }', 'enforcement: advisory\nrequire: { a: 2 }', 'same'],
  ['enforcement: advisory\nrequire: { a: { atLeast: 3 } }', 'require: { a: { atLeast: 1 } }', 'stricter'],
  ['waivers: { approvers: [cco], quorum: 1, maxDays: 30 }\nrequire: { a: 1 }', 'waivers: never\nrequire: { a: 1 }', 'stricter'],
  ['require: { langs: { includesAll: [de, en] } }', 'require: { langs: { includesAll: [de, en, nb] } }', 'stricter'],
  ['require: { langs: { includesAny: [de, en] } }', 'require: { langs: { includes: de } }', 'stricter'],
  ['require: { on: { onOrBefore: 2026-10-15 } }', 'require: { on: { before: 2026-10-15 } }', 'stricter'],
  ['require: { version: { atLeast: v1.2.0 } }', 'require: { version: { moreThan: v1.2.0 } }', 'stricter'],
  ['require: { uptime: { atLeast: 99% } }', 'require: { uptime: { atLeast: 99.9% } }', 'stricter'],
  ['require: { price: { atMost: EUR 10 } }', 'require: { price: { atMost: EUR 9.99 } }', 'stricter'],
  ['require: { price: { atMost: EUR 10 } }', 'require: { price: { atMost: USD 10 } }', 'mixed'],
  ['require: { wait: { atMost: 15min } }', 'require: { wait: { atMost: 10min } }', 'stricter'],
  ['forbid: { any: [{ n: { between: [3, 1] } }] }', 'forbid: { any: [{ n: { between: [1, 3] } }] }', 'stricter'],
  ['require: { name: { matches: "^a" } }', 'require: { name: { matches: "^ab" } }', 'unknown'],
  ['require: { name: { matches: "^a" } }', 'require: { name: { matches: "^a" }, docs: true }', 'stricter'],
  ['require: { on: { withinLast: 30d } }', 'require: { on: { withinLast: 14d } }', 'stricter'],
  ['require: { on: { withinNext: 30d } }', 'require: { on: { withinNext: 45d } }', 'looser'],
  ['require: { on: { onOrBefore: T-30d } }', 'require: { on: { onOrBefore: T-45d } }', 'stricter'],
  ['require: { on: { onOrBefore: T-30d } }', 'require: { on: { onOrBefore: 2026-10-01 } }', 'unknown'],
  ['require: { on: { withinLast: 30h } }', 'require: { on: { withinLast: 14h } }', 'unknown'],
])('%s → %s is %s', (before, after, strictness) => {
  expect(strictnessOf(before, after, 'waivers: { approvers: [cco], quorum: 1, maxDays: 60 }\n')).toBe(strictness)
})
