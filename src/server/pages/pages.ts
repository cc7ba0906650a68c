import compression from 'compression'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express'
import { approversIn } from '../../engine/approval.ts'
import type { Store } from '../../store/index.ts'
import { serviceLinks } from '../../web/links.ts'
import type { Page, Surroundings, Verified } from '../../web/page.ts'
import { pageOf } from '../../web/page-of.tsx'
import { judgeAgain } from '../../world/judge-again.ts'
import { etagOf } from '../api/pages.ts'
import { refuseForeignForms } from '../auth/origin.ts'
import { isBound, permit, readable } from '../auth/rights.ts'
import type { Caller } from '../caller.ts'
import { momentOf } from '../clock.ts'
import { knownOf } from '../http/dispatch.ts'
import { answerOf, problemIn } from '../http/failures.ts'
import type { Limiting } from '../http/limits.ts'
import { ProblemError } from '../problem.ts'
import type { Invitations } from './invitations.ts'
import { judgingNotice } from './judging-notice.ts'
import type { LiveRoom } from './live-room.ts'
import { explanationOf, type OutlookDeps, outlookOfDecision } from './outlook.ts'
import { refusalPage } from './refusal-page.ts'
import { requestedWaivers } from './requested-waivers.ts'
import { signIn, signOut, type Visitors, visitorOf } from './session.ts'
import { signInPage } from './sign-in-page.ts'

export interface PagesDeps extends Visitors {
  readonly live: LiveRoom
  readonly store: Store
  readonly commitments: OutlookDeps['commitments']
  readonly now: () => number
  readonly invitations: Pick<Invitations, 'take'>
  /** Whether what is shown is made up. */
  readonly isExample: boolean
}

/** The dashboard: every page that is no endpoint. */
export function dashboard(deps: PagesDeps, { prove, perCaller }: Limiting): RequestHandler {
  const router = Router()
  const { isExample } = deps
  const form = express.urlencoded({ extended: false, limit: '4kb' })
  router.use(compression())
  router.get('/sign-in', async (request, response) => {
    const query = queryOf(request)
    const to = localPath(query.get('to'))
    const code = request.method === 'GET' ? query.get('once') : null
    if (code === null) return sendPage(request, response, signInPage({ to, isExample }))
    const became = await signIn({ secret: code, token: () => deps.invitations.take(code) }, { request, response }, deps, prove)
    if (became === 'signed-in') response.redirect(303, to)
    else sendPage(request, response, signInPage({ to, isExample, refused: refusals.link }))
  })
  router.post('/sign-in', ownForms(deps), form, async (request, response) => {
    const { token = '', to = '/' } = (request.body ?? {}) as Readonly<Record<string, unknown>>
    const path = localPath(String(to))
    const became = await signIn({ secret: String(token), token: async () => String(token) }, { request, response }, deps, prove)
    if (became === 'signed-in') response.redirect(303, path)
    else sendPage(request, response, signInPage({ to: path, isExample, refused: refusals[became] }))
  })
  router.post('/sign-out', ownForms(deps), async (request, response) => {
    await signOut(request, response, deps)
    response.redirect(303, '/sign-in')
  })
  router.get(/^\/assets\//, async (request, response) => {
    knownOf(response).endpoint = 'page'
    sendPage(request, response, await pageOf({ path: request.path, query: queryOf(request) }, surroundings(undefined, deps)), 'no-cache')
  })
  const bySession = new WeakMap<Response, boolean>()
  const signedIn: RequestHandler = async (request, response, next) => {
    const known = knownOf(response)
    known.endpoint = 'page'
    const visitor = await visitorOf(request, response, deps, prove)
    if (visitor) {
      known.caller = visitor.caller
      bySession.set(response, visitor.isBySession)
      permit(visitor.caller, 'decisions.read')
      next()
      return
    }
    if (!(request.headers['accept'] ?? '').includes('text/html')) throw new ProblemError('unauthenticated', 'nobody is signed in')
    response.redirect(303, `/sign-in?${new URLSearchParams({ to: request.originalUrl })}`)
  }
  router.get(/^(?!\/v1\/)/, signedIn, perCaller, async (request, response) => {
    await deps.live.refresh()
    const page = { path: request.path, query: queryOf(request) }
    const around = surroundings(knownOf(response).caller, deps)
    sendPage(request, response, await pageOf(page, bySession.get(response) ? { ...around, signOut: '/sign-out' } : around))
  })
  router.use(refused((error) => refusalPage(error, surroundings(undefined, deps))))
  return router
}

const refusals = {
  'not-good': ['This token is not good.', 'It may have expired or been revoked, or a part of it is missing. Ask for a new one.'],
  'may-not-read': ['This token may not read.', 'It has another purpose, such as a pipeline. Ask for one with the scope read.'],
  link: ['This link has been used already, or is older than an hour.', 'Enter a token below, or start the service again for a new link.'],
} as const

/** Tells people in a page what programs are told as data. What broke is told, and written down, as everywhere else. */
function refused(pageFor: (error: ProblemError) => Page): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    const error = problemIn(thrown)
    if (response.headersSent || error.problem === 'fault' || !(request.headers['accept'] ?? '').includes('text/html')) return next(thrown)
    response.set(answerOf(error).headers ?? {})
    sendPage(request, response, pageFor(error))
  }
}

/** Refuses a form that a page of another site sends: it would sign somebody in as somebody else. */
function ownForms({ auth }: PagesDeps): RequestHandler {
  return ({ method, headers }, _, next) => {
    refuseForeignForms({ method, headers }, auth.proxy?.origins ?? [])
    next()
  }
}

function queryOf(request: Request): URLSearchParams {
  return new URLSearchParams(request.originalUrl.split('?')[1] ?? '')
}

/** Where to go on after signing in: a page of ours and nothing else. */
function localPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && !path.startsWith('/sign-in') ? path : '/'
}

/** What a caller may look at. */
function surroundings(caller: Caller | undefined, deps: PagesDeps): Surroundings {
  const { live, store, now, isExample } = deps
  const explanation = caller && explanationOf(deps)
  const standing = deps.commitments.standing()
  const { set } = standing
  const sees = caller ? readable(caller) : () => false
  const { room } = live
  const isWhole = caller !== undefined && !isBound(caller) && caller.scopes.has('read')
  const notice = caller && judgingNotice(standing, isWhole)
  const launches = isWhole
    ? room.launches
    : new Map([...room.launches].filter(([id, { standing }]) => sees({ id, product: standing.launch.product })))
  const visible = async (digest: string) => {
    const found = await store.get(digest)
    return found && sees({ id: found.recorded.launch, product: found.recorded.product }) ? found : undefined
  }
  return {
    room: isWhole ? room : { ...room, launches, facts: new Map(), undecided: [] },
    now: momentOf(now()),
    isExample,
    ...(notice !== undefined && { notice }),
    links: { ...serviceLinks(), api: '/docs' },
    ...(explanation && { explanation }),
    requestedWaivers: () => requestedWaivers(store),
    tokenNames: async () => new Map((await store.tokens.list()).map(({ id, name }) => [id, name])),
    ...(caller && set && { approversOf: approversIn(set.side.commitments, set.side.config) }),
    decisionOf: async (digest) => (await visible(digest))?.decision,
    outlookOf: async (digest) => ((await visible(digest)) ? outlookOfDecision(digest, deps) : undefined),
    verificationOf: async (digest): Promise<Verified> => {
      const found = await visible(digest)
      if (!found) return { state: 'unknown', words: 'No such decision is recorded.' }
      const { sequence } = found
      const { isValid, replayed, faults } = await store.verify({ from: sequence, to: sequence, judgeAgain })
      if (!isValid) return { state: 'differs', words: `The record is not as it was made: ${faults[0] ?? 'it came out differently'}.` }
      if (replayed['not-replayable'] > 0)
        return {
          state: 'not-replayable',
          words: 'Its digest and its place in the log are right; it cannot be judged again, because an input was erased.',
        }
      return {
        state: 'verified',
        words: `Its digest and its place in the log (entry ${sequence}) are right, and judged again it came out the same.`,
      }
    },
  }
}

/** What is kept of a page with data could be looked at by whoever sits there after signing out. */
function sendPage(
  request: Request,
  response: Response,
  { status, type, body, file }: Page,
  kept: 'no-cache' | 'no-store' = 'no-store',
): void {
  const etag = `W/"${etagOf(body)}"`
  response.status(status).set({ 'Content-Type': type, 'Cache-Control': `private, ${kept}`, ETag: etag })
  if (file !== undefined) response.set('Content-Disposition', `attachment; filename="${file}"`)
  if (status === 200 && request.headers['if-none-match'] === etag) response.status(304).end()
  else response.end(body)
}
