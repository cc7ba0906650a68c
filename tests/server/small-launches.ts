import type { Append, RecordedDecision, Store } from '../../src/store/index.ts'
import { judgeWorld } from '../../src/world/judged-world.ts'
import { keptOf } from '../../src/world/kept.ts'
import { memorySource } from '../../src/world/memory.ts'
import { loadWorld } from '../../src/world/world.ts'

/** What judges in these tests: customers told us lately that it is good, and help is there, which may be waived. */
export const commitment = (atLeast = 4.2): string => `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: We go to market only if customers told us it is good
owner: cco
waivers: { approvers: [cco], quorum: 1, maxDays: 60 }
goToMarketOnlyIf:
  - id: delight
    title: beta customers tell us it is good
    owner: product
    require: { beta.csat: { atLeast: ${atLeast}, maxAge: 14d } }
    ifUnmet: Extend the beta
  - { id: help, title: help is there in every language, owner: documentation, require: { docs.languages: { atLeast: 2 } } }
`

export const config = 'apiVersion: onlyif/v1\nkind: Config\nroles: { cco: [maria] }\n'

export const waiver = (launch: string, expires = '2026-10-20', approvedOn = '2026-10-06'): string => `apiVersion: onlyif/v1
kind: Waivers
waivers:
  - id: W-1
    launch: ${launch}
    requirement: promise/help
    covers: { docs.languages: { atLeast: 1 } }
    as: accepted
    reason: Norwegian help arrives on 20 October
    requestedBy: ola
    approved: [{ by: maria, role: cco, on: ${approvedOn} }]
    expires: ${expires}
`

export interface Told {
  readonly csat?: number
  readonly asOf?: string
  readonly languages?: number
  readonly header?: string
  readonly title?: string
}

export const manifest = (
  id: string,
  { csat = 4.4, asOf = '2026-10-01', languages = 2, header = '', title = 'One-page checkout' }: Told = {},
): string =>
  `apiVersion: onlyif/v1
kind: Launch
id: ${id}
title: ${JSON.stringify(title)}
owner: checkout-team
product: checkout
${header}facts: { beta.csat: { value: ${csat}, asOf: ${asOf} }, docs.languages: ${languages} }
`

/** Judges the launches of a head as the service would. */
export async function appendsOf(
  trusted: ReadonlyMap<string, string>,
  head: Readonly<Record<string, string>>,
  now: number,
  { gate = 'http', noExceptions = false }: { readonly gate?: string; readonly noExceptions?: boolean } = {},
): Promise<Append[]> {
  const world = await loadWorld({ trusted: memorySource(trusted), head: memorySource(new Map(Object.entries(head))) })
  const { decisions, diagnostics } = await judgeWorld(world, { now: new Date(now).toISOString(), noExceptions, isPartial: true })
  return world.launches.map((launch) => {
    const decision = decisions.find((item) => item.launch.id === launch.name)
    if (!decision) throw new Error(JSON.stringify(diagnostics))
    return { decision, circumstances: { gate, nowFrom: 'clock', dryRun: false, actor: 'token:ci' }, ...keptOf(world, launch) }
  })
}

/** Records decisions about launches, each given as what is told of it. */
export async function record(
  store: Store,
  trusted: ReadonlyMap<string, string>,
  launches: Readonly<Record<string, Told>>,
  now: number,
): Promise<void> {
  const head = Object.fromEntries(Object.entries(launches).map(([id, told]) => [`launches/${id}.yaml`, manifest(id, told)]))
  for (const append of await appendsOf(trusted, head, now)) await store.append(append)
}

/** Everything recorded of a launch, the oldest first. */
export async function historyOf(store: Store, launch: string): Promise<RecordedDecision[]> {
  const { entries } = await store.history(launch, { order: 'oldest-first', limit: 1000 })
  return Promise.all(
    entries.map(async ({ sequence }) => {
      const recorded = await store.at(sequence)
      if (!recorded) throw new Error(`entry ${sequence} is not there`)
      return recorded
    }),
  )
}
