import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type JudgedCase, prepare } from '../../src/engine/judge.ts'
import { judgeCase } from '../../src/engine/judgement.ts'
import { candidateNodes } from '../../src/engine/synthesis.ts'
import { toGo } from '../../src/engine/to-go.ts'
import { optionsOf } from '../../src/engine/to-go-options.ts'
import { factsByRequirement, partsOf } from '../../src/engine/to-go-parts.ts'
import { changedCase, isOpenAt, trialsOf } from '../../src/engine/what-if.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import { documents } from './arbitrary.ts'
import { now } from './arbitrary-values.ts'
import { ready } from './both-keys.ts'

function judgedBy(demands: readonly string[]): JudgedCase {
  const entries = demands.map((demand, i) => `  - { id: r${i}, title: t, owner: o, require: ${demand} }\n`).join('')
  const { commitments, launches } = parseDocuments([
    { file: 'c.yaml', text: `apiVersion: onlyif/v1\nkind: Commitment\nid: c\ntitle: C\nowner: o\ngoToMarketOnlyIf:\n${entries}` },
    { file: 'l.yaml', text: 'apiVersion: onlyif/v1\nkind: Launch\nid: l\ntitle: L\nowner: o\nfacts: { z: 1 }\n' },
  ])
  const judged = launches[0] && prepare({ commitments, now }).open(launches[0]).judged
  if (!judged) throw new Error('it was not judged')
  return judged
}

const several = (count: number, of: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => of(i))

const nothingAssumed: ReadonlySet<number> = new Set()

test('what the values of leaves say of a part with changed facts is what judging the changed case says', () => {
  let tried = 0
  fc.assert(
    fc.property(documents(6), fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), (some, picks) => {
      const { trusted, launch, facts } = ready(some)
      const { judged } = prepare(trusted).open(launch, facts)
      if (!judged) return
      const { input, judgement } = judged
      const options = optionsOf(input, judgement)
      const trials = trialsOf(input, options, judgement)
      const parts = partsOf(judgement, factsByRequirement(input, options))
      for (const shift of picks) {
        const choice = Int32Array.from(
          [...options.values()],
          (list, at) => (((picks[at % picks.length] ?? 0) + shift) % (list.length + 1)) - 1,
        )
        tried += options.size
        const { requirements } = judgeCase(changedCase(input, options, choice))
        for (const part of parts) {
          const isReached = part.goals.every((goal) => !isOpenAt(requirements, goal))
          expect(trials.reaches({ ...part, assumed: nothingAssumed }, choice)).toBe(isReached)
        }
      }
    }),
    { numRuns: 300 },
  )
  expect(tried).toBeGreaterThan(300)
})

test('what changes of facts are named leave nothing open but what is said to stay open', () => {
  let blocked = 0
  fc.assert(
    fc.property(documents(6), (some) => {
      const { trusted, launch, facts } = ready(some)
      const { judged } = prepare(trusted).open(launch, facts)
      if (!judged) return
      const { input, judgement } = judged
      const { possible, changes, blockedBy, obstacles = [] } = toGo(input, judgement)
      const options = optionsOf(input, judgement)
      const named = new Set(changes.map(({ fact }) => fact))
      expect([...named].filter((fact) => !options.has(fact))).toEqual([])
      const isReached = choices([...options].map(([fact, list]) => (named.has(fact) ? list.length : 0))).some((choice) => {
        const after = judgeCase(changedCase(input, options, choice))
        const left = after.requirements.flatMap((_, at) => (isOpenAt(after.requirements, at) ? [idOf(input, at)] : []))
        return possible ? after.verdict === 'go' || after.verdict === 'conditional-go' : left.every((id) => blockedBy.includes(id))
      })
      expect(isReached).toBe(true)
      if (possible) return
      blocked += named.size > 0 ? 1 : 0
      const told = new Set(obstacles.flatMap(({ requirement, against = [] }) => [requirement, ...against]))
      if (obstacles.length > 0) expect(blockedBy.filter((id) => !told.has(id))).toEqual([])
    }),
    { numRuns: 500 },
  )
  expect(blocked).toBeGreaterThan(20)
})

function idOf({ plan }: JudgedCase['input'], at: number): string {
  return plan.requirements[at]?.linked.requirement.id ?? ''
}

/** Every choice of an option for each fact that has some, up to a few thousand. */
function choices(sizes: readonly number[]): Int32Array[] {
  let all: number[][] = [[]]
  for (const size of sizes) {
    const places = size === 0 ? [-1] : Array.from({ length: size }, (_, at) => at)
    all = all.flatMap((choice) => places.map((place) => [...choice, place])).slice(0, 5000)
  }
  return all.map((choice) => Int32Array.from(choice))
}

describe('however much there is to try', () => {
  /** Each has two values worth trying, of which the second needs another fact. */
  const torn = several(250, (i) => `{ any: [{ all: [{ x${i}: { atLeast: 5 } }, { y${i}: 1 }] }, { x${i}: { atMost: 3 } }] }`)

  test('what shares no fact is searched for itself', () => {
    const { input, judgement } = judgedBy(torn)
    const { possible, minimal, changes } = toGo(input, judgement)
    expect({ possible, minimal, changes: changes.length }).toEqual({ possible: true, minimal: true, changes: 250 })
  })

  test('the search ends, with what goes and without a claim that nothing less would', () => {
    const { input, judgement } = judgedBy([`{ all: [${torn.join(', ')}] }`])
    const options = optionsOf(input, judgement)
    const trials = trialsOf(input, options, judgement)
    const aim = { facts: [...options.keys()].map((_, at) => at), goals: [0], assumed: nothingAssumed }
    const nothing = new Int32Array(options.size).fill(-1)
    for (let i = 0; i < 40_000 && !trials.isSpent; i++) trials.reaches(aim, nothing)
    expect(trials.isSpent).toBe(true)
    expect(trials.reaches(aim, new Int32Array(options.size))).toBe(false)
    const { possible, minimal, changes } = toGo(input, judgement)
    expect({ possible, minimal }).toEqual({ possible: true, minimal: false })
    expect(changes.length).toBeGreaterThanOrEqual(250)
  })

  test('where no way is found, none is said to be impossible, and what else there is to do is told', () => {
    const opposed = several(
      14,
      (i) => `{ any: [{ all: [{ x${i}: { atLeast: 5 } }, { y${i}: 1 }] }, { x${i}: { atMost: 3 } }] }, { y${i}: 2 }`,
    )
    const { input, judgement } = judgedBy([`{ all: [${opposed.join(', ')}] }`, '{ z: 2 }'])
    const { possible, changes, blockedBy, obstacles } = toGo(input, judgement)
    expect({ possible, changes: changes.map(({ fact }) => fact), blockedBy }).toEqual({
      possible: false,
      changes: ['z'],
      blockedBy: ['c/r0'],
    })
    expect(obstacles?.map(({ kind }) => kind)).toEqual(['search'])
  })

  test('of a thousand facts that are all missing and needed, each is found to be', () => {
    const { input, judgement } = judgedBy(several(1000, (i) => `{ x${i}: 1 }`))
    const { possible, minimal, changes } = toGo(input, judgement)
    expect({ possible, minimal, changes: changes.length }).toEqual({ possible: true, minimal: true, changes: 1000 })
  })

  test.each([
    ['beginnings and ends', 200, several(300, (i) => `{ x: { startsWith: a${i} } }, { x: { endsWith: b${i} } }`)],
    ['values', 200, [`{ x: { oneOf: [${several(3000, (i) => `v${i}`).join(', ')}] } }`]],
    ['sizes', 21, several(300, (i) => `{ x: { includes: q, size: { atLeast: ${i} } } }`)],
  ])('of %s of one fact only some are tried', (_, most, tests) => {
    const { input } = judgedBy([`{ any: [${tests.join(', ')}] }`])
    const leaves = input.plan.leaves.map(({ typed }) => typed)
    expect(candidateNodes(leaves, undefined, input)).toHaveLength(most)
  })
})
