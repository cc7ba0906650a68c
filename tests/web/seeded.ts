import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from '../../src/engine/judge.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { serviceLinks } from '../../src/web/links.ts'
import type { Surroundings } from '../../src/web/page.ts'
import { addDecision, newRoom, type OpenRoom } from '../../src/web/room/add-decision.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

export const now = '2026-10-07T09:00:00Z'

/** The next of a sequence of numbers from 0 to 1 that is the same in every run. */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 0x1_0000_0000
  }
}

const names = [
  'Saved baskets',
  'One-page checkout',
  'Gift cards',
  'Pay by invoice',
  'Store finder',
  'Order tracking',
  'Wish lists',
  'Returns portal',
  'Size adviser',
  'Click and collect',
  'Price alerts',
  'Family accounts',
]
const products = ['basket', 'checkout', 'search', 'service']
const teams = ['basket-team', 'checkout-team', 'search-team', 'service-team']

/** A day, some days after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The facts of a launch by the market promise; how good they are is left to chance. */
function facts(next: () => number, today: string, date: string): string {
  // Some launches are in good order, others are not.
  const care = next() < 0.4 ? 0.1 : 1
  const worse = (share: number): boolean => next() < share * care
  const asOf = (days: number): string => dayAfter(today, -Math.floor(next() * days))
  const lines = [
    `beta: { csat: { value: ${worse(0.2) ? 3.9 : 4.4}, sample: ${worse(0.1) ? 12 : 112}, asOf: ${asOf(worse(0.1) ? 60 : 12)}, by: insight, link: "https://example.test/surveys" }, blockersOpen: { value: ${worse(0.1) ? 2 : 0}, asOf: ${asOf(7)} } }`,
    `cpi: { timeToFirstValue: { value: ${worse(0.2) ? '21min' : '9min'}, sample: 240, asOf: ${asOf(worse(0.3) ? 20 : 6)}, by: insight } }`,
    `defects: { dataLossOpen: { value: 0, asOf: "${today.slice(0, 10)}T06:00:00Z" }, dataExposureOpen: { value: ${worse(0.05) ? 1 : 0}, asOf: "${today.slice(0, 10)}T06:00:00Z" } }`,
    `reliability: { availability: { value: ${worse(0.15) ? '99.7%' : '99.95%'}, window: 28d, asOf: ${asOf(6)}, by: reliability } }`,
    `incidents: { severeOpen: { value: 0, asOf: ${asOf(5)} } }`,
    `rollback: { rehearsedOn: { value: ${dayAfter(today, worse(0.2) ? -45 : -12)} }, minutes: 18 }`,
    `accessibility: { unsupportedA: { value: 0, sample: 31, asOf: ${asOf(20)}, link: "https://example.test/a11y" }, unsupportedAA: { value: ${worse(0.15) ? 3 : 0}, sample: 24, asOf: ${asOf(20)}, link: "https://example.test/a11y" } }`,
    `privacy: { newPersonalData: { value: ${worse(0.5)} }, assessmentSigned: { value: true, asOf: ${asOf(20)}, link: "https://example.test/privacy" }, residualRisk: { value: low } }`,
    `docs: { languages: { value: [de, en, es${next() < 0.3 ? '' : ', nb'}], by: documentation } }`,
    `support: { agentsTrained: { value: ${worse(0.15) ? '70%' : '94%'}, asOf: ${asOf(20)}, by: support }, knownIssuesPublished: { value: true, asOf: ${asOf(20)}, link: "https://example.test/known" } }`,
    `pricing: { termsChange: { value: ${worse(0.3)} } }`,
    `notice: { days: { value: 45, asOf: ${asOf(20)} } }`,
    `migration: { somethingRemoved: { value: ${worse(0.3)} }, customersWithoutPath: { value: ${worse(0.3) ? 14 : 0}, asOf: ${asOf(6)} } }`,
    worse(0.2) ? 'listening: { owner: TBD }' : 'listening: { owner: ines }',
    `review: { bookedFor: ${dayAfter(date, 28)}, countsCustomersLost: true }`,
  ]
  return lines.map((line) => `  ${line}`).join('\n')
}

function manifest(index: number, next: () => number, today: string): string {
  const of = Math.floor(next() * products.length)
  const days = Math.floor(next() * 120) - 25
  const date = next() < 0.06 ? '' : `date: ${dayAfter(now, days)}\n`
  const closed = days < -3 && next() < 0.7 ? `launchedOn: ${dayAfter(now, days)}\n` : ''
  const id = `${(names[index % names.length] ?? 'launch').toLowerCase().replaceAll(' ', '-')}-${1 + Math.floor(index / names.length)}`
  return `apiVersion: onlyif/v1\nkind: Launch\nid: ${id}\ntitle: ${names[index % names.length]} ${1 + Math.floor(index / names.length)}\nowner: ${teams[of]}\nproduct: ${products[of]}\nversion: "1.${index}.0"\ntier: ${1 + Math.floor(next() * 3)}\nmarkets: [DE, "NO", US]\n${date}${closed}asOf: ${dayAfter(today, -2)}\nby: ${teams[of]}\nfacts:\n${facts(next, today, dayAfter(now, days))}\n`
}

const trustedFiles = [
  'onlyif.yaml',
  'rules/five-conditions/commitment.yaml',
  'rules/market-promise/commitment.yaml',
  'rules/market-promise/catalog.yaml',
]

/** A waiver for the missing Norwegian help of a launch, as the example has one. */
function waiver(launch: string, index: number, expires: string): string {
  return `  - { id: W-${index}, launch: ${launch}, requirement: market-promise/help-in-every-language, covers: { docs.languages: { includesAll: [de, en, es] } }, as: mitigated, reason: The Norwegian help pages arrive later, requestedBy: ola, approved: [{ by: maria, role: cco, on: ${dayAfter(expires, -14)} }, { by: tom, role: owner, on: ${dayAfter(expires, -14)} }], expires: ${expires}, followUp: { what: publish the Norwegian help pages, owner: documentation, due: ${expires} } }\n`
}

/** Decisions about launches by the market promise, judged on several days until now: the oldest first. */
export function seededDecisions(launches: number, rounds: readonly number[] = [-21, -14, -7, 0]): Decision[] {
  const decisions: Decision[] = []
  for (const round of rounds) {
    const today = dayAfter(now, round)
    const manifests = Array.from({ length: launches }, (_, index) => ({
      file: `launches/${index}.yaml`,
      text: manifest(index, chance(index * 7919 + 13), today),
    }))
    const improved = manifests.map(({ file, text }, index) => ({
      file,
      text: round === 0 || index % 3 !== 0 ? text : text.replace('value: 4.4', 'value: 4.1'),
    }))
    const waivers = `apiVersion: onlyif/v1\nkind: Waivers\nwaivers:\n${improved.flatMap(({ text }, index) => (index % 4 === 1 ? [waiver(/^id: (.+)$/m.exec(text)?.[1] ?? '', index, dayAfter('2026-10-02', index % 17))] : [])).join('')}`
    const trusted = parseDocuments([
      ...trustedFiles.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') })),
      { file: 'waivers.yaml', text: waivers },
    ])
    const { commitments, catalogs: catalog, waivers: listed, digests, configs } = trusted
    const [config] = configs
    const prepared = prepare({ commitments, catalog, waivers: listed, digests, ...(config && { config }), now: `${today}T09:00:00Z` })
    const read = parseDocuments(improved)
    for (const launch of read.launches) {
      const { decision, diagnostics } = prepared.judge(launch, [])
      if (!decision) throw new Error(JSON.stringify([...trusted.diagnostics, ...read.diagnostics, ...diagnostics], undefined, 2))
      decisions.push(decision)
    }
  }
  return decisions
}

/** A room of decisions, numbered as they come, and what pages need beside it. */
export function around(decisions: readonly Decision[], more: Partial<Surroundings> = {}): Surroundings & { readonly room: OpenRoom } {
  const room = newRoom()
  for (const [index, decision] of decisions.entries()) addDecision(room, { decision, sequence: index + 1 })
  const byDigest = new Map(decisions.map((decision) => [decision.digest, decision]))
  return { now, links: serviceLinks(), decisionOf: async (digest) => byDigest.get(digest), ...more, room }
}
