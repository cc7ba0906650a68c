import { isFile, readAddress } from './address.ts'
import { type Append, type Appended, appenderOf } from './append.ts'
import { type Audit, auditOf } from './audit.ts'
import { type Database, openDatabase } from './database.ts'
import { type Deliveries, deliveriesOf } from './deliveries.ts'
import { type WaitingDeployments, waitingDeploymentsOf } from './deployments.ts'
import { type ExportLine, exportLines } from './export.ts'
import { StoreFailure } from './failure.ts'
import { type Imported, importLines } from './import.ts'
import { type Inputs, inputsOf } from './inputs.ts'
import { type Jobs, jobsOf } from './jobs.ts'
import { type LastWord, lastWordOf } from './last-word.ts'
import { type Head, readHead } from './log.ts'
import { migrate } from './migrate.ts'
import { decisionAt, decisionByDigest, latestEntries, listEntries, type Page, type Query, type RecordedDecision } from './read.ts'
import { type RequestKeys, requestKeysOf } from './request-keys.ts'
import { type Retained, type Retention, retain } from './retain.ts'
import { type Sessions, sessionsOf } from './sessions.ts'
import { type SignInLinks, signInLinksOf } from './sign-in-links.ts'
import { type SingleUse, singleUseOf } from './single-use.ts'
import { type Tokens, tokensOf } from './tokens.ts'
import type { Verification } from './verification.ts'
import { type VerifyOptions, verifyLog } from './verify.ts'
import { type WaiverRequests, waiverRequestsOf } from './waiver-requests.ts'

/** Where decisions are kept. Everything it throws on purpose is a `StoreFailure`. */
export interface Store {
  /** Where it is, without a password. */
  readonly address: string
  readonly kind: 'sqlite' | 'postgres'
  /** Records a decision; resolves only after it is on disk. Many at once share one commit. */
  append(request: Append): Promise<Appended>
  /** A decision by its digest; of several records of it, the last. */
  get(digest: string): Promise<RecordedDecision | undefined>
  /** A decision by the number of its entry. */
  at(sequence: number): Promise<RecordedDecision | undefined>
  /** Recorded decisions, page by page, the newest first unless asked otherwise. */
  list(query?: Query): Promise<Page>
  /** The decisions about one launch. */
  history(launch: string, query?: Omit<Query, 'launch'>): Promise<Page>
  /** The last decision about each launch, by the launch's id; `after` is the id that the page before ended with. */
  latestPerLaunch(page?: Parameters<typeof latestEntries>[1]): ReturnType<typeof latestEntries>
  /** The last entry: noted elsewhere, it proves later that nothing before it was rewritten. */
  head(): Promise<Head>
  readonly inputs: Inputs
  verify(options?: VerifyOptions): Promise<Verification>
  exportLines(range?: { readonly from?: number }): AsyncGenerator<ExportLine>
  importLines(lines: AsyncIterable<string> | Iterable<string>): Promise<Imported>
  retain(retention: Retention): Promise<Retained>
  readonly requestKeys: RequestKeys
  readonly singleUse: SingleUse
  readonly signInLinks: SignInLinks
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly audit: Audit
  readonly waivers: WaiverRequests
  readonly jobs: Jobs
  readonly deliveries: Deliveries
  readonly deployments: WaitingDeployments
  readonly lastWord: LastWord
  /** Waits for what is being recorded, and lets go of the database. */
  close(): Promise<void>
}

export interface OpenOptions {
  /** Whether to make a store where there is none; true without it. */
  readonly create?: boolean
  /** Where relative paths start; the working folder without it. */
  readonly cwd?: string
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number
}

/**
 * Opens the store at an address: a folder or file, `sqlite:FILE`, or `postgres://…`. Its schema is brought up to date; of
 * several processes that open it at once, one does that. Throws a `StoreFailure` that says why it cannot.
 */
export async function openStore(address: string, { create = true, cwd = process.cwd(), now = Date.now }: OpenOptions = {}): Promise<Store> {
  const at = readAddress(address, cwd)
  if (at.kind === 'sqlite' && !create && !isFile(at.file)) throw new StoreFailure('unknown-store', `there is no store at ${at.shown}`)
  const database = await openDatabase(at)
  try {
    await migrate(database, { create, schema: at.kind === 'postgres' ? at.schema : '', now: now() })
  } catch (error) {
    await database.close().catch(() => undefined)
    if (error instanceof StoreFailure) throw new StoreFailure(error.problem, `${at.shown}: ${error.message}`, error.cause)
    throw error
  }
  return storeOver(database, { address: at.shown, now })
}

function storeOver(database: Database, { address, now }: { readonly address: string; readonly now: () => number }): Store {
  const appender = appenderOf(database, now)
  return {
    address,
    kind: database.kind,
    append: appender.append,
    get: (digest) => decisionByDigest(database, digest),
    at: (sequence) => decisionAt(database, sequence),
    list: (query = {}) => listEntries(database, query),
    history: (launch, query = {}) => listEntries(database, { ...query, launch }),
    latestPerLaunch: (page = {}) => latestEntries(database, page),
    head: () => database.run(readHead),
    inputs: inputsOf(database, now),
    verify: (options = {}) => verifyLog(database, options),
    exportLines: (range) => exportLines(database, range),
    importLines: (lines) => importLines(database, lines),
    retain: (retention) => retain(database, retention, now),
    requestKeys: requestKeysOf(database, now),
    singleUse: singleUseOf(database, now),
    signInLinks: signInLinksOf(database, now),
    sessions: sessionsOf(database, now),
    tokens: tokensOf(database, now),
    audit: auditOf(database, now),
    waivers: waiverRequestsOf(database, now),
    jobs: jobsOf(database, now),
    deliveries: deliveriesOf(database, now),
    deployments: waitingDeploymentsOf(database, now),
    lastWord: lastWordOf(database, now),
    close: async () => {
      await appender.close()
      await database.close()
    },
  }
}
