import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { afterEach, beforeEach, expect } from 'vitest'
import type { ArmedFault, Fault } from './faults.ts'
import { createRepository, type RepositoryGiven } from './repository.ts'
import { installationToken } from './routes-of-apps.ts'
import { bodyOf, createApiServer, listen, type RecordedRequest, type Stage, stop, type Violation } from './server.ts'
import type { App, Delivery, Installation, Permissions, Repository, World } from './world.ts'

export interface FakeOptions {
  /** The most items of a page, whatever is asked for; so that few items make many pages. */
  readonly largestPage?: number
  /** Where the API begins: `/api/v3` as on GitHub Enterprise Server; empty by default. */
  readonly path?: string
}

/** A server on this machine that answers as GitHub's REST API does. */
export interface FakeGitHub {
  /** Where the API is, for GITHUB_API_URL and Octokit's `baseUrl`. */
  readonly url: string
  /** Where the `redirect` fault leads; whatever arrives there is kept and answered with `{}`. */
  readonly otherHost: { readonly url: string; readonly requests: readonly RecordedRequest[] }
  readonly requests: readonly RecordedRequest[]
  /** What was said against GitHub's schemas or documented limits, by either side. A test must end with none. */
  readonly violations: readonly Violation[]
  /** Hands over the violations that a test expects, and forgets them. */
  takeViolations(): Violation[]
  /** The requests to one operation. */
  calls(operation: string): readonly RecordedRequest[]
  repository(fullName: string, given?: RepositoryGiven): Repository
  /** A GITHUB_TOKEN: the App `github-actions`, with these permissions, for one repository. */
  actionsToken(repository: Repository, permissions: Permissions): string
  /** A person's token, which may do all in the repositories that are given. */
  userToken(login: string, repositories?: readonly Repository[]): string
  /** Registers a GitHub App; its private key signs the App's own tokens. */
  app(slug: string, permissions: Permissions): App
  install(app: App, account: string, repositories?: readonly Repository[]): Installation
  /** A token of an installed App, as if it had been asked for. */
  installationToken(installation: Installation): string
  deliver(delivery: Pick<Delivery, 'event' | 'payload' | 'statusCode'>): Delivery
  fault(fault: Fault): void
  clearFaults(): void
  close(): Promise<void>
}

function createWorld(): World {
  let [small, large, seconds] = [1000, 30_000_000_000, Date.parse('2026-10-07T09:00:00Z') / 1000]
  const world: World = {
    users: new Map(),
    apps: new Map(),
    repositories: new Map(),
    tokens: new Map(),
    deliveries: [],
    nextId: (kind) => (kind === 'small' ? ++small : ++large),
    now: () => new Date(++seconds * 1000).toISOString().replace('.000Z', 'Z'),
    user(login) {
      const user = world.users.get(login) ?? { id: world.nextId('small'), login, type: login.endsWith('[bot]') ? 'Bot' : 'User' }
      world.users.set(login, user)
      return user
    },
  }
  return world
}

let keys: { readonly privateKey: string; readonly publicKey: string } | undefined

/** One pair for all Apps: making one takes a while. */
function keyPair(): { readonly privateKey: string; readonly publicKey: string } {
  keys ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return keys
}

function addApp(world: World, slug: string, permissions: Permissions, id = world.nextId('small')): App {
  const app: App = {
    id,
    slug,
    clientId: `Iv23li${id}`,
    permissions,
    bot: world.user(`${slug}[bot]`),
    installations: new Map(),
    ...keyPair(),
  }
  world.apps.set(id, app)
  return app
}

function addInstallation(world: World, app: App, account: string, repositories?: readonly Repository[]): Installation {
  const names = repositories?.map((one) => one.fullName) ?? 'all'
  const installation: Installation = { id: world.nextId('small'), app, account, repositories: names }
  app.installations.set(account, installation)
  return installation
}

function addInstallationToken(world: World, { app, account, repositories }: Installation): string {
  const token = installationToken(world.nextId('large'))
  const owned = [...world.repositories.values()].filter((one) => one.owner.login === account).map((one) => one.fullName)
  const reached = repositories === 'all' ? owned : repositories
  world.tokens.set(token, { kind: 'installation', user: app.bot, app, permissions: app.permissions, repositories: reached })
  return token
}

const all: Permissions = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  pull_requests: 'write',
  statuses: 'write',
}

/** Starts a fake GitHub on a free port of 127.0.0.1, and a second host beside it. */
export async function startFakeGitHub(options: FakeOptions = {}): Promise<FakeGitHub> {
  const world = createWorld()
  // The number that GitHub's own App has.
  const actions = addApp(world, 'github-actions', all, 15_368)
  const stage: Stage = {
    world,
    requests: [],
    violations: [],
    faults: [],
    largestPage: options.largestPage ?? 100,
    path: options.path ?? '',
    origin: '',
    elsewhere: '',
  }
  const elsewhere: RecordedRequest[] = []
  const other = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = '', url = '', headers } = request
      elsewhere.push({
        method,
        path: url,
        query: {},
        headers: headers as RecordedRequest['headers'],
        body,
        operation: undefined,
        status: 200,
        answer: {},
      })
      response.setHeader('content-type', 'application/json').end('{}')
    })
  })
  const server = createApiServer(stage)
  stage.origin = await listen(server)
  // Another name as well as another port, so that it is another host by any measure.
  stage.elsewhere = (await listen(other)).replace('127.0.0.1', 'localhost')
  return {
    url: stage.origin + stage.path,
    otherHost: { url: stage.elsewhere, requests: elsewhere },
    requests: stage.requests,
    violations: stage.violations,
    takeViolations: () => stage.violations.splice(0),
    calls: (operation) => stage.requests.filter((request) => request.operation === operation),
    repository: (fullName, given) => createRepository(world, fullName, given),
    actionsToken(repository, permissions) {
      const token = installationToken(world.nextId('large'))
      world.tokens.set(token, { kind: 'installation', user: actions.bot, app: actions, permissions, repositories: [repository.fullName] })
      return token
    },
    userToken(login, repositories) {
      const token = `ghp_${String(world.nextId('large')).padStart(36, '0')}`
      const reached = repositories?.map((one) => one.fullName) ?? 'all'
      world.tokens.set(token, { kind: 'user', user: world.user(login), permissions: all, repositories: reached })
      return token
    },
    app: (slug, permissions) => addApp(world, slug, permissions),
    install: (app, account, repositories) => addInstallation(world, app, account, repositories),
    installationToken: (installation) => addInstallationToken(world, installation),
    deliver({ event, payload, statusCode }) {
      const { action } = payload
      const id = world.nextId('large')
      const delivery: Delivery = {
        id,
        guid: `00000000-0000-4000-8000-0${id}`,
        event,
        action: typeof action === 'string' ? action : null,
        deliveredAt: world.now(),
        redelivery: false,
        statusCode,
        payload,
      }
      world.deliveries.push(delivery)
      return delivery
    },
    fault(fault) {
      stage.faults.push({ ...fault, met: 0 } satisfies ArmedFault)
    },
    clearFaults: () => void stage.faults.splice(0),
    close: async () => void (await Promise.all([stop(server), stop(other)])),
  }
}

/** A fresh fake for each test of a file; a test in which anything was said that GitHub does not know fails. */
export function fakeGitHubForEachTest(options?: FakeOptions): () => FakeGitHub {
  let fake: FakeGitHub | undefined
  beforeEach(async () => {
    fake = await startFakeGitHub(options)
  })
  afterEach(async () => {
    const violations = fake?.violations
    await fake?.close()
    expect(violations).toEqual([])
  })
  return () => {
    if (fake === undefined) throw new Error('there is a fake GitHub only within a test')
    return fake
  }
}
