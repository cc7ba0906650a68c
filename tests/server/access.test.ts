import { describe, expect, test } from 'vitest'
import type { ProxySettings } from '../../src/server/auth/settings.ts'
import { judgeAgain } from '../../src/world/judge-again.ts'
import { goodClaims, startIssuer } from './auth/issuer.ts'
import { manifest, startedAt, type TestService, testService } from './service.ts'

const proxy: ProxySettings = {
  header: 'X-Forwarded-User',
  addresses: ['127.0.0.1'],
  people: { ola: ['read', 'waive'], maria: ['read', 'waive'], 'tom@example.test': ['read', 'waive'] },
}
const who = { people: { 'tom@example.test': 'tom' } }
const own = { 'sec-fetch-site': 'same-origin' }

const problemOf = async (response: Response): Promise<readonly [number, string]> => [
  response.status,
  ((await response.json()) as { detail: string }).detail,
]

describe('over HTTP', () => {
  test('a token gets at no launch of another team by renaming its product', async () => {
    const service = await testService()
    const token = await service.token(['judge', 'read'], { products: ['search'] })
    const judge = (id: string, product: string): Promise<Response> =>
      service.post('/v1/decisions', manifest(id).replace('product: checkout', `product: ${product}`), {
        token,
        headers: { 'content-type': 'application/yaml' },
      })
    expect((await judge('search-1', 'search')).status).toBe(201)
    expect((await judge('search-1', 'search')).status).toBe(201)
    expect(await problemOf(await judge('checkout-2', 'checkout'))).toEqual([
      403,
      expect.stringMatching(/may not judge launches of `checkout-2`/),
    ])
    expect((await service.post('/v1/decisions', manifest(), { headers: { 'content-type': 'application/yaml' } })).status).toBe(201)
    expect(await problemOf(await judge('checkout-2', 'search'))).toEqual([403, expect.stringMatching(/of `checkout-2`/)])
    expect((await service.store.history('checkout-2')).entries).toHaveLength(1)
    expect((await service.ask('/v1/launches/checkout-2', { token })).status).toBe(404)
  })

  test('a workflow judges without a secret, once a token, and the record says what the token vouches for', async () => {
    const issuer = await startIssuer()
    const service = await testService({ auth: { oidc: issuer.settings } })
    const seconds = startedAt / 1000
    const times = { iat: seconds, nbf: seconds, exp: seconds + 300 }
    const body = (circumstances: object): object => ({ documents: [{ file: 'launch.yaml', text: manifest() }], circumstances })
    const run = 'https://github.com/acme/shop/actions/runs/777'
    const ask = async (circumstances: object, token?: string): Promise<Response> =>
      service.post('/v1/decisions', body(circumstances), { token: token ?? (await issuer.token(times)) })
    const token = await issuer.token(times)
    expect((await ask({ commit: goodClaims.sha, runUrl: run, labels: { pipeline: 'nightly' } }, token)).status).toBe(201)
    expect(await problemOf(await ask({}, token))).toEqual([401, expect.stringMatching(/used before/)])
    const [entry] = (await service.store.list()).entries
    expect(entry?.recorded.circumstances).toMatchObject({
      actor: 'workflow:acme/shop@22',
      commit: goodClaims.sha,
      runUrl: `${run}/attempts/2`,
      labels: { pipeline: 'nightly', repository: 'acme/shop', run_id: '777', actor_id: '33' },
    })
    for (const said of [
      { commit: 'b'.repeat(40) },
      { runUrl: `${run}8` },
      { runUrl: 'https://evil.test/acme/shop/actions/runs/777' },
      { labels: { repository: 'acme/other' } },
    ])
      expect((await ask(said)).status).toBe(403)
    issuer.answer((response) => void response.writeHead(500).end())
    const other = await startIssuer()
    other.answer((response) => void response.writeHead(500).end())
    const away = await testService({ auth: { oidc: other.settings } })
    expect((await away.post('/v1/decisions', body({}), { token: await other.token(times) })).status).toBe(503)
  })

  const as = (
    service: TestService,
    name: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = own,
  ): Promise<Response> =>
    body === undefined
      ? service.ask(path, { token: null, headers: { 'x-forwarded-user': name } })
      : service.post(path, body, { token: null, headers: { 'x-forwarded-user': name, ...headers } })

  test('people whom the proxy signs in ask for a waiver and approve it, and the launch is judged by it', async () => {
    const service = await testService({ auth: { proxy }, who })
    const judge = async (): Promise<{ digest: string; verdict: string }> =>
      (
        await service.post('/v1/decisions', manifest('checkout-2', { csat: 3.9 }), { headers: { 'content-type': 'application/yaml' } })
      ).json() as never
    const { digest, verdict } = await judge()
    expect(verdict).toBe('no-go')
    const wish = {
      ...{ launch: 'checkout-2', requirement: 'promise/delight', covers: { 'beta.csat': { atLeast: 3.8 } }, as: 'accepted' },
      ...{ reason: 'the survey was before the fix', expires: '2026-12-20', decision: digest },
    }
    expect((await as(service, 'kim', '/v1/waivers', wish)).status).toBe(403)
    expect((await as(service, 'ola', '/v1/waivers', wish, {})).status).toBe(403)
    expect((await as(service, 'ola', '/v1/waivers', wish, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    const wrong = await as(service, 'ola', '/v1/waivers', { ...wish, covers: { 'beta.csta': { atLeast: 3.8 } } })
    expect([wrong.status, await wrong.json()]).toMatchObject([
      422,
      { diagnostics: [{ code: 'waiver/fact-not-read', hint: 'did you mean `beta.csat`?' }] },
    ])
    const asked = await as(service, 'ola', '/v1/waivers', wish)
    expect(asked.status).toBe(201)
    const path = asked.headers.get('location') ?? ''
    const approve = (name: string, version: number): Promise<Response> =>
      as(service, name, `${path}/answers`, { answer: 'approve', decision: digest, version })
    expect((await approve('ola', 1)).status).toBe(403)
    expect(await (await approve('maria', 1)).json()).toMatchObject({ state: 'requested', version: 2 })
    expect((await approve('tom@example.test', 1)).status).toBe(409)
    expect(await (await approve('tom@example.test', 2)).json()).toMatchObject({ state: 'in-force', version: 3 })
    expect((await judge()).verdict).toBe('conditional-go')
    expect(await (await as(service, 'kim', path)).json()).toMatchObject({ state: 'in-force', waiver: { requestedBy: 'ola' } })
    // The waiver was kept as an input, so that the decision can be judged again to the same bytes.
    const { isValid, decisions, replayed } = await service.store.verify({ judgeAgain })
    expect([isValid, replayed['same-bytes']]).toEqual([true, decisions])
  })

  test('a sign-in header that the proxy did not send is refused, loudly', async () => {
    const service = await testService({ auth: { proxy: { ...proxy, addresses: ['192.0.2.1'] } } })
    expect(await problemOf(await as(service, 'maria', '/v1/launches'))).toEqual([400, expect.stringMatching(/did not come from a proxy/)])
    const beside = await service.ask('/v1/launches', { headers: { 'x-forwarded-user': 'maria', 'x-forwarded-for': '192.0.2.1' } })
    expect(beside.status).toBe(400)
    const page = await as(service, 'maria', '/')
    expect(page.status).toBe(400)
    expect((await service.ask('/v1/launches')).status).toBe(200)
  })
})
