import { createRemoteJWKSet, customFetch, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { ProblemError } from '../problem.ts'
import type { OidcIssuer, OidcSettings } from './settings.ts'

/** An identity token that was verified. */
export interface Identity {
  readonly issuer: OidcIssuer
  readonly claims: JWTPayload
}

const tolerance = 5
const required = ['iss', 'aud', 'exp', 'iat', 'jti', 'repository', 'repository_id', 'repository_owner_id']

/** Until when a token can be accepted at all, in milliseconds since 1970, with a minute for clocks that differ. */
export function acceptedUntil({ exp = 0 }: JWTPayload): number {
  return (exp + tolerance + 60) * 1000
}

/**
 * Verifies an identity token: issuer, signature (RS256 only), audience, and its times against `now`. Throws `unauthenticated`, saying
 * of a token that is well signed which claim is wrong, or `unavailable` where the keys of its issuer cannot be had.
 */
export async function verifyIdentity(token: string, settings: OidcSettings, now: () => number): Promise<Identity> {
  const issuer = issuerOf(token, settings)
  try {
    const { payload } = await jwtVerify(token, keysOf(issuer, settings), {
      issuer: issuer.issuer,
      audience: settings.audience,
      algorithms: ['RS256'],
      requiredClaims: required,
      maxTokenAge: '10m',
      clockTolerance: tolerance,
      currentDate: new Date(now()),
    })
    return { issuer, claims: payload }
  } catch (error) {
    throw error instanceof errors.JOSEError ? refusal(error) : error
  }
}

/** The issuer that a token names, out of those that are listed: nothing else of it is believed before its signature is. */
function issuerOf(token: string, settings: OidcSettings): OidcIssuer {
  let named: unknown
  try {
    named = decodeJwt(token).iss
  } catch {
    throw new ProblemError('unauthenticated', 'the token is neither one of this service nor an identity token')
  }
  const issuer = settings.issuers.find((listed) => listed.issuer === named)
  if (!issuer) throw new ProblemError('unauthenticated', 'the issuer of the identity token is not one that this service believes')
  return issuer
}

function refusal(error: errors.JOSEError): ProblemError {
  const say = (what: string, hint?: string): ProblemError =>
    new ProblemError('unauthenticated', `the identity token is refused: ${what}`, hint === undefined ? {} : { hint })
  if (error instanceof errors.JWTExpired)
    return say('it has expired, or was made more than 10 minutes ago', 'ask for a new one right before each request')
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return say('it was made for another audience', 'ask for it with the audience that this service is set to')
    return say(error.reason === 'missing' ? `it lacks the claim \`${error.claim}\`` : `its claim \`${error.claim}\` is not accepted`)
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return say('it is not signed by RS256')
  return say('it is not signed by a key of its issuer')
}

const keySets = new WeakMap<OidcIssuer, JWTVerifyGetKey>()

/** The keys of an issuer, fetched once and kept for as long as its settings are. */
function keysOf(issuer: OidcIssuer, settings: OidcSettings): JWTVerifyGetKey {
  const known = keySets.get(issuer)
  if (known) return known
  const fetched = fetchedKeys(issuer, settings)
  keySets.set(issuer, fetched)
  return fetched
}

function fetchedKeys({ jwksUrl }: OidcIssuer, { timeoutMs = 5000, coolDownMs = 30_000 }: OidcSettings): JWTVerifyGetKey {
  let restUntil = 0
  const remote = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: timeoutMs,
    cooldownDuration: coolDownMs,
    // Whoever sends tokens while the issuer is away must not make this service call it for each one.
    [customFetch]: async (url, options) => {
      if (performance.now() < restUntil) throw new Error('the keys could not be had a moment ago')
      return fetch(url, options)
    },
  })
  return async (header, token) => {
    try {
      return await remote(header, token)
    } catch (error) {
      // A key that is not there is the fault of the token; anything else says nothing about it.
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error
      if (performance.now() >= restUntil) restUntil = performance.now() + coolDownMs
      throw new ProblemError('unavailable', 'the keys of the issuer of the identity token cannot be had now', { hint: 'try again later' })
    }
  }
}
