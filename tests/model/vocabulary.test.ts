import { expect, test } from 'vitest'
import { parseDocuments } from '../../src/model/documents.ts'
import { buildVocabulary, unknownFacts } from '../../src/model/vocabulary.ts'

const head = 'apiVersion: onlyif/v1\nkind:'

test('of many facts that no catalog knows those that are shown are told what was meant, and the others are compared with nothing', () => {
  const facts = Array.from({ length: 150 }, (_, i) => `  betta.csat${100 + i}: 1\n`).join('')
  const { catalogs, launches } = parseDocuments([
    {
      file: 'catalog.yaml',
      text: `${head} FactCatalog\nfacts:\n${facts.replaceAll('betta.', 'beta.').replaceAll(': 1', ': { type: number }')}`,
    },
    { file: 'launch.yaml', text: `${head} Launch\nid: l\ntitle: L\nowner: o\nfacts:\n${facts}` },
  ])
  const set = launches[0]?.facts
  const hints = set && unknownFacts(set, buildVocabulary(catalogs, [], [])).map(({ hint }) => hint)
  expect(hints).toHaveLength(150)
  expect(hints?.slice(0, 100).every((hint) => hint?.includes('beta.csat'))).toBe(true)
  expect(new Set(hints?.slice(100))).toEqual(new Set(['describe it in the catalog, or leave it out']))
})
