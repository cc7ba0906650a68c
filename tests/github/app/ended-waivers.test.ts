import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { canonicalJson } from '../../../src/source/digest.ts'
import { bad, config, launch, promise, waivers } from '../../action/documents.ts'
import { change, files, last } from './change.ts'
import { type AppStage, appForEachTest } from './stage.ts'

const stage = appForEachTest()
const gap = { fact: 'beta.csat', operator: 'atLeast', expected: 4.2, resolved: null, asks: null, polarity: 'require' }

/** Has a waiver of the service in force that is withdrawn once it was looked up, so many times anew. */
async function withdrawnMeanwhile({ store }: AppStage, times: number): Promise<() => number> {
  const [waiver] = (parse(waivers('a')) as { waivers: object[] }).waivers
  const shortfall = [canonicalJson({ ...gap, result: 'unmet', reason: 'shortfall' })]
  const add = async (id: string): Promise<void> => {
    const document = JSON.stringify({ waiver: { ...waiver, id }, shortfall, answers: [] })
    await store.waivers.add({ id, launch: 'a', requirement: 'promise/delight', decision: 'd', state: 'in-force', document })
  }
  const { list } = store.waivers
  let looked = 0
  await add('W-1')
  Object.assign(store.waivers, {
    list: async (query: Parameters<typeof list>[0]) => {
      const found = await list(query)
      if (query?.ids || looked === times) return found
      for (const { id, version, document } of found) await store.waivers.change(id, version, { state: 'withdrawn', document })
      looked += 1
      if (looked < times) await add(`W-${looked + 1}`)
      return found
    },
  })
  return () => looked
}

const base = { 'rules/promise.yaml': promise(4.2), 'onlyif.yaml': config('roles: { cco: [maria] }'), 'launch.yaml': launch('a', bad) }

test('a deployment is not approved by a waiver that is withdrawn while it is judged', async () => {
  const place = await stage(base, { serviceWaivers: true })
  const looked = await withdrawnMeanwhile(place, 1)
  expect([(await place.deploy()).gate.answer?.state, looked()]).toEqual(['rejected', 1])
  expect((await place.store.list()).entries.map(({ recorded }) => recorded.verdict)).toEqual(['no-go'])
})

test('a deployment waits while waivers end as fast as it is judged by them, and nothing is recorded', async () => {
  const place = await stage(base, { serviceWaivers: true })
  await withdrawnMeanwhile(place, 4)
  const { gate } = await place.deploy()
  expect([gate.answer, gate.reports, (await place.store.list()).entries]).toEqual([undefined, [], []])
  place.pass(600_000)
  expect([await place.work(), gate.answer?.state]).toEqual([[], 'rejected'])
  expect((await place.store.list()).entries.map(({ recorded }) => recorded.verdict)).toEqual(['no-go'])
})

test('a check is no success by a waiver that is withdrawn while it is judged', async () => {
  const place = await stage(files, { checks: true, serviceWaivers: true })
  await withdrawnMeanwhile(place, 1)
  await change(place, bad)
  expect(last(place)).toMatchObject({ conclusion: 'failure', title: 'NO-GO: 1 to fix' })
})
