import { expect, test } from 'vitest'
import { changedLines, edited } from '../../src/authoring/mutation/edit.ts'
import { mutantsOf } from '../../src/authoring/mutation/mutants.ts'
import { stepsOf } from '../../src/authoring/mutation/step.ts'
import { parseDocuments } from '../../src/index.ts'
import type { Commitment } from '../../src/model/commitment.ts'
import { readDocuments } from '../../src/source/document.ts'

function commitmentOf(requirement: string): Commitment {
  const text = `apiVersion: onlyif/v1\nkind: Commitment\nid: p\ntitle: P\nowner: o\ngoToMarketOnlyIf:\n  - id: r\n    title: R\n    owner: o\n${requirement.trimEnd().replaceAll(/^/gm, '    ')}\n`
  const [commitment] = parseDocuments([{ file: 'p.yaml', text }]).commitments
  if (!commitment) throw new Error(`it cannot be read: ${text}`)
  return commitment
}

const lines = (requirement: string): string[] => {
  const commitment = commitmentOf(requirement)
  return mutantsOf(commitment).map((mutant) =>
    changedLines(commitment.document.text, mutant.edit)
      .after.map((line) => line.trim())
      .join(' / '),
  )
}

test.each([
  [
    'a bar',
    'require: { a.x: { atLeast: 4.2 } }',
    [
      'require: { a.x: { moreThan: 4.2 } }',
      'require: { a.x: { atMost: 4.2 } }',
      'require: { a.x: { atLeast: 4.1 } }',
      'require: { a.x: { atLeast: 4.3 } }',
      'forbid: { a.x: { atLeast: 4.2 } }',
      'enforcement: advisory',
      'outOfScope: go',
    ],
  ],
  [
    'a bare number',
    'require: { a.x: 0 }',
    [
      'require: { a.x: { notEquals: 0 } }',
      'require: { a.x: { atLeast: 0 } }',
      'require: { a.x: { atMost: 0 } }',
      'require: { a.x: -1 }',
      'require: { a.x: 1 }',
    ],
  ],
  [
    'a range',
    'require: { a.x: { between: [1%, 2%] } }',
    [
      'require: { a.x: { atLeast: 1% } }',
      'require: { a.x: { atMost: 2% } }',
      'require: { a.x: { between: [0%, 2%] } }',
      'require: { a.x: { between: [1%, 3%] } }',
    ],
  ],
  [
    'days around the launch',
    'require: { a.x: { after: T, onOrBefore: T+35d } }',
    [
      'require: { a.x: { onOrBefore: T+35d } }',
      'require: { a.x: { after: T } }',
      'require: { a.x: { onOrAfter: T, onOrBefore: T+35d } }',
      'require: { a.x: { after: T+1d, onOrBefore: T+35d } }',
      'require: { a.x: { after: T, before: T+35d } }',
      'require: { a.x: { after: T, onOrBefore: T+34d } }',
    ],
  ],
  [
    'a list',
    'require: { a.x: { includesAll: [de, en] } }',
    ['require: { a.x: { includesAny: [de, en] } }', 'require: { a.x: { includesAll: [en] } }', 'require: { a.x: { includesAll: [de] } }'],
  ],
  [
    'items',
    'require: { a.x: { every: { it: { startsWith: y } }, size: { atLeast: 2 } } }',
    [
      'require: { a.x: { size: { atLeast: 2 } } }',
      'require: { a.x: { some: { it: { startsWith: y } }, size: { atLeast: 2 } } }',
      'require: { a.x: { every: { it: { endsWith: y } }, size: { atLeast: 2 } } }',
      'require: { a.x: { every: { it: { startsWith: y } }, size: { atLeast: 1 } } }',
    ],
  ],
  ['junctions', 'require:\n  any:\n    - a.x: true\n    - not: { a.y: 1 }', ['all:', '- a.x: false', '- { a.y: 1 }', '']],
  [
    'so many of',
    'require: { atLeastOf: { count: 2, of: [{ a.x: 1 }, { a.y: 1 }, { a.z: 1 }] } }',
    [
      'require: { atLeastOf: { count: 1, of: [{ a.x: 1 }, { a.y: 1 }, { a.z: 1 }] } }',
      'require: { atLeastOf: { count: 3, of: [{ a.x: 1 }, { a.y: 1 }, { a.z: 1 }] } }',
      'require: { atLeastOf: { count: 2, of: [{ a.x: 1 }, { a.y: 1 }] } }',
    ],
  ],
  [
    'facts that must all hold',
    'require:\n  a.x: 1   # one\n  a.y: { equals: 2 }',
    ['any: / - a.x: 1 / - a.y: { equals: 2 }', '', 'a.x: 1'],
  ],
  [
    'evidence',
    'evidence: { maxAge: 14d, link: required }\nrequire: { a.x: { atLeast: 1, minSample: 30 } }',
    [
      'evidence: { link: required }',
      'evidence: { maxAge: 14d }',
      'evidence: { maxAge: 13d, link: required }',
      'evidence: { maxAge: 15d, link: required }',
      'require: { a.x: { atLeast: 1 } }',
      'require: { a.x: { atLeast: 1, minSample: 29 } }',
    ],
  ],
  [
    'enforcement',
    'enforcement: { blockingFrom: 2027-01-01 }\nrequire: { a.x: 1 }',
    [
      'enforcement: advisory',
      'enforcement: blocking',
      'enforcement: { blockingFrom: 2026-12-31 }',
      'enforcement: { blockingFrom: 2027-01-02 }',
    ],
  ],
  [
    'waivers',
    'waivers: { approvers: [cco, owner], quorum: 2, maxDays: 60 }\nrequire: { a.x: 1 }',
    [
      'waivers: never',
      'waivers: { approvers: [owner], quorum: 2, maxDays: 60 }',
      'waivers: { approvers: [cco, owner], quorum: 1, maxDays: 60 }',
      'waivers: { approvers: [cco, owner], quorum: 2, maxDays: 61 }',
    ],
  ],
  [
    'applicability',
    'appliesWhen: { a.z: true }\nrequire: { a.x: 1 }',
    ['', 'appliesWhen: { not: { a.z: true } }', 'appliesWhen: { a.z: false }'],
  ],
])('%s is mutated as an author could by mistake', (_, requirement, expected) => {
  if (requirement.startsWith('waivers')) {
    const commitment = parseDocuments([
      {
        file: 'p.yaml',
        text: `apiVersion: onlyif/v1\nkind: Commitment\nid: p\ntitle: P\nowner: o\n${requirement.split('\n')[0] ?? ''}\ngoToMarketOnlyIf: [{ id: r, title: R, owner: o, require: { a.x: 1 } }]\n`,
      },
    ]).commitments[0]
    const found = commitment
      ? mutantsOf(commitment).map((mutant) => changedLines(commitment.document.text, mutant.edit).after.join(' / '))
      : []
    expect(found).toEqual(expect.arrayContaining([...expected]))
  } else expect(lines(requirement)).toEqual(expect.arrayContaining([...expected]))
})

test('every mutant is a text of its own that reads as YAML', () => {
  const commitment = commitmentOf(
    'appliesWhen: { a.z: { moreThan: 1 } }\nevidence: { maxAge: 14d }\nrequire:\n  a.x: { between: [1, 2] }\n  a.y:\n    size: { atLeast: 2 }\n    none: { it: x }\nforbid: { b.x: 1, b.y: 2 }\nwaivers: never',
  )
  const texts = mutantsOf(commitment).map((mutant) => edited(commitment.document.text, mutant.edit))
  expect(new Set(texts).size).toBe(texts.length)
  expect(texts.length).toBeGreaterThan(30)
  for (const text of texts) expect(readDocuments('p.yaml', text).diagnostics, text).toEqual([])
})

test.each([
  ['4.2', ['4.1', '4.3']],
  ['99.9%', ['99.8%', '100.0%']],
  ['15min', ['14min', '16min']],
  ['0d', ['1d']],
  ['EUR 10.00', ['EUR 9.99', 'EUR 10.01']],
  ['2026-03-01', ['2026-02-28', '2026-03-02']],
  ['T-30d', ['T-31d', 'T-29d']],
  ['T', ['T-1d', 'T+1d']],
  ['"2.10.0"', ['2.10.1']],
  ['true', ['false']],
  ['low', []],
])('one step from %s', (text, expected) => {
  const node = readDocuments('v.yaml', text).documents[0]?.root
  expect(node?.kind === 'scalar' ? stepsOf(node) : undefined).toEqual(expected)
})
