import type { Called } from './contract.ts'
import type { Body } from './filled.ts'
import type { Actor, Repository, World } from './world.ts'

/** A request that is known, seen and allowed, as an operation gets it. */
export interface Call {
  readonly world: World
  readonly called: Called
  readonly actor: Actor
  /** The repository of the path; operations without one never ask. */
  readonly repository: Repository
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Body
  readonly accept: string
  /** Where the API is: `http://127.0.0.1:1234`. */
  readonly api: string
  /** The most items of a page, whatever `per_page` asks for. */
  readonly largestPage: number
}

/** What an operation answers. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
  /** Bytes instead of JSON, as for the raw media type. */
  readonly bytes?: Uint8Array
  readonly mediaType?: string
  readonly headers?: Readonly<Record<string, string>>
}

export type Handler = (call: Call) => Answer

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({ status: 200, body, headers })

/** An operation says no. `limit` names the documented limit that the caller overstepped: that is a mistake of the caller, and kept as one. */
export class Refusal extends Error {
  readonly status: number
  readonly details: Body
  readonly limit: string | undefined

  constructor(status: number, message: string, details: Body = {}, limit?: string) {
    super(message)
    this.status = status
    this.details = details
    this.limit = limit
  }
}

export const notFound = (): Refusal => new Refusal(404, 'Not Found')

/** What was looked for, or GitHub's 404. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw notFound()
  return value
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The part of a list that was asked for, and the `Link` header that leads to the others. */
export function paged<T>(call: Call, items: readonly T[]): { readonly items: T[]; readonly headers: Readonly<Record<string, string>> } {
  const size = Math.max(1, Math.min(Number(call.query.get('per_page') ?? 30) || 30, call.largestPage))
  const page = Math.max(1, Number(call.query.get('page') ?? 1) || 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = (to: number, rel: string): string => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(to))
    return `<${call.api}${pathOf(call)}?${query}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ]
  return { items: items.slice((page - 1) * size, page * size), headers: links.length === 0 ? {} : { link: links.join(', ') } }
}

function pathOf(call: Call): string {
  return call.called.operation.template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(call.params[name] ?? ''))
}
