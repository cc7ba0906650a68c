import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { waiverDocument } from '../../../src/server/waivers/waiver-document.ts'
import { wish } from './place.ts'

describe('the document of waivers in force', () => {
  const request = (number: number, state: string): Parameters<typeof waiverDocument>[0][number] => {
    const id = `S-2026-${number}`
    const waiver = { id, ...wish, requestedBy: 'ola', approved: [{ by: 'mia', role: 'cco', on: '2026-10-07' }] }
    const document = JSON.stringify({ waiver, shortfall: [], since: 0, answers: [] })
    return { id, launch: wish.launch, requirement: wish.requirement, decision: 'x', state, document, version: 1, changedAt: 0 }
  }
  test('is the same bytes in whatever order they come, and of those in force alone', () => {
    const states = fc.constantFrom('in-force', 'requested', 'refused', 'withdrawn', 'expired', 'lapsed')
    const some = fc.uniqueArray(fc.record({ number: fc.nat(999), state: states }), { selector: ({ number }) => number })
    fc.assert(
      fc.property(some, (parts) => {
        const requests = parts.map(({ number, state }) => request(number, state))
        const { document } = waiverDocument(requests)
        expect(waiverDocument([...requests].reverse()).document).toEqual(document)
        const ids = parts.filter(({ state }) => state === 'in-force').map(({ number }) => `S-2026-${number}`)
        const told = document ? (JSON.parse(document.text) as { waivers: { id: string }[] }).waivers.map(({ id }) => id) : []
        expect(told).toEqual(ids.sort())
      }),
      { numRuns: 200 },
    )
  })
})
