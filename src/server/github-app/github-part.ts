import express, { type Request, type RequestHandler, type Response } from 'express'
import type { Store } from '../../store/index.ts'
import type { QueueSettings } from '../jobs/settings.ts'
import type { GitHubApp } from './github-app.ts'
import { largestWebhook } from './receive.ts'
import { queueNames } from './settings.ts'

/** How the App hangs in the service. */
export interface GitHubPart {
  /** Goes before everything that reads bodies: a signature is over bytes. Only for POST. */
  readonly handler: RequestHandler
  readonly queues: Readonly<Record<string, QueueSettings>>
  /** Asks for what was missed to be taken up at once: to be called on start. */
  start(): Promise<void>
}

const minute = 60_000
/** How often is looked for what was missed. */
const reconcileEvery = 5 * minute
const reconcileQueue = 'github-reconcile'

/** The App as a route and queues. `wake` is told of a queue that got work. */
export function githubPart(app: GitHubApp, { jobs }: Pick<Store, 'jobs'>, wake: (queue: string) => void): GitHubPart {
  const raw = express.raw({ type: () => true, limit: largestWebhook + 1, inflate: false })
  const handler: RequestHandler = (request, response, next) => {
    if (request.method !== 'POST') return void response.status(405).set('Allow', 'POST').json({ message: 'webhooks are posted here' })
    raw(request, response, (error?: unknown) => {
      if (error === undefined) answer(app, wake, request, response).catch(next)
      else response.status(statusOf(error)).json({ message: 'the webhook cannot be read' })
    })
  }
  const queue = (name: keyof GitHubApp['queues'], concurrency: number): QueueSettings => ({
    run: async ({ payload }) => {
      await app.queues[name](payload)
      if (name === queueNames.delivery) for (const further of [queueNames.deployment, queueNames.check]) wake(further)
    },
    leaseMs: minute,
    concurrency,
    // A deployment that cannot be answered stays: giving it up would not be told to anybody.
    retry: { firstMs: 5000, mostMs: 10 * minute, ...(name === queueNames.check && { tries: 20 }) },
  })
  return {
    handler,
    start: async () => void (await jobs.add({ queue: reconcileQueue, key: 'start', payload: '' })),
    queues: {
      [queueNames.delivery]: queue(queueNames.delivery, 4),
      [queueNames.deployment]: queue(queueNames.deployment, 2),
      [queueNames.check]: queue(queueNames.check, 2),
      [reconcileQueue]: {
        run: async () => {
          await app.reconcile()
          for (const name of Object.values(queueNames)) wake(name)
        },
        leaseMs: minute,
        concurrency: 1,
        retry: { firstMs: 5000, mostMs: reconcileEvery },
        every: reconcileEvery,
      },
    },
  }
}

async function answer(app: GitHubApp, wake: (queue: string) => void, request: Request, response: Response): Promise<void> {
  const body: unknown = request.body
  const { status, body: said } = await app.receive(Buffer.isBuffer(body) ? body : Buffer.alloc(0), request.headers)
  response.status(status).json(said)
  if (status === 202) wake(queueNames.delivery)
}

/** What express says of a body that is too large, broken off, or packed in a way that it does not know. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0
  return status >= 400 && status < 500 ? status : 400
}
