import { describe, expect, test } from 'vitest'
import { defaultLimits } from '../../src/server/http/limit-settings.ts'
import { goodClaims, startIssuer } from './auth/issuer.ts'
import { commitment, manifest, startedAt, type TestService, testService } from './service.ts'

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
    expect(await problemOf(ask(service, ruled(1001, 1)))).toEqual([413, expect.stringMatching(/1001 requirements, and 1000 /)])
    expect(await problemOf(ask(service, ruled(51, 50)))).toEqual([413, expect.stringMatching(/2550 tests, and 2500 /)])
    const nested = ruled(2, 450, (i) => `{ x${i}: { some: { y: 1, z: 2 } } }`)
    expect(await problemOf(ask(service, nested))).toEqual([413, expect.stringMatching(/2700 tests, and 2500 /)])
    const listed = ruled(1, 2, (i) => `{ x${i}: { oneOf: [${Array.from({ length: 1500 }, (_, k) => k).join(', ')}] } }`)
    expect(await problemOf(ask(service, listed))).toEqual([413, expect.stringMatching(/3000 tests, and 2500 /)])
    const everywhere = ruled(100, 1).replace(
      'goToMarketOnlyIf',
      `appliesWhen: { any: [${Array(50).fill('{ y: 1 }').join(', ')}] }\ngoToMarketOnlyIf`,
    )
    expect(await problemOf(ask(service, everywhere))).toEqual([413, expect.stringMatching(/5100 tests, and 2500 /)])
  })

  test('has what people have judged', async () => {
    const service = await testService()
    const many = await ask(service, ruled(1000, 1))
    expect([many.status, ((await many.json()) as { toGo: object }).toGo]).toEqual([200, expect.objectContaining({ possible: true })])
    const design = await ask(service, ruled(12, 45), 100)
    expect([design.status, ((await design.json()) as { decisions: object[] }).decisions.length]).toEqual([200, 100])
  })

  test.each([
    ['onlyif.yaml', 'limits: { maxNodes: 1000000000 }', /1000000000 for `maxNodes`, and 100000 /],
    [
      'onlyif.yaml',
      `commitments: [${Array.from({ length: 201 }, (_, i) => `"rules/${i}*.yaml"`).join(', ')}]`,
      /201 patterns of files, and 200 /,
    ],
  ])('chooses by %s neither how much is read nor how long files are looked for', async (file, said, told) => {
    const service = await testService()
    const commitments = [
      { file: 'rules/c.yaml', text: ruled(1, 1) },
      { file, text: `apiVersion: onlyif/v1\nkind: Config\n${said}\n` },
    ]
    expect(await problemOf(service.post('/v1/decisions', { documents, commitments }))).toEqual([413, expect.stringMatching(told)])
  })
})

describe('who sends launches that take too many tests', () => {
  const few = { ...defaultLimits, tests: 100 }
  const lists = `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: P
owner: o
goToMarketOnlyIf:
  - { id: all, title: t, owner: o, require: { tags: { includesAny: [a, b, c, d] } } }
  - { id: same, title: t, owner: o, require: { tags: { includesAny: { fact: wanted } } } }
`

  test.each([
    ['launches', Array.from({ length: 51 }, (_, i) => manifest(`l-${i}`)), commitment, 102],
    ['items', [manifest().replace('beta.csat: 4.4', `tags: [${Array(30).fill('x').join(', ')}]`)], lists, 150],
    [
      'items on both sides',
      [
        manifest().replace(
          'beta.csat: 4.4',
          'tags: [x, y, z]\n  wanted: [1, 2, 3, 4, 5, 6, 7, 8, 9, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u]',
        ),
      ],
      lists,
      102,
    ],
    ['characters', [manifest().replace('csat: 4.4', `csat: ${'x'.repeat(100_000)}`)], commitment, 101],
  ])('is refused for %s, and told how many there may be', async (_, texts, rules, count) => {
    const service = await testService({ files: { 'rules/promise.yaml': rules }, limits: few })
    const sent = texts.map((text, i) => ({ file: `${i}.yaml`, text }))
    expect(await problemOf(service.post('/v1/decisions', { documents: sent }))).toEqual([
      413,
      `${count} tests would be made to judge this, and 100 are made at most`,
    ])
    expect((await service.store.head()).sequence).toBe(0)
    expect((await service.post('/v1/decisions', { documents })).status).toBe(201)
  })
})

test('who sends long facts that many findings would repeat is refused, and told how long they may be', async () => {
  const service = await testService()
  const commitments = [{ file: 'rules/c.yaml', text: ruled(50, 1, () => '{ essay: { startsWith: x } }') }]
  const asked = (fact: string, launches = 1): Promise<Response> => {
    const sent = Array.from({ length: launches }, (_, i) => ({ file: `${i}.yaml`, text: `${manifest(`l-${i}`)}  essay: ${fact}\n` }))
    return service.post('/v1/decisions', { documents: sent, commitments })
  }
  const long = 'x'.repeat(100_000)
  const told = (characters: number) => [
    413,
    `findings would repeat ${characters} characters of long facts, and 4000000 are repeated at most`,
  ]
  expect(await problemOf(asked(long))).toEqual(told(5_000_000))
  expect(await problemOf(asked(`{ value: x, note: ${long} }`))).toEqual(told(5_000_050))
  expect(await problemOf(asked('x'.repeat(1001), 80))).toEqual(told(4_004_000))
  const most = await asked('x'.repeat(79_000))
  expect([most.status, (await most.text()).length < 5_000_000]).toEqual([200, true])
  expect((await asked('x'.repeat(1000), 81)).status).toBe(200)
})

test('who sends too many words and signs is refused before they are read, wherever they stand', async () => {
  const service = await testService({ limits: { ...defaultLimits, words: 1000 } })
  const long = `${manifest()}  x: [${Array(500).fill('1').join(', ')}]\n`
  const told = [413, expect.stringMatching(/^the texts that were sent have 10\d\d words and signs, and 1000 are read at most$/)]
  const yaml = { method: 'POST', body: long, headers: { 'content-type': 'application/yaml' } }
  expect(await problemOf(service.ask('/v1/decisions', yaml))).toEqual(told)
  expect(await problemOf(service.post('/v1/decisions', { documents, commitments: [{ file: 'rules/c.yaml', text: long }] }))).toEqual([
    413,
    expect.stringMatching(/words and signs/),
  ])
  expect(await problemOf(service.post('/v1/lint', { documents: [{ file: 'launch.yaml', text: long }] }))).toEqual(told)
  expect((await service.post('/v1/decisions', { documents })).status).toBe(201)
})

test('while many launches are judged for one, others are answered', async () => {
  const service = await testService()
  const many = Array.from({ length: 100 }, (_, i) => ({ file: `${i}.yaml`, text: manifest(`l-${i}`) }))
  let isDone = false
  const judged = service.post('/v1/decisions', { documents: many, commitments: [{ file: 'rules/c.yaml', text: ruled(12, 45) }] })
  const done = judged.then(() => {
    isDone = true
  })
  let answeredMeanwhile = 0
  while (!isDone) {
    expect((await service.ask('/healthz')).status).toBe(200)
    if (!isDone) answeredMeanwhile++
  }
  await done
  expect((await judged).status).toBe(200)
  expect(answeredMeanwhile).toBeGreaterThan(10)
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
