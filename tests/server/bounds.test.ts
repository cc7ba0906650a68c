import { describe, expect, test } from 'vitest'
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
