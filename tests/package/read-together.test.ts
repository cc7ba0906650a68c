import { describe, expect, test } from 'vitest'
import { type Documents, decide, judge, parseDocuments, prepare, type SourceFile } from '../../src/index.ts'

const now = '2026-10-07T09:00:00Z'

const commitment = (id: string, demand = 'beta.csat: { atLeast: 4.2 }'): string => `
apiVersion: onlyif/v1
kind: Commitment
id: ${id}
title: We go only if
owner: cco
goToMarketOnlyIf:
  - { id: r, title: it holds, owner: product, require: { ${demand} } }
`
const manifest = (id: string, owner = 'owner'): string =>
  `{ apiVersion: onlyif/v1, kind: Launch, id: ${id}, title: A launch, ${owner}: team, facts: { beta.csat: 4.4 } }`
const factsOf = (launch: string, value: string): string =>
  `{ apiVersion: onlyif/v1, kind: Facts, launch: ${launch}, facts: { beta.csat: ${value} } }`
const broken = commitment('broken', 'beta.csat: { atLest: 5 }')

function files(...texts: readonly string[]): SourceFile[] {
  return texts.map((text, index) => ({ file: `${index}.yaml`, text }))
}

function verdictOf(documents: Documents, id: string): string {
  const launch = documents.launches.find((item) => item.id === id)
  if (!launch) return 'not read'
  const { decision, diagnostics } = judge({ documents, launch, now })
  return decision?.verdict ?? diagnostics.map((item) => item.code).join(' ')
}

describe('what was read along with an error decides nothing, whether or not anyone looks at the diagnostics', () => {
  const documents = parseDocuments(files(commitment('sound'), broken, manifest('search')))
  const [launch] = documents.launches
  if (!launch) throw new Error('no launch')

  test('as a whole', () => {
    expect(verdictOf(documents, 'search')).toBe('commitment/unknown-operator')
    expect(prepare({ documents, now }).diagnostics.map((item) => item.code)).toEqual(['commitment/unknown-operator'])
  })

  test('in parts, picked one by one', async () => {
    const { commitments } = documents
    expect(judge({ commitments, launch, now }).decision).toBeUndefined()
    expect((await decide({ commitments, launch, now })).decision).toBeUndefined()
    expect(prepare({ commitments, now }).judge(launch).decision).toBeUndefined()
  })

  test('with a launch that was read on its own', () => {
    const [own] = parseDocuments(files(manifest('search'))).launches
    expect(own && judge({ documents, launch: own, now }).decision).toBeUndefined()
  })

  test('and when the file with the error was read on its own, once its diagnostics are handed on', () => {
    const [sound] = [parseDocuments(files(commitment('sound'), manifest('search')))]
    const { diagnostics } = parseDocuments(files(broken))
    const [own] = sound.launches
    if (!own) throw new Error('no launch')
    expect(judge({ ...sound, launch: own, now }).decision?.verdict).toBe('go')
    const refused = judge({ ...sound, diagnostics, launch: own, now })
    expect([refused.decision, refused.diagnostics.map((item) => item.code)]).toEqual([undefined, ['commitment/unknown-operator']])
  })

  test('a text that is no YAML may have been anything', () => {
    expect(verdictOf(parseDocuments(files(commitment('sound'), manifest('search'), 'a: [')), 'search')).toBe('yaml/syntax')
  })
})

describe('an error in what concerns one launch leaves the others', () => {
  test('a manifest', () => {
    const documents = parseDocuments(files(commitment('sound'), manifest('search'), manifest('checkout', 'onwer')))
    expect([verdictOf(documents, 'search'), verdictOf(documents, 'checkout')]).toEqual(['go', 'not read'])
  })

  test("another team's facts", () => {
    const documents = parseDocuments(
      files(commitment('sound'), manifest('search'), manifest('checkout'), factsOf('checkout', '{ value: 1, vlaue: 2 }')),
    )
    expect(documents.diagnostics.length).toBeGreaterThan(0)
    expect([verdictOf(documents, 'search'), verdictOf(documents, 'checkout')]).toEqual(['go', documents.diagnostics[0]?.code])
  })
})

describe('nothing of the whole is forgotten', () => {
  test('facts of other teams, which may contradict', () => {
    const documents = parseDocuments(files(commitment('sound'), manifest('search'), factsOf('search', '2')))
    expect(verdictOf(documents, 'search')).toBe('hold')
    const [launch] = documents.launches
    if (!launch) throw new Error('no launch')
    expect(prepare({ documents, now }).judge(launch).decision?.verdict).toBe('hold')
  })

  test('the catalog, and the digests of files', () => {
    const catalog = '{ apiVersion: onlyif/v1, kind: FactCatalog, facts: { beta.csat: { type: number, range: [1, 4] } } }'
    const documents = parseDocuments(files(commitment('sound', 'beta.csat: { atLeast: 4 }'), manifest('search'), catalog))
    expect(verdictOf(documents, 'search')).toBe('hold')
    const [launch] = documents.launches
    const inputs = launch && judge({ documents, launch, now }).decision?.inputs
    expect(inputs?.map((item) => item.digest)).toEqual(['0.yaml', '2.yaml', '1.yaml'].map((file) => documents.digests.get(file)))
  })

  test('the config, of which there can be only one', () => {
    const config = '{ apiVersion: onlyif/v1, kind: Config, requireProof: true }'
    const waivable = commitment('sound', 'beta.csat: { atLeast: 4.5 }').replace(
      'owner: cco',
      'owner: cco\nwaivers: { approvers: [cco], quorum: 1, maxDays: 60 }',
    )
    const waiver = `{ apiVersion: onlyif/v1, kind: Waivers, waivers: [{ id: W-1, launch: search, requirement: sound/r,
      covers: { beta.csat: { atLeast: 4 } }, as: accepted, reason: next week, requestedBy: ola,
      approved: [{ by: maria, role: cco, on: 2026-10-06 }], expires: 2026-10-20 }] }`
    expect(verdictOf(parseDocuments(files(waivable, manifest('search'), waiver)), 'search')).toBe('conditional-go')
    expect(verdictOf(parseDocuments(files(waivable, manifest('search'), waiver, config)), 'search')).toBe('no-go')
    expect(verdictOf(parseDocuments(files(waivable, manifest('search'), waiver, config, config)), 'search')).toBe('world/several-documents')
  })
})

test('judging by both keys gives the same bytes, prepared or not', async () => {
  const documents = parseDocuments(files(commitment('sound'), manifest('search')))
  const [launch] = documents.launches
  if (!launch) throw new Error('no launch')
  const { decision } = judge({ documents, launch, now })
  expect(decision?.verdict).toBe('go')
  expect((await decide({ documents, launch, now })).decision).toEqual(decision)
  expect((await prepare({ documents, now }).decide(launch)).decision).toEqual(decision)
})
