import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Store } from '../../src/store/index.ts'
import { migrations } from '../../src/store/migrations.ts'
import { onBoth } from './databases.ts'
import { numbered, recording } from './recordings.ts'
import { startWriter, type Writer } from './writers.ts'

/** How many writers are killed in one run: some at a desk, all with `STORE_ROUNDS=50`. */
const rounds = Number(process.env['STORE_ROUNDS'] ?? 3)

/** Every acknowledged decision is there under its number, and the chain is whole. */
async function expectWhole(store: Store, writers: readonly Writer[]): Promise<number> {
  const verification = await store.verify()
  expect(verification).toMatchObject({ isValid: true, faults: [] })
  const there = new Map<number, string>()
  let after = 0
  for (;;) {
    const page = await store.list({ order: 'oldest-first', after, limit: 1000 })
    for (const { sequence, recorded } of page.entries) there.set(sequence, recorded.decision)
    if (page.next === undefined) break
    after = page.next
  }
  const told = writers.flatMap((writer) => [...writer.recorded])
  expect(told.filter(([sequence, digest]) => there.get(sequence) !== digest)).toEqual([])
  expect(new Set(told.map(([sequence]) => sequence)).size).toBe(told.length)
  expect(there.size).toBe(verification.decisions)
  return told.length
}

onBoth('what goes wrong', (place) => {
  test(`four processes write one chain, ${rounds} of them killed at random, and nothing acknowledged is lost`, async () => {
    const address = place.address()
    const running = [0, 1, 2, 3].map((name) => startWriter(address, name))
    const all = [...running]
    await Promise.all(running.map((writer) => writer.reaches(3)))
    for (let round = 0; round < rounds; round++) {
      await setTimeout(randomInt(20, 150))
      const victim = randomInt(running.length)
      await running[victim]?.kill()
      const next = startWriter(address, 4 + round)
      all.push(next)
      running[victim] = next
      await next.reaches(3)
    }
    await Promise.all(running.map((writer) => writer.stop()))
    expect(running.map((writer) => writer.refused())).toEqual([undefined, undefined, undefined, undefined])
    const store = await place.open(address)
    const told = await expectWhole(store, all)
    console.log(`${place.kind}: ${rounds} writers killed, ${told} acknowledged decisions, none lost`)
  })

  test('who comes at the same time makes the schema once', async () => {
    const address = place.address()
    const writers = [0, 1, 2].map((name) => startWriter(address, name, { most: 8 }))
    await Promise.all(writers.map((writer) => writer.reaches(8)))
    await Promise.all(writers.map((writer) => writer.stop()))
    expect(await place.alter(address, 'select number from onlyif_schema order by number')).toHaveLength(migrations.length)
    expect(await expectWhole(await place.open(address), writers)).toBe(24)
  })
})

onBoth('a database that cannot write', (place) => {
  if (place.kind === 'sqlite') {
    test('a full disk refuses, loses nothing that was acknowledged, and is got over', async () => {
      const address = place.address()
      const writer = startWriter(address, 0, { fileBlocks: 1500 })
      await writer.stopped()
      expect(writer.refused()).toMatch(/^refused unavailable: /)
      expect(writer.recorded.size).toBeGreaterThan(3)
      const store = await place.open(address)
      await expectWhole(store, [writer])
      await store.append(await recording('afterwards'))
      expect(await store.verify()).toMatchObject({ isValid: true })
    })

    return
  }

  test('that is gone refuses, and one that is back goes on', async () => {
    const address = place.address()
    const store = await place.open(address)
    const first = await recording('first')
    await store.append(first)
    await place.cluster().crash()
    await expect(store.append(await recording('second'))).rejects.toMatchObject({ problem: 'unavailable' })
    await expect(store.get(first.decision.digest)).rejects.toMatchObject({ problem: 'unavailable' })
    await place.cluster().start()
    expect((await store.get(first.decision.digest))?.decision).toEqual(first.decision)
    await store.append(await recording('third'))
    expect(await store.verify()).toMatchObject({ isValid: true, decisions: 2 })
  })

  test('that ends connections in the middle loses nothing that was acknowledged', async () => {
    const address = place.address()
    const store = await place.open(address)
    const acknowledged: number[] = []
    let refused = 0
    let number = 0
    const write = async (): Promise<void> => {
      while (number < 300) {
        const request = await numbered(number++)
        await store.append(request).then(
          ({ sequence }) => acknowledged.push(sequence),
          (error: { problem?: string }) => {
            expect(error.problem).toBe('unavailable')
            refused++
          },
        )
      }
    }
    const writing = Promise.all([write(), write(), write()])
    while (acknowledged.length < 200 && number < 300) {
      await setTimeout(10)
      await place.cluster().query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'onlyif'")
    }
    await writing
    const verification = await store.verify()
    expect(verification.isValid).toBe(true)
    expect(verification.decisions).toBeGreaterThanOrEqual(acknowledged.length)
    expect(new Set(acknowledged).size).toBe(acknowledged.length)
    console.log(`postgres: ${refused} groups cut off, ${acknowledged.length} acknowledged, ${verification.decisions} recorded`)
  })
})
