import { describe, expect, test } from 'vitest'
import { goodClaims, startIssuer } from './auth/issuer.ts'
import { manifest, startedAt, type TestService, testService } from './service.ts'

const documents = [{ file: 'launch.yaml', text: manifest() }]

async function problemOf(asked: Promise<Response>): Promise<readonly [number, string]> {
  const response = await asked
  const text = await response.text()
  expect(text.length).toBeLessThan(2000)
  return [response.status, (JSON.parse(text) as { detail: string }).detail]
}

/** A commitment with requirements of so many tests each. */
function ruled(requirements: number, tests: number, of = (i: number): string => `{ x${i}: 1 }`): string {
  const any = Array.from({ length: tests }, (_, i) => of(i)).join(', ')
  const entries = Array.from({ length: requirements }, (_, i) => `  - { id: r${i}, title: t, owner: o, require: { any: [${any}] } }\n`)
  return `apiVersion: onlyif/v1\nkind: Commitment\nid: c\ntitle: C\nowner: o\ngoToMarketOnlyIf:\n${entries.join('')}`
}

describe('who sends too much to judge by', () => {
  const ask = (service: TestService, text: string, launches = 1): Promise<Response> =>
    service.post('/v1/decisions', {
      documents: Array.from({ length: launches }, (_, i) => ({ file: `${i}.yaml`, text: manifest(`l-${i}`) })),
      commitments: [{ file: 'rules/c.yaml', text }],
    })

  test('is told how much there may be', async () => {
    const service = await testService()
    expect(await problemOf(ask(service, ruled(301, 1)))).toEqual([413, expect.stringMatching(/301 requirements, and 300 /)])
    expect(await problemOf(ask(service, ruled(51, 10)))).toEqual([413, expect.stringMatching(/510 tests, and 500 /)])
    expect(await problemOf(ask(service, ruled(31, 10), 10))).toEqual([
      413,
      expect.stringMatching(/3100 tests, counted for each launch, and 3000 /),
    ])
    const nested = ruled(1, 300, (i) => `{ x${i}: { some: { y: 1, z: 2 } } }`)
    expect(await problemOf(ask(service, nested))).toEqual([413, expect.stringMatching(/900 tests, and 500 /)])
    expect((await ask(service, ruled(10, 5), 3)).status).toBe(200)
  })
})

describe('what is much too long', () => {
  const long = 'x'.repeat(300_000)

  test('is refused in few words, and makes no record as long', async () => {
    const service = await testService()
    for (const body of [
      { documents, [long]: 1 },
      { documents: [{ file: long, text: manifest() }] },
      { documents: [{ ...documents[0], under: long }] },
      { documents, circumstances: { [long]: 1 } },
      { documents, circumstances: { labels: { [long]: 1 } } },
    ])
      expect((await problemOf(service.post('/v1/decisions', body)))[0]).toBe(400)
    const answer = { answer: 'refuse', decision: 'sha256:0', version: 1 }
    expect((await problemOf(service.post('/v1/waivers/S-1/answers', { ...answer, role: long })))[0]).toBe(400)
    expect((await service.store.head()).sequence).toBe(0)
  })

  test('of a query, too', async () => {
    const service = await testService()
    const some = 'a'.repeat(10_000)
    expect((await service.ask(`/v1/decisions?launch=${some}`)).status).toBe(200)
    expect((await problemOf(service.ask(`/v1/decisions?${some}=1`)))[0]).toBe(400)
    expect((await service.ask(`/v1/launches?after=${some}`)).status).toBe(200)
    expect((await service.ask(`/v1/launches/${some}`)).status).toBe(404)
  })
})

test('names that every object has are ordinary names of labels, and of nothing else', async () => {
  const issuer = await startIssuer()
  const service = await testService({ auth: { oidc: issuer.settings } })
  const seconds = startedAt / 1000
  const token = await issuer.token({ iat: seconds, nbf: seconds, exp: seconds + 300 })
  const labels = { constructor: 'a', toString: 'b', valueOf: 'c' }
  const judged = await service.post('/v1/decisions', { documents, circumstances: { labels } }, { token })
  expect(judged.status).toBe(201)
  const [entry] = (await service.store.list()).entries
  expect(entry?.recorded.circumstances.labels).toMatchObject({ ...labels, repository: goodClaims.repository })
  for (const body of ['"__proto__":{"now":"2026-01-01"}', '"constructor":1', '"circumstances":{"labels":{"__proto__":"x"}}'])
    expect((await service.post('/v1/decisions', `{"documents":${JSON.stringify(documents)},${body}}`)).status).toBe(400)
  for (const name of ['constructor', '__proto__', 'playground.constructor', '..%2f..%2fpackage.json'])
    expect((await service.ask(`/assets/${name}`, { token: null })).status, name).toBe(404)
  expect(({} as { now?: unknown }).now).toBeUndefined()
})
