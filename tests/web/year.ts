import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge } from '../../src/index.ts'
import { type DayNumber, formatDay, readDate } from '../../src/model/date.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import { addDecision, newRoom, type OpenRoom, type Recorded } from '../../src/web/room/add-decision.ts'

const folder = join(import.meta.dirname, '../../rules/market-promise')
const [commitment, catalog] = ['commitment.yaml', 'catalog.yaml'].map((name) => readFileSync(join(folder, name), 'utf8')) as [
  string,
  string,
]

/** The text of the commitment before it was made stricter, so that a year has an edit in it. */
const former = commitment.replace('rollback.minutes: { atMost: 30 }', 'rollback.minutes: { atMost: 45 }')

const afterLaunch = `apiVersion: onlyif/v1
kind: Commitment
id: after-launch
title: We look back with the customers we lost
owner: chief-customer-officer
journey: [leave]
outOfScope: go
appliesWhen: { launch.tier: 1 }
goToMarketOnlyIf:
  - id: lost-are-counted
    title: somebody counts the customers we lose, and says why
    owner: head-of-customer-success
    stage: leave
    due: T-3d
    enforcement: advisory
    evidence: { note: required }
    require: { customers.lost: { present: true } }
`

const lostFact = `  customers.lost:
    name: customers lost
    means: customers who left because of the launch
    type: count
    better: lower
`

export const today = dayOf('2026-11-22')
export const now = '2026-11-22T09:00:00Z'

const products = ['checkout', 'basket', 'search', 'billing', 'accounts', 'mobile app'] as const
const things = ['One-page checkout', 'Saved baskets', 'Search by photo', 'Invoices by mail', 'Sign-in with a key', 'Offline mode'] as const

/** A launch of the year: everything about it follows from its number. */
interface Plan {
  readonly id: string
  readonly title: string
  readonly product: string
  readonly tier: number
  readonly date: DayNumber
  readonly number: number
}

/** The launches of a year around today, the last third of them still to come. */
export function plansOf(count: number): Plan[] {
  return Array.from({ length: count }, (_, number) => ({
    id: `${(things[number % 6] ?? '').toLowerCase().replaceAll(' ', '-')}-${number}`,
    title: `${things[number % 6]} ${Math.floor(number / 6) + 1}`,
    product: products[number % 6] ?? '',
    tier: 1 + (number % 3),
    date: today - 270 + Math.round((360 * number) / count),
    number,
  }))
}

/** A room of launches over a year, each judged every week of the ten before its date: real decisions, one by one. */
export function yearOf(count: number): { readonly room: OpenRoom; readonly recorded: readonly Recorded[] } {
  const room = newRoom()
  const recorded = plansOf(count)
    .flatMap((plan) => judgedDays(plan).map((day) => ({ plan, day })))
    .sort((a, b) => a.day - b.day)
    .map(({ plan, day }, i) => recordingOf(plan, day, i + 1))
  for (const item of recorded) addDecision(room, item)
  return { room, recorded }
}

function judgedDays({ date, number }: Plan): DayNumber[] {
  const last = Math.min(today, date)
  // Every ninth launch is not looked at for its last three weeks.
  const end = number % 9 === 4 && date > today - 30 ? last - 21 : last
  return Array.from({ length: 11 }, (_, week) => date - 70 + 7 * week).filter((day) => day <= end)
}

const trusted = new Map(
  [former, commitment].map((text) => [
    text,
    parseDocuments([
      { file: 'rules/market-promise/commitment.yaml', text },
      { file: 'rules/after-launch.yaml', text: afterLaunch },
      { file: 'catalog.yaml', text: `${catalog}\n${lostFact}` },
    ]),
  ]),
)

function recordingOf(plan: Plan, day: DayNumber, sequence: number): Recorded {
  const by = trusted.get(day < today - 4 ? former : commitment)
  const documents = parseDocuments([
    ...waiversOf(plan, day),
    { file: `launches/${plan.id}.yaml`, text: JSON.stringify(manifestOf(plan, day)) },
  ])
  const [launch] = documents.launches
  if (!by || !launch) throw new Error(JSON.stringify(documents.diagnostics))
  const at = `${formatDay(day)}T07:30:00Z`
  const { commitments, catalogs: catalog, digests } = by
  const { decision, diagnostics } = judge({ commitments, catalog, digests, waivers: documents.waivers, launch, now: at })
  if (!decision) throw new Error(JSON.stringify(diagnostics))
  return {
    decision,
    sequence,
    recorded: { recordedAt: at, circumstances: { gate: 'http', nowFrom: 'clock', dryRun: false, actor: 'token:ci' } },
  }
}

/** The manifest of a launch on a day: the nearer its date, the more of it is ready. */
function manifestOf({ id, title, product, tier, date, number }: Plan, day: DayNumber): Record<string, unknown> {
  const weeks = Math.floor((date - day) / 7)
  const ready = (from: number): boolean => weeks <= from
  const ago = (days: number): string => formatDay(day - days)
  const late = number % 5 === 2
  const moved = number % 7 === 3 && weeks < 4
  const isOver = date < today && day === date
  return {
    apiVersion: 'onlyif/v1',
    kind: 'Launch',
    id,
    title,
    owner: `${product.replace(' ', '-')}-team`,
    product,
    tier,
    maturity: 'ga',
    date: formatDay(moved ? date : date + (number % 7 === 3 ? 14 : 0)),
    ...(isOver && (number % 11 !== 6 || date < today - 50) && { [number % 10 === 9 ? 'withdrawnOn' : 'launchedOn']: formatDay(date) }),
    markets: ['DE', 'NO', 'US'],
    asOf: ago(1),
    by: `${product.replace(' ', '-')}-team`,
    facts: {
      ...(ready(7) && {
        'beta.csat': {
          value: ready(3) ? 4.4 : 3.9,
          sample: ready(5) ? 80 : 18,
          asOf: ago(number % 4 === 1 && weeks > 1 ? 20 : 2),
          by: 'insight',
        },
      }),
      'beta.blockersOpen': Math.max(0, weeks - (late ? 0 : 3)),
      ...(ready(6) && { 'cpi.timeToFirstValue': { value: ready(4) ? '9min' : '22min', sample: 120, asOf: ago(3) } }),
      'defects.dataLossOpen': { value: number % 13 === 5 && weeks > 0 ? 1 : 0, asOf: `${formatDay(day)}T06:00:00Z` },
      'defects.dataExposureOpen': { value: 0, asOf: `${formatDay(day)}T06:00:00Z` },
      'reliability.availability': { value: ready(late ? 0 : 4) ? '99.95%' : '99.7%', window: '28d' },
      'incidents.severeOpen': 0,
      ...(ready(3) && { 'rollback.rehearsedOn': ago(weeks), 'rollback.minutes': number % 6 === 1 && weeks > 1 ? 38 : 18 }),
      'accessibility.unsupportedA': { value: 0, sample: ready(5) ? 31 : 12 },
      'accessibility.unsupportedAA': { value: 0, sample: ready(5) ? 24 : 9 },
      'privacy.newPersonalData': number % 2 === 0,
      ...(ready(6) && { 'privacy.assessmentSigned': true, 'privacy.residualRisk': 'low' }),
      'docs.languages': ready(number % 4 === 3 ? 0 : 2) ? ['de', 'en', 'es', 'nb'] : ['de', 'en', 'es'],
      ...(ready(4) && { 'support.agentsTrained': ready(2) ? '94%' : '70%', 'support.knownIssuesPublished': ready(3) }),
      'pricing.termsChange': number % 3 === 0,
      ...(number % 3 === 0 && { 'notice.days': ready(6) ? 45 : 'TBD' }),
      'migration.somethingRemoved': false,
      'listening.owner': ready(2) ? 'ines' : 'TBD',
      'review.bookedFor': formatDay(date + 28),
      'review.countsCustomersLost': true,
      ...(tier === 1 && ready(5) && { 'customers.lost': { value: number % 7, note: lostNotes[Math.floor(number / 3) % 3] } }),
    },
  }
}

const lostNotes = ['two moved to a cheaper plan elsewhere', 'they could not import their data', 'the price change'] as const

/** Waivers of the launch: help in Norwegian for every fourth, with several fates. */
function waiversOf({ id, date, number }: Plan, day: DayNumber): { file: string; text: string }[] {
  if (number % 4 !== 3 || day < date - 21) return []
  const on = formatDay(date - 21)
  const waiver = {
    id: `W-2026-${String(number).padStart(3, '0')}`,
    launch: id,
    requirement: 'market-promise/help-in-every-language',
    covers: { 'docs.languages': { includesAll: ['de', 'en', 'es'] } },
    as: 'mitigated',
    reason: 'The Norwegian help pages come two weeks later; until then support answers in Norwegian by telephone',
    requestedBy: 'ola',
    approved:
      number % 12 === 11
        ? [{ by: 'maria', role: 'cco', on }]
        : [
            { by: 'maria', role: 'cco', on },
            { by: 'tom', role: 'owner', on },
          ],
    expires: formatDay(date - (number % 8 === 7 ? 12 : 8)),
    followUp: { what: 'publish the Norwegian help pages', owner: 'documentation', due: formatDay(date + 7) },
  }
  const refused = {
    ...waiver,
    id: `${waiver.id}-B`,
    requirement: 'market-promise/can-take-it-back',
    covers: { 'rollback.rehearsedOn': { withinLast: '60d' } },
    reason: 'The staging shop is occupied',
  }
  const text = JSON.stringify({ apiVersion: 'onlyif/v1', kind: 'Waivers', waivers: number % 8 === 3 ? [waiver, refused] : [waiver] })
  return [{ file: 'waivers.yaml', text }]
}

function dayOf(text: string): DayNumber {
  const reading = readDate(text)
  if (!reading.ok) throw new Error(text)
  return reading.value.day
}
