import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { metList } from '../../src/report/launch-lists.ts'
import { sheetOf } from '../../src/report/layout.ts'
import { widthOf } from '../../src/report/measure.ts'
import { report } from '../../src/report/reporters.ts'
import { localId } from '../../src/report/requirement-words.ts'
import { commitment, decisionOf, exampleDecision, launch } from './decisions.ts'
import { exampleNamed } from './examples.ts'
import { expectGolden } from './golden.ts'

const text = (decisions: readonly Decision[], options: Partial<Parameters<typeof report>[1]> = {}): string =>
  report(decisions, { format: 'text', ...options })

const saved = exampleDecision('saved-baskets')
const checkout = exampleDecision('one-page-checkout')

const nothingApplies = decisionOf({
  'rules.yaml': commitment({ r: 'require:\n  a.b: 1' }, 'appliesWhen: { launch.tier: 1 }\n'),
  'launch.yaml': launch('a.b: 1', 'tier: 3\n'),
})
const advisory = decisionOf({
  'rules.yaml': commitment({ r: 'enforcement: advisory\nrequire:\n  a.b: 1', s: 'require:\n  a.b: 2' }),
  'launch.yaml': launch('a.b: 2'),
})
const unclear = decisionOf({
  'rules.yaml': commitment({ r: 'appliesWhen: { price.changes: true }\nrequire:\n  a.b: 1' }),
  'launch.yaml': launch('a.b: 1'),
})
const layered = decisionOf({
  'rules.yaml': commitment({ r: 'require:\n  a.b: 1\n  a.c: { atLeast: 3, minSample: 30 }' }),
  'launch.yaml': launch('a.b: 2'),
})
const stuck = decisionOf({
  'rules.yaml': commitment({ r: 'require:\n  a.b: { before: T-3d }', s: 'require:\n  launch.tier: { oneOf: [1, 2] }' }),
  'launch.yaml': launch('a.b: 2026-10-01', ''),
})

const lookedUp = exampleNamed('looked-up')
const contradictory = exampleNamed('contradictory')

test.each([
  ['no-go.txt', [saved], {}],
  ['go.txt', [checkout], {}],
  ['no-exceptions.txt', [exampleDecision('saved-baskets', { noExceptions: true })], {}],
  ['nothing-applies.txt', [nothingApplies], {}],
  ['advisory.txt', [advisory], {}],
  ['unclear.txt', [unclear], {}],
  ['layered.txt', [layered], {}],
  ['stuck.txt', [stuck], {}],
  ['looked-up.txt', [lookedUp], {}],
  ['contradictory.txt', [contradictory], {}],
  ['two.txt', [saved, checkout], {}],
  ['only.txt', [saved], { only: 'beta-delight' }],
  ['quiet.txt', [saved, checkout], { quiet: true, undecided: [{ name: 'broken', file: 'launches/broken.yaml' }] }],
  ['quiet-one.txt', [saved], { quiet: true }],
] as const)('%s', (name, decisions, options) => {
  expectGolden(name, text(decisions, options))
})

test('many launches stay readable', () => {
  const many = Array.from({ length: 40 }, (_, i): Decision => {
    const base = i % 3 === 0 ? checkout : i % 3 === 1 ? saved : unclear
    return { ...base, launch: { ...base.launch, id: `launch-${i}` } }
  })
  const lines = text(many, { undecided: [{ name: 'broken', file: 'launches/broken.yaml' }] })
  expect(lines.split('\n').length).toBeLessThan(110)
  expectGolden('many.txt', lines)
})

test('no decision, no text', () => {
  expect(text([])).toBe('')
})

test('requirements of two commitments with the same id are told apart where they stand in one list', () => {
  const [first, second] = checkout.requirements.filter(({ outcome }) => outcome === 'met')
  if (!first || !second) throw new Error('no example')
  const twin = { ...first, id: `another/${localId(first.id)}` }
  const text = metList(sheetOf(100, false), [first, twin, second]).join('\n')
  expect(text).toContain(`${first.title} (market-promise)`)
  expect(text).toContain(`${first.title} (another)`)
  expect(text).not.toContain(`${second.title} (`)
})

describe('looks', () => {
  const all = [saved, checkout, nothingApplies, advisory, unclear, layered, stuck, lookedUp, contradictory]

  test('colour adds nothing but colour', () => {
    for (const decision of all) {
      const coloured = text([decision], { colour: true })
      expect(coloured).toContain('\u001b[')
      expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(text([decision], { colour: false }))
    }
  })

  test.each([40, 60, 80, 100, 120])('at %i columns no line is longer, but for a place that would not fit any line', (width) => {
    for (const decision of all) {
      const long = text([decision], { width })
        .split('\n')
        .filter((line) => widthOf(line) > width && !/^\s*(?:add to )?\S+:\d+:\d+$/.test(line))
      expect(long).toEqual([])
    }
  })

  test('every requirement of a decision is named', () => {
    for (const decision of all)
      for (const { id } of decision.requirements) expect(text([decision])).toContain(id.slice(id.indexOf('/') + 1, id.indexOf('/') + 20))
  })

  test('wide characters keep the columns', () => {
    const wide = { ...saved, launch: { ...saved.launch, title: '決済ページ'.repeat(12) } }
    expect(
      text([wide])
        .split('\n')
        .filter((line) => widthOf(line) > 80 && !/:\d+:\d+$/.test(line)),
    ).toEqual([])
  })
})
