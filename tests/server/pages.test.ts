import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { manifest, type TestService, testService } from './service.ts'

async function judged(service: TestService, id: string, more: Parameters<typeof manifest>[1] = {}): Promise<Decision> {
  return (await (await service.post('/v1/decisions', { documents: [{ file: `${id}.yaml`, text: manifest(id, more) }] })).json()) as Decision
}

async function page(service: TestService, path: string, init: Parameters<TestService['ask']>[1] = {}): Promise<string> {
  return (await service.ask(path, init)).text()
}

const html = { headers: { accept: 'text/html' } }

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

  test('signs in with a token, for reading pages and nothing else, and never leads elsewhere', async () => {
    const service = await testService()
    await judged(service, 'a')
    const token = await service.token(['read', 'judge'])
    const form = (to: string, secret = token): Parameters<TestService['ask']>[1] => ({
      method: 'POST',
      token: null,
      body: new URLSearchParams({ token: secret, to }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    const signed = await service.ask('/sign-in', form('/register'))
    expect([signed.status, signed.headers.get('location')]).toEqual([303, '/register'])
    const cookie = signed.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const headers = { cookie: cookie.split(';')[0] ?? '', accept: 'text/html' }
    expect(await page(service, '/', { token: null, headers })).toContain('One-page checkout')
    // The cookie is no token: the API does not look at it.
    expect((await service.ask('/v1/launches', { token: null, headers })).status).toBe(401)
    for (const to of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)'])
      expect((await service.ask('/sign-in', form(to))).headers.get('location')).toBe('/')
    expect((await service.ask('/sign-in', form('/', 'onlyif_wrongwrongwrongwrongwrongwrong'))).status).toBe(401)
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
    expect((await service.ask('/', { token: await service.token(['judge']), ...html })).status).not.toBe(500)
    expect(await page(service, '/', { token: await service.token(['judge']), ...html })).not.toContain('hidden-launch')
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
