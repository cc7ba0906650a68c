import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import helmet from 'helmet'
import { type HandlerDeps, handlersOf } from './api/handlers.ts'
import { type AuthDeps, authenticate } from './auth/authenticate.ts'
import { authRequestOf } from './auth/request.ts'
import { actorOf, type Caller } from './caller.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { type EndpointId, endpoints } from './endpoints/endpoints.ts'
import type { Answer } from './exchange.ts'
import { dispatch, knownOf, send } from './http/dispatch.ts'
import { answerOf, problemIn } from './http/failures.ts'
import type { Limits } from './http/limit-settings.ts'
import { type Limiting, limitingOf } from './http/limits.ts'
import type { Prove } from './http/proving.ts'
import { traceOf } from './http/trace.ts'
import { errorLine, type Log } from './log-line.ts'
import { docsStyle } from './openapi/docs-style.ts'
import { openApiDocument } from './openapi/document.ts'
import { docsPage } from './openapi/page.ts'
import { ProblemError } from './problem.ts'

/** What the service is made of. */
export interface AppDeps extends HandlerDeps {
  readonly auth: AuthDeps
  readonly limits: Limits
  readonly log: Log
  /** Routes that read the body themselves and prove by other means who sends it, such as webhooks: before everything else. */
  readonly before?: readonly { readonly path: string; readonly handler: RequestHandler }[]
  /** What answers everything that is no endpoint, such as the dashboard. */
  readonly pages?: (limiting: Limiting) => RequestHandler
}

/** The service as an express application. Nothing listens yet. */
export function applicationOf(deps: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', false).set('case sensitive routing', true).set('trust proxy', false)
  app.use(observed(deps))
  for (const { path, handler } of deps.before ?? []) app.use(path, handler)
  app.use(headers())
  const handlers = handlersOf(deps)
  const limiting = limitingOf(deps.limits)
  const checksOf = ({ right, more }: Endpoint): RequestHandler[] => {
    if (right !== 'anyone') return [authenticated(deps.auth, limiting.prove), limiting.perCaller]
    return more === undefined ? [] : [recognised(deps.auth, limiting.prove)]
  }
  const body = express.raw({ type: () => true, limit: deps.limits.bodyBytes })
  for (const endpoint of endpoints as readonly (Endpoint & { readonly id: EndpointId })[]) {
    const steps = [named(endpoint.id), ...checksOf(endpoint), ...(endpoint.body ? [body] : [])]
    app[endpoint.method](expressPath(endpoint.path), ...steps, dispatch(endpoint, handlers[endpoint.id]))
  }
  const description = JSON.stringify(openApiDocument())
  app.get('/openapi.json', named('openapi'), (request, response) =>
    send(request, response, { status: 200, type: 'application/json', body: description }),
  )
  app.get('/docs.css', named('docs'), (request, response) =>
    send(request, response, { status: 200, type: 'text/css; charset=utf-8', body: docsStyle }),
  )
  app.get('/docs', named('docs'), (request, response) =>
    send(request, response, { status: 200, type: 'text/html; charset=utf-8', body: docsPage() }),
  )
  for (const path of new Set(endpoints.map((endpoint) => endpoint.path))) app.all(expressPath(path), otherMethod(path))
  if (deps.pages) app.use(deps.pages(limiting))
  app.use(() => {
    throw new ProblemError('not-found', 'there is nothing here', { hint: '`/docs` tells what there is' })
  })
  app.use(failed(deps.log))
  return app
}

/** `/v1/decisions/{digest}` as express writes it. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

/** Names each request, and tells the log and the figures what became of it. Neither sees a query, a body or a header. */
function observed({ log, metrics }: AppDeps): RequestHandler {
  return (request, response, next) => {
    const known = knownOf(response)
    known.trace = traceOf(request.headers)
    known.endpoint = 'other'
    const { requestId, traceId } = known.trace
    response.set({ 'X-Request-Id': requestId })
    const started = process.hrtime.bigint()
    response.on('close', () => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9
      const { endpoint, caller } = known
      const status = response.writableFinished ? response.statusCode : 499
      metrics.onRequest({ endpoint, status, seconds })
      const who = caller && { caller: actorOf(caller) }
      log(status >= 500 ? 'error' : 'info', 'request', { requestId, traceId, endpoint, status, ms: Math.round(seconds * 1e4) / 10, ...who })
    })
    next()
  }
}

function named(endpoint: string): RequestHandler {
  return (_, response, next) => {
    knownOf(response).endpoint = endpoint
    next()
  }
}

function authenticated(auth: AuthDeps, prove: Prove): RequestHandler {
  return async (request, response, next) => {
    const secret = request.headers['authorization']
    knownOf(response).caller = await prove({ request, response, secret, look: () => authenticate(authRequestOf(request), auth) })
    next()
  }
}

/**
 * Finds out who asks where anybody may. Whoever proves nothing, or cannot now, is answered as a stranger: what watches a service must not
 * fail by a token that expired.
 */
function recognised(auth: AuthDeps, prove: Prove): RequestHandler {
  return async (request, response, next) => {
    const secret = request.headers['authorization']
    const look = (): Promise<Caller> => authenticate(authRequestOf(request), auth)
    const caller = await (secret === undefined ? look() : prove({ request, response, secret, look })).catch(() => undefined)
    response.removeHeader('Retry-After')
    if (caller) knownOf(response).caller = caller
    next()
  }
}

function otherMethod(path: string): RequestHandler {
  const methods = endpoints.filter((endpoint) => endpoint.path === path).map((endpoint) => endpoint.method.toUpperCase())
  return (request, response) => {
    response.set('Allow', methods.join(', '))
    throw new ProblemError(
      'method-not-allowed',
      `\`${path}\` is asked with ${methods.join(' or ')}, not with ${request.method.slice(0, 20)}`,
    )
  }
}

/** Headers of every answer. Pages load nothing from elsewhere, run no inline script, and are framed by nobody. */
function headers(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'font-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: true,
    // With none at all browsers hide from us, too, that a form is our own.
    referrerPolicy: { policy: 'same-origin' },
  })
}

function failed(log: Log) {
  // Express knows the handler of failures by its four parameters.
  return (thrown: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(thrown)
      return
    }
    const error = problemIn(thrown)
    const { requestId } = knownOf(response).trace
    if (error.problem === 'fault') log('error', 'a request broke', { requestId, error: errorLine(thrown), stack: stackOf(thrown) })
    const answer: Answer = answerOf(error, requestId)
    send(request, response, answer)
  }
}

function stackOf(thrown: unknown): string | undefined {
  return thrown instanceof Error ? thrown.stack?.split('\n').slice(1, 6).join('\n') : undefined
}
