import { appBody, nodeId, person, repositoryBody, repositoryPage, repositoryUrl, userBody } from './bodies.ts'
import { type Body, filled } from './filled.ts'
import type { Commit } from './git-objects.ts'
import { tip } from './repository.ts'
import type { CheckRun, Comment, Deployment, PullRequest, Repository, WorkflowRun } from './world.ts'

/** A pull request as `pull-request` (one) or `pull-request-simple` (of a list) describes it. */
export function pullBody(api: string, repository: Repository, pull: PullRequest, component = 'pull-request'): Body {
  const url = `${repositoryUrl(api, repository)}/pulls/${pull.number}`
  const page = `${repositoryPage(repository)}/pull/${pull.number}`
  const issue = `${repositoryUrl(api, repository)}/issues/${pull.number}`
  const side = (of: Repository, ref: string) => ({
    label: `${of.owner.login}:${ref}`,
    ref,
    sha: tip(of, ref),
    user: userBody(api, of.owner),
    repo: repositoryBody(api, of, 'repository'),
  })
  const links = {
    self: url,
    html: page,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${url}/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${repositoryUrl(api, repository)}/statuses`,
  }
  return filled(component, url, {
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    number: pull.number,
    url,
    html_url: page,
    issue_url: issue,
    comments_url: `${issue}/comments`,
    state: pull.state,
    title: pull.title,
    body: pull.body,
    draft: pull.draft,
    user: userBody(api, pull.author),
    created_at: pull.createdAt,
    updated_at: pull.createdAt,
    closed_at: pull.state === 'closed' ? pull.createdAt : null,
    merged_at: pull.merged ? pull.createdAt : null,
    merge_commit_sha: repository.mergeOf(pull) ?? null,
    head: { ...side(pull.head.repository, pull.head.branch), ...(pull.forkGone ? { repo: null } : {}) },
    base: side(repository, pull.base),
    labels: [],
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    active_lock_reason: null,
    author_association: pull.head.repository === repository ? 'MEMBER' : 'FIRST_TIME_CONTRIBUTOR',
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    ...(component === 'pull-request'
      ? { merged: pull.merged, mergeable: pull.state === 'open' ? true : null, mergeable_state: 'clean' }
      : {}),
  })
}

export function commentBody(api: string, repository: Repository, comment: Comment): Body {
  const url = `${repositoryUrl(api, repository)}/issues`
  return filled('issue-comment', url, {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: `${url}/comments/${comment.id}`,
    html_url: `${repositoryPage(repository)}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${url}/${comment.issue}`,
    body: comment.body,
    user: userBody(api, comment.author),
    author_association: 'NONE',
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    performed_via_github_app: comment.app === undefined ? null : appBody(api, comment.app),
  })
}

export function checkRunBody(api: string, repository: Repository, run: CheckRun): Body {
  const url = `${repositoryUrl(api, repository)}/check-runs/${run.id}`
  const page = `${repositoryPage(repository)}/runs/${run.id}`
  return filled('check-run', url, {
    id: run.id,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    name: run.name,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    external_id: run.externalId ?? '',
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite },
    app: appBody(api, run.app),
    pull_requests: [],
  })
}

export function deploymentBody(api: string, repository: Repository, deployment: Deployment): Body {
  const url = `${repositoryUrl(api, repository)}/deployments/${deployment.id}`
  return filled('deployment', url, {
    id: deployment.id,
    node_id: nodeId('DE', deployment.id),
    url,
    sha: deployment.sha,
    ref: deployment.ref,
    task: 'deploy',
    payload: {},
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: null,
    creator: userBody(api, deployment.creator),
    created_at: deployment.createdAt,
    updated_at: deployment.createdAt,
  })
}

export function workflowRunBody(api: string, repository: Repository, run: WorkflowRun, commit: Commit): Body {
  const url = `${repositoryUrl(api, repository)}/actions/runs/${run.id}`
  return filled('workflow-run', url, {
    id: run.id,
    node_id: nodeId('WFR', run.id),
    name: run.name,
    display_title: commit.message,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: '.github/workflows/release.yaml',
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    run_number: 1,
    run_attempt: 1,
    url,
    html_url: `${repositoryPage(repository)}/actions/runs/${run.id}`,
    check_suite_id: run.suite,
    head_commit: {
      id: commit.sha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: commit.date,
      author: person(commit),
      committer: person(commit),
    },
    repository: repositoryBody(api, repository),
    head_repository: repositoryBody(api, repository),
    pull_requests: [],
  })
}
