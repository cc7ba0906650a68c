import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { judge, parseDocuments } from '../../src/index.ts'

interface LeafCase {
  readonly law: string
  readonly require?: unknown
  readonly forbid?: unknown
  readonly evidence?: unknown
  readonly launch?: Record<string, unknown>
  readonly given?: Record<string, unknown>
  readonly catalog?: Record<string, unknown>
  readonly rows: readonly (readonly [evidence: string, outcome: string, reason?: string])[]
}

const cases = parse(readFileSync(new URL('leaves.yaml', import.meta.url), 'utf8')) as LeafCase[]

function documents(given: LeafCase, evidence: string): string {
  const head = { apiVersion: 'onlyif/v1' }
  const requirement = {
    id: 'r',
    title: 'it is so',
    owner: 'someone',
    evidence: given.evidence,
    require: given.require,
    forbid: given.forbid,
  }
  const commitment = {
    ...head,
    kind: 'Commitment',
    id: 'c',
    title: 'We go only if',
    owner: 'someone',
    goToMarketOnlyIf: [JSON.parse(JSON.stringify(requirement))],
  }
  const parts = [stringify(commitment)]
  if (given.catalog) parts.push(stringify({ ...head, kind: 'FactCatalog', facts: given.catalog }))
  const others = Object.entries(given.given ?? {}).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`)
  const facts = `facts:\n${evidence === 'absent' ? '' : `  x: ${evidence}\n`}${others.join('')}`
  parts.push(`${stringify({ ...head, kind: 'Launch', id: 'l', title: 'L', owner: 'team', ...given.launch })}${facts}`)
  return parts.join('---\n')
}

for (const given of cases) {
  test.each(given.rows.map(([evidence, outcome, reason]) => ({ evidence, outcome, reason })))(
    `${given.law}: $evidence is $outcome $reason`,
    (row) => {
      const read = parseDocuments([{ file: 'case.yaml', text: documents(given, row.evidence) }])
      expect(read.diagnostics.filter((item) => item.severity === 'error')).toEqual([])
      const [launch] = read.launches
      if (!launch) throw new Error('the case has no launch')
      const { decision, diagnostics } = judge({
        commitments: read.commitments,
        catalog: read.catalogs,
        launch,
        now: '2026-10-07T09:00:00Z',
      })
      expect(diagnostics.filter((item) => item.severity === 'error')).toEqual([])
      const [requirement] = decision?.requirements ?? []
      expect(requirement?.outcome).toBe(row.outcome)
      if (row.reason) expect(requirement?.findings.find((finding) => finding.decisive)?.reason).toBe(row.reason)
      expect(decision?.verdict).toBe(row.outcome === 'met' ? 'go' : row.outcome === 'unmet' ? 'no-go' : 'hold')
    },
  )
}
