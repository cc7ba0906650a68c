import { expect, test } from 'vitest'
import { manifest, startedAt, testService } from './service.ts'

const closed = 'launchedOn: 2026-11-20\n'

test('launches are told with how they ended, and with the lights of today', async () => {
  const service = await testService()
  const files = [
    { file: 'a.yaml', text: manifest('a') },
    { file: 'b.yaml', text: manifest('b', { csat: 3.9 }).replace('facts:', `${closed}facts:`) },
  ]
  for (const document of files) expect((await service.post('/v1/decisions', { documents: [document] })).status).toBe(201)
  const told = async (id: string) => (await (await service.ask(`/v1/launches/${id}`)).json()) as object
  expect(await told('b')).toMatchObject({ launchedOn: '2026-11-20', verdict: 'no-go', gateReady: 'grey', onPlan: 'grey' })
  expect(await told('a')).toMatchObject({ verdict: 'go', gateReady: 'green' })
  service.setNow(startedAt + 300 * 86_400_000)
  const { launches } = (await (await service.ask('/v1/launches')).json()) as { launches: readonly object[] }
  expect(launches).toHaveLength(2)
})

test('a caller who is bound sees no file of waivers among those that judge', async () => {
  const waivers = 'apiVersion: onlyif/v1\nkind: Waivers\nwaivers: []\n'
  const service = await testService()
  const { writeFileSync } = await import('node:fs')
  writeFileSync(`${service.folder}/waivers.yaml`, waivers)
  await service.running.commitments.refresh()
  const files = async (token?: string): Promise<string[]> =>
    (
      (await (await service.ask('/v1/commitments', token === undefined ? {} : { token })).json()) as { files: { file: string }[] }
    ).files.map(({ file }) => file)
  expect(await files()).toContain('waivers.yaml')
  expect(await files(await service.token(['read'], { products: ['basket'] }))).toEqual(expect.not.arrayContaining(['waivers.yaml']))
})
