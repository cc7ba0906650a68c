import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Job } from '../../../src/store/index.ts'
import { onBoth } from '../../store/databases.ts'
import { until } from '../waiting.ts'
import { startReplica } from './replicas.ts'
import { settings, twoStores } from './workplace.ts'

onBoth('replicas', (place) => {
  test('share a queue: each job runs once', async () => {
    const { stores, store, start } = await twoStores(place)
    for (let n = 0; n < 60; n++) await store.jobs.add({ queue: 'q', key: `k${n}`, payload: String(n) })
    const ran: string[] = []
    let most = 0
    let running = 0
    const run = async (job: Job): Promise<void> => {
      most = Math.max(most, ++running)
      await setTimeout(1)
      running--
      ran.push(job.payload)
    }
    const workers = stores.map((own) => start({ q: settings(run) }, own))
    await until(async () => (await store.jobs.count('q')) === 0)
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(ran).toHaveLength(60)
    expect(new Set(ran).size).toBe(60)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(6)
  })

  test('take over what one was at that was killed', async () => {
    const address = place.address()
    const store = await place.open(address)
    for (let n = 0; n < 150; n++) await store.jobs.add({ queue: 'q', key: `k${n}`, payload: '' })
    const [victim, survivor] = [startReplica(address), startReplica(address)]
    await until(() => victim.ended.length > 10 && survivor.ended.length > 10)
    await victim.kill()
    await until(async () => (await store.jobs.count('q')) === 0)
    await survivor.stop()
    const both = [...victim.ended, ...survivor.ended]
    expect(new Set(both).size).toBe(150)
    // Only what the dead one was at when it died may have been done twice.
    expect(both.length - 150).toBeLessThanOrEqual(4)
    console.log(`${place.kind}: killed after ${victim.ended.length} jobs, ${survivor.ended.length} done by the other`)
  })

  if (place.kind === 'postgres')
    test('survives a server that crashes', async () => {
      const { store, start, lines } = await twoStores(place)
      const ran: string[] = []
      const worker = start({ q: settings(async (job) => void ran.push(job.key)) })
      await store.jobs.add({ queue: 'q', key: 'before', payload: '' })
      await until(() => ran.length === 1)
      await place.cluster().crash()
      await until(() => lines.length > 0)
      await place.cluster().start()
      await store.jobs.add({ queue: 'q', key: 'after', payload: '' })
      await until(() => ran.includes('after'))
      await worker.stop()
    })
})
