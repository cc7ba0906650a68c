import { repositoryUrl, userBody } from './bodies.ts'
import { commentBody, deploymentBody, pullBody, workflowRunBody } from './bodies-of-work.ts'
import { type Answer, type Call, found, type Handler, ok, paged, Refusal, textOf } from './call.ts'
import { diffEntries } from './comparison.ts'
import { type Body, filled } from './filled.ts'
import { commitOf, history, mergeBase } from './git-objects.ts'
import { tip } from './repository.ts'
import type { DeploymentGate, PullRequest, User, WorkflowRun } from './world.ts'

const numberOf = (call: Call, name: string): number => Number(call.params[name])
const author = (call: Call): User => found(call.actor.user)

function pullOf(call: Call): PullRequest {
  return found(call.repository.pullRequests.get(numberOf(call, 'pull_number')))
}

function listPulls(call: Call): Answer {
  const { repository, query, api } = call
  const state = query.get('state') ?? 'open'
  const pulls = [...repository.pullRequests.values()]
    .filter((pull) => state === 'all' || pull.state === state)
    .filter((pull) => !query.has('base') || pull.base === query.get('base'))
    .filter((pull) => !query.get('head')?.includes(':') || `${pull.head.repository.owner.login}:${pull.head.branch}` === query.get('head'))
    .sort((a, b) => (query.get('direction') === 'asc' ? a.number - b.number : b.number - a.number))
  const { items, headers } = paged(call, pulls)
  return ok(
    items.map((pull) => pullBody(api, repository, pull, 'pull-request-simple')),
    headers,
  )
}

function filesOfPull(call: Call): Answer {
  const pull = pullOf(call)
  const head = tip(pull.head.repository, pull.head.branch)
  const base = mergeBase(call.repository.objects, head, tip(call.repository, pull.base))
  const { items, headers } = paged(call, diffEntries(call, base?.sha, head).slice(0, 3000))
  return ok(items, headers)
}

function pullsOfCommit(call: Call): Answer {
  const { repository, api } = call
  const sha = call.params['commit_sha'] ?? ''
  if (repository.resolve(sha) === undefined) throw new Refusal(422, `No commit found for SHA: ${sha}`)
  const inHistory = (pull: PullRequest) =>
    history(repository.objects, tip(pull.head.repository, pull.head.branch)).some((one) => one.sha === sha)
  const pulls = [...repository.pullRequests.values()].filter((pull) => (pull.state === 'open' || pull.merged) && inHistory(pull))
  const { items, headers } = paged(call, pulls)
  return ok(
    items.map((pull) => pullBody(api, repository, pull, 'pull-request-simple')),
    headers,
  )
}

function listComments(call: Call): Answer {
  found(call.repository.pullRequests.get(numberOf(call, 'issue_number')))
  const since = call.query.get('since') ?? ''
  const comments = [...call.repository.comments.values()].filter(
    (comment) => comment.issue === numberOf(call, 'issue_number') && comment.updatedAt >= since,
  )
  const { items, headers } = paged(call, comments)
  return ok(
    items.map((comment) => commentBody(call.api, call.repository, comment)),
    headers,
  )
}

function createComment(call: Call): Answer {
  const issue = numberOf(call, 'issue_number')
  found(call.repository.pullRequests.get(issue))
  const { login } = author(call)
  const app = call.actor.app
  const comment = call.repository.comment(issue, { body: String(call.body['body']), author: login, ...(app === undefined ? {} : { app }) })
  return { status: 201, body: commentBody(call.api, call.repository, comment) }
}

function updateComment(call: Call): Answer {
  const comment = found(call.repository.comments.get(numberOf(call, 'comment_id')))
  comment.body = String(call.body['body'])
  comment.updatedAt = call.world.now()
  return ok(commentBody(call.api, call.repository, comment))
}

const runOf = (call: Call): WorkflowRun => found(call.repository.runs.get(numberOf(call, 'run_id')))

/** The most status reports that GitHub takes for one deployment. */
const mostReports = 10

function reviewGate(call: Call): Answer {
  const run = runOf(call)
  const environment = String(call.body['environment_name'])
  const gate: DeploymentGate = found(run.gates.find((one) => one.environment === environment && one.app === call.actor.app))
  const state = call.body['state']
  const comment = textOf(call.body['comment'])
  if (gate.answer !== undefined) throw new Refusal(422, 'No pending deployment requests to approve or reject')
  if (state === undefined) {
    if (gate.reports.length >= mostReports) {
      throw new Refusal(422, 'Validation Failed', {}, `a deployment takes at most ${mostReports} status reports`)
    }
    gate.reports.push(comment ?? '')
    return { status: 204 }
  }
  const answer = state === 'approved' ? 'approved' : 'rejected'
  gate.answer = { state: answer, comment }
  run.reviews.push({ environment, state: answer, comment: comment ?? '', user: author(call) })
  if (answer === 'rejected') [run.status, run.conclusion] = ['completed', 'failure']
  else if (run.gates.every((one) => one.answer?.state === 'approved')) run.status = 'in_progress'
  return { status: 204 }
}

function listRuns(call: Call): Answer {
  const { repository, query, api } = call
  const runs = [...repository.runs.values()].filter((run) => !query.has('status') || run.status === query.get('status')).reverse()
  const { items, headers } = paged(call, runs)
  const bodies = items.map((run) => workflowRunBody(api, repository, run, found(commitOf(repository.objects, run.headSha))))
  return ok({ total_count: runs.length, workflow_runs: bodies }, headers)
}

function pendingDeployments(call: Call): Answer {
  const open = runOf(call).gates.filter((gate) => gate.answer === undefined)
  const environment = (name: string): Body => ({
    id: 1,
    node_id: 'EN_1',
    name,
    url: `${call.api}/environments/1`,
    html_url: `${call.api}/1`,
  })
  return ok(
    open.map((gate) => ({
      environment: environment(gate.environment),
      wait_timer: 0,
      wait_timer_started_at: null,
      current_user_can_approve: false,
      reviewers: [],
    })),
  )
}

function listDeployments(call: Call): Answer {
  const { repository, query, api } = call
  const matches = (name: string, value: string) => !query.has(name) || query.get(name) === value
  const all = [...repository.deployments.values()]
    .filter(
      (one) => matches('sha', one.sha) && matches('ref', one.ref) && matches('environment', one.environment) && matches('task', 'deploy'),
    )
    .reverse()
  const { items, headers } = paged(call, all)
  return ok(
    items.map((one) => deploymentBody(api, repository, one)),
    headers,
  )
}

function createDeploymentStatus(call: Call): Answer {
  const deployment = found(call.repository.deployments.get(numberOf(call, 'deployment_id')))
  const status = { state: String(call.body['state']), description: textOf(call.body['description']) ?? '' }
  deployment.statuses.push(status)
  const url = `${repositoryUrl(call.api, call.repository)}/deployments/${deployment.id}`
  const body = filled('deployment-status', `${url}/statuses/1`, {
    ...status,
    deployment_url: url,
    creator: userBody(call.api, author(call)),
  })
  return { status: 201, body }
}

/** Pull requests, comments, checks, runs and deployments. */
export const workRoutes: Readonly<Record<string, Handler>> = {
  'pulls/get': (call) => ok(pullBody(call.api, call.repository, pullOf(call))),
  'pulls/list': listPulls,
  'pulls/list-files': filesOfPull,
  'repos/list-pull-requests-associated-with-commit': pullsOfCommit,
  'issues/list-comments': listComments,
  'issues/create-comment': createComment,
  'issues/update-comment': updateComment,
  'actions/list-workflow-runs-for-repo': listRuns,
  'actions/get-pending-deployments-for-run': pendingDeployments,
  'actions/get-workflow-run'(call) {
    const run = runOf(call)
    return ok(workflowRunBody(call.api, call.repository, run, found(commitOf(call.repository.objects, run.headSha))))
  },
  'actions/get-reviews-for-run'(call) {
    const reviews = runOf(call).reviews.map(({ environment, state, comment, user }) => ({
      environments: [{ id: 1, name: environment }],
      state,
      comment,
      user: userBody(call.api, user),
    }))
    return ok(reviews)
  },
  'actions/review-custom-gates-for-run': reviewGate,
  'repos/list-deployments': listDeployments,
  'repos/create-deployment-status': createDeploymentStatus,
}
