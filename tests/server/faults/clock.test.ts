import { expect, test } from 'vitest'
import type { Decision } from '../../../src/model/generated/types.ts'
import { judgeAgain } from '../../../src/world/judge-again.ts'
import { onBoth } from '../../store/databases.ts'
import { commitment, config, manifest, testService } from '../service.ts'
import { keptLog } from '../waiting.ts'

const day = 86_400_000
const noon = Date.UTC(2026, 10, 22, 12)
const freshness = commitment.replace('{ atLeast: 4.2 }', '{ atLeast: 4.2, maxAge: 14d }')
const waivers = `apiVersion: onlyif/v1
kind: Waivers
waivers:
  - id: W-1
    launch: checkout-2
    requirement: promise/delight
    covers: { beta.csat: { atLeast: 3 } }
    as: accepted
    reason: More answers come on the 20th
    requestedBy: ola
    approved: [{ by: maria, role: cco, on: 2026-11-10 }, { by: tom, role: owner, on: 2026-11-10 }]
    expires: 2026-11-20
`

onBoth('a clock that goes back', (place) => {
  test('changes what is fresh and in force, and neither the order of the log nor that it can be verified', async () => {
    const address = place.address()
    let now = noon
    const clock = (): number => now
    const store = await place.open(address, { now: clock })
    const { log, lines } = keptLog()
    const files = { 'rules/promise.yaml': freshness, 'onlyif.yaml': config, 'waivers.yaml': waivers }
    const service = await testService({ store, files, now: clock, log })
    const judge = async (csat: string): Promise<readonly [string, string | undefined]> => {
      const text = manifest().replace('beta.csat: 4.4', `beta.csat: ${csat}`)
      const response = await service.post('/v1/decisions', { documents: [{ file: 'launch.yaml', text }] })
      expect(response.status).toBe(201)
      const decision = (await response.json()) as Decision
      const [delight] = decision.requirements
      const isFine = delight?.outcome === 'met' || delight?.outcome === 'waived'
      return [decision.now, isFine ? delight.outcome : delight?.findings[0]?.reason]
    }
    const [low, dated] = ['{ value: 3.9, asOf: 2026-11-10 }', '{ value: 4.4, asOf: 2026-11-10 }']
    const seen = []
    // Forward and back over the end of the waiver, the day of the evidence and the age that it may have.
    for (const moment of [noon, noon + 5 * day, noon - 5 * day, noon - 20 * day, noon]) {
      now = moment
      seen.push([...(await judge(dated)), (await judge(low))[1]])
    }
    expect(seen).toEqual([
      ['2026-11-22T12:00:00Z', 'met', 'shortfall'],
      ['2026-11-27T12:00:00Z', 'stale', 'stale'],
      ['2026-11-17T12:00:00Z', 'met', 'waived'],
      ['2026-11-02T12:00:00Z', 'future', 'future'],
      ['2026-11-22T12:00:00Z', 'met', 'shortfall'],
    ])
    const asked = await store.list({ order: 'oldest-first', limit: 1000 })
    const times = asked.entries.filter(({ recorded }) => recorded.circumstances.gate === 'http').map(({ recorded }) => recorded.recordedAt)
    expect(times.map((time) => time.slice(5, 10))).toEqual([
      ...['11-22', '11-22', '11-27', '11-27', '11-17', '11-17', '11-02', '11-02', '11-22', '11-22'],
    ])
    const verification = await store.verify({ judgeAgain })
    expect(verification).toMatchObject({ isValid: true, faults: [] })
    expect(verification.notes).toContainEqual(expect.stringMatching(/the clock had gone back by 864000000 ms/))
    expect(lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})
