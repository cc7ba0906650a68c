import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/index.ts'
import { manifest, type TestService, testService } from './service.ts'

/** A service that judged many launches of somebody else, of whom nothing may be told, and few of one's own among them. */
async function crowded(): Promise<TestService> {
  const service = await testService()
  const text = (id: string): string => (id.startsWith('own') ? manifest(id) : manifest(id).replace('product: checkout', 'product: search'))
  const ids = [
    ...Array.from({ length: 30 }, (_, i) => `foreign-${10 + i}`),
    'own-1',
    ...Array.from({ length: 30 }, (_, i) => `x-${i}`),
    'own-2',
  ]
  for (const part of [ids.slice(0, 31), ids.slice(31)]) {
    const documents = part.map((id) => ({ file: `${id}.yaml`, text: text(id) }))
    expect((await service.post('/v1/decisions', { documents })).status).toBe(201)
  }
  return service
}

describe('of what is outside the bounds of a token', () => {
  test.each([
    ['launches', { launches: ['own-1', 'own-2', 'never-judged'] }],
    ['products', { products: ['checkout', 'none'] }],
    ['both', { launches: ['own-1'], products: ['checkout'] }],
    ['nothing', { launches: [] }],
  ])('no list and no cursor tells: bound to %s', async (to, bounds) => {
    const service = await crowded()
    const token = await service.token(['read'], bounds)
    const seen = new Set<string>()
    for (let after: string | undefined, pages = 0; pages < 5; pages++) {
      const text = await (await service.ask(`/v1/launches?limit=1${after === undefined ? '' : `&after=${after}`}`, { token })).text()
      expect(text).not.toMatch(/foreign|x-\d/)
      const page = JSON.parse(text) as { launches: { id: string }[]; next?: string }
      for (const { id } of page.launches) seen.add(id)
      after = page.next
      if (after === undefined) break
    }
    const sequences: string[] = []
    const own = new Set<string>()
    for (let after: string | undefined, pages = 0; pages < 5; pages++) {
      const answer = await service.ask(`/v1/decisions?limit=1${after === undefined ? '' : `&after=${after}`}`, { token })
      const page = (await answer.json()) as { decisions: { launch: string; sequence: number }[]; next?: string }
      for (const { launch, sequence } of page.decisions) own.add(launch) && sequences.push(String(sequence))
      if (page.next === undefined) break
      expect(sequences).toContain(page.next)
      after = page.next
    }
    const all = to === 'nothing' ? [] : ['own-1', 'own-2']
    expect([[...seen].sort(), [...own].sort()]).toEqual([all, all])
  })
})

test('waivers of many launches are told to who is bound to products with one look at all the launches', async () => {
  const { store } = await testService()
  let looks = 0
  const counted: Store = {
    ...store,
    history: (...given) => {
      looks++
      return store.history(...given)
    },
    latestPerLaunch: (...given) => {
      looks++
      return store.latestPerLaunch(...given)
    },
  }
  const service = await testService({ store: counted })
  const waiverOf = (launch: string, product: string): Promise<boolean> => {
    const document = JSON.stringify({ waiver: {}, product, shortfall: [], since: 0, answers: [] })
    return store.waivers.add({
      id: `S-${launch}`,
      launch,
      requirement: 'promise/delight',
      decision: `sha256:${'0'.repeat(64)}`,
      state: 'requested',
      document,
    })
  }
  const moved = Array.from({ length: 20 }, (_, i) => `moved-${i}`)
  const texts = moved.map((id, i) => (i < 10 ? manifest(id).replace('product: checkout', 'product: search') : manifest(id)))
  const documents = texts.map((text, i) => ({ file: `${i}.yaml`, text }))
  expect((await service.post('/v1/decisions', { documents })).status).toBe(201)
  for (const launch of moved) await waiverOf(launch, 'checkout')
  await waiverOf('never-judged', 'checkout')
  await waiverOf('own', 'search')
  const token = await service.token(['read'], { launches: ['own'], products: ['checkout'] })
  const told = async (limit: number): Promise<string[]> => {
    const answer = await service.ask(`/v1/waivers?limit=${limit}`, { token })
    return ((await answer.json()) as { waivers: { launch: string }[] }).waivers.map(({ launch }) => launch)
  }
  looks = 0
  expect(await told(200)).toEqual([...moved.slice(10), 'never-judged', 'own'].sort())
  expect(looks).toBe(1)
  expect(await told(3)).toHaveLength(3)
  expect(looks).toBe(2)
})
