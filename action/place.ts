import { readFileSync } from 'node:fs'
import { type EventReading, readEvent } from '../src/github/event.ts'
import type { Inputs } from './inputs.ts'

/** Where the Action runs, as the runner says. */
export interface Place {
  readonly owner: string
  readonly repo: string
  readonly repository: string
  readonly event: EventReading
  readonly eventName: string
  readonly sha: string
  readonly ref: string
  readonly workflowRef: string
  readonly workflow: string
  readonly job: string
  /** Of GitHub, for links: no slash at the end. */
  readonly serverUrl: string
  readonly apiUrl: string
  readonly runUrl: string
  readonly runId: string
  readonly attempt: string
  readonly workspace: string
  readonly temp: string
}

export type PlaceReading = { readonly ok: true; readonly value: Place } | { readonly ok: false; readonly message: string }

const largestPayload = 64 * 1024 * 1024

/** Reads the environment of a runner and the payload of the event. */
export function readPlace(
  env: Readonly<Record<string, string | undefined>>,
  { serverUrl: asked }: Pick<Inputs, 'serverUrl'>,
): PlaceReading {
  const text = (name: string): string => env[name] ?? ''
  const repository = text('GITHUB_REPOSITORY')
  const [owner = '', repo = '', ...more] = repository.split('/')
  if (owner === '' || repo === '' || more.length > 0)
    return { ok: false, message: 'this is no run of a repository: `GITHUB_REPOSITORY` is not set' }
  const serverUrl = (asked ?? (text('GITHUB_SERVER_URL') || 'https://github.com')).replace(/\/+$/, '')
  const eventName = text('GITHUB_EVENT_NAME')
  const [sha, ref, runId] = [text('GITHUB_SHA'), text('GITHUB_REF'), text('GITHUB_RUN_ID')]
  return {
    ok: true,
    value: {
      owner,
      repo,
      repository,
      event: readEvent({ name: eventName, sha, ref, repository, payload: payloadIn(text('GITHUB_EVENT_PATH')) }),
      eventName,
      sha,
      ref,
      workflowRef: text('GITHUB_WORKFLOW_REF'),
      workflow: text('GITHUB_WORKFLOW'),
      job: text('GITHUB_JOB'),
      serverUrl,
      apiUrl: asked === undefined ? text('GITHUB_API_URL') || 'https://api.github.com' : apiOf(serverUrl),
      runUrl: runId === '' ? '' : `${serverUrl}/${repository}/actions/runs/${runId}`,
      runId,
      attempt: text('GITHUB_RUN_ATTEMPT') || '1',
      workspace: text('GITHUB_WORKSPACE'),
      temp: text('RUNNER_TEMP'),
    },
  }
}

/** Whether another server is asked for than the one that the run belongs to. */
export function isForeignServer(env: Readonly<Record<string, string | undefined>>, { serverUrl }: Pick<Inputs, 'serverUrl'>): boolean {
  if (serverUrl === undefined) return false
  const own = env['GITHUB_SERVER_URL'] || 'https://github.com'
  return !URL.canParse(own) || new URL(own).origin !== new URL(serverUrl).origin
}

function apiOf(serverUrl: string): string {
  const { protocol, host, hostname } = new URL(serverUrl)
  if (hostname === 'github.com' || hostname.endsWith('.ghe.com')) return `${protocol}//api.${host}`
  return `${serverUrl}/api/v3`
}

function payloadIn(file: string): unknown {
  try {
    const bytes = readFileSync(file)
    return bytes.length > largestPayload ? undefined : (JSON.parse(bytes.toString('utf8')) as unknown)
  } catch {
    return undefined
  }
}
