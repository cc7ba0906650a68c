import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { good, launch, promise } from './harness.ts'
import { given, passing, suite } from './test-place.ts'

const boundaries = `
  # what follows is about waivers
`

describe('suggestions', () => {
  const written = `  - name: everything in place   # the base
    expect: { verdict: go, delight: met, no-blockers: met }
${boundaries}`

  test('missing boundary cases are written at the end of the list, true, and everything else stays to the character', async () => {
    const place = given({ 'rules/promise.test.yaml': suite(written) })
    const dry = await place.run(['test', '--suggest', '--dry-run'])
    const read = (): string => readFileSync(join(place.folder, 'rules/promise.test.yaml'), 'utf8')
    expect(dry.out).toContain('5 cases missing')
    expect(read()).toBe(suite(written))
    const { code, out } = await place.run(['test', '--suggest'])
    expect(code).toBe(0)
    expect(out).toContain('5 cases written')
    const added = `
  # delight
  - name: beta.csat, exactly 4.2
    change: { beta.csat: 4.2 }
    expect: { delight: met }
  - name: beta.csat, 4.1, just below 4.2
    change: { beta.csat: 4.1 }
    expect: { verdict: no-go, delight: unmet }
  - name: beta.csat, nobody supplied it
    remove: [beta.csat]
    expect: { verdict: hold, delight: { unknown: missing } }

  # no-blockers
  - name: beta.blockersOpen, 1, just above 0
    change: { beta.blockersOpen: 1 }
    expect: { verdict: no-go, no-blockers: unmet }
  - name: beta.blockersOpen, nobody supplied it
    remove: [beta.blockersOpen]
    expect: { verdict: hold, no-blockers: { unknown: missing } }
`
    const lines = suite(written).split('\n')
    const at = lines.findIndex((line) => line.includes('no-blockers: met')) + 1
    expect(read()).toBe([...lines.slice(0, at), ...added.trimEnd().split('\n'), ...lines.slice(at)].join('\n'))
    expect(await place.run(['test', '--coverage', '--min-coverage', '100'])).toMatchObject({ code: 0, err: '' })
    expect((await place.run(['test', '--suggest'])).out).toContain('no boundary case is missing')
  })

  test.each([
    ['a count', 'type: count', 'a.open: 0', false],
    ['a count at least', 'type: count', 'a.open: { atLeast: 0 }', false],
    ['a range from 0', 'type: number, range: [0, 10]', 'a.open: 0', false],
    ['a percentage from 0', 'type: percent, range: ["0%", "100%"]', 'a.open: 0%', false],
    ['a count beside something else that nobody knows', 'type: count', '{ any: [{ b.ok: true }, { a.open: 0 }] }', false],
    ['a number that may be below', 'type: number', 'a.open: 0', true],
    ['a number without a catalog', '', 'a.open: { atLeast: 0 }', true],
    ['a number without a catalog that must be 0', '', 'a.open: 0', false],
    ['a number without a catalog that must be less', '', 'a.open: { lessThan: 1 }', false],
  ])('%s: whether a value below zero is suggested', async (_, entry, demand, isNegative) => {
    const percent = demand.endsWith('%') ? '%' : ''
    const place = given({
      'rules/promise.yaml': `apiVersion: onlyif/v1\nkind: Commitment\nid: promise\ntitle: We go only if\nowner: cco\ngoToMarketOnlyIf:\n  - { id: clean, title: clean, owner: product, require: ${demand.startsWith('{') ? demand : `{ ${demand} }`} }\n`,
      ...(entry !== '' && {
        'catalog.yaml': `apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  a.open: { ${entry} }\n  b.ok: { type: boolean }\n`,
      }),
      'launches/good.yaml': launch('good', '').replace(/facts:[\s\S]*/, `facts: { a.open: 0${percent} }\n`),
      'rules/promise.test.yaml': `apiVersion: onlyif/v1\nkind: CommitmentTest\ncommitment: promise\nlaunch: ../launches/good.yaml\nnow: 2026-10-07\ncases:\n  - { name: base, expect: { clean: met } }\n`,
    })
    const { out, err } = await place.run(['test', '--suggest', '--dry-run'])
    expect(err).toBe('')
    expect(/: -\d/.test(out), out).toBe(isNegative)
    if (!demand.includes('{ at') && !demand.includes('less')) expect(out).toContain(', just above 0')
  })

  test('no tier is suggested that no launch can have', async () => {
    const tiered = promise.replace('goToMarketOnlyIf:', 'appliesWhen: { launch.tier: { oneOf: [1, 2] } }\ngoToMarketOnlyIf:')
    const place = given({
      'rules/promise.yaml': tiered,
      'launches/good.yaml': launch('good', good).replace('facts:', 'tier: 1\nfacts:'),
      'rules/promise.test.yaml': suite(passing),
    })
    const { out } = await place.run(['test', '--suggest', '--dry-run'])
    expect(out).toContain('launch tier, 3, just above 2')
    expect(out).not.toContain('launch.tier: 0')
  })

  test('a list in brackets is left alone, and its cases are printed', async () => {
    const text = suite('').replace('cases:\n', 'cases: [{ name: all good, expect: { verdict: go } }]\n')
    const place = given({ 'rules/promise.test.yaml': text })
    expect((await place.run(['test', '--suggest'])).out).toContain('to be pasted')
    expect(readFileSync(join(place.folder, 'rules/promise.test.yaml'), 'utf8')).toBe(text)
  })
})
