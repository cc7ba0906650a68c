import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { onBoth } from '../../store/databases.ts'
import { until } from '../waiting.ts'
import { type Client, expectKept, startClient } from './clients.ts'
import { type Serving, startServing } from './serving.ts'

/** How many services are killed in one run: some at a desk, all with `SERVICE_ROUNDS=50`. */
const rounds = Number(process.env['SERVICE_ROUNDS'] ?? 1)

onBoth('services that are killed', (place) => {
  /** Kills one of the services by turns at a random moment while clients record, and starts another in its place. */
  const killing = async (services: number): Promise<void> => {
    const address = place.address()
    const store = await place.open(address)
    const { secret: token } = await store.tokens.create({ name: 'clients', scopes: ['judge'], bounds: {}, createdBy: 'test' })
    const serving: Serving[] = []
    for (let n = 0; n < services; n++) serving.push(await startServing(address))
    const urls = (): readonly string[] => serving.map((item) => item.url)
    const clients: readonly Client[] = [0, 1, 2, 3].map((name) => startClient({ urls, token, name: `c${name}` }))
    const recorded = (): number => clients.reduce((sum, client) => sum + client.acknowledged.size, 0)
    const progress = async (): Promise<void> => {
      const before = recorded()
      await until(() => recorded() >= before + 12)
    }
    await progress()
    for (let round = 0; round < rounds; round++) {
      await setTimeout(randomInt(5, 150))
      const victim = randomInt(services)
      await serving[victim]?.kill()
      serving[victim] = await startServing(address)
      await progress()
    }
    await Promise.all(clients.map((client) => client.stop()))
    expect(await Promise.all(serving.map((item) => item.stop()))).toEqual(serving.map(() => 0))
    console.log(`${place.kind}, ${services} at once: ${rounds} services killed, ${await expectKept(store, clients)}`)
  }

  test(`one service, killed at random (${rounds}) while it records: what was acknowledged is there, once, in one chain`, () => killing(1))

  if (place.kind === 'postgres')
    test(`two services on one database, one of them killed at random (${rounds}): what was acknowledged is there, once, in one chain`, () =>
      killing(2))
})
