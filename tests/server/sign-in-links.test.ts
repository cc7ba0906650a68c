import { expect, test } from 'vitest'
import type { Store } from '../../src/store/index.ts'
import { onBoth } from '../store/databases.ts'
import { startedAt, type TestService, testService } from './service.ts'

const opened = async (link: string): Promise<readonly [number, string | undefined]> => {
  const { status, headers } = await fetch(link, { redirect: 'manual', headers: { accept: 'text/html' } })
  return [status, /onlyif_session=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1]]
}

const lookedAt = async ({ running }: TestService, cookie: string): Promise<number> =>
  (await fetch(running.url, { redirect: 'manual', headers: { accept: 'text/html', cookie: `onlyif_session=${cookie}` } })).status

onBoth('a session', (place) => {
  test('is another secret than the token, is kept as a digest, and ends at every replica when its browser or its token says so', async () => {
    const address = place.address()
    let now = startedAt
    const openAt = (): Promise<Store> => place.open(address, { now: () => now })
    const [here, there] = [
      await testService({ store: await openAt(), now: () => now }),
      await testService({ store: await openAt(), now: () => now }),
    ]
    const { token, secret } = await here.store.tokens.create({ name: 'reader', scopes: ['read'], bounds: {}, createdBy: 'test' })
    const own = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
    const begin = async (): Promise<string> => {
      const signed = await here.ask('/sign-in', { method: 'POST', token: null, body: `token=${secret}`, headers: own })
      return /onlyif_session=([^;]+)/.exec(signed.headers.get('set-cookie') ?? '')?.[1] ?? ''
    }
    const cookies = [await begin(), await begin(), await begin()] as const
    expect(new Set([...cookies, secret]).size).toBe(4)
    for (const cookie of cookies) expect([await lookedAt(here, cookie), await lookedAt(there, cookie)]).toEqual([200, 200])
    expect([await lookedAt(here, secret), await lookedAt(here, token.id)]).toEqual([303, 303])
    const kept = JSON.stringify([await place.alter(address, 'select * from sessions'), await place.alter(address, 'select * from tokens')])
    for (const hidden of [...cookies, secret]) expect(kept).not.toContain(hidden)
    const foreign = await there.ask('/sign-out', {
      method: 'POST',
      token: null,
      headers: { ...own, 'sec-fetch-site': 'cross-site', cookie: `onlyif_session=${cookies[0]}` },
    })
    expect([foreign.status, await lookedAt(here, cookies[0])]).toEqual([403, 200])
    const out = await there.ask('/sign-out', { method: 'POST', token: null, headers: { ...own, cookie: `onlyif_session=${cookies[0]}` } })
    expect([out.status, out.headers.get('location'), out.headers.get('set-cookie')]).toEqual([
      303,
      '/sign-in',
      expect.stringMatching(/^onlyif_session=; .*1970/),
    ])
    expect([await lookedAt(here, cookies[0]), await lookedAt(here, cookies[1])]).toEqual([303, 200])
    now += 43_200_000
    expect([await lookedAt(here, cookies[1]), await lookedAt(there, cookies[2])]).toEqual([303, 303])
    const late = await begin()
    expect(await lookedAt(there, late)).toBe(200)
    await here.store.tokens.revoke(token.id)
    expect([await lookedAt(here, late), await lookedAt(there, late)]).toEqual([303, 303])
  })
})

onBoth('a link that signs in', (place) => {
  const replicas = async () => {
    const address = place.address()
    const openAt = (): Promise<Store> => place.open(address, { now: () => startedAt })
    const [printing, other] = [await testService({ store: await openAt() }), await testService({ store: await openAt() })]
    return { address, printing, other, token: await printing.token(['read']) }
  }

  test('that one replica prints opens at another, at one of them, and once', async () => {
    const { printing, other, token } = await replicas()
    for (let round = 0; round < 5; round++) {
      const link = await printing.running.invite(token)
      const elsewhere = link.replace(printing.running.url, other.running.url)
      const answers = await Promise.all([link, elsewhere, elsewhere, link].map(opened))
      expect(answers.map(([status]) => status).sort()).toEqual([303, 401, 401, 401])
      const [cookie = '', ...others] = answers.flatMap(([, found]) => found ?? [])
      expect([others, await lookedAt(other, cookie)]).toEqual([[], 200])
      expect(cookie).not.toContain(token)
      expect((await opened(elsewhere))[0]).toBe(401)
    }
    const elsewhere = (await printing.running.invite(token)).replace(printing.running.url, other.running.url)
    const [status, cookie = ''] = await opened(elsewhere)
    expect([status, await lookedAt(printing, cookie)]).toEqual([303, 200])
  })

  test('is kept so that nobody who reads the store can sign in by it', async () => {
    const { address, printing, token } = await replicas()
    const link = await printing.running.invite(token)
    const code = new URL(link).searchParams.get('once') ?? ''
    const kept = JSON.stringify(await place.alter(address, 'select * from sign_in_links'))
    expect(kept).toContain('sealed')
    for (const secret of [code, token, Buffer.from(token).toString('base64')]) expect(kept).not.toContain(secret)
    await place.alter(address, `update sign_in_links set sealed = '${Buffer.from(`${token}0123456789abcdef`).toString('base64')}'`)
    expect(await opened(link)).toEqual([401, undefined])
  })
})
