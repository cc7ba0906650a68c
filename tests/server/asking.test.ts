import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultLimits } from '../../src/server/http/limit-settings.ts'
import { judgeTask } from '../../src/server/judging/judging.ts'
import type { Task } from '../../src/server/judging/task.ts'
import { commitment, manifest, type TestService, testService } from './service.ts'

const documents = [{ file: 'launch.yaml', text: manifest() }]

async function refusedBecause(asked: Promise<Response>): Promise<readonly [number, string]> {
  const response = await asked
  return [response.status, ((await response.json()) as { detail: string }).detail]
}

describe('a request to judge', () => {
  test('is judged only after its sender may have it judged', async () => {
    const service = await testService()
    const { set } = service.running.commitments.standing()
    if (!set) throw new Error('nothing stands')
    const before: string[] = []
    const watched = { ...set, prepared: (...args: Parameters<typeof set.prepared>) => before.push('judged') && set.prepared(...args) }
    const task = (launches: readonly string[]): Task => ({
      kind: 'sent',
      texts: documents,
      now: '2026-11-22T12:00:00Z',
      noExceptions: false,
      caller: { kind: 'token', name: 'ci', scopes: new Set(['judge']), bounds: { launches } },
      limits: defaultLimits,
      isRecorded: true,
    })
    await expect(judgeTask(watched as never, task(['another']))).rejects.toThrow('may not judge launches of `checkout-2`')
    expect(before).toEqual([])
    await judgeTask(watched as never, task(['checkout-2']))
    expect(before).toEqual(['judged'])
  })

  test('brings at most 1,000 requirements of its own', async () => {
    const service = await testService()
    const ruled = (count: number): string =>
      `apiVersion: onlyif/v1\nkind: Commitment\nid: c\ntitle: C\nowner: o\ngoToMarketOnlyIf:\n${Array.from(
        { length: count },
        (_, i) => `  - { id: r${i}, title: t, owner: o, require: { blockersOpen: 0 } }\n`,
      ).join('')}`
    const ask = (count: number): Promise<Response> =>
      service.post('/v1/decisions', { documents, commitments: [{ file: 'rules/c.yaml', text: ruled(count) }] })
    expect(await refusedBecause(ask(1001))).toEqual([413, expect.stringMatching(/1001 requirements, and 1000/)])
    expect((await ask(1000)).status).toBe(200)
  })

  const [good, bad] = [manifest(), manifest('checkout-2', { blockers: 3 })].map((text) => JSON.stringify([{ file: 'launch.yaml', text }]))
  test.each([
    ['documents', `{"documents":${bad},"documents":${good}}`],
    ['documents', `{"documents":${bad},"\\u0064ocuments" :${good}}`],
    ['noExceptions', `{"documents":${good},"noExceptions":true,"noExceptions":false}`],
    ['text', `{"documents":[{"file":"launch.yaml","text":"","text":${JSON.stringify(manifest())}}]}`],
    ['a"b', `{"documents":${good},"circumstances":{"labels":{"a\\"b":"1","c":"{","a\\"b":"2"}}}`],
  ])('has no key twice, of which another program may read the other: %s', async (key, body) => {
    const service = await testService()
    const [status, detail] = await refusedBecause(service.post('/v1/decisions', body))
    expect([status, detail]).toEqual([400, `the body has \`${key}\` twice in one object`])
    expect((await service.store.head()).sequence).toBe(0)
  })

  test('may have a key in several objects, and what looks like one in a text', async () => {
    const body = `{"documents":${good},"circumstances":{"labels":{"documents":"{\\"a\\":1,\\"a\\":2}","file":"a","text":"a"}}}`
    expect((await (await testService()).post('/v1/decisions', body)).status).toBe(201)
  })

  test.each<[string, object]>([
    ['21 labels', { labels: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`l${i}`, ''])) }],
    ['a long label', { labels: { a: 'x'.repeat(1001) } }],
    ['a long name of a label', { labels: { ['x'.repeat(65)]: '' } }],
    ['an odd name of a label', { labels: { 'a b': '' } }],
    ['a long commit', { commit: 'x'.repeat(1001) }],
    ['a long address', { runUrl: `https://${'x'.repeat(2000)}` }],
    ['an address that runs', { runUrl: 'javascript:alert(1)' }],
  ])('says no more of its circumstances than records can hold: %s', async (_, circumstances) => {
    const service = await testService()
    const [status, detail] = await refusedBecause(service.post('/v1/decisions', { documents, circumstances }))
    expect([status, detail]).toEqual([400, expect.stringContaining('/circumstances')])
    expect((await service.store.head()).sequence).toBe(0)
  })

  test.each(['?dryrun=true', '?dry-run=true', '?dryRun=yes', '?dryRun=true&dryRun=false', '?dryRun=true&x='])(
    'that may have meant a dry run records nothing: %s',
    async (query) => {
      const service = await testService()
      expect((await service.post(`/v1/decisions${query}`, { documents })).status).toBe(400)
      expect((await service.store.head()).sequence).toBe(0)
    },
  )

  test('leaves in the record by which version of the files it was judged', async () => {
    const service = await testService()
    await service.post('/v1/decisions', { documents })
    const { version } = (await (await service.ask('/v1/commitments')).json()) as { version: string }
    expect(version).toMatch(/^sha256:/)
    const { decisions } = (await (await service.ask('/v1/decisions')).json()) as { decisions: { circumstances: object }[] }
    expect(decisions[0]?.circumstances).toMatchObject({ trustedRef: version })
  })

  test('leaves there the version that judged it, though another one stands by the time it is recorded', async () => {
    const { store } = await testService()
    let meanwhile = async (): Promise<void> => undefined
    const list: typeof store.waivers.list = async (query) => {
      await meanwhile()
      return store.waivers.list(query)
    }
    const service = await testService({ store: { ...store, waivers: { ...store.waivers, list } } })
    const version = (): string | undefined => service.running.commitments.standing().set?.version
    const before = version()
    meanwhile = async () => {
      meanwhile = async () => undefined
      writeFileSync(join(service.folder, 'rules/promise.yaml'), commitment.replace('4.2', '4.3'))
      await service.running.commitments.refresh()
    }
    await service.post('/v1/decisions', { documents })
    expect(version()).not.toBe(before)
    expect((await store.list()).entries[0]?.recorded.circumstances.trustedRef).toBe(before)
  })
})

test('a decision that could not be read once is on the dashboard the next time', async () => {
  const { store } = await testService()
  let left = 0
  const at: typeof store.at = (sequence) => (left-- > 0 ? Promise.reject(new Error('away')) : store.at(sequence))
  const service: TestService = await testService({ store: { ...store, at }, files: { 'rules/promise.yaml': commitment } })
  const page = async (): Promise<[number, boolean]> => {
    const response = await service.ask('/', { headers: { accept: 'text/html' } })
    return [response.status, (await response.text()).includes('/launches/checkout-2')]
  }
  expect(await page()).toEqual([200, false])
  await service.post('/v1/decisions', { documents })
  left = 1
  expect(await page()).toEqual([500, false])
  expect(await page()).toEqual([200, true])
})
