import { UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { authenticate } from '../../../src/server/auth/authenticate.ts'
import type { OidcSettings, WorkflowAllowed } from '../../../src/server/auth/settings.ts'
import type { Caller } from '../../../src/server/caller.ts'
import type { Store } from '../../../src/store/index.ts'
import { onBoth } from '../../store/databases.ts'
import { audience, goodClaims, type Issuer, start, startIssuer } from './issuer.ts'
import { problemIn, refused } from './refused.ts'

const once = (): Pick<Store['singleUse'], 'use'> => {
  const used = new Set<string>()
  return { use: async (id) => !used.has(id) && Boolean(used.add(id)) }
}

function asking(oidc: OidcSettings, singleUse = once(), now = (): number => start): (token: string) => Promise<Caller> {
  return (token) =>
    authenticate(
      { method: 'POST', headers: { authorization: `Bearer ${token}` }, remoteAddress: '192.0.2.1' },
      { tokens: { find: async () => undefined }, singleUse, oidc, now },
    )
}

const seconds = start / 1000

test('a workflow that is allowed is a caller with what its token vouches for', async () => {
  const issuer = await startIssuer([{ repositoryId: '22', repositoryOwnerId: '11', bounds: { products: ['shop'] } }])
  const caller = await asking(issuer.settings)(await issuer.token())
  expect(caller).toMatchObject({ kind: 'workflow', id: 'acme/shop@22', name: 'acme/shop, run 777', bounds: { products: ['shop'] } })
  expect([...caller.scopes]).toEqual(['judge'])
  expect(caller.claims).toMatchObject({ sha: goodClaims.sha, run_id: '777', run_attempt: '2', actor_id: '33', ref: 'refs/heads/main' })
  expect(caller.claims).not.toHaveProperty('sub')
})

describe('a token that anything is wrong with is refused', async () => {
  const issuer = await startIssuer()
  const rows: Readonly<Record<string, [claims: Readonly<Record<string, unknown>>, says: RegExp, how?: Parameters<Issuer['token']>[1]]>> = {
    'another audience': [{ aud: 'https://elsewhere.test' }, /another audience/],
    'no audience': [{ aud: undefined }, /another audience/],
    'another issuer': [{ iss: 'https://evil.test' }, /issuer .* not one that this service believes/],
    'an issuer that only begins the same': [{ iss: `${goodClaims.iss}.evil.test` }, /not one that this service believes/],
    'no issuer': [{ iss: undefined }, /not one that this service believes/],
    expired: [{ exp: seconds - 6 }, /expired/],
    'no expiry': [{ exp: undefined }, /lacks the claim `exp`/],
    'made 11 minutes ago': [{ iat: seconds - 660 }, /more than 10 minutes ago/],
    'made in the future': [{ iat: seconds + 30 }, /`iat` is not accepted/],
    'not valid yet': [{ nbf: seconds + 30 }, /`nbf` is not accepted/],
    'no time of making': [{ iat: undefined }, /lacks the claim `iat`/],
    'no id': [{ jti: undefined }, /lacks the claim `jti`/],
    'an empty id': [{ jti: '' }, /no id of its own/],
    'a number for an id': [{ jti: 7 }, /no id of its own/],
    'no repository': [{ repository: undefined }, /lacks the claim `repository`/],
    'another repository of the same name': [{ repository_id: '23' }, /allows no workflow/],
    'another owner of the same name': [{ repository_owner_id: '12' }, /allows no workflow/],
    'numbers that are no texts': [{ repository_id: 22 }, /allows no workflow/],
    'a key with the same id that the issuer does not have': [{}, /not signed by a key of its issuer/, { key: issuer.otherKey }],
    'a key that the issuer does not know': [{}, /not signed by a key/, { header: { kid: 'k2' }, key: issuer.otherKey }],
    'a secret that everybody knows': [
      {},
      /not signed by RS256/,
      { header: { alg: 'HS256' }, key: new TextEncoder().encode('k'.repeat(32)) },
    ],
    'keys that it brings along': [
      {},
      /not signed by a key/,
      { header: { jku: 'http://127.0.0.1:9/evil', kid: 'evil' }, key: issuer.otherKey },
    ],
  }
  test.each(Object.entries(rows))('%s', async (_, [claims, says, how]) => {
    await refused(async () => asking(issuer.settings)(await issuer.token(claims, how)), 'unauthenticated', says)
  })
  test('not signed at all', async () => {
    const token = new UnsecuredJWT({ ...goodClaims, jti: 'j' })
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 300)
      .encode()
    await refused(() => asking(issuer.settings)(token), 'unauthenticated', /not signed/)
  })
  test.each(['x', 'a.b.c', 'e30.e30.e30', '..', `${'a'.repeat(50)}.b.c`])('no token at all: %s', async (text) => {
    await refused(() => asking(issuer.settings)(text), 'unauthenticated', /neither one of this service nor an identity token|not one that/)
  })
  test('changed after it was signed', async () => {
    const [head, body = '', signature] = (await issuer.token()).split('.')
    const changed = JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), repository_id: '22', sha: 'b'.repeat(40) })
    const token = `${head}.${Buffer.from(changed).toString('base64url')}.${signature}`
    await refused(() => asking(issuer.settings)(token), 'unauthenticated', /not signed by a key/)
  })
  test('and what is said of it never repeats it', async () => {
    const token = await issuer.token({ aud: 'https://elsewhere.test' })
    const problem = await problemIn(() => asking(issuer.settings)(token))
    expect(`${problem.message} ${problem.hint} ${problem.stack} ${String(problem.cause)}`).not.toContain(token.split('.')[2])
    expect(problem.cause).toBeUndefined()
  })
})

test('clocks may differ by five seconds', async () => {
  const issuer = await startIssuer()
  const ask = asking(issuer.settings)
  await ask(await issuer.token({ exp: seconds - 4 }))
  await ask(await issuer.token({ iat: seconds + 5, nbf: seconds + 5 }))
})

describe('what is stated of a workflow must fit', async () => {
  const ids = { repositoryId: '22', repositoryOwnerId: '11' }
  const rows: readonly [WorkflowAllowed, Readonly<Record<string, unknown>>, boolean][] = [
    [{ ...ids, environment: 'production' }, {}, true],
    [{ ...ids, environment: 'production' }, { environment: 'staging' }, false],
    [{ ...ids, environment: 'production' }, { environment: undefined }, false],
    [{ ...ids, ref: 'refs/heads/main' }, {}, true],
    [{ ...ids, ref: 'refs/heads/main' }, { ref: 'refs/heads/main2' }, false],
    [{ ...ids, jobWorkflowRef: goodClaims.job_workflow_ref }, {}, true],
    [{ ...ids, jobWorkflowRef: goodClaims.job_workflow_ref }, { job_workflow_ref: undefined }, false],
    [{ ...ids, environment: 'production', ref: 'refs/heads/main' }, { ref: 'refs/pull/1/merge' }, false],
    [ids, { sub: 'repo:evil/shop:ref:refs/heads/main' }, true],
    [ids, { repository: 'acme/renamed' }, true],
  ]
  const issuer = await startIssuer()
  test.each(rows)('%j and %j: %s', async (allowed, claims, isIn) => {
    const settings = { ...issuer.settings, issuers: [{ issuer: goodClaims.iss, jwksUrl: issuer.jwksUrl, allow: [allowed] }] }
    const ask = async (): Promise<Caller> => asking(settings)(await issuer.token(claims))
    if (isIn) expect((await ask()).kind).toBe('workflow')
    else await refused(ask, 'unauthenticated', /allows no workflow/)
  })
  test('the first entry that fits says what may be done, and ids count at their own issuer only', async () => {
    const first = { ...ids, environment: 'production', scopes: ['judge', 'waive'] as const }
    const elsewhere = { issuer: 'https://git.example.test/_services/token', jwksUrl: issuer.jwksUrl, allow: [ids] }
    const ask = asking({ audience, issuers: [elsewhere, { issuer: goodClaims.iss, jwksUrl: issuer.jwksUrl, allow: [first] }] })
    expect([...(await ask(await issuer.token())).scopes]).toEqual(['judge', 'waive'])
    await refused(async () => ask(await issuer.token({ environment: 'staging' })), 'unauthenticated', /allows no workflow/)
  })
})

onBoth('an identity token', (place) => {
  test('is good for one request, whichever replica gets it, and another issuer may have one of the same id', async () => {
    const issuer = await startIssuer()
    const address = place.address()
    const [one, two] = [await place.open(address), await place.open(address)]
    const token = await issuer.token()
    const tries = await Promise.allSettled([one, two, one, two].map((store) => asking(issuer.settings, store.singleUse)(token)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await refused(() => asking(issuer.settings, two.singleUse)(token), 'unauthenticated', /used before/)
  })
  test('that is refused is not used up', async () => {
    const issuer = await startIssuer()
    const store = await place.open()
    const token = await issuer.token()
    const none = { ...issuer.settings, issuers: [{ issuer: goodClaims.iss, jwksUrl: issuer.jwksUrl, allow: [] }] }
    await refused(() => asking(none, store.singleUse)(token), 'unauthenticated', /allows no workflow/)
    expect((await asking(issuer.settings, store.singleUse)(token)).kind).toBe('workflow')
  })
  test('stays used for as long as it could be accepted', async () => {
    const issuer = await startIssuer()
    let clock = start
    const store = await place.open(undefined, { now: () => clock })
    const ask = asking(issuer.settings, store.singleUse, () => clock)
    const token = await issuer.token()
    await ask(token)
    clock = start + 304_000
    await store.singleUse.dropExpired()
    await refused(() => ask(token), 'unauthenticated', /used before/)
    clock = start + 600_000
    expect(await store.singleUse.dropExpired()).toBe(1)
  })
})

describe('the keys of an issuer', () => {
  const expectations: Readonly<Record<string, (issuer: Issuer) => void>> = {
    'answered with an error': (issuer) => issuer.answer((response) => void response.writeHead(500).end()),
    'answered with a page': (issuer) => issuer.answer((response) => void response.end('<html>')),
    'answered with something else': (issuer) => issuer.answer((response) => void response.end('{"keys":7}')),
    'sent elsewhere': (issuer) => issuer.answer((response) => void response.writeHead(302, { location: issuer.jwksUrl }).end()),
    'cut off': (issuer) => issuer.answer((response) => void response.destroy()),
    'never answered': (issuer) => issuer.answer(() => undefined),
  }
  test.each(Object.entries(expectations))('%s: the service cannot say, and that is no fault of the token', async (_, spoil) => {
    const issuer = await startIssuer()
    spoil(issuer)
    const ask = asking({ ...issuer.settings, timeoutMs: 100, coolDownMs: 60_000 })
    const token = await issuer.token()
    await refused(() => ask(token), 'unavailable', /cannot be had now/)
    issuer.answer()
    await refused(() => ask(token), 'unavailable', /cannot be had now/)
    expect(issuer.asked()).toBe(1)
  })
  test('are asked for again after the cool-down', async () => {
    const issuer = await startIssuer()
    issuer.answer((response) => void response.writeHead(503).end())
    const ask = asking({ ...issuer.settings, coolDownMs: 0 })
    const token = await issuer.token()
    await refused(() => ask(token), 'unavailable', /cannot be had now/)
    issuer.answer()
    expect((await ask(token)).kind).toBe('workflow')
  })
  test('are asked for once, however many ask and whatever keys they name', async () => {
    const issuer = await startIssuer()
    const ask = asking(issuer.settings)
    await Promise.all(Array.from({ length: 20 }, async () => ask(await issuer.token())))
    for (let number = 0; number < 20; number++) {
      const token = await issuer.token({}, { header: { kid: `evil-${number}` }, key: issuer.otherKey })
      await refused(() => ask(token), 'unauthenticated', /not signed by a key/)
    }
    expect(issuer.asked()).toBe(1)
  })
  test('are asked for at no address that a token names, and not for an issuer that is not listed', async () => {
    const [issuer, evil] = [await startIssuer(), await startIssuer()]
    const token = await evil.token({}, { header: { jku: evil.jwksUrl }, key: evil.otherKey })
    await refused(() => asking(issuer.settings)(token), 'unauthenticated', /not signed by a key/)
    const other = await evil.token({ iss: new URL(evil.jwksUrl).origin })
    await refused(() => asking(issuer.settings)(other), 'unauthenticated', /not one that this service believes/)
    expect(evil.asked()).toBe(0)
  })
})
