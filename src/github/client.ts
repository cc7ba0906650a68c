import { Octokit, RequestError } from 'octokit'
import { guardedFetch, type Network } from './guarded-fetch.ts'
import { redact } from './redact.ts'
import type { Problem, Reply } from './reply.ts'

/** Where and as whom a client speaks. */
export interface ClientOptions {
  /** The root of the REST API, such as `https://api.github.com`. */
  readonly apiUrl: string
  /** Empty: as nobody. */
  readonly token: string
  readonly owner: string
  readonly repo: string
  readonly userAgent: string
  readonly network?: Network | undefined
}

/** A repository on GitHub. */
export interface GitHub {
  readonly owner: string
  readonly repo: string
  /** Does something with the API. Never throws: what goes wrong, also in reading an answer, is the problem. */
  ask<T>(work: (api: Octokit['request']) => Promise<T>): Promise<Reply<T>>
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const longestMessage = 300

/** A client for one repository. Nothing is sent before it is asked something, and only to the host of `apiUrl`. */
export function connect({ apiUrl, token, owner, repo, userAgent, network }: ClientOptions): GitHub {
  const base = apiUrl.replace(/\/+$/, '')
  const octokit = new Octokit({
    baseUrl: base,
    userAgent,
    ...(token !== '' && { auth: token }),
    log: silent,
    // Both would repeat what must not be repeated, and know nothing of each other.
    retry: { enabled: false },
    throttle: { enabled: false },
    request: { fetch: guardedFetch(new URL(base).origin, network) },
  })
  return {
    owner,
    repo,
    ask: async (work) => {
      try {
        return { ok: true, value: await work(octokit.request) }
      } catch (error) {
        return { ok: false, problem: problemOf(error, token) }
      }
    },
  }
}

function problemOf(error: unknown, token: string): Problem {
  const tell = (text: string): string =>
    redact(text, [token])
      .replace(/ - https?:\/\/\S+$/, '')
      .slice(0, longestMessage)
  if (!(error instanceof RequestError)) {
    return {
      kind: 'unreadable',
      message: `the answer of GitHub cannot be read: ${tell(error instanceof Error ? error.message : String(error))}`,
    }
  }
  const { status, response } = error
  if (!response) return { kind: 'unreachable', message: `GitHub cannot be reached: ${tell(error.message)}` }
  return { kind: kindOf(status, response.headers), status, message: `GitHub answered ${status}: ${tell(error.message)}` }
}

function kindOf(status: number, headers: Readonly<Record<string, string | number | undefined>>): Problem['kind'] {
  if (status === 429 || (status === 403 && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0')))
    return 'limited'
  if (status === 401 || status === 403) return 'forbidden'
  if (status === 404) return 'not-found'
  return status >= 500 ? 'unreachable' : 'refused'
}

/** A text of an answer; anything else makes the answer unreadable. */
export function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value
  throw new TypeError(`\`${name}\` is not a text`)
}

/** The id of a commit, tree or blob; anything else makes the answer unreadable. */
export function idOf(value: unknown, name: string): string {
  const id = textOf(value, name)
  if (isObjectId(id)) return id
  throw new TypeError(`\`${name}\` is not the id of an object`)
}

/** Whether a text is the full id of a Git object. */
export function isObjectId(text: unknown): text is string {
  return typeof text === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}
