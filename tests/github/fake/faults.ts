import type { Body } from './filled.ts'

/** What may go wrong between a caller and GitHub. */
export type FaultKind =
  /** 403, as for a token without the permission, such as that of a fork's workflow. */
  | 'forbidden'
  /** 401. */
  | 'unauthorized'
  | 'not-found'
  | 'conflict'
  | 'unprocessable'
  /** 429 with `retry-after`. */
  | 'too-many-requests'
  /** 403 with no requests left until `x-ratelimit-reset`. */
  | 'primary-limit'
  /** 403 with `retry-after`, as for too many writes in a short time. */
  | 'secondary-limit'
  | 'server-error'
  /** 502 with a page of HTML. */
  | 'bad-gateway'
  | 'unavailable'
  /** Answers rightly, after `ms`. */
  | 'slow'
  /** Breaks the connection before anything is done. */
  | 'reset'
  /** Does what was asked, and breaks the connection instead of saying so. */
  | 'lost-answer'
  /** Sends half of the body and breaks the connection. */
  | 'cut-off'
  /** Sends half of the body as if it were all of it. */
  | 'half-body'
  /** 200 with a page of HTML, as a captive proxy does. */
  | 'not-json'
  /** Leads to another host, which must not be told the token. */
  | 'redirect'

export interface Fault {
  readonly kind: FaultKind
  /** The operation that it befalls, such as `checks/create`, or any that a pattern matches; all by default. */
  readonly on?: string | RegExp
  /** How often it happens; always by default. */
  readonly times?: number
  /** How many calls go well before. */
  readonly after?: number
  /** Seconds. */
  readonly retryAfter?: number
  readonly ms?: number
  readonly message?: string
}

/** A fault with how often it has been met. */
export interface ArmedFault extends Fault {
  met: number
}

/** The fault that befalls a call now, if any; each that could is counted as met. */
export function faultNow(faults: readonly ArmedFault[], operation: string): Fault | undefined {
  const meant = faults.filter((fault) => {
    if (fault.on === undefined) return true
    return typeof fault.on === 'string' ? fault.on === operation : fault.on.test(operation)
  })
  return meant.find((fault) => {
    fault.met += 1
    const turn = fault.met - (fault.after ?? 0)
    return turn > 0 && turn <= (fault.times ?? Number.POSITIVE_INFINITY)
  })
}

export interface FaultyAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON, or a page of HTML where it is text. */
  readonly body: Body | string
}

const page =
  '<!DOCTYPE html><html><head><title>Unicorn! &middot; GitHub</title></head><body><p>This page is taking too long.</p></body></html>'
const secondary = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

const answers: Readonly<Partial<Record<FaultKind, readonly [status: number, message: string]>>> = {
  forbidden: [403, 'Resource not accessible by integration'],
  unauthorized: [401, 'Bad credentials'],
  'not-found': [404, 'Not Found'],
  conflict: [409, 'Conflict'],
  unprocessable: [422, 'Validation Failed'],
  'too-many-requests': [429, secondary],
  'primary-limit': [403, 'API rate limit exceeded for installation.'],
  'secondary-limit': [403, secondary],
  'server-error': [500, 'Server Error'],
  unavailable: [503, 'Service unavailable'],
}

/** What is answered in place of the operation's own answer; undefined for faults that are not answers. */
export function answerOf(fault: Fault, documentation: string, elsewhere: string): FaultyAnswer | undefined {
  if (fault.kind === 'bad-gateway') return { status: 502, headers: {}, body: page }
  if (fault.kind === 'not-json') return { status: 200, headers: {}, body: page }
  if (fault.kind === 'redirect') return { status: 307, headers: { location: elsewhere }, body: { message: 'Moved', url: elsewhere } }
  const [status, message] = answers[fault.kind] ?? []
  if (status === undefined || message === undefined) return undefined
  const waits = fault.kind === 'too-many-requests' || fault.kind === 'secondary-limit'
  const empty = fault.kind === 'primary-limit' ? { 'x-ratelimit-remaining': '0' } : undefined
  return {
    status,
    headers: waits ? { 'retry-after': String(fault.retryAfter ?? 60) } : { ...empty },
    body: { message: fault.message ?? message, documentation_url: documentation, status: String(status) },
  }
}
