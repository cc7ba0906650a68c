import { expect, test } from 'vitest'
import { config, launch, promise } from '../action/documents.ts'
import { signedHeaders } from '../github/app/stage.ts'
import { checkRunEvent, pullRequestEvent, type WorkflowEvent } from '../github/events.ts'
import { fakeGitHubForEachTest } from '../github/fake/start.ts'
import { type TestService, testService } from './service.ts'
import { until } from './waiting.ts'

const github = fakeGitHubForEachTest()
const secret = 'a secret of this test'

interface Pressed {
  readonly service: TestService
  readonly id: string
  readonly requestedBy: string
  /** What becomes of an approval, as status and words. */
  approve(name: string): Promise<readonly [number, string]>
}

/** A waiver that was asked for by a login at GitHub, by the button of a check, in a service that knows who is who. */
async function pressed(by: string, logins: Record<string, string> = {}): Promise<Pressed> {
  const tokens: Record<string, string> = {}
  const fake = github()
  const files = {
    'rules/promise.yaml': promise(4.2),
    'onlyif.yaml': config('roles: { cco: [maria, mia] }\nteams: { team: [ola] }'),
    'launch.yaml': launch('a', '{ csat: 4.4, blockersOpen: 0 }'),
  }
  const repository = fake.repository('acme/shop', { private: true })
  repository.commit({ files })
  const app = fake.app('onlyif-gate', { actions: 'read', checks: 'write', contents: 'read', deployments: 'write', pull_requests: 'read' })
  const installation = fake.install(app, 'acme')
  const service = await testService({
    ...{ files, who: { tokens, github: logins } },
    github: {
      ...{ appId: app.id, privateKey: app.privateKey, webhookSecrets: [secret], apiUrl: fake.url },
      ...{ publicUrl: 'https://onlyif.example.test', checks: true },
    },
  })
  const send = async ({ name, payload }: WorkflowEvent, login: string): Promise<void> => {
    const sender = { ...(payload['sender'] as object), login }
    const raw = Buffer.from(JSON.stringify({ ...payload, sender, installation: { id: installation.id, node_id: 'MDIz' } }))
    const headers = signedHeaders(raw, name, `00000000-0000-4000-8000-00000000000${name.length % 10}`, secret)
    expect((await fetch(`${service.running.url}/webhooks/github`, { method: 'POST', body: raw, headers })).status).toBe(202)
  }
  repository.branch('change', 'main')
  repository.commit({ branch: 'change', files: { 'launch.yaml': launch('a', '{ csat: 3.9, blockersOpen: 0 }') } })
  const pull = repository.openPullRequest({ head: 'change', base: 'main' })
  await send(pullRequestEvent(fake, repository, pull), by)
  const check = () => [...repository.checkRuns.values()].at(-1)
  await until(() => check()?.conclusion === 'failure')
  const run = check()
  if (!run) throw new Error('there is no check')
  await send(checkRunEvent(fake, repository, run, 'ask-for-waiver'), by)
  await until(async () => (await service.store.waivers.list()).length === 1)
  const [waiver] = await service.store.waivers.list()
  const { id = '', decision = '', document = '{}' } = waiver ?? {}
  const approve = async (name: string): Promise<readonly [number, string]> => {
    const { token, secret: own } = await service.store.tokens.create({ name, scopes: ['waive', 'read'], bounds: {}, createdBy: 'test' })
    tokens[token.id] = name
    const answer = { answer: 'approve', decision, version: 1, role: 'cco' }
    const response = await service.post(`/v1/waivers/${id}/answers`, answer, { token: own })
    const { detail = '', state = '' } = (await response.json()) as { detail?: string; state?: string }
    return [response.status, detail || state]
  }
  return { service, id, requestedBy: (JSON.parse(document) as { waiver: { requestedBy: string } }).waiver.requestedBy, approve }
}

test('a login at GitHub is nobody whom roles name, though it is written alike', async () => {
  const { service, id, requestedBy, approve } = await pressed('maria', { 'Mia-of-acme': 'mia' })
  expect(requestedBy).toBe('github:maria')
  const [entry] = await service.store.audit.list({ target: `waiver/${id}` })
  expect(entry).toMatchObject({ actor: 'github:maria', action: 'waiver.ask', detail: { requestedBy: 'github:maria' } })
  // Of the person `maria` nothing says that the login is not hers; of `mia` it is known which is hers.
  expect(await approve('maria')).toEqual([403, expect.stringMatching(/nothing says that maria is somebody else than `github:maria`/)])
  expect(await approve('mia')).toEqual([200, 'in-force'])
})

test('a login that is listed is that person: four eyes see it', async () => {
  const { requestedBy, approve } = await pressed('maria-of-acme', { 'Maria-of-ACME': 'maria' })
  expect(requestedBy).toBe('maria')
  expect(await approve('maria')).toEqual([403, expect.stringMatching(/maria requested it/)])
  expect(await approve('mia')).toEqual([200, 'in-force'])
})

test('a login that is listed after it asked is that person from then on', async () => {
  const logins: Record<string, string> = {}
  const { requestedBy, approve } = await pressed('m-acme', logins)
  expect(requestedBy).toBe('github:m-acme')
  logins['m-acme'] = 'maria'
  expect(await approve('maria')).toEqual([403, expect.stringMatching(/maria requested it/)])
  expect(await approve('mia')).toEqual([200, 'in-force'])
})
