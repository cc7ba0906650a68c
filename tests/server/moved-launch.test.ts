import { expect, test } from 'vitest'
import { manifest, type TestService, testService } from './service.ts'

interface Moved {
  readonly service: TestService
  /** Judges the launch as of a product. */
  judge(product: string): Promise<string>
  /** A token of a person, bound to a product. */
  of(name: string, product: string): Promise<string>
}

const wish = {
  ...{ launch: 'checkout-2', requirement: 'promise/delight', as: 'accepted', reason: 'soon better', expires: '2026-12-01' },
  covers: { 'beta.csat': { atLeast: 3.5 } },
}

async function moving(): Promise<Moved> {
  const tokens: Record<string, string> = {}
  const service = await testService({ who: { tokens } })
  return {
    service,
    judge: async (product) => {
      const text = manifest('checkout-2', { csat: 3.9 }).replace('product: checkout', `product: ${product}`)
      const response = await service.post('/v1/decisions', { documents: [{ file: 'launch.yaml', text }] })
      return ((await response.json()) as { digest: string }).digest
    },
    of: async (name, product) => {
      const { token, secret } = await service.store.tokens.create({
        ...{ name, scopes: ['waive', 'read'], createdBy: 'test' },
        bounds: { products: [product] },
      })
      tokens[token.id] = name
      return secret
    },
  }
}

test('a token bound to the product that a launch had asks for no waiver of it any more, and whose product it has now does', async () => {
  const { service, judge, of } = await moving()
  const before = await judge('checkout')
  const now = await judge('search')
  const [old, own] = [await of('kim', 'checkout'), await of('ola', 'search')]
  for (const decision of [before, now]) {
    const refused = await service.post('/v1/waivers', { ...wish, decision }, { token: old })
    expect([refused.status, (await refused.json()) as object]).toMatchObject([404, { detail: expect.stringContaining('no decision') }])
  }
  expect((await service.post('/v1/waivers', { ...wish, decision: now }, { token: own })).status).toBe(201)
})

test('nor does it see, approve or refuse what was asked for when it had that product', async () => {
  const { service, judge, of } = await moving()
  const decision = await judge('checkout')
  const [kim, maria, mariaNow] = [await of('kim', 'checkout'), await of('maria', 'checkout'), await of('maria', 'search')]
  const asked = await service.post('/v1/waivers', { ...wish, decision }, { token: kim })
  const path = asked.headers.get('location') ?? ''
  const listed = async (token: string): Promise<number> =>
    ((await (await service.ask('/v1/waivers', { token })).json()) as { waivers: object[] }).waivers.length
  expect([asked.status, await listed(maria), await listed(mariaNow)]).toEqual([201, 1, 0])
  await judge('search')
  const answer = { answer: 'approve', decision, version: 1, role: 'cco' }
  expect((await service.post(`${path}/answers`, answer, { token: maria })).status).toBe(404)
  expect((await service.ask(path, { token: maria })).status).toBe(404)
  expect([await listed(maria), await listed(mariaNow)]).toEqual([0, 1])
  expect((await service.ask(path, { token: mariaNow })).status).toBe(200)
  expect((await service.post(`${path}/answers`, answer, { token: mariaNow })).status).toBe(200)
})
