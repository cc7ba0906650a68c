import { describe, expect, test } from 'vitest'
import type { Standing } from '../../src/engine/standing.ts'
import { type CheckRun, publishCheck } from '../../src/github/check-run.ts'
import { connect, type GitHub } from '../../src/github/client.ts'
import { hiddenLine, markerOf, stateIn } from '../../src/github/comment-state.ts'
import { findComment, writeComment } from '../../src/github/sticky-comment.ts'
import { quickNetwork } from '../action/stage.ts'
import { type FakeGitHub, fakeGitHubForEachTest } from './fake/start.ts'
import type { Permissions, Repository } from './fake/world.ts'

const github = fakeGitHubForEachTest()

function place(permissions: Permissions = { contents: 'read', checks: 'write', pull_requests: 'write' }): {
  readonly fake: FakeGitHub
  readonly repository: Repository
  readonly sha: string
  readonly as: (token: string) => GitHub
  readonly client: GitHub
} {
  const fake = github()
  const repository = fake.repository('acme/shop')
  repository.commit({ files: { a: 'a' } })
  repository.branch('change')
  const sha = repository.commit({ branch: 'change', files: { b: 'b' } })
  repository.openPullRequest({ head: 'change' })
  const as = (token: string): GitHub =>
    connect({ apiUrl: fake.url, token, owner: 'acme', repo: 'shop', userAgent: 'test', network: quickNetwork })
  return { fake, repository, sha, as, client: as(fake.actionsToken(repository, permissions)) }
}

const checkOf = (headSha: string, annotations: number): CheckRun => ({
  name: 'onlyif (main)',
  headSha,
  externalId: 'id',
  detailsUrl: 'https://github.com/acme/shop/actions/runs/1',
  conclusion: 'failure',
  title: 'x'.repeat(1000),
  summary: '😀'.repeat(65_000),
  annotations: Array.from({ length: annotations }, (_, i) => ({
    path: 'a',
    line: i + 1,
    column: 1,
    level: 'failure' as const,
    title: 't'.repeat(500),
    message: 'm'.repeat(20_000),
  })),
})

describe('a check run', () => {
  test.each([
    [0, [0]],
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('%i annotations go in batches of 50', async (count, batches) => {
    const { fake, client, repository, sha } = place()
    expect(await publishCheck(client, checkOf(sha, count))).toMatchObject({ ok: true, value: { appId: 15_368, missing: 0 } })
    const sent = [...fake.calls('checks/create'), ...fake.calls('checks/update')]
    expect(sent.map(({ body }) => (body as { output: { annotations: unknown[] } }).output.annotations.length)).toEqual(batches)
    const [run] = repository.checkRuns.values()
    expect(run).toMatchObject({ conclusion: 'failure', status: 'completed' })
    expect(run?.annotations).toHaveLength(count)
  })

  test('keeps its conclusion where further annotations are lost', async () => {
    const { fake, client, repository, sha } = place()
    fake.fault({ kind: 'bad-gateway', on: 'checks/update', after: 1 })
    expect(await publishCheck(client, checkOf(sha, 170))).toMatchObject({ ok: true, value: { missing: 70 } })
    expect([...repository.checkRuns.values()][0]?.conclusion).toBe('failure')
  })

  test.each(['lost-answer', 'reset', 'bad-gateway'] as const)('is there once after %s', async (kind) => {
    const { fake, client, repository, sha } = place()
    fake.fault({ kind, on: 'checks/create', times: 1 })
    expect(await publishCheck(client, checkOf(sha, 1))).toMatchObject({ ok: true })
    expect(repository.checkRuns.size).toBe(1)
  })

  test('is not written without the permission', async () => {
    const { client, repository, sha } = place({ contents: 'read' })
    expect(await publishCheck(client, checkOf(sha, 1))).toMatchObject({ ok: false, problem: { kind: 'forbidden', status: 403 } })
    expect(repository.checkRuns.size).toBe(0)
  })
})

describe('the comment', () => {
  const marker = markerOf('k')
  const body = `${marker}-->\nfirst`
  const sticky = { number: 1, marker }

  async function write(client: GitHub, text: string, appId?: number): Promise<unknown> {
    const found = await findComment(client, { ...sticky, appId })
    return found.ok ? writeComment(client, { ...sticky, appId }, found.value, text) : found
  }

  test('is written once, then in its place, and not at all where nothing is new', async () => {
    const { fake, client, repository } = place()
    expect(await write(client, body)).toEqual({ ok: true, value: 'created' })
    expect(await write(client, body)).toEqual({ ok: true, value: 'unchanged' })
    expect(await write(client, `${body}, second`)).toEqual({ ok: true, value: 'updated' })
    expect([...repository.comments.values()].map((item) => item.body)).toEqual([`${body}, second`])
    expect(fake.calls('issues/update-comment')).toHaveLength(1)
  })

  test('of somebody else is not ours, whatever it begins with', async () => {
    const { fake, client, repository } = place()
    const other = fake.app('other', { pull_requests: 'write' })
    repository.comment(1, { body, author: 'ola' })
    repository.comment(1, { body, app: other })
    expect(await write(client, `${body}!`)).toEqual({ ok: true, value: 'created' })
    expect(await write(client, `${body}?`)).toEqual({ ok: true, value: 'updated' })
    expect([...repository.comments.values()].map((item) => item.body)).toEqual([body, body, `${body}?`])
  })

  test('of our own App is known by its number', async () => {
    const { fake, as, repository } = place()
    const own = fake.app('gatekeeper', { pull_requests: 'write' })
    const client = as(fake.installationToken(fake.install(own, 'acme')))
    repository.comment(1, { body, app: own })
    expect(await write(client, `${body}!`, own.id)).toEqual({ ok: true, value: 'updated' })
  })

  test("with a person's token is known by the person", async () => {
    const { fake, as, repository } = place()
    repository.comment(1, { body, author: 'eve' })
    repository.comment(1, { body, author: 'ola' })
    expect(await write(as(fake.userToken('ola', [repository])), `${body}!`)).toEqual({ ok: true, value: 'updated' })
    expect([...repository.comments.values()].map((item) => item.body)).toEqual([body, `${body}!`])
  })

  test('is found behind many others', async () => {
    const { client, repository } = place()
    for (let i = 0; i < 230; i++) repository.comment(1, { body: `remark ${i}`, author: 'ola' })
    expect(await write(client, body)).toEqual({ ok: true, value: 'created' })
    expect(await write(client, `${body}!`)).toEqual({ ok: true, value: 'updated' })
  })

  test('is there once where the answer is lost', async () => {
    const { fake, client, repository } = place()
    fake.fault({ kind: 'lost-answer', on: 'issues/create-comment', times: 1 })
    expect(await write(client, body)).toEqual({ ok: true, value: 'created' })
    expect(repository.comments.size).toBe(1)
  })
})

describe('what a comment remembers', () => {
  const standing: ReadonlyMap<string, Standing> = new Map([
    ['a --> <b>', { verdict: 'no-go', outcomes: new Map([['promise/-->', 'unmet']]) }],
    ['__proto__', { verdict: 'go', outcomes: new Map() }],
  ])

  test('comes back', () => {
    const line = hiddenLine('key', { last: standing, before: new Map() })
    expect(line.split('-->')).toHaveLength(2)
    expect(line).toMatch(/^<!-- onlyif key [A-Za-z0-9+/=]+ -->\n$/)
    expect(stateIn(`${line}rest`, 'key')).toEqual({ last: standing, before: new Map() })
    expect(stateIn(line, 'other').last.size).toBe(0)
  })

  test('is left out where it is too much', () => {
    const many = new Map(
      Array.from({ length: 3000 }, (_, i): [string, Standing] => [
        `launch-${i}-${(i * 2654435761) % 4294967296}`,
        { verdict: 'go', outcomes: new Map() },
      ]),
    )
    const line = hiddenLine('key', { last: many, before: new Map() })
    expect(line.length).toBeLessThan(7000)
    expect(stateIn(line, 'key').last.size).toBe(0)
  })

  test.each(['', 'xx', 'eNqrVgIA', Buffer.alloc(5000, 'a').toString('base64'), '-->', 'W10=', 'x'.repeat(100_000)])(
    'is nothing where somebody wrote %j',
    (text) => {
      expect(stateIn(`${markerOf('key')}${text} -->\n`, 'key')).toEqual({ last: new Map(), before: new Map() })
    },
  )
})
