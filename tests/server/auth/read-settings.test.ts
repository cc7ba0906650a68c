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
    [null, 'the settings: it must be `key: value` pairs'],
    [{ odic: oidc }, 'the settings: it has `odic`, which nobody reads'],
    [{ oidc: { issuers: [issuer] } }, 'oidc: it has no `audience`'],
    [{ oidc: { ...oidc, audience: '' } }, 'oidc.audience: it must not be empty'],
    [{ oidc: { ...oidc, issuers: [] } }, 'oidc.issuers: it must have 1 or more items'],
    [
      { oidc: { ...oidc, issuers: [{ ...issuer, jwksUrl: 'http://keys.example.test' }] } },
      'oidc.issuers[0].jwksUrl: `http://keys.example.test` is no https address',
    ],
    [{ oidc: { ...oidc, issuers: [{ ...issuer, issuer: 'github' }] } }, 'oidc.issuers[0].issuer: `github` is no https address'],
    [{ oidc: { ...oidc, issuers: [issuer, issuer] } }, `oidc.issuers[1].issuer: \`${issuer.issuer}\` is listed twice`],
    [allowing({ repositoryId: 22 }), 'oidc.issuers[0].allow[0].repositoryId: it must be text'],
    [allowing({ repositoryId: 'acme/shop' }), 'oidc.issuers[0].allow[0].repositoryId: it must be a number in quotes'],
    [allowing({ scopes: ['write'] }), 'oidc.issuers[0].allow[0].scopes[0]: it must be `judge`, `read`, `waive` or `admin`'],
    [allowing({ sub: 'repo:acme/shop' }), 'oidc.issuers[0].allow[0]: it has `sub`, which nobody reads'],
    [{ proxy: { ...proxy, addresses: [] } }, 'proxy.addresses: it must have 1 or more items'],
    [{ proxy: { header: 'X-User' } }, 'proxy: it has no `addresses`'],
    [{ proxy: { ...proxy, header: 'X User' } }, 'proxy.header: it is not written as it must be; it fits'],
    [{ proxy: { ...proxy, header: 'X-Forwarded-For' } }, 'proxy.header: `X-Forwarded-For` means something else'],
    [{ proxy: { ...proxy, people: { ola: 'read' } } }, 'proxy.people.ola: it must be a list'],
    [
      { proxy: { ...proxy, origins: ['https://launches.example.test/'] } },
      'proxy.origins[0]: `https://launches.example.test/` is not written',
    ],
    [{ who: { tokens: { t1: 7 } } }, 'who.tokens.t1: it must be text'],
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
