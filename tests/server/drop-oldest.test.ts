import { expect, test } from 'vitest'
import { dropOldest } from '../../src/server/drop-oldest.ts'
import { knownTurns } from '../../src/server/rejudge/known-turns.ts'

test('what was put in first is forgotten first, and no more than there are too many', () => {
  const kept = new Set(['a', 'b', 'c', 'd'])
  dropOldest(kept, 4)
  expect([...kept]).toEqual(['a', 'b', 'c', 'd'])
  kept.delete('a')
  kept.add('a')
  dropOldest(kept, 2)
  expect([...kept]).toEqual(['d', 'a'])
  const turns = knownTurns()
  for (let i = 0; i <= 10_000; i++) turns.remember(`d${i}`, { version: 'v', next: i })
  expect([turns.take('d0'), turns.take('d1')?.next, turns.take('d10000')?.next]).toEqual([undefined, 1, 10_000])
})
