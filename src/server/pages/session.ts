import type { Request, Response } from 'express'
import { type AuthDeps, authenticate } from '../auth/authenticate.ts'
import type { Caller } from '../caller.ts'
import { ProblemError } from '../problem.ts'

const cookieName = 'onlyif_session'
const hours12 = 43_200

/** Who looks at the dashboard. */
export interface Visitors {
  readonly auth: AuthDeps
  /** Whether who asks from this machine may look without proving who they are: for a demonstration only. */
  readonly openToLoopback: boolean
  /** Whether browsers reach the service by https, so that the cookie is never sent otherwise. */
  readonly isSecure: boolean
}

const guest: Caller = { kind: 'person', id: 'guest', name: 'guest', scopes: new Set(['read']), bounds: {} }

/** Says who looks: by the proxy's header, a token, or the cookie of the sign-in page; undefined where nobody is signed in. */
export async function visitorOf(request: Request, { auth, openToLoopback }: Visitors): Promise<Caller | undefined> {
  const { method, headers, socket } = request
  const asked = { method, headers, remoteAddress: socket.remoteAddress }
  try {
    return await authenticate(asked, auth)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem !== 'unauthenticated' || headers['authorization'] !== undefined) throw error
  }
  const cookie = cookieOf(headers['cookie'])
  if (cookie !== undefined) {
    const caller = await ofToken(cookie, asked, auth)
    if (caller) return caller
  }
  return openToLoopback && isLoopback(socket.remoteAddress) && isLocalName(headers['host']) ? guest : undefined
}

/** Signs in with a token for half a day; false where it is not good. */
export async function signIn(token: string, request: Request, response: Response, { auth, isSecure }: Visitors): Promise<boolean> {
  const { method, headers, socket } = request
  const caller = await ofToken(token, { method, headers, remoteAddress: socket.remoteAddress }, auth)
  if (!caller) return false
  response.cookie(cookieName, token, { httpOnly: true, sameSite: 'strict', secure: isSecure, path: '/', maxAge: hours12 * 1000 })
  return true
}

async function ofToken(token: string, asked: Parameters<typeof authenticate>[0], auth: AuthDeps): Promise<Caller | undefined> {
  if (!/^onlyif_[A-Za-z0-9_-]{20,100}$/.test(token)) return undefined
  try {
    // An identity token of a workflow is used once and is nobody's cookie.
    const { oidc: _, ...byToken } = auth
    return await authenticate({ ...asked, headers: { ...asked.headers, authorization: `Bearer ${token}` } }, byToken)
  } catch (error) {
    if (error instanceof ProblemError && error.problem === 'unauthenticated') return undefined
    throw error
  }
}

function cookieOf(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name = '', value = ''] = part.trim().split('=')
    if (name === cookieName) return value
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
