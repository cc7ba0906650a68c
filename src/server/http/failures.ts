import { StoreFailure } from '../../store/index.ts'
import type { Answer } from '../exchange.ts'
import { ProblemError, type ProblemName, problemOf, problems } from '../problem.ts'

/** What was thrown within a request, as the problem that the caller is told. Of a bug nothing is told but that there is one. */
export function problemIn(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown
  if (thrown instanceof StoreFailure) {
    if (thrown.problem === 'key-reused') return new ProblemError('key-reused', thrown.message, { hint: 'take a new key for each request' })
    if (thrown.problem === 'refused') return new ProblemError('conflict', thrown.message)
    return new ProblemError('unavailable', `nothing can be recorded or looked up now: ${thrown.message}`, { hint: 'ask again later' })
  }
  const named = ofBodyReader(thrown)
  return named ?? new ProblemError('fault', 'something broke here; nothing was decided', { hint: 'tell the operator the `requestId`' })
}

/** What express throws while it reads a request. */
function ofBodyReader(thrown: unknown): ProblemError | undefined {
  if (!(thrown instanceof Error) || !('status' in thrown)) return undefined
  if (thrown.status === 413) return new ProblemError('too-large', 'the body is larger than the service takes')
  if (thrown.status === 415) return new ProblemError('unsupported-type', 'the encoding of the body is none that is read')
  if (typeof thrown.status === 'number' && thrown.status >= 400 && thrown.status < 500)
    return new ProblemError('bad-request', 'the request cannot be read: it was cut off, or its encoding is wrong')
  return undefined
}

export function statusOf(name: ProblemName): number {
  return problems[name][0]
}

/** A problem as an answer (RFC 9457). */
export function answerOf(error: ProblemError, requestId?: string): Answer {
  return {
    status: statusOf(error.problem),
    type: 'application/problem+json',
    headers: {
      ...(error.problem === 'unauthenticated' && { 'WWW-Authenticate': 'Bearer realm="onlyif"' }),
      ...((error.problem === 'unavailable' || error.problem === 'degraded') && { 'Retry-After': '5' }),
    },
    body: `${JSON.stringify(problemOf(error, requestId))}\n`,
  }
}
