import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultLimits } from '../../src/server/http/limit-settings.ts'
import { readiness } from '../../src/server/readiness.ts'
import type { Head, Store } from '../../src/store/index.ts'
import { commitment, startedAt, type TestService, testService } from './service.ts'
import { keptLog } from './waiting.ts'

const few = { ...defaultLimits, perCaller: 1000, perStranger: 3, bodyBytes: 1000, requestMs: 5000 }
const guessed = (i: number): string => `onlyif_${String(i).padStart(43, 'A')}`

describe('who guesses tokens', () => {
  const statusOf = (service: TestService) => async (token: string) => (await service.ask('/v1/launches', { token })).status

  test('is slowed down, and nobody with a good token at the same address is', async () => {
    const service = await testService({ limits: few })
    const status = statusOf(service)
    const [known, fresh] = [await service.token(['read']), await service.token(['read'])]
    expect(await status(known)).toBe(200)
    for (const [i, told] of [401, 401, 401, 429, 429].entries()) expect(await status(guessed(i))).toBe(told)
    const flood = Array.from({ length: 40 }, (_, i) => status(guessed(i)))
    expect(await Promise.all([...flood, status(known), status(fresh)])).toEqual([...flood.map(() => 429), 200, 200])
    const refused = await service.ask('/v1/launches', { token: guessed(1) })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const { id } = (await service.store.tokens.find(known)) ?? { id: '' }
    expect(await service.store.tokens.revoke(id)).toBe(true)
    expect([await status(known), await status(fresh)]).toEqual([429, 200])
  })

  test('has one token looked up at a time, once there were too many', async () => {
    let atOnce = 0
    let most = 0
    const counted = (store: Store): Store => ({
      ...store,
      tokens: {
        ...store.tokens,
        find: async (secret) => {
          most = Math.max(most, ++atOnce)
          await new Promise((resolve) => setTimeout(resolve, 5))
          atOnce--
          return store.tokens.find(secret)
        },
      },
    })
    const first = await testService()
    const service = await testService({ store: counted(first.store), limits: few })
    const status = statusOf(service)
    for (let i = 0; i < 3; i++) await status(guessed(i))
    most = 0
    await Promise.all(Array.from({ length: 20 }, (_, i) => status(guessed(i))))
    expect(most).toBe(1)
  })
})

describe('readiness', () => {
  const broken = commitment.replace('atLeast', 'atLest')
  const told = async (service: TestService, init: Parameters<TestService['ask']>[1] = {}): Promise<string> => {
    const response = await service.ask('/readyz', init)
    expect(response.status).toBe(200)
    return response.text()
  }

  test('tells strangers that files are wrong and how, and none of their texts; who may read is told all', async () => {
    const service = await testService({ limits: few })
    writeFileSync(join(service.folder, 'rules/promise.yaml'), broken)
    await service.running.commitments.refresh()
    const { status, commitments, store } = JSON.parse(await told(service, { token: null }))
    expect({ status, commitments, store }).toMatchObject({
      status: 'degraded',
      commitments: { problem: { errors: 1, codes: ['commitment/unknown-operator'] } },
      store: { status: 'ready' },
    })
    const strangers = [null, guessed(1), await service.token(['judge']), ...Array.from({ length: 5 }, (_, i) => guessed(i))]
    for (const token of strangers) expect(await told(service, { token })).not.toMatch(/atLest|promise\.yaml|diagnostics|"last"/)
    expect(JSON.parse(await told(service, { token: await service.token(['read']) }))).toMatchObject({
      commitments: { problem: { diagnostics: [{ file: 'rules/promise.yaml', message: expect.stringContaining('atLest') }] } },
      store: { last: 0 },
    })
  })

  test('is asked by strangers as often as they like, and fails nobody else', async () => {
    const service = await testService({ limits: few })
    for (let i = 0; i < 6; i++) await told(service, { token: null })
    expect((await service.ask('/v1/launches', { token: null })).status).toBe(401)
  })

  test('tells why the store is away to the log, and not to strangers', async () => {
    const { store } = await testService()
    const { log, lines } = keptLog()
    const away: Store = { ...store, head: () => Promise.reject(new Error('no database at db.internal')) }
    let isAway = false
    const service = await testService({ store: { ...store, head: () => (isAway ? away : store).head() }, log })
    isAway = true
    const response = await service.ask('/readyz', { token: null })
    expect([response.status, await response.text()]).toEqual([503, expect.not.stringContaining('db.internal')])
    expect(lines).toContainEqual({ level: 'error', message: 'the store is away', fields: { why: 'no database at db.internal' } })
    expect(await (await service.ask('/readyz')).text()).toContain('db.internal')
  })

  test('asks the store once a second, however many ask, and never while it has not answered', async () => {
    let now = startedAt
    const asked: ((head: Head) => void)[] = []
    const head = (): Promise<Head> => new Promise((answer) => void asked.push(answer))
    const ready = readiness({
      store: { head },
      commitments: { standing: () => ({ set: undefined, problem: undefined }) },
      log: () => undefined,
      now: () => now,
    })
    const answered = async (...waiting: Promise<unknown>[]): Promise<number> => {
      asked.at(-1)?.({ sequence: 0, hash: `sha256:${'0'.repeat(64)}` })
      await Promise.all(waiting)
      return asked.length
    }
    const several = [ready(false), ready(true)]
    now += 5000
    expect(await answered(...several, ready(false))).toBe(1)
    now += 999
    expect(await answered(ready(false), ready(true))).toBe(1)
    now += 1
    expect(await answered(ready(false), ready(true))).toBe(2)
    // A clock that is put back keeps no old answer.
    now -= 60_000
    expect(await answered(ready(false))).toBe(3)
  })
})
