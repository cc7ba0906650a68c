/** What GitHub's documentation and runner allow, less what is kept for safety. */
export const limits = {
  /** Annotations in one request for a check run. */
  annotationsPerRequest: 50,
  /** Bytes of a check run's summary: 65,535 are allowed. */
  checkSummary: 65_000,
  /** Bytes of a check run's title. */
  checkTitle: 250,
  /** Bytes of an annotation's message; 64 KB are allowed. */
  annotationMessage: 16_000,
  /** Bytes of an annotation's title: 255 characters are allowed. */
  annotationTitle: 250,
  /** Characters of a comment: 65,536 are allowed. Counted in bytes, which are at least as many. */
  comment: 65_000,
  /** Of a comment on a deployment: 1,024 characters are allowed. Counted in bytes, which are at least as many. */
  gateComment: 1000,
  /** Status reports for one deployment. */
  gateReports: 10,
  /** Annotations of one check run; a page with more is read by nobody. */
  annotations: 1000,
  /** Bytes of one answer: the largest tree has about 7 MB. */
  answer: 64 * 1024 * 1024,
} as const

/** How a client behaves when the network does not: times in milliseconds. */
export const patience = {
  /** For one attempt, its whole answer included. */
  timeout: 30_000,
  attempts: 4,
  firstPause: 500,
  /** The longest pause that a server may ask for; beyond it the request has failed. */
  longestPause: 60_000,
  /** All pauses of a client together. */
  allPauses: 240_000,
} as const
