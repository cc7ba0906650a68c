import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parseDocuments } from '../../src/model/documents.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { link } from '../../src/model/link.ts'
import { type Explanation, type ExplanationInput, explain } from '../../src/report/explain/explanation.ts'
import { explainers } from '../../src/report/explain/formats.ts'
import { recordBook } from '../../src/report/explain/record.ts'
import { commitment, exampleDecision } from './decisions.ts'
import { expectGolden } from './golden.ts'
import { catalogOfOthers, rows } from './operators.ts'

const unsound = /undefined|\[object|NaN|null|\S {2,}\S|``|\bnot not\b/
const root = fileURLToPath(new URL('../../', import.meta.url))

function explained(
  files: Readonly<Record<string, string>>,
  { decisions, ...more }: Partial<ExplanationInput> & { readonly decisions?: readonly Decision[] } = {},
): Explanation {
  const documents = parseDocuments(Object.entries(files).map(([file, text]) => ({ file, text })))
  const linked = link(documents)
  expect([...documents.diagnostics, ...linked.diagnostics]).toEqual([])
  const records = decisions && recordBook()
  for (const decision of decisions ?? []) records?.add(decision)
  return explain({ linked, tests: documents.tests, ...(records && { records }), ...more })
}

const read = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]))

const catalogOf = (type: string): string =>
  `apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  a.fact: { type: ${type}, name: the thing, unit: points of 5, from: the weekly export }\n${catalogOfOthers.map((line) => `  ${line}\n`).join('')}`

/** Everything that is said of the demands of the first requirement. */
function demands(body: string, catalog?: string): string[] {
  const files = { 'rules.yaml': commitment({ r: body }), ...(catalog !== undefined && { 'catalog.yaml': catalog }) }
  const text = explainers.text(explained(files), { width: 120 })
  const lines = text.split('\n')
  const from = lines.findIndex((line) => line.startsWith('  applies when') || line.startsWith('  demands'))
  const end = lines.findIndex((line, index) => index > from && line.startsWith('  owner  '))
  return lines.slice(from, end)
}

test('every operator is demanded and forbidden in words that people have read', () => {
  const lines = rows.flatMap((row) =>
    (['require', 'forbid'] as const).flatMap((polarity) => {
      const body = `${polarity}:\n  a.fact: ${row.test}`
      const bare = row.name.includes('fact') ? [] : demands(body)
      return [`${row.name}, ${polarity}`, ...demands(body, catalogOf(row.type)), ...bare]
    }),
  )
  for (const line of lines) expect(line.trim().replace(/^(?:applies when|\w+) +/, '')).not.toMatch(unsound)
  expectGolden('explain-operators.txt', `${lines.join('\n')}\n`)
})

const nestings: Readonly<Record<string, string>> = {
  'a mapping of facts': 'require: { a: 1, b: 2 }',
  'several tests of one fact': 'require: { a: { atLeast: 1, atMost: 5, notEquals: 3, minSample: 30 } }',
  'all in all': 'require: { all: [{ a: 1 }, { all: [{ b: 2 }, { c: 3 }] }] }',
  any: 'require: { any: [{ a: 1 }, { b: 2 }] }',
  'any of mappings': 'require: { any: [{ a: 1, b: 2 }, { c: 3 }] }',
  'all of any': 'require: { all: [{ any: [{ a: 1 }, { b: 2 }] }, { c: 3 }] }',
  'any of one': 'require: { any: [{ a: 1 }] }',
  'any of all of any': 'require: { any: [{ all: [{ a: 1 }, { any: [{ b: 2 }, { c: 3 }] }] }, { d: 4 }] }',
  'not one': 'require: { not: { a: 1 } }',
  'not any': 'require: { not: { any: [{ a: 1 }, { b: 2 }] } }',
  'not all': 'require: { not: { all: [{ a: 1 }, { b: 2 }] } }',
  'double negation': 'require: { not: { not: { a: 1 } } }',
  atLeastOf: 'require: { atLeastOf: { count: 2, of: [{ a: 1 }, { b: 2 }, { c: 3 }] } }',
  'atLeastOf one': 'require: { atLeastOf: { count: 1, of: [{ a: 1 }, { b: 2 }] } }',
  'atLeastOf all': 'require: { atLeastOf: { count: 2, of: [{ a: 1 }, { b: 2 }] } }',
  'not atLeastOf': 'require: { not: { atLeastOf: { count: 2, of: [{ a: 1 }, { b: 2 }, { c: 3 }] } } }',
  'atLeastOf with any': 'require: { atLeastOf: { count: 2, of: [{ any: [{ a: 1 }, { b: 2 }] }, { c: 3 }, { d: 4, e: 5 }] } }',
  'forbid several': 'forbid: { a: { moreThan: 0 }, b: true }',
  'forbid all': 'forbid: { all: [{ a: 1 }, { b: 2 }] }',
  'forbid any': 'forbid: { any: [{ c: 3 }, { not: { d: 4 } }] }',
  'require and forbid': 'require: { a: 1 }\nforbid: { b: 2 }',
  'applies when one': 'appliesWhen: { launch.tier: { oneOf: [1, 2] } }\nrequire: { a: 1 }',
  'applies when several': 'appliesWhen: { launch.tier: 1, price.changes: true }\nrequire: { a: 1 }',
  'applies when any': 'appliesWhen: { any: [{ launch.markets: { includes: DE } }, { not: { price.changes: true } }] }\nrequire: { a: 1 }',
  'evidence of all alike': 'evidence: { maxAge: 14d, link: required }\nrequire: { a: 1, b: { atLeast: 2, minSample: 30 } }',
  'the strictest evidence': 'evidence: { maxAge: 14d }\nrequire: { a: { atLeast: 1, maxAge: 24h, minWindow: 28d } }',
  'evidence, and a field of the launch': 'evidence: { maxAge: 14d, note: required }\nrequire: { a: 1, launch.tier: 1 }',
  quantifiers:
    'require: { a: { every: { status: closed, days: { atMost: 3 } } }, b: { some: { it: x } }, c: { none: { any: [{ k: 1 }, { l: { size: 2 } }] } } }',
}

test('every nesting reads as people have read it', () => {
  const lines = Object.entries(nestings).flatMap(([name, body]) => [
    name,
    ...body.split('\n').map((line) => `    ${line}`),
    ...demands(body),
    '',
  ])
  for (const line of lines) expect(line.trim()).not.toMatch(/undefined|\[object|NaN|null|``|\bnot not\b/)
  expectGolden('explain-nestings.txt', lines.join('\n'))
})

const terms: Readonly<Record<string, string>> = {
  advisory: 'enforcement: advisory',
  dated: 'enforcement: { blockingFrom: 2027-01-01 }',
  'due before launch': 'due: T-14d',
  'due a day before': 'due: T-1d',
  'due at launch': 'due: T',
  'due after launch': 'due: T+35d',
  'due on a day': 'due: 2026-10-01',
  'waived by one': 'waivers: { approvers: [cco], quorum: 1, maxDays: 30 }',
  'waived by both': 'waivers: { approvers: [cco, owner], quorum: 2, maxDays: 1 }',
  'waived by all': 'waivers: { approvers: [cco, ceo, owner], quorum: 3, maxDays: 60 }',
  'waived by some': 'waivers: { approvers: [cco, ceo, owner], quorum: 2, maxDays: 60 }',
  'waived by any': 'waivers: { approvers: [cco, owner], quorum: 1, maxDays: 60 }',
  'hand-off to': 'handOff: { to: support }',
  'hand-off of': 'handOff: { from: product, what: notes }',
  everything:
    'why: because\nhonors: we ask\nstage: pay\ncompetency: 3\ndue: T-3d\nhandOff: { from: product, to: support, what: notes }\nifUnmet: ask again',
}

test('whose, by when, how strict and who may waive read as people have read them', () => {
  const header = 'journey: [pay]\nwaivers: { approvers: [cco, ceo, owner], quorum: 1, maxDays: 60 }\n'
  const texts = Object.entries(terms).map(([name, body]) => {
    const own = body.includes('waivers') ? '' : '\nwaivers: never'
    const text = explainers.text(explained({ 'rules.yaml': commitment({ r: `${body}${own}\nrequire: { a: 1 }` }, header) }), {})
    return `${name}\n${text.slice(text.indexOf('\n\n') + 2)}`
  })
  expectGolden('explain-terms.txt', texts.join('\n'))
})

const market = [
  'rules/market-promise/commitment.yaml',
  'rules/market-promise/catalog.yaml',
  'rules/market-promise/tests.yaml',
  'rules/five-conditions/commitment.yaml',
  'rules/five-conditions/tests.yaml',
]

describe('the whole of an example', () => {
  const explanation = explained(read(market), { decisions: [exampleDecision('saved-baskets'), exampleDecision('one-page-checkout')] })

  test.each(['text', 'markdown', 'html', 'json'] as const)('%s', (format) => {
    expectGolden(`explain.${{ text: 'txt', markdown: 'md', html: 'html', json: 'json' }[format]}`, explainers[format](explanation, {}))
  })

  test('no line is wider than the terminal', () => {
    for (const width of [40, 60, 80, 120])
      for (const line of explainers.text(explanation, { width }).split('\n')) expect(line.length, line).toBeLessThanOrEqual(width)
  })
})

test('a requirement that another commitment lists is told once in full, and in full where it is alone', () => {
  const files = read(market)
  const alone = explained(files, { isAsked: ({ commitment: id }) => id === 'five-conditions' })
  expect(explainers.text(alone, {})).not.toContain('told in full there')
  expect(explainers.text(alone, {}).match(/^ {2}demands /gm)?.length).toBe(5)
  const both = explainers.text(explained(files), {})
  expect(both.match(/told in full there/g)?.length).toBe(5)
  expect(both.match(/^ {2}demands /gm)?.length).toBe(12)
})

test('the record counts each decision once, and says how often a requirement was waived', () => {
  const decision = exampleDecision('saved-baskets')
  const { commitments } = explained(read(market), { decisions: [decision, decision] })
  const records = commitments.flatMap((item) => item.requirements).flatMap(({ record }) => record ?? [])
  expect(records.length).toBeGreaterThan(12)
  for (const { decisions, outcomes } of records) {
    expect(decisions).toBe(1)
    expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(1)
  }
  const lowered = {
    ...decision,
    digest: 'sha256:0',
    requirements: decision.requirements.map((item) => ({ ...item, outcome: 'waived' as const })),
  }
  const text = explainers.text(explained(read(market), { decisions: [decision, lowered] }), { width: 120 })
  expect(text).toContain('record       in 2 decisions about 1 launch: 1 met and 1 waived; waived in 50 % of those where it applied')
  expect(text).toContain(
    'record       in 2 decisions about 1 launch: 1 waived and 1 not applicable; waived in 100 % of those where it applied',
  )
  expect(explainers.text(explained(read(market)), {})).not.toContain('  record')
})

test('nothing that stands in a file becomes mark-up, a command or a link', () => {
  const bad = '</title><script>alert(1)</script> @team #12 [x](https://x.example) ::error:: \\u001b[31m'
  const files = {
    'rules.yaml': commitment({
      r: `why: ${JSON.stringify(bad)}\nifUnmet: "::set-output name=x::1"\nrequire: { a.fact: { equals: ${JSON.stringify(bad)} } }`,
    }),
    'catalog.yaml': `apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  a.fact: { type: text, name: ${JSON.stringify(bad)}, means: ${JSON.stringify(bad)} }\n`,
  }
  const explanation = explained(files)
  const html = explainers.html(explanation, {})
  expect(html).not.toMatch(/<script|<\/title><\/title>|<img/)
  expect(html.match(/<title>/g)?.length).toBe(1)
  const markdown = explainers.markdown(explanation, {})
  expect(markdown).not.toMatch(/<script|\[x\]\(|@team|[^\\]#12/)
  const text = explainers.text(explanation, {})
  expect(text).not.toMatch(/\u001b|^\s*::/m)
})

test.each([
  ['emotional', 'an emotional benefit'],
  ['social', 'a social benefit'],
])('a benefit that is %s has its article', (benefit, told) => {
  const catalog = `apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  a.fact: { type: number, cpi: { goal: saves me time, benefit: ${benefit} } }\n`
  const text = explainers.text(explained({ 'rules.yaml': commitment({ r: 'require: { a.fact: 1 }' }), 'catalog.yaml': catalog }), {
    width: 120,
  })
  expect(text).toContain(`, ${told}`)
})
