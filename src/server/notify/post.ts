import { type LookupAddress, lookup } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPrivateAddress, literalAddress } from './addresses.ts'

export interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly allowPrivate: boolean
  readonly signal: AbortSignal
  /** Until the answer has come, in milliseconds. */
  readonly timeoutMs: number
}

/** What is looked at of an answer. Its body is not, so that it gets into no log. */
export interface Answer {
  readonly status: number
  readonly retryAfter?: string
}

/** More than this is not let in of an answer that nobody reads. */
const mostBytes = 65_536

/**
 * Sends a message and says how it was answered. Redirects are not followed. The address is checked where the connection is made, so
 * that a name cannot stand for one address when it is looked at and for another when it is used. Throws where there is no answer.
 */
export function post({ url, headers, body, allowPrivate, signal, timeoutMs }: Post): Promise<Answer> {
  const { protocol, hostname } = new URL(url)
  const literal = literalAddress(hostname)
  if (!allowPrivate && literal !== undefined && isPrivateAddress(literal)) return Promise.reject(new Error(privateWords))
  const timeout = AbortSignal.timeout(timeoutMs)
  const options = {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), 'user-agent': 'onlyif' },
    agent: false,
    signal: AbortSignal.any([signal, timeout]),
    ...(!allowPrivate && { lookup: publicLookup }),
  } as const
  return new Promise((answered, fail) => {
    const sending = (protocol === 'https:' ? requestHttps : requestHttp)(url, options, (response) => {
      let size = 0
      response.on('error', () => undefined)
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > mostBytes) response.destroy()
      })
      const after = response.headers['retry-after']
      answered({ status: response.statusCode ?? 0, ...(after !== undefined && { retryAfter: after }) })
    })
    sending.on('error', (error) => fail(timeout.aborted ? new Error(`no answer within ${timeoutMs / 1000} seconds`) : error))
    sending.end(body)
  })
}

const privateWords = 'the address is private, and private addresses are not allowed'

/** Looks a name up and refuses it where any of its addresses is private. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[] = []) => {
    if (error) return callback(error, [])
    if (addresses.some(({ address }) => isPrivateAddress(address))) return callback(new Error(privateWords), [])
    const [first] = addresses
    if (options.all || !first) return callback(null, addresses)
    callback(null, first.address, first.family)
  })
}
