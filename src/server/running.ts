import type { RequestListener } from 'node:http'
import type { Store } from '../store/index.ts'
import { applicationOf } from './app.ts'
import type { AuthDeps } from './auth/authenticate.ts'
import { startBackground } from './background.ts'
import { type Keeper, keepCommitments } from './commitments/keeper.ts'
import type { Origin } from './commitments/origin.ts'
import type { Standing } from './commitments/standing.ts'
import type { GitHubAppSettings } from './github-app/app-settings.ts'
import { githubPart, webhookPath } from './github-part.ts'
import type { Limits } from './http/limit-settings.ts'
import { type Judges, judgesHere } from './judging/judges.ts'
import { type Recorded, recorderOf } from './judging/recording.ts'
import type { Log } from './log-line.ts'
import { metricsOf } from './metrics.ts'
import { notifying } from './notify/notifying.ts'
import type { NotifySettings } from './notify/targets.ts'
import { invitationsOf } from './pages/invitations.ts'
import { followRoom } from './pages/live-room.ts'
import { dashboard } from './pages/pages.ts'
import { readiness } from './readiness.ts'
import { knownTurns } from './rejudge/known-turns.ts'
import { type Listening, listen } from './serving.ts'
import type { WhoIsWho } from './waivers/names.ts'
import { waiversInForce } from './waivers/waiver-document.ts'

/** What a service is joined of. */
export interface JoinOptions {
  readonly store: Store
  /** Where what judges comes from. */
  readonly origin: Origin
  /** How often its files are looked at, in milliseconds. */
  readonly refreshMs: number
  readonly auth: Omit<AuthDeps, 'tokens' | 'singleUse' | 'now'>
  /** Whose tokens and sign-in names stand for whom in roles and teams. */
  readonly who?: WhoIsWho
  readonly limits: Limits
  readonly log: Log
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number
  /** How long work is waited for at the end, in milliseconds. */
  readonly graceMs: number
  /** Without it nothing is answered to GitHub. */
  readonly github?: GitHubAppSettings
  /** Without it nobody is told of anything. */
  readonly notify?: NotifySettings
  /** Whether the dashboard may be looked at from this machine without signing in: for a demonstration. */
  readonly openToLoopback?: boolean
  /** Whether what the store holds is made up, so that the dashboard must say so. */
  readonly isExample?: boolean
  /** Whether browsers reach it by https. */
  readonly isSecure?: boolean
  /** Starts those who judge what is sent; without it that is the thread that answers. */
  readonly judges?: (log: Log) => Judges
}

/** What a service runs on. */
export interface ServiceOptions extends JoinOptions {
  readonly host: string
  readonly port: number
}

/** A service that works, and answers whoever hands it requests. */
export interface Joined {
  readonly application: RequestListener
  readonly commitments: Keeper
  /** A path that signs in as a token: once, within the hour, at any replica. */
  invite(token: string): Promise<string>
  /** Ends what is under way; the store is left open. */
  stop(): Promise<void>
}

/** A service that answers. */
export interface Running extends Pick<Listening, 'url'> {
  readonly commitments: Keeper
  /** An address that signs in as a token: once, and within the hour. */
  invite(token: string): Promise<string>
  /** Ends what is under way and then everything; the store is left open. */
  stop(): Promise<void>
}

/** Joins the parts of the service and starts its work in the background. Nothing listens yet. */
export async function joinService(options: JoinOptions): Promise<Joined> {
  const { store, log, now } = options
  const metrics = metricsOf()
  const changed: { tell?: (standing: Standing, before: Standing) => void } = {}
  const commitments = await keepCommitments({
    origin: options.origin,
    now,
    every: options.refreshMs,
    waivers: () => waiversInForce(store),
    onChange: (standing, before) => {
      metrics.set('degraded', standing.problem ? 1 : 0)
      logStanding(log, standing)
      changed.tell?.(standing, before)
    },
  })
  const { github, who = {} } = options
  const judges = options.judges?.(log) ?? judgesHere
  const app =
    github && (await orStop([commitments, judges], () => githubPart({ store, settings: github, now, log, commitments, who, judges })))
  const notify = options.notify && notifying({ store, settings: options.notify, now, log })
  const parts = [app, notify].filter((part) => part !== undefined)
  const turns = knownTurns()
  const background = startBackground({ store, commitments, judges, log, now, turns, parts })
  changed.tell = ({ set }, before) => {
    if (set && set.version !== before.set?.version) background.judgeAllAgain()
  }
  if (commitments.standing().set) background.judgeAllAgain()
  const live = await followRoom(store, log)
  const auth: AuthDeps = { tokens: store.tokens, singleUse: store.singleUse, now, ...options.auth }
  const invitations = invitationsOf(store.signInLinks, now)
  const onRecorded = ({ decision }: Recorded): void => metrics.onRecorded(decision.verdict)
  const application = applicationOf({
    store,
    commitments,
    who,
    onWaiver: ({ launch }) => background.judgeAgain(launch),
    judges,
    launchRecords: async () => {
      await live.refresh()
      return live.room.launches
    },
    recorder: recorderOf(store, onRecorded),
    turns,
    now,
    onJudged: metrics.onJudged,
    auth,
    limits: options.limits,
    log,
    metrics,
    ...(app && { before: [{ path: webhookPath, handler: app.route }] }),
    readiness: readiness({ store, commitments, log, now }),
    pages: (limiting) =>
      dashboard(
        {
          ...{ live, store, commitments, now, auth, invitations, sessions: store.sessions },
          openToLoopback: options.openToLoopback ?? false,
          isExample: options.isExample ?? false,
          isSecure: options.isSecure ?? false,
        },
        limiting,
      ),
  })
  return {
    application,
    commitments,
    invite: invitations.invite,
    stop: async () => {
      live.stop()
      await background.stop(options.graceMs)
      await judges.stop()
      await commitments.stop()
      await live.whole
    },
  }
}

/** Starts the service. Rejects where it cannot listen. */
export async function runService(options: ServiceOptions): Promise<Running> {
  const joined = await joinService(options)
  const listening = await listen(joined.application, options).catch(async (error: unknown) => {
    // What nobody can reach must not go on working.
    await joined.stop()
    throw error
  })
  return {
    url: listening.url,
    commitments: joined.commitments,
    invite: async (token) => `${listening.url}${await joined.invite(token)}`,
    stop: async () => {
      options.log('info', 'stopping')
      await listening.stop()
      await joined.stop()
      options.log('info', 'stopped')
    },
  }
}

/** Makes a part. Where its settings are wrong, nothing that was begun goes on. */
async function orStop<T>(begun: readonly Pick<Keeper, 'stop'>[], make: () => T): Promise<T> {
  try {
    return make()
  } catch (error) {
    for (const part of begun) await part.stop()
    throw error
  }
}

function logStanding(log: Log, { set, problem }: Standing): void {
  const version = set?.version
  const problems = problem?.diagnostics.length
  if (problem && set) log('error', 'what judges cannot be read; the last good set stands', { version, problems })
  else if (problem) log('error', 'what judges cannot be read, and nothing can be judged until it is mended', { problems })
  else log('info', 'commitments stand', { version, commit: set?.commit, files: set?.side.files.length })
}
