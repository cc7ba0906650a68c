import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** How one request is told from others, here and in the systems around. */
export interface Trace {
  /** What the caller named it, else a name of ours. */
  readonly requestId: string
  /** 32 hexadecimal digits (W3C Trace Context). */
  readonly traceId: string
  /** To pass on: the same trace, with this service as the parent. */
  readonly traceparent: string
}

/** Reads `X-Request-Id` and `traceparent` (W3C Trace Context, version 00); what is malformed there is as if it had not been sent. */
export function traceOf(headers: IncomingHttpHeaders): Trace {
  const given = headers['x-request-id']
  const requestId = typeof given === 'string' && /^[A-Za-z0-9._:-]{1,128}$/.test(given) ? given : randomUUID()
  const [, sent, flags = '00'] = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/.exec(String(headers['traceparent'] ?? '')) ?? []
  const traceId = sent !== undefined && !/^0+$/.test(sent) ? sent : randomBytes(16).toString('hex')
  return { requestId, traceId, traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-${flags}` }
}
