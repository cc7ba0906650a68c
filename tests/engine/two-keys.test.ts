import fc from 'fast-check'
import { Engine } from 'json-rules-engine'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { crossCheck } from '../../src/engine/cross-check.ts'
import { decide, decideWith } from '../../src/engine/decide.ts'
import { type JudgedCase, judge, type PreparedJudge, prepare } from '../../src/engine/judge.ts'
import { type Kleene, MET, met, reasonOf, UNMET, unknown, unmet } from '../../src/engine/reason.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import { documents } from './arbitrary.ts'
import { now } from './arbitrary-values.ts'
import { differences, judgeByBoth } from './both-keys.ts'

const head = 'apiVersion: onlyif/v1'
const rules = `
${head}
kind: Commitment
id: c
title: We go only if
owner: someone
waivers: { approvers: [cco], quorum: 1, maxDays: 60 }
goToMarketOnlyIf:
  - { id: csat, title: it is good, owner: someone, require: { csat: { atLeast: 4.2 } } }
  - { id: name, title: it has a name, owner: someone, require: { name: { matches: '^[a-z]+$' } } }
  - { id: bugs, title: it has no bugs, owner: someone, forbid: { bugs: { moreThan: 0 } } }
`

function launchOf(facts: string, id = 'l'): string {
  return `{ apiVersion: onlyif/v1, kind: Launch, id: ${id}, title: L, owner: team, facts: ${facts} }`
}

const goodFacts = '{ csat: 4.5, name: beta, bugs: 0 }'

afterEach(() => {
  vi.restoreAllMocks()
})

interface Opened {
  readonly prepared: PreparedJudge
  readonly judged: JudgedCase
}

function openCase(commitment: string, launch: string, waivers: string[] = []): Opened {
  const read = parseDocuments([commitment, launch, ...waivers].map((text, index) => ({ file: `${index}.yaml`, text })))
  expect(read.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const [manifest] = read.launches
  if (!manifest) throw new Error('there is no launch')
  const prepared = prepare({ commitments: read.commitments, waivers: read.waivers, now })
  const { judged } = prepared.open(manifest)
  if (!judged) throw new Error(JSON.stringify(prepared.diagnostics))
  return { prepared, judged }
}

/** A judgement's parts as plain data, to be changed. */
function parts({ judged, world, requirements, verdict }: JudgedCase['judgement']): JudgedCase['judgement'] {
  return { judged, world, requirements, verdict }
}

function withResult(judged: JudgedCase, leaf: number, result: number): JudgedCase {
  const { results, values } = judged.judgement.judged
  const changed = { results: results.with(leaf, result), values: values.with(leaf, result & 3) }
  return { ...judged, judgement: { ...parts(judged.judgement), judged: changed } }
}

describe('both keys agree', () => {
  const scale = Number(process.env['FC_RUNS'] ?? 1)

  test('on 100,000 random condition trees', { timeout: 900_000 * Math.max(1, scale) }, async () => {
    let trees = 0
    await fc.assert(
      fc.asyncProperty(documents(100), async (given) => {
        const both = await judgeByBoth(given)
        trees += both.trees
        expect(differences(both)).toEqual([])
        expect(both.second).toBe(both.judged.judgement)
      }),
      { numRuns: Math.ceil(1650 * scale) },
    )
    if (scale >= 1) expect(trees).toBeGreaterThan(100_000)
  })

  test('so that `decide` gives the same bytes as `judge`', async () => {
    const read = parseDocuments([
      { file: 'rules.yaml', text: rules },
      { file: 'launch.yaml', text: launchOf('{ csat: TBD, name: Beta, bugs: 1 }') },
    ])
    const [launch] = read.launches
    if (!launch) throw new Error('there is no launch')
    const input = { commitments: read.commitments, launch, now }
    expect(JSON.stringify(await decide(input))).toBe(JSON.stringify(judge(input)))
  })

  test('on many launches under one prepared judge, while runs overlap', async () => {
    const { prepared } = openCase(rules, launchOf(goodFacts))
    const manifests = Array.from({ length: 60 }, (_, n) =>
      launchOf(`{ csat: ${n % 7}, name: ${n % 3 ? 'beta' : 'B1'}, bugs: ${n % 2} }`, `l${n}`),
    )
    const { launches } = parseDocuments(manifests.map((text, n) => ({ file: `${n}.yaml`, text })))
    const together = await Promise.all(launches.map((launch) => decideWith(prepared, launch)))
    expect(together.map(({ decision }) => decision?.digest)).toEqual(launches.map((launch) => prepared.judge(launch).decision?.digest))
    expect(new Set(together.map(({ decision }) => decision?.verdict))).toEqual(new Set(['go', 'no-go']))
  })
})

describe('a disagreement is a fault and a hold', () => {
  test.each([
    ['a leaf that was not met is said to be', '{ csat: 4, name: beta, bugs: 0 }', met],
    ['a leaf that was met is said not to be', goodFacts, unmet],
    ['a leaf that was decided is said to be unknown', goodFacts, unknown('stale')],
    ['a leaf is unknown for another reason', '{ csat: TBD, name: beta, bugs: 0 }', unknown('missing')],
  ])('when %s', async (_, facts, result) => {
    const { prepared, judged } = openCase(rules, launchOf(facts))
    const sabotaged = withResult(judged, 0, result)
    const second = await crossCheck(sabotaged)
    expect(second).not.toBe(sabotaged.judgement)
    expect(second.requirements.map(({ outcome }) => outcome)).toEqual(['unknown', 'met', 'met'])
    expect(reasonOf(second.judged.results[0] ?? 0)).toBe('fault')
    expect(second.verdict).toBe('hold')
    const decision = prepared.close({ input: judged.input, judgement: second })
    expect(decision.requirements[0]?.findings[0]).toMatchObject({ result: 'unknown', reason: 'fault' })
    expect(decision.blocked).toBe(true)
  })

  test('when only an outcome differs: every leaf of its demand is marked', async () => {
    const { judged } = openCase(rules, launchOf('{ csat: 4, name: beta, bugs: 0 }'))
    const requirements = judged.judgement.requirements.map((item) => ({
      ...item,
      outcome: 'met' as const,
      underlying: { applies: MET as Kleene, demand: MET as Kleene, outcome: 'met' as const },
    }))
    const second = await crossCheck({ ...judged, judgement: { ...parts(judged.judgement), requirements, verdict: 'go' } })
    expect(second.requirements.map(({ outcome }) => outcome)).toEqual(['unknown', 'met', 'met'])
    expect([...second.judged.results].map(reasonOf)).toEqual(['fault', 'none', 'none'])
    expect(second.verdict).toBe('hold')
  })

  test('when a requirement is said not to apply', async () => {
    const { judged } = openCase(rules, launchOf('{ csat: 4, name: beta, bugs: 0 }'))
    const requirements = judged.judgement.requirements.map((item) => ({
      ...item,
      outcome: 'not-applicable' as const,
      underlying: { ...item.underlying, applies: UNMET as Kleene, outcome: 'not-applicable' as const },
    }))
    const second = await crossCheck({ ...judged, judgement: { ...parts(judged.judgement), requirements } })
    expect(second.requirements.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown'])
    expect(second.verdict).toBe('hold')
  })

  test('when a requirement is said to be waived and its waiver does not suffice', async () => {
    const waiver = `
${head}
kind: Waivers
waivers:
  - { id: W-1, launch: l, requirement: c/csat, covers: { csat: { atLeast: 4 } }, as: accepted, reason: so be it,
      requestedBy: ola, approved: [{ by: maria, role: cco, on: 2026-10-06 }], expires: 2026-10-20 }`
    const waived = openCase(rules, launchOf('{ csat: 4, name: beta, bugs: 0 }'), [waiver])
    expect(waived.judged.judgement.verdict).toBe('conditional-go')
    expect(await crossCheck(waived.judged)).toBe(waived.judged.judgement)
    const lapsed = openCase(rules, launchOf('{ csat: 3, name: beta, bugs: 0 }'), [waiver])
    const requirements = lapsed.judged.judgement.requirements.map((item, index) =>
      index === 0
        ? { ...item, outcome: 'waived' as const, waivers: item.waivers.map((own) => ({ ...own, state: 'in-force' as const })) }
        : item,
    )
    const second = await crossCheck({ ...lapsed.judged, judgement: { ...lapsed.judged.judgement, requirements } })
    expect(second.requirements[0]).toMatchObject({ outcome: 'unknown', waivers: [{ state: 'lapsed' }] })
    expect(second.verdict).toBe('hold')
  })
})

describe('one fault stays one fault', () => {
  test('when an operator throws: the other requirements are judged', async () => {
    const { judged } = openCase(rules, launchOf(goodFacts))
    for (const { typed } of judged.input.plan.leaves) {
      if (typed.operand.kind !== 'pattern') continue
      vi.spyOn(typed.operand.pattern, 'found').mockImplementation(() => {
        throw new Error('broken')
      })
    }
    const second = await crossCheck(judged)
    expect(second.requirements.map(({ outcome }) => outcome)).toEqual(['met', 'unknown', 'met'])
    expect([...second.judged.results].map(reasonOf)).toEqual(['none', 'fault', 'none'])
    expect(second.verdict).toBe('hold')
  })

  test.each([
    ['is lost', (_: object): object[] => []],
    ['comes back twice', (own: object): object[] => [own, own]],
  ])('when the result of a rule %s', async (_, tamper) => {
    const run = Engine.prototype.run
    vi.spyOn(Engine.prototype, 'run').mockImplementation(async function (this: Engine, ...given) {
      const out = await run.apply(this, given)
      return {
        ...out,
        results: out.results.flatMap((result) => (result.name === 'demand 0' ? tamper(result) : [result])) as typeof out.results,
      }
    })
    const { judged } = openCase(rules, launchOf(goodFacts))
    const second = await crossCheck(judged)
    expect(second.requirements.map(({ outcome }) => outcome)).toEqual(['unknown', 'met', 'met'])
    expect([...second.judged.results].map(reasonOf)).toEqual(['fault', 'none', 'none'])
  })

  test('when the run itself breaks, nothing is known', async () => {
    const { judged } = openCase(rules, launchOf(goodFacts))
    const leaf = judged.input.plan.leaves[0]?.typed.leaf
    if (!leaf) throw new Error('there is no leaf')
    Object.assign(leaf, { operator: 'is an operator nobody knows' })
    const second = await crossCheck(judged)
    expect(second.requirements.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown'])
    expect([...second.judged.results].map(reasonOf)).toEqual(['fault', 'fault', 'fault'])
    expect(second.verdict).toBe('hold')
  })
})

describe('names that every object inherits are no facts', () => {
  const inherited = `
${head}
kind: Commitment
id: c
title: We go only if
owner: someone
goToMarketOnlyIf:
  - { id: a, title: a, owner: someone, require: { not: { constructor.name: Object } } }
  - { id: b, title: b, owner: someone, require: { toString: { present: true } } }
  - { id: d, title: d, owner: someone, forbid: { hasOwnProperty: { equals: x } } }
  - { id: e, title: e, owner: someone, require: { items: { none: { constructor.name: Object } } } }
  - { id: f, title: f, owner: someone, require: { items: { every: { toString: { present: true } } } } }`

  test('they are missing from a launch and from the items of its lists', async () => {
    const { judged } = openCase(inherited, launchOf('{ items: [{ a: 1 }, [], 3] }'))
    const second = await crossCheck(judged)
    expect(second).toBe(judged.judgement)
    expect(second.requirements.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'unknown'))
    expect([...second.judged.results].map(reasonOf)).toEqual(Array.from({ length: 5 }, () => 'missing'))
  })

  test('they are facts like any other where somebody supplies them', async () => {
    const { judged } = openCase(
      inherited,
      launchOf('{ constructor: { name: x }, toString: x, hasOwnProperty: y, items: [{ constructor: { name: x }, toString: x }] }'),
    )
    const second = await crossCheck(judged)
    expect(second).toBe(judged.judgement)
    expect(second.verdict).toBe('go')
  })
})
