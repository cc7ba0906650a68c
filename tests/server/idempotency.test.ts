import { expect, test } from 'vitest'
import { commitment, manifest, startedAt, type TestService, testService } from './service.ts'

const day = 86_400_000
const headers = { 'idempotency-key': 'run-1' }
const documentsOf = (...ids: string[]): object => ({ documents: ids.map((id) => ({ file: `${id}.yaml`, text: manifest(id) })) })

const judgedIn = async (service: TestService): Promise<number> => {
  const metrics = await (await service.ask('/metrics')).text()
  return Number(/onlyif_judged_total\{verdict="go",dry_run="false"\} (\d+)/.exec(metrics)?.[1] ?? 0)
}

test('a repeated request says that it is one, and is not counted as judged', async () => {
  const service = await testService()
  const ask = (...ids: string[]): Promise<Response> => service.post('/v1/decisions', documentsOf(...ids), { headers })
  const first = await ask('a', 'b')
  expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null])
  expect(await judgedIn(service)).toBe(2)
  const again = await ask('a', 'b')
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
  expect([again.headers.get('onlyif-sequence'), await judgedIn(service)]).toEqual([first.headers.get('onlyif-sequence'), 2])
  await service.post('/v1/decisions', documentsOf('a', 'b'))
  expect(await judgedIn(service)).toBe(4)
})

test('a repeated request whose record was pruned is told so, with what is left', async () => {
  const service = await testService()
  const ask = (): Promise<Response> => service.post('/v1/decisions', documentsOf('a', 'b'), { headers })
  await ask()
  service.setNow(startedAt + day / 2)
  // What is said last of a launch is never pruned: of `b` nothing newer is.
  await service.post('/v1/decisions', documentsOf('a'))
  expect(await service.store.retain({ before: startedAt + day / 4, by: 'maria', why: 'old' })).toMatchObject({ decisions: 1 })
  const counted = await judgedIn(service)
  const again = await ask()
  expect(await judgedIn(service)).toBe(counted)
  expect([again.status, await again.json()]).toMatchObject([
    410,
    { type: '/problems/gone', decisions: [{ launch: 'b', verdict: 'go' }], hint: expect.stringContaining('new key') },
  ])
  expect((await service.store.head()).sequence).toBe(4)
})

test('a waiver that is asked for twice with one key is one, and says so', async () => {
  const tokens: Record<string, string> = {}
  const service = await testService({ who: { tokens } })
  const { token, secret } = await service.store.tokens.create({ name: 'kim', scopes: ['waive'], bounds: {}, createdBy: 'test' })
  tokens[token.id] = 'kim'
  const judged = await service.post('/v1/decisions', { documents: [{ file: 'a.yaml', text: manifest('a', { csat: 3.9 }) }] })
  const { digest } = (await judged.json()) as { digest: string }
  const wish = {
    ...{ launch: 'a', requirement: 'promise/delight', decision: digest, as: 'accepted', reason: 'soon better', expires: '2026-12-01' },
    covers: { 'beta.csat': { atLeast: 3.5 } },
  }
  const ask = (): Promise<Response> => service.post('/v1/waivers', wish, { token: secret, headers })
  const [first, again] = [await ask(), await ask()]
  expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([null, 'true'])
  expect([again.status, await again.text(), again.headers.get('location')]).toEqual([
    201,
    await first.text(),
    first.headers.get('location'),
  ])
  expect(await service.store.waivers.list()).toHaveLength(1)
})

test('a repeated request ends no waiver: it says nothing new', async () => {
  const tokens: Record<string, string> = {}
  const files = {
    'rules/promise.yaml': commitment.replace('    require: { beta.csat', '    require: { beta.nps: { atLeast: 1 }, beta.csat'),
  }
  const service = await testService({ who: { tokens }, files: { ...files, 'onlyif.yaml': 'apiVersion: onlyif/v1\nkind: Config\n' } })
  const { token, secret } = await service.store.tokens.create({ name: 'kim', scopes: ['waive'], bounds: {}, createdBy: 'test' })
  tokens[token.id] = 'kim'
  const judge = async (nps: number, key?: string): Promise<string> => {
    const text = manifest('a', { csat: 3.9 }).replace('facts:\n', `facts:\n  beta.nps: ${nps}\n`)
    const init = key === undefined ? {} : { headers: { 'idempotency-key': key } }
    return ((await (await service.post('/v1/decisions', { documents: [{ file: 'a.yaml', text }] }, init)).json()) as { digest: string })
      .digest
  }
  await judge(0, 'old')
  const digest = await judge(5)
  const wish = {
    ...{ launch: 'a', requirement: 'promise/delight', decision: digest, as: 'accepted', reason: 'soon better', expires: '2026-12-01' },
    covers: { 'beta.csat': { atLeast: 3.5 } },
  }
  expect((await service.post('/v1/waivers', wish, { token: secret })).status).toBe(201)
  await judge(0, 'old')
  expect((await service.store.waivers.list()).map(({ state }) => state)).toEqual(['requested'])
  await judge(0, 'new')
  expect((await service.store.waivers.list()).map(({ state }) => state)).toEqual(['lapsed'])
})
