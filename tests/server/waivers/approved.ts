import { expect } from 'vitest'
import type { Decision } from '../../../src/model/generated/types.ts'
import type { Origin } from '../../../src/server/commitments/origin.ts'
import type { ServiceOptions } from '../../../src/server/running.ts'
import type { WaiverView } from '../../../src/server/waivers/kept-waiver.ts'
import { memorySource } from '../../../src/world/memory.ts'
import { config, type TestService, testService } from '../service.ts'

export const commitment = `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: We go to market only if everybody is understood
owner: cco
waivers: { approvers: [cco], quorum: 1, maxDays: 60 }
goToMarketOnlyIf:
  - id: languages
    title: help is there in every language
    owner: docs
    require: { docs.languages: { includesAll: { fact: docs.needed } } }
`

/** What is short of one language, and what is short of another one besides, that nobody accepted. */
export const needed = { accepted: '[de, en, nb]', further: '[de, en, nb, fr]' } as const

const launch = (languages: string): string =>
  `apiVersion: onlyif/v1\nkind: Launch\nid: checkout-2\ntitle: Checkout\nowner: checkout-team\nfacts: { docs.languages: [de, en], docs.needed: ${languages} }\n`

/** Files that judge, as they are at a moment: being written all the time, or out of reach. */
export interface Files {
  readonly texts: Map<string, string>
  isBusy: boolean
  isAway: boolean
}

function originOf(files: Files): Origin {
  let writes = 0
  return {
    shown: 'a folder',
    open: async () => {
      if (files.isAway) throw new Error('the disk does not answer')
      const source = memorySource(files.texts)
      return {
        ok: true,
        source: {
          ...source,
          read: async (path, maxBytes) => {
            if (files.isBusy) files.texts.set('onlyif.yaml', `${config}# ${++writes}\n`)
            return source.read(path, maxBytes)
          },
        },
      }
    },
  }
}

/** A service in which a waiver was approved, by which a launch goes on condition. */
export async function approved(options: Partial<ServiceOptions> = {}) {
  const tokens: Record<string, string> = {}
  const texts = new Map([
    ['rules/promise.yaml', commitment],
    ['onlyif.yaml', config],
  ])
  const files: Files = { texts, isBusy: false, isAway: false }
  const shared = { who: { tokens }, origin: originOf(files), ...options }
  const service = await testService(shared)
  const { store } = service
  const speaking = async (name: string): Promise<{ readonly token: string }> => {
    const { token, secret } = await store.tokens.create({ name, scopes: ['waive', 'read'], bounds: {}, createdBy: 'test' })
    tokens[token.id] = name
    return { token: secret }
  }
  const asked = (languages: string, on: TestService, query: string): Promise<Response> =>
    on.post(`/v1/decisions${query}`, { documents: [{ file: 'launch.yaml', text: launch(languages) }] })
  const judge = async (languages: string = needed.accepted, on: TestService = service, query = ''): Promise<Decision> => {
    const response = await asked(languages, on, query)
    expect([200, 201], await response.clone().text()).toContain(response.status)
    return (await response.json()) as Decision
  }
  const { digest } = await judge()
  const [kim, maria] = [await speaking('kim'), await speaking('maria')]
  const terms = { launch: 'checkout-2', requirement: 'promise/languages', as: 'accepted', reason: 'soon', expires: '2026-12-01' }
  const wish = { ...terms, decision: digest, covers: { 'docs.languages': { includesAll: ['de', 'en'] } } }
  const path = (await service.post('/v1/waivers', wish, kim)).headers.get('location') ?? ''
  const answer = async (said: object, who: { readonly token: string }): Promise<number> =>
    (await service.post(`${path}/answers`, { decision: digest, ...said }, who)).status
  expect(await answer({ answer: 'approve', version: 1, role: 'cco' }, maria)).toBe(200)
  expect((await judge()).verdict).toBe('conditional-go')
  return {
    ...{ service, files, judge },
    /** Asks for a decision, whatever comes of it. */
    ask: (languages: string = needed.accepted, on: TestService = service, query = ''): Promise<Response> => asked(languages, on, query),
    /** Another service on the same store and files. */
    replica: (more: Partial<ServiceOptions> = {}): Promise<TestService> => testService({ ...shared, store, ...more }),
    withdraw: (): Promise<number> => answer({ answer: 'withdraw', version: 2 }, kim),
    state: async (): Promise<string> => ((await (await service.ask(path)).json()) as WaiverView).state,
    /** The verdict that the last record about the launch has. */
    recorded: async (): Promise<string | undefined> => (await store.history('checkout-2', { limit: 1 })).entries[0]?.recorded.verdict,
  }
}
