import type { Diagnostic } from '../source/diagnostic.ts'

/** What is told of a request that is not answered, as in RFC 9457. */
export interface Problem {
  /** A URI reference that names the kind of problem: `/problems/` and its name. */
  readonly type: string
  readonly title: string
  readonly status: number
  /** What is wrong with this request, in plain words. */
  readonly detail: string
  /** What to do about it. */
  readonly hint?: string
  readonly requestId?: string
  /** What is wrong with files that were sent, or that judge. */
  readonly diagnostics?: readonly Diagnostic[]
  /** Decisions that were made all the same, about other launches of the same request. */
  readonly decisions?: readonly DecidedLaunch[]
}

/** A decision in short. */
export interface DecidedLaunch {
  readonly launch: string
  readonly verdict: string
  readonly digest: string
}

/** What may be said of a problem beside what is wrong. */
export type ProblemDetails = Pick<Problem, 'hint' | 'diagnostics' | 'decisions'>

/** Every kind of problem by its name, with its HTTP status and title. Names are stable for ever. */
export const problems = {
  'bad-request': [400, 'The request cannot be understood'],
  unauthenticated: [401, 'Nobody is signed in'],
  forbidden: [403, 'This is not allowed to the caller'],
  'not-found': [404, 'There is nothing here'],
  'method-not-allowed': [405, 'This is not how it is asked for'],
  'not-acceptable': [406, 'It is not told in that form'],
  conflict: [409, 'Something else happened meanwhile'],
  'key-reused': [409, 'The idempotency key was used for another request'],
  gone: [410, 'It is not kept any more'],
  'too-large': [413, 'The request is too large'],
  'unsupported-type': [415, 'The request is of a form that is not read'],
  'invalid-files': [422, 'Nothing was decided: files are invalid'],
  'too-many': [429, 'Too many requests'],
  fault: [500, 'Something broke here'],
  unavailable: [503, 'The service cannot do this now'],
  degraded: [503, 'What judges cannot be read'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>

export type ProblemName = keyof typeof problems

/** A request that is not answered, and why. Thrown within a request; the service turns it into a response. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: ProblemName
  readonly hint: string | undefined
  readonly diagnostics: readonly Diagnostic[] | undefined
  readonly decisions: readonly DecidedLaunch[] | undefined

  constructor(problem: ProblemName, detail: string, { hint, diagnostics, decisions }: ProblemDetails = {}) {
    super(detail)
    this.problem = problem
    this.hint = hint
    this.diagnostics = diagnostics
    this.decisions = decisions
  }
}

/** The body of a problem's response. */
export function problemOf({ problem, message, hint, diagnostics, decisions }: ProblemError, requestId?: string): Problem {
  const [status, title] = problems[problem]
  return {
    type: `/problems/${problem}`,
    title,
    status,
    detail: message,
    ...(hint !== undefined && { hint }),
    ...(requestId !== undefined && { requestId }),
    ...(diagnostics !== undefined && { diagnostics }),
    ...(decisions !== undefined && { decisions }),
  }
}
