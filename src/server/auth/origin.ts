import { ProblemError } from '../problem.ts'
import type { AuthRequest } from './request.ts'

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses changes that a page of another site asks for: a browser sends them with the sign-in of whoever looks at that page.
 * Browsers say where a request came from in headers that pages cannot set; a change that comes without them is refused as well.
 */
export function refuseOtherSites({ method, headers }: AuthRequest, origins: readonly string[]): void {
  if (harmless.has(method)) return
  const site = headers['sec-fetch-site']
  const origin = headers['origin']
  const isOwnSite = site === undefined || site === 'same-origin'
  const isOwnOrigin = typeof origin === 'string' ? origins.includes(origin) : undefined
  // Where both are sent, both must fit; an origin says nothing where no own ones are set.
  const fits = site === undefined ? isOwnOrigin === true : isOwnSite && (origins.length === 0 || isOwnOrigin !== false)
  if (!fits)
    throw new ProblemError(
      'forbidden',
      'a change must be asked for by a page of this service itself, and this request does not show that it is',
      {
        hint: 'set the `origins` of the proxy to where people open the dashboard; programs use a token instead of the sign-in of a person',
      },
    )
}

/**
 * Refuses a form that a page of another site sends to one where nobody needs to be signed in. The name under which the browser reached
 * the service is its own, too: no page of elsewhere can have another one sent.
 */
export function refuseForeignForms({ method, headers }: Pick<AuthRequest, 'method' | 'headers'>, origins: readonly string[]): void {
  if (harmless.has(method)) return
  const site = headers['sec-fetch-site']
  const origin = headers['origin']
  const isOwn = (text: string): boolean => origins.includes(text) || (URL.canParse(text) && new URL(text).host === headers['host'])
  if (site === undefined ? typeof origin === 'string' && isOwn(origin) : site === 'same-origin') return
  throw new ProblemError('forbidden', 'a form must be sent by a page of this service itself, and this request does not show that it is', {
    hint: 'open the page of the service and send it there; programs send a token with each request instead',
  })
}
