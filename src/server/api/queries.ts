import { createHash } from 'node:crypto'
import type { Asked } from '../exchange.ts'
import { ProblemError } from '../problem.ts'

/** A query parameter that is `true` or `false`; absent, it is false, and alone (`?dryRun`) it is true. */
export function booleanOf(query: URLSearchParams, name: string): boolean {
  const value = query.get(name)
  if (value === null || value === 'false') return false
  if (value === 'true' || value === '') return true
  throw new ProblemError('bad-request', `\`${name}\` is \`true\` or \`false\``)
}

/** How many items a page has. */
export function limitOf(query: URLSearchParams): number {
  const text = query.get('limit')
  if (text === null) return 50
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (limit >= 1 && limit <= 200) return limit
  throw new ProblemError('bad-request', '`limit` is a whole number from 1 to 200')
}

/** The number of an entry that a page goes on after. */
export function sequenceOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new ProblemError('bad-request', `\`${name}\` is what \`next\` of a page said`)
}

/** A text to look for, where one is given: by an empty one nothing would be found, as if there were nothing. */
export function textOf(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name) ?? undefined
  if (text === '') throw new ProblemError('bad-request', `\`${name}\` is empty`, { hint: 'leave it out; is a variable not set?' })
  return text
}

/** Refuses what nobody reads: a mistyped filter would show more than was asked for. */
export function knownOnly(query: URLSearchParams, names: readonly string[]): void {
  for (const name of new Set(query.keys()))
    if (!names.includes(name))
      throw new ProblemError('bad-request', `there is no parameter \`${name.slice(0, 60)}\``, {
        hint: names.length === 0 ? 'it takes none' : `there are: ${names.join(', ')}`,
      })
    else if (query.getAll(name).length > 1) throw new ProblemError('bad-request', `\`${name}\` is given twice`)
}

/** The idempotency key of a request. */
export function keyOf(asked: Asked): string | undefined {
  const key = asked.header('idempotency-key')
  if (key === undefined) return undefined
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw new ProblemError('bad-request', 'the idempotency key is a text of 1 to 200 visible ASCII characters')
}

/** What tells a repeated request from another one under the same key. */
export function fingerprintOf({ body }: Pick<Asked, 'body'>): string {
  return createHash('sha256').update(body).digest('hex')
}
