import { expect, test } from 'vitest'
import type { Decision } from '../../../src/model/generated/types.ts'
import { isChanged } from '../../../src/server/rejudge/changed.ts'
import { appendsOf, commitment, manifest } from '../small-launches.ts'

const trusted = new Map([['rules/promise.yaml', commitment()]])
const at = async (now: string, csat = 4.4): Promise<Decision> => {
  const [append] = await appendsOf(trusted, { 'launch.yaml': manifest('c', { csat }) }, Date.parse(now))
  if (!append) throw new Error('nothing was decided')
  return append.decision
}

test('a decision of the next day in which only evidence is a day older says nothing new', async () => {
  const [before, after] = [await at('2026-10-07T09:00:00Z'), await at('2026-10-08T09:00:00Z')]
  expect(before.digest).not.toBe(after.digest)
  expect(JSON.stringify(after)).toContain('"age":"7d"')
  expect(isChanged(before, after)).toBe(false)
  expect(isChanged(before, { ...after, engine: 'onlyif@99.0.0' })).toBe(false)
})

test('whatever else is said counts', async () => {
  const before = await at('2026-10-07T09:00:00Z')
  expect(isChanged(before, await at('2026-10-07T09:00:00Z', 4.5))).toBe(true)
  expect(isChanged(before, await at('2026-10-16T00:00:00Z'))).toBe(true)
  const [first, ...rest] = before.requirements
  if (!first) throw new Error('there is no requirement')
  const changes: readonly Partial<Decision>[] = [
    { verdict: 'hold' },
    { blocked: true },
    { gateReady: 'amber' },
    { onPlan: 'red' },
    { inputs: [] },
    { requirements: rest },
    { requirements: [{ ...first, overdue: true }, ...rest] },
    { requirements: [{ ...first, underlying: 'unmet' }, ...rest] },
    { toGo: { ...before.toGo, possible: !before.toGo.possible } },
    { facts: { x: { type: 'number' } } },
    { noExceptions: true },
  ]
  for (const change of changes) expect([change, isChanged(before, { ...before, ...change })]).toEqual([change, true])
})
