import type { SingleUse, Tokens } from '../../store/index.ts'
import type { Caller } from '../caller.ts'
import { ProblemError } from '../problem.ts'
import { callerOfToken, isApiToken } from './api-token.ts'
import { signedInBy } from './proxy.ts'
import type { AuthRequest } from './request.ts'
import type { OidcSettings, ProxySettings } from './settings.ts'
import { callerOfWorkflow } from './workflow.ts'

export interface AuthDeps {
  readonly tokens: Pick<Tokens, 'find'>
  readonly singleUse: Pick<SingleUse, 'use'>
  /** Without it no identity token is believed. */
  readonly oidc?: OidcSettings
  /** Without it nobody is signed in by a header. */
  readonly proxy?: ProxySettings
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number
}

const howTo = 'send `Authorization: Bearer` with a token of `onlyif token create`, or the identity token of a workflow'

/**
 * Says who sent a request, or refuses it: `unauthenticated` where nobody proved who they are, `bad-request` where two proofs are given
 * or a sign-in header is not of the proxy,
 * `forbidden` where a page of another site asks in somebody's name, `unavailable` where the keys of an issuer cannot be had.
 * A `StoreFailure` of the store is passed on. What it says never repeats a secret.
 */
export async function authenticate(request: AuthRequest, deps: AuthDeps): Promise<Caller> {
  // The sign-in header comes first: from anywhere but its proxy it is an attempt to be somebody else, whatever else was sent.
  const person = deps.proxy && signedInBy(request, deps.proxy)
  const bearer = bearerOf(request.headers['authorization'])
  if (person !== undefined && bearer !== undefined)
    throw new ProblemError('bad-request', 'the request is signed in by the proxy and brings a token as well, so it is not clear who asks', {
      hint: 'send one of the two; have the proxy drop the `Authorization` header of people who signed in',
    })
  if (person !== undefined) return person
  if (bearer === undefined) throw new ProblemError('unauthenticated', 'the request does not say who sends it', { hint: howTo })
  if (isApiToken(bearer)) return callerOfToken(bearer, deps.tokens)
  if (deps.oidc === undefined)
    throw new ProblemError('unauthenticated', 'the token is none of this service, and it accepts no others', { hint: howTo })
  return callerOfWorkflow(bearer, { oidc: deps.oidc, singleUse: deps.singleUse, now: deps.now })
}

/** The token of an `Authorization` header; undefined for other schemes, which are for whoever stands in front of the service. */
function bearerOf(header: string | readonly string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined
  const [, token] = /^bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(header) ?? []
  if (token === undefined && /^bearer\b/i.test(header))
    throw new ProblemError('unauthenticated', 'the `Authorization` header holds no token that could be read', { hint: howTo })
  return token
}
