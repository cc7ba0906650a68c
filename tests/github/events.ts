import { appBody, repositoryBody, repositoryPage, userBody } from './fake/bodies.ts'
import { checkRunBody, deploymentBody, pullBody } from './fake/bodies-of-work.ts'
import type { Body } from './fake/filled.ts'
import { commitOf, filesOf } from './fake/git-objects.ts'
import { tip } from './fake/repository.ts'
import type { FakeGitHub } from './fake/start.ts'
import type { CheckRun, PullRequest, Repository, User, WorkflowRun } from './fake/world.ts'
import { payloadPart } from './webhook-schemas.ts'

/** What starts a workflow: its payload, and what the runner makes of it for the environment. */
export interface WorkflowEvent {
  /** GITHUB_EVENT_NAME. */
  readonly name: string
  readonly payload: Body
  /** GITHUB_SHA. */
  readonly sha: string
  /** GITHUB_REF, in full. */
  readonly ref: string
  readonly repository: string
  readonly repositoryId: number
  readonly actor: string
  /** Branch names, of pull requests only. */
  readonly baseRef?: string
  readonly headRef?: string
}

type Side = Pick<WorkflowEvent, 'repository' | 'repositoryId' | 'actor'>

const side = (repository: Repository, actor: User = repository.owner): Side => ({
  repository: repository.fullName,
  repositoryId: repository.id,
  actor: actor.login,
})

const nothing = '0'.repeat(40)

function repositoryPart(fake: FakeGitHub, repository: Repository): Body {
  const body = repositoryBody(fake.url, repository, 'repository')
  return payloadPart('repository-webhooks', `${fake.url}/repos/${repository.fullName}`, body)
}

const common = (fake: FakeGitHub, repository: Repository, sender: User = repository.owner): Body => ({
  repository: repositoryPart(fake, repository),
  sender: userBody(fake.url, sender),
})

export type PullRequestChange =
  | { readonly action: 'opened' | 'reopened' }
  | { readonly action: 'synchronize'; readonly before: string }
  /** An edit, such as of the base, which `from` was before. */
  | { readonly action: 'edited'; readonly from?: { readonly ref: string; readonly sha: string } }

/** What happened to a pull request, of this repository or from a fork. */
export function pullRequestEvent(
  fake: FakeGitHub,
  repository: Repository,
  pull: PullRequest,
  change: PullRequestChange = { action: 'opened' },
): WorkflowEvent {
  const changes =
    change.action === 'synchronize'
      ? { before: change.before, after: tip(pull.head.repository, pull.head.branch) }
      : change.action === 'edited'
        ? { changes: change.from === undefined ? {} : { base: { ref: { from: change.from.ref }, sha: { from: change.from.sha } } } }
        : {}
  const payload = {
    action: change.action,
    number: pull.number,
    pull_request: pullBody(fake.url, repository, pull),
    ...changes,
    ...common(fake, repository, pull.author),
  }
  const sha = repository.mergeOf(pull) ?? tip(repository, pull.base)
  const ref = `refs/pull/${pull.number}/merge`
  return { name: 'pull_request', payload, sha, ref, baseRef: pull.base, headRef: pull.head.branch, ...side(repository, pull.author) }
}

/** The same in the trusted context: workflow and GITHUB_SHA come from the default branch, whatever the pull request's base. */
export function pullRequestTargetEvent(
  fake: FakeGitHub,
  repository: Repository,
  pull: PullRequest,
  change: PullRequestChange = { action: 'opened' },
): WorkflowEvent {
  const event = pullRequestEvent(fake, repository, pull, change)
  const branch = repository.defaultBranch
  return { ...event, name: 'pull_request_target', sha: tip(repository, branch), ref: `refs/heads/${branch}` }
}

/** A pull request in the merge queue: a branch of the queue's own, and no pull request in the payload. */
export function mergeGroupEvent(fake: FakeGitHub, repository: Repository, pull: PullRequest): WorkflowEvent {
  const base = tip(repository, pull.base)
  const head = repository.mergeOf(pull) ?? base
  const name = `gh-readonly-queue/${pull.base}/pr-${pull.number}-${base}`
  repository.refs.set(`heads/${name}`, head)
  const commit = commitOf(repository.objects, head)
  const person = { name: commit?.author ?? '', email: 'noreply@github.com' }
  const payload = {
    action: 'checks_requested',
    merge_group: {
      head_sha: head,
      head_ref: `refs/heads/${name}`,
      base_sha: base,
      base_ref: `refs/heads/${pull.base}`,
      head_commit: {
        id: head,
        tree_id: commit?.tree,
        message: commit?.message,
        timestamp: commit?.date,
        author: person,
        committer: person,
      },
    },
    ...common(fake, repository),
  }
  return { name: 'merge_group', payload, sha: head, ref: `refs/heads/${name}`, ...side(repository) }
}

/** A push of what a branch or a tag now points at; `ref` is `heads/main` or `tags/v1`. */
export function pushEvent(fake: FakeGitHub, repository: Repository, ref = `heads/${repository.defaultBranch}`): WorkflowEvent {
  const after = tip(repository, `refs/${ref}`)
  const commit = commitOf(repository.objects, after)
  const before = ref.startsWith('tags/') ? nothing : (commit?.parents[0] ?? nothing)
  const person = { name: commit?.author ?? '', email: 'noreply@github.com', username: commit?.author ?? '' }
  const files = filesOf(repository.objects, after)
  const old = before === nothing ? new Map() : filesOf(repository.objects, before)
  const told = {
    id: after,
    tree_id: commit?.tree,
    distinct: true,
    message: commit?.message,
    timestamp: commit?.date,
    url: `${repositoryPage(repository)}/commit/${after}`,
    author: person,
    committer: person,
    added: [...files.keys()].filter((path) => !old.has(path)),
    removed: [...old.keys()].filter((path) => !files.has(path)),
    modified: [...files].filter(([path, entry]) => old.has(path) && old.get(path)?.sha !== entry.sha).map(([path]) => path),
  }
  // The repository of a push tells its times as numbers.
  const seconds = Date.parse(commit?.date ?? '') / 1000
  const payload = {
    ref: `refs/${ref}`,
    before,
    after,
    created: before === nothing,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${repositoryPage(repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: ref.startsWith('tags/') ? [] : [told],
    head_commit: told,
    pusher: person,
    ...common(fake, repository),
    repository: { ...repositoryPart(fake, repository), created_at: seconds, pushed_at: seconds },
  }
  return { name: 'push', payload, sha: after, ref: `refs/${ref}`, ...side(repository) }
}

export function releaseEvent(fake: FakeGitHub, repository: Repository, tag: string, prerelease = false): WorkflowEvent {
  const page = `${repositoryPage(repository)}/releases`
  const release = payloadPart('webhooks_release_1', `${fake.url}/repos/${repository.fullName}/releases/1`, {
    id: 1,
    tag_name: tag,
    target_commitish: repository.defaultBranch,
    name: tag,
    html_url: `${page}/tag/${tag}`,
    draft: false,
    prerelease,
    author: userBody(fake.url, repository.owner),
  })
  const payload = { action: 'published', release, ...common(fake, repository) }
  return { name: 'release', payload, sha: tip(repository, `refs/tags/${tag}`), ref: `refs/tags/${tag}`, ...side(repository) }
}

/** A workflow that a person started, from `ref`, which is `heads/main` or `tags/v1`. */
export function workflowDispatchEvent(
  fake: FakeGitHub,
  repository: Repository,
  inputs: Readonly<Record<string, string>> = {},
  ref = `heads/${repository.defaultBranch}`,
): WorkflowEvent {
  const payload = { inputs, ref: `refs/${ref}`, workflow: '.github/workflows/gate.yaml', ...common(fake, repository) }
  return { name: 'workflow_dispatch', payload, sha: tip(repository, `refs/${ref}`), ref: `refs/${ref}`, ...side(repository) }
}

/** A workflow that the clock started. GitHub publishes no schema of its payload, which holds little. */
export function scheduleEvent(fake: FakeGitHub, repository: Repository, schedule = '17 5 * * 1-5'): WorkflowEvent {
  const payload = { schedule, workflow: '.github/workflows/gate.yaml', repository: repositoryPart(fake, repository) }
  const branch = repository.defaultBranch
  return { name: 'schedule', payload, sha: tip(repository, branch), ref: `refs/heads/${branch}`, ...side(repository) }
}

/** A reusable workflow sees the event of its caller, and nothing tells the two apart but `workflow_call` inputs. */
export function workflowCallEvent(caller: WorkflowEvent): WorkflowEvent {
  return caller
}

/** A deployment was made: what `on: deployment` gets. */
export function deploymentEvent(fake: FakeGitHub, repository: Repository, run: WorkflowRun): WorkflowEvent {
  const deployment = run.gates[0]?.deployment
  if (deployment === undefined) throw new Error('this run deploys nothing')
  const body = payloadPart('deployment', fake.url, deploymentBody(fake.url, repository, deployment))
  const payload = { action: 'created', deployment: body, workflow: null, workflow_run: null, ...common(fake, repository) }
  return { name: 'deployment', payload, sha: deployment.sha, ref: `refs/heads/${deployment.ref}`, ...side(repository, deployment.creator) }
}

/** An App is asked whether a deployment may go on. There is no run id but in the callback's address. */
export function deploymentProtectionRuleEvent(fake: FakeGitHub, repository: Repository, run: WorkflowRun): WorkflowEvent {
  const gate = run.gates[0]
  const installation = gate?.app.installations.get(repository.owner.login)
  if (gate === undefined) throw new Error('this run waits for nothing')
  const payload = {
    action: 'requested',
    environment: gate.environment,
    event: run.event,
    deployment_callback_url: `${fake.url}/repos/${repository.fullName}/actions/runs/${run.id}/deployment_protection_rule`,
    deployment: payloadPart('deployment', fake.url, deploymentBody(fake.url, repository, gate.deployment)),
    pull_requests: [],
    ...(installation === undefined ? {} : { installation: { id: installation.id, node_id: 'MDIz' } }),
    ...common(fake, repository),
  }
  const { sha, ref } = gate.deployment
  return { name: 'deployment_protection_rule', payload, sha, ref: `refs/heads/${ref}`, ...side(repository) }
}

/** Somebody asked for a check again, or pressed the button `identifier` of it. */
export function checkRunEvent(fake: FakeGitHub, repository: Repository, run: CheckRun, identifier?: string): WorkflowEvent {
  const body = checkRunBody(fake.url, repository, run)
  const suite = payloadPart('simple-check-suite', fake.url, { id: run.suite, head_sha: run.headSha, pull_requests: [] })
  const asked = identifier === undefined ? { action: 'rerequested' } : { action: 'requested_action', requested_action: { identifier } }
  const payload = { ...asked, check_run: { ...body, check_suite: suite }, ...common(fake, repository) }
  const branch = repository.defaultBranch
  return { name: 'check_run', payload, sha: tip(repository, branch), ref: `refs/heads/${branch}`, ...side(repository) }
}

/** Somebody asked for all checks of a commit again that are of the App of one of them. */
export function checkSuiteEvent(fake: FakeGitHub, repository: Repository, { app, headSha, suite }: CheckRun): WorkflowEvent {
  const given = { id: suite, head_sha: headSha, app: appBody(fake.url, app), pull_requests: [] }
  const part = payloadPart('webhook-check-suite-rerequested', fake.url, given, 'properties', 'check_suite')
  const payload = { action: 'rerequested', check_suite: part, ...common(fake, repository) }
  const branch = repository.defaultBranch
  return { name: 'check_suite', payload, sha: tip(repository, branch), ref: `refs/heads/${branch}`, ...side(repository) }
}
