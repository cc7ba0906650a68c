import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { csvCell, csvColumns } from '../../src/report/csv.ts'
import { markdownSentence, markdownText } from '../../src/report/markdown-text.ts'
import { webAddress } from '../../src/report/markup.ts'
import { type Format, report } from '../../src/report/reporters.ts'
import { diagnostic } from '../../src/source/diagnostic.ts'
import { exampleDecision } from './decisions.ts'
import { examples } from './examples.ts'
import { expectGolden } from './golden.ts'
import { readCsv, readHtml, readXml } from './readers.ts'

const saved = exampleDecision('saved-baskets')
const checkout = exampleDecision('one-page-checkout')
const all = Object.entries(examples)
const range = { start: { line: 3, column: 1 }, end: { line: 3, column: 5 } }
const broken = {
  undecided: [{ name: 'broken', file: 'launches/broken.yaml' }],
  diagnostics: [
    diagnostic('document/missing-key', {
      file: 'launches/broken.yaml',
      range,
      message: 'launch `broken` has no `owner`',
      hint: 'add `owner`',
    }),
  ],
}

const endings = { markdown: 'md', html: 'html', junit: 'xml', sarif: 'sarif', csv: 'csv' } as const satisfies Partial<
  Record<Format, string>
>
const formats = Object.entries(endings) as [keyof typeof endings, string][]

describe.each(formats)('%s', (format, ending) => {
  test.each([
    ['no-go', [saved]],
    ['go', [checkout]],
  ] as const)('%s', (name, decisions) => {
    expectGolden(`${name}.${ending}`, report(decisions, { format }))
  })

  test('several, one of them not decided', () => {
    expectGolden(`several.${ending}`, report([saved, checkout], { format, ...broken }))
  })

  test('no launch at all says so and does not fail', () => {
    expect(report([], { format })).not.toMatch(/undefined|NaN/)
  })

  test.each(all)('%s has no hole in its words', (_, decision) => {
    expect(report([decision], { format })).not.toMatch(/undefined|\[object|NaN|\bnull\b/)
  })
})

test.each(all)('markdown of %s', (name, decision) => {
  expectGolden(`${name}.md`, report([decision], { format: 'markdown' }))
})

describe('markdown', () => {
  test('a filter for people, and only the summary', () => {
    const only = report([saved], { format: 'markdown', only: 'beta-delight' })
    expect(only).toContain('Only `beta-delight` is shown; the verdict is over everything.')
    expect(only).toContain('Find out (1)')
    expect(only).not.toContain('Fix (')
    expect(only).toContain('4 met · 2 not met · 4 unknown')
    expect(report([saved], { format: 'markdown', quiet: true })).not.toContain('<details')
  })

  test('hundreds of launches fit into a comment, every one in the table, and what is left out is counted', () => {
    const many = Array.from(
      { length: 300 },
      (_, i): Decision => ({ ...(i % 2 ? saved : checkout), launch: { ...saved.launch, id: `launch-${i}` } }),
    )
    const text = report(many, { format: 'markdown' })
    expect(text.length).toBeLessThanOrEqual(65_000)
    expect(text.match(/^\| [✖●] .* \(launch-\d+\) \|/gm)?.length).toBe(300)
    expect(text).toMatch(/\*\*\d+ entries more do not fit here\*\*/)
    expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length)
  })

  test('texts are set as they are', () => {
    expect(markdownText('a_b *c* [d](e) <f> & |g| #1 @h GH-2 $i$ :j: https://k www.l')).toBe(
      'a\\_b \\*c\\* \\[d\\](e) &lt;f&gt; &amp; &#124;g&#124; \\#&#8203;1 @&#8203;h GH-&#8203;2 &#36;i&#36; :&#8203;j: https:&#8203;//k www&#8203;.l',
    )
    expect(markdownText('99.7% at 2026-10-07T09:00:00Z')).toBe('99.7% at 2026-10-07T09:00:00Z')
    expect(markdownText('1. one')).toBe('1\\. one')
    expect(markdownSentence('found `de` and `<b>`')).toBe('found `de` and \\`&lt;b&gt;\\`')
  })
})

describe('html', () => {
  const page = report([saved], { format: 'html' })

  test('is a page by itself that runs and loads nothing', () => {
    expect(page.startsWith('<!doctype html>\n<html lang="en">')).toBe(true)
    expect(page).toContain(`content="default-src 'none'; style-src &#39;unsafe-inline&#39;`.replace("'none'", '&#39;none&#39;'))
    expect(page).not.toMatch(/<script|<img|<link|<iframe|<form|@import|url\(|src=/)
    expect(page).toMatch(/@page \{ size: A4/)
  })

  test('names every requirement once, with its stage, and links evidence', () => {
    const { links } = readHtml(page)
    expect(links).toEqual(['https://example.test/privacy/saved-baskets', 'https://example.test/help/known-issues'])
    for (const { id } of saved.requirements) expect(page).toContain(`<bdi>${id}</bdi>`)
    expect([...page.matchAll(/scope="rowgroup"><bdi>([^<]*)/g)].map((match) => match[1])).toEqual([
      'decide',
      'get started',
      'get value',
      'get help',
      'pay',
      'change',
      'leave',
    ])
  })

  test('prints the legend of both lights with symbol and word', () => {
    for (const light of ['✖</span> RED', '▲</span> AMBER', '●</span> GREEN', '○</span> GREY']) expect(page).toContain(light)
  })

  test.each([
    ['https://example.test/a b', undefined],
    ['https://example.test/a?b=1&c=2#d', 'https://example.test/a?b=1&c=2#d'],
    ['HTTP://Example.test', 'http://example.test/'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['//example.test', undefined],
    ['https://bank.example@evil.example/', undefined],
    ['https:\\\\evil.example', undefined],
    ['https://', undefined],
    ['', undefined],
  ])('the address %s leads to %s', (address, url) => {
    expect(webAddress(address)).toBe(url)
  })
})

describe('junit', () => {
  test.each(all)('%s is red if and only if it is blocked', (_, decision) => {
    const root = readXml(report([decision], { format: 'junit' }))
    const red = Number(root.attributes['failures']) + Number(root.attributes['errors'])
    expect(red > 0).toBe(decision.blocked)
  })

  test('a launch without a decision is an error', () => {
    const root = readXml(report([checkout], { format: 'junit', ...broken }))
    expect(root.attributes).toMatchObject({ tests: '13', errors: '1', failures: '0' })
    expect(root.children[1]?.children[1]?.children[0]?.attributes['message']).toBe(
      'not decided: launches/broken.yaml:3:1: launch `broken` has no `owner`',
    )
  })
})

describe('csv', () => {
  test('columns have a meaning, and names that stay', () => {
    expect(new Set(csvColumns.map(({ name }) => name)).size).toBe(csvColumns.length)
    expect(csvColumns.filter(({ name, means }) => !/^[a-z][a-z_]*$/.test(name) || means.length < 5)).toEqual([])
  })

  test('a row for each launch and requirement; a launch without a decision has one, too', () => {
    const [head = [], ...rows] = readCsv(report([saved, checkout], { format: 'csv', ...broken }).slice(1))
    expect(head).toEqual(csvColumns.map(({ name }) => name))
    expect(rows.length).toBe(25)
    expect(rows.at(-1)?.slice(0, 9)).toEqual(['broken', '', '', '', '', '', '', 'not-decided', 'true'])
  })

  test.each([
    ['=1+1', "'=1+1"],
    ['-1', "'-1"],
    ['\t=1', "'=1"],
    ['＝1', "'＝1"],
    ['a;=1', '"a;\'=1"'],
    ['say "hi", you', '"say ""hi"", you"'],
    ['two\r\nlines', 'two lines'],
    [3, '3'],
    [-3, "'-3"],
    [undefined, ''],
    [false, 'false'],
  ] as const)('%s is the cell %s', (value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })
})
