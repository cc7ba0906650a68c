import type { NextFunction, Request, Response } from 'express'
import { etagOf } from '../api/pages.ts'
import { permit } from '../auth/rights.ts'
import type { Caller } from '../caller.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import type { Answer, Asked, Handler } from '../exchange.ts'
import { ProblemError } from '../problem.ts'
import { mediaTypeOf } from './media-type.ts'
import type { Trace } from './trace.ts'

/** What is known of a request by the time it is answered. */
export interface Known {
  trace: Trace
  caller?: Caller
  /** For figures and logs: an endpoint, or the kind of page. Never a path, of which there are too many. */
  endpoint: string
}

/** What express keeps for us with each response. */
export function knownOf(response: Response): Known {
  return response.locals as Known
}

/** Answers requests to an endpoint, by its handler. */
export function dispatch(endpoint: Endpoint, handler: Handler) {
  return async (request: Request, response: Response, _next: NextFunction): Promise<void> => {
    const known = knownOf(response)
    const mayBeKnown = 304 in endpoint.answers
    send(request, response, await handler(askedOf(endpoint, request, known)), { mayBeKnown })
  }
}

const nobody: Caller = { kind: 'person', id: '', name: 'nobody', scopes: new Set(), bounds: {} }

function askedOf({ body, right, parameters = [] }: Endpoint, request: Request, { caller, trace }: Known): Asked {
  if (right !== 'anyone') {
    if (!caller) throw new ProblemError('unauthenticated', 'the request does not say who sends it')
    permit(caller, right)
  }
  const params = Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]))
  for (const { name, in: where, schema } of parameters)
    if (where === 'path' && schema.pattern !== undefined && !new RegExp(schema.pattern).test(params[name] ?? ''))
      throw new ProblemError('not-found', `\`${name}\` is not of the form \`${schema.pattern}\``)
  if (body) checkType(Object.keys(body.content), request.headers['content-type'])
  return {
    caller: caller ?? nobody,
    params,
    query: new URLSearchParams(request.url.split('?')[1] ?? ''),
    header: (name) => headerOf(request.headers[name]),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    requestId: trace.requestId,
  }
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value
}

function checkType(types: readonly string[], given: string | undefined): void {
  const type = mediaTypeOf(given)
  const isYaml = ['application/yaml', 'application/x-yaml', 'text/yaml'].includes(type)
  if (types.includes(type) || (isYaml && types.includes('application/yaml'))) return
  throw new ProblemError(
    'unsupported-type',
    type === '' ? 'the request does not say of what type its body is' : `a body of type \`${type.slice(0, 80)}\` is not read`,
    {
      hint: `send it as \`Content-Type: ${types.join('` or `')}\``,
    },
  )
}

/** Sends an answer; what the caller has already is not sent again, except where that would say nothing of how things are now. */
export function send(
  request: Pick<Request, 'method' | 'headers'>,
  response: Response,
  answer: Answer,
  { mayBeKnown = true }: { readonly mayBeKnown?: boolean } = {},
): void {
  response.status(answer.status)
  response.set('Cache-Control', 'no-store')
  if (answer.headers) response.set({ ...answer.headers })
  if (mayBeKnown && request.method === 'GET' && answer.status === 200) {
    const etag = `"${answer.etag ?? etagOf(answer.body)}"`
    response.set({ ETag: etag, 'Cache-Control': 'private, no-cache' })
    if (isKnown(request.headers['if-none-match'], etag)) {
      response.status(304).end()
      return
    }
  }
  if (answer.type !== undefined) response.set('Content-Type', answer.type)
  response.end(answer.body)
}

function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.trim() === '*' || header.split(',').some((item) => item.trim().replace(/^W\//, '') === etag)
}
