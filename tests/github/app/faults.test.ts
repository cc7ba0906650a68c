import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDeploymentRequest, runOf } from '../../../src/github/deployment-request.ts'
import { dataOf } from '../../../src/github/payload.ts'
import { good, launch, open, promise } from '../../action/documents.ts'
import { deploymentProtectionRuleEvent } from '../events.ts'
import type { FaultKind } from '../fake/faults.ts'
import { optionalKeys, wrongInPayload } from '../webhook-schemas.ts'
import { type AppStage, appForEachTest } from './stage.ts'

const stage = appForEachTest()
const files = { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good), 'launches/b.yaml': launch('b', good) }
const kinds: readonly FaultKind[] = [
  ...(['forbidden', 'unauthorized', 'not-found', 'conflict', 'unprocessable', 'too-many-requests', 'primary-limit'] as const),
  ...(['secondary-limit', 'server-error', 'bad-gateway', 'unavailable', 'reset', 'cut-off', 'half-body', 'not-json', 'redirect'] as const),
]
const reads = ['apps/create-installation-access-token', 'repos/get', 'git/get-ref', 'git/get-tree', 'git/get-blob'] as const
const minute = 60_000

async function tick(place: AppStage, ms = 11 * minute): Promise<string[]> {
  place.pass(ms)
  await place.service.reconcile()
  return place.work()
}

describe('what befalls a call to GitHub never approves', () => {
  test.each(kinds.flatMap((kind, i) => [0, 2].map((step) => [kind, reads[(i + step) % reads.length] ?? 'repos/get'] as const)))(
    '%s on %s: waits, and goes once it is over',
    async (kind, on) => {
      const place = await stage(files)
      place.fake.fault({ kind, on, retryAfter: 3600 })
      const { gate } = await place.deploy()
      expect(gate.answer).toBeUndefined()
      expect((await place.store.list()).entries).toEqual([])
      place.fake.clearFaults()
      await tick(place)
      expect(gate.answer?.state).toBe('approved')
      expect(place.fake.otherHost.requests).toEqual([])
    },
  )

  test.each(['git/get-ref', 'git/get-blob', 'repos/get'] as const)('trouble on %s that lasts is told and rejected', async (on) => {
    const place = await stage(files)
    place.fake.fault({ kind: 'forbidden', on })
    const { gate } = await place.deploy()
    await tick(place)
    expect(gate.answer).toBeUndefined()
    await tick(place, 30 * minute)
    expect(gate.reports).toEqual([expect.stringContaining('GitHub answered 403')])
    expect(gate.answer?.state).toBe('rejected')
  })

  test('slow answers are waited for', async () => {
    const place = await stage(files)
    place.fake.fault({ kind: 'slow', ms: 40 })
    expect((await place.deploy()).gate.answer?.state).toBe('approved')
  })

  test('a permission that the App lacks closes the gate', async () => {
    const place = await stage(files, { may: { contents: 'read', deployments: 'write' } })
    const { gate } = await place.deploy()
    expect(gate.answer).toBeUndefined()
  })
})

describe('an answer that is not plainly taken', () => {
  const on = 'actions/review-custom-gates-for-run'

  test('is looked up where its own answer is lost', async () => {
    const place = await stage(files)
    place.fake.fault({ kind: 'lost-answer', on, times: 1 })
    const { gate, run } = await place.deploy()
    expect(gate.answer?.state).toBe('approved')
    expect(run.reviews).toHaveLength(1)
    expect(await place.store.deployments.waiting()).toEqual([])
    expect(place.fake.calls('actions/get-reviews-for-run')).toHaveLength(1)
  })

  test('is known again later, by what was sent before', async () => {
    const place = await stage(files)
    place.fake.fault({ kind: 'lost-answer', on, times: 1 })
    place.fake.fault({ kind: 'bad-gateway', on: 'actions/get-reviews-for-run', times: 4 })
    const { run } = await place.deploy()
    expect(await place.store.deployments.waiting()).toHaveLength(1)
    expect(await tick(place)).toEqual([])
    expect(await place.store.deployments.waiting()).toEqual([])
    expect(run.reviews).toHaveLength(1)
    expect(place.fake.calls(on).map((call) => call.status)).toEqual([undefined, 422])
  })

  test('is no success on a 422 alone', async () => {
    const place = await stage(files)
    place.fake.fault({ kind: 'unprocessable', on })
    const { gate } = await place.deploy()
    expect(gate.answer).toBeUndefined()
    expect(await place.store.deployments.waiting()).toHaveLength(1)
    place.fake.clearFaults()
    await tick(place)
    expect(gate.answer?.state).toBe('approved')
  })

  test('is no success where somebody else’s answer, or one of an earlier attempt, stands in the record', async () => {
    const place = await stage(files)
    place.fake.fault({ kind: 'unprocessable', on })
    const run = place.repository.waitingRun({ environment: 'production', app: place.app })
    run.reviews.push({ environment: 'production', state: 'approved', comment: 'GO: earlier', user: place.app.bot })
    await place.sendEvent(deploymentProtectionRuleEvent(place.fake, place.repository, run))
    await place.work()
    expect(await place.store.deployments.waiting()).toHaveLength(1)
  })

  test('is given up where the run is over', async () => {
    const place = await stage({ ...files, 'launch.yaml': launch('a', open) })
    const { run, gate } = await place.deploy()
    place.fake.fault({ kind: 'unprocessable', on })
    ;[run.status, run.conclusion] = ['completed', 'cancelled']
    place.repository.commit({ files: { 'rules/promise.yaml': promise(4.9) } })
    await tick(place)
    expect(gate.answer).toBeUndefined()
    expect(await place.store.deployments.waiting()).toEqual([])
  })

  test.each(['not-json', 'redirect', 'half-body'] as const)('is none where %s comes in its place', async (kind) => {
    const place = await stage(files)
    place.fake.fault({ kind, on })
    const { gate } = await place.deploy()
    if (kind !== 'half-body') expect(gate.answer).toBeUndefined()
    expect(await place.store.deployments.waiting()).toHaveLength(kind === 'half-body' ? 0 : 1)
    expect(place.fake.otherHost.requests).toEqual([])
  })
})

describe('what GitHub’s schema lets a request leave out', () => {
  const webhook = 'deployment-protection-rule-requested'

  test('each part left out: nothing is approved', async () => {
    for (const key of optionalKeys(webhook).filter((name) => name !== 'organization')) {
      const place = await stage(files)
      const run = place.repository.waitingRun({ environment: 'production', app: place.app })
      const { [key]: _, ...payload } = {
        ...deploymentProtectionRuleEvent(place.fake, place.repository, run).payload,
      } as Record<string, unknown>
      expect([key, wrongInPayload(webhook, payload)]).toEqual([key, []])
      await place.send('deployment_protection_rule', payload)
      await place.work()
      expect([key, run.gates[0]?.answer?.state]).not.toEqual([key, 'approved'])
      if (key === 'event' || key === 'environment')
        expect(run.gates[0]).toMatchObject({
          answer: { state: 'rejected' },
          reports: [expect.stringContaining(`GitHub's request lacks \`${key}\``)],
        })
    }
  })

  test('any parts left out, at any depth, or of another kind: nothing that could be judged is read', async () => {
    const place = await stage(files)
    const run = place.repository.waitingRun({ environment: 'production', app: place.app })
    const whole = deploymentProtectionRuleEvent(place.fake, place.repository, run).payload as Record<string, unknown>
    const api = place.fake.url
    expect(readDeploymentRequest(whole, api)).toMatchObject({ ok: true, value: { environment: 'production', run: run.id } })
    const needed: readonly (readonly string[])[] = [
      ...['environment', 'event', 'deployment_callback_url', 'deployment', 'pull_requests', 'repository', 'installation'].map((key) => [
        key,
      ]),
      ...['id', 'sha', 'environment'].map((key) => ['deployment', key]),
      ...['id', 'full_name'].map((key) => ['repository', key]),
      ['installation', 'id'],
    ]
    const other = fc.constantFrom(undefined, null, 0, -1, 1.5, '', [], {}, true, 'staging', '0'.repeat(39))
    fc.assert(
      fc.property(fc.subarray([...needed], { minLength: 1 }), other, (paths, value) => {
        const payload = structuredClone(whole)
        for (const path of paths) put(payload, path, path.at(-1) === 'pull_requests' && Array.isArray(value) ? undefined : value)
        // A name may be replaced by another name: that is another request, and no hole in this one.
        const isOther = typeof value === 'string' && value !== '' && paths.every(([key]) => key === 'event')
        const reading = readDeploymentRequest(payload, api)
        expect(isOther || !reading.ok || reading.value.problem !== undefined || hasSameEnvironment(payload)).toBe(true)
        if (reading.ok && reading.value.problem === undefined) expect(reading.value.sha).toMatch(/^[0-9a-f]{40}$/)
      }),
      { numRuns: 500 },
    )
  })

  test('no address but one of the form leads to a run', () => {
    const place = { owner: 'acme', repo: 'shop' }
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true })), (text) => {
        expect(runOf(text, 'https://api.github.com', place)).toBeUndefined()
        expect(
          runOf(`https://api.github.com/repos/acme/shop/actions/runs/${text}/deployment_protection_rule`, 'https://api.github.com', place),
        ).toSatisfy((run: unknown) => run === undefined || String(run) === new URL(`x:/${text}`).pathname.slice(1))
      }),
    )
    const good = 'https://ghe.example/api/v3/repos/acme/shop/actions/runs/30000000001/deployment_protection_rule'
    expect(runOf(good, 'https://ghe.example/api/v3/', place)).toBe(30_000_000_001)
  })
})

function put(payload: Record<string, unknown>, [key = '', inner]: readonly string[], value: unknown): void {
  if (inner === undefined) payload[key] = value
  else payload[key] = { ...dataOf(payload[key]), [inner]: value }
}

function hasSameEnvironment(payload: Record<string, unknown>): boolean {
  const { environment } = payload
  return typeof environment === 'string' && environment !== '' && environment === dataOf(payload['deployment'])['environment']
}
