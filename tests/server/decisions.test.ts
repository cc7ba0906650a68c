import { describe, expect, test } from 'vitest'
import { decide, parseDocuments } from '../../src/index.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { jsonReport } from '../../src/report/json.ts'
import { commitment, config, manifest, testService } from './service.ts'

const launch = { documents: [{ file: 'launch.yaml', text: manifest() }] }

describe('judging over HTTP', () => {
  test('a launch is judged, recorded, and answered with the bytes that the library makes', async () => {
    const service = await testService()
    const response = await service.post('/v1/decisions', launch)
    expect(response.status).toBe(201)
    const text = await response.text()
    const decision = JSON.parse(text) as Decision
    expect(decision).toMatchObject({ verdict: 'go', blocked: false, now: '2026-11-22T12:00:00Z' })
    const documents = parseDocuments([
      { file: 'onlyif.yaml', text: config },
      { file: 'rules/promise.yaml', text: commitment },
      { file: 'launch.yaml', text: manifest() },
    ])
    const [own] = documents.launches
    const { decision: same } = own ? await decide({ documents, launch: own, now: decision.now }) : {}
    expect(text).toBe(same && jsonReport({ decisions: [same], undecided: [], diagnostics: [] }))
    expect(response.headers.get('location')).toBe(`/v1/decisions/${decision.digest}`)
    expect(response.headers.get('onlyif-sequence')).toBe('1')
    const kept = await service.store.get(decision.digest)
    expect(kept?.recorded.circumstances).toMatchObject({ gate: 'http', nowFrom: 'clock', dryRun: false })
  })

  test('a no-go is an answer', async () => {
    const service = await testService()
    const response = await service.post('/v1/decisions', { documents: [{ file: 'launch.yaml', text: manifest('a', { blockers: 2 }) }] })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({ verdict: 'no-go', blocked: true })
  })

  test('a plain launch is judged as JSON and as YAML', async () => {
    const service = await testService()
    const json = JSON.stringify({
      apiVersion: 'onlyif/v1',
      kind: 'Launch',
      id: 'a',
      title: 'A',
      owner: 'team',
      facts: { 'beta.csat': 4.5, blockersOpen: 0 },
    })
    expect(await (await service.post('/v1/decisions', json)).json()).toMatchObject({ verdict: 'go', launch: { file: 'launch.json' } })
    const yaml = await service.post('/v1/decisions', manifest(), { headers: { 'content-type': 'application/yaml' } })
    expect(await yaml.json()).toMatchObject({ verdict: 'go', launch: { file: 'launch.yaml' } })
  })

  test('facts of another team come in a document of their own, in any order', async () => {
    const service = await testService()
    const facts = {
      file: 'facts/support.yaml',
      text: 'apiVersion: onlyif/v1\nkind: Facts\nlaunch: checkout-2\nfacts: { blockersOpen: 3 }\n',
    }
    const bare = manifest().replace('  blockersOpen: 0\n', '')
    for (const documents of [
      [{ file: 'launch.yaml', text: bare }, facts],
      [facts, { file: 'launch.yaml', text: bare }],
      [{ file: 'launch.yaml', text: bare }, { file: 'plain.json', text: '{ "open": 3 }', under: 'x' }, facts],
    ]) {
      const response = await service.post('/v1/decisions', { documents })
      expect([response.status, ((await response.json()) as Decision).verdict]).toEqual([201, 'no-go'])
    }
  })

  test('several launches are answered together, and each is recorded', async () => {
    const service = await testService()
    const response = await service.post('/v1/decisions', {
      documents: [
        { file: 'a.yaml', text: manifest('a') },
        { file: 'b.yaml', text: manifest('b', { csat: 'TBD' }) },
      ],
    })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({ kind: 'Decisions', counts: { go: 1, hold: 1 } })
    expect(response.headers.get('onlyif-sequence')).toBe('1, 2')
  })

  test.each([
    ['dryRun', (body: object) => ['/v1/decisions?dryRun=true', body] as const, 'the request asks for a dry run'],
    ['own now', (body: object) => ['/v1/decisions', { ...body, now: '2026-10-01' }] as const, 'the request brings its own `now`'],
    [
      'own commitments',
      (body: object) => ['/v1/decisions', { ...body, commitments: [{ file: 'rules/a.yaml', text: commitment }] }] as const,
      'the request brings its own commitments',
    ],
  ])('%s makes it a dry run, which leaves nothing behind', async (_, asking, why) => {
    const service = await testService()
    const [path, body] = asking(launch)
    const response = await service.post(path, body)
    expect(response.status).toBe(200)
    expect(response.headers.get('onlyif-dry-run')).toBe(why)
    expect((await service.store.head()).sequence).toBe(0)
  })

  test('commitments that were sent along and would be passed over are an error', async () => {
    const service = await testService()
    const response = await service.post('/v1/decisions', { ...launch, commitments: [{ file: 'promise.yaml', text: commitment }] })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ diagnostics: [{ code: 'world/misnamed', file: 'promise.yaml' }] })
  })

  test('a text that is sent under the name of a file that judges is not taken for it', async () => {
    const service = await testService()
    const response = await service.post('/v1/decisions', { documents: [{ file: 'rules/promise.yaml', text: manifest() }] })
    const decision = (await response.json()) as Decision
    const named = decision.inputs.filter((input) => input.file === 'rules/promise.yaml')
    expect(new Set(named.map((input) => input.digest)).size).toBe(2)
  })
})

describe('what cannot be decided', () => {
  test('a wrong manifest is a problem with its place, and the others are decided all the same', async () => {
    const service = await testService()
    const broken = manifest('b').replace('owner:', 'onwer:')
    const response = await service.post('/v1/decisions', {
      documents: [
        { file: 'a.yaml', text: manifest('a') },
        { file: 'b.yaml', text: broken },
      ],
    })
    expect(response.status).toBe(422)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({
      type: '/problems/invalid-files',
      status: 422,
      decisions: [{ launch: 'a', verdict: 'go' }],
      diagnostics: [{ file: 'b.yaml', severity: 'error', range: { start: { line: 5 } } }],
    })
    expect((await service.store.head()).sequence).toBe(1)
  })

  test.each([
    ['no body', '', 400, /there is no body/],
    ['no JSON', '{', 400, /not JSON/],
    ['a list', '[]', 400, /must be `key: value` pairs/],
    ['nothing sent', '{"documents":[]}', 400, /1 or more/],
    ['a mistyped key', '{"documents":[{"file":"a.yaml","txt":"x"}]}', 400, /`\/documents\/0` has no `text`/],
    ['a wrong moment', JSON.stringify({ ...launch, now: '2026-30-10' }), 400, /`now`/],
    ['a path that leads out', JSON.stringify({ documents: [{ file: '../x.yaml', text: manifest() }] }), 422, /errors/],
    ['a document of no use', JSON.stringify({ documents: [{ file: 'x.yaml', text: commitment }] }), 422, /errors/],
    ['the same name twice', JSON.stringify({ documents: [launch.documents[0], launch.documents[0]] }), 422, /errors/],
  ])('%s', async (_, body, status, detail) => {
    const service = await testService()
    const response = await service.post('/v1/decisions', body)
    expect(response.status).toBe(status)
    expect(((await response.json()) as { detail: string }).detail).toMatch(detail)
    expect((await service.store.head()).sequence).toBe(0)
  })
})

test('a repeated request with an idempotency key finds what the first recorded, and another request under the key is refused', async () => {
  const service = await testService()
  const headers = { 'idempotency-key': 'run-1' }
  const first = await service.post('/v1/decisions', launch, { headers })
  service.setNow(Date.UTC(2026, 10, 23))
  const again = await service.post('/v1/decisions', launch, { headers })
  expect([again.status, await again.text()]).toEqual([201, await first.text()])
  expect((await service.store.head()).sequence).toBe(1)
  const other = await service.post('/v1/decisions', { documents: [{ file: 'other.yaml', text: manifest() }] }, { headers })
  expect([other.status, ((await other.json()) as { type: string }).type]).toEqual([409, '/problems/key-reused'])
  const someoneElse = await service.post('/v1/decisions', launch, { headers, token: await service.token(['judge']) })
  expect(someoneElse.status).toBe(201)
  expect((await service.store.head()).sequence).toBe(2)
})
