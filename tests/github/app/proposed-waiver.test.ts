import { expect, test } from 'vitest'
import { coversFor } from '../../../src/server/github-app/proposed-waiver.ts'
import { judgeWorld } from '../../../src/world/judged-world.ts'
import { memorySource } from '../../../src/world/memory.ts'
import { loadWorld } from '../../../src/world/world.ts'

const head = (kind: string): string => `apiVersion: onlyif/v1\nkind: ${kind}\n`

async function judged(demand: string, fact: string, covers?: unknown) {
  const files = new Map([
    ['onlyif.yaml', `${head('Config')}roles: { cco: [maria] }\n`],
    [
      'rules/a.yaml',
      `${head('Commitment')}id: c\ntitle: c\nowner: o\nwaivers: { approvers: [cco], quorum: 1, maxDays: 60 }\ngoToMarketOnlyIf:\n  - { id: r, title: t, owner: o, ${demand} }\n`,
    ],
    ['launch.yaml', `${head('Launch')}id: a\ntitle: a\nowner: team\nfacts: { ${fact} }\n`],
  ])
  const waiver = {
    ...{ id: 'W', launch: 'a', requirement: 'c/r', covers, as: 'accepted', reason: 'r', requestedBy: 'ola', expires: '2026-10-20' },
    approved: [{ by: 'maria', role: 'cco', on: '2026-10-07' }],
  }
  if (covers) files.set('waivers.yaml', JSON.stringify({ apiVersion: 'onlyif/v1', kind: 'Waivers', waivers: [waiver] }))
  const source = memorySource(files)
  const world = await loadWorld({ trusted: source, head: source })
  const { decisions, diagnostics } = await judgeWorld(world, { now: '2026-10-07', noExceptions: false, isPartial: false })
  expect(diagnostics).toEqual([])
  const [decision] = decisions
  const [requirement] = decision?.requirements ?? []
  if (!decision || !requirement) throw new Error('nothing was judged')
  return { verdict: decision.verdict, requirement }
}

test.each([
  ['require: { x.a: { atLeast: 4 } }', 'x: { a: 3 }', { atLeast: 3 }],
  ['require: { x.a: { moreThan: 90% } }', 'x: { a: 80% }', { atLeast: '80%' }],
  ['require: { x.a: { atMost: 4 } }', 'x: { a: 5 }', { atMost: 5 }],
  ['require: { x.a: { lessThan: 2h } }', 'x: { a: 3h }', { atMost: '3h' }],
  ['require: { x.a: { onOrBefore: 2026-10-01 } }', 'x: { a: 2026-10-03 }', { onOrBefore: '2026-10-03' }],
  ['require: { x.a: { after: 2026-10-05 } }', 'x: { a: 2026-10-03 }', { onOrAfter: '2026-10-03' }],
  ['require: { x.a: { between: [1, 3] } }', 'x: { a: 5 }', { equals: 5 }],
  ['require: { x.a: true }', 'x: { a: false }', { equals: false }],
  ['require: { x.a: { oneOf: [red, blue] } }', 'x: { a: green }', { equals: 'green' }],
  ['require: { x.a: { includesAll: [de, en] } }', 'x: { a: [de] }', { includesAll: ['de'] }],
  ['forbid: { x.a: { moreThan: 0 } }', 'x: { a: 2 }', { atMost: 2 }],
  ['forbid: { x.a: { atMost: 9 } }', 'x: { a: 2 }', { atLeast: 2 }],
  ['require: { x.a: { atLeast: 4 } }', 'y: { a: 3 }', { unknown: 'missing' }],
  ['require: { x.a: { atLeast: 4 } }', 'x: { a: TBD }', { unknown: 'placeholder' }],
  ['require: { x.a: { atLeast: 4, maxAge: 3d } }', 'x: { a: { value: 5, asOf: 2026-09-01 } }', { unknown: 'stale' }],
  ['require: { x.a: { atLeast: 4, minSample: 30 } }', 'x: { a: { value: 5, sample: 3 } }', { unknown: 'small-sample' }],
])('%s with %s: covers %j, and then it is waived', async (demand, fact, cover) => {
  const { requirement, verdict } = await judged(demand, fact)
  expect(verdict).not.toBe('go')
  const covers = coversFor(requirement)
  expect(covers).toEqual({ 'x.a': cover })
  expect((await judged(demand, fact, covers)).verdict).toBe('conditional-go')
})

test.each([
  ['require: { x.a: { atLeast: 4 } }', 'x: { a: good }'],
  ['require: { x.a: { size: { atLeast: 2 } } }', 'x: { a: [de] }'],
  ['require: { x.a: { includesAny: [de] } }', 'x: { a: [en] }'],
  ['require: { x.a: { startsWith: v } }', 'x: { a: w }'],
  ['require: { x.a: { atLeast: 4 } }', 'x: { a: 4 }'],
  ['appliesWhen: { launch.tier: 1 }, require: { x.a: { atLeast: 4 } }', 'x: { a: 3 }'],
])('%s with %s: somebody has to write it, or nothing is to be waived', async (demand, fact) => {
  expect(coversFor((await judged(demand, fact)).requirement)).toBeUndefined()
})
