import { describe, expect, test } from 'vitest'
import { fakeGitHubForEachTest } from './fake/start.ts'
import { appClient, at, client, shop } from './shop.ts'

const github = fakeGitHubForEachTest()

describe('Octokit reads', () => {
  test('the repository, its branch, commits and refs', async () => {
    const { octokit, repository } = shop(github())
    const { data } = await octokit.rest.repos.get(at)
    expect([data.full_name, data.default_branch, data.private]).toEqual(['acme/shop', 'main', false])
    const main = repository.resolve('main') ?? ''
    expect((await octokit.rest.repos.getBranch({ ...at, branch: 'main' })).data.commit.sha).toBe(main)
    expect((await octokit.rest.git.getRef({ ...at, ref: 'heads/main' })).data.object.sha).toBe(main)
    expect((await octokit.rest.git.getCommit({ ...at, commit_sha: main })).data.sha).toBe(main)
    expect((await octokit.rest.repos.getCommit({ ...at, ref: 'main' })).data.files).toHaveLength(2)
    expect((await octokit.rest.repos.getCommit({ ...at, ref: 'pull/1/head' })).data.files?.map((file) => file.status)).toEqual([
      'modified',
      'added',
    ])
  })

  test('files by contents, tree and blob', async () => {
    const { octokit } = shop(github())
    const { data } = await octokit.rest.repos.getContent({ ...at, path: 'rules/promise.yaml' })
    expect(!Array.isArray(data) && data.type === 'file' && Buffer.from(data.content, 'base64').toString()).toBe('kind: Commitment\n')
    const tree = await octokit.rest.git.getTree({ ...at, tree_sha: 'main', recursive: '1' })
    expect(tree.data.tree.map((entry) => entry.path)).toEqual(['launch.yaml', 'rules', 'rules/promise.yaml'])
    const blob = await octokit.rest.git.getBlob({ ...at, file_sha: tree.data.tree[0]?.sha ?? '' })
    expect(Buffer.from(blob.data.content, 'base64').toString()).toBe('kind: Launch\n')
    const folder = await octokit.rest.repos.getContent({ ...at, path: '' })
    expect(Array.isArray(folder.data) && folder.data.map((entry) => entry.type)).toEqual(['file', 'dir'])
  })

  test('pull requests and comparisons', async () => {
    const { octokit, pull, repository } = shop(github())
    const { data } = await octokit.rest.pulls.get({ ...at, pull_number: pull.number })
    expect([data.head.label, data.base.ref, data.head.repo?.full_name]).toEqual(['ola:change', 'main', 'ola/shop'])
    expect(data.merge_commit_sha).toBe(repository.resolve('refs/pull/1/merge'))
    expect((await octokit.rest.pulls.list({ ...at })).data).toHaveLength(1)
    expect((await octokit.rest.pulls.listFiles({ ...at, pull_number: 1 })).data.map((file) => file.filename)).toEqual([
      'launch.yaml',
      'new.txt',
    ])
    const compared = await octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead: 'main...ola:change' })
    expect([compared.data.status, compared.data.ahead_by, compared.data.files?.length]).toEqual(['ahead', 1, 2])
    const found = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: data.head.sha })
    expect(found.data.map((one) => one.number)).toEqual([1])
  })
})

describe('Octokit writes', () => {
  test('a comment, which tells the App that wrote it', async () => {
    const { octokit } = shop(github())
    const { data } = await octokit.rest.issues.createComment({ ...at, issue_number: 1, body: 'hold' })
    await octokit.rest.issues.updateComment({ ...at, comment_id: data.id, body: 'go' })
    const comments = await octokit.paginate(octokit.rest.issues.listComments, { ...at, issue_number: 1 })
    expect(comments.map((one) => [one.body, one.user?.login, one.performed_via_github_app?.slug])).toEqual([
      ['go', 'github-actions[bot]', 'github-actions'],
    ])
  })

  test('a check run with annotations in several requests', async () => {
    const { octokit, repository } = shop(github())
    const sha = repository.resolve('main') ?? ''
    const annotation = { path: 'launch.yaml', start_line: 1, end_line: 1, annotation_level: 'failure' as const, message: 'unmet' }
    const output = { title: 'no-go', summary: 'one is unmet', annotations: Array.from({ length: 50 }, () => annotation) }
    const { data } = await octokit.rest.checks.create({ ...at, name: 'onlyif (main)', head_sha: sha, status: 'in_progress', output })
    await octokit.rest.checks.update({ ...at, check_run_id: data.id, status: 'completed', conclusion: 'failure', output })
    const listed = await octokit.rest.checks.listForRef({ ...at, ref: 'main' })
    expect(listed.data.check_runs.map((run) => [run.conclusion, run.output.annotations_count])).toEqual([['failure', 100]])
    expect((await octokit.rest.checks.get({ ...at, check_run_id: data.id })).data.app?.slug).toBe('github-actions')
  })

  test('a gate of a deployment, as the App that guards it', async () => {
    const fake = github()
    const { repository } = shop(fake, true)
    const app = fake.app('onlyif', { actions: 'read', deployments: 'write', contents: 'read' })
    const installation = fake.install(app, 'acme')
    const run = repository.waitingRun({ environment: 'production', app })
    const octokit = await appClient(fake, app).getInstallationOctokit(installation.id)
    const gate = { ...at, run_id: run.id, environment_name: 'production' }
    await octokit.rest.actions.reviewCustomGatesForRun({ ...gate, comment: 'evidence is stale' })
    await octokit.rest.actions.reviewCustomGatesForRun({ ...gate, state: 'approved', comment: 'go' })
    expect((await octokit.rest.actions.getReviewsForRun({ ...at, run_id: run.id })).data.map((one) => one.state)).toEqual(['approved'])
    expect((await octokit.rest.actions.getWorkflowRun({ ...at, run_id: run.id })).data.status).toBe('in_progress')
    expect(run.gates[0]?.reports).toEqual(['evidence is stale'])
    await expect(octokit.rest.actions.reviewCustomGatesForRun({ ...gate, state: 'approved' })).rejects.toMatchObject({ status: 422 })
    const [deployment] = (await octokit.rest.repos.listDeployments(at)).data
    await octokit.rest.repos.createDeploymentStatus({ ...at, deployment_id: deployment?.id ?? 0, state: 'success' })
  })

  test('in the name of an App', async () => {
    const fake = github()
    const { repository } = shop(fake)
    const app = fake.app('onlyif', { contents: 'read', checks: 'write' })
    const installation = fake.install(app, 'acme', [repository])
    const delivery = fake.deliver({ event: 'deployment_protection_rule', payload: { action: 'requested' }, statusCode: 502 })
    const { octokit } = appClient(fake, app)
    expect((await octokit.rest.apps.getAuthenticated()).data?.slug).toBe('onlyif')
    expect((await octokit.rest.apps.getRepoInstallation(at)).data.id).toBe(installation.id)
    const failed = await octokit.rest.apps.listWebhookDeliveries({ status: 'failure' })
    expect(failed.data.map((one) => one.guid)).toEqual([delivery.guid])
    await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: delivery.id })
    expect((await octokit.rest.apps.getWebhookDelivery({ delivery_id: delivery.id })).data.event).toBe('deployment_protection_rule')
    const narrow = { installation_id: installation.id, repository_ids: [repository.id], permissions: { contents: 'read' as const } }
    const { data } = await octokit.rest.apps.createInstallationAccessToken(narrow)
    expect([data.token.length, data.permissions?.contents]).toEqual([520, 'read'])
    const denied = client(fake, data.token).rest.checks.create({ ...at, name: 'x', head_sha: repository.resolve('main') ?? '' })
    await expect(denied).rejects.toMatchObject({ status: 403 })
  })

  test('and asks who it is', async () => {
    const fake = github()
    const octokit = client(fake, fake.userToken('maria'))
    expect((await octokit.rest.users.getAuthenticated()).data.login).toBe('maria')
    expect((await octokit.rest.rateLimit.get()).data.rate.limit).toBe(5000)
    await octokit.rest.meta.root()
  })
})
