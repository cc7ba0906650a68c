import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Decision, judge, parseDocuments } from '../../src/index.ts'
import { reasonSentence } from '../../src/report/next-steps.ts'
import { example } from '../../src/web/playground/example.ts'
import { judgeTexts } from '../../src/web/playground/judged-texts.ts'
import { type StoredLaunch, storedLaunchOf } from '../../src/web/playground/stored-launches.ts'
import { changesOf, type Tried, tryingOn } from '../../src/web/playground/whom.ts'
import { seededYear } from './seeded-year.ts'

const now = '2026-11-22'

const runs = Math.ceil(20 * Number(process.env['FC_RUNS'] ?? 1))

describe('whom a commitment would block', () => {
  const { decision } = judgeTexts(example, now)
  const stored = decision ? [storedLaunchOf(decision)] : []
  const trying = tryingOn(stored)
  const verdicts = (commitment: string): unknown => trying(commitment, now)?.map((item) => [item.id, item.conclusion?.verdict])

  test('is judged from what the last decision of each launch knows', () => {
    expect(stored[0]?.facts['beta.csat']).toMatchObject({ value: 3.9, sample: 112, asOf: '2026-11-20', by: 'insight' })
    expect(verdicts(example.commitment)).toEqual([['checkout-2', 'no-go']])
    expect(verdicts(example.commitment.replace('atLeast: 4.2', 'atLeast: 3.5'))).toEqual([['checkout-2', 'hold']])
  })

  test('the first text blocks some launches of the example organisation and lets others go', () => {
    const year = seededYear(32)
    const last = new Map(year.decisions.map((item) => [item.launch.id, item]))
    const open = [...last.values()].filter(({ launch }) => launch.launchedOn === undefined && launch.withdrawnOn === undefined)
    const tried = tryingOn(open.map(storedLaunchOf))(example.commitment, year.now) ?? []
    const verdicts = tried.map(({ conclusion }) => conclusion?.verdict)
    expect(verdicts.filter((verdict) => verdict === 'go').length).toBeGreaterThan(1)
    expect(verdicts.filter((verdict) => verdict === 'no-go' || verdict === 'hold').length).toBeGreaterThan(1)
    expect(verdicts).not.toContain(undefined)
  })

  test('leaves out what the catalog does not know, and tries nothing that has an error', () => {
    const narrow = `apiVersion: onlyif/v1\nkind: Commitment\nid: a\ntitle: T\nowner: o\ngoToMarketOnlyIf:\n  - { id: r, title: t, owner: o, require: { beta.csat: { atLeast: 3 } } }\n---\napiVersion: onlyif/v1\nkind: FactCatalog\nfacts: { beta.csat: { type: number } }\n`
    expect(verdicts(narrow)).toEqual([['checkout-2', 'go']])
    expect(verdicts(`${narrow}x: [`)).toBeUndefined()
  })

  test('is read anew where an edit gives the catalog other names', () => {
    const rule = `apiVersion: onlyif/v1\nkind: Commitment\nid: a\ntitle: T\nowner: o\ngoToMarketOnlyIf:\n  - { id: r, title: t, owner: o, require: { beta.csat: { atLeast: 3 } } }\n`
    const catalog = (facts: string): string => `${rule}---\napiVersion: onlyif/v1\nkind: FactCatalog\nfacts: { ${facts} }\n`
    expect(verdicts(catalog('beta.csat: { type: number }, beta.seats: { type: count }'))).toEqual([['checkout-2', 'go']])
    expect(verdicts(rule)).toEqual([['checkout-2', 'go']])
    expect(verdicts(catalog('beta.csat: { type: number, range: [0, 3] }'))).toEqual([['checkout-2', 'hold']])
    expect(verdicts(catalog('beta.csat: { type: number }'))).toEqual([['checkout-2', 'go']])
  })

  test('says what an edit changes, and takes what cannot be judged for blocked', () => {
    const tried = (id: string, blocked?: boolean): Tried => ({
      ...{ id, title: id, why: '' },
      ...(blocked !== undefined && decision && { conclusion: { ...decision, blocked } }),
    })
    const { blocked, freed } = changesOf(
      [tried('a', false), tried('b', true), tried('c', false), tried('d'), tried('e', true)],
      [tried('a', true), tried('b', false), tried('c'), tried('d', true), tried('e', true), tried('new', true)],
    )
    expect([...blocked].map(({ id }) => id)).toEqual(['a', 'c'])
    expect([...freed].map(({ id }) => id)).toEqual(['b'])
  })

  test('is what judging each launch anew says, however often the text is edited', () => {
    fc.assert(
      fc.property(fc.array(launchLike, { minLength: 1, maxLength: 12 }), fc.array(edit, { minLength: 2, maxLength: 6 }), (given, edits) => {
        const launches = given.map((facts, index) => storedAs(`launch-${index}`, facts))
        const trying = tryingOn(launches)
        for (const [index, text] of edits.map(textOf).entries()) {
          const day = edits[index]?.day ?? now
          const tried = trying(text, day)?.map(({ id, conclusion, why }) => [id, conclusion, why])
          expect(tried).toEqual(launches.map((launch) => judgedAnew(launch, text, day)))
        }
      }),
      { numRuns: runs },
    )
  })
})

const launchLike = fc.record(
  {
    'beta.csat': fc.record({ value: fc.constantFrom(3, 3.9, 4.2, 5, 'TBD'), asOf: fc.constantFrom('2026-10-01', '2026-11-20') }),
    'beta.seats': fc.record({ value: fc.constantFrom(0, 7, 30) }),
    'docs.languages': fc.record({ value: fc.subarray(['de', 'en', 'nb']) }),
  },
  { requiredKeys: [] },
)

const edit = fc.record({
  bar: fc.constantFrom(3, 4, 4.2),
  seats: fc.constantFrom('atLeast: 7', 'moreThan: 7', 'lessThan: 30'),
  languages: fc.constantFrom('includesAll: [de]', 'includesAny: [nb, en]'),
  maxAge: fc.constantFrom('', ', maxAge: 14d'),
  enforcement: fc.constantFrom('blocking', 'advisory', '{ blockingFrom: 2026-11-22 }'),
  applies: fc.constantFrom('', 'appliesWhen: { beta.seats: { moreThan: 0 } }, '),
  catalog: fc.constantFrom('range: [1, 5]', 'range: [1, 4]', 'maxAge: 30d'),
  day: fc.constantFrom(now, '2026-10-07'),
})

function textOf({
  bar,
  seats,
  languages,
  maxAge,
  enforcement,
  applies,
  catalog,
}: typeof edit extends fc.Arbitrary<infer T> ? T : never): string {
  return `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: We go only if
owner: cco
outOfScope: go
goToMarketOnlyIf:
  - { id: delight, title: they like it, owner: product, ${applies}enforcement: ${enforcement}, require: { beta.csat: { atLeast: ${bar}${maxAge} } } }
  - { id: seats, title: it is tried, owner: product, require: { any: [{ beta.seats: { ${seats} } }, { docs.languages: { ${languages} } }] } }
---
apiVersion: onlyif/v1
kind: FactCatalog
facts:
  beta.csat: { type: number, ${catalog} }
  beta.seats: { type: count }
  docs.languages: { type: list }
`
}

function storedAs(id: string, facts: StoredLaunch['facts']): StoredLaunch {
  return { verdict: 'go', blocked: false, now, header: { id, title: id, owner: 'team' }, facts }
}

/** What the whole decision says, made of nothing that was kept. */
function judgedAnew({ header, facts }: StoredLaunch, commitment: string, day: string): unknown {
  const manifest = JSON.stringify({ apiVersion: 'onlyif/v1', kind: 'Launch', ...header, facts })
  const documents = parseDocuments([
    { file: 'commitment.yaml', text: commitment },
    { file: 'launch.yaml', text: manifest },
  ])
  const [launch] = documents.launches
  const decision = launch && judge({ documents, launch, now: day }).decision
  return [header['id'], decision && pick(decision), decision && reasonSentence(decision)]
}

function pick({ verdict, counts, blocked }: Decision): unknown {
  return { verdict, counts, blocked }
}
