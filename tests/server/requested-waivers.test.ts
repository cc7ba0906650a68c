import { expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { manifest, type TestService, testService } from './service.ts'
import { until } from './waiting.ts'

interface Asked {
  readonly id: string
  readonly digest: string
}

/** A service with people who hold tokens, and launches for each of which somebody asks for a waiver. */
async function place() {
  const people: Record<string, string> = {}
  const service = await testService({ who: { tokens: people } })
  const secrets = new Map<string, string>()
  for (const name of ['kim', 'maria', 'tom']) {
    secrets.set(name, await service.token(['waive', 'read']))
    const [last] = (await service.store.tokens.list()).filter(({ id, scopes }) => scopes.join() === 'waive,read' && !(id in people))
    people[last?.id ?? ''] = name
  }
  const judge = async (launch: string): Promise<Decision> =>
    (await (
      await service.post('/v1/decisions', { documents: [{ file: `${launch}.yaml`, text: manifest(launch, { csat: 3.9 }) }] })
    ).json()) as Decision
  const ask = async (launch: string): Promise<Asked> => {
    const { digest } = await judge(launch)
    const wish = { launch, requirement: 'promise/delight', decision: digest, as: 'accepted', expires: '2026-12-01' }
    const body = { ...wish, reason: `for ${launch}: <b>soon</b> better`, covers: { 'beta.csat': { atLeast: 3.5 } } }
    const asked = await service.post('/v1/waivers', body, { token: secrets.get('kim') ?? '' })
    expect(asked.status, await asked.clone().text()).toBe(201)
    return { id: ((await asked.json()) as { id: string }).id, digest }
  }
  const answer = async ({ id, digest }: Asked, name: string, version: number, said: object): Promise<void> => {
    const body = { decision: digest, version, ...said }
    const answered = await service.post(`/v1/waivers/${id}/answers`, body, { token: secrets.get(name) ?? '' })
    expect(answered.status, await answered.clone().text()).toBe(200)
  }
  return { service, judge, ask, answer }
}

type Rows = Record<string, string>[]

async function tablesOf(service: TestService, address: string, token?: string): Promise<Record<string, Rows | undefined>> {
  const answer = await service.ask(address, { headers: { accept: 'application/json' }, ...(token !== undefined && { token }) })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { tables: Record<string, Rows> }).tables
}

async function rowsOf(service: TestService, token?: string): Promise<Rows> {
  return (await tablesOf(service, '/waivers.json?launches=all', token))['waivers'] ?? []
}

test('waivers that were asked for by request are shown whatever became of them, once each, to who may see the launch', async () => {
  const { service, judge, ask, answer } = await place()
  const asked = await ask('asked')
  const refused = await ask('refused')
  const withdrawn = await ask('withdrawn')
  const approved = await ask('approved')
  await answer(refused, 'maria', 1, { answer: 'refuse', role: 'cco', because: 'mend it first' })
  await answer(withdrawn, 'kim', 1, { answer: 'withdraw' })
  await answer(approved, 'maria', 1, { answer: 'approve', role: 'cco' })
  await answer(approved, 'tom', 2, { answer: 'approve', role: 'owner' })
  const statesOf = (rows: Rows) => Object.fromEntries(rows.map(({ waiver, state }) => [waiver, state]))
  const states = { [asked.id]: 'asked', [refused.id]: 'refused', [withdrawn.id]: 'withdrawn', [approved.id]: 'ends soon' }
  expect(statesOf(await rowsOf(service))).toEqual(states)
  for (const launch of ['asked', 'refused', 'withdrawn', 'approved']) await judge(launch)
  const rows = await rowsOf(service)
  expect(statesOf(rows)).toEqual(states)
  expect(rows).toHaveLength(4)
  expect(rows.find(({ waiver }) => waiver === refused.id)).toMatchObject({
    launch: 'refused',
    requested_by: 'kim',
    why_not: 'refused by maria (cco) on 2026-11-22: mend it first',
    approved: 'nobody',
  })
  const page = await (await service.ask('/waivers', { headers: { accept: 'text/html' } })).text()
  expect(page.replaceAll(/<[^>]+>/g, '')).toContain('refused by maria (cco) on 2026-11-22: mend it first')
  expect(page).toContain('&lt;b>soon&lt;/b>')
  const bound = await service.token(['read'], { launches: ['refused'] })
  expect(statesOf(await rowsOf(service, bound))).toEqual({ [refused.id]: 'refused' })
})

test('what a decision says of a waiver gives way once it was withdrawn', async () => {
  const { service, judge, ask, answer } = await place()
  const waiver = await ask('checkout-2')
  await answer(waiver, 'maria', 1, { answer: 'approve', role: 'cco' })
  await answer(waiver, 'tom', 2, { answer: 'approve', role: 'owner' })
  expect(await judge('checkout-2')).toMatchObject({ verdict: 'conditional-go' })
  await answer(waiver, 'kim', 3, { answer: 'withdraw', because: 'worse than we thought' })
  expect(await rowsOf(service)).toMatchObject([
    { waiver: waiver.id, state: 'withdrawn', why_not: 'withdrawn by kim on 2026-11-22: worse than we thought' },
  ])
})

test('a waiver that waits is a hand-off to each who may still answer it, until enough have', async () => {
  const { service, ask, answer } = await place()
  const waiver = await ask('checkout-2')
  const waiting = async (query = ''): Promise<unknown[]> =>
    ((await tablesOf(service, `/hand-offs.json${query}`))['hand-offs'] ?? [])
      .filter(({ kind }) => kind === 'waiver waits for an answer')
      .map((row) => [row['owner'], row['launch'], row['waiver']])
  expect(await waiting()).toEqual([
    ['cco', 'checkout-2', waiver.id],
    ['product', 'checkout-2', waiver.id],
  ])
  for (const name of ['cco', 'maria']) expect(await waiting(`?owner=${name}`)).toEqual([['cco', 'checkout-2', waiver.id]])
  const page = await (await service.ask('/hand-offs?owner=tom', { headers: { accept: 'text/html' } })).text()
  expect(page).toContain(`approve or refuse ${waiver.id}, asked by kim`)
  await answer(waiver, 'maria', 1, { answer: 'approve', role: 'cco' })
  expect(await waiting()).toEqual([['product', 'checkout-2', waiver.id]])
  await answer(waiver, 'tom', 2, { answer: 'approve', role: 'owner' })
  expect(await waiting()).toEqual([])
  const idle = await (await service.ask('/hand-offs?owner=maria', { headers: { accept: 'text/html' } })).text()
  expect(idle).toContain('Nothing is owed, and nobody waits.')
  const bound = await service.token(['read'], { launches: ['another'] })
  expect((await tablesOf(service, '/hand-offs.json', bound))['hand-offs']).toEqual([])
})

test('the week and the page of a launch tell of them in the words of the register', async () => {
  const { service, ask, answer } = await place()
  const refused = await ask('refused')
  const approved = await ask('approved')
  await answer(refused, 'maria', 1, { answer: 'refuse', role: 'cco', because: 'mend it first' })
  await answer(approved, 'maria', 1, { answer: 'approve', role: 'cco' })
  await answer(approved, 'tom', 2, { answer: 'approve', role: 'owner' })
  const decisionOf = async (launch: string) => (await rowsOf(service)).find((row) => row['launch'] === launch)?.['decision']
  // The approval has the launch judged again, beside its answer.
  await until(async () => (await decisionOf('approved')) !== approved.digest)
  const register = await rowsOf(service)
  const week = async (query = ''): Promise<unknown> => (await tablesOf(service, `/digest.json${query}`))['moved']
  expect(await week()).toEqual(register)
  expect(await week('?owner=kim')).toEqual(register)
  expect(await week('?owner=engineering')).toBeUndefined()
  expect((await tablesOf(service, '/launches/refused.json'))['waivers']).toMatchObject([
    { waiver: expect.stringContaining(refused.id), state: 'refused', requested_by: 'kim' },
  ])
  const page = await (await service.ask('/launches/refused', { headers: { accept: 'text/html' } })).text()
  expect(page.replaceAll(/<[^>]+>/g, '')).toContain('refused by maria (cco) on 2026-11-22: mend it first')
  const far = { headers: { accept: 'text/html' } }
  expect(await (await service.ask('/launches/approved', far)).text()).toContain('ends soon')
})

test('the first view counts waivers that wait for approval, and what changed tells of those that moved', async () => {
  const { service, ask, answer } = await place()
  const text = async (path: string): Promise<string> =>
    (await (await service.ask(path, { headers: { accept: 'text/html' } })).text()).replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
  expect(await text('/')).not.toContain('for approval')
  await ask('one')
  const two = await ask('two')
  await answer(await ask('three'), 'maria', 1, { answer: 'refuse', role: 'cco', because: 'mend it first' })
  expect(await text('/')).toContain('2 waivers wait for approval')
  expect(await text('/changes')).toContain('3 waivers were asked for, answered or ended by request; 2 wait for approval.')
  expect((await tablesOf(service, '/changes.json'))['moved']).toHaveLength(3)
  await answer(two, 'maria', 1, { answer: 'refuse', role: 'cco', because: 'no' })
  expect(await text('/')).toContain('1 waiver waits for approval')
  const bound = await service.token(['read'], { launches: ['three'] })
  expect((await tablesOf(service, '/changes.json', bound))['moved']).toHaveLength(1)
  service.setNow(Date.UTC(2026, 11, 1, 12))
  expect(await text('/changes')).not.toContain('by request')
})
