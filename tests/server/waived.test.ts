import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { commitment, manifest, type TestService, testService } from './service.ts'

/** A service in which a waiver for satisfied enough customers was approved by two, and the last decision is a conditional go. */
async function waived(): Promise<{
  readonly service: TestService
  readonly judge: () => Promise<Decision>
  readonly withdraw: () => Promise<number>
}> {
  const people: Record<string, string> = {}
  const service = await testService({ who: { tokens: people } })
  const tokenOf = async (name: string): Promise<string> => {
    const secret = await service.token(['waive', 'read'])
    const [last] = (await service.store.tokens.list()).filter((token) => token.scopes.join() === 'waive,read' && !(token.id in people))
    people[last?.id ?? ''] = name
    return secret
  }
  const judge = async (): Promise<Decision> =>
    (await (
      await service.post('/v1/decisions', { documents: [{ file: 'launch.yaml', text: manifest('checkout-2', { csat: 3.9 }) }] })
    ).json()) as Decision
  const { digest } = await judge()
  const kim = await tokenOf('kim')
  const asked = await service.post(
    '/v1/waivers',
    {
      ...{
        launch: 'checkout-2',
        requirement: 'promise/delight',
        decision: digest,
        as: 'accepted',
        reason: 'soon better',
        expires: '2026-12-01',
      },
      covers: { 'beta.csat': { atLeast: 3.5 } },
    },
    { token: kim },
  )
  expect([asked.status, asked.status === 201 ? '' : await asked.clone().text()]).toEqual([201, ''])
  const { id } = (await asked.json()) as { id: string }
  for (const [version, name, role] of [
    [1, 'maria', 'cco'],
    [2, 'tom', 'owner'],
  ] as const) {
    const answer = { answer: 'approve', decision: digest, version, role }
    const answered = await service.post(`/v1/waivers/${id}/answers`, answer, { token: await tokenOf(name) })
    expect([answered.status, answered.status === 200 ? '' : await answered.clone().text()]).toEqual([200, ''])
  }
  expect(await judge()).toMatchObject({ verdict: 'conditional-go', blocked: false })
  expect(await service.store.verify()).toMatchObject({ isValid: true, waivers: 1, notes: [] })
  return {
    service,
    judge,
    withdraw: async () =>
      (await service.post(`/v1/waivers/${id}/answers`, { answer: 'withdraw', decision: digest, version: 3 }, { token: kim })).status,
  }
}

test('a waiver that is withdrawn while files are broken opens nothing any more', async () => {
  const { service, judge, withdraw } = await waived()
  writeFileSync(join(service.folder, 'rules/promise.yaml'), 'kind: broken\n')
  await service.running.commitments.refresh()
  expect(await judge()).toMatchObject({ verdict: 'conditional-go' })
  expect(await withdraw()).toBe(200)
  expect(await judge()).toMatchObject({ verdict: 'no-go', blocked: true })
})

test('a waiver opens nothing once something else falls short, not even for one decision', async () => {
  const { service, judge } = await waived()
  writeFileSync(join(service.folder, 'rules/promise.yaml'), commitment.replace('atLeast: 4.2', 'atLeast: 4.8'))
  await service.running.commitments.refresh()
  expect(await judge()).toMatchObject({ verdict: 'no-go', blocked: true })
})
