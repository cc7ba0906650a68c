/** A step from one schema to the next. Never changed once it was released; `{integer}` is the 64-bit type of the database. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly statements: readonly string[]
}

// `not null` is written out for keys, too: SQLite takes null for a key of text.
const decisionLog: Migration = {
  number: 1,
  name: 'the decision log',
  statements: [
    'create table chain_head (id {integer} primary key, sequence {integer} not null, hash text not null)',
    `insert into chain_head (id, sequence, hash) values (1, 0, 'sha256:${'0'.repeat(64)}')`,
    // The long texts stand last, so that SQLite reads the rest of a row without them.
    `create table entries (sequence {integer} primary key, kind text not null, entry_digest text not null, previous text not null,
      hash text not null, decision text, launch text, product text, owner text, verdict text, recorded_at {integer}, entry text, body text)`,
    'create index entries_by_decision on entries (decision, sequence)',
    'create index entries_by_launch on entries (launch, sequence)',
    'create index entries_by_product on entries (product, sequence)',
    'create index entries_by_owner on entries (owner, sequence)',
    'create index entries_by_kind on entries (kind, sequence)',
    'create index entries_by_time on entries (recorded_at)',
    'create table launches (launch text primary key not null, sequence {integer} not null)',
    'create table inputs (digest text primary key not null, text text, erased {integer})',
  ],
}

const service: Migration = {
  number: 2,
  name: 'what the service keeps beside it',
  statements: [
    `create table request_keys (key text primary key not null, fingerprint text not null, sequence {integer}, response text,
      leased_until {integer} not null, expires_at {integer} not null)`,
    'create index request_keys_by_expiry on request_keys (expires_at)',
    'create table single_use (id text primary key not null, expires_at {integer} not null)',
    'create index single_use_by_expiry on single_use (expires_at)',
    `create table tokens (id text primary key not null, name text not null, secret text not null unique, scopes text not null, bounds text not null,
      created_by text not null, created_at {integer} not null, expires_at {integer}, used_at {integer}, revoked_at {integer})`,
    `create table audit (id text primary key not null, at {integer} not null, actor text not null, action text not null, target text not null,
      detail text not null)`,
    'create index audit_by_target on audit (target, id)',
    `create table waiver_requests (id text primary key not null, launch text not null, requirement text not null, decision text not null,
      state text not null, document text not null, version {integer} not null, changed_at {integer} not null)`,
    'create index waiver_requests_by_launch on waiver_requests (launch, id)',
    `create table jobs (id text primary key not null, queue text not null, key text not null, payload text not null, run_at {integer} not null,
      asked {integer} not null, attempts {integer} not null, lease text, leased_until {integer} not null, error text, unique (queue, key))`,
    'create index jobs_by_time on jobs (queue, run_at)',
    `create table deliveries (id text primary key not null, event text not null, payload text not null, state text not null,
      received_at {integer} not null, changed_at {integer} not null, attempts {integer} not null, error text)`,
    'create index deliveries_by_state on deliveries (state, received_at)',
  ],
}

const deployments: Migration = {
  number: 3,
  name: 'deployments that wait for an answer',
  statements: [
    `create table deployments (id text primary key not null, repository text not null, state text not null, document text not null,
      version {integer} not null, changed_at {integer} not null)`,
    'create index deployments_by_state on deployments (state, repository, id)',
  ],
}

const signInLinks: Migration = {
  number: 4,
  name: 'links that sign in once',
  statements: [
    'create table sign_in_links (id text primary key not null, sealed text not null, expires_at {integer} not null)',
    'create index sign_in_links_by_expiry on sign_in_links (expires_at)',
  ],
}

const lastWords: Migration = {
  number: 5,
  name: 'who began last of those that work on the same',
  statements: [
    'create table last_words (id text primary key not null, begun {integer} not null, taken {integer} not null, changed_at {integer} not null)',
    'create index last_words_by_time on last_words (changed_at)',
  ],
}

const sessions: Migration = {
  number: 6,
  name: 'who is signed in with a browser',
  statements: [
    'create table sessions (id text primary key not null, token text not null, expires_at {integer} not null)',
    'create index sessions_by_expiry on sessions (expires_at)',
  ],
}

/** Every migration, in order; the last number is the schema that this code knows. */
export const migrations: readonly Migration[] = [decisionLog, service, deployments, signInLinks, lastWords, sessions]
