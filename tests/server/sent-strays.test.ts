import { expect, test } from 'vitest'
import type { Diagnostic } from '../../src/source/diagnostic.ts'
import { builtThreads } from './built-threads.ts'
import { commitment, manifest, type TestService, testService } from './service.ts'

interface Sent {
  readonly file: string
  readonly text: string
}

const facts = (launch: string): string => `apiVersion: onlyif/v1\nkind: Facts\nlaunch: ${launch}\nfacts: { open: 3 }\n`
const waivers = 'apiVersion: onlyif/v1\nkind: Waivers\nwaivers: []\n'
const launch: Sent = { file: 'launch.yaml', text: manifest() }
const beside = (text: string): Sent => ({ file: 'launch.yaml', text: `${manifest()}---\n${text}` })

const strays: readonly [string, readonly Sent[], string][] = [
  ['facts for another id', [launch, { file: 'facts.yaml', text: facts('checkout_2') }], 'launch/unknown-launch'],
  ['facts for the id in capitals', [launch, { file: 'facts.yaml', text: facts('Checkout-2') }], 'launch/unknown-launch'],
  ['a commitment beside it', [beside(commitment.replace('id: promise', 'id: strict'))], 'world/misnamed'],
  ['waivers beside it', [beside(waivers)], 'world/misnamed'],
]

async function told({ post }: TestService, documents: readonly Sent[], more: object = {}): Promise<[number, string[], string]> {
  const response = await post('/v1/decisions', { documents, ...more })
  const text = await response.text()
  const { diagnostics = [] } = JSON.parse(text) as { diagnostics?: readonly Diagnostic[] }
  return [response.status, diagnostics.map(({ code }) => code), text.replace(/"requestId":"[^"]*"/, '')]
}

test('what is sent along with a launch and would not be heeded refuses the request, here and on threads alike', async () => {
  const [here, apart] = [await testService(), await testService({ judges: builtThreads(1) })]
  for (const [name, documents, code] of strays) {
    const [status, codes, text] = await told(here, documents)
    expect([name, status, codes]).toEqual([name, 422, [code]])
    expect((await told(apart, documents))[2]).toBe(text)
  }
  expect((await here.store.list()).entries).toEqual([])
  const [status, , text] = await told(here, [launch, { file: 'facts.yaml', text: facts('checkout-2') }])
  expect([status, (await told(apart, [launch, { file: 'facts.yaml', text: facts('checkout-2') }]))[2]]).toEqual([201, text])
})

test('of commitments that are sent along, no document is passed over', async () => {
  const service = await testService()
  const along = (text: string) => ({ commitments: [{ file: 'rules/p.yaml', text }] })
  expect((await told(service, [launch], along(commitment)))[0]).toBe(200)
  for (const text of [waivers, facts('checkout-2'), manifest('other')]) {
    const [status, codes] = await told(service, [launch], along(`${commitment}---\n${text}`))
    expect([status, codes]).toEqual([422, ['world/misnamed']])
  }
  for (const [, documents, code] of strays) expect((await told(service, documents, along(commitment))).slice(0, 2)).toEqual([422, [code]])
})
