import { describe, expect, test } from 'vitest'
import type { LaunchRecord, RequirementStanding } from '../../src/web/room/room.ts'
import { worstOf } from '../../src/web/room/worst.ts'
import { roomLead } from '../../src/web/views/room-glance.tsx'

const now = '2026-11-23T12:00:00Z'

function launches(...verdicts: readonly string[]): LaunchRecord[] {
  return verdicts.map((verdict) => ({
    standing: { verdict, blocked: verdict === 'hold' || verdict === 'no-go', launch: { date: '2026-12-01' } },
  })) as unknown as LaunchRecord[]
}

describe('the sentence above the room counts who may go with those who go with waivers, as the tile does', () => {
  test.each([
    [['go', 'go', 'conditional-go', 'no-go'], 'Of 4 launches, 3 may go today, 1 of them with waivers, and 1 cannot'],
    [['conditional-go'], 'Of 1 launch, 1 may go today, with waivers only, and 0 cannot.'],
    [['go'], 'Of 1 launch, 1 may go today, and 0 cannot.'],
    [['hold'], 'Of 1 launch, 0 may go today, and 1 cannot; 1 of those has its date in the next 30 days.'],
  ])('%j', (verdicts, says) => {
    expect(roomLead(launches(...verdicts), now)).toContain(says)
  })
})

test('a cell tells what is late of those that it counts, not of what is only advised beside them', () => {
  const standing = (outcome: string, enforcement: string, due: string) =>
    ({ outcome, enforcement, due, definition: { owner: 'a' } }) as unknown as RequirementStanding
  const items = [standing('unknown', 'blocking', '2026-12-01'), standing('unmet', 'advisory', '2026-11-01')]
  expect(worstOf(items, now)).toEqual({ outcome: 'unknown', enforcement: 'blocking', count: 1, late: 0 })
  expect(worstOf([standing('unknown', 'blocking', '2026-11-01')], now)).toMatchObject({ count: 1, late: 1 })
})
