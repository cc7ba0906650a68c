import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Diagnostic } from '../source/diagnostic.ts'
import type { Store } from '../store/index.ts'
import { readAccessSettings } from './auth/read-settings.ts'
import type { Keeper } from './commitments/keeper.ts'
import type { Origin } from './commitments/origin.ts'
import { defaultLimits } from './http/limit-settings.ts'
import { judgesFor } from './judging/threads.ts'
import type { Log } from './log-line.ts'
import { checkNotifySettings } from './notify/targets.ts'
import { type JoinOptions, joinService, runService } from './running.ts'
import type { ServiceSettings } from './settings/read-service.ts'

/** What a service is made of. */
export interface AppOptions {
  /** Where decisions are kept, as `openStore` opened it. It is left open when the service stops. */
  readonly store: Store
  /** Where what judges comes from: `folderOrigin` or `refOrigin`. */
  readonly origin: Origin
  /** What a file of kind Service says, as `readService` reads it; without it, API tokens are let in and nothing else is set. */
  readonly settings?: ServiceSettings
  /** Nothing is told without it; `jsonLog` writes lines of JSON. */
  readonly log?: Log
  /** The clock, in milliseconds since 1970, the same as the store's; that of this machine without it. */
  readonly now?: () => number
  /** How often edits are looked for, in milliseconds; 2,000 without it. */
  readonly refreshMs?: number
  /** How long what is under way is waited for at the end, in milliseconds; 10,000 without it. */
  readonly graceMs?: number
  /** Whether the dashboard may be looked at from this machine without signing in: for a demonstration. */
  readonly openToLoopback?: boolean
  /**
   * How many threads judge what is sent, so that nobody else waits for it; without it one for each core but the first, and four at most.
   * 0 judges it on the thread that answers.
   */
  readonly threads?: number
  /** Whether what the store holds is made up: then every page says so. */
  readonly isExample?: boolean
}

/** A service, and where it listens. */
export interface StartOptions extends AppOptions {
  /** `127.0.0.1` without it. */
  readonly host?: string
  /** 8080 without it; 0 takes any free one. */
  readonly port?: number
}

/** What the service judges by now. */
export interface JudgedBy {
  /** Digest over the names and digests of its files; absent while nothing can be judged. */
  readonly version?: string
  /** The commit they come from, where they come from Git. */
  readonly commit?: string
  readonly commitments: number
  /** Set while the files as they are cannot be judged by; the last good ones stand. `since` in milliseconds since 1970. */
  readonly problem?: { readonly since: number; readonly diagnostics: readonly Diagnostic[] }
}

/** The service without a server: for one of your own, at the root of its host. */
export interface App {
  /** Answers a request of `node:http`; nothing before it may have read the body. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  readonly judgesBy: () => JudgedBy
  /** Looks for an edit now, and says what it judges by then. */
  readonly refresh: () => Promise<JudgedBy>
  /** A path that signs in as an API token: once, within the hour, at any service on the same store. */
  readonly invite: (token: string) => Promise<string>
  /** Ends the work in the background. Stop your own server first. */
  readonly stop: () => Promise<void>
}

/** A service that answers. */
export interface Service extends Omit<App, 'handle' | 'invite'> {
  /** For example `http://127.0.0.1:8080`. */
  readonly url: string
  /** An address that signs in as an API token: once, and within the hour. */
  readonly invite: (token: string) => Promise<string>
}

/** Makes the service, and starts its work in the background. Nothing listens yet. Rejects where a setting is wrong. */
export async function createApp(options: AppOptions): Promise<App> {
  const { application, commitments, invite, stop } = await joinService(joinOptionsOf(options))
  return { handle: application, ...standingOf(commitments), invite, stop }
}

/** Starts the service: what `onlyif serve` does. Rejects where it cannot listen, or a setting is wrong. */
export async function startService({ host = '127.0.0.1', port = 8080, ...options }: StartOptions): Promise<Service> {
  const { url, commitments, invite, stop } = await runService({ host, port, ...joinOptionsOf(options) })
  return { url, ...standingOf(commitments), invite, stop }
}

function joinOptionsOf(options: AppOptions): JoinOptions {
  const { store, origin, settings, log, now, refreshMs, graceMs, openToLoopback, threads, isExample } = options
  if (settings) check(settings)
  const { oidc, proxy, who } = settings?.access ?? {}
  return {
    store,
    origin,
    refreshMs: refreshMs ?? 2000,
    auth: { ...(oidc && { oidc }), ...(proxy && { proxy }) },
    limits: { ...defaultLimits, ...settings?.limits },
    ...(who && { who }),
    ...(settings?.github && { github: settings.github }),
    ...(settings?.notify && { notify: settings.notify }),
    isSecure: settings?.publicUrl?.startsWith('https:') ?? false,
    log: log ?? (() => undefined),
    now: now ?? Date.now,
    graceMs: graceMs ?? 10_000,
    openToLoopback: openToLoopback ?? false,
    judges: (to) => judgesFor(threads, to),
    isExample: isExample ?? false,
  }
}

/** Settings that were written in code are held to what a file is held to; those of the GitHub App where it is made. */
function check({ access, notify }: ServiceSettings): void {
  const reading = readAccessSettings(access)
  const problems = [
    ...(reading.ok ? [] : reading.problems),
    ...(notify ? checkNotifySettings(notify).map((text) => `notify: ${text}`) : []),
  ]
  if (problems.length > 0) throw new Error(problems.join('; '))
}

function standingOf(commitments: Keeper): Pick<App, 'judgesBy' | 'refresh'> {
  const judgesBy = (): JudgedBy => {
    const { set, problem } = commitments.standing()
    return {
      ...(set && { version: set.version }),
      ...(set?.commit !== undefined && { commit: set.commit }),
      commitments: set?.side.commitments.length ?? 0,
      ...(problem && { problem }),
    }
  }
  return {
    judgesBy,
    refresh: async () => {
      await commitments.refresh()
      return judgesBy()
    },
  }
}
