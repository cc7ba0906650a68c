import type { Request, Response } from 'express'
import type { Sessions } from '../../store/index.ts'
import { callerOfSession } from '../auth/api-token.ts'
import { type AuthDeps, authenticate } from '../auth/authenticate.ts'
import { authRequestOf } from '../auth/request.ts'
import type { Caller } from '../caller.ts'
import type { Prove } from '../http/proving.ts'
import { ProblemError } from '../problem.ts'

const hours12 = 43_200_000

/** With the prefix no other host of the domain, and nobody on a connection without TLS, can put a session of theirs into a browser. */
function cookieName(isSecure: boolean): string {
  return isSecure ? '__Host-onlyif_session' : 'onlyif_session'
}

/** Who looks at the dashboard. */
export interface Visitors {
  readonly auth: AuthDeps
  readonly sessions: Sessions
  /** Whether who asks from this machine may look without proving who they are: for a demonstration only. */
  readonly openToLoopback: boolean
  /** Whether browsers reach the service by https, so that the cookie is never sent otherwise. */
  readonly isSecure: boolean
}

const guest: Caller = { kind: 'person', id: 'guest', name: 'guest', scopes: new Set(['read']), bounds: {} }

/** Who looks, and whether by a session, which they can end. */
export interface Visitor {
  readonly caller: Caller
  readonly isBySession: boolean
}

/** Says who looks: by the proxy's header, a token, or a session; undefined where nobody is signed in. */
export async function visitorOf(request: Request, response: Response, visitors: Visitors, prove: Prove): Promise<Visitor | undefined> {
  const { auth, sessions, openToLoopback, isSecure } = visitors
  const { headers, socket } = request
  const bearer = headers['authorization']
  const look = (): Promise<Caller> => authenticate(authRequestOf(request), auth)
  if (bearer !== undefined) return { caller: await prove({ request, response, secret: bearer, look }), isBySession: false }
  const person = await orNobody(look())
  if (person) return { caller: person, isBySession: false }
  const cookie = cookieOf(headers['cookie'], cookieName(isSecure))
  if (cookie !== undefined) {
    const caller = await orNobody(prove({ request, response, secret: cookie, look: () => callerOfSession(cookie, sessions) }))
    if (caller) return { caller, isBySession: true }
    // So that it is not sent, and does not fail, again.
    forget(response, visitors)
  }
  return openToLoopback && isLoopback(socket.remoteAddress) && isLocalName(headers['host'])
    ? { caller: guest, isBySession: false }
    : undefined
}

/** What somebody signs in by: what they brought, and the token that it stands for. */
export interface Key {
  readonly secret: string
  readonly token: () => Promise<string | undefined>
}

/** Begins a session of half a day with a token, where that is good and may read; otherwise says why not. */
export async function signIn(
  { secret, token: tokenOf }: Key,
  { request, response }: { readonly request: Request; readonly response: Response },
  { auth, sessions, isSecure }: Visitors,
  prove: Prove,
): Promise<'signed-in' | 'not-good' | 'may-not-read'> {
  const look = async (): Promise<Caller> => ofToken((await tokenOf()) ?? '', request, auth)
  const caller = await orNobody(prove({ request, response, secret, look }))
  if (!caller) return 'not-good'
  if (!caller.scopes.has('read')) return 'may-not-read'
  const before = cookieOf(request.headers['cookie'], cookieName(isSecure))
  // Nobody can end a session any more whose cookie is written over.
  if (before !== undefined) await sessions.end(before)
  const session = await sessions.begin(caller.id, auth.now() + hours12)
  response.cookie(cookieName(isSecure), session, { httpOnly: true, sameSite: 'strict', secure: isSecure, path: '/', maxAge: hours12 })
  return 'signed-in'
}

/** Ends the session of a browser, at every replica, and has the browser forget it. */
export async function signOut(request: Request, response: Response, visitors: Visitors): Promise<void> {
  const cookie = cookieOf(request.headers['cookie'], cookieName(visitors.isSecure))
  if (cookie !== undefined) await visitors.sessions.end(cookie)
  forget(response, visitors)
}

function forget(response: Response, { isSecure }: Visitors): void {
  response.clearCookie(cookieName(isSecure), { httpOnly: true, sameSite: 'strict', secure: isSecure, path: '/' })
}

async function orNobody(found: Promise<Caller>): Promise<Caller | undefined> {
  try {
    return await found
  } catch (error) {
    if (error instanceof ProblemError && error.problem === 'unauthenticated') return undefined
    throw error
  }
}

async function ofToken(token: string, request: Request, auth: AuthDeps): Promise<Caller> {
  if (!/^onlyif_[A-Za-z0-9_-]{20,100}$/.test(token)) throw new ProblemError('unauthenticated', 'this is no token of the service')
  // An identity token of a workflow is used once and is nobody's cookie.
  const { oidc: _, ...byToken } = auth
  const asked = authRequestOf(request)
  return authenticate({ ...asked, headers: { ...asked.headers, authorization: `Bearer ${token}` } }, byToken)
}

function cookieOf(header: string | undefined, wanted: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name = '', value = ''] = part.trim().split('=')
    if (name === wanted) return value
  }
  return undefined
}

function isLoopback(address: string | undefined): boolean {
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'
}

/** A page of elsewhere whose name leads to this machine must not read what is open to it (DNS rebinding). */
function isLocalName(host: string | undefined): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host ?? '')
}
