import { expect, test } from 'vitest'
import { lintDocuments } from '../../../src/server/judging/linting.ts'

const many = 6000

function numbered(text: (n: number) => string): string {
  return Array.from({ length: many }, (_, n) => text(n)).join(', ')
}

const head = 'apiVersion: onlyif/v1\nkind:'
const commitment = (require: string): string =>
  `${head} Commitment\nid: c\ntitle: t\nowner: o\ngoToMarketOnlyIf:\n  - { id: r, title: t, owner: o, require: ${require} }\n`

test.each<[what: string, code: string, texts: Readonly<Record<string, string>>]>([
  [
    'texts that a launch spells otherwise',
    'commitment/near-miss',
    {
      'rules/c.yaml': commitment(`{ a.b: { includesAny: [${numbered((n) => `x${n}`)}] } }`),
      'launch.yaml': `${head} Launch\nid: l\ntitle: t\nowner: o\nfacts: { a.b: [${numbered((n) => `X ${n}`)}] }\n`,
    },
  ],
  [
    'bounds that stop what is better',
    'commitment/against-better',
    {
      'rules/c.yaml': commitment(`{ any: [${numbered((n) => `{ a.b: { atMost: ${n} } }`)}] }`),
      'catalog.yaml': `${head} FactCatalog\nfacts: { a.b: { type: number, better: higher } }\n`,
    },
  ],
])('very many %s are told quickly: nobody keeps others waiting by them', (_, code, texts) => {
  const documents = Object.entries(texts).map(([file, text]) => ({ file, text }))
  const start = performance.now()
  const found = lintDocuments(undefined, { kind: 'lint', documents, now: '2026-11-22T12:00:00Z' })
  expect(performance.now() - start).toBeLessThan(6000)
  expect(found.filter((item) => item.code === code).length).toBeGreaterThan(90)
})
