import { Webhooks } from '@octokit/webhooks'
import { describe, expect, test } from 'vitest'
import { isSigned } from '../../../src/github/webhook-signature.ts'
import { good, launch, promise } from '../../action/documents.ts'
import { deploymentProtectionRuleEvent, pullRequestEvent, releaseEvent } from '../events.ts'
import { type AppStage, appForEachTest, secret, signedHeaders } from './stage.ts'

const stage = appForEachTest()
const files = { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) }

function asked(place: AppStage): Record<string, unknown> {
  const run = place.repository.waitingRun({ environment: 'production', app: place.app })
  return { ...deploymentProtectionRuleEvent(place.fake, place.repository, run).payload }
}

const answers = (place: AppStage): unknown[] => [...place.repository.runs.values()].map((run) => run.gates[0]?.answer?.state)

describe('a signature', () => {
  const raw = Buffer.from('{"a":"ü"}')

  test('is that of GitHub’s own library', async () => {
    const signature = await new Webhooks({ secret: 'first' }).sign(raw.toString())
    expect(isSigned(raw, signature, ['first'])).toBe(true)
    expect(isSigned(raw, signature, ['second', 'first'])).toBe(true)
    expect(isSigned(raw, signature, ['first', 'second'])).toBe(true)
    expect(isSigned(Buffer.from('{"a":"u"}'), signature, ['first'])).toBe(false)
    for (const wrong of [
      undefined,
      '',
      signature.slice(0, -1),
      `${signature}0`,
      signature.toUpperCase(),
      signature.replace('sha256', 'sha1'),
    ])
      expect(isSigned(raw, wrong, ['first'])).toBe(false)
  })

  test('by no secret is none', async () => {
    const { createHmac } = await import('node:crypto')
    const empty = `sha256=${createHmac('sha256', '').update(raw).digest('hex')}`
    expect(isSigned(raw, empty, [''])).toBe(false)
    expect(isSigned(raw, empty, [])).toBe(false)
  })
})

describe('a webhook', () => {
  test('whose signature is missing or wrong leaves nothing behind', async () => {
    const place = await stage(files)
    const payload = asked(place)
    expect(await place.send('deployment_protection_rule', payload, { secret: 'another' })).toBe(401)
    const raw = Buffer.from(JSON.stringify(payload))
    const { 'x-hub-signature-256': _, ...unsigned } = signedHeaders(raw, 'deployment_protection_rule', 'a-1')
    expect((await place.service.receive(raw, unsigned)).status).toBe(401)
    const tampered = Buffer.from(raw.toString().replace('production', 'productioN'))
    expect((await place.service.receive(tampered, signedHeaders(raw, 'deployment_protection_rule', 'a-1'))).status).toBe(401)
    expect(await place.work()).toEqual([])
    expect(answers(place)).toEqual([undefined])
    for (const state of ['received', 'handled', 'failed'] as const) expect(await place.store.deliveries.list({ state })).toEqual([])
  })

  test('by either secret is good while one is replaced', async () => {
    const place = await stage(files, { webhookSecrets: ['new', secret] })
    expect(await place.send('deployment_protection_rule', asked(place), { secret: 'old' })).toBe(401)
    const payload = { ...asked(place), installation: { id: place.installation.id } }
    expect(await place.send('deployment_protection_rule', payload, { secret: 'new' })).toBe(202)
    expect(await place.send('deployment_protection_rule', payload)).toBe(202)
  })

  test('is kept before it is answered, and worked on once', async () => {
    const place = await stage(files)
    const payload = asked(place)
    const id = '11111111-0000-4000-8000-000000000001'
    expect(await place.send('deployment_protection_rule', payload, { id })).toBe(202)
    expect(await place.store.deliveries.get(id)).toMatchObject({ state: 'received', payload: JSON.stringify(payload) })
    expect(answers(place)).toEqual([undefined])
    expect(await place.send('deployment_protection_rule', payload, { id })).toBe(202)
    expect(await place.store.jobs.count('github-delivery')).toBe(1)
    expect(await place.work()).toEqual([])
    expect(await place.send('deployment_protection_rule', payload, { id })).toBe(202)
    expect(await place.store.jobs.count('github-delivery')).toBe(0)
    expect(await place.store.deliveries.get(id)).toMatchObject({ state: 'handled' })
    expect(answers(place)).toEqual(['approved'])
  })

  test('that nobody heeds is taken and forgotten', async () => {
    const place = await stage(files)
    place.repository.tag('v1')
    expect(await place.sendEvent(releaseEvent(place.fake, place.repository, 'v1'))).toBe(202)
    expect(await place.send('ping', { zen: 'x' })).toBe(202)
    expect(await place.send('constructor', {})).toBe(202)
    expect(await place.send('deployment_protection_rule', { ...asked(place), action: 'other' })).toBe(202)
    expect(await place.store.deliveries.list({ state: 'received' })).toEqual([])
  })

  test.each([
    ['no JSON', 'deployment_protection_rule', 'm-1', 'payload=%7B%7D'],
    ['half of it', 'deployment_protection_rule', 'm-2', '{"action":'],
    ['a list', 'deployment_protection_rule', 'm-3', '[]'],
    ['null', 'push', 'm-4', 'null'],
    ['no UTF-8', 'push', 'm-5', Buffer.from([0x7b, 0xff, 0x7d])],
    ['no delivery', 'push', '', '{}'],
    ['a strange delivery', 'push', '../..', '{}'],
    ['a strange event', 'Push!', 'm-6', '{}'],
    ['nothing in it', 'deployment_protection_rule', 'm-7', '{"action":"requested"}'],
    [
      'prototypes',
      'deployment_protection_rule',
      'm-8',
      '{"action":"requested","__proto__":{"installation":{"id":1}},"repository":{"id":1,"full_name":"acme/shop"}}',
    ],
  ])('that is malformed (%s) is refused, and kept as failed', async (_, event, id, body) => {
    const place = await stage(files)
    const raw = Buffer.from(body)
    const { status } = await place.service.receive(raw, signedHeaders(raw, event, id))
    expect(status).toBe(400)
    expect(await place.store.deliveries.list({ state: 'failed' })).toMatchObject([{ state: 'failed', error: expect.any(String) }])
    expect(await place.work()).toEqual([])
    expect((await place.service.receive(raw, signedHeaders(raw, event, id))).status).toBe(400)
    expect(await place.store.deliveries.list({ state: 'failed' })).toHaveLength(1)
  })

  test('that is larger than GitHub sends is refused unread', async () => {
    const place = await stage(files)
    const raw = Buffer.alloc(25 * 1024 * 1024 + 1, 'a')
    expect((await place.service.receive(raw, signedHeaders(raw, 'push', 'l-1'))).status).toBe(413)
  })

  test('that cannot be kept is asked for again', async () => {
    const place = await stage(files)
    await place.store.close()
    expect(await place.send('deployment_protection_rule', { ...asked(place), installation: { id: 1 } })).toBe(503)
  })

  test('leaves no payload, secret or token in the log', async () => {
    const place = await stage(files)
    await place.deploy()
    await place.send('deployment_protection_rule', { ...asked(place), hello: 'a-word-of-the-payload' })
    await place.send('deployment_protection_rule', { ...asked(place), hello: 'a-word-of-the-payload' }, { secret: 'wrong' })
    place.fake.fault({ kind: 'unauthorized' })
    await place.deploy()
    const log = place.logged.join('\n')
    expect(log).not.toMatch(/a-word-of-the-payload|ghs_|eyJ|BEGIN/)
    expect(log).not.toContain(secret)
  })
})

describe('the address to answer to is rebuilt, never followed', () => {
  test.each([
    ['https://evil.example.test/repos/acme/shop/actions/runs/RUN/deployment_protection_rule'],
    ['OTHER/repos/acme/shop/actions/runs/RUN/deployment_protection_rule'],
    ['API/repos/acme/other/actions/runs/RUN/deployment_protection_rule'],
    ['API/repos/evil/shop/actions/runs/RUN/deployment_protection_rule'],
    ['API/repos/acme/shop/actions/runs/RUN/deployment_protection_rule?x=1'],
    ['API/repos/acme/shop/actions/runs/RUN/deployment_protection_rule/../../../../../../x'],
    ['API/repos/acme/shop/actions/runs/RUNx/deployment_protection_rule'],
    ['API/repos/acme/shop/actions/runs/0/deployment_protection_rule'],
    ['API/repos/acme/shop/actions/runs/1e3/deployment_protection_rule'],
    ['API/repos/acme/shop/actions/runs/RUN'],
    ['http://x@127.0.0.1/repos/acme/shop/actions/runs/RUN/deployment_protection_rule'],
    ['not an address'],
    [''],
  ])('%s', async (address) => {
    const place = await stage(files)
    const payload = asked(place)
    const [run] = place.repository.runs.keys()
    const url = address.replace('API', place.fake.url).replace('OTHER', place.fake.otherHost.url).replace('RUN', String(run))
    expect(await place.send('deployment_protection_rule', { ...payload, deployment_callback_url: url })).toBe(400)
    expect(await place.work()).toEqual([])
    expect(answers(place)).toEqual([undefined])
    expect(place.fake.otherHost.requests).toEqual([])
  })
})

test('pull requests are nobody’s business unless the settings say so', async () => {
  const place = await stage(files)
  place.repository.branch('change')
  const pull = place.repository.openPullRequest({ head: 'change' })
  expect(await place.sendEvent(pullRequestEvent(place.fake, place.repository, pull))).toBe(202)
  expect(await place.work()).toEqual([])
  expect(place.repository.checkRuns.size).toBe(0)
})
