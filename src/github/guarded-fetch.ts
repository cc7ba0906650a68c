import { limits, patience } from './limits.ts'

/** What a guarded fetch stands on; tests give their own. */
export interface Network {
  readonly fetch: typeof fetch
  readonly sleep: (ms: number) => Promise<void>
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

const statusesOfWeather: ReadonlySet<number> = new Set([408, 500, 502, 503, 504])
const redirects: ReadonlySet<number> = new Set([301, 302, 307, 308])
const mostRedirects = 3

/** The network of this process. */
export const ownNetwork: Network = {
  fetch: (input, init) => fetch(input, init),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  clock: () => Date.now(),
}

/**
 * A `fetch` that speaks to one host only and does not give up at the first gust: what failed on the way is asked again after a
 * pause, as is what the server asks to repeat later (`retry-after`). What creates something is repeated only where the server said
 * that it did nothing. A redirect to another host is refused, for the token would go with it.
 */
export function guardedFetch(origin: string, network: Network = ownNetwork): typeof fetch {
  let paused = 0
  const pause = async (ms: number): Promise<boolean> => {
    if (ms > patience.longestPause || paused + ms > patience.allPauses) return false
    paused += ms
    await network.sleep(ms)
    return true
  }
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const isRepeatable = (init.method ?? 'GET') !== 'POST'
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt >= patience.attempts
      const backOff = patience.firstPause * 2 ** (attempt - 1)
      const answer = await attempted(url, init, origin, network)
      if (answer instanceof Response) {
        const asked = pauseAsked(answer, network.clock())
        if (asked === undefined && !(isRepeatable && statusesOfWeather.has(answer.status))) return answer
        if (isLast || !(await pause(Math.max(asked ?? 0, backOff)))) return answer
      } else if (answer.isFinal || isLast || !isRepeatable || !(await pause(backOff))) throw answer.error
    }
  }
}

interface Failure {
  readonly error: Error
  /** Whether trying again would come to the same. */
  readonly isFinal: boolean
}

async function attempted(first: URL, init: RequestInit, origin: string, { fetch }: Network): Promise<Response | Failure> {
  const signal = AbortSignal.timeout(patience.timeout)
  let url = first
  try {
    for (let hop = 0; hop <= mostRedirects; hop++) {
      if (url.origin !== origin) return final(`it leads to another host, \`${url.host}\`, where nothing is sent`)
      const response = await fetch(url, { ...init, redirect: 'manual', signal })
      const location = redirects.has(response.status) ? response.headers.get('location') : null
      if (location === null) return await whole(response)
      await response.body?.cancel()
      if ((init.method ?? 'GET') === 'POST' && response.status < 307) return final('it was redirected where nothing can be created')
      url = new URL(location, url)
    }
    return final('it was redirected too often')
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(String(error))
    if (reason.name === 'TimeoutError') return { error: new Error(`no answer within ${patience.timeout / 1000} seconds`), isFinal: false }
    const cause = reason.cause instanceof Error ? reason.cause : reason
    return { error: new Error(cause.message, { cause }), isFinal: false }
  }
}

function final(message: string): Failure {
  return { error: new Error(message), isFinal: true }
}

/** The answer with its body read, so that a connection that breaks within it is noticed here; never more than allowed. */
async function whole(response: Response): Promise<Response | Failure> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > limits.answer) return final(`the answer is larger than ${limits.answer} bytes`)
    chunks.push(chunk)
  }
  const isBodyless = response.status === 204 || response.status === 205 || response.status === 304
  return new Response(isBodyless ? null : Buffer.concat(chunks), { status: response.status, headers: response.headers })
}

/** How long the server asks to wait, in milliseconds; undefined where it asks for nothing. */
function pauseAsked(response: Response, now: number): number | undefined {
  const { status, headers } = response
  if (status !== 429 && status !== 403) return undefined
  const after = headers.get('retry-after')
  if (after !== null) {
    const seconds = Number(after)
    const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(after) - now
    return Number.isFinite(ms) ? Math.max(0, ms) : patience.longestPause
  }
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN)
  if (headers.get('x-ratelimit-remaining') === '0' && Number.isFinite(reset)) return Math.max(0, reset * 1000 - now)
  return status === 429 ? 0 : undefined
}
