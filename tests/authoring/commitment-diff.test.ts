import { expect, test } from 'vitest'
import { diffCommitments } from '../../src/authoring/commitment-diff.ts'
import { commitmentDiffReporters } from '../../src/report/commitment-diff-reporters.ts'
import { read } from '../laws/world.ts'
import { commitment } from '../report/decisions.ts'
import { expectGolden } from '../report/golden.ts'

const catalog =
  'apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n' +
  '  csat: { type: number, name: beta satisfaction, unit: points of 5 }\n  bugs: { type: count, name: open blockers }\n' +
  '  langs: { type: list, name: languages of the help }\n  notice: { type: date, name: day of the notice }\n'

const header = 'waivers: { approvers: [cco, owner], quorum: 2, maxDays: 60 }\n'

const before = commitment(
  {
    delight: 'appliesWhen: { launch.tier: { oneOf: [1, 2] } }\nrequire: { csat: { atLeast: 4.2, minSample: 30 } }',
    'no-bugs': 'forbid: { bugs: { moreThan: 0 } }\ndue: T-7d',
    notice: 'require: { notice: { onOrBefore: T-30d } }\nenforcement: advisory',
    either: 'require: { any: [{ csat: { atLeast: 3 } }, { bugs: 0 }] }',
    old: 'require: { langs: { includesAll: [de, en] } }',
    gone: 'require: { langs: { includes: nb } }',
    word: 'require: { langs: { size: { atLeast: 2 } } }\nwhy: it matters',
  },
  header,
)

const after = commitment(
  {
    delight: 'appliesWhen: { launch.tier: { oneOf: [1, 2, 3] } }\nrequire: { csat: { atLeast: 4.5, minSample: 30 } }',
    'no-bugs': 'forbid: { bugs: { moreThan: 2 } }\ndue: T-14d',
    notice: 'require: { notice: { onOrBefore: T-45d } }\nenforcement: { blockingFrom: 2027-01-01 }',
    either: 'require: { all: [{ csat: { atLeast: 3 } }, { bugs: 0 }] }',
    renamed: 'require: { langs: { includesAll: [de, en] } }',
    fresh: 'require: { csat: { lessThan: 6 } }\nwaivers: never',
    word: 'require: { langs: { size: { atLeast: 2 } } }\nwhy: it matters to people\nwaivers: never',
  },
  `${header}outOfScope: go\n`,
)

test.each(['text', 'markdown', 'json'] as const)('two versions of a commitment as %s', (format) => {
  const result = diffCommitments(read(catalog, before), read(catalog, after))
  if (!('diff' in result)) throw new Error(JSON.stringify(result.diagnostics))
  expectGolden(
    `commitment-diff.${format}`,
    commitmentDiffReporters[format]({ before: 'main', after: 'the working tree', diff: result.diff }, { width: 80 }),
  )
})

test('a version that does not hang together is told', () => {
  const result = diffCommitments(read(catalog, before), read(catalog, commitment({ r: 'require: { csta: 1 }' })))
  expect(result).toMatchObject({ side: 'after', diagnostics: [{ code: 'commitment/unknown-fact' }] })
})

test('nothing that changed is said to have changed', () => {
  const result = diffCommitments(read(catalog, before), read(catalog, before.replaceAll('[1, 2]', '[ 1,  2 ]')))
  expect(result).toMatchObject({ diff: { strictness: 'same', requirements: [], commitments: [] } })
})
