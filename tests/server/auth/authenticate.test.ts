import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AuthDeps, authenticate } from '../../../src/server/auth/authenticate.ts'
import type { AuthRequest } from '../../../src/server/auth/request.ts'
import type { ProxySettings } from '../../../src/server/auth/settings.ts'
import { actorOf } from '../../../src/server/caller.ts'
import type { ProblemName } from '../../../src/server/problem.ts'
import { onBoth } from '../../store/databases.ts'
import { problemIn, refused } from './refused.ts'

const none: AuthDeps = { tokens: { find: async () => undefined }, singleUse: { use: async () => true }, now: () => 0 }
const request = (headers: AuthRequest['headers'], more: Partial<AuthRequest> = {}): AuthRequest => ({
  method: 'GET',
  headers,
  remoteAddress: '10.1.0.5',
  ...more,
})

describe('nobody comes in unasked', () => {
  const rows: readonly [AuthRequest['headers'], RegExp][] = [
    [{}, /does not say who sends it/],
    [{ authorization: '' }, /does not say who/],
    [{ authorization: 'Basic b2xhOnNlY3JldA==' }, /does not say who/],
    [{ authorization: 'Bearer' }, /no token that could be read/],
    [{ authorization: 'Bearer two words' }, /no token that could be read/],
    [{ authorization: 'bearer onlyif_short' }, /unknown, revoked or expired/],
    [{ authorization: `Bearer onlyif_${'x'.repeat(43)}` }, /unknown, revoked or expired/],
    [{ authorization: 'Bearer e30.e30.e30' }, /accepts no others/],
    [{ 'x-forwarded-user': 'ola' }, /does not say who/],
  ]
  test.each(rows)('%j', async (headers, says) => {
    await refused(() => authenticate(request(headers), none), 'unauthenticated', says)
  })
  test('whatever they send, and no answer repeats it', async () => {
    const proxy: ProxySettings = { header: 'X-User', addresses: ['10.9.9.9'] }
    const text = fc.string({ minLength: 12, maxLength: 80 })
    await fc.assert(
      fc.asyncProperty(fc.record({ authorization: text, 'x-user': text, cookie: text }, { requiredKeys: [] }), async (headers) => {
        const problem = await problemIn(() => authenticate(request(headers), { ...none, proxy }))
        expect(problem.problem).toBe('x-user' in headers ? 'bad-request' : 'unauthenticated')
        for (const value of Object.values(headers)) expect(`${problem.message} ${problem.hint}`).not.toContain(value)
      }),
      { numRuns: 300 },
    )
  })
})

onBoth('an API token', (place) => {
  test('is its bearer, with its scopes and bounds, until it is revoked or expires', async () => {
    let clock = Date.parse('2026-10-07T09:00:00Z')
    const store = await place.open(undefined, { now: () => clock })
    const deps: AuthDeps = { tokens: store.tokens, singleUse: store.singleUse, now: () => clock }
    const bounds = { launches: ['checkout-2'], products: ['checkout'] }
    const { token, secret } = await store.tokens.create({
      name: 'pipeline',
      scopes: ['read', 'judge', 'everything'],
      bounds,
      createdBy: 'cli',
      expiresAt: clock + 1000,
    })
    const ask = (bearer: string): ReturnType<typeof authenticate> => authenticate(request({ authorization: `Bearer ${bearer}` }), deps)
    const caller = await ask(secret)
    expect(caller).toEqual({ kind: 'token', id: token.id, name: 'pipeline', scopes: new Set(['judge', 'read']), bounds })
    expect(actorOf(caller)).toBe(`token:${token.id}`)
    for (const wrong of [`${secret}x`, secret.slice(0, -1), secret.toUpperCase(), secret.replace('onlyif_', 'onlyif_ ')])
      await refused(() => ask(wrong), 'unauthenticated', /token/)
    clock += 1000
    await refused(() => ask(secret), 'unauthenticated', /unknown, revoked or expired/)
    const other = await store.tokens.create({ name: 'other', scopes: ['read'], bounds: {}, createdBy: 'cli' })
    expect((await ask(other.secret)).bounds).toEqual({})
    await store.tokens.revoke(other.token.id)
    const problem = await problemIn(() => ask(other.secret))
    expect(problem.message).toMatch(/revoked/)
    expect(`${problem.message} ${problem.hint} ${problem.stack}`).not.toContain(other.secret)
  })
})

const proxy: ProxySettings = {
  header: 'X-Forwarded-User',
  addresses: ['10.1.0.0/28', '192.0.2.7', '2001:db8::/64', '::1'],
  people: { ola: ['read', 'waive'], maria: [] },
  origins: ['https://launches.example.test'],
}
const signedIn = (name: string | readonly string[], more: Partial<AuthRequest> = {}, headers: AuthRequest['headers'] = {}): AuthRequest =>
  request({ 'x-forwarded-user': name, ...headers }, more)

describe('a sign-in header', () => {
  const from: readonly [string | undefined, boolean][] = [
    ['10.1.0.5', true],
    ['10.1.0.15', true],
    ['10.1.0.16', false],
    ['::ffff:10.1.0.5', true],
    ['::FFFF:10.1.0.5', true],
    ['::ffff:10.2.0.5', false],
    ['192.0.2.7', true],
    ['192.0.2.70', false],
    ['2001:db8::5', true],
    ['2001:db8:0:0:ffff::1', true],
    ['2001:db8:0:1::1', false],
    ['::1', true],
    ['::1%lo', true],
    ['127.0.0.1', false],
    ['', false],
    ['nonsense', false],
    [undefined, false],
  ]
  test.each(from)('from %s: %s', async (remoteAddress, isIn) => {
    const ask = (): ReturnType<typeof authenticate> =>
      authenticate(signedIn('ola', { remoteAddress }, { 'x-forwarded-for': '10.1.0.5' }), { ...none, proxy })
    if (isIn) expect((await ask()).id).toBe('ola')
    else await refused(ask, 'bad-request', /did not come from a proxy/)
  })
  test('from elsewhere is refused even beside a good token', async () => {
    const tokens = {
      find: async () => ({ id: 't', name: 't', scopes: ['read'], bounds: {}, createdBy: 'x', createdAt: 0 }),
    }
    const headers = { authorization: `Bearer onlyif_${'x'.repeat(43)}` }
    const deps = { ...none, proxy, tokens }
    expect((await authenticate(request(headers, { remoteAddress: '10.1.0.16' }), deps)).kind).toBe('token')
    await refused(() => authenticate(signedIn('ola', { remoteAddress: '10.1.0.16' }, headers), deps), 'bad-request', /did not come/)
    await refused(() => authenticate(signedIn('', { remoteAddress: '10.1.0.16' }, headers), deps), 'bad-request', /did not come/)
    await refused(() => authenticate(signedIn('ola', {}, headers), deps), 'bad-request', /not clear who asks/)
  })
  test('says who it is, and settings what they may do', async () => {
    const scopesOf = async (name: string): Promise<readonly string[]> => [
      ...(await authenticate(signedIn(name), { ...none, proxy })).scopes,
    ]
    expect(await scopesOf('ola')).toEqual(['read', 'waive'])
    expect(await scopesOf('maria')).toEqual([])
    expect(await scopesOf('tom')).toEqual(['read'])
    expect(await scopesOf('Ola')).toEqual(['read'])
    expect(await scopesOf('constructor')).toEqual(['read'])
    expect(await scopesOf('__proto__')).toEqual(['read'])
    const bytes = Buffer.from('søren@example.test', 'utf8').toString('latin1')
    expect((await authenticate(signedIn(bytes), { ...none, proxy })).id).toBe('søren@example.test')
    expect((await authenticate(signedIn('ola', {}, { authorization: 'Basic eA==' }), { ...none, proxy })).id).toBe('ola')
  })
  test.each([[['ola', 'maria']], ['ola, maria'], ['ola\nmaria'], ['\u202eola'], ['x'.repeat(201)], [' ']])(
    '%j names nobody',
    async (name) => {
      await refused(() => authenticate(signedIn(name), { ...none, proxy }), 'bad-request', /the name of one person/)
    },
  )
  test('without a name signs nobody in', async () => {
    await refused(() => authenticate(signedIn(''), { ...none, proxy }), 'unauthenticated', /does not say who/)
  })
})

describe('a change by a person', () => {
  const own = 'https://launches.example.test'
  const rows: readonly [string, AuthRequest['headers'], ProblemName | 'in'][] = [
    ['GET', {}, 'in'],
    ['HEAD', { 'sec-fetch-site': 'cross-site' }, 'in'],
    ['POST', {}, 'forbidden'],
    ['get', {}, 'forbidden'],
    ['DELETE', {}, 'forbidden'],
    ['POST', { origin: own }, 'in'],
    ['POST', { origin: `${own}.evil.test` }, 'forbidden'],
    ['POST', { origin: 'null' }, 'forbidden'],
    ['POST', { 'sec-fetch-site': 'same-origin' }, 'in'],
    ['POST', { 'sec-fetch-site': 'same-origin', origin: own }, 'in'],
    ['POST', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.test' }, 'forbidden'],
    ['POST', { 'sec-fetch-site': 'same-site', origin: own }, 'forbidden'],
    ['POST', { 'sec-fetch-site': 'cross-site', origin: own }, 'forbidden'],
    ['POST', { 'sec-fetch-site': 'none' }, 'forbidden'],
    ['PATCH', { referer: `${own}/` }, 'forbidden'],
  ]
  test.each(rows)('%s %j: %s', async (method, headers, comesTo) => {
    const ask = (): ReturnType<typeof authenticate> => authenticate(signedIn('ola', { method }, headers), { ...none, proxy })
    if (comesTo === 'in') expect((await ask()).id).toBe('ola')
    else await refused(ask, comesTo, /page of this service itself/)
  })
  test('where no origins are set, an origin alone proves nothing', async () => {
    const { origins: _, ...bare } = proxy
    const ask = (headers: AuthRequest['headers']): ReturnType<typeof authenticate> =>
      authenticate(signedIn('ola', { method: 'POST' }, headers), { ...none, proxy: bare })
    await refused(() => ask({ origin: own }), 'forbidden', /page of this service/)
    expect((await ask({ origin: own, 'sec-fetch-site': 'same-origin' })).id).toBe('ola')
  })
})
