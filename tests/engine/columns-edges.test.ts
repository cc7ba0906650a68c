import { describe, expect, test } from 'vitest'
import { type Columns, judgeColumns } from '../../src/engine/columns.ts'
import { type PreparedJudge, prepare } from '../../src/engine/judge.ts'
import { parseDocuments } from '../../src/model/documents.ts'

const head = (kind: string): string => `apiVersion: onlyif/v1\nkind: ${kind}\n`

const commitment = (id: string, rest: string, demand = 'require: { a: 1 }'): string =>
  `${head('Commitment')}id: ${id}\ntitle: t\nowner: o\n${rest}goToMarketOnlyIf:\n  - { id: r, title: t, owner: o, ${demand} }\n`

const launch = (id: string, facts: string): string => `${head('Launch')}id: ${id}\ntitle: t\nowner: o\ntier: 2\nfacts: { ${facts} }\n`

function judged(texts: readonly string[], now = '2026-10-07'): PreparedJudge {
  const { commitments, catalogs } = parseDocuments(texts.map((text, at) => ({ file: `${at}.yaml`, text })))
  return prepare({ commitments, catalog: catalogs, now })
}

const launchesOf = (...texts: readonly string[]): Parameters<typeof judgeColumns>[1] =>
  parseDocuments(texts.map((text, at) => ({ file: `l${at}.yaml`, text }))).launches.map((item) => ({ launch: item }))

const verdicts = (columns: Columns): unknown[] => Array.from({ length: columns.count }, (_, at) => columns.verdictAt(at))

const oneByOne = (prepared: PreparedJudge, launches: Parameters<typeof judgeColumns>[1]): unknown[] =>
  launches.map((item) => prepared.open(item.launch, item.facts).judged?.judgement.verdict)

describe('launches that are judged together, and to which nothing applies', () => {
  const [scoped, going] = ['appliesWhen: { launch.tier: 1 }\n', 'outOfScope: go\n']
  const rows: readonly [what: string, commitments: readonly string[], verdict: string][] = [
    ['go where every commitment says so', [commitment('one', scoped + going), commitment('two', scoped + going)], 'go'],
    ['hold where one commitment does not', [commitment('one', scoped + going), commitment('two', scoped)], 'hold'],
    ['hold where no commitment does', [commitment('one', scoped)], 'hold'],
    [
      'hold where it is not known whether something applies',
      [commitment('one', `appliesWhen: { z: 1 }\n${going}`), commitment('two', scoped + going)],
      'hold',
    ],
  ]

  test.each(rows)('%s', (_, texts, verdict) => {
    const prepared = judged(texts)
    const launches = launchesOf(launch('l', 'a: 1'))
    expect(verdicts(judgeColumns(prepared, launches))).toEqual([verdict])
    expect(oneByOne(prepared, launches)).toEqual([verdict])
  })
})

test('a launch for which there is no decision is counted as that, and comes to nothing', () => {
  const catalog = `${head('FactCatalog')}facts: { a: { type: number } }\n`
  const columns = judgeColumns(
    judged([commitment('c', ''), catalog]),
    launchesOf(launch('l', 'a: 1'), launch('m', 'a: 1, b: 1'), launch('n', 'a: 2')),
  )
  expect(verdicts(columns)).toEqual(['go', undefined, 'no-go'])
  expect([0, 1, 2].map((at) => columns.outcomeAt(0, at))).toEqual(['met', undefined, 'unmet'])
  expect([0, 1, 2].map((at) => columns.outcomeCountsAt(at)?.blocking.met)).toEqual([1, undefined, 0])
  expect(columns.outcomeAt(1, 0)).toBeUndefined()
  expect(columns.counts).toEqual({ go: 1, 'conditional-go': 0, hold: 0, 'no-go': 1, undecided: 1 })
})

describe('what was judged once is not taken for what it comes to', () => {
  const launches = launchesOf(launch('l', 'a: { value: 1, asOf: 2026-10-01 }'))
  const aged = commitment('c', '', 'require: { a: { equals: 1, maxAge: 7d } }')
  const catalog = (rule: string): string => `${head('FactCatalog')}facts: { a: { type: number${rule} } }\n`
  const edits: readonly [what: string, before: PreparedJudge, after: PreparedJudge, verdict: string | undefined][] = [
    ['at another time', judged([aged]), judged([aged], '2026-10-09'), 'hold'],
    ['back at the time before', judged([aged], '2026-10-09'), judged([aged]), 'go'],
    [
      'once a catalog asks for more',
      judged([commitment('c', ''), catalog('')]),
      judged([commitment('c', ''), catalog(', maxAge: 1d')]),
      'hold',
    ],
    [
      'once there is a catalog',
      judged([commitment('c', '')]),
      judged([commitment('c', ''), `${head('FactCatalog')}facts: { z: { type: number } }\n`]),
      undefined,
    ],
    ['once there is no catalog', judged([commitment('c', ''), catalog(', maxAge: 1d')]), judged([commitment('c', '')]), 'go'],
    [
      'once commitments are wrong',
      judged([commitment('c', '')]),
      judged([commitment('c', '', 'require: { a: { atLeast: x } }')]),
      undefined,
    ],
    ['once there is no commitment', judged([commitment('c', '')]), judged([]), undefined],
  ]

  test.each(edits)('%s', (_, before, after, verdict) => {
    const again = judgeColumns(before, launches).again(after)
    expect(verdicts(again)).toEqual([verdict])
    expect(oneByOne(after, launches)).toEqual([verdict])
  })
})
