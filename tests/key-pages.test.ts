import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { type Documents, judge, parseDocuments } from '../src/index.ts'
import { combinators, operators } from '../src/model/condition.ts'
import { forms } from '../src/model/generated/forms.ts'
import { evidenceKeys } from '../src/model/path.ts'
import { isPlaceholder, placeholders } from '../src/model/placeholder.ts'
import { factTypes } from '../src/model/value.ts'
import { keysOf, pages, type TableName, tables, withKeys } from '../tools/key-docs.ts'
import { Workplace } from './cli/harness.ts'

const textOf = (page: string): string => readFileSync(new URL(`../docs/${page}.md`, import.meta.url), 'utf8')
const blocksOf = (page: string, language = 'yaml'): string[] =>
  [...textOf(page).matchAll(new RegExp(`^\`\`\`${language}[^\\n]*\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text = '']) => text)
const read = (...texts: readonly string[]): Documents => parseDocuments(texts.map((text, at) => ({ file: `${at}.yaml`, text })))
const names = Object.keys(tables) as TableName[]
const place = new Workplace({})
afterAll(() => place.remove())

test.each(pages)('docs/%s.md tells every key as the schemas do; if not: `npx tsx tools/key-docs.ts`', (page) => {
  expect(withKeys(page, textOf(page))).toBe(textOf(page))
})

describe('nothing that can be written is missing', () => {
  const told = (name: TableName): string[] =>
    keysOf(name)
      .map(({ key }) => key)
      .filter((key) => !key.includes('.'))
  test.each([
    ['commitment', 'Commitment'],
    ['requirement', 'Commitment.requirement'],
    ['launch', 'Launch'],
    ['facts', 'Facts'],
    ['catalog', 'FactCatalog'],
    ['fact', 'FactCatalog.catalogEntry'],
    ['waivers', 'Waivers'],
    ['waiver', 'Waivers.waiver'],
    ['commitment-test', 'CommitmentTest'],
    ['case', 'CommitmentTest.testCase'],
    ['mapping', 'Mapping'],
    ['mapped-fact', 'Mapping.factSource'],
    ['config', 'Config'],
  ] as const)('%s', (name, form) => {
    const { properties, else: otherwise } = forms[form] ?? {}
    expect(told(name).sort()).toEqual(Object.keys(properties ?? otherwise?.properties ?? {}).sort())
  })

  test('the words of conditions and evidence, the types, and the gaps that a waiver accepts', () => {
    expect(told('condition')).toEqual([...combinators])
    expect(told('test')).toEqual([...operators, 'maxAge', 'minSample', 'minWindow'])
    expect(told('evidence').sort()).toEqual(['value', ...evidenceKeys].sort())
    const rows = (page: string, pattern: RegExp): string[] => [...textOf(page).matchAll(pattern)].map(([, name = '']) => name)
    expect(rows('catalog', /^\| `(\w+)` \|.*\|.*\|$/gm).filter((name) => factTypes.some((type) => type === name))).toEqual([...factTypes])
    expect(rows('waivers', /^\| `\{ unknown: ([\w-]+) \}` \|/gm)).toEqual(forms['Waivers.cover']?.then?.properties?.['unknown']?.enum)
  })

  test.each(names)('%s: each key has a meaning and an example', (name) => {
    const isBare = (key: string, example: string): boolean => !example.startsWith(`\`${key.split('.').at(-1)}: `) || /: `$/.test(example)
    expect(keysOf(name).filter(({ key, means, example }) => means.trim() === '' || isBare(key, example))).toEqual([])
  })
})

test('the placeholders that are listed are read as such, and what the page calls a value is none', () => {
  const { wholes, leads, partedLeads, fillers } = placeholders
  const longer = [...leads.map((word) => `${word} by legal`), ...partedLeads.map((word) => `${word} (ask legal)`)]
  const listed = [
    ...wholes,
    ...longer,
    ...longer.map((text) => `(${text})`),
    'owner TBD',
    ...fillers,
    '???',
    'TBD.',
    '<your team>',
    '',
    ' ',
  ]
  expect(listed.filter((text) => !isPlaceholder(text))).toEqual([])
  expect(['none', 'no', '0'].filter(isPlaceholder)).toEqual([])
})

describe('examples', () => {
  const examples = (name: TableName, indent: string, without: readonly string[] = []): string =>
    keysOf(name)
      .filter(({ key }) => !key.includes('.') && !without.includes(key))
      .map(({ example }) => `${indent}${/^`(.*?)`(?:, a list of .*)?$/.exec(example)?.[1]}\n`)
      .join('')
  const entry = (name: TableName, without?: readonly string[]): string => examples(name, '    ', without).replace('   ', '  -')
  test.each([
    ['commitment', `${examples('commitment', '', ['count', 'goToMarketOnlyIf'])}goToMarketOnlyIf:\n${entry('requirement', ['same'])}`],
    ['launch', examples('launch', '', ['withdrawnOn'])],
    ['evidence', `${examples('launch', '', ['facts', 'withdrawnOn'])}facts:\n  beta.csat:\n${examples('evidence', '    ')}`],
    ['facts', examples('facts', '')],
    ['catalog', examples('catalog', '')],
    ['fact', `${examples('catalog', '', ['facts'])}facts:\n  beta.csat:\n${examples('fact', '    ', ['choices', 'lookup'])}`],
    ['waiver', `${examples('waivers', '', ['waivers'])}waivers:\n${entry('waiver')}`],
    ['case', `${examples('commitment-test', '', ['cases'])}cases:\n${entry('case', ['waivers'])}`],
    ['mapping', examples('mapping', '')],
    ['mapped fact', `${examples('mapping', '', ['facts'])}facts:\n  kep.status:\n${examples('mapped-fact', '    ', ['has'])}`],
    ['config', examples('config', '')],
  ])('those of a %s are read without a mistake', (_, text) => {
    expect([text, read(text).diagnostics]).toEqual([text, []])
  })

  const promise = (condition: string): string =>
    `apiVersion: onlyif/v1\nkind: Commitment\nid: p\ntitle: P\nowner: o\ngoToMarketOnlyIf:\n  - id: r\n    title: r\n    owner: o\n${condition}`
  test.each([
    ...keysOf('condition').map(({ example }) => `    require: { ${example.slice(1, -1)} }\n`),
    ...keysOf('test').map(({ key, example }) => {
      const isRule = ['maxAge', 'minSample', 'minWindow'].includes(key)
      return `    require: { a.fact: { ${example.slice(1, -1)}${isRule ? ', atLeast: 1' : ''} } }\n`
    }),
    ...blocksOf('commitment')
      .slice(1)
      .map((block) => block.replaceAll(/^/gm, '    ').trimEnd()),
  ])('%s', (condition) => {
    const text = promise(condition)
    expect([text, read(text).diagnostics]).toEqual([text, []])
  })

  test('a list is judged as the page says', () => {
    const [any = '', scores = '', findings = ''] = blocksOf('commitment').slice(1)
    expect(any).toContain('any:')
    const outcome = (block: string, facts: string): unknown => {
      const launch = `apiVersion: onlyif/v1\nkind: Launch\nid: l\ntitle: L\nowner: o\nfacts: ${facts}`
      const documents = read(promise(block.replaceAll(/^/gm, '    ').trimEnd()), launch)
      return documents.launches.map((item) => judge({ documents, launch: item, now: '2026-10-07' }).decision?.requirements[0]?.outcome)[0]
    }
    expect(outcome(scores, '{ docs.languages: [de-AT, en], beta.scores: [3, 5] }')).toBe('met')
    expect(outcome(scores, '{ docs.languages: [en], beta.scores: [3] }')).toBe('unmet')
    expect(outcome(scores, '{ docs.languages: [], beta.scores: [3] }')).toBe('unmet')
    expect(outcome(scores, '{ docs.languages: [de], beta.scores: [] }')).toBe('unknown')
    expect(outcome(findings, '{ security.findings: [{ severity: high, fixed: true }, { severity: low, fixed: false }] }')).toBe('met')
    expect(outcome(findings, '{ security.findings: [] }')).toBe('met')
  })
})

describe('what pages begin with', () => {
  const first = (page: string): string => blocksOf(page)[0] ?? ''
  const verdictOf = (...texts: readonly string[]): unknown => {
    const documents = read(...texts)
    expect(documents.diagnostics).toEqual([])
    const [launch] = documents.launches
    return launch && judge({ documents, launch, now: '2026-10-07' }).decision?.verdict
  }
  const others = [first('commitment'), first('catalog'), first('config')]

  test('the launch falls short of the commitment, and goes by the waiver', () => {
    expect(verdictOf(first('commitment'), first('launch'))).toBe('no-go')
    expect(verdictOf(...others, first('launch'))).toBe('no-go')
    expect(verdictOf(...others, first('launch'), first('waivers'))).toBe('conditional-go')
    expect(verdictOf(...others, first('launch').replace('3.9', '3.7'), first('waivers'))).toBe('no-go')
    expect(verdictOf(...others, first('launch').replace('3.9', '4.2'))).toBe('go')
  })

  test('the other blocks of the launch page are read', () => {
    const [, nested = '', dotted = '', team = ''] = blocksOf('launch')
    const header = first('launch').split('facts:')[0] ?? ''
    for (const text of [header + nested, header + dotted, team]) expect([text, read(text).diagnostics]).toEqual([text, []])
  })

  test('the mapping reads the file beside it', async () => {
    place.write('mapping.yaml', first('mapping'))
    place.write('apps/checkout/app.json', blocksOf('mapping', 'json')[0] ?? '')
    place.write('rules/promise.yaml', promised)
    const { out, err } = await place.run(['check', '--mapping', 'mapping.yaml', '--now', '2026-10-07', '--format', 'json'])
    const { launch, requirements } = JSON.parse(out)
    expect([launch.id, launch.date, requirements.map(({ outcome }: { outcome: string }) => outcome)], err).toEqual([
      'checkout',
      '2026-10-15',
      ['met'],
    ])
  })
})

const promised = `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: What the mapping of the page finds
owner: cco
goToMarketOnlyIf:
  - id: found
    title: everything is found
    owner: cco
    require: { beta.csat: 4.4, beta.blockersOpen: 0, docs.languages: { size: 0 }, docs.hasHelp: true }
`
