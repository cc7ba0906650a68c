import { expect, test } from 'vitest'
import type { Job, Store } from '../../src/store/index.ts'
import { onBoth } from './databases.ts'
import { numbered } from './recordings.ts'
import { twoStores } from './two-stores.ts'

const start = Date.parse('2026-10-07T09:00:00Z')

onBoth('what the service keeps', (place) => {
  test('leased jobs run once each, whichever replica takes them', async () => {
    const { store, other } = await twoStores(place)
    for (let number = 0; number < 120; number++)
      expect(await store.jobs.add({ queue: 'rejudge', key: `l-${number}`, payload: '{}' })).toBe(true)
    expect(await store.jobs.add({ queue: 'rejudge', key: 'l-7', payload: '{"again":1}' })).toBe(false)
    const done: string[] = []
    const work = async (replica: Store): Promise<void> => {
      for (;;) {
        const jobs = await replica.jobs.lease('rejudge', { ms: 60_000, limit: 3 })
        if (jobs.length === 0) return
        for (const job of jobs) {
          done.push(job.key)
          expect(await replica.jobs.done(job)).toBe(true)
        }
      }
    }
    await Promise.all([store, other, store, other].map(work))
    expect(done).toHaveLength(120)
    expect(new Set(done).size).toBe(120)
    expect(await store.jobs.count('rejudge')).toBe(0)
  })

  test('a lease that is not kept expires, and whoever held it can no longer end the job', async () => {
    const { store, other, pass } = await twoStores(place)
    await store.jobs.add({ queue: 'q', key: 'k', payload: 'p', runAt: start + 1000 })
    expect(await store.jobs.lease('q', { ms: 5000 })).toEqual([])
    pass(1000)
    const [first] = await store.jobs.lease('q', { ms: 5000 })
    expect(first).toMatchObject({ key: 'k', payload: 'p', attempts: 1 })
    expect(await other.jobs.lease('q', { ms: 5000 })).toEqual([])
    pass(4000)
    expect(first && (await store.jobs.extend(first, 5000))).toBe(true)
    pass(4000)
    expect(await other.jobs.lease('q', { ms: 5000 })).toEqual([])
    pass(2000)
    const [second] = await other.jobs.lease('q', { ms: 5000 })
    expect(second).toMatchObject({ key: 'k', attempts: 2 })
    expect(first && (await store.jobs.done(first))).toBe(false)
    expect(second && (await other.jobs.failed(second, { error: 'it broke', at: start + 60_000 }))).toBe(true)
    expect(await store.jobs.lease('q', { ms: 5000 })).toEqual([])
    pass(60_000)
    const [third] = await store.jobs.lease('q', { ms: 5000 })
    // Asked for again while it is worked on, it is done once more.
    await store.jobs.add({ queue: 'q', key: 'k', payload: 'newer' })
    expect(third && (await store.jobs.done(third))).toBe(true)
    const [fourth] = (await store.jobs.lease('q', { ms: 90 * 86_400_000 })) as [Job]
    expect(fourth).toMatchObject({ payload: 'newer', attempts: 1 })
    // A clock that went back by a week does not keep the job for a week.
    pass(-7 * 86_400_000)
    expect(await store.jobs.lease('q', { ms: 5000 })).toEqual([])
    await store.jobs.add({ queue: 'q', key: 'k', payload: 'newer' })
    expect(await store.jobs.lease('q', { ms: 5000 })).toHaveLength(1)
  })

  test('work that is done again and again keeps what it needs, is never missing, and is not asked for in vain', async () => {
    const { store, pass } = await twoStores(place)
    const add = (keepsPayload: boolean) => store.jobs.add({ queue: 'q', key: 'k', payload: 'first', keepsPayload })
    const take = async (): Promise<Job> => {
      const [job] = await store.jobs.lease('q', { ms: 5000 })
      if (!job) throw new Error('there is no job')
      return job
    }
    await add(true)
    const first = await take()
    expect(await store.jobs.again(first, { runAt: start + 1000, payload: 'cursor' })).toBe(true)
    expect(await store.jobs.again(first, { runAt: start })).toBe(false)
    expect(await store.jobs.lease('q', { ms: 5000 })).toEqual([])
    pass(1000)
    const second = await take()
    expect(second).toMatchObject({ payload: 'cursor', attempts: 1 })
    // Asked for meanwhile, it is due at once; what it keeps is kept.
    await add(true)
    expect(await store.jobs.again(second, { runAt: start + 90_000, payload: 'further' })).toBe(true)
    const third = await take()
    expect(third).toMatchObject({ payload: 'further', attempts: 1 })
    expect(await store.jobs.release(third)).toBe(true)
    expect(await take()).toMatchObject({ payload: 'further', attempts: 1 })
    await add(false)
    pass(5000)
    expect(await take()).toMatchObject({ payload: 'first', attempts: 2 })
  })

  test('an id is used once', async () => {
    const { store, other, pass } = await twoStores(place)
    const uses = await Promise.all([store, other, store, other].map((replica) => replica.singleUse.use('jti-1', start + 1000)))
    expect(uses.filter(Boolean)).toHaveLength(1)
    expect(await store.singleUse.dropExpired()).toBe(0)
    pass(1000)
    expect(await store.singleUse.dropExpired()).toBe(1)
  })

  test('a delivery is received once, and handled or tried again', async () => {
    const { store, pass } = await twoStores(place)
    const delivery = { id: 'd-1', event: 'deployment_protection_rule', payload: '{"a":1}' }
    expect(await store.deliveries.receive(delivery)).toBe(true)
    expect(await store.deliveries.receive({ ...delivery, payload: 'other' })).toBe(false)
    expect(await store.deliveries.list({ state: 'received' })).toMatchObject([{ ...delivery, attempts: 0 }])
    await store.deliveries.failed('d-1', 'no answer')
    expect(await store.deliveries.get('d-1')).toMatchObject({ state: 'failed', attempts: 1, error: 'no answer' })
    await store.deliveries.handled('d-1')
    const handled = await store.deliveries.get('d-1')
    expect(handled).toMatchObject({ state: 'handled', attempts: 2 })
    expect(handled).not.toHaveProperty('error')
    pass(1000)
    expect(await store.deliveries.dropHandled(start + 500)).toBe(1)
    expect(await store.deliveries.get('d-1')).toBeUndefined()
  })

  test('of two who change a waiver at once, one is told', async () => {
    const { store, other } = await twoStores(place)
    const waiver = { id: 'W-1', launch: 'l', requirement: 'p/r', decision: 'sha256:x', state: 'requested', document: '{}' }
    expect([await store.waivers.add(waiver), await store.waivers.add(waiver)]).toEqual([true, false])
    const changed = await Promise.all(
      [store, other].map((replica) => replica.waivers.change('W-1', 1, { state: 'approved', document: '{"by":1}' })),
    )
    expect(changed.filter(Boolean)).toHaveLength(1)
    expect(await store.waivers.get('W-1')).toMatchObject({ state: 'approved', version: 2, changedAt: start })
    expect(await store.waivers.list({ launch: 'l', state: ['approved'] })).toHaveLength(1)
    expect(await store.waivers.list({ after: 'W-1' })).toEqual([])
  })

  test('changes are listed, the newest first', async () => {
    const { store, pass } = await twoStores(place)
    for (const action of ['token.create', 'waiver.approve', 'token.revoke']) {
      await store.audit.add({ actor: 'maria', action, target: action.startsWith('token') ? 'token/1' : 'waiver/1', detail: { why: 'x' } })
      pass(1)
    }
    const page = await store.audit.list({ limit: 2 })
    expect(page.map((entry) => entry.action)).toEqual(['token.revoke', 'waiver.approve'])
    expect(await store.audit.list({ after: page[1]?.id ?? '' })).toMatchObject([
      { action: 'token.create', detail: { why: 'x' }, at: start },
    ])
    expect(await store.audit.list({ target: 'waiver/1' })).toHaveLength(1)
  })

  test('a deployment is asked for once, and of two who change it one loses', async () => {
    const { store, other, pass } = await twoStores(place)
    const asked = { id: '7/42/1/production/3', repository: '42', document: '{}' }
    expect(await Promise.all([store, other].map((replica) => replica.deployments.add(asked)))).toContain(false)
    await store.deployments.add({ ...asked, id: '7/43/1/production/3', repository: '43' })
    expect((await other.deployments.waiting({ repository: '42' })).map((item) => item.id)).toEqual([asked.id])
    expect((await other.deployments.waiting({ after: asked.id })).map((item) => item.repository)).toEqual(['43'])
    expect(await store.deployments.change(asked.id, 1, { state: 'settled', document: '{"a":1}' })).toBe(true)
    expect(await other.deployments.change(asked.id, 1, { state: 'waiting', document: '{}' })).toBe(false)
    expect(await other.deployments.get(asked.id)).toEqual({ ...asked, state: 'settled', document: '{"a":1}', version: 2, changedAt: start })
    expect(await store.deployments.dropSettled(start)).toBe(0)
    pass(1)
    expect(await store.deployments.dropSettled(start + 1)).toBe(1)
    expect((await store.deployments.waiting()).map((item) => item.repository)).toEqual(['43'])
  })

  test('a request key is claimed once, gives the answer again, and is got back from the dead', async () => {
    const { store, other, pass } = await twoStores(place)
    const claim = { key: 'token/1', fingerprint: 'f' }
    const states = await Promise.all([store, other].map((replica) => replica.requestKeys.begin(claim, 5000)))
    expect(states.map((item) => item.state).sort()).toEqual(['new', 'running'])
    expect(await store.requestKeys.begin({ ...claim, fingerprint: 'g' }, 5000)).toEqual({ state: 'reused' })
    pass(5000)
    expect(await other.requestKeys.begin(claim, 5000)).toEqual({ state: 'new' })
    const { sequence } = await other.append({ ...(await numbered(1)), key: claim })
    expect(await store.requestKeys.begin(claim, 5000)).toEqual({ state: 'done', response: undefined, sequence })
    await other.requestKeys.finish(claim.key, '{"status":201}')
    expect(await store.requestKeys.begin(claim, 5000)).toEqual({ state: 'done', response: '{"status":201}', sequence })
    const second = { key: 'token/2', fingerprint: 'f' }
    await store.requestKeys.begin(second, 5000)
    await store.requestKeys.abandon(second.key)
    expect(await store.requestKeys.begin(second, 5000)).toEqual({ state: 'new' })
    pass(2 * 86_400_000)
    expect(await store.requestKeys.begin(claim, 5000)).toEqual({ state: 'new' })
    expect(await store.requestKeys.dropExpired()).toBe(1)
  })

  test('of several that work on the same, whoever began last has the last word', async () => {
    const { store, other, pass } = await twoStores(place)
    const begun = await Promise.all([store, other, store, other].map((replica) => replica.lastWord.begin('a')))
    expect([...begun].sort()).toEqual([1, 2, 3, 4])
    expect(await other.lastWord.begin('b')).toBe(1)
    expect(await store.lastWord.take('a', 2)).toBe(true)
    expect(await other.lastWord.take('a', 4)).toBe(true)
    expect(await store.lastWord.has('a', 2)).toBe(false)
    expect(await store.lastWord.take('a', 3)).toBe(false)
    expect(await store.lastWord.take('a', 4)).toBe(true)
    expect(await other.lastWord.has('a', 4)).toBe(true)
    pass(1000)
    expect(await store.lastWord.begin('b')).toBe(2)
    expect(await store.lastWord.dropBefore(start + 1000)).toBe(1)
    expect(await store.lastWord.begin('b')).toBe(3)
    expect(await store.lastWord.begin('a')).toBe(1)
  })
})
