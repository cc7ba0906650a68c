import { describe, expect, test } from 'vitest'
import type { FaultKind } from './fake/faults.ts'
import { type FakeGitHub, fakeGitHubForEachTest } from './fake/start.ts'
import { at, client, refusal, shop } from './shop.ts'

const github = fakeGitHubForEachTest()

const get = (fake: FakeGitHub, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${fake.url}/repos/acme/shop`, { headers: { 'user-agent': 'test', ...headers } })

test.each([
  ['forbidden', 403, 'Resource not accessible by integration'],
  ['unauthorized', 401, 'Bad credentials'],
  ['not-found', 404, 'Not Found'],
  ['conflict', 409, 'Conflict'],
  ['unprocessable', 422, 'Validation Failed'],
  ['too-many-requests', 429, 'secondary rate limit'],
  ['primary-limit', 403, 'API rate limit exceeded'],
  ['secondary-limit', 403, 'secondary rate limit'],
  ['server-error', 500, 'Server Error'],
  ['bad-gateway', 502, ''],
  ['unavailable', 503, 'Service unavailable'],
] as const)('%s answers %i', async (kind, status, message) => {
  const { octokit } = shop(github())
  github().fault({ kind })
  const [got, said] = await refusal(octokit.rest.repos.get(at))
  expect([got, said.includes(message)]).toEqual([status, true])
})

test('limits say when to come again', async () => {
  const fake = github()
  shop(fake)
  fake.fault({ kind: 'too-many-requests', retryAfter: 7, times: 1 })
  expect((await get(fake)).headers.get('retry-after')).toBe('7')
  fake.fault({ kind: 'primary-limit' })
  expect((await get(fake)).headers.get('x-ratelimit-remaining')).toBe('0')
})

test('a fault befalls what it is meant for, when it is meant to', async () => {
  const fake = github()
  const { octokit } = shop(fake)
  fake.fault({ kind: 'forbidden', on: 'repos/get', after: 1, times: 2 })
  fake.fault({ kind: 'not-found', on: /^pulls\// })
  const statuses = []
  for (let call = 0; call < 4; call++) statuses.push((await refusal(octokit.rest.repos.get(at)))[0])
  expect(statuses).toEqual([200, 403, 403, 200])
  expect((await refusal(octokit.rest.pulls.list(at)))[0]).toBe(404)
  fake.clearFaults()
  expect((await refusal(octokit.rest.pulls.list(at)))[0]).toBe(200)
})

describe('connections that break', () => {
  const comment = { ...at, issue_number: 1, body: 'hold' }

  test.each([
    ['reset', 0],
    ['lost-answer', 1],
    ['cut-off', 1],
    ['half-body', 1],
  ] as const)('%s, after which there are %i comments', async (kind: FaultKind, comments) => {
    const fake = github()
    const { octokit, repository } = shop(fake)
    fake.fault({ kind })
    // Octokit hands over the text of a body that is no JSON.
    const answer = await octokit.rest.issues.createComment(comment).catch(() => undefined)
    expect(typeof answer?.data).not.toBe('object')
    expect(repository.comments.size).toBe(comments)
  })

  test('a page of HTML where JSON is due', async () => {
    const fake = github()
    shop(fake)
    fake.fault({ kind: 'not-json' })
    const answer = await get(fake)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html'])
  })

  test('a slow answer is right, for those who wait', async () => {
    const fake = github()
    const { octokit } = shop(fake)
    fake.fault({ kind: 'slow', ms: 200 })
    expect((await refusal(octokit.rest.repos.get({ ...at, request: { signal: AbortSignal.timeout(20) } })))[0]).toBe(500)
    expect((await octokit.rest.repos.get(at)).data.name).toBe('shop')
  })
})

describe('another host', () => {
  test('is not told the token by fetch', async () => {
    const fake = github()
    const { token } = shop(fake)
    fake.fault({ kind: 'redirect' })
    await get(fake, { authorization: `Bearer ${token}` })
    expect(fake.otherHost.requests.map((one) => [one.path, one.headers['authorization']])).toEqual([['/repos/acme/shop', undefined]])
  })

  test('keeps what a careless client sends it', async () => {
    const fake = github()
    const { octokit, token } = shop(fake)
    await octokit.request(`POST ${fake.otherHost.url}/callback`, { state: 'approved' })
    expect(fake.otherHost.requests.map((one) => one.headers['authorization'])).toEqual([`token ${token}`])
  })
})

test('small pages lead to each other', async () => {
  const { startFakeGitHub } = await import('./fake/start.ts')
  const fake = await startFakeGitHub({ largestPage: 2, path: '/api/v3' })
  const { octokit, repository } = shop(fake)
  for (let number = 1; number <= 5; number++) repository.comment(1, { body: `${number}` })
  const comments = await octokit.paginate(octokit.rest.issues.listComments, { ...at, issue_number: 1, per_page: 100 })
  await fake.close()
  expect(comments.map((one) => one.body)).toEqual(['1', '2', '3', '4', '5'])
  expect(fake.requests.map((one) => one.query['page'])).toEqual([undefined, '2', '3'])
  expect([fake.url.endsWith('/api/v3'), fake.violations]).toEqual([true, []])
})

test('an answer that has not changed is not sent again', async () => {
  const fake = github()
  shop(fake)
  const etag = (await get(fake)).headers.get('etag') ?? ''
  expect((await get(fake, { 'if-none-match': etag })).status).toBe(304)
})

test('a request without a user agent, or to another version, is a violation', async () => {
  const fake = github()
  shop(fake)
  const octokit = client(fake)
  await refusal(octokit.rest.repos.get({ ...at, headers: { 'x-github-api-version': '2020-01-01' } }))
  expect(fake.takeViolations().map((one) => one.says)).toEqual(['header x-github-api-version 2020-01-01 is not played'])
})
