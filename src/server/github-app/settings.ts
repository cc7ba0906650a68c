import type { AppAccess } from '../../github/app-access.ts'
import type { Store, WaiverRequest } from '../../store/index.ts'
import { readGlob } from '../../world/glob.ts'
import { httpAddress } from '../http-address.ts'
import type { Judges } from '../judging/judges.ts'
import type { Log } from '../log-line.ts'
import { waiversInForce } from '../waivers/waiver-document.ts'
import type { EnvironmentSettings, GitHubAppSettings } from './app-settings.ts'

/** A waiver that somebody asked for by the button of a check. */
export interface WaiverAsked {
  /** The same for the same question, so that it can be asked twice without harm. */
  readonly key: string
  /** `owner/name` at GitHub. */
  readonly repository: string
  readonly commit: string
  readonly pull?: number
  readonly launch: string
  readonly requirement: string
  /** The digest of the decision, which is recorded. */
  readonly decision: string
  /** A login at GitHub. */
  readonly requestedBy: string
  /** As in a file of waivers: for each fact the weaker test under which the requirement is met as things are. */
  readonly covers: Readonly<Record<string, unknown>>
  readonly reason: string
  /** A day. */
  readonly expires: string
}

/** Everything that the work of the App is done with. */
export interface Gate {
  readonly store: Store
  readonly access: AppAccess
  readonly settings: Required<Omit<GitHubAppSettings, 'privateKey' | 'environments'>>
  readonly environment: (name: string) => EnvironmentSettings
  readonly now: () => number
  readonly log: Log
  readonly judges: Judges
  readonly requestWaiver?: ((asked: WaiverAsked) => Promise<void>) | undefined
}

/** The queues of the store that the App's jobs wait in. */
export const queueNames = { delivery: 'github-delivery', deployment: 'github-deployment', check: 'github-check' } as const

const minute = 60_000
export const day = 24 * 60 * minute
const longestWait = 29 * day

/** The settings with every default filled in. Throws an error that says which setting is wrong, and nothing of what is secret. */
export function readSettings(given: GitHubAppSettings): Pick<Gate, 'settings' | 'environment'> {
  const {
    appId,
    webhookSecrets,
    publicUrl,
    checks = false,
    serviceWaivers = false,
    rejudgeMs = 10 * minute,
    troubleMs = 30 * minute,
  } = given
  const apiUrl = (given.apiUrl ?? 'https://api.github.com').replace(/\/+$/, '')
  if (!Number.isSafeInteger(appId) || appId < 1) throw new Error('`appId` of the GitHub App must be its number')
  if (!webhookSecrets.some((secret) => secret !== '')) throw new Error('the GitHub App needs a webhook secret')
  for (const [name, url] of Object.entries({ apiUrl, publicUrl }))
    if (!httpAddress(url)) throw new Error(`\`${name}\` of the GitHub App must be an address such as \`https://github.example\``)
  for (const [name, { launches = [] }] of Object.entries(given.environments ?? {}))
    for (const pattern of launches) {
      const glob = readGlob(pattern)
      if (pattern === '' || !glob.ok)
        throw new Error(`\`launches\` of the environment \`${name}\`: ${glob.ok ? 'a name is empty' : glob.message}`)
    }
  // GitHub's names of environments are the same in capitals.
  const environments = new Map<string, EnvironmentSettings>()
  for (const [name, item] of Object.entries(given.environments ?? {})) {
    if (environments.has(name.toLowerCase())) throw new Error(`the environment \`${name}\` is there twice: capitals make no difference`)
    environments.set(name.toLowerCase(), item)
  }
  return {
    settings: {
      appId,
      webhookSecrets,
      apiUrl,
      publicUrl: publicUrl.replace(/\/+$/, ''),
      checks,
      serviceWaivers,
      rejudgeMs,
      troubleMs,
      rejectAfterMs: Math.min(given.rejectAfterMs ?? longestWait, longestWait),
    },
    environment: (name) => environments.get(name.toLowerCase()) ?? {},
  }
}

/** The waivers of the service that count. */
export async function waiversThatCount({ store, settings }: Gate): Promise<readonly WaiverRequest[]> {
  return settings.serviceWaivers ? waiversInForce(store) : []
}

/** The page of a decision. */
export function pageOf({ settings }: Pick<Gate, 'settings'>, digest: string): string {
  return `${settings.publicUrl}/decisions/${encodeURIComponent(digest)}`
}

/** The page of a launch. */
export function launchPage({ settings }: Pick<Gate, 'settings'>, id: string): string {
  return `${settings.publicUrl}/launches/${encodeURIComponent(id)}`
}

/** The page of a run at GitHub. */
export function runPage({ settings }: Pick<Gate, 'settings'>, { owner, repo, run }: { owner: string; repo: string; run: number }): string {
  const { protocol, host } = new URL(settings.apiUrl)
  return `${protocol}//${host.replace(/^api\.(?=github\.com$|.*\.ghe\.com$)/, '')}/${owner}/${repo}/actions/runs/${run}`
}
