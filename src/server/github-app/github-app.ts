import { engineName } from '../../engine/version.ts'
import { appAccess } from '../../github/app-access.ts'
import type { Network } from '../../github/guarded-fetch.ts'
import type { Store } from '../../store/index.ts'
import { type Judges, judgesHere } from '../judging/judges.ts'
import type { Log } from '../log-line.ts'
import type { GitHubAppSettings } from './app-settings.ts'
import { workOnCheck } from './check-work.ts'
import { workOnDelivery } from './delivery-work.ts'
import { workOnDeployment } from './deployment-work.ts'
import { type Headers, type Received, receive } from './receive.ts'
import { type Reconciled, reconcile } from './reconcile.ts'
import { type Gate, queueNames, readSettings, type WaiverAsked } from './settings.ts'

/** What the App is made of. */
export interface GitHubAppParts {
  readonly store: Store
  readonly settings: GitHubAppSettings
  /** The clock that decisions are judged by, in milliseconds since 1970; the same as the store's. */
  readonly now: () => number
  readonly log: Log
  /** Who judges what was read; without it the thread that reads. */
  readonly judges?: Judges
  /** Makes a waiver request in state `requested`; without it no check has the button. Must bear being asked twice under one key. */
  readonly requestWaiver?: (asked: WaiverAsked) => Promise<void>
  readonly network?: Network
}

/** The GitHub App of the service. */
export interface GitHubApp {
  /** Answers a webhook, given its body byte for byte. For a route before any body parser; never throws. */
  receive(raw: Uint8Array, headers: Headers): Promise<Received>
  /** Work by queue of the store, each given the payload of a job. Throws where it is to be tried again later. */
  readonly queues: Readonly<Record<(typeof queueNames)[keyof typeof queueNames], (payload: string) => Promise<void>>>
  /** Takes up what was missed: on start, and every few minutes. */
  reconcile(): Promise<Reconciled>
}

/** Joins GitHub, judging and the store. Throws, naming the setting, where one is wrong. Asks GitHub nothing yet. */
export function createGitHubApp({
  store,
  settings: given,
  now,
  log,
  judges = judgesHere,
  requestWaiver,
  network,
}: GitHubAppParts): GitHubApp {
  const { settings, environment } = readSettings(given)
  const { appId, apiUrl } = settings
  const userAgent = `${engineName.replace('@', '/')} (app)`
  const access = appAccess({ appId, apiUrl, userAgent, network, privateKey: given.privateKey })
  const gate: Gate = { store, access, settings, environment, now, log, judges, requestWaiver }
  const tour = { next: 0 }
  return {
    receive: (raw, headers) => receive(gate, raw, headers),
    queues: {
      [queueNames.delivery]: (payload) => workOnDelivery(gate, payload),
      [queueNames.deployment]: (payload) => workOnDeployment(gate, payload),
      [queueNames.check]: (payload) => workOnCheck(gate, payload),
    },
    reconcile: () => reconcile(gate, tour),
  }
}
