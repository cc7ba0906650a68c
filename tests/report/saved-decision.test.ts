import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { schemas } from '../../src/model/generated/schemas.ts'
import { formats, report } from '../../src/report/reporters.ts'
import { readSaved } from '../../src/report/saved-decision.ts'
import { checkData } from '../../src/report/schema-check.ts'
import { diagnostic } from '../../src/source/diagnostic.ts'
import { Workplace } from '../cli/harness.ts'
import { exampleDecision } from './decisions.ts'
import { examples } from './examples.ts'

const saved = exampleDecision('saved-baskets')
const checkout = exampleDecision('one-page-checkout')
const json = report([saved], { format: 'json' })
const broken = diagnostic('document/missing-key', { file: 'launches/x.yaml', message: 'launch `x` has no `owner`' })
const several = report([saved, checkout], { format: 'json', undecided: [{ name: 'x', file: 'launches/x.yaml' }], diagnostics: [broken] })

const place = new Workplace({ 'decision.json': json, 'many.json': several })
afterAll(() => place.remove())

describe('onlyif report', () => {
  const proves = 'digest proves that a text is unaltered since it was made, not who made it'

  test.each(formats)('%s is what check would print, and what a digest proves', async (format) => {
    const { code, out, err } = await place.run(['report', 'decision.json', '--format', format])
    expect(code).toBe(0)
    expect(out).toBe(report([saved], { format, saved: true }))
    const said = `${out}${err}`.replaceAll(/\s+/g, ' ')
    expect(said.split(proves)).toHaveLength(2)
    expect(said).toMatch(/(?:`|<code>)onlyif verify(?:`|<\/code>) judges it again/)
    // Formats for programs hold nothing but what was decided.
    if (err !== '') expect(out).toBe(report([saved], { format }))
    expect(report([saved], { format }).replaceAll(/\s+/g, ' ')).not.toContain(proves)
  })

  test('several decisions, and the file of the launch that has none', async () => {
    const { code, out } = await place.run(['report', 'many.json', '--format', 'markdown'])
    expect(code).toBe(0)
    expect(out).toContain('3 launches, 1 blocked, 1 not decided')
    expect(out).toContain('| ○ NOT DECIDED | launches/x.yaml |')
    expect((await place.run(['report', 'many.json', '--format', 'json'])).out).toBe(several)
  })

  test('standard input, and a file', async () => {
    const { code, out, err } = await place.run(['report', '-', '--format', 'csv', '--output', 'out.csv'], { input: json })
    expect([code, out, err]).toEqual([0, '', `onlyif: a ${proves}; \`onlyif verify\` judges it again.\nThe report is in out.csv\n`])
    expect(await place.run(['report', 'decision.json', '--output', 'no/such/folder.txt'])).toMatchObject({ code: 2, out: '' })
  })

  test.each(formats)('a decision that somebody made a go by hand is reported in no format, %s', async (format) => {
    place.write('altered.json', json.replace('"verdict":"no-go"', '"verdict":"go"').replace('"blocked":true', '"blocked":false'))
    const { code, out, err } = await place.run(['report', 'altered.json', '--format', format, '--output', 'report.out'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('saved-baskets was altered after it was made: its digest does not fit it')
    expect(existsSync(join(place.folder, 'report.out'))).toBe(false)
  })

  test.each([
    ['nothing', '', /the text is not JSON|holds no document/],
    ['text', 'verdict: go', /the text is not JSON/],
    ['half of it', json.slice(0, 500), /^error\[/],
    ['another document', '{"kind":"Launch","id":"x"}', /neither a Decision nor Decisions[\s\S]*<stdin>:1:9/],
    ['a list', '[]', /neither a Decision nor Decisions/],
    ['another outcome', json.replace('"outcome":"unknown"', '"outcome":"fine"'), /`requirements\[0\]\.outcome` must be `met`, `unmet`/],
    ['another key', json.replace('"verdict"', '"verdikt"'), /has no `verdict`[\s\S]*unknown key `verdikt`[\s\S]*did you mean `verdict`\?/],
    ['a number for text', json.replace('"owner":"basket-team"', '"owner":3'), /`launch\.owner` must be text/],
    ['a short digest', json.replace(/"digest":"sha256:[0-9a-f]{8}/, '"digest":"sha256:'), /`digest` does not have the form/],
    ['depth', `${'['.repeat(100_000)}`, /the text is not JSON/],
    ['NUL', '\0', /NUL/],
  ])('%s is no decision', async (_, input, message) => {
    const { code, out, err } = await place.run(['report', '-'], { input })
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err).toMatch(/nothing to report\n$/)
  })

  test('a missing file, a format and a filter that do not exist', async () => {
    expect(await place.run(['report', 'nope.json'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('does not exist') as string,
    })
    expect(await place.run(['report', 'decision.json', '--format', 'htm'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('`html`') as string,
    })
    expect(await place.run(['report', 'decision.json', '--only', 'beta-delite'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('beta-delight') as string,
    })
  })

  test('help lists every format', async () => {
    for (const command of ['report', 'check']) {
      const { out } = await place.run([command, '--help'])
      expect(out.replaceAll(/\s+/g, ' ')).toContain('text, json, markdown, html, junit, sarif, github, csv')
    }
  })
})

describe('what is read back', () => {
  test('is refused exactly where its JSON Schema refuses it', () => {
    const formats = { 'onlyif-date': true, 'onlyif-day': true, 'onlyif-due': true, 'onlyif-duration': true } as const
    const options = { strict: true, strictRequired: false, allowUnionTypes: true, ownProperties: true, formats }
    const ajv = new Ajv2020({ ...options, schemas: Object.values(schemas) })
    let refused = 0
    for (const decision of [saved, checkout]) {
      const lines = JSON.stringify(decision, undefined, 1).split('\n')
      // Every line would take a minute.
      for (const [at, line] of [...lines.entries()].filter(([index]) => index % 17 === 0))
        for (const other of [
          '',
          line.replace('":', 'x":'),
          ...['"x"', '-1', '7.5', 'null', '[]', '{}'].map((value) => valued(line, value)),
        ]) {
          const data = parsed(lines.with(at, other).join('\n'))
          if (data === undefined) continue
          const isValid = ajv.validate('decision.schema.json', data)
          expect([other, checkData(data, 'Decision').length === 0]).toEqual([other, isValid])
          if (!isValid) refused++
        }
    }
    expect(refused).toBeGreaterThan(100)
  })

  test.each(Object.entries(examples))('%s is whole and genuine', (_, decision) => {
    const reading = readSaved('x.json', JSON.stringify(decision, undefined, 2))
    expect(reading).toMatchObject({ ok: true, altered: [] })
  })

  test('whatever is changed in a decision, it is refused, or told as altered, or the same', () => {
    const lines = JSON.stringify(saved, undefined, 1).split('\n')
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.constantFrom('', '"x",', '"x": 1,', '}', 'null', '"\\ud800",'), (at, other) => {
        const reading = readSaved('x.json', lines.with(at, other).join('\n'))
        if (!reading.ok) {
          expect(reading.diagnostics.length).toBeGreaterThan(0)
          return
        }
        // A brace for a brace is no change; what is not read, white space, is not looked at.
        expect(reading.altered.length).toBe(isDeepStrictEqual(reading.saved, saved) ? 0 : 1)
        for (const format of formats) if (format !== 'json') report(reading.input.decisions, { format })
      }),
      { numRuns: 150 },
    )
  })
})

/** A line of JSON with another value behind its key, where that is one line. */
function valued(line: string, value: string): string {
  return line.replace(/^(\s*(?:"[^"]*": )?)[^[{}\]]+?(,?)$/, (_, key: string, comma: string) => `${key}${value}${comma}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
