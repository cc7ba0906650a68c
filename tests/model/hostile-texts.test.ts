import { describe, expect, test } from 'vitest'
import { parseDocuments } from '../../src/model/documents.ts'
import { pathProblem } from '../../src/model/path.ts'

const commitment = (condition: string): string => `
apiVersion: onlyif/v1
kind: Commitment
id: promise
title: we keep it
owner: product
goToMarketOnlyIf:
  - { id: a, title: it works, owner: product, require: ${condition} }
`

describe('texts made to keep a reader busy', () => {
  test('the name of a fact that is nothing but brackets', () => {
    expect(pathProblem(`a${'['.repeat(2_000_000)}`, false, '')?.code).toBe('commitment/wrong-path')
  })

  test('tests without a value, all on one line', () => {
    const tests = Array.from({ length: 30_000 }, (_, index) => `{a.b${index}: {atLeast: }}`)
    expect(parseDocuments([{ file: 'a.yaml', text: commitment(`{ all: [${tests.join(',')}] }`) }]).diagnostics).toHaveLength(30_000)
  })
})

test.each([
  ['{ beta.csat: { atLeast: } }', 'atLeast'],
  ['{ beta.csat: { atLeast : } }', 'atLeast'],
  ['{ beta.csat, beta.nps: 4 }', 'beta.csat'],
])('where no value stands in %s, its key is marked', (condition, marked) => {
  const text = commitment(condition)
  const [diagnostic] = parseDocuments([{ file: 'a.yaml', text }]).diagnostics
  const { line = 0, column = 0 } = diagnostic?.range?.start ?? {}
  expect(text.split('\n')[line - 1]?.slice(column - 1, (diagnostic?.range?.end.column ?? 0) - 1)).toBe(marked)
})
