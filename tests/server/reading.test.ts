import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { defaultLimits } from '../../src/server/http/limit-settings.ts'
import { manifest, type TestService, testService } from './service.ts'

async function judged(service: TestService, id: string, more: Parameters<typeof manifest>[1] = {}): Promise<Decision> {
  return (await (await service.post('/v1/decisions', { documents: [{ file: `${id}.yaml`, text: manifest(id, more) }] })).json()) as Decision
}

interface List {
  readonly decisions: readonly { readonly launch: string; readonly sequence: number; readonly verdict: string }[]
  readonly next?: string
}

async function listed(service: TestService, path: string, token?: string): Promise<List> {
  return (await (await service.ask(path, token === undefined ? {} : { token })).json()) as List
}

describe('recorded decisions', () => {
  test('are listed the newest first, by filters, in pages that nothing moves', async () => {
    const service = await testService()
    for (const id of ['a', 'b', 'c', 'd', 'e']) await judged(service, id, { blockers: id === 'c' ? 1 : 0 })
    expect((await listed(service, '/v1/decisions')).decisions.map((item) => item.launch)).toEqual(['e', 'd', 'c', 'b', 'a'])
    const first = await listed(service, '/v1/decisions?limit=2')
    await judged(service, 'f')
    const second = await listed(service, `/v1/decisions?limit=2&after=${first.next}`)
    const third = await listed(service, `/v1/decisions?limit=2&after=${second.next}`)
    expect([first, second, third].map((page) => page.decisions.map((item) => item.launch))).toEqual([['e', 'd'], ['c', 'b'], ['a']])
    expect(third.next).toBeUndefined()
    expect((await listed(service, '/v1/decisions?verdict=no-go')).decisions.map((item) => item.launch)).toEqual(['c'])
    expect((await listed(service, '/v1/decisions?launch=d')).decisions).toHaveLength(1)
    expect((await listed(service, '/v1/decisions?from=2026-11-23')).decisions).toHaveLength(0)
    expect((await listed(service, '/v1/decisions?product=checkout&owner=checkout-team&to=2026-11-23')).decisions).toHaveLength(6)
  })

  test.each([
    ['/v1/decisions?verdit=no-go', /no parameter `verdit`/],
    ['/v1/decisions?verdict=maybe', /`verdict`/],
    ['/v1/decisions?limit=0', /`limit`/],
    ['/v1/decisions?limit=1&limit=2', /twice/],
    ['/v1/decisions?from=yesterday', /`from`/],
    ['/v1/decisions?after=x', /`after`/],
    ['/v1/decisions?owner=', /`owner` is empty/],
    ['/v1/launches?after=', /`after` is empty/],
    ['/v1/waivers?launch=', /`launch` is empty/],
    ['/v1/waivers?state=gone', /`state`/],
    [`/v1/decisions/sha256:${'0'.repeat(64)}?format=csv`, /no parameter `format`/],
    ['POST /v1/waivers?dryRun=true', /no parameter `dryRun`/],
    ['POST /v1/waivers/S-1/answers?dryRun=true', /no parameter `dryRun`/],
    ['POST /v1/lint?alone=true', /no parameter `alone`/],
    ['POST /v1/verify?digest=x', /no parameter `digest`/],
  ])('%s is refused', async (asked, words) => {
    const service = await testService()
    const path = asked.replace('POST ', '')
    const response = path === asked ? await service.ask(path) : await service.post(path, {})
    expect(response.status).toBe(400)
    expect(((await response.json()) as { detail: string }).detail).toMatch(words)
  })

  test.each([
    ['application/json', /^\{"apiVersion"/],
    ['text/html,*/*;q=0.1', /<!doctype html>/],
    ['text/markdown', /checkout-2|One-page/],
    ['text/csv', /^launch,launch_title/],
    ['text/plain', /GO/],
    ['application/sarif+json', /"version":\s*"2\.1\.0"/],
    ['application/xml', /<testsuites/],
    ['text/*;q=0.5, application/sarif+json;q=0.4', /<!doctype html>/],
  ])('are told as %s', async (accept, looks) => {
    const service = await testService()
    const { digest } = await judged(service, 'checkout-2')
    const response = await service.ask(`/v1/decisions/${digest}`, { headers: { accept } })
    expect(response.status).toBe(200)
    expect(await response.text()).toMatch(looks)
    const etag = response.headers.get('etag') ?? ''
    const again = await service.ask(`/v1/decisions/${digest}`, { headers: { accept, 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  test('are not told in a form that there is not, nor where there is none', async () => {
    const service = await testService()
    const { digest } = await judged(service, 'a')
    expect((await service.ask(`/v1/decisions/${digest}`, { headers: { accept: 'image/png' } })).status).toBe(406)
    expect((await service.ask(`/v1/decisions/sha256:${'0'.repeat(64)}`)).status).toBe(404)
    expect((await service.ask('/v1/decisions/x')).status).toBe(404)
  })

  test('are verified: digest, place in the chain, judged again to the same bytes', async () => {
    const service = await testService()
    const { digest, inputs } = await judged(service, 'a')
    expect(await (await service.post('/v1/verify', { digest })).json()).toMatchObject({
      state: 'valid',
      replayed: 'same-bytes',
      faults: [],
    })
    const [own] = inputs.filter((input) => input.kind === 'Launch')
    await service.store.inputs.erase(own?.digest as never, { by: 'ola', why: 'asked to' })
    expect(await (await service.post('/v1/verify', { digest })).json()).toMatchObject({
      state: 'valid-not-replayable',
      replayed: 'not-replayable',
    })
    expect((await service.post('/v1/verify', { digest: `sha256:${'0'.repeat(64)}` })).status).toBe(404)
  })
})

describe('launches', () => {
  test('stand by their last decision, with their history', async () => {
    const service = await testService()
    await judged(service, 'a', { blockers: 1 })
    await judged(service, 'b')
    await judged(service, 'a')
    const { launches } = (await (await service.ask('/v1/launches')).json()) as { launches: { id: string; verdict: string }[] }
    expect(launches.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['a', 'go'],
      ['b', 'go'],
    ])
    expect(await (await service.ask('/v1/launches/a')).json()).toMatchObject({ id: 'a', verdict: 'go', last: { sequence: 3 } })
    expect((await listed(service, '/v1/launches/a/decisions')).decisions.map((item) => item.verdict)).toEqual(['go', 'no-go'])
    expect((await service.ask('/v1/launches/c')).status).toBe(404)
    const first = (await (await service.ask('/v1/launches?limit=1')).json()) as { next: string }
    expect(await (await service.ask(`/v1/launches?limit=1&after=${first.next}`)).json()).toMatchObject({ launches: [{ id: 'b' }] })
  })

  test('outside the bounds of a token are neither shown nor judged', async () => {
    const service = await testService()
    const { digest } = await judged(service, 'a')
    await judged(service, 'b')
    const token = await service.token(['read', 'judge'], { launches: ['b'] })
    expect((await listed(service, '/v1/decisions', token)).decisions.map((item) => item.launch)).toEqual(['b'])
    expect((await service.ask(`/v1/decisions/${digest}`, { token })).status).toBe(404)
    expect((await service.ask('/v1/launches/a', { token })).status).toBe(404)
    expect((await service.post('/v1/verify', { digest }, { token })).status).toBe(404)
    const sequence = (await service.store.head()).sequence
    const refused = await service.post('/v1/decisions', { documents: [{ file: 'a.yaml', text: manifest('a') }] }, { token })
    expect([refused.status, (await service.store.head()).sequence]).toEqual([403, sequence])
    expect((await service.post('/v1/decisions', { documents: [{ file: 'b.yaml', text: manifest('b') }] }, { token })).status).toBe(201)
  })
})

describe('who asks', () => {
  test.each([
    ['GET', '/v1/decisions'],
    ['GET', '/v1/launches'],
    ['GET', '/v1/commitments'],
    ['GET', '/v1/waivers'],
    ['GET', '/metrics'],
    ['POST', '/v1/decisions'],
    ['POST', '/v1/lint'],
    ['POST', '/v1/verify'],
    ['POST', '/v1/waivers'],
  ])('%s %s needs a token', async (method, path) => {
    const service = await testService()
    const response = await service.ask(path, { method, token: null, ...(method === 'POST' && { body: '{}' }) })
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="onlyif"'])
    expect(
      (
        await service.ask(path, {
          method,
          token: 'onlyif_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
          ...(method === 'POST' && { body: '{}' }),
        })
      ).status,
    ).toBe(401)
    const other = await service.token(['admin'])
    expect((await service.ask(path, { method, token: other, ...(method === 'POST' && { body: '{}' }) })).status).toBe(403)
  })

  test('is not asked for what the page of access says is open to everybody, and for nothing else', async () => {
    const service = await testService()
    const page = readFileSync(new URL('../../docs/service-access.md', import.meta.url), 'utf8')
    const open = [...(page.split('Who asks proves')[0] ?? '').matchAll(/`(\/[^`]*)`/g)].map(([, path = '']) => path)
    expect(open).toContain('/openapi.json')
    const asked = (path: string) =>
      service.ask(path === '/assets/' ? '/assets/room.css' : path, { token: null, headers: { accept: 'text/html' } })
    for (const path of open.filter((one) => !one.startsWith('/webhooks/'))) expect([path, (await asked(path)).status]).toEqual([path, 200])
    for (const path of ['/', '/launches/a', '/register', '/playground', '/nothing']) {
      const { status, headers } = await asked(path)
      expect([path, status, headers.get('location')]).toEqual([path, 303, `/sign-in?to=${encodeURIComponent(path)}`])
    }
  })

  test('is slowed down after many wrong tokens, and a caller that asks too much as well', async () => {
    const service = await testService({ limits: { ...defaultLimits, perCaller: 5, perStranger: 3, bodyBytes: 1000, requestMs: 5000 } })
    const token = await service.token(['read'])
    const codes: number[] = []
    for (let i = 0; i < 7; i++) codes.push((await service.ask('/v1/launches', { token })).status)
    expect(codes).toEqual([200, 200, 200, 200, 200, 429, 429])
    const wrong: number[] = []
    for (let i = 0; i < 5; i++) wrong.push((await service.ask('/v1/launches', { token: null })).status)
    expect(wrong).toEqual([401, 401, 401, 429, 429])
  })
})

describe('the service', () => {
  test('says how it is, names requests, passes on traces, and keeps its headers', async () => {
    const service = await testService()
    const response = await service.ask('/healthz', { token: null, headers: { 'x-request-id': 'run-7' } })
    expect([response.status, response.headers.get('x-request-id')]).toEqual([200, 'run-7'])
    for (const name of ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'cross-origin-resource-policy'])
      expect(response.headers.get(name), name).not.toBeNull()
    expect(response.headers.get('x-powered-by')).toBeNull()
    expect(await (await service.ask('/readyz', { token: null })).json()).toMatchObject({
      status: 'ready',
      store: { status: 'ready' },
    })
    expect(await (await service.ask('/readyz')).json()).toMatchObject({ store: { last: 0 } })
    await judged(service, 'a')
    const metrics = await (await service.ask('/metrics')).text()
    expect(metrics).toContain('onlyif_judged_total{verdict="go",dry_run="false"} 1')
    expect(metrics).toContain('onlyif_recorded_total{verdict="go"} 1')
  })

  test.each([
    ['PUT', '/v1/decisions', 405],
    ['DELETE', '/v1/launches/a', 405],
    ['POST', '/healthz', 405],
  ])('%s %s is not how it is asked for', async (method, path, status) => {
    const service = await testService()
    const response = await fetch(`${service.running.url}${path}`, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([status, expect.any(String)])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })

  test('knows nothing else', async () => {
    const service = await testService()
    const response = await service.ask('/v1/nothing')
    expect([response.status, ((await response.json()) as { type: string }).type]).toEqual([404, '/problems/not-found'])
  })

  test('takes no body that is too large, of another type, or in another encoding', async () => {
    const service = await testService({ limits: { ...defaultLimits, perCaller: 100, perStranger: 100, bodyBytes: 1000, requestMs: 5000 } })
    expect((await service.post('/v1/lint', { documents: [{ file: 'a.yaml', text: 'x'.repeat(2000) }] })).status).toBe(413)
    expect((await service.post('/v1/decisions', '<launch/>', { headers: { 'content-type': 'text/xml' } })).status).toBe(415)
    expect((await service.post('/v1/decisions', 'x', { headers: { 'content-encoding': 'zstd' } })).status).toBe(415)
  })

  test('describes itself', async () => {
    const service = await testService()
    const document = (await (await service.ask('/openapi.json', { token: null })).json()) as { openapi: string; paths: object }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toContain('/v1/decisions/{digest}')
    const page = await service.ask('/docs', { token: null })
    expect(await page.text()).toContain('/v1/decisions/{digest}')
  })
})
