import type { Sessions, Token, Tokens } from '../../store/index.ts'
import { type Caller, type Scope, scopes } from '../caller.ts'
import { ProblemError } from '../problem.ts'

/** Whether a bearer token claims to be one of the service. */
export function isApiToken(bearer: string): boolean {
  return bearer.startsWith('onlyif_')
}

/** The caller of an API token. It is looked up by its digest, so that how long that takes says nothing of its characters. */
export async function callerOfToken(secret: string, tokens: Pick<Tokens, 'find'>): Promise<Caller> {
  const token = /^onlyif_[A-Za-z0-9_-]{43}$/.test(secret) ? await tokens.find(secret) : undefined
  if (!token)
    throw new ProblemError('unauthenticated', 'the token is unknown, revoked or expired', {
      hint: '`onlyif token list` tells which there are; `onlyif token create` makes a new one',
    })
  return callerOf(token)
}

/** The caller of a session, who is the caller of the token that it was begun with. */
export async function callerOfSession(secret: string, sessions: Pick<Sessions, 'find'>): Promise<Caller> {
  const token = /^[A-Za-z0-9_-]{43}$/.test(secret) ? await sessions.find(secret) : undefined
  if (!token)
    throw new ProblemError('unauthenticated', 'the session has ended, or its token is revoked or has expired', { hint: 'sign in again' })
  return callerOf(token)
}

function callerOf({ id, name, scopes: held, bounds }: Token): Caller {
  return { kind: 'token', id, name, scopes: scopesOf(held), bounds }
}

/** Known scopes only: one that an older or newer version wrote grants nothing. */
export function scopesOf(names: readonly string[]): ReadonlySet<Scope> {
  return new Set(scopes.filter((scope) => names.includes(scope)))
}
