/** How much may be asked of the service. */
export interface Limits {
  /** Requests a minute of one caller. */
  readonly perCaller: number
  /** Failures a minute, from one address, to prove who sends a request. */
  readonly perStranger: number
  /** Bytes of one body. */
  readonly bodyBytes: number
  /** Words and signs in all texts of one request. */
  readonly words: number
  /** Tests that judging the launches of one request may take: see `judging/asked-for.ts`. */
  readonly tests: number
  /** Characters of long facts that the findings about the launches of one request may repeat: see `judging/repeated.ts`. */
  readonly characters: number
  /** Milliseconds until a request must have come in whole, and until it must have been answered. */
  readonly requestMs: number
}

export const defaultLimits: Limits = {
  perCaller: 6000,
  perStranger: 300,
  bodyBytes: 8 * 1024 * 1024,
  words: 250_000,
  tests: 60_000,
  characters: 4_000_000,
  requestMs: 30_000,
}
