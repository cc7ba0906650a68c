import { describe, expect, test } from 'vitest'
import { StoreFailure } from '../../../src/store/index.ts'
import { until } from '../waiting.ts'
import { approved, needed } from './approved.ts'

const troubles = [
  ['files that are being saved', 'isBusy'],
  ['files that are out of reach', 'isAway'],
] as const

describe.each(troubles)('with %s', (_, trouble) => {
  test('a waiver that is withdrawn opens nothing any more', async () => {
    const { files, judge, withdraw, state, recorded } = await approved()
    files[trouble] = true
    expect([await withdraw(), await state()]).toEqual([200, 'withdrawn'])
    expect([(await judge()).verdict, await recorded()]).toEqual(['no-go', 'no-go'])
    files[trouble] = false
    expect((await judge()).verdict).toBe('no-go')
  })

  test('a waiver that lapses opens nothing, not even for the decision that ends it', async () => {
    const { files, judge, state, recorded } = await approved()
    files[trouble] = true
    const lapsing = await judge(needed.further)
    expect([lapsing.verdict, lapsing.waivers, await state(), await recorded()]).toEqual(['no-go', [], 'lapsed', 'no-go'])
    expect((await judge(needed.further)).verdict).toBe('no-go')
  })
})

test('what cannot be looked at, and what never comes to rest, is told, and no longer than it is so', async () => {
  const { service, files } = await approved()
  const told = async (): Promise<unknown> => {
    await service.running.commitments.refresh()
    const { status, commitments } = (await (await service.ask('/readyz')).json()) as {
      status: string
      commitments: { problem?: { diagnostics: { message: string }[] } }
    }
    return [status, commitments.problem?.diagnostics.map(({ message }) => message)]
  }
  files.isAway = true
  expect(await told()).toEqual(['degraded', ['what judges cannot be read: the disk does not answer']])
  files.isAway = false
  expect(await told()).toEqual(['ready', undefined])
  files.isBusy = true
  // An edit may come in the middle of one look.
  expect(await told()).toEqual(['ready', undefined])
  expect(await told()).toEqual(['degraded', ['what judges cannot be read: its files change while they are read']])
  files.isBusy = false
  expect(await told()).toEqual(['ready', undefined])
})

describe('of two replicas, one that has not looked since', () => {
  test('does not judge by a waiver that was withdrawn at the other', async () => {
    const { judge, replica, withdraw, recorded } = await approved()
    const other = await replica()
    expect((await judge(needed.accepted, other)).verdict).toBe('conditional-go')
    expect(await withdraw()).toBe(200)
    expect([(await judge(needed.accepted, other)).verdict, await recorded()]).toEqual(['no-go', 'no-go'])
  })

  test('does not answer by it either where nothing is recorded', async () => {
    const { judge, replica, withdraw } = await approved()
    const other = await replica()
    await withdraw()
    expect((await judge(needed.accepted, other, '?dryRun=true')).verdict).toBe('no-go')
  })

  test('does not judge by a waiver that lapsed at the other', async () => {
    const { judge, replica, state, recorded } = await approved()
    const other = await replica()
    expect([(await judge(needed.further)).verdict, await state()]).toEqual(['no-go', 'lapsed'])
    expect([(await judge(needed.accepted, other)).verdict, await recorded()]).toEqual(['no-go', 'no-go'])
  })
})

test('a launch that is judged again does not go by a waiver that was withdrawn at another replica', async () => {
  const { service, recorded } = await approved()
  const { waivers, jobs } = service.store
  for (const { id, version, document } of await waivers.list()) await waivers.change(id, version, { state: 'withdrawn', document })
  await jobs.add({ queue: 'rejudge', key: 'checkout-2', payload: 'waivers' })
  await until(async () => (await recorded()) === 'no-go')
})

test('where nobody can tell whether a waiver is still in force, nothing is decided by it', async () => {
  const { service, ask, withdraw } = await approved()
  const { store } = service
  const { list } = store.waivers
  Object.assign(store.waivers, {
    list: async () => {
      throw new StoreFailure('unavailable', 'the database does not answer')
    },
  })
  for (const query of ['', '?dryRun=true']) expect((await ask(needed.accepted, service, query)).status).toBe(503)
  Object.assign(store.waivers, { list })
  expect((await ask()).status).toBe(201)
  expect(await withdraw()).toBe(200)
})
