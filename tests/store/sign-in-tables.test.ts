import { expect, test } from 'vitest'
import { onBoth } from './databases.ts'
import { twoStores } from './two-stores.ts'

const start = Date.parse('2026-10-07T09:00:00Z')

onBoth('who may do what', (place) => {
  test('a token is found by its secret, which is not kept, until it is revoked or expires', async () => {
    const address = place.address()
    let clock = start
    const store = await place.open(address, { now: () => clock })
    const asked = { name: 'ci', scopes: ['judge'], bounds: { launches: ['checkout-2'] }, createdBy: 'ola' }
    const { token, secret } = await store.tokens.create(asked)
    const { secret: brief } = await store.tokens.create({ ...asked, name: 'brief', expiresAt: start + 1000 })
    expect(secret).toMatch(/^onlyif_[\w-]{43}$/)
    expect(JSON.stringify(await place.alter(address, 'select * from tokens'))).not.toContain(secret)
    expect(await store.tokens.find(secret)).toMatchObject({ ...asked, id: token.id })
    expect(await store.tokens.find(`${secret}x`)).toBeUndefined()
    expect(await store.tokens.find(brief)).toMatchObject({ name: 'brief' })
    clock += 1000
    expect(await store.tokens.find(brief)).toBeUndefined()
    expect((await store.tokens.list()).map((item) => [item.name, item.usedAt])).toEqual(
      expect.arrayContaining([
        ['ci', start],
        ['brief', start],
      ]),
    )
    expect([await store.tokens.revoke(token.id), await store.tokens.revoke(token.id)]).toEqual([true, false])
    expect(await store.tokens.find(secret)).toBeUndefined()
  })

  test('a session is good at every replica until it ends, expires, or its token does', async () => {
    const { store, other, pass } = await twoStores(place)
    const made = async (name: string, expiresAt?: number) =>
      store.tokens.create({
        name,
        scopes: ['read'],
        bounds: { launches: ['a'] },
        createdBy: 'test',
        ...(expiresAt !== undefined && { expiresAt }),
      })
    const [kept, revoked, short] = [await made('kept'), await made('revoked'), await made('short', start + 500)]
    const begin = (id: string): Promise<string> => store.sessions.begin(id, start + 1000)
    const [one, two, ofRevoked, ofShort] = [
      await begin(kept.token.id),
      await begin(kept.token.id),
      await begin(revoked.token.id),
      await begin(short.token.id),
    ]
    expect(new Set([one, two, ofRevoked, ofShort, kept.secret]).size).toBe(5)
    for (const replica of [store, other])
      expect(await replica.sessions.find(one)).toMatchObject({ id: kept.token.id, bounds: { launches: ['a'] } })
    expect(await store.sessions.find(kept.secret)).toBeUndefined()
    expect(await store.sessions.find(kept.token.id)).toBeUndefined()
    expect([await other.sessions.end(two), await store.sessions.end(two)]).toEqual([true, false])
    expect([await store.sessions.find(two), (await store.sessions.find(one))?.name]).toEqual([undefined, 'kept'])
    await other.tokens.revoke(revoked.token.id)
    expect(await store.sessions.find(ofRevoked)).toBeUndefined()
    expect((await store.sessions.find(ofShort))?.name).toBe('short')
    pass(500)
    expect(await store.sessions.find(ofShort)).toBeUndefined()
    pass(499)
    expect([(await store.sessions.find(one))?.name, await store.sessions.dropExpired()]).toEqual(['kept', 0])
    pass(1)
    expect([await store.sessions.find(one), await other.sessions.dropExpired(), await store.sessions.dropExpired()]).toEqual([
      undefined,
      3,
      0,
    ])
  })

  test('a link that signs in is taken once, whichever replica is asked first, and not after it expired', async () => {
    const { store, other, pass } = await twoStores(place)
    for (let round = 0; round < 30; round++) {
      await store.signInLinks.add({ id: `link-${round}`, sealed: `sealed-${round}`, expiresAt: start + 1000 })
      const taken = await Promise.all([store, other, store, other].map((replica) => replica.signInLinks.take(`link-${round}`)))
      expect(taken.filter((sealed) => sealed !== undefined)).toEqual([`sealed-${round}`])
    }
    await store.signInLinks.add({ id: 'late', sealed: 's', expiresAt: start + 1000 })
    await store.signInLinks.add({ id: 'dropped', sealed: 's', expiresAt: start + 1000 })
    pass(999)
    expect(await store.signInLinks.dropExpired()).toBe(0)
    pass(1)
    expect(await other.signInLinks.take('late')).toBeUndefined()
    expect(await other.signInLinks.dropExpired()).toBe(1)
    expect(await other.signInLinks.take('never')).toBeUndefined()
  })
})
