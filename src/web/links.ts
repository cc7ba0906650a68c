import { byText } from '../source/order.ts'
import type { Links, Target } from './page.ts'

/** Links of the service. */
export function serviceLinks(): Links {
  return {
    to: (target) => `/${target.path.map(encodeSegment).join('/')}${queryOf(target)}${anchorPart(target)}`,
    asset: (name) => `/assets/${name}`,
    isStatic: false,
  }
}

/** A segment of a path as it stands in an address; half a surrogate pair, which no address can hold, becomes the sign for what is lost. */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd'))
}

/** A query in the order of its keys, so that one page has one address; empty values are left out. */
export function queryOf({ query = {} }: Target): string {
  const pairs = Object.entries(query)
    .filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
    .sort(([a], [b]) => byText(a, b))
  const text = new URLSearchParams(pairs).toString()
  return text === '' ? '' : `?${text}`
}

/** The end of an address that leads to a place within its page. */
export function anchorPart({ anchor }: Target): string {
  return anchor === undefined ? '' : `#${encodeURIComponent(anchor)}`
}
