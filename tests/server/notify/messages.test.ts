import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Decision } from '../../../src/model/generated/types.ts'
import { digestsOf } from '../../../src/server/notify/digest.ts'
import type { Event } from '../../../src/server/notify/events.ts'
import { verdictEvent, waiverNotices } from '../../../src/server/notify/launch-events.ts'
import { messageOf } from '../../../src/server/notify/message.ts'
import { slackMessage } from '../../../src/server/notify/slack.ts'
import { teamsMessage } from '../../../src/server/notify/teams.ts'
import { appendsOf, commitment, config, manifest, waiver } from '../small-launches.ts'

const folder = fileURLToPath(new URL('goldens', import.meta.url))
const catalog = `apiVersion: onlyif/v1
kind: FactCatalog
facts:
  beta.csat: { name: beta satisfaction, type: number, unit: points of 5, owner: insight }
  docs.languages: { type: count }
`
const trusted = new Map([
  ['onlyif.yaml', config],
  ['rules/promise.yaml', commitment().replace('owner: documentation, ', 'owner: documentation, due: T-7d, ')],
  ['catalog.yaml', catalog],
  ['waivers.yaml', waiver('search-3', '2026-10-20')],
])

async function decided(now: string, launches: Readonly<Record<string, string>>): Promise<Decision[]> {
  return (await appendsOf(trusted, launches, Date.parse(now))).map((append) => append.decision)
}

const dated = 'version: "2.0.0"\ndate: 2026-10-15\n'
let events: Readonly<Record<string, Event>>

beforeAll(async () => {
  const [before] = await decided('2026-10-06T09:00:00Z', { 'launch.yaml': manifest('checkout-2', { header: dated }) })
  const [after] = await decided('2026-10-09T07:30:00Z', {
    'launch.yaml': manifest('checkout-2', { header: dated, csat: 3.9, languages: 1 }),
  })
  const all = await decided('2026-10-12T06:00:00Z', {
    'launches/a.yaml': manifest('checkout-2', { header: dated, csat: 3.9, languages: 1 }),
    'launches/b.yaml': manifest('search-3', { title: 'Search that finds it', languages: 1 }),
    'launches/c.yaml': manifest('basket-1', { title: 'A basket for two' }),
  })
  const search = all.find((decision) => decision.launch.id === 'search-3')
  if (!before || !after || !search) throw new Error('nothing was decided')
  const [notice] = waiverNotices(search, { last: Date.parse('2026-10-16T07:00:00Z'), now: Date.parse('2026-10-17T07:00:00Z'), hour: 7 })
  const digests = digestsOf(all, Date.parse('2026-10-12T07:00:00Z'))
  const digest = (owner: string): Event | undefined => digests.find((event) => event.data.owner === owner)
  const found = {
    'verdict-changed': verdictEvent({ ...before, decision: before }, after),
    'verdict-go': verdictEvent({ ...after, decision: after }, before),
    'waiver-expiring': notice?.event,
    'digest-launches': digest('checkout-team'),
    'digest-requirements': digest('documentation'),
  }
  expect(digests.map((event) => event.data.owner)).toEqual(['checkout-team', 'documentation', 'product'])
  events = found as typeof events
})

const golden = (name: string, value: unknown): void => {
  const file = join(folder, `${name}.json`)
  const text = `${JSON.stringify(value, null, 2)}\n`
  if (process.env['UPDATE_GOLDENS'] === '1') {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, text)
  }
  expect(text).toBe(readFileSync(file, 'utf8'))
}

describe('each message, as each channel gets it', () => {
  const names = ['verdict-changed', 'verdict-go', 'waiver-expiring', 'digest-launches', 'digest-requirements']
  test.each(names)('%s', (name) => {
    const event = events[name]
    if (!event) throw new Error(`there is no event ${name}`)
    const message = messageOf(event, 'https://launches.example.test/onlyif')
    golden(`${name}.webhook`, event)
    golden(`${name}.slack`, slackMessage(message))
    golden(`${name}.teams`, teamsMessage(message))
  })
})
