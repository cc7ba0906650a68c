/** The tables of a store, typed once for both databases. Times are milliseconds since 1970, truth values 0 or 1. */
export interface Tables {
  readonly onlyif_schema: { number: number; name: string; applied_at: number }
  /** One row: the last entry of the log. Whoever writes to the log updates it first, which makes writers wait for each other. */
  readonly chain_head: { id: number; sequence: number; hash: string }
  readonly entries: EntryRow
  /** The last decision about each launch. */
  readonly launches: { launch: string; sequence: number }
  /** Raw inputs by digest. An erased one has no text and names the entry of its erasure. */
  readonly inputs: { digest: string; text: string | null; erased: number | null }
  readonly request_keys: {
    key: string
    fingerprint: string
    sequence: number | null
    response: string | null
    leased_until: number
    expires_at: number
  }
  readonly single_use: { id: string; expires_at: number }
  readonly sign_in_links: { id: string; sealed: string; expires_at: number }
  /** `id` is the digest of a session, `token` the id of the token it was begun with. */
  readonly sessions: { id: string; token: string; expires_at: number }
  /** `begun` is the number of the work that began last, `taken` of the last that was told that it may tell what it came to. */
  readonly last_words: { id: string; begun: number; taken: number; changed_at: number }
  readonly tokens: TokenRow
  readonly audit: { id: string; at: number; actor: string; action: string; target: string; detail: string }
  readonly waiver_requests: WaiverRequestRow
  readonly jobs: JobRow
  readonly deliveries: DeliveryRow
  readonly deployments: DeploymentRow
}

/** An entry of the log. Of a pruned one `entry`, `body` and the columns copied from the entry are null. */
export interface EntryRow {
  sequence: number
  kind: string
  entry_digest: string
  previous: string
  hash: string
  /** Copied from the entry to search by; cut to what an index can hold. */
  decision: string | null
  launch: string | null
  product: string | null
  owner: string | null
  verdict: string | null
  recorded_at: number | null
  /** The text whose digest is `entry_digest`. */
  entry: string | null
  /** The text whose digest is `decision`. */
  body: string | null
}

export interface TokenRow {
  id: string
  name: string
  /** Digest of the secret, which nobody keeps. */
  secret: string
  scopes: string
  bounds: string
  created_by: string
  created_at: number
  expires_at: number | null
  used_at: number | null
  revoked_at: number | null
}

export interface WaiverRequestRow {
  id: string
  launch: string
  requirement: string
  /** The digest of the decision that it is bound to. */
  decision: string
  state: string
  document: string
  version: number
  changed_at: number
}

export interface JobRow {
  id: string
  queue: string
  key: string
  payload: string
  run_at: number
  asked: number
  attempts: number
  lease: string | null
  leased_until: number
  error: string | null
}

export interface DeliveryRow {
  id: string
  event: string
  payload: string
  state: string
  received_at: number
  changed_at: number
  attempts: number
  error: string | null
}

export interface DeploymentRow {
  id: string
  repository: string
  state: string
  document: string
  version: number
  changed_at: number
}
