import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { canonicalJson } from '../../../src/source/digest.ts'
import { judgeAgain } from '../../../src/world/judge-again.ts'
import { bad, config, good, launch, open, promise, waivers } from '../../action/documents.ts'
import { deploymentProtectionRuleEvent, pushEvent } from '../events.ts'
import { appForEachTest } from './stage.ts'

const stage = appForEachTest()
const base = { 'rules/promise.yaml': promise(4.2), 'onlyif.yaml': config('roles: { cco: [maria] }') }
const day = 86_400_000

describe('a deployment that asks', () => {
  test('is approved where every launch may go, after that is recorded', async () => {
    const place = await stage({ ...base, 'launch.yaml': launch('a', good) })
    const { run, gate } = await place.deploy()
    expect(gate.answer?.state).toBe('approved')
    expect(gate.reports).toEqual([])
    const { entries } = await place.store.list()
    expect(entries.map(({ recorded }) => recorded)).toMatchObject([
      {
        launch: 'a',
        verdict: 'go',
        circumstances: {
          gate: 'deployment-rule',
          nowFrom: 'clock',
          dryRun: false,
          commit: gate.deployment.sha,
          trustedRef: `main@${place.repository.resolve('main')}`,
          labels: {
            repository: 'acme/shop',
            environment: 'production',
            run: String(run.id),
            deployment: String(gate.deployment.id),
            event: 'push',
          },
        },
      },
    ])
    const digest = entries[0]?.recorded.decision ?? ''
    expect(gate.answer?.comment).toBe(
      `**GO: the launch at \`${gate.deployment.sha.slice(0, 12)}\` may go to \`production\`.**\n\n- ● \`a\`: GO, 2 met ([decision \`${digest.slice(7, 19)}\`](https://onlyif.example.test/decisions/${encodeURIComponent(digest)}))`,
    )
    expect(await place.store.verify({ judgeAgain })).toMatchObject({ isValid: true, replayed: { 'same-bytes': 1 } })
  })

  test('names the waivers in force', async () => {
    const place = await stage({ ...base, 'launch.yaml': launch('a', bad), 'waivers.yaml': waivers('a') })
    const { gate } = await place.deploy()
    expect(gate.answer).toMatchObject({
      state: 'approved',
      comment: expect.stringContaining('  - waiver `W-1` for `promise/delight` until 2026-10-20'),
    })
    expect(gate.answer?.comment).toContain('**CONDITIONAL GO: ')
  })

  const test42 = { fact: 'beta.csat', operator: 'atLeast', expected: 4.2, resolved: null, asks: null, polarity: 'require' }
  test.each([
    [true, 'for what falls short', [{ ...test42, result: 'unmet', reason: 'shortfall' }], 'approved'],
    [true, 'for something else that fell short', [{ ...test42, result: 'unknown', reason: 'missing' }], 'rejected'],
    [true, 'for a lower bar', [{ ...test42, expected: 4, result: 'unmet', reason: 'shortfall' }], 'rejected'],
    [true, 'for nothing', [], 'rejected'],
    [false, 'for what falls short', [{ ...test42, result: 'unmet', reason: 'shortfall' }], 'rejected'],
  ])('heeds waivers of the service: %s, approved %s', async (serviceWaivers, _, gaps, state) => {
    const place = await stage({ ...base, 'launch.yaml': launch('a', bad) }, { serviceWaivers })
    const [waiver] = (parse(waivers('a')) as { waivers: { requirement: string }[] }).waivers
    const document = JSON.stringify({ waiver, shortfall: gaps.map((gap) => canonicalJson(gap)), answers: [] })
    const kept = { launch: 'a', decision: 'd', state: 'in-force', document }
    await place.store.waivers.add({ ...kept, id: 'W-1', requirement: 'promise/delight' })
    const gone = JSON.stringify({ waiver: { ...waiver, id: 'W-2', requirement: 'other/gone' }, shortfall: [], answers: [] })
    await place.store.waivers.add({ ...kept, id: 'W-2', requirement: 'other/gone', document: gone })
    expect((await place.deploy()).gate.answer?.state).toBe(state)
    // The log alone: these waivers were written by hand.
    expect(await place.store.verify({ from: 1, judgeAgain })).toMatchObject({ isValid: true, replayed: { 'same-bytes': 1 } })
  })

  test('is rejected by waivers alone where the environment takes none', async () => {
    const files = { ...base, 'launch.yaml': launch('a', bad), 'waivers.yaml': waivers('a') }
    const place = await stage(files, { environments: { Production: { noExceptions: true } } })
    const { gate } = await place.deploy()
    expect(gate.answer).toMatchObject({ state: 'rejected', comment: expect.stringContaining('1 waived, and no exceptions are allowed') })
  })

  test('is rejected on a no-go, with what is missing', async () => {
    const place = await stage({ ...base, 'launch.yaml': launch('a', bad), 'launches/b.yaml': launch('b', good) })
    const { gate } = await place.deploy()
    expect(gate.answer).toMatchObject({ state: 'rejected', comment: expect.stringContaining('**NO-GO: 1 of 2 launches at ') })
    expect(gate.answer?.comment).toContain('- ✖ `a`: NO-GO, 1 to fix ([decision')
    expect((await place.store.list()).entries).toHaveLength(2)
  })

  test('waits on a no-go where the environment says so, and goes when it is mended', async () => {
    const place = await stage({ ...base, 'launch.yaml': launch('a', bad) }, { environments: { production: { onNoGo: 'wait' } } })
    const { gate } = await place.deploy()
    expect(gate.answer).toBeUndefined()
    expect(gate.reports).toEqual([expect.stringContaining('It waits, and is judged again when something changes, until 2026-11-05.')])
    place.repository.commit({ files: { 'waivers.yaml': waivers('a') } })
    expect(await place.sendEvent(pushEvent(place.fake, place.repository))).toBe(202)
    expect(await place.work()).toEqual([])
    expect(gate.answer?.state).toBe('approved')
  })

  test('is judged by the default branch as it is now, and by nothing that it brings itself', async () => {
    // Even a branch that pull requests may go into by its own rules does not judge what is deployed from it.
    const trusting = { ...base, 'onlyif.yaml': config('roles: { cco: [maria] }\ntrustedBranches: [lax]') }
    const place = await stage({ ...trusting, 'launch.yaml': launch('a', bad) })
    place.repository.branch('lax')
    place.repository.commit({
      branch: 'lax',
      files: { 'rules/promise.yaml': promise(1), 'waivers.yaml': waivers('a'), 'onlyif.yaml': config('trustedBranches: [lax]') },
    })
    expect((await place.deploy('production', 'lax')).gate.answer?.state).toBe('rejected')
    place.repository.commit({ branch: 'lax', files: { 'launch.yaml': launch('a', good) } })
    expect((await place.deploy('production', 'lax')).gate.answer?.state).toBe('approved')
    place.repository.commit({ files: { 'rules/promise.yaml': promise(4.9) } })
    expect((await place.deploy('production', 'lax')).gate.answer?.state).toBe('rejected')
  })
})

describe('a deployment on hold', () => {
  test('is told once, and again only when the verdict changes', async () => {
    const place = await stage({ ...base, 'launch.yaml': launch('a', open) })
    const { gate } = await place.deploy()
    expect(gate.answer).toBeUndefined()
    expect(gate.reports).toEqual([expect.stringMatching(/^\*\*HOLD: the launch at `[0-9a-f]{12}` may not go to `production`\. It waits/)])
    for (let i = 0; i < 5; i++) {
      place.pass(day / 24)
      await place.service.reconcile()
      await place.work()
    }
    expect(gate.reports).toHaveLength(1)
    // The outcomes never changed, so neither did the record.
    expect((await place.store.list()).entries).toHaveLength(1)
  })

  test('gets no more reports than GitHub takes, and always a last word', async () => {
    const place = await stage({ ...base, 'launch.yaml': launch('a', open) }, { environments: { production: { onNoGo: 'wait' } } })
    const { gate } = await place.deploy()
    for (let i = 0; i < 14; i++) {
      place.repository.commit({ files: { 'rules/promise.yaml': promise(i % 2 === 0 ? 4.9 : 4.2) } })
      place.pass(day / 24)
      await place.service.reconcile()
      await place.work()
    }
    expect(gate.reports).toHaveLength(9)
    place.repository.commit({ files: { 'rules/promise.yaml': 'kind: Nothing\n' } })
    place.pass(day / 24)
    await place.service.reconcile()
    await place.work()
    expect(gate.reports).toHaveLength(10)
    expect(gate.answer?.state).toBe('rejected')
  })

  test('is rejected before GitHub ends it', async () => {
    const place = await stage({ ...base, 'launch.yaml': launch('a', open) }, { rejectAfterMs: 90 * day })
    const { gate } = await place.deploy()
    place.pass(29 * day - 1000)
    await place.service.reconcile()
    await place.work()
    expect(gate.answer).toBeUndefined()
    place.pass(1000)
    place.pass(day / 24)
    await place.service.reconcile()
    await place.work()
    expect(gate.answer).toMatchObject({ state: 'rejected', comment: expect.stringContaining('It has waited as long as it may.') })
  })

  test('is rejected in time, counted from when it began to wait and not from when we heard of it', async () => {
    const place = await stage({ ...base, 'launch.yaml': launch('a', open) })
    const run = place.repository.waitingRun({ environment: 'production', app: place.app })
    place.pass(30 * day)
    await place.sendEvent(deploymentProtectionRuleEvent(place.fake, place.repository, run))
    await place.work()
    expect(run.gates[0]?.answer?.state).toBe('rejected')
  })

  test('goes when a fact becomes old enough to be decided otherwise', async () => {
    const place = await stage({ ...base, 'launch.yaml': launch('a', '{ csat: { value: 4.4, asOf: 2026-10-08 }, blockersOpen: 0 }') })
    const { gate } = await place.deploy()
    expect(gate.reports[0]).toContain('1 to find out')
    place.pass(day)
    await place.service.reconcile()
    await place.work()
    expect(gate.answer?.state).toBe('approved')
  })
})

describe('what cannot be decided is told, rejected, and never approved', () => {
  test.each([
    ['no launch is found', { ...base }, /no launch was found in `launch\.yaml`/],
    ['no commitment is found', { 'launch.yaml': launch('a', good) }, /no commitment was found/],
    [
      'what judges is invalid',
      { ...base, 'rules/other.yaml': 'kind: Commitment\n', 'launch.yaml': launch('a', good) },
      /`rules\/other\.yaml:1:1`: .+ \(`[a-z]+\/[a-z-]+`\)/,
    ],
    [
      'one manifest of several is invalid',
      { ...base, 'launch.yaml': launch('a', good), 'launches/b.yaml': 'apiVersion: onlyif/v1\nkind: Launch\n' },
      /`launches\/b\.yaml/,
    ],
    ['a manifest is too large', { ...base, 'launch.yaml': { text: launch('a', good), size: 2_000_000 } }, /too large/],
  ])('%s', async (_, files, words) => {
    const place = await stage(files)
    const { gate } = await place.deploy()
    expect(gate.reports).toEqual([expect.stringMatching(words)])
    expect(gate.answer).toMatchObject({
      state: 'rejected',
      comment: expect.stringMatching(/^\*\*Nothing could be decided, so nothing is approved: /),
    })
  })
})

test('the same request, however often, is one', async () => {
  const place = await stage({ ...base, 'launch.yaml': launch('a', good) })
  const { run, gate } = await place.deploy()
  const again = deploymentProtectionRuleEvent(place.fake, place.repository, run)
  expect(await place.sendEvent(again)).toBe(202)
  expect(await place.work()).toEqual([])
  expect(gate.answer?.state).toBe('approved')
  expect(place.fake.calls('actions/review-custom-gates-for-run')).toHaveLength(1)
  expect((await place.store.list()).entries).toHaveLength(1)
})

test('two who work on it at once give one answer', async () => {
  const place = await stage({ ...base, 'launch.yaml': launch('a', good) })
  const run = place.repository.waitingRun({ environment: 'production', app: place.app })
  const { payload } = deploymentProtectionRuleEvent(place.fake, place.repository, run)
  await place.send('deployment_protection_rule', payload, { id: 'd-1' })
  await place.service.queues['github-delivery']('d-1')
  const [waiting] = await place.store.deployments.waiting()
  const work = place.service.queues['github-deployment']
  await Promise.allSettled([work(waiting?.id ?? ''), work(waiting?.id ?? ''), work(waiting?.id ?? '')])
  expect(place.fake.calls('actions/review-custom-gates-for-run')).toHaveLength(1)
  expect(run.gates[0]?.answer?.state).toBe('approved')
})

test('tokens are for one repository and no more than the work needs, and are used again', async () => {
  const place = await stage({ ...base, 'launch.yaml': launch('a', good) })
  await place.deploy()
  await place.deploy('staging')
  const tokens = place.fake.calls('apps/create-installation-access-token')
  expect(tokens.map((call) => call.body)).toEqual([
    { repository_ids: [place.repository.id], permissions: { actions: 'read', contents: 'read', deployments: 'write' } },
  ])
})
