import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { folderOrigin } from '../../src/server/commitments/origins.ts'
import { defaultLimits } from '../../src/server/http/limit-settings.ts'
import { type Running, runService, type ServiceOptions } from '../../src/server/running.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { asDescribed } from './described.ts'

export const commitment = `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: We go to market only if customers told us it is good
owner: cco
waivers: { approvers: [cco, owner], quorum: 2, maxDays: 60 }
goToMarketOnlyIf:
  - id: delight
    title: beta customers tell us it is good
    owner: product
    require: { beta.csat: { atLeast: 4.2 } }
  - id: sound
    title: no blocker is open
    owner: engineering
    waivers: never
    require: { blockersOpen: 0 }
`

export const config = `apiVersion: onlyif/v1
kind: Config
roles: { cco: [maria], owner: [tom] }
teams: { checkout-team: [ola, kim], product: [tom] }
`

/** A launch manifest. */
export function manifest(id = 'checkout-2', { csat = 4.4 as number | string, blockers = 0, more = '' } = {}): string {
  return `apiVersion: onlyif/v1
kind: Launch
id: ${id}
title: One-page checkout
owner: checkout-team
product: checkout
date: 2026-12-15
${more}facts:
  beta.csat: ${csat}
  blockersOpen: ${blockers}
`
}

/** A running service over a store of its own, with a token that may do everything. */
export interface TestService {
  readonly running: Running
  readonly store: Store
  readonly folder: string
  /** Sets the clock, in milliseconds. */
  setNow(ms: number): void
  token(
    scopes: readonly string[],
    bounds?: { readonly launches?: readonly string[]; readonly products?: readonly string[] },
  ): Promise<string>
  /** Asks the service; with the token that may do everything unless another is given. */
  ask(path: string, init?: RequestInit & { readonly token?: string | null }): Promise<Response>
  /** Sends JSON. */
  post(path: string, body: unknown, init?: RequestInit & { readonly token?: string | null }): Promise<Response>
}

export const startedAt = Date.UTC(2026, 10, 22, 12)

function isDescribed(path: string): boolean {
  return /^\/(?:v1\/|healthz|readyz|metrics)/.test(path) && !path.startsWith('/v1/nothing')
}

/** Starts a service for one test. */
export async function testService(
  options: Partial<ServiceOptions> & { readonly files?: Readonly<Record<string, string>>; readonly address?: string } = {},
): Promise<TestService> {
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-service-'))
  const files = options.files ?? { 'rules/promise.yaml': commitment, 'onlyif.yaml': config }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'root', name)), { recursive: true })
    writeFileSync(join(folder, 'root', name), text)
  }
  let now = startedAt
  const clock = (): number => now
  const store = options.store ?? (await openStore(options.address ?? join(folder, 'data'), { now: clock }))
  const running = await runService({
    host: '127.0.0.1',
    port: 0,
    store,
    origin: folderOrigin(join(folder, 'root')),
    refreshMs: 60_000,
    auth: {},
    limits: defaultLimits,
    log: () => undefined,
    now: clock,
    graceMs: 1000,
    ...options,
  })
  onTestFinished(async () => {
    await running.stop()
    if (!options.store) await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const token: TestService['token'] = async (scopes, bounds = {}) =>
    (await store.tokens.create({ name: scopes.join(' '), scopes, bounds, createdBy: 'test' })).secret
  const all = await token(['judge', 'read', 'waive', 'admin'])
  const ask: TestService['ask'] = async (path, { token: own, headers, ...init } = {}) => {
    const bearer = own === null ? undefined : (own ?? all)
    const response = await fetch(`${running.url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }), ...(headers as Record<string, string>) },
    })
    // Whatever is tried, the answer must be one that the description of the API tells of.
    return isDescribed(path) ? asDescribed((init.method ?? 'GET').toLowerCase(), path, response) : response
  }
  return {
    running,
    store,
    folder: join(folder, 'root'),
    setNow: (ms) => {
      now = ms
    },
    token,
    ask,
    post: (path, body, { headers, ...init } = {}) =>
      ask(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
        ...init,
      }),
  }
}
