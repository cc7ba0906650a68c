import { describe, expect, test } from 'vitest'
import { handlers } from './fake/answering.ts'
import { operationIds } from './fake/contract.ts'
import { type FakeGitHub, fakeGitHubForEachTest } from './fake/start.ts'
import { shop } from './shop.ts'

const github = fakeGitHubForEachTest()
const line = { path: 'launch.yaml', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'unmet' }
const button = { label: 'Explain', description: 'Say why', identifier: 'explain' }
const output = { title: 'no-go', summary: 'one is unmet' }

interface World {
  readonly check: string
  readonly checkRun: string
  readonly comments: string
  readonly gate: string
  readonly status: string
  readonly headSha: string
}

/** Sends a body as it is, without a client that might mend it, and returns the status. */
async function send(fake: FakeGitHub, token: string, method: string, path: string, body?: unknown): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'user-agent': 'test', 'content-type': 'application/json' }
  const { status } = await fetch(fake.url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  return status
}

function world(fake: FakeGitHub) {
  const { repository, head } = shop(fake)
  const app = fake.app('onlyif', { actions: 'read', checks: 'write', contents: 'read', deployments: 'write', pull_requests: 'write' })
  const token = fake.installationToken(fake.install(app, 'acme'))
  const run = repository.waitingRun({ environment: 'production', app })
  const check = repository.check({ app, name: 'onlyif (main)', headSha: head, status: 'in_progress' })
  const root = '/repos/acme/shop'
  const paths: World = {
    check: `${root}/check-runs`,
    checkRun: `${root}/check-runs/${check.id}`,
    comments: `${root}/issues/1/comments`,
    gate: `${root}/actions/runs/${run.id}/deployment_protection_rule`,
    status: `${root}/deployments/${run.gates[0]?.deployment.id}/statuses`,
    headSha: head,
  }
  return { paths, token, repository, run }
}

type Row = readonly [name: string, place: keyof World, body: unknown, status: number]
const long = (length: number): string => 'x'.repeat(length)
const create = (more: object): object => ({ name: 'onlyif (main)', head_sha: 'HEAD', ...more })
const production = { environment_name: 'production' }

const bodies: readonly Row[] = [
  ['50 annotations', 'check', create({ output: { ...output, annotations: Array(50).fill(line) } }), 201],
  ['51 annotations', 'check', create({ output: { ...output, annotations: Array(51).fill(line) } }), 422],
  ['a summary of 65,535', 'check', create({ output: { ...output, summary: long(65_535) } }), 201],
  ['a summary of 65,536', 'check', create({ output: { ...output, summary: long(65_536) } }), 422],
  ['a summary of 65,536 bytes in fewer characters', 'check', create({ output: { ...output, summary: 'ø'.repeat(32_768) } }), 422],
  ['a text of 65,536', 'checkRun', { output: { ...output, text: long(65_536) }, status: 'in_progress' }, 422],
  ['an output without a title', 'checkRun', { output: { summary: 'x' }, status: 'in_progress' }, 422],
  ['three buttons', 'check', create({ actions: Array(3).fill(button) }), 201],
  ['four buttons', 'check', create({ actions: Array(4).fill(button) }), 422],
  ['a label of 21', 'check', create({ actions: [{ ...button, label: long(21) }] }), 422],
  ['a description of 41', 'check', create({ actions: [{ ...button, description: long(41) }] }), 422],
  ['an identifier of 21', 'check', create({ actions: [{ ...button, identifier: long(21) }] }), 422],
  ['level error', 'check', create({ output: { ...output, annotations: [{ ...line, annotation_level: 'error' }] } }), 422],
  ['columns over two lines', 'check', create({ output: { ...output, annotations: [{ ...line, end_line: 2, start_column: 1 }] } }), 422],
  ['line 0', 'check', create({ output: { ...output, annotations: [{ ...line, start_line: 0, end_line: 0 }] } }), 422],
  ['a message over 64 KB', 'check', create({ output: { ...output, annotations: [{ ...line, message: long(65_537) }] } }), 422],
  ['a title of 256', 'check', create({ output: { ...output, annotations: [{ ...line, title: long(256) }] } }), 422],
  ['completed without conclusion', 'check', create({ status: 'completed' }), 422],
  ['a PATCH to completed without conclusion', 'checkRun', { status: 'completed' }, 422],
  ['a conclusion while in progress', 'check', create({ status: 'in_progress', conclusion: 'success' }), 422],
  ['a conclusion of our own making', 'check', create({ status: 'completed', conclusion: 'no-go' }), 422],
  ['conclusion stale', 'check', create({ status: 'completed', conclusion: 'stale' }), 422],
  ['a details_url that is none', 'check', create({ details_url: 'javascript:alert(1)' }), 422],
  ['an undocumented key', 'check', create({ title: 'x' }), 422],
  ['an undocumented key far down', 'check', create({ output: { ...output, annotations: [{ ...line, line: 1 }] } }), 422],
  ['a comment of 65,536', 'comments', { body: long(65_536) }, 201],
  ['a comment of 65,537', 'comments', { body: long(65_537) }, 422],
  ['a blank comment', 'comments', { body: ' \n' }, 422],
  ['a comment without body', 'comments', {}, 422],
  ['a comment that is text', 'comments', 'hold', 422],
  ['a report of 1,024', 'gate', { ...production, comment: long(1024) }, 204],
  ['a report of 1,025', 'gate', { ...production, comment: long(1025) }, 422],
  ['an answer without environment', 'gate', { state: 'approved' }, 422],
  ['an answer in capitals, with a comment', 'gate', { ...production, state: 'APPROVED', comment: 'go' }, 422],
  ['neither state nor comment', 'gate', production, 422],
  ['a status with a description of 141', 'status', { state: 'success', description: long(141) }, 422],
]

describe('a body is taken or refused as documented', () => {
  test.each(bodies)('%s', async (_, place, body, status) => {
    const fake = github()
    const { paths, token } = world(fake)
    const sent = JSON.parse(JSON.stringify(body).replace('"HEAD"', `"${paths.headSha}"`)) as unknown
    expect(await send(fake, token, place === 'checkRun' ? 'PATCH' : 'POST', paths[place], sent)).toBe(status)
    expect(fake.takeViolations().length > 0).toBe(status === 422)
  })
})

test('a deployment takes ten reports, and then an answer still', async () => {
  const fake = github()
  const { paths, token, run } = world(fake)
  const statuses = []
  for (let report = 1; report <= 11; report++)
    statuses.push(await send(fake, token, 'POST', paths.gate, { ...production, comment: `${report}` }))
  expect([new Set(statuses.slice(0, 10)), statuses[10]]).toEqual([new Set([204]), 422])
  expect(fake.takeViolations().map((one) => one.says)).toEqual(['a deployment takes at most 10 status reports'])
  expect(await send(fake, token, 'POST', paths.gate, { ...production, state: 'rejected' })).toBe(204)
  expect(run.gates[0]?.answer?.state).toBe('rejected')
})

test.each([
  ['GET', '/repos/acme/shop/pulls?per_page=101', 422, 'per_page is between 1 and 100'],
  ['GET', '/repos/acme/shop/pulls?stat=open', 422, 'query stat is not documented'],
  ['GET', '/repos/acme/shop/pulls?state=merged', 422, 'query state must be equal to one of the allowed values'],
  ['GET', '/repos/acme/shop/pulls/one', 422, 'path pull_number must be integer'],
  ['POST', '/repos/acme/shop/actions/runs/latest/deployment_protection_rule', 422, 'path run_id must be integer'],
  ['DELETE', '/repos/acme/shop', 404, 'is no operation that tests/github/schemas holds'],
] as const)('%s %s', async (method, path, status, says) => {
  const fake = github()
  const { token } = world(fake)
  expect(await send(fake, token, method, path, method === 'POST' ? { ...production, state: 'approved' } : undefined)).toBe(status)
  expect(fake.takeViolations().map((one) => one.says)).toContain(says)
})

test('every operation of the excerpt is played', () => {
  expect(operationIds.filter((id) => handlers[id] === undefined)).toEqual([])
})
