import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { defaultLimits } from '../../src/server/http/limit-settings.ts'
import { commitment, manifest, startedAt, type TestService, testService } from './service.ts'

async function judged(service: TestService, id: string, more: Parameters<typeof manifest>[1] = {}): Promise<Decision> {
  return (await (await service.post('/v1/decisions', { documents: [{ file: `${id}.yaml`, text: manifest(id, more) }] })).json()) as Decision
}

async function page(service: TestService, path: string, init: Parameters<TestService['ask']>[1] = {}): Promise<string> {
  return (await service.ask(path, init)).text()
}

const html = { headers: { accept: 'text/html' } }
const own = { 'sec-fetch-site': 'same-origin' }

describe('the dashboard', () => {
  test('is for those who signed in: everybody else is led to the sign-in page, and programs are told', async () => {
    const service = await testService()
    await judged(service, 'a')
    const guest = await service.ask('/register?verdict=go', { token: null, ...html })
    expect([guest.status, guest.headers.get('location')]).toEqual([303, '/sign-in?to=%2Fregister%3Fverdict%3Dgo'])
    expect((await service.ask('/register.csv', { token: null, headers: { accept: 'text/csv' } })).status).toBe(401)
    expect((await service.ask('/sign-in', { token: null, ...html })).status).toBe(200)
    expect((await service.ask('/assets/room.css', { token: null })).status).toBe(200)
  })

  test('counts a requirement that stands in two commitments once, and follows the tile of launches that may go', async () => {
    const other = `apiVersion: onlyif/v1\nkind: Commitment\nid: other\ntitle: Another\nowner: cco\ngoToMarketOnlyIf:\n  - same: promise/delight\n`
    const service = await testService({ files: { 'rules/promise.yaml': commitment, 'rules/other.yaml': other } })
    await judged(service, 'a')
    await judged(service, 'b', { csat: 3.9 })
    expect(await page(service, '/commitments', html)).toContain(
      '2 commitments with 2 requirements. Some stand in several commitments, so 1 line more is listed below.',
    )
    expect(await page(service, '/', html)).toContain('href="/?verdict=may-go"')
    expect(await page(service, '/?verdict=may-go', html)).toContain('Of 1 launch, 1 may go today, and 0 cannot')
  })

  test('says on every page of an example that it is one, in mail, on paper and where people sign in, and on no other', async () => {
    const words = 'Example data: these launches and people are made up.'
    const service = await testService({ isExample: true, openToLoopback: true })
    await judged(service, 'a')
    const paths = ['/', '/register', '/register.md', '/digest', '/digest/mail', '/launches/a', '/launches/a/pack', '/sign-in', '/nowhere']
    for (const path of paths) expect([path, await page(service, path, html)]).toEqual([path, expect.stringContaining(words)])
    for (const sheet of ['room.css', 'pack.css', 'mail.css']) expect(await page(service, `/assets/${sheet}`)).toContain('@page example {')
    const signIn = await page(service, '/sign-in', { token: null, ...html })
    expect(signIn).toContain('nobody has to sign in')
    expect(signIn).not.toContain('Ask whoever runs this service')
    const real = await testService()
    await judged(real, 'a')
    for (const path of paths) expect([path, await page(real, path, html)]).toEqual([path, expect.not.stringMatching(/xample data|made up/)])
  })

  test('tells who asks for a form that there is not', async () => {
    const service = await testService()
    await judged(service, 'a')
    expect(await page(service, '/register?format=bogus', html)).toContain('There is no form <code>bogus</code> of this')
    const { digest } = await judged(service, 'a')
    for (const path of ['/v1/decisions', '/v1/launches', `/v1/decisions/${digest}`]) {
      const refused = await service.ask(`${path}?format=bogus`)
      expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ detail: 'there is no parameter `format`' })])
    }
  })

  test('signs in with a token, for reading pages and nothing else, and never leads elsewhere', async () => {
    const service = await testService()
    await judged(service, 'a')
    const token = await service.token(['read', 'judge'])
    const form = (to: string, secret = token): Parameters<TestService['ask']>[1] => ({
      method: 'POST',
      token: null,
      body: new URLSearchParams({ token: secret, to }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...own },
    })
    const signed = await service.ask('/sign-in', form('/register'))
    expect([signed.status, signed.headers.get('location')]).toEqual([303, '/register'])
    const cookie = signed.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const headers = { cookie: cookie.split(';')[0] ?? '', accept: 'text/html' }
    expect(await page(service, '/', { token: null, headers })).toContain('One-page checkout')
    expect(cookie).not.toContain(token)
    expect(await page(service, '/', { token: null, headers })).toContain('action="/sign-out"')
    // Who brings a token with each request has nothing to end.
    expect(await page(service, '/', html)).not.toContain('/sign-out')
    // The cookie is no token: the API does not look at it.
    expect((await service.ask('/v1/launches', { token: null, headers })).status).toBe(401)
    for (const to of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)'])
      expect((await service.ask('/sign-in', form(to))).headers.get('location')).toBe('/')
    expect((await service.ask('/sign-in', form('/', 'onlyif_wrongwrongwrongwrongwrongwrong'))).status).toBe(401)
  })

  test('takes no sign-in from a page of elsewhere, and no token in an address', async () => {
    const service = await testService()
    const token = await service.token(['read'])
    const sent = (headers: Record<string, string>): Promise<Response> =>
      service.ask('/sign-in', {
        method: 'POST',
        token: null,
        body: new URLSearchParams({ token }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      })
    const { host } = new URL(service.running.url)
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: `http://${host}` },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      {},
    ]) {
      const refused = await sent(headers as Record<string, string>)
      expect([refused.status, refused.headers.get('set-cookie')], JSON.stringify(headers)).toEqual([403, null])
    }
    for (const headers of [own, { origin: `http://${host}` }]) expect((await sent(headers as Record<string, string>)).status).toBe(303)
    const inAddress = await service.ask(`/sign-in?token=${token}`, { token: null, ...html })
    expect([inAddress.status, inAddress.headers.get('set-cookie')]).toEqual([200, null])
    // With no referrer at all a browser would hide that our own form is ours.
    expect(inAddress.headers.get('referrer-policy')).toBe('same-origin')
  })

  test('lets in by a link that is good once, and for an hour', async () => {
    const service = await testService()
    const token = await service.token(['read'])
    const open = async (link: string, method = 'GET'): Promise<[number, boolean]> => {
      const { status, headers } = await fetch(link, { method, redirect: 'manual', headers: { accept: 'text/html' } })
      return [status, headers.has('set-cookie')]
    }
    const link = await service.running.invite(token)
    expect(link).not.toContain(token)
    expect(await open(link, 'HEAD')).toEqual([200, false])
    expect(await open(link)).toEqual([303, true])
    expect(await open(link)).toEqual([401, false])
    const used = await page(service, link.slice(service.running.url.length), { token: null, ...html })
    expect(used).toContain('This link has been used already, or is older than an hour.')
    expect(used).toContain('Enter a token below, or start the service again for a new link.')
    expect(used).toContain('onlyif token create --name you --scope read')
    expect(used).not.toContain('no-referrer')
    const late = await service.running.invite(token)
    service.setNow(startedAt + 3_600_000)
    expect(await open(late)).toEqual([401, false])
    expect(await open(`${service.running.url}/sign-in?once=x`)).toEqual([401, false])
    expect(await open(`${service.running.url}/sign-in?once=${'x'.repeat(32)}`)).toEqual([401, false])
  })

  test('is limited: wrong cookies by address, pages by caller, and a good cookie is never refused for wrong ones', async () => {
    const service = await testService({ limits: { ...defaultLimits, perCaller: 3, perStranger: 2, bodyBytes: 1000, requestMs: 5000 } })
    const cookieOf = (token: string) => ({ token: null, headers: { accept: 'text/html', cookie: `onlyif_session=${token}` } })
    const statuses = async (times: number, init: Parameters<TestService['ask']>[1]): Promise<number[]> => {
      const found: number[] = []
      for (let i = 0; i < times; i++) found.push((await service.ask('/', init)).status)
      return found
    }
    const wrong = cookieOf('A'.repeat(43))
    const { token: reader } = await service.store.tokens.create({ name: 'reader', scopes: ['read'], bounds: {}, createdBy: 'test' })
    expect(await statuses(4, wrong)).toEqual([303, 303, 429, 429])
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...own }
    const guess = await service.ask('/sign-in', { method: 'POST', token: null, body: 'token=onlyif_x', headers: form })
    expect([guess.status, Number(guess.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect(await statuses(5, cookieOf(await service.store.sessions.begin(reader.id, startedAt + 1000)))).toEqual([200, 200, 200, 429, 429])
    // Who never signed in is still led to the sign-in page.
    expect(await statuses(3, { token: null, ...html })).toEqual([303, 303, 303])
    const stale = await (await testService()).ask('/', wrong)
    expect(stale.headers.get('set-cookie')).toMatch(/^onlyif_session=; .*Expires=Thu, 01 Jan 1970/)
  })

  test('shows only what the visitor may see', async () => {
    const service = await testService()
    const { digest } = await judged(service, 'hidden-launch')
    await judged(service, 'shown-launch')
    const token = await service.token(['read'], { launches: ['shown-launch'] })
    for (const path of ['/', '/register', '/hand-offs', '/changes', '/keeping-alive', '/digest', '/register.csv', '/register.json'])
      expect(await page(service, path, { token, ...html }), path).not.toContain('hidden-launch')
    expect((await service.ask('/launches/hidden-launch', { token, ...html })).status).toBe(404)
    expect((await service.ask(`/decisions/${digest}`, { token, ...html })).status).toBe(404)
    expect((await service.ask('/launches/shown-launch', { token, ...html })).status).toBe(200)
  })

  test('is for who may read: other tokens see nothing, not even what is promised, and do not sign in', async () => {
    const service = await testService()
    for (const scopes of [['judge'], ['waive', 'admin']]) {
      const token = await service.token(scopes)
      for (const path of ['/', '/commitments', '/register.json']) {
        const refused = await service.ask(path, { token, ...html })
        expect([refused.status, await refused.text()]).toEqual([403, expect.not.stringContaining('beta customers')])
      }
      const body = new URLSearchParams({ token }).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...own }
      const signing = await service.ask('/sign-in', { method: 'POST', token: null, body, headers })
      expect([signing.status, signing.headers.get('set-cookie')]).toEqual([401, null])
      expect(await signing.text()).toContain('Ask for one with the scope read')
    }
  })

  test('keeps a session that no other host of the domain can set, where it is reached by TLS', async () => {
    const service = await testService({ isSecure: true })
    const token = await service.token(['read'])
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...own }
    const signed = await service.ask('/sign-in', { method: 'POST', token: null, body: `token=${token}`, headers })
    expect(signed.headers.get('set-cookie')).toMatch(/^__Host-onlyif_session=.*; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/)
    const status = async (cookie: string): Promise<number> =>
      (await service.ask('/', { token: null, headers: { accept: 'text/html', cookie } })).status
    const [, session = ''] = /session=([^;]+)/.exec(signed.headers.get('set-cookie') ?? '') ?? []
    expect([await status(`__Host-onlyif_session=${session}`), await status(`onlyif_session=${session}`)]).toEqual([200, 303])
  })

  test('is as new as the log, and tells what a launch will turn into', async () => {
    const service = await testService({
      files: {
        'rules/promise.yaml': `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: We go to market only if customers told us it is good
owner: cco
goToMarketOnlyIf:
  - { id: delight, title: beta customers like it, owner: product, require: { beta.csat: { atLeast: 4.2, maxAge: 10d } } }
`,
      },
    })
    const fresh = (id: string): string => manifest(id, { more: 'asOf: 2026-11-20\n' }).replace('  blockersOpen: 0\n', '')
    await service.post('/v1/decisions', { documents: [{ file: 'a.yaml', text: fresh('a') }] })
    expect(await page(service, '/launches/a', html)).toMatch(/2026-12-01/)
    expect(await page(service, '/', html)).not.toContain('/launches/b')
    await service.post('/v1/decisions', { documents: [{ file: 'b.yaml', text: fresh('b') }] })
    expect(await page(service, '/', html)).toContain('/launches/b')
    expect(await page(service, '/commitments', html)).toContain('beta customers like it')
  })
})
