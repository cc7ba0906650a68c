import { describe, expect, test } from 'vitest'
import { readAccessSettings } from '../../../src/server/auth/read-settings.ts'

const issuer = {
  issuer: 'https://token.actions.githubusercontent.com',
  jwksUrl: 'https://token.actions.githubusercontent.com/.well-known/jwks',
  allow: [{ repositoryId: '22', repositoryOwnerId: '11', environment: 'production', scopes: ['judge'], bounds: { products: ['shop'] } }],
}
const oidc = { audience: 'https://launches.example.test', issuers: [issuer] }
const proxy = {
  header: 'X-Forwarded-User',
  addresses: ['10.1.0.0/28', '::1', '2001:db8::/32'],
  people: { ola: ['read', 'waive'] },
  origins: ['https://launches.example.test'],
}
const who = { people: { 'ola@example.test': 'ola' }, tokens: { t1: 'ola' } }

test('settings are read as they are', () => {
  expect(readAccessSettings({ oidc, proxy, who })).toEqual({ ok: true, settings: { oidc, proxy, who } })
  expect(readAccessSettings({})).toEqual({ ok: true, settings: {} })
})

describe('a mistake lets nobody in', () => {
  const allowing = (more: object): object => ({ oidc: { ...oidc, issuers: [{ ...issuer, allow: [{ ...issuer.allow[0], ...more }] }] } })
  const rows: readonly [unknown, string][] = [
    [null, 'the settings: it must be object'],
    [{ odic: oidc }, 'the settings: there is no setting `odic`'],
    [{ oidc: { issuers: [issuer] } }, 'oidc: `audience` is missing'],
    [{ oidc: { ...oidc, audience: '' } }, 'oidc.audience: it is not written like that'],
    [{ oidc: { ...oidc, issuers: [] } }, 'oidc.issuers: it needs at least 1'],
    [
      { oidc: { ...oidc, issuers: [{ ...issuer, jwksUrl: 'http://keys.example.test' }] } },
      'oidc.issuers[0].jwksUrl: `http://keys.example.test` is no https address',
    ],
    [{ oidc: { ...oidc, issuers: [{ ...issuer, issuer: 'github' }] } }, 'oidc.issuers[0].issuer: `github` is no https address'],
    [{ oidc: { ...oidc, issuers: [issuer, issuer] } }, `oidc.issuers[1].issuer: \`${issuer.issuer}\` is listed twice`],
    [allowing({ repositoryId: 22 }), 'oidc.issuers[0].allow[0].repositoryId: it must be string'],
    [allowing({ repositoryId: 'acme/shop' }), 'oidc.issuers[0].allow[0].repositoryId: it is a number in quotes'],
    [allowing({ scopes: ['write'] }), 'oidc.issuers[0].allow[0].scopes[0]: it can be `judge`, `read`, `waive`, `admin`'],
    [allowing({ sub: 'repo:acme/shop' }), 'oidc.issuers[0].allow[0]: there is no setting `sub`'],
    [{ proxy: { ...proxy, addresses: [] } }, 'proxy.addresses: it needs at least 1'],
    [{ proxy: { header: 'X-User' } }, 'proxy: `addresses` is missing'],
    [{ proxy: { ...proxy, header: 'X User' } }, 'proxy.header: it is not written like that'],
    [{ proxy: { ...proxy, header: 'X-Forwarded-For' } }, 'proxy.header: `X-Forwarded-For` means something else'],
    [{ proxy: { ...proxy, people: { ola: 'read' } } }, 'proxy.people.ola: it must be array'],
    [
      { proxy: { ...proxy, origins: ['https://launches.example.test/'] } },
      'proxy.origins[0]: `https://launches.example.test/` is not written',
    ],
    [{ who: { tokens: { t1: 7 } } }, 'who.tokens.t1: it must be string'],
  ]
  test.each(rows)('%j', (data, says) => {
    const reading = readAccessSettings(data)
    expect(reading.ok ? [] : reading.problems).toEqual([expect.stringContaining(says)])
  })
  test.each(['', '10.1.0.0/33', '10.1.0.0/0', '::/0', '10.1.0', '10.1.0.0/', 'localhost', '::ffff:10.1.0.5', '10.1.0.0/28 '])(
    'the address %j',
    (address) => expect(readAccessSettings({ proxy: { ...proxy, addresses: [address] } }).ok).toBe(false),
  )
})
