import express, { type RequestHandler, Router } from 'express'
import type { Store } from '../store/index.ts'
import type { BackgroundPart } from './background.ts'
import type { Caller } from './caller.ts'
import type { Keeper } from './commitments/keeper.ts'
import type { GitHubAppSettings } from './github-app/app-settings.ts'
import { createGitHubApp } from './github-app/github-app.ts'
import { largestWebhook } from './github-app/receive.ts'
import { queueNames, type WaiverAsked } from './github-app/settings.ts'
import { knownOf } from './http/dispatch.ts'
import type { QueueSettings } from './jobs/settings.ts'
import type { Judges } from './judging/judges.ts'
import type { Log } from './log-line.ts'
import { ProblemError } from './problem.ts'
import { askWaiver } from './waivers/ask.ts'
import type { WhoIsWho } from './waivers/names.ts'

/** Where GitHub sends its webhooks. */
export const webhookPath = '/webhooks/github'

export interface GitHubPartOptions {
  readonly store: Store
  readonly settings: GitHubAppSettings
  readonly now: () => number
  readonly log: Log
  readonly commitments: Pick<Keeper, 'standing'>
  readonly who: WhoIsWho
  readonly judges: Judges
}

const minute = 60_000
const lease = 2 * minute
/** Not at once: a service that ends soon after each start must not ask GitHub as often. */
const soon = 5000

/** The GitHub App as a part of the service: a route that reads bodies itself, and work in the background. */
export function githubPart(options: GitHubPartOptions): BackgroundPart & { readonly route: RequestHandler } {
  const { store, settings, now, log, judges } = options
  const app = createGitHubApp({ store, settings, now, log, judges, requestWaiver: (asked) => requestWaiver(asked, options) })
  const worked = (work: (payload: string) => Promise<void>): QueueSettings => ({
    run: ({ payload }) => work(payload),
    ...{ leaseMs: lease, concurrency: 2, retry: { firstMs: 2000, mostMs: 10 * minute } },
  })
  return {
    route: routeOf(app.receive),
    queues: {
      [queueNames.delivery]: worked(app.queues[queueNames.delivery]),
      [queueNames.deployment]: worked(app.queues[queueNames.deployment]),
      [queueNames.check]: worked(app.queues[queueNames.check]),
      'github-reconcile': {
        run: async () => {
          await app.reconcile()
        },
        ...{ leaseMs: 5 * minute, concurrency: 1, retry: { firstMs: minute, mostMs: 10 * minute }, every: 5 * minute, afterStart: soon },
      },
    },
  }
}

/** Takes bodies as they come, because the signature is over bytes. */
function routeOf(receive: ReturnType<typeof createGitHubApp>['receive']): RequestHandler {
  const router = Router()
  router.post('/', express.raw({ type: () => true, limit: largestWebhook, inflate: false }), async (request, response) => {
    knownOf(response).endpoint = 'github-webhook'
    const { status, body } = await receive(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), request.headers)
    response.status(status).json(body)
  })
  return router
}

/** Asks in the name of whoever pressed the button; asked twice, it is one request. */
async function requestWaiver(asked: WaiverAsked, { store, now, commitments, who, log }: GitHubPartOptions): Promise<void> {
  const { set } = commitments.standing()
  if (!set) throw new Error('there are no commitments by which a waiver could be judged')
  const { key, launch, requirement, covers, decision, reason, expires, requestedBy } = asked
  const claim = { key: `waiver-button ${key}`, fingerprint: decision }
  const known = await store.requestKeys.begin(claim, minute)
  if (known.state !== 'new') return
  const caller: Caller = {
    kind: 'github',
    id: requestedBy,
    name: requestedBy,
    scopes: new Set(['waive', 'read']),
    bounds: { launches: [launch] },
  }
  try {
    await askWaiver(
      caller,
      { launch, requirement, covers, as: 'accepted', reason, expires, decision },
      { store, now, who, rules: set.side },
    )
    await store.requestKeys.finish(claim.key, '')
  } catch (error) {
    await store.requestKeys.abandon(claim.key)
    // What may not be waived is an answer, which no second try changes.
    if (!(error instanceof ProblemError) || error.problem === 'unavailable') throw error
    log('warn', 'a waiver that was asked for by a button was refused', { launch, requirement, why: error.message })
  }
}
