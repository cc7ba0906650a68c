import { actorOf } from '../caller.ts'
import type { Answer, Asked } from '../exchange.ts'
import { ProblemError } from '../problem.ts'
import type { ApiDeps } from './deps.ts'
import { fingerprintOf, keyOf } from './queries.ts'

/** Tells that an answer was given before. */
export const replayed = { 'Idempotency-Replayed': 'true' } as const

/** Who died at a request is waited for no longer than this. */
const lease = 60_000

/** Does something once for an idempotency key, and gives the same answer to the request when it is repeated; without a key, simply does it. */
export async function keyed(asked: Asked, { store }: Pick<ApiDeps, 'store'>, work: () => Promise<Answer>): Promise<Answer> {
  const given = keyOf(asked)
  if (given === undefined) return work()
  const key = ['answer', actorOf(asked.caller), given].join('\n')
  const known = await store.requestKeys.begin({ key, fingerprint: fingerprintOf(asked) }, lease)
  switch (known.state) {
    case 'reused':
      throw new ProblemError('key-reused', 'the idempotency key was used for another request', { hint: 'take a new key for each request' })
    case 'running':
      throw new ProblemError('conflict', 'the first request with this idempotency key is still at work', { hint: 'ask again in a moment' })
    case 'done': {
      const answer = JSON.parse(known.response ?? '') as Answer
      return { ...answer, headers: { ...answer.headers, ...replayed } }
    }
    case 'new':
      try {
        const answer = await work()
        await store.requestKeys.finish(key, JSON.stringify(answer))
        return answer
      } catch (error) {
        await store.requestKeys.abandon(key)
        throw error
      }
  }
}
