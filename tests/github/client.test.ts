import { describe, expect, test } from 'vitest'
import { connect, type GitHub } from '../../src/github/client.ts'
import type { Network } from '../../src/github/guarded-fetch.ts'
import { ownNetwork } from '../../src/github/guarded-fetch.ts'
import { redact } from '../../src/github/redact.ts'
import { defaultBranch, tipOf } from '../../src/github/repository.ts'
import { type FakeGitHub, fakeGitHubForEachTest } from './fake/start.ts'

const github = fakeGitHubForEachTest()

interface Tried {
  readonly fake: FakeGitHub
  readonly client: GitHub
  readonly token: string
  readonly pauses: number[]
}

function tried(): Tried {
  const fake = github()
  const repository = fake.repository('acme/shop')
  repository.commit({ files: { 'a.yaml': 'a' } })
  const token = fake.actionsToken(repository, { contents: 'read', checks: 'write' })
  const pauses: number[] = []
  const network: Network = { ...ownNetwork, sleep: async (ms) => void pauses.push(ms), clock: () => Date.parse('2026-10-07T09:00:00Z') }
  return {
    fake,
    token,
    pauses,
    client: connect({ apiUrl: fake.url, token, owner: 'acme', repo: 'shop', userAgent: 'onlyif/test', network }),
  }
}

describe('what fails on the way is tried again', () => {
  test.each(['server-error', 'bad-gateway', 'unavailable', 'reset', 'cut-off', 'lost-answer'] as const)('%s', async (kind) => {
    const { fake, client, pauses } = tried()
    fake.fault({ kind, times: 2 })
    expect(await defaultBranch(client)).toEqual({ ok: true, value: 'main' })
    expect(pauses).toEqual([500, 1000])
  })

  test('but not for ever', async () => {
    const { fake, client } = tried()
    fake.fault({ kind: 'bad-gateway' })
    expect(await defaultBranch(client)).toMatchObject({ ok: false, problem: { kind: 'unreachable', status: 502 } })
    expect(fake.requests).toHaveLength(4)
  })

  test.each(['too-many-requests', 'secondary-limit'] as const)('%s: as late as the server says', async (kind) => {
    const { fake, client, pauses } = tried()
    fake.fault({ kind, retryAfter: 7, times: 1 })
    expect(await defaultBranch(client)).toMatchObject({ ok: true })
    expect(pauses).toEqual([7000])
  })

  test('who is told to come back after an hour does not wait', async () => {
    const { fake, client, pauses } = tried()
    fake.fault({ kind: 'too-many-requests', retryAfter: 3600 })
    expect(await defaultBranch(client)).toMatchObject({ ok: false, problem: { kind: 'limited' } })
    expect(pauses).toEqual([])
  })

  test('what creates something is not repeated where it may have been done', async () => {
    const { fake, client } = tried()
    fake.fault({ kind: 'lost-answer', on: 'checks/create' })
    const reply = await client.ask((request) =>
      request('POST /repos/{owner}/{repo}/check-runs', { owner: 'acme', repo: 'shop', name: 'x', head_sha: 'a'.repeat(40) }),
    )
    expect(reply).toMatchObject({ ok: false, problem: { kind: 'unreachable' } })
    expect(fake.calls('checks/create')).toHaveLength(1)
  })
})

describe('the token', () => {
  test('goes nowhere else', async () => {
    const { fake, client, token } = tried()
    fake.fault({ kind: 'redirect' })
    const reply = await defaultBranch(client)
    expect(reply).toMatchObject({ ok: false, problem: { kind: 'unreachable' } })
    expect(fake.otherHost.requests).toEqual([])
    expect(JSON.stringify(reply)).not.toContain(token)
    expect(fake.requests.every((request) => request.headers['authorization']?.includes(token))).toBe(true)
  })

  test('is not in what a server says back', async () => {
    const { fake, client, token } = tried()
    fake.fault({ kind: 'unprocessable', message: `no, ${token} is bad, as is Bearer ${token}` })
    expect(JSON.stringify(await defaultBranch(client))).not.toContain(token)
  })

  test.each([
    ['ghs_123456_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.abc-_def', '***'],
    ['ghp_0123456789abcdefghijklmnopqrstuvwxyz', '***'],
    ['github_pat_11ABCDEFG0123456789_abcdefghijklmnop', '***'],
    ['Bearer abcdefghijklmnop123456', 'Bearer ***'],
    ['the launch is no-go', 'the launch is no-go'],
  ])('of any kind: %s', (text, safe) => {
    expect(redact(`see ${text} there`)).toBe(`see ${safe} there`)
  })

  test('whatever it looks like', () => {
    expect(redact('it is s3cret-one', ['s3cret-one', ''])).toBe('it is ***')
    expect(redact('it is pa55', ['pa55'])).toBe('it is ***')
    // Of three characters there are too many in any text.
    expect(redact('it is abc', ['abc'])).toBe('it is abc')
  })
})

test('a branch is itself, not one whose name begins alike', async () => {
  const { client, fake } = tried()
  expect(await tipOf(client, 'main')).toMatchObject({ ok: true })
  expect(await tipOf(client, 'mai')).toMatchObject({ ok: false, problem: { kind: 'not-found' } })
  fake.fault({ kind: 'not-json' })
  expect(await tipOf(client, 'main')).toMatchObject({ ok: false, problem: { kind: 'unreadable' } })
})

test('the client names itself', async () => {
  const { client, fake } = tried()
  await defaultBranch(client)
  expect(fake.requests[0]?.headers['user-agent']).toMatch(/^onlyif\/test/)
})
