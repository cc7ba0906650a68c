import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose'
import { afterAll } from 'vitest'
import type { OidcSettings, WorkflowAllowed } from '../../../src/server/auth/settings.ts'

export const audience = 'https://launches.example.test'
export const start = Date.parse('2026-10-07T09:00:00Z')

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey']

/** A maker of identity tokens, with its keys on a local server. */
export interface Issuer {
  readonly jwksUrl: string
  readonly settings: OidcSettings & { readonly issuers: OidcSettings['issuers'] }
  /** How often its keys were asked for. */
  asked(): number
  /** What it answers from now on; its keys without it. */
  answer(how?: (response: ServerResponse) => void): void
  /** A key that its server does not have. */
  readonly otherKey: Key
  token(
    claims?: Readonly<Record<string, unknown>>,
    how?: { readonly header?: Partial<JWTHeaderParameters>; readonly key?: Key | Uint8Array },
  ): Promise<string>
}

export const goodClaims = {
  iss: 'https://token.actions.githubusercontent.com',
  aud: audience,
  sub: 'repo:acme@11/shop@22:environment:production',
  repository: 'acme/shop',
  repository_id: '22',
  repository_owner: 'acme',
  repository_owner_id: '11',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  run_id: '777',
  run_attempt: '2',
  actor: 'ola',
  actor_id: '33',
  environment: 'production',
  job_workflow_ref: 'acme/shop/.github/workflows/release.yml@refs/heads/main',
  event_name: 'push',
} as const

let tokens = 0
const made = Promise.all([generateKeyPair('RS256', { extractable: true }), generateKeyPair('RS256')])

/** Starts an issuer; it ends with the test file. */
export async function startIssuer(allow: readonly WorkflowAllowed[] = [{ repositoryId: '22', repositoryOwnerId: '11' }]): Promise<Issuer> {
  const [{ publicKey, privateKey }, { privateKey: otherKey }] = await made
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] })
  const withKeys = (response: ServerResponse): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(keys)
  let asked = 0
  let answer = withKeys
  const server = createServer((_, response) => {
    asked++
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/jwks`
  return {
    jwksUrl,
    settings: { audience, issuers: [{ issuer: goodClaims.iss, jwksUrl, allow }] },
    asked: () => asked,
    answer: (how = withKeys) => {
      answer = how
    },
    otherKey,
    token: (claims = {}, { header = {}, key = privateKey } = {}) => {
      const seconds = start / 1000
      const all = { iat: seconds - 5, nbf: seconds - 5, exp: seconds + 300, jti: `jti-${++tokens}`, ...goodClaims, ...claims }
      return new SignJWT(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
        .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header })
        .sign(key)
    },
  }
}
