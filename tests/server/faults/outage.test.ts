import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { onBoth } from '../../store/databases.ts'
import { manifest, type TestService, testService } from '../service.ts'
import { until } from '../waiting.ts'
import { entriesOf } from './clients.ts'
import { startServing } from './serving.ts'

/** Asks for decisions until told to stop, and keeps what came of each. */
function asking(service: TestService) {
  const answers: {
    readonly status: number
    readonly type: string | undefined
    readonly retry: string | null
    readonly sequence: string | null
  }[] = []
  let isStopped = false
  const run = async (name: string): Promise<void> => {
    for (let n = 0; !isStopped; n++) {
      const response = await service.post('/v1/decisions', { documents: [{ file: 'launch.yaml', text: manifest(`${name}-${n % 5}`) }] })
      const { type } = (await response.json()) as { type?: string }
      const { headers, status } = response
      answers.push({ status, type, retry: headers.get('retry-after'), sequence: headers.get('onlyif-sequence') })
      await setTimeout(5)
    }
  }
  const running = Promise.all([run('a'), run('b'), run('c')])
  running.catch(() => undefined)
  return {
    answers,
    stop: async () => {
      isStopped = true
      await running
    },
  }
}

onBoth('a database that is away', (place) => {
  if (place.kind === 'postgres') {
    test('is told of by 503 and readiness, never by a record that is none, and got over by itself', async () => {
      const store = await place.open(place.address())
      const service = await testService({ store, now: Date.now, refreshMs: 20 })
      const { answers, stop } = asking(service)
      const ready = async (): Promise<string> => {
        const response = await service.ask('/readyz', { token: null })
        const { status, store: kept } = (await response.json()) as { status: string; store: { status: string } }
        return `${response.status} ${status} ${kept.status}`
      }
      for (let round = 0; round < 2; round++) {
        const before = answers.length
        await until(() => answers.slice(before).filter(({ status }) => status === 201).length > 5)
        await place.cluster().crash()
        // What the store said a moment ago is told for a second.
        await until(async () => (await ready()) === '503 unready away')
        expect((await service.ask('/healthz', { token: null })).status).toBe(200)
        const gone = answers.length
        await until(() => answers.slice(gone).filter(({ status }) => status === 503).length > 5)
        await place.cluster().start()
        await until(async () => (await ready()) === '200 ready ready')
      }
      const back = answers.length
      await until(() => answers.slice(back).filter(({ status }) => status === 201).length > 5)
      await stop()
      expect([...new Set(answers.map(({ status, type, retry }) => `${status} ${type ?? ''} ${retry ?? ''}`))].sort()).toEqual([
        '201  ',
        '503 /problems/unavailable 5',
      ])
      const recorded = new Set((await entriesOf(store)).map(({ sequence }) => String(sequence)))
      expect(answers.filter(({ status, sequence }) => status === 201 && !recorded.has(sequence ?? ''))).toEqual([])
      expect(await store.verify()).toMatchObject({ isValid: true, faults: [] })
      const refused = answers.filter(({ status }) => status === 503).length
      console.log(
        `postgres: away twice, ${answers.length} requests, ${refused} refused, ${answers.length - refused} acknowledged, none lost`,
      )
    })
    return
  }

  test('for want of room on the disk refuses, acknowledges nothing that is not kept, and is got over', async () => {
    const address = place.address()
    const store = await place.open(address)
    const { secret } = await store.tokens.create({ name: 'a', scopes: ['judge'], bounds: {}, createdBy: 'test' })
    await store.close()
    const serving = await startServing(address, { fileBlocks: 3000 })
    const acknowledged: string[] = []
    const record = async (url: string, n: number): Promise<number> => {
      const text = manifest(`l-${n}`, { more: `sponsor: ${'x'.repeat(20_000)}\n` })
      const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/yaml' }
      const response = await fetch(`${url}/v1/decisions`, { method: 'POST', headers, body: text })
      const told = (await response.json()) as { digest: string; type: string }
      if (response.status === 201) acknowledged.push(told.digest)
      else expect([response.status, response.headers.get('retry-after'), told.type]).toEqual([503, '5', '/problems/unavailable'])
      return response.status
    }
    let n = 0
    while ((await record(serving.url, n++)) === 201 && n < 500);
    for (let more = 0; more < 5; more++) await record(serving.url, n++)
    expect(n).toBeLessThan(500)
    expect(acknowledged.length).toBeGreaterThan(3)
    expect((await fetch(`${serving.url}/healthz`)).status).toBe(200)
    await serving.kill()

    const again = await place.open(address)
    expect(await again.verify()).toMatchObject({ isValid: true, faults: [] })
    const kept = new Set((await entriesOf(again)).map(({ recorded }) => recorded.decision as string))
    expect(acknowledged.filter((digest) => !kept.has(digest))).toEqual([])
    const roomy = await startServing(address)
    expect(await record(roomy.url, n)).toBe(201)
    expect(await roomy.stop()).toBe(0)
    console.log(`sqlite: full after ${acknowledged.length} decisions, ${n - acknowledged.length + 1} requests refused, none lost`)
  })
})
