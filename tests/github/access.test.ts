import { createSign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { fakeGitHubForEachTest } from './fake/start.ts'
import type { Permissions } from './fake/world.ts'
import { at, client, refusal, shop } from './shop.ts'

const github = fakeGitHubForEachTest()
const refused = [403, 'Resource not accessible by integration'] as const
const missing = [404, 'Not Found'] as const

describe('a private repository', () => {
  test('is not there for those who may not see it', async () => {
    const fake = github()
    shop(fake, true)
    const other = fake.repository('acme/other')
    expect(await refusal(client(fake).rest.repos.get(at))).toEqual(missing)
    expect(await refusal(client(fake, fake.actionsToken(other, { contents: 'write' })).rest.repos.get(at))).toEqual(missing)
    expect(await refusal(client(fake, fake.userToken('eve', [other])).rest.repos.get(at))).toEqual(missing)
    expect((await refusal(client(fake, fake.userToken('maria')).rest.repos.get(at)))[0]).toBe(200)
  })

  test('is read only with the permission', async () => {
    const fake = github()
    const { repository } = shop(fake, true)
    const asked = async (permissions: Permissions) => {
      const { rest } = client(fake, fake.actionsToken(repository, permissions))
      const calls = [
        rest.repos.get(at),
        rest.repos.getContent({ ...at, path: 'launch.yaml' }),
        rest.pulls.get({ ...at, pull_number: 1 }),
        rest.issues.listComments({ ...at, issue_number: 1 }),
      ]
      return (await Promise.all(calls.map(refusal))).map(([status]) => status)
    }
    expect(await asked({})).toEqual([200, 403, 403, 403])
    expect(await asked({ contents: 'read' })).toEqual([200, 200, 403, 403])
    expect(await asked({ contents: 'none', pull_requests: 'write' })).toEqual([200, 403, 200, 200])
    expect(await asked({ issues: 'read' })).toEqual([200, 403, 403, 200])
  })
})

describe('a public repository', () => {
  test('is read by all, and written with the permission only', async () => {
    const fake = github()
    const { repository, head } = shop(fake)
    const fork = client(fake, fake.actionsToken(repository, { contents: 'read', pull_requests: 'read', checks: 'read' }))
    expect((await refusal(fork.rest.pulls.get({ ...at, pull_number: 1 })))[0]).toBe(200)
    expect(await refusal(fork.rest.issues.createComment({ ...at, issue_number: 1, body: 'x' }))).toEqual(refused)
    expect(await refusal(fork.rest.checks.create({ ...at, name: 'x', head_sha: head }))).toEqual(refused)
    expect((await refusal(client(fake).rest.repos.get(at)))[0]).toBe(200)
    expect((await refusal(client(fake).rest.issues.createComment({ ...at, issue_number: 1, body: 'x' })))[0]).toBe(401)
    expect(repository.comments.size + repository.checkRuns.size).toBe(0)
  })

  test('a refusal names the permissions that would do', async () => {
    const fake = github()
    const { repository } = shop(fake)
    const { rest } = client(fake, fake.actionsToken(repository, {}))
    const error = await rest.issues.createComment({ ...at, issue_number: 1, body: 'x' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ response: { headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' } } })
  })
})

test('checks are made by Apps only, and changed by the App that made them', async () => {
  const fake = github()
  const { octokit, head } = shop(fake)
  const person = client(fake, fake.userToken('maria'))
  expect((await refusal(person.rest.checks.create({ ...at, name: 'x', head_sha: head })))[1]).toContain('via a GitHub App')
  const { data } = await octokit.rest.checks.create({ ...at, name: 'x', head_sha: head })
  const other = fake.app('other', { checks: 'write' })
  const stranger = client(fake, fake.installationToken(fake.install(other, 'acme')))
  const change = { ...at, check_run_id: data.id, status: 'completed', conclusion: 'success' } as const
  expect((await refusal(stranger.rest.checks.update(change)))[0]).toBe(403)
})

test('an App answers its own gate only', async () => {
  const fake = github()
  const { repository, octokit } = shop(fake)
  const run = repository.waitingRun({ environment: 'production', app: fake.app('onlyif', { deployments: 'write' }) })
  const answer = { ...at, run_id: run.id, environment_name: 'production', state: 'approved' } as const
  expect(await refusal(octokit.rest.actions.reviewCustomGatesForRun(answer))).toEqual(missing)
  expect(run.gates[0]?.answer).toBeUndefined()
})

describe('credentials', () => {
  test('that nobody gave out', async () => {
    shop(github())
    expect(await refusal(client(github(), 'ghp_unknown').rest.repos.get(at))).toEqual([401, 'Bad credentials'])
  })

  test('of an App: its own signature, and ten minutes', async () => {
    const fake = github()
    const app = fake.app('onlyif', {})
    const now = Math.floor(Date.now() / 1000)
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = (claims: object, alg = 'RS256') => {
      const text = `${part({ alg, typ: 'JWT' })}.${part({ iat: now - 30, exp: now + 500, iss: app.id, ...claims })}`
      return `${text}.${createSign('RSA-SHA256').update(text).sign(app.privateKey, 'base64url')}`
    }
    const asked = async (token: string) => (await refusal(client(fake, token).rest.apps.getAuthenticated()))[0]
    expect(await asked(signed({}))).toBe(200)
    expect(await asked(signed({ iss: app.clientId }))).toBe(200)
    const bad = [
      signed({ iss: 1 }),
      signed({ exp: now - 1 }),
      signed({ exp: now + 3600 }),
      signed({}, 'none'),
      `${signed({})}x.y`,
      signed({}).slice(0, -8),
    ]
    for (const token of bad) expect(await asked(token)).toBe(401)
  })
})
