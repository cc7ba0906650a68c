import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { ipKeyGenerator, MemoryStore, type Options } from 'express-rate-limit'
import { dropOldest } from '../drop-oldest.ts'
import { ProblemError } from '../problem.ts'

/** A request, what it brings as proof, and how that is looked at. */
export interface Proof<T> {
  readonly request: Request
  readonly response: Response
  /** What would have to be looked up: a token, or a cookie. Without it there is nothing to guess by. */
  readonly secret?: string | undefined
  /** Resolves with whom it proves, or rejects with `unauthenticated`. */
  readonly look: () => Promise<T>
}

export type Prove = <T>(proof: Proof<T>) => Promise<T>

/** Digests of tokens that were good lately; more than a service has callers. */
const mostRemembered = 5000

/**
 * Has proofs looked at, and counts failures by address. What is good is never refused for the failures of others at its address, whom a
 * router or a proxy may make of a whole company. Whoever failed too often is told `too-many` instead of `unauthenticated`, and what is
 * not known to be good is looked at one at a time for each such address: guessing costs no more than that.
 */
export function proving({ most, windowMs }: { readonly most: number; readonly windowMs: number }): Prove {
  const failures = new MemoryStore()
  failures.init({ windowMs } as Options)
  const good = new Set<string>()
  const inTurn = turns()
  return async ({ request, response, secret, look }) => {
    const address = ipKeyGenerator(request.socket.remoteAddress ?? '')
    const digest = secret === undefined ? undefined : createHash('sha256').update(secret).digest('base64')
    const isGuess = digest !== undefined && !good.has(digest)
    const failed = isGuess ? ((await failures.get(address))?.totalHits ?? 0) : 0
    try {
      const found = failed < most ? await look() : await inTurn(address, () => stillThere(request, look))
      if (digest !== undefined) remember(good, digest)
      return found
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem !== 'unauthenticated') throw error
      if (digest !== undefined) good.delete(digest)
      const { totalHits, resetTime } = await failures.increment(address)
      if (totalHits <= most) throw error
      const left = (resetTime?.getTime() ?? Date.now() + windowMs) - Date.now()
      response.set('Retry-After', String(Math.max(1, Math.ceil(left / 1000))))
      throw tooMany()
    }
  }
}

function remember(good: Set<string>, digest: string): void {
  // What was good last stands last.
  good.delete(digest)
  good.add(digest)
  dropOldest(good, mostRemembered)
}

async function stillThere<T>(request: Request, look: () => Promise<T>): Promise<T> {
  if (request.socket.destroyed) throw tooMany()
  return look()
}

/** Runs work one after the other for each name. */
function turns(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return async (name, work) => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work)
    const ended: Promise<void> = mine
      .catch(() => undefined)
      .then(() => {
        if (last.get(name) === ended) last.delete(name)
      })
    last.set(name, ended)
    return mine
  }
}

/** Told to who asks too much; `Retry-After` is a header of its own. */
export function tooMany(): ProblemError {
  return new ProblemError('too-many', 'too many requests in a short time', {
    hint: 'ask again after the seconds that `Retry-After` says',
  })
}
