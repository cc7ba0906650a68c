import { isObjectId } from './client.ts'
import { type Data, dataOf, type InstalledPlace, nameIn, numberIn, placeOf } from './payload.ts'

/** A deployment that waits for our answer. */
export interface DeploymentRequest extends InstalledPlace {
  /** The workflow run, from the callback's address: the payload says it nowhere else. */
  readonly run: number
  readonly environment: string
  /** 0 where the payload does not say it. */
  readonly deployment: number
  /** What is to be deployed; empty where it is not known. */
  readonly sha: string
  /** What started the run. */
  readonly event: string
  /** Since when it waits, in milliseconds since 1970, where GitHub says so. */
  readonly since?: number
  /** Why nothing can be judged for it, although it can be answered: lower case, for a sentence. */
  readonly problem?: string
}

export type DeploymentRequestReading =
  | { readonly ok: true; readonly value: DeploymentRequest }
  | { readonly ok: false; readonly message: string }

/**
 * Reads `deployment_protection_rule`. Nearly every part of it is optional by GitHub's schema, so what is left out is never guessed:
 * what can be answered without it is answered with a no, and what cannot be answered is refused and goes on waiting.
 */
export function readDeploymentRequest(payload: Data, apiUrl: string): DeploymentRequestReading {
  const place = placeOf(payload)
  if (!place) return wrong('the payload does not name an installation and a repository')
  const run = runOf(payload['deployment_callback_url'], apiUrl, place)
  if (run === undefined) return wrong('the address to answer to is not that of a run of the repository')
  const deployment = dataOf(payload['deployment'])
  const environment = nameIn(payload['environment']) ?? nameIn(deployment['environment'])
  if (environment === undefined) return wrong('the payload names no environment')
  const problem = lackOf(payload, deployment)
  const since = Date.parse(nameIn(deployment['created_at']) ?? '')
  return {
    ok: true,
    value: {
      ...place,
      run,
      environment,
      deployment: numberIn(deployment['id']) ?? 0,
      sha: isObjectId(deployment['sha']) ? deployment['sha'] : '',
      event: nameIn(payload['event']) ?? '',
      ...(Number.isFinite(since) && { since }),
      ...(problem !== undefined && { problem }),
    },
  }
}

/**
 * The run in a callback's address. The address itself is never used: a token would go wherever it says. Its origin and repository
 * must be those that are known, and the call is made anew from them.
 */
export function runOf(callback: unknown, apiUrl: string, { owner, repo }: Pick<InstalledPlace, 'owner' | 'repo'>): number | undefined {
  if (typeof callback !== 'string' || !URL.canParse(callback)) return undefined
  const url = new URL(callback)
  const api = new URL(apiUrl)
  if (url.origin !== api.origin || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined
  const [before, after] = [`${api.pathname.replace(/\/+$/, '')}/repos/${owner}/${repo}/actions/runs/`, '/deployment_protection_rule']
  if (!url.pathname.startsWith(before) || !url.pathname.endsWith(after)) return undefined
  const digits = url.pathname.slice(before.length, -after.length)
  return /^[1-9]\d{0,15}$/.test(digits) ? numberIn(Number(digits)) : undefined
}

function lackOf(payload: Data, deployment: Data): string | undefined {
  const lacks = [
    ...(nameIn(payload['environment']) === undefined ? ['environment'] : []),
    ...(nameIn(payload['event']) === undefined ? ['event'] : []),
    ...(Array.isArray(payload['pull_requests']) ? [] : ['pull_requests']),
    ...(numberIn(deployment['id']) === undefined ? ['deployment.id'] : []),
    ...(isObjectId(deployment['sha']) ? [] : ['deployment.sha']),
    ...(nameIn(deployment['environment']) === undefined ? ['deployment.environment'] : []),
  ]
  if (lacks.length > 0) return `GitHub's request lacks ${lacks.map((name) => `\`${name}\``).join(', ')}`
  // Which of the two would be answered is not ours to choose.
  if (deployment['environment'] !== payload['environment']) return "GitHub's request names two environments"
  return undefined
}

function wrong(message: string): DeploymentRequestReading {
  return { ok: false, message }
}
