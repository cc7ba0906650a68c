import { isObjectId } from './client.ts'
import { type Data, dataOf } from './payload.ts'

/** What the runner says about the event: `GITHUB_EVENT_NAME`, `GITHUB_SHA` and `GITHUB_REF`, and the payload. */
export interface EventSource {
  readonly name: string
  readonly sha: string
  readonly ref: string
  /** Of the repository, `owner/name`. */
  readonly repository: string
  readonly payload: unknown
}

/** What is judged for an event. */
export interface JudgedEvent {
  readonly name: string
  /** The commit that manifests and facts are read from. */
  readonly head: string
  /** The branch that the change is to go into; absent where it goes nowhere. */
  readonly base?: string
  /** What the name of a check carries: the base, or else the branch or tag of the run. */
  readonly label: string
  /** A commit that the change set out from, or one near it: to tell what the change does to manifests. */
  readonly from?: string
  readonly pull?: PullRequest
}

export interface PullRequest {
  readonly number: number
  readonly isFork: boolean
}

export type EventReading = { readonly ok: true; readonly value: JudgedEvent } | { readonly ok: false; readonly message: string }

const pullEvents: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
])

/** Events for which the commit of the run is what is judged. */
const commitEvents: ReadonlySet<string> = new Set(['push', 'create', 'release', 'schedule', 'workflow_dispatch', 'repository_dispatch'])

/** Reads what an event is about. What is not known is refused: judging another commit than is meant would open the gate. */
export function readEvent(source: EventSource): EventReading {
  const payload = dataOf(source.payload)
  if (pullEvents.has(source.name)) return ofPullRequest(source, payload)
  if (source.name === 'merge_group') return ofMergeGroup(source, payload)
  if (source.name === 'deployment' || source.name === 'deployment_status') return ofDeployment(source, payload)
  if (!commitEvents.has(source.name)) return wrong(`the event \`${source.name}\` is none that a launch can be judged for`)
  return isObjectId(source.sha)
    ? { ok: true, value: { name: source.name, head: source.sha, label: shortRef(source.ref) } }
    : wrong('the runner names no commit (`GITHUB_SHA`)')
}

function ofPullRequest({ name, repository }: EventSource, payload: Data): EventReading {
  const pull = dataOf(payload['pull_request'])
  const [head, base] = [dataOf(pull['head']), dataOf(pull['base'])]
  const number = pull['number']
  const branch = base['ref']
  if (!isObjectId(head['sha']) || !isName(branch) || typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1)
    return wrong('the event names no pull request with a head commit and a base branch')
  const from = base['sha']
  // The repository of a deleted fork is null.
  const isFork = String(dataOf(head['repo'])['full_name']).toLowerCase() !== repository.toLowerCase()
  return {
    ok: true,
    value: { name, head: head['sha'], base: branch, label: branch, ...(isObjectId(from) && { from }), pull: { number, isFork } },
  }
}

function ofMergeGroup({ name }: EventSource, payload: Data): EventReading {
  const group = dataOf(payload['merge_group'])
  const { head_sha: head, base_ref: ref, base_sha: from } = group
  if (!isObjectId(head) || !isName(ref)) return wrong('the event names no merge group with a head commit and a base branch')
  const base = shortRef(ref)
  return { ok: true, value: { name, head, base, label: base, ...(isObjectId(from) && { from }) } }
}

function ofDeployment({ name, ref }: EventSource, payload: Data): EventReading {
  const { sha, environment } = dataOf(payload['deployment'])
  if (!isObjectId(sha)) return wrong('the event names no deployment with a commit')
  return { ok: true, value: { name, head: sha, label: isName(environment) ? environment : shortRef(ref) } }
}

/** A branch by its name, everything else by its full ref, so that a tag `main` is not taken for the branch. */
function shortRef(ref: string): string {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : ref
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function wrong(message: string): EventReading {
  return { ok: false, message }
}
