import { decide } from '../../../src/engine/decide.ts'
import type { Decision } from '../../../src/model/generated/types.ts'
import type { Waivers } from '../../../src/model/waivers.ts'
import type { Caller, Scope } from '../../../src/server/caller.ts'
import { answerWaiver } from '../../../src/server/waivers/answer.ts'
import { askWaiver } from '../../../src/server/waivers/ask.ts'
import type { WaiverView } from '../../../src/server/waivers/kept-waiver.ts'
import type { WaiverDeps } from '../../../src/server/waivers/waiver-deps.ts'
import { waiverDocument, waiversInForce } from '../../../src/server/waivers/waiver-document.ts'
import type { Store } from '../../../src/store/index.ts'
import { keptOf } from '../../../src/world/kept.ts'
import { memorySource } from '../../../src/world/memory.ts'
import { loadTrustedSide, loadWorld } from '../../../src/world/world.ts'

export const start = Date.parse('2026-10-07T09:00:00Z')

export const commitment = `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: We go to market only if customers told us it is good
owner: cco
waivers: { approvers: [cco, owner, coo, board], quorum: 2, maxDays: 60 }
goToMarketOnlyIf:
  - id: delight
    title: beta customers tell us it is good
    owner: product
    require: { beta.csat: { atLeast: 4.2, maxAge: 30d } }
  - id: languages
    title: help is there in every language
    owner: docs
    require: { docs.languages: { includesAll: { fact: docs.needed } } }
  - id: no-loss
    title: no data is lost
    owner: engineering
    waivers: never
    forbid: { defects.loss: { moreThan: 0 } }
`

export const config = `apiVersion: onlyif/v1
kind: Config
roles: { cco: [maria, mia], product: [petra, pia], coo: [maria] }
teams: { checkout-team: [ola, tom, pia], docs: [dora] }
`

export interface Facts {
  readonly csat?: number
  readonly asOf?: string
  readonly languages?: string
  readonly needed?: string
  readonly loss?: number
}

const manifest = ({ csat = 3.9, asOf = '2026-10-06', languages = '[de, en]', needed = '[de, en, nb]', loss = 0 }: Facts): string =>
  `apiVersion: onlyif/v1\nkind: Launch\nid: checkout-2\ntitle: Checkout\nowner: checkout-team\nproduct: checkout\nasOf: ${asOf}\nfacts: { beta.csat: ${csat}, docs.languages: ${languages}, docs.needed: ${needed}, defects.loss: ${loss} }\n`

/** A store, people, and a launch that is judged with what is waived in the store. */
export interface Place {
  readonly deps: WaiverDeps
  readonly store: Store
  /** Judges the launch and records the decision. */
  judge(facts?: Facts): Promise<Decision>
  /** Lets time go by. */
  pass(days: number): void
  /** Other commitments from now on. */
  edit(change: (text: string) => string): Promise<void>
}

export async function placeIn(open: (options: { now: () => number }) => Promise<Store>): Promise<Place> {
  let clock = start
  let rules = commitment
  const now = (): number => clock
  const store = await open({ now })
  const files = (): Map<string, string> => new Map(Object.entries({ 'rules/promise.yaml': rules, 'onlyif.yaml': config }))
  const read = async (): Promise<WaiverDeps['rules']> => loadTrustedSide({ trusted: memorySource(files()) })
  const deps = { store, rules: await read(), who: { people: { 'ola@example.test': 'ola' }, tokens: { t1: 'ola' } }, now }
  return {
    deps,
    store,
    pass: (days) => {
      clock += days * 86_400_000
    },
    edit: async (change) => {
      rules = change(rules)
      deps.rules = await read()
    },
    judge: async (facts = {}) => {
      const { document } = waiverDocument(await waiversInForce(store), deps.rules)
      const trusted = new Map([...files(), ...(document ? [[document.file, document.text] as const] : [])])
      const world = await loadWorld({
        trusted: memorySource(trusted),
        head: memorySource(new Map([['launch.yaml', manifest(facts)]])),
        args: { waivers: document ? [document.file] : [] },
      })
      const [found] = world.launches
      if (!found?.launch) throw new Error(JSON.stringify([world.diagnostics, found?.diagnostics]))
      const { commitments, digests, config: settings } = world
      const waivers: readonly Waivers[] = world.waivers
      const at = new Date(clock).toISOString()
      const { decision, diagnostics } = await decide({ commitments, waivers, config: settings, digests, launch: found.launch, now: at })
      if (!decision) throw new Error(JSON.stringify(diagnostics))
      await store.append({ decision, circumstances: { gate: 'http', nowFrom: 'clock', dryRun: false }, ...keptOf(world, found) })
      return decision
    },
  }
}

export const person = (id: string, scopes: readonly Scope[] = ['read', 'waive'], bounds: Caller['bounds'] = {}): Caller => ({
  kind: 'person',
  id,
  name: id,
  scopes: new Set(scopes),
  bounds,
})

export const wish = {
  launch: 'checkout-2',
  requirement: 'promise/delight',
  covers: { 'beta.csat': { atLeast: 3.8 } },
  as: 'accepted',
  reason: 'the last survey was before the fix',
  expires: '2026-10-20',
} as const

export function ask({ deps }: Place, decision: Decision, more: object = {}, who = person('ola')): Promise<WaiverView> {
  return askWaiver(who, { ...wish, decision: decision.digest, ...more }, deps)
}

export function answer({ deps }: Place, who: string, { id, version, decision }: WaiverView, more: object = {}): Promise<WaiverView> {
  return answerWaiver(person(who), id, { answer: 'approve', version, decision, ...more }, deps)
}
