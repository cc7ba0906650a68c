import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { csvColumns } from '../../src/report/csv.ts'
import { type Format, type ReportOptions, report } from '../../src/report/reporters.ts'
import { diagnostic } from '../../src/source/diagnostic.ts'
import { exampleDecision } from './decisions.ts'
import { evil, hostile, infected, infections } from './infected.ts'
import { readCsv, readHtml, readXml } from './readers.ts'
import { liveIn } from './safe-markdown.ts'

const base = exampleDecision('saved-baskets')
const going = exampleDecision('one-page-checkout')
const command = /^\s*::|##\[|##vso\[/im
const runs = { numRuns: 100 }

/** Every channel is tried with one infected decision and with several, a launch without a decision among them. */
function both(format: Format, options: ReportOptions, look: (text: string, decisions: readonly Decision[]) => void): void {
  const everyEvil = evil.map((text) => (given: string) => `${text}${given}${text}`)
  const infect = fc.oneof(infections, fc.constantFrom(...everyEvil))
  fc.assert(
    fc.property(infect, hostile, (change, text) => {
      const one = infected(base, change)
      look(report([one], { format, ...options }), [one])
      const several = [one, infected(going, change)]
      const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } }
      const diagnostics = [diagnostic('yaml/syntax', { file: text, range, message: text, hint: text })]
      look(report(several, { format, ...options, undecided: [{ name: text, file: text }], diagnostics }), several)
    }),
    runs,
  )
}

describe('nothing in a text of a file comes alive', () => {
  test('in Markdown: no HTML, mention, reference, link, image, cell, heading or emoji', () => {
    both('markdown', {}, (text) => {
      expect(liveIn(text)).toEqual([])
      expect(text).not.toMatch(command)
      expect(text.length).toBeLessThanOrEqual(65_000)
    })
  })

  test('in HTML: only our tags and attributes, links to the web alone', () => {
    both('html', {}, (text) => {
      const { links, texts } = readHtml(text)
      expect(links.filter((link) => !/^(?:https?:\/\/[^\s"<>]+|#launch-\d+)$/.test(link))).toEqual([])
      expect(texts.join('')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/)
      expect(text).not.toMatch(/<script|\son\w+=(?=")|href="(?!https?:|#)/i)
      expect(text).not.toMatch(command)
    })
  })

  test('in JUnit: well-formed XML 1.0, and a suite is red if and only if its launch is blocked', () => {
    both('junit', {}, (text, decisions) => {
      const suites = readXml(text).children
      for (const [i, decision] of decisions.entries()) {
        const suite = suites[i]
        expect(suite?.attributes['tests']).toBe(String(decision.requirements.length))
        expect(suite?.children.some((item) => item.children.some((part) => /failure|error/.test(part.name)))).toBe(decision.blocked)
      }
      expect(suites.slice(decisions.length).every((suite) => suite.attributes['errors'] === '1')).toBe(true)
      expect(text).not.toMatch(command)
    })
  })

  test('in SARIF: JSON whose messages hold no placeholder and no link', () => {
    both('sarif', {}, (text) => {
      const texts: string[] = []
      JSON.parse(text, (key, value: unknown) => {
        if (key === 'text') texts.push(String(value))
        if (key === 'uri') expect(String(value)).toMatch(/^[\w.!~*'()%-]+(?:\/[\w.!~*'()%-]*)*$/)
        return value
      })
      expect(texts.filter((item) => item.trim() === '')).toEqual([])
      expect(texts.filter((item) => /\{\d+\}/.test(item.replaceAll('{{', '').replaceAll('}}', '')) || /(?<!\\)\]\(/.test(item))).toEqual([])
      expect(text).not.toMatch(command)
    })
  })

  test('in CSV: as many cells as columns in each row, and no formula', () => {
    both('csv', {}, (text, decisions) => {
      expect(text.startsWith('\ufefflaunch,')).toBe(true)
      const rows = readCsv(text.slice(1))
      const launches = decisions.length > 1 ? 1 : 0
      expect(rows.length).toBe(1 + launches + decisions.reduce((sum, decision) => sum + decision.requirements.length, 0))
      for (const row of rows) {
        expect(row.length).toBe(csvColumns.length)
        expect(row.filter((cell) => /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]|;\s*[=+\-@]/.test(cell))).toEqual([])
      }
      expect(text.slice(1)).not.toMatch(command)
    })
  })

  test('a filter for people leaves no blocked suite green and no blocked run without an error', () => {
    const only = 'support-ready'
    const suite = readXml(report([base], { format: 'junit', only })).children[0]
    expect(suite?.attributes).toMatchObject({ tests: '2', failures: '1' })
    expect(report([base], { format: 'sarif', only })).toContain('"level": "error"')
  })
})
