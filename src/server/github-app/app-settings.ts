/** How deployments to one environment are answered. */
export interface EnvironmentSettings {
  /** Ids, files, or patterns of either: the launches that must be allowed to go. Without it every launch that is found. */
  readonly launches?: readonly string[]
  /** What a no-go gets: `reject` at once, or `wait` as a hold does. `reject` without it. */
  readonly onNoGo?: 'reject' | 'wait'
  /** Whether launches that go only by waivers are blocked, too. */
  readonly noExceptions?: boolean
}

/** What the App is told by whoever sets up the service. Times are in milliseconds. */
export interface GitHubAppSettings {
  readonly appId: number
  /** PEM, as GitHub gave it. */
  readonly privateKey: string
  /** The webhook secret, and while it is being replaced the other one, too. */
  readonly webhookSecrets: readonly string[]
  /** The root of the REST API; `https://api.github.com` without it. */
  readonly apiUrl?: string
  /** Where people reach this service, for links to decisions. */
  readonly publicUrl: string
  /** Whether pull requests and merge groups get a check; false without it. */
  readonly checks?: boolean
  /** Whether waivers that were approved in the service count, for launches of the same id in every repository; false without it. */
  readonly serviceWaivers?: boolean
  /** By name; an environment that is not named here is answered as if `{}` stood for it. */
  readonly environments?: Readonly<Record<string, EnvironmentSettings>>
  /** How often a deployment that waits is judged again without being asked; ten minutes without it. */
  readonly rejudgeMs?: number
  /** After which a deployment that still waits is rejected; 29 days without it, and never 30, when GitHub ends it. */
  readonly rejectAfterMs?: number
  /** How long GitHub may be hard to read before a deployment is rejected for it; 30 minutes without it. */
  readonly troubleMs?: number
}
