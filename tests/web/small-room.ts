import { judge, parseDocuments } from '../../src/index.ts'
import { serviceLinks } from '../../src/web/links.ts'
import type { Surroundings } from '../../src/web/page.ts'
import { addDecision, newRoom, type OpenRoom } from '../../src/web/room/add-decision.ts'

/** A launch as judged on a day: its header and facts, over those of every launch here. */
export interface SmallLaunch {
  readonly id?: string
  readonly header?: Readonly<Record<string, unknown>>
  readonly facts?: Readonly<Record<string, unknown>>
  readonly waivers?: readonly Readonly<Record<string, unknown>>[]
  /** Another text of the commitment. */
  readonly rules?: string
  readonly withoutCatalog?: boolean
}

export const rules = `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: We go to market only if customers told us it is good
owner: cco
journey: [get value, get help]
waivers: { approvers: [cco, owner], quorum: 2, maxDays: 30 }
goToMarketOnlyIf:
  - id: delight
    title: beta customers tell us it is good
    owner: product
    stage: get value
    due: T-14d
    handOff: { from: product, to: support, what: what they stumbled over }
    require: { beta.csat: { atLeast: 4.2, maxAge: 30d } }
  - id: help
    title: help is published
    owner: documentation
    stage: get help
    due: T-7d
    require: { docs.pages: { atLeast: 10 } }
  - id: notice
    title: customers hear of a new price in time
    owner: sales
    appliesWhen: { pricing.changes: true }
    require: { notice.days: { atLeast: 30 } }
`

const catalog = `apiVersion: onlyif/v1
kind: FactCatalog
facts:
  beta.csat: { name: beta satisfaction, type: number, owner: insight }
  docs.pages: { name: published help pages, type: count, owner: documentation }
  pricing.changes: { type: boolean, owner: sales }
  notice.days: { type: count }
  customers.lost: { name: customers lost, type: count, owner: cco }
`

/** A waiver of the help pages, approved on a day. */
export function helpWaiver(on: string, expires: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    id: 'W-1',
    launch: 'search',
    requirement: 'promise/help',
    covers: { 'docs.pages': { atLeast: 5 } },
    as: 'mitigated',
    reason: 'the rest comes later',
    requestedBy: 'ola',
    approved: [
      { by: 'maria', role: 'cco', on },
      { by: 'tom', role: 'owner', on },
    ],
    expires,
    ...more,
  }
}

/** A room of real decisions: what was judged at each moment, the oldest first. */
export function smallRoom(rounds: readonly (readonly [at: string, ...launches: SmallLaunch[]])[]): OpenRoom {
  const room = newRoom()
  let sequence = 0
  for (const [at, ...launches] of rounds)
    for (const launch of launches) {
      const decision = judgedBy(launch, at)
      addDecision(room, {
        decision,
        sequence: ++sequence,
        recorded: { recordedAt: decision.now, circumstances: { gate: 'http', nowFrom: 'clock', dryRun: false } },
      })
    }
  return room
}

/** What is decided of a launch at a moment. */
export function judgedBy(
  { id = 'search', header, facts, waivers = [], rules: text = rules, withoutCatalog = false }: SmallLaunch,
  at: string,
) {
  const manifest = {
    apiVersion: 'onlyif/v1',
    kind: 'Launch',
    id,
    title: `The ${id}`,
    owner: 'search-team',
    date: '2026-11-01',
    asOf: at.slice(0, 10),
    ...header,
    facts: { 'beta.csat': 4.4, 'docs.pages': 12, 'pricing.changes': false, ...facts },
  }
  const documents = parseDocuments([
    { file: 'rules/promise.yaml', text },
    ...(withoutCatalog ? [] : [{ file: 'catalog.yaml', text: catalog }]),
    ...(waivers.length === 0
      ? []
      : [{ file: 'waivers.yaml', text: JSON.stringify({ apiVersion: 'onlyif/v1', kind: 'Waivers', waivers }) }]),
    { file: `launches/${id}.yaml`, text: JSON.stringify(manifest) },
  ])
  const [launch] = documents.launches
  const { decision, diagnostics } = launch ? judge({ documents, launch, now: at }) : { decision: undefined, diagnostics: [] }
  if (!decision) throw new Error(JSON.stringify([...documents.diagnostics, ...diagnostics]))
  return decision
}

/** What pages need beside a room, without whole decisions. */
export function aroundRoom(room: OpenRoom, now: string, more: Partial<Surroundings> = {}): Surroundings {
  return { room, now, links: serviceLinks(), decisionOf: async () => undefined, ...more }
}
