import type { Request, RequestHandler, Response } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { actorOf } from '../caller.ts'
import { ProblemError } from '../problem.ts'
import { knownOf } from './dispatch.ts'

/** How much may be asked of the service. */
export interface Limits {
  /** Requests a minute of one caller. */
  readonly perCaller: number
  /** Requests a minute from one address that did not prove who sends them. */
  readonly perStranger: number
  /** Bytes of one body. */
  readonly bodyBytes: number
  /** Milliseconds until a request must have come in whole, and until it must have been answered. */
  readonly requestMs: number
}

export const defaultLimits: Limits = { perCaller: 6000, perStranger: 300, bodyBytes: 8 * 1024 * 1024, requestMs: 30_000 }

const minute = 60_000

function tooMany(): never {
  throw new ProblemError('too-many', 'too many requests in a short time', { hint: 'ask again after the seconds that `Retry-After` says' })
}

const common = { windowMs: minute, standardHeaders: 'draft-8', legacyHeaders: false, handler: tooMany } as const

/** Slows down who tries tokens: counts what was refused for want of proof. */
export function limitStrangers(limits: Limits): RequestHandler {
  return rateLimit({
    ...common,
    limit: limits.perStranger,
    standardHeaders: false,
    keyGenerator: (request: Request) => ipKeyGenerator(request.socket.remoteAddress ?? ''),
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_: Request, response: Response) => response.statusCode !== 401,
  })
}

/** Keeps one caller from taking all of the service. */
export function limitCallers(limits: Limits): RequestHandler {
  return rateLimit({
    ...common,
    limit: limits.perCaller,
    keyGenerator: (request: Request, response: Response) => {
      const { caller } = knownOf(response)
      return caller ? actorOf(caller) : ipKeyGenerator(request.socket.remoteAddress ?? '')
    },
  })
}
