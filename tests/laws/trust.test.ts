import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge } from '../../src/index.ts'
import { memorySource } from '../../src/world/memory.ts'
import { loadWorld, type World } from '../../src/world/world.ts'
import { commitmentText, facts, launchText, now, requirements, runs, supplied, usable } from './world.ts'

const anything = { apiVersion: 'onlyif/v1' }
const waiver = {
  id: 'W1',
  launch: 'l',
  requirement: 'c/r0',
  covers: { a: { atLeast: 0 } },
  as: 'accepted',
  reason: 'so that it goes',
  requestedBy: 'ola',
  approved: [{ by: 'ines', role: 'cco', on: '2026-10-06' }],
  expires: '2026-10-20',
}

/** Files by which a change could choose its own judge. */
const hostile: Readonly<Record<string, unknown>> = {
  'onlyif.yaml': { ...anything, kind: 'Config', commitments: 'mine/*.yaml', launches: 'elsewhere.yaml', roles: { cco: ['ines'] } },
  'rules/c.yaml': {
    ...anything,
    kind: 'Commitment',
    id: 'c',
    title: 'Anything goes',
    owner: 'me',
    outOfScope: 'go',
    goToMarketOnlyIf: [{ id: 'r0', title: 'nothing', owner: 'me', appliesWhen: { 'launch.tier': 99 }, require: { z: 1 } }],
  },
  'rules/more.yaml': {
    ...anything,
    kind: 'Commitment',
    id: 'more',
    title: 'More',
    owner: 'me',
    goToMarketOnlyIf: [{ id: 'x', title: 'x', owner: 'me', enforcement: 'advisory', require: { z: 1 } }],
  },
  'waivers.yaml': { ...anything, kind: 'Waivers', waivers: [waiver] },
  'catalog.yaml': { ...anything, kind: 'FactCatalog', facts: { a: { type: 'text' } } },
}

async function decisionOf(world: World): Promise<string> {
  const [first] = world.launches
  if (!first?.launch) return JSON.stringify([world.diagnostics, first?.diagnostics])
  const { decision, diagnostics } = judge({ ...world, catalog: world.catalogs, launch: first.launch, facts: first.facts, now })
  return JSON.stringify(decision ?? diagnostics)
}

describe('law 9: the change under judgement does not choose its judge', () => {
  test('whatever commitments, catalogs, waivers and config the head brings, the decision is that of the trusted side', async () => {
    await fc.assert(
      fc.asyncProperty(
        requirements,
        facts(supplied),
        fc.subarray(Object.keys(hostile), { minLength: 1 }),
        async (shapes, given, brought) => {
          const rule = { waivers: { approvers: ['cco'], quorum: 1, maxDays: 60 } }
          const trusted = memorySource(new Map([['rules/c.yaml', commitmentText(shapes, 'c', rule)]]))
          const plain = new Map([['launch.yaml', launchText(given)]])
          const attacked = new Map([...plain, ...brought.map((file) => [file, JSON.stringify(hostile[file])] as const)])
          const [honest, hijacked] = await Promise.all(
            [plain, attacked].map(async (files) => decisionOf(await loadWorld({ trusted, head: memorySource(files) }))),
          )
          expect(hijacked).toBe(honest)
        },
      ),
      { numRuns: runs },
    )
  })

  test('one broken manifest never stops the others', async () => {
    await fc.assert(
      fc.asyncProperty(
        requirements,
        facts(usable),
        fc.nat(),
        fc.constantFrom('', '{', '"', '\t', ': ', '&a '),
        async (shapes, given, position, damage) => {
          const trusted = memorySource(new Map([['rules/c.yaml', commitmentText(shapes)]]))
          const whole = launchText(given, 'broken')
          const at = position % whole.length
          const files = new Map([
            ['launches/a.yaml', launchText(given, 'l')],
            ['launches/b.yaml', whole.slice(0, at) + damage + whole.slice(at + 1)],
          ])
          const alone = await loadWorld({ trusted, head: memorySource(new Map([...files].slice(0, 1))) })
          const both = await loadWorld({ trusted, head: memorySource(files) })
          expect(await decisionOf(both)).toBe(await decisionOf(alone))
          expect(both.launches.length).toBeGreaterThanOrEqual(1)
        },
      ),
      { numRuns: runs },
    )
  })
})
