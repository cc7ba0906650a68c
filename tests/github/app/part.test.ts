import express from 'express'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { githubPart, webhookPath } from '../../../src/server/github-part.ts'
import { startWorker } from '../../../src/server/jobs/worker.ts'
import { judgesHere } from '../../../src/server/judging/judges.ts'
import { good, launch, promise } from '../../action/documents.ts'
import { until } from '../../server/waiting.ts'
import { deploymentProtectionRuleEvent } from '../events.ts'
import { type AppStage, appForEachTest, secret, signedHeaders, start } from './stage.ts'

const stage = appForEachTest()
const files = { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) }

function mounted(place: AppStage, now = (): number => start) {
  const part = githubPart({
    ...{ store: place.store, now, log: () => {}, who: {}, judges: judgesHere },
    settings: {
      ...{ appId: place.app.id, privateKey: place.app.privateKey, webhookSecrets: [secret] },
      ...{ apiUrl: place.fake.url, publicUrl: 'https://onlyif.example.test' },
    },
    commitments: { standing: () => ({}) as never },
  })
  const app = express()
  app.use(webhookPath, part.route)
  app.use(express.json())
  return { part, http: supertest(app) }
}

function webhook(place: AppStage, more = '') {
  const run = place.repository.waitingRun({ environment: 'production', app: place.app })
  const raw = Buffer.from(JSON.stringify(deploymentProtectionRuleEvent(place.fake, place.repository, run).payload, undefined, 2) + more)
  return { run, raw, headers: signedHeaders(raw, 'deployment_protection_rule', 'd-1') }
}

test('a webhook over HTTP is answered, byte for byte as it was signed, and worked on by the worker', async () => {
  const place = await stage(files)
  const { http, part } = mounted(place)
  const { raw, headers, run } = webhook(place, '\n ')
  await http.post('/webhooks/github').set(headers).send(raw.toString()).expect(202, { message: 'received' })
  const worker = startWorker({ store: place.store, queues: part.queues, now: () => start, log: () => {}, pollMs: 20 })
  for (let i = 0; run.gates[0]?.answer === undefined && i < 500; i++) await new Promise((done) => setTimeout(done, 20))
  await worker.stop()
  expect(run.gates[0]?.answer?.state).toBe('approved')
})

test('a webhook that was missed while nobody listened is taken up soon after the start', async () => {
  const place = await stage(files)
  let now = start + 1000
  place.pass(1000)
  const run = place.repository.waitingRun({ environment: 'production', app: place.app })
  const payload = deploymentProtectionRuleEvent(place.fake, place.repository, run).payload as Record<string, unknown>
  place.fake.deliver({ event: 'deployment_protection_rule', payload, statusCode: 502 })
  const { part } = mounted(place, () => now)
  const worker = startWorker({ store: place.store, queues: part.queues, now: () => now, log: () => {}, pollMs: 20 })
  await until(async () => (await place.store.jobs.count('github-reconcile')) === 1)
  expect(place.fake.requests).toEqual([])
  now += 5000
  place.pass(5000)
  await until(() => run.gates[0]?.answer !== undefined)
  await worker.stop()
  expect(run.gates[0]?.answer?.state).toBe('approved')
})

test('what is no webhook is refused', async () => {
  const place = await stage(files)
  const { http } = mounted(place)
  const { raw, headers } = webhook(place)
  await http.post('/webhooks/github').expect(401)
  await http.post('/webhooks/github').set(headers).set('x-hub-signature-256', 'sha256=0').send(raw.toString()).expect(401)
  await http.post('/webhooks/github').set(headers).set('content-encoding', 'gzip').send(raw.toString()).expect(415)
  const large = Buffer.alloc(26 * 1024 * 1024, 'a')
  await http.post('/webhooks/github').set('content-type', 'application/json').send(large.toString()).expect(413)
  expect(await place.store.deliveries.list({ state: 'received' })).toEqual([])
})
