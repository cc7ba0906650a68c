import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { Network } from '../../../src/github/guarded-fetch.ts'
import type { GitHubAppSettings } from '../../../src/server/github-app/app-settings.ts'
import { createGitHubApp, type GitHubApp } from '../../../src/server/github-app/github-app.ts'
import type { WaiverAsked } from '../../../src/server/github-app/settings.ts'
import type { Judges } from '../../../src/server/judging/judges.ts'
import { judgeTask } from '../../../src/server/judging/judging.ts'
import { openStore, type Store } from '../../../src/store/index.ts'
import { quickNetwork } from '../../action/stage.ts'
import { deploymentProtectionRuleEvent, type WorkflowEvent } from '../events.ts'
import type { FileGiven } from '../fake/git-objects.ts'
import { type FakeGitHub, type FakeOptions, fakeGitHubForEachTest } from '../fake/start.ts'
import type { App, DeploymentGate, Installation, Permissions, Repository, WorkflowRun } from '../fake/world.ts'

export const secret = 'a secret of this test'
export const start = Date.parse('2026-10-07T09:00:00Z')

const permissions: Permissions = { actions: 'read', checks: 'write', contents: 'read', deployments: 'write', pull_requests: 'read' }

/** The App of a service, installed in a repository of a fake GitHub. */
export interface AppStage {
  readonly fake: FakeGitHub
  readonly repository: Repository
  readonly app: App
  readonly installation: Installation
  readonly store: Store
  readonly service: GitHubApp
  readonly logged: string[]
  readonly waivers: WaiverAsked[]
  /** Lets time go by. */
  pass(ms: number): void
  /** Sends a webhook as GitHub would, and gives the status. */
  send(name: string, payload: unknown, given?: { readonly id?: string; readonly secret?: string }): Promise<number>
  sendEvent(event: WorkflowEvent): Promise<number>
  /** Works until nothing is due; gives what was thrown. */
  work(): Promise<string[]>
  /** A run that waits, whose webhook was sent and worked on. */
  deploy(environment?: string, ref?: string): Promise<{ readonly run: WorkflowRun; readonly gate: DeploymentGate }>
}

let deliveries = 0

type Given = Partial<GitHubAppSettings> & {
  readonly may?: Permissions
  readonly isPrivate?: boolean
  readonly network?: Network
  readonly judges?: Judges
}

/** Judges as threads do, which are handed copies of data. */
export const judgesOfCopies: Judges = { judge: (set, task) => judgeTask(set, structuredClone(task)), stop: async () => undefined }

/** An App for each test of a file, with these files on the default branch. */
export function appForEachTest(options?: FakeOptions): (files: Readonly<Record<string, FileGiven>>, given?: Given) => Promise<AppStage> {
  const github = fakeGitHubForEachTest(options)
  let folder = ''
  const stores: Store[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'onlyif-app-'))
  })
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return async (files, given = {}) => {
    const clock = { now: start }
    const store = await openStore(folder, { now: () => clock.now })
    stores.push(store)
    return stageOf(github(), store, clock, files, given)
  }
}

function stageOf(
  fake: FakeGitHub,
  store: Store,
  clock: { now: number },
  files: Readonly<Record<string, FileGiven>>,
  { may = permissions, isPrivate = true, network = quickNetwork, judges = judgesOfCopies, ...settings }: Given,
): AppStage {
  const repository = fake.repository('acme/shop', { private: isPrivate })
  repository.commit({ files })
  const app = fake.app('onlyif-gate', may)
  const installation = fake.install(app, 'acme')
  const logged: string[] = []
  const waivers: WaiverAsked[] = []
  const service = createGitHubApp({
    store,
    settings: {
      appId: app.id,
      privateKey: app.privateKey,
      webhookSecrets: [secret],
      apiUrl: fake.url,
      publicUrl: 'https://onlyif.example.test',
      ...settings,
    },
    now: () => clock.now,
    log: (level, message, fields = {}) => void logged.push(`${level} ${message} ${JSON.stringify(fields)}`),
    requestWaiver: async (asked) => void waivers.push(asked),
    judges,
    network,
  })
  const stage: AppStage = {
    fake,
    repository,
    app,
    installation,
    store,
    service,
    logged,
    waivers,
    pass(ms) {
      clock.now += ms
    },
    async send(name, payload, { id = `00000000-0000-4000-8000-${String(++deliveries).padStart(12, '0')}`, secret: by = secret } = {}) {
      const raw = Buffer.from(JSON.stringify(payload))
      return (await service.receive(raw, signedHeaders(raw, name, id, by))).status
    },
    sendEvent: ({ name, payload }) => stage.send(name, { ...payload, installation: { id: installation.id, node_id: 'MDIz' } }),
    work: () => workAll(service, store, clock),
    async deploy(environment = 'production', ref = 'main') {
      const run = repository.waitingRun({ environment, app, ref })
      await stage.sendEvent(deploymentProtectionRuleEvent(fake, repository, run))
      await stage.work()
      const [gate] = run.gates
      if (!gate) throw new Error('the run waits for nothing')
      return { run, gate }
    },
  }
  return stage
}

/** The headers that GitHub sends. */
export function signedHeaders(raw: Uint8Array, event: string, id: string, by = secret): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': id,
    'x-hub-signature-256': `sha256=${createHmac('sha256', by).update(raw).digest('hex')}`,
  }
}

/** What the worker of the service does, in order and without waiting. */
async function workAll({ queues }: GitHubApp, store: Store, clock: { now: number }): Promise<string[]> {
  const thrown: string[] = []
  for (let isIdle = false; !isIdle; ) {
    isIdle = true
    for (const [queue, run] of Object.entries(queues)) {
      for (const job of await store.jobs.lease(queue, { ms: 60_000, limit: 50 })) {
        isIdle = false
        try {
          await run(job.payload)
          await store.jobs.done(job)
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error)
          thrown.push(message)
          await store.jobs.failed(job, { error: message, at: clock.now + 60_000 })
        }
      }
    }
  }
  return thrown
}
