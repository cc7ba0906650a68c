import { expect, test } from 'vitest'
import type { Diagnostic } from '../../src/source/diagnostic.ts'
import { commitment, manifest, type TestService, testService } from './service.ts'

test('lints files by themselves and with those of the service', async () => {
  const service = await testService()
  const wrong = { documents: [{ file: 'launch.yaml', text: manifest().replace('title:', 'titel:') }] }
  expect(await (await service.post('/v1/lint', wrong)).json()).toMatchObject({
    diagnostics: [{ file: 'launch.yaml', severity: 'error' }],
  })
  expect(await (await service.post('/v1/lint', { documents: [{ file: 'launch.yaml', text: manifest() }] })).json()).toMatchObject({
    diagnostics: [],
  })
})

async function codesOf({ post }: TestService, documents: Readonly<Record<string, string>>): Promise<string[]> {
  const sent = Object.entries(documents).map(([file, text]) => ({ file, text }))
  const { diagnostics } = (await (await post('/v1/lint', { documents: sent })).json()) as { diagnostics: readonly Diagnostic[] }
  return diagnostics.map(({ file, code }) => `${file} ${code}`)
}

const waiver = (expires: string, requirement = 'promise/delight'): string => `apiVersion: onlyif/v1
kind: Waivers
waivers:
  - id: W-1
    launch: checkout-2
    requirement: ${requirement}
    covers: { beta.csat: { atLeast: 3.5 } }
    as: accepted
    reason: the complaints are about payment
    requestedBy: ola
    approved: [{ by: maria, role: cco, on: 2026-11-01 }, { by: tom, role: owner, on: 2026-11-01 }]
    expires: ${expires}
`

test('says of waivers what `onlyif lint` says of them', async () => {
  const service = await testService()
  expect(await codesOf(service, { 'waivers.yaml': waiver('2026-12-20') })).toEqual([])
  expect(await codesOf(service, { 'waivers.yaml': waiver('2026-11-20') })).toEqual(['waivers.yaml waiver/expired'])
  expect(await codesOf(service, { 'waivers.yaml': waiver('2026-12-20', 'promise/deligth') })).toEqual([
    'waivers.yaml waiver/unknown-requirement',
  ])
})

test('a commitment that is sent stands for the one of its id that the service has', async () => {
  const service = await testService()
  expect(await codesOf(service, { 'new.yaml': commitment.replace('atLeast: 4.2', 'atLeast: 4.4') })).toEqual([])
})
