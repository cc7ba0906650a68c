import { expect, test } from 'vitest'
import { onBoth } from '../../store/databases.ts'
import { manifest, startedAt, testService } from '../service.ts'

const documents = [{ file: 'launch.yaml', text: manifest() }]

onBoth('requests that a database or a record could stumble over', (place) => {
  const serviced = async () => {
    const store = await place.open(place.address(), { now: () => startedAt })
    return { store, service: await testService({ store }) }
  }

  test('half a character in what is recorded around a decision is refused', async () => {
    const { store, service } = await serviced()
    for (const circumstances of ['{"commit":"\\ud800"}', '{"runUrl":"a\\udc00b"}', '{"labels":{"pipeline":"\\ud800"}}']) {
      const response = await service.post('/v1/decisions', `{"documents":${JSON.stringify(documents)},"circumstances":${circumstances}}`)
      expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
        400,
        '`/circumstances` holds half of a character',
      ])
    }
    expect((await store.head()).sequence).toBe(0)
    const whole = await service.post('/v1/decisions', { documents, circumstances: { labels: { pipeline: 'a \u{1F680} \0' } } })
    expect(whole.status).toBe(201)
    expect(await store.verify()).toMatchObject({ isValid: true })
  })

  test('a NUL is in no launch, waiver or digest', async () => {
    const { service } = await serviced()
    await service.post('/v1/decisions', { documents })
    const get = async (path: string): Promise<number> => (await service.ask(path)).status
    for (const path of ['/v1/launches?after=%00', '/v1/waivers?launch=%00', '/v1/waivers?after=%00', '/v1/decisions?owner=%00'])
      expect([path, await get(path)]).toEqual([path, 200])
    for (const path of ['/v1/launches/%00', '/v1/launches/%00/decisions', '/v1/waivers/%00', '/v1/decisions/%00'])
      expect([path, await get(path)]).toEqual([path, 404])
    expect((await service.post('/v1/verify', { digest: '\0' })).status).toBe(404)
  })

  test('of a request whose key was used for one of its launches, the others that were recorded are told', async () => {
    const { store, service } = await serviced()
    const headers = { 'idempotency-key': 'run-1' }
    await service.post('/v1/decisions', { documents }, { headers })
    const both = [...documents, { file: 'other.yaml', text: manifest('other') }]
    const response = await service.post('/v1/decisions', { documents: both }, { headers })
    expect(response.status).toBe(409)
    const { decisions } = (await response.json()) as { decisions: { digest: string }[] }
    const [last] = (await store.list()).entries
    expect(decisions).toEqual([{ launch: 'other', verdict: 'go', digest: last?.recorded.decision }])
  })
})

test('health and readiness are told anew each time', async () => {
  const service = await testService()
  for (const path of ['/healthz', '/readyz']) {
    const response = await service.ask(path, { headers: { 'if-none-match': '*' } })
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
  }
})

test('places in answers are as described where an id stands twice', async () => {
  const service = await testService()
  const text = (id: string): string =>
    `apiVersion: onlyif/v1\nkind: Commitment\nid: ${id}\ntitle: T\nowner: o\ngoToMarketOnlyIf:\n  - { id: a, title: t, owner: o, require: { a: 1 } }\n`
  const response = await service.post('/v1/lint', {
    documents: ['a.yaml', 'b.yaml'].map((file) => ({ file, text: text('twice') })),
    alone: true,
  })
  const { diagnostics } = (await response.json()) as { diagnostics: { code: string; range: object }[] }
  const found = diagnostics.find(({ code }) => code === 'document/duplicate-id')
  expect(found?.range).toEqual({ start: { line: 3, column: 1 }, end: { line: 3, column: 3 } })
})
