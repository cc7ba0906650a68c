import type { AnswerForm, Parameter } from './endpoint.ts'

const text = { type: 'string' } as const

export const pageParameters: readonly Parameter[] = [
  {
    name: 'limit',
    in: 'query',
    description: 'How many at most.',
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  },
  {
    name: 'after',
    in: 'query',
    description: 'Goes on where a page ended: its `next`.',
    schema: text,
  },
]

export const launchId: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id of a launch. For example `checkout-2`.',
  schema: text,
}

export const digestParameter: Parameter = {
  name: 'digest',
  in: 'path',
  required: true,
  description: 'The digest of a decision: `sha256:` and 64 hexadecimal digits.',
  schema: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
}

export const decisionFilters: readonly Parameter[] = [
  { name: 'launch', in: 'query', description: 'Only those about this launch.', schema: text },
  { name: 'product', in: 'query', description: 'Only those about launches of this product.', schema: text },
  {
    name: 'verdict',
    in: 'query',
    description: 'Only those with this verdict.',
    schema: { type: 'string', enum: ['go', 'conditional-go', 'hold', 'no-go'] },
  },
  { name: 'owner', in: 'query', description: 'Only those about launches of this owner.', schema: text },
  { name: 'from', in: 'query', description: 'Only those recorded at this moment or later, RFC 3339 or a day.', schema: text },
  { name: 'to', in: 'query', description: 'Only those recorded before this moment, RFC 3339 or a day.', schema: text },
]

export const etag = { ETag: 'Tells this state of it from others; send it as `If-None-Match`.' }

export const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Makes a repeated request find what the first one recorded, for a day. A text of your making of up to 200 characters, another one for each request.',
  schema: text,
}

export const replayed = {
  'Idempotency-Replayed': '`true` where nothing new came of it: this is the answer to an earlier request with the key.',
}

/** A problem as the answer of every status that is no answer to the question. */
export function problem(description: string): AnswerForm {
  return { description, content: { 'application/problem+json': 'Problem' } }
}

/** What any request that needs a caller may be answered with. */
export const refusals: Readonly<Record<number, AnswerForm>> = {
  400: problem('The request cannot be understood.'),
  401: problem('The request does not prove who sends it.'),
  403: problem('The caller may not ask this.'),
  429: problem('Too many requests; `Retry-After` says when to ask again.'),
  500: problem('Something broke here; nothing was decided.'),
  503: problem('The service cannot do this now: the store is away, or what judges cannot be read.'),
}

/** What any request that brings a body may be answered with, beside `refusals`. */
export const bodyRefusals: Readonly<Record<number, AnswerForm>> = {
  413: problem('The body is too large.'),
  415: problem('The body is of a form that is not read.'),
}

export function json(description: string, schema: string, headers?: Readonly<Record<string, string>>): AnswerForm {
  return { description, content: { 'application/json': schema }, ...(headers && { headers }) }
}
