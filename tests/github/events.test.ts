import { describe, expect, test } from 'vitest'
import * as events from './events.ts'
import { type FakeGitHub, fakeGitHubForEachTest } from './fake/start.ts'
import { optionalKeys, webhookNames, wrongInPayload } from './webhook-schemas.ts'

const github = fakeGitHubForEachTest()

function shop(fake: FakeGitHub) {
  const repository = fake.repository('acme/shop')
  const first = repository.commit({ files: { 'launch.yaml': 'id: one\n' } })
  repository.commit({ files: { 'launch.yaml': 'id: two\n', 'new.txt': '' } })
  repository.tag('v1')
  repository.commit({ branch: 'change', files: { 'launch.yaml': 'id: three\n' } })
  const fork = repository.fork('ola')
  fork.commit({ branch: 'patch', files: { 'launch.yaml': 'id: four\n' } })
  const own = repository.openPullRequest({ head: 'change' })
  const foreign = repository.openPullRequest({ head: { repository: fork, branch: 'patch' } })
  const app = fake.app('onlyif', { deployments: 'write' })
  fake.install(app, 'acme')
  return { fake, repository, first, own, foreign, run: repository.waitingRun({ environment: 'production', app }) }
}

type Shop = ReturnType<typeof shop>

const built: readonly (readonly [webhook: string, build: (shop: Shop) => events.WorkflowEvent])[] = [
  ['pull-request-opened', ({ fake, repository, own }) => events.pullRequestEvent(fake, repository, own)],
  ['pull-request-opened', ({ fake, repository, foreign }) => events.pullRequestEvent(fake, repository, foreign)],
  ['pull-request-reopened', ({ fake, repository, own }) => events.pullRequestEvent(fake, repository, own, { action: 'reopened' })],
  [
    'pull-request-synchronize',
    ({ fake, repository, own, first }) => events.pullRequestEvent(fake, repository, own, { action: 'synchronize', before: first }),
  ],
  [
    'pull-request-edited',
    ({ fake, repository, own, first }) =>
      events.pullRequestEvent(fake, repository, own, { action: 'edited', from: { ref: 'lax', sha: first } }),
  ],
  ['pull-request-opened', ({ fake, repository, foreign }) => events.pullRequestTargetEvent(fake, repository, foreign)],
  ['merge-group-checks-requested', ({ fake, repository, own }) => events.mergeGroupEvent(fake, repository, own)],
  ['push', ({ fake, repository }) => events.pushEvent(fake, repository)],
  ['push', ({ fake, repository }) => events.pushEvent(fake, repository, 'tags/v1')],
  ['release-published', ({ fake, repository }) => events.releaseEvent(fake, repository, 'v1')],
  ['workflow-dispatch', ({ fake, repository }) => events.workflowDispatchEvent(fake, repository, { launch: 'checkout-2' })],
  ['push', ({ fake, repository }) => events.workflowCallEvent(events.pushEvent(fake, repository))],
  ['deployment-created', ({ fake, repository, run }) => events.deploymentEvent(fake, repository, run)],
  ['deployment-protection-rule-requested', ({ fake, repository, run }) => events.deploymentProtectionRuleEvent(fake, repository, run)],
  ['check-run-rerequested', (shop) => events.checkRunEvent(shop.fake, shop.repository, checkOf(shop))],
  ['check-suite-rerequested', (shop) => events.checkSuiteEvent(shop.fake, shop.repository, checkOf(shop))],
  ['check-run-requested-action', (shop) => events.checkRunEvent(shop.fake, shop.repository, checkOf(shop), 'explain')],
]

function checkOf({ fake, repository, first }: Shop) {
  const app = fake.app('checker', { checks: 'write' })
  return repository.check({ app, name: 'onlyif (main)', headSha: first, conclusion: 'failure' })
}

describe('every payload is one that GitHub could send', () => {
  test.each(built.map(([webhook, build]) => [webhook, build] as const))('%s', (webhook, build) => {
    const event = build(shop(github()))
    expect(wrongInPayload(webhook, JSON.parse(JSON.stringify(event.payload)))).toEqual([])
    expect(event.sha).toMatch(/^[0-9a-f]{40}$/)
    expect(event.ref).toMatch(/^refs\/(?:heads|tags|pull)\//)
  })

  test('and a schema that is met by anything would be noticed', () => {
    for (const name of webhookNames) expect(wrongInPayload(name, { sender: 1 }), name).not.toEqual([])
    expect(wrongInPayload('no-such-webhook', {})).toHaveLength(1)
  })
})

test('a deployment rule may come with next to nothing', () => {
  const keys = optionalKeys('deployment-protection-rule-requested')
  expect(keys).toEqual(['environment', 'event', 'deployment_callback_url', 'deployment', 'pull_requests', 'organization', 'installation'])
})

test('what the runner is told of an event', () => {
  const { fake, repository, foreign } = shop(github())
  const untrusted = events.pullRequestEvent(fake, repository, foreign)
  expect([untrusted.ref, untrusted.baseRef, untrusted.headRef, untrusted.actor]).toEqual(['refs/pull/2/merge', 'main', 'patch', 'ola'])
  expect(untrusted.sha).toBe(repository.resolve('pull/2/merge'))
  const trusted = events.pullRequestTargetEvent(fake, repository, foreign)
  expect([trusted.ref, trusted.sha]).toEqual(['refs/heads/main', repository.resolve('main')])
  const queued = events.mergeGroupEvent(fake, repository, foreign)
  expect(queued.ref).toBe(`refs/heads/gh-readonly-queue/main/pr-2-${repository.resolve('main')}`)
  expect(JSON.stringify(queued.payload)).not.toContain('pull_request"')
  expect(events.scheduleEvent(fake, repository).payload).toHaveProperty('schedule')
})
