import { describe, expect, test } from 'vitest'
import { mostRepositories } from '../../../src/server/github-app/reconcile.ts'
import { good, launch, open, promise } from '../../action/documents.ts'
import { checkRunEvent, deploymentProtectionRuleEvent, pushEvent } from '../events.ts'
import { type AppStage, appForEachTest } from './stage.ts'

const stage = appForEachTest()
const files = { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) }
const minute = 60_000

/** A webhook that GitHub could not deliver. */
function missed(place: AppStage, statusCode = 502) {
  const run = place.repository.waitingRun({ environment: 'production', app: place.app })
  const payload = deploymentProtectionRuleEvent(place.fake, place.repository, run).payload as Record<string, unknown>
  return { run, delivery: place.fake.deliver({ event: 'deployment_protection_rule', payload, statusCode }) }
}

describe('what was missed is taken up', () => {
  test('webhooks that GitHub could not deliver are fetched, once', async () => {
    const place = await stage(files)
    const { run, delivery } = missed(place)
    expect(await place.service.reconcile()).toMatchObject({ missed: 1 })
    expect(await place.work()).toEqual([])
    expect(run.gates[0]?.answer?.state).toBe('approved')
    expect(await place.store.deliveries.get(delivery.guid)).toMatchObject({ state: 'handled' })
    expect(await place.service.reconcile()).toMatchObject({ missed: 0, unheard: 0 })
    expect(place.fake.calls('apps/get-webhook-delivery')).toHaveLength(1)
  })

  test('over many pages, and none that is older than three days', async () => {
    const place = await stage(files)
    for (let i = 0; i < 230; i++) missed(place)
    expect(await place.service.reconcile()).toMatchObject({ missed: 230 })
    const late = await stage(files)
    late.pass(4 * 24 * 60 * minute)
    expect(await late.service.reconcile()).toMatchObject({ missed: 0 })
  })

  test('one that is malformed is kept as failed, and not fetched for ever', async () => {
    const place = await stage(files)
    const { guid } = place.fake.deliver({ event: 'deployment_protection_rule', payload: { action: 'requested' }, statusCode: 400 })
    expect(await place.service.reconcile()).toMatchObject({ missed: 0 })
    expect(await place.store.deliveries.get(guid)).toMatchObject({ state: 'failed' })
    await place.service.reconcile()
    expect(place.fake.calls('apps/get-webhook-delivery')).toHaveLength(1)
  })

  test('webhooks that were received and never worked on are worked on', async () => {
    const place = await stage(files)
    const { run } = missed(place, 202)
    const payload = JSON.stringify(deploymentProtectionRuleEvent(place.fake, place.repository, run).payload)
    await place.store.deliveries.receive({ id: 'd-1', event: 'deployment_protection_rule', payload })
    expect(await place.work()).toEqual([])
    expect(run.gates[0]?.answer).toBeUndefined()
    expect(await place.service.reconcile()).toMatchObject({ received: 1 })
    await place.work()
    expect(run.gates[0]?.answer?.state).toBe('approved')
  })

  test('runs that wait and of which nobody told are found', async () => {
    const place = await stage(files)
    const run = place.repository.waitingRun({ environment: 'production', app: place.app })
    expect(await place.service.reconcile()).toMatchObject({ unheard: 1 })
    await place.work()
    expect(run.gates[0]?.answer?.state).toBe('approved')
    expect(await place.service.reconcile()).toMatchObject({ unheard: 0 })
  })

  test('in many repositories, all of them in turn', async () => {
    const place = await stage(files)
    for (let i = 0; i < mostRepositories; i++) place.fake.repository(`acme/other-${i}`)
    const last = [...Array(2)].map((_, i) => {
      const other = place.fake.repository(`acme/late-${i}`)
      other.commit({ files })
      return other.waitingRun({ environment: 'production', app: place.app })
    })
    expect(await place.service.reconcile()).toMatchObject({ unheard: 0 })
    expect(await place.service.reconcile()).toMatchObject({ unheard: 2 })
    await place.work()
    expect(last.map((run) => run.gates[0]?.answer?.state)).toEqual(['approved', 'approved'])
  })

  test('but not where another commit than the run’s may be meant', async () => {
    const place = await stage(files)
    const first = place.repository.waitingRun({ environment: 'production', app: place.app })
    place.repository.waitingRun({ environment: 'production', app: place.app })
    place.repository.waitingRun({ environment: 'staging', app: place.app, event: 'pull_request_target' })
    expect(await place.service.reconcile()).toMatchObject({ unheard: 0 })
    expect(first.gates[0]?.answer).toBeUndefined()
  })

  test.each(['forbidden', 'bad-gateway', 'not-json', 'half-body', 'reset', 'primary-limit'] as const)(
    '%s stops none of the rest',
    async (kind) => {
      const place = await stage({ ...files, 'launch.yaml': launch('a', open) })
      const { gate } = await place.deploy()
      place.repository.commit({ files: { 'launch.yaml': launch('a', open), 'rules/promise.yaml': promise(4.9) } })
      place.pass(11 * minute)
      for (const on of ['apps/list-webhook-deliveries', 'apps/list-installations']) place.fake.fault({ kind, on })
      expect(await place.service.reconcile()).toMatchObject({ rejudged: 1 })
      await place.work()
      expect(gate.answer?.state).toBe('rejected')
      expect(place.logged.join('\n')).toContain('GitHub could not be asked for what was missed')
    },
  )
})

describe('a push', () => {
  test.each([
    ['of what judges', 'main', { 'rules/promise.yaml': promise(4.9) }, true],
    ['of the config, in another way of spelling', 'main', { 'ONLYIF.YML': '' }, true],
    ['that removes something', 'main', { 'launch.yaml': null }, true],
    ['of other files', 'main', { 'readme.md': 'x' }, false],
    ['to another branch', 'other', { 'rules/promise.yaml': promise(4.9) }, false],
  ])('%s', async (_, branch, changes, isAsked) => {
    const place = await stage({ ...files, 'launch.yaml': launch('a', open) })
    await place.deploy()
    place.repository.commit({ branch, files: changes })
    await place.sendEvent(pushEvent(place.fake, place.repository, `heads/${branch}`))
    const before = place.fake.calls('repos/get').length
    await place.work()
    expect(place.fake.calls('repos/get').length > before).toBe(isAsked)
  })

  test('in another repository judges nothing here', async () => {
    const place = await stage({ ...files, 'launch.yaml': launch('a', open) })
    await place.deploy()
    const other = place.fake.repository('acme/other')
    other.commit({ files: { 'rules/a.yaml': 'a' } })
    await place.sendEvent(pushEvent(place.fake, other))
    const before = place.fake.requests.length
    await place.work()
    expect(place.fake.requests).toHaveLength(before)
  })
})

describe('an installation', () => {
  const event = (place: AppStage, action: string): unknown => ({ action, installation: { id: place.installation.id }, sender: {} })

  test('that got permissions is asked again at once', async () => {
    const place = await stage(files)
    place.fake.fault({ kind: 'forbidden', on: 'git/get-ref' })
    const { gate } = await place.deploy()
    place.fake.clearFaults()
    await place.send('installation', event(place, 'new_permissions_accepted'))
    place.pass(minute)
    await place.work()
    expect(gate.answer?.state).toBe('approved')
  })

  test('that is gone leaves nothing to answer', async () => {
    const place = await stage({ ...files, 'launch.yaml': launch('a', open) })
    const { gate } = await place.deploy()
    await place.send('installation', event(place, 'deleted'))
    await place.work()
    expect(await place.store.deployments.waiting()).toEqual([])
    expect(gate.answer).toBeUndefined()
  })
})

test('a check of another App has no buttons of ours', async () => {
  const place = await stage(files, { checks: true })
  const other = place.fake.app('other', { checks: 'write' })
  const run = place.repository.check({ app: other, name: 'onlyif (main)', headSha: place.repository.resolve('main') ?? '' })
  expect(await place.sendEvent(checkRunEvent(place.fake, place.repository, run))).toBe(202)
  expect(await place.work()).toEqual([])
  expect(place.repository.checkRuns.size).toBe(1)
})
