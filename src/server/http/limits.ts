import type { Request, RequestHandler, Response } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { actorOf } from '../caller.ts'
import { knownOf } from './dispatch.ts'
import type { Limits } from './limit-settings.ts'
import { type Prove, proving, tooMany } from './proving.ts'

/** What keeps those who ask too much from taking all of the service. One for the API and the pages: a caller is the same at both. */
export interface Limiting {
  readonly prove: Prove
  /** Refuses a caller that asks too much. Comes after it is known who asks. */
  readonly perCaller: RequestHandler
}

const minute = 60_000

/** Makes the checks of limits: they count from now on, for this process alone. */
export function limitingOf(limits: Limits): Limiting {
  return { prove: proving({ most: limits.perStranger, windowMs: minute }), perCaller: limitCallers(limits) }
}

function limitCallers({ perCaller }: Limits): RequestHandler {
  return rateLimit({
    windowMs: minute,
    limit: perCaller,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: () => {
      throw tooMany()
    },
    keyGenerator: (request: Request, response: Response) => {
      const { caller } = knownOf(response)
      return caller ? actorOf(caller) : ipKeyGenerator(request.socket.remoteAddress ?? '')
    },
  })
}
