import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Store } from '../../../src/store/index.ts'
import { judgeAgain } from '../../../src/world/judge-again.ts'
import { onBoth } from '../../store/databases.ts'
import { appendsOf, commitment, historyOf, manifest, record, waiver } from '../small-launches.ts'
import { followed, until } from '../waiting.ts'
import { rejudgingIn } from './workplace.ts'

onBoth('re-judgement', (place) => {
  test('of a launch whose end is only announced, until that day', async () => {
    const { clock, store, trusted, rejudge, start, idle, change, outcomes } = await rejudgingIn(place)
    const launches = {
      planned: { csat: 4.4, header: 'launchedOn: 2027-03-01\n' },
      dropped: { csat: 4.4, header: 'withdrawnOn: 2027-03-01\n' },
    }
    await record(store, trusted, launches, clock.now())
    await change('rules/promise.yaml', commitment(4.5))
    await rejudge.askAll('commitments')
    const worker = start()
    await idle(2)
    expect(outcomes).toEqual(['recorded', 'recorded'])
    for (const id of ['planned', 'dropped'])
      expect((await historyOf(store, id)).map(({ decision }) => decision.verdict)).toEqual(['go', 'no-go'])
    clock.set('2027-03-01T00:00:00Z')
    await rejudge.askAll('commitments')
    await until(() => outcomes.filter((outcome) => outcome === 'closed').length >= 2)
    await worker.stop()
  })

  test('of every open launch when commitments change: what comes out differently is recorded, once, and can be replayed', async () => {
    const { clock, store, stores, trusted, rejudge, start, idle, change, outcomes } = await rejudgingIn(place)
    const launches = { good: { csat: 4.9 }, fair: { csat: 4.4 }, gone: { csat: 4.4, header: 'withdrawnOn: 2026-10-01\n' } }
    await record(store, trusted, launches, clock.now())
    await change('rules/promise.yaml', commitment(4.5))
    // Each replica asks when it judges by the new ones.
    await rejudge.askAll('commitments')
    await rejudge.askAll('commitments')
    const workers = stores.map(start)
    await idle(3)
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(outcomes.sort()).toEqual(['closed', 'recorded', 'recorded'])
    const fair = await historyOf(store, 'fair')
    expect(fair.map(({ decision }) => decision.verdict)).toEqual(['go', 'no-go'])
    expect(fair[1]?.recorded.circumstances).toEqual({
      gate: 'rejudge',
      nowFrom: 'clock',
      dryRun: false,
      trustedRef: 'v2',
      labels: { why: 'commitments', previous: fair[0]?.decision.digest },
    })
    // By which commitments it may go is part of what is decided, so this is recorded, too.
    expect((await historyOf(store, 'good')).map(({ decision }) => decision.verdict)).toEqual(['go', 'go'])
    expect(await historyOf(store, 'gone')).toHaveLength(1)
    expect(await store.verify({ judgeAgain })).toMatchObject({ isValid: true, faults: [], replayed: { 'same-bytes': 5 } })
  })

  test('by the clock: evidence that gets too old is noticed at its moment, by one replica, and a day does nothing by itself', async () => {
    const { clock, address, store, stores, trusted, start, idle, outcomes } = await rejudgingIn(place, '2026-10-14T12:00:00Z')
    const workers = stores.map(start)
    await until(async () => (await store.jobs.count('log')) === 1)
    await record(store, trusted, { c: {} }, clock.now())
    await followed(store, { place, address, clock })
    await idle(1)
    expect(outcomes).toEqual(['unchanged'])
    clock.set('2026-10-15T12:01:00Z')
    await idle(2)
    expect(outcomes).toEqual(['unchanged', 'unchanged'])
    clock.set('2026-10-15T23:59:59.999Z')
    await setTimeout(50)
    expect(outcomes).toHaveLength(2)
    clock.set('2026-10-16T00:00:00.000Z')
    await idle(3)
    expect(outcomes[2]).toBe('recorded')
    // Its own decision is not judged again because it was recorded; the day after nothing is new.
    clock.pass(2000)
    await setTimeout(60)
    clock.set('2026-10-17T00:00:02Z')
    await idle(4)
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(outcomes.slice(3)).toEqual(['unchanged'])
    const history = await historyOf(store, 'c')
    expect(history.map(({ decision }) => [decision.verdict, decision.now])).toEqual([
      ['go', '2026-10-14T12:00:00Z'],
      ['hold', '2026-10-16T00:00:00Z'],
    ])
    expect(history[1]?.recorded.circumstances.labels).toMatchObject({ why: 'clock' })
    expect(await store.jobs.count('rejudge')).toBe(1)
  })

  test('what was just made by what judges now is judged again only at the moment when the clock may change it', async () => {
    const { clock, address, store, trusted, turns, standing, start, idle, change, outcomes } = await rejudgingIn(
      place,
      '2026-10-14T12:00:00Z',
    )
    const worker = start()
    await until(async () => (await store.jobs.count('log')) === 1)
    const before = standing()
    await change('rules/promise.yaml', commitment())
    const next = Date.parse('2026-10-14T20:00:00Z')
    await record(store, trusted, { stale: {} }, clock.now())
    const [stale] = await historyOf(store, 'stale')
    turns.remember(stale?.decision.digest ?? '', { version: before, next })
    await record(store, trusted, { known: {}, quiet: {} }, clock.now())
    for (const [launch, turn] of [['known', next] as const, ['quiet', undefined] as const])
      turns.remember((await historyOf(store, launch))[0]?.decision.digest ?? '', { version: standing(), next: turn })
    await followed(store, { place, address, clock })
    await idle(1)
    expect(outcomes).toEqual(['unchanged'])
    clock.set('2026-10-14T19:59:59.999Z')
    await setTimeout(50)
    expect(outcomes).toHaveLength(1)
    clock.set('2026-10-14T20:00:00Z')
    await idle(2)
    clock.set('2026-10-15T12:01:00Z')
    await idle(4)
    await worker.stop()
    expect(await Promise.all(['stale', 'known', 'quiet'].map(async (launch) => (await historyOf(store, launch)).length))).toEqual([1, 1, 1])
  })

  test('when a waiver is approved, and when it ends', async () => {
    const { clock, store, trusted, rejudge, start, idle, change } = await rejudgingIn(place)
    await record(store, trusted, { c: { asOf: '2026-10-07', languages: 1 } }, clock.now())
    const worker = start()
    await change('waivers.yaml', waiver('c', '2026-10-08'))
    await rejudge.ask('c', 'waivers')
    await idle(1)
    clock.set('2026-10-09T00:00:00Z')
    await idle(2)
    await worker.stop()
    const history = await historyOf(store, 'c')
    expect(history.map(({ decision }) => decision.verdict)).toEqual(['no-go', 'conditional-go', 'no-go'])
    expect(history[2]?.decision.waivers).toMatchObject([{ id: 'W-1', state: 'expired' }])
  })

  test('judges what was asked for last, although a slow one of its own is recorded after it', async () => {
    const { clock, store, trusted, rejudge, start, idle, change, outcomes } = await rejudgingIn(place)
    await record(store, trusted, { c: { csat: 4.4 } }, clock.now())
    await change('rules/promise.yaml', commitment(4.5))
    await rejudge.ask('c', 'commitments')
    const [newer] = await appendsOf(trusted, { 'launch.yaml': manifest('c', { csat: 4.9 }) }, clock.now())
    let isFirst = true
    const slow: Store = {
      ...store,
      async append(request) {
        if (isFirst && request.circumstances.gate === 'rejudge' && newer) {
          isFirst = false
          await store.append(newer)
        }
        return store.append(request)
      },
    }
    const worker = start(slow)
    await idle(2)
    await worker.stop()
    expect(outcomes).toEqual(['recorded', 'recorded'])
    expect((await historyOf(store, 'c')).map(({ decision }) => decision.verdict)).toEqual(['go', 'go', 'no-go', 'go'])
    expect(await store.verify({ judgeAgain })).toMatchObject({ isValid: true, replayed: { 'same-bytes': 4 } })
  })

  test('leaves alone what was judged by the commitments of a repository, until somebody asks the service', async () => {
    const { clock, store, trusted, rejudge, start, idle, change, outcomes } = await rejudgingIn(place)
    const head = { 'launch.yaml': manifest('c', { csat: 4.4 }) }
    for (const append of await appendsOf(trusted, head, clock.now(), { gate: 'deployment' })) await store.append(append)
    await change('rules/promise.yaml', commitment(4.5))
    await rejudge.ask('c', 'commitments')
    const worker = start()
    await idle(1)
    expect([outcomes, await historyOf(store, 'c')]).toEqual([['elsewhere'], [expect.anything()]])
    for (const append of await appendsOf(new Map([['rules/promise.yaml', commitment()]]), head, clock.now())) await store.append(append)
    await rejudge.ask('c', 'commitments')
    await idle(2)
    await worker.stop()
    expect(outcomes[1]).toBe('recorded')
    expect((await historyOf(store, 'c')).map(({ decision }) => decision.verdict)).toEqual(['go', 'go', 'no-go'])
  })

  test('judges as strictly as it was asked for, also after it judged by itself', async () => {
    const { clock, store, trusted, rejudge, start, idle, change } = await rejudgingIn(place)
    const head = { 'launch.yaml': manifest('c', { asOf: '2026-10-07', languages: 1 }) }
    const strict = { noExceptions: true }
    for (const append of await appendsOf(trusted, head, clock.now(), strict)) await store.append(append)
    const worker = start()
    await change('waivers.yaml', waiver('c'))
    await rejudge.ask('c', 'waivers')
    await idle(1)
    await change('rules/promise.yaml', commitment(4.3))
    await rejudge.ask('c', 'commitments')
    await idle(2)
    await worker.stop()
    const said = (await historyOf(store, 'c')).map(({ decision }) => [decision.verdict, decision.noExceptions, decision.blocked])
    expect(said).toEqual([
      ['no-go', true, true],
      ['conditional-go', true, true],
      ['conditional-go', true, true],
    ])
  })

  test('leaves launches alone whose inputs were erased, whose files have errors, or that nothing judges', async () => {
    const { clock, store, trusted, rejudge, start, idle, change, setVersion, outcomes, lines } = await rejudgingIn(place)
    await record(store, trusted, { erased: { csat: 4.4 }, other: { csat: 4.8 } }, clock.now())
    const [kept] = await historyOf(store, 'erased')
    const manifestOf = kept?.recorded.inputs.find((input) => input.as === 'launch')
    await store.inputs.erase(manifestOf?.digest ?? '', { by: 'maria', why: 'asked to' })
    setVersion(undefined)
    const worker = start()
    await rejudge.askAll('commitments')
    await idle(2)
    expect(outcomes.sort()).toEqual(['no-commitments', 'no-commitments'])
    setVersion(1)
    await change('rules/promise.yaml', commitment().replace('title', 'titel'))
    clock.pass(60_000)
    await idle(4)
    expect(outcomes.slice(2).sort()).toEqual(['erased', 'undecided'])
    await change('rules/promise.yaml', commitment(4.9))
    await rejudge.ask('other', 'commitments')
    await rejudge.ask('never-seen', 'waivers')
    await idle(6)
    await worker.stop()
    expect(outcomes.slice(4).sort()).toEqual(['gone', 'recorded'])
    expect(await historyOf(store, 'erased')).toHaveLength(1)
    expect((await historyOf(store, 'other')).map(({ decision }) => decision.verdict)).toEqual(['go', 'no-go'])
    expect(lines.filter((line) => line.level === 'warn').map((line) => line.fields)).toEqual(
      expect.arrayContaining([
        { launch: 'erased', why: 'clock', missing: ['launches/erased.yaml'] },
        expect.objectContaining({ launch: 'other', first: expect.stringContaining('rules/promise.yaml: ') }),
      ]),
    )
    // The erased one waits for somebody to ask for a decision anew.
    expect(await store.jobs.count('rejudge')).toBe(1)
  })
})
