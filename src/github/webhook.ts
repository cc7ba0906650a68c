import { baseOfCheck, pullOf } from './check-run.ts'
import { isObjectId } from './client.ts'
import { type DeploymentRequest, readDeploymentRequest } from './deployment-request.ts'
import { readEvent } from './event.ts'
import { type Data, dataOf, type InstalledPlace, nameIn, numberIn, placeOf } from './payload.ts'

/** A commit whose check is to be made, for the branch that it is to go into. */
export interface CheckRequest extends InstalledPlace {
  readonly head: string
  readonly base: string
  /** Of a pull request; a merge group has none. */
  readonly pull?: number
  /** The button that was pressed, by whom. */
  readonly pressed?: { readonly button: string; readonly by: string }
}

/** A commit all of whose checks are to be made anew. */
export interface SuiteRequest extends InstalledPlace {
  readonly head: string
  readonly suite: number
  /** Who asked for it. */
  readonly by: string
}

/** What a webhook wants of us. */
export type Webhook =
  | { readonly kind: 'deployment'; readonly request: DeploymentRequest }
  | { readonly kind: 'check'; readonly request: CheckRequest }
  | { readonly kind: 'suite'; readonly request: SuiteRequest }
  | { readonly kind: 'push'; readonly repositoryId: number }
  | { readonly kind: 'installation'; readonly installation: number; readonly isGone: boolean }
  | { readonly kind: 'nothing' }

export type WebhookReading = { readonly ok: true; readonly value: Webhook } | { readonly ok: false; readonly message: string }

/** The button that asks for a check as things are now, whatever it is called at GitHub. */
export const judgeAgain = 'judge-again'

const nothing: WebhookReading = { ok: true, value: { kind: 'nothing' } }
const pullActions: ReadonlySet<unknown> = new Set(['opened', 'synchronize', 'reopened', 'edited'])

type Reader = (payload: Data, app: { readonly apiUrl: string; readonly appId: number }) => WebhookReading

const readers: Readonly<Record<string, Reader>> = {
  deployment_protection_rule(payload, { apiUrl }) {
    if (payload['action'] !== 'requested') return nothing
    const reading = readDeploymentRequest(payload, apiUrl)
    return reading.ok ? { ok: true, value: { kind: 'deployment', request: reading.value } } : reading
  },
  pull_request: (payload) => (pullActions.has(payload['action']) ? changeOf('pull_request', payload) : nothing),
  merge_group: (payload) => (payload['action'] === 'checks_requested' ? changeOf('merge_group', payload) : nothing),
  check_run: (payload, { appId }) => buttonOf(payload, appId),
  check_suite: (payload, { appId }) => (payload['action'] === 'rerequested' ? suiteOf(payload, appId) : nothing),
  push: (payload) => pushOf(payload),
  installation: (payload) => installationOf(payload, payload['action'] === 'deleted'),
  installation_repositories: (payload) => installationOf(payload, false),
}

/** Whether webhooks of a name are heeded at all. */
export function isHeeded(name: string): boolean {
  return Object.hasOwn(readers, name)
}

/** Reads a webhook whose signature is good. What it leaves out is never guessed. */
export function readWebhook(name: string, payload: unknown, app: { readonly apiUrl: string; readonly appId: number }): WebhookReading {
  const reader = isHeeded(name) ? readers[name] : undefined
  if (!reader) return nothing
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return wrong('the payload is not an object')
  return reader(dataOf(payload), app)
}

function changeOf(name: string, payload: Data): WebhookReading {
  const place = placeOf(payload)
  if (!place) return noPlace()
  const reading = readEvent({ name, sha: '', ref: '', repository: `${place.owner}/${place.repo}`, payload })
  if (!reading.ok) return reading
  const { head, base, pull } = reading.value
  if (base === undefined) return wrong('the payload names no base branch')
  return { ok: true, value: { kind: 'check', request: { ...place, head, base, ...(pull && { pull: pull.number }) } } }
}

/** Only of checks that this App made: their names are then ours, and say the base. */
function buttonOf(payload: Data, appId: number): WebhookReading {
  const { action } = payload
  if (action !== 'requested_action' && action !== 'rerequested') return nothing
  const run = dataOf(payload['check_run'])
  if (dataOf(run['app'])['id'] !== appId) return nothing
  const place = placeOf(payload)
  if (!place) return noPlace()
  const base = baseOfCheck(nameIn(run['name']) ?? '')
  const head = run['head_sha']
  if (base === undefined || !isObjectId(head)) return wrong('the payload does not name a check of ours and its commit')
  const button = action === 'rerequested' ? judgeAgain : nameIn(dataOf(payload['requested_action'])['identifier'])
  if (button === undefined) return wrong('the payload does not say which button was pressed')
  const by = nameIn(dataOf(payload['sender'])['login'])
  if (by === undefined) return wrong('the payload does not say who pressed the button')
  return {
    ok: true,
    value: { kind: 'check', request: { ...place, head, base, ...pullOf(run['pull_requests']), pressed: { button, by } } },
  }
}

/** Only of suites of this App; which checks they hold, GitHub has to be asked. */
function suiteOf(payload: Data, appId: number): WebhookReading {
  const given = dataOf(payload['check_suite'])
  if (dataOf(given['app'])['id'] !== appId) return nothing
  const place = placeOf(payload)
  if (!place) return noPlace()
  const [suite, head] = [numberIn(given['id']), given['head_sha']]
  if (suite === undefined || !isObjectId(head)) return wrong('the payload does not name a suite of checks and its commit')
  const by = nameIn(dataOf(payload['sender'])['login'])
  if (by === undefined) return wrong('the payload does not say who asked for the checks again')
  return { ok: true, value: { kind: 'suite', request: { ...place, head, suite, by } } }
}

/** Files that may hold what judges. */
const document = /\.(?:ya?ml|json)$/i
/** GitHub lists no more commits of a push. */
const mostCommits = 2048

/** A push counts where it may have changed what judges: to the default branch, touching a document, or not telling all it touched. */
function pushOf(payload: Data): WebhookReading {
  const repository = dataOf(payload['repository'])
  const branch = nameIn(repository['default_branch'])
  const repositoryId = numberIn(repository['id'])
  const ref = nameIn(payload['ref'])
  if (repositoryId === undefined || branch === undefined || ref === undefined) return wrong('the payload does not name a branch')
  if (ref !== `refs/heads/${branch}` || payload['deleted'] === true) return nothing
  const commits = Array.isArray(payload['commits']) ? payload['commits'].map(dataOf) : []
  const isWhole = payload['forced'] === false && commits.length > 0 && commits.length < mostCommits
  const isTouched = commits.some((commit) => ['added', 'removed', 'modified'].some((key) => touches(commit[key])))
  return isTouched || !isWhole ? { ok: true, value: { kind: 'push', repositoryId } } : nothing
}

function touches(paths: unknown): boolean {
  return !Array.isArray(paths) || paths.some((path) => typeof path !== 'string' || document.test(path))
}

function installationOf(payload: Data, isGone: boolean): WebhookReading {
  const installation = numberIn(dataOf(payload['installation'])['id'])
  return installation === undefined ? noPlace() : { ok: true, value: { kind: 'installation', installation, isGone } }
}

function noPlace(): WebhookReading {
  return wrong('the payload does not name an installation and a repository')
}

function wrong(message: string): WebhookReading {
  return { ok: false, message }
}
