import { describe, expect, test } from 'vitest'
import { gate, head, type Scenario } from '../traps/gate.ts'

const long = 'x'.repeat(5000)
const path = `a.${'x'.repeat(250)}`
const waiver = (parts: Readonly<Record<string, string>>): string =>
  `- { ${Object.entries({
    id: 'W',
    launch: 'checkout-2',
    requirement: 'promise/r',
    covers: '{ beta.csat: 1 }',
    as: 'accepted',
    reason: 'r',
    requestedBy: 'o',
    approved: '[]',
    expires: '2026-10-20',
    ...parts,
  })
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`
const requirement = (id: string, more: string): string => `- { id: ${id}, title: t, owner: o${more} }`
const other = (kind: string, lines: string): Scenario => ({ more: [{ file: 'other.yaml', text: `${head(kind)}${lines}\n` }] })

/** A text of five thousand characters wherever a message could repeat it. */
const rows: readonly [place: string, scenario: Scenario][] = [
  ['a launch date', { launch: `date: ${long}` }],
  ['a tier', { launch: `tier: ${long}` }],
  ['a key of a launch', { launch: `${long.slice(0, 1000)}: 1` }],
  ['an id', other('Launch', `id: "${long} "\ntitle: t\nowner: o`)],
  ['a kind', other(long, 'id: a')],
  ['a version of the format', { more: [{ file: 'other.yaml', text: `apiVersion: ${long}\nkind: Launch\n` }] }],
  [
    'the id of a commitment',
    other(
      'Commitment',
      `id: ${long}\ntitle: t\nowner: o\ncount: 2\ngoToMarketOnlyIf: [{ id: a, title: t, owner: o, require: { a.b: 1 } }]`,
    ),
  ],
  ['the id of a requirement', { others: requirement(`"${long}!"`, ', require: { a.b: 1 }') }],
  ['the id of a requirement that demands nothing', { others: requirement(long, '') }],
  ['the id of a requirement with a wrong operator', { others: requirement(long, ', require: { a.b: { atLest: 1 } }') }],
  ['the id of a requirement with a wrong key', { others: requirement(long, ', requires: { a.b: 1 }') }],
  ['a due date', { demand: `due: ${long}\nrequire: { a.b: 1 }` }],
  ['a due date that begins with T', { demand: `due: T${long}\nrequire: { a.b: 1 }` }],
  ['a stage', { commitment: 'journey: [a]', demand: `stage: ${long}\nrequire: { a.b: 1 }` }],
  ['a `same`', { others: `- same: promise/${long}` }],
  ['an age', { demand: `evidence: { maxAge: ${long} }\nrequire: { a.b: 1 }` }],
  ['an age in a test', { demand: `require: { a.b: { equals: 1, maxAge: ${long} } }` }],
  ['a condition', { demand: `require: ${long}` }],
  ['a key beside `all`', { demand: `require: { all: [{ a.b: 1 }], ${long.slice(0, 1000)}: 1 }` }],
  ['an operator', { demand: `require: { a.b: { ${long.slice(0, 1000)}: 1 } }` }],
  ['a path', { demand: `require: { "a[${long.slice(0, 1000)}": 1 }` }],
  ['a path that no catalog knows', { demand: `require: { ${path}: 1 }`, catalog: 'a.b: { type: number }' }],
  ['a launch field', { demand: `require: { launch.${path}: 1 }` }],
  ['a date as a bar', { demand: `require: { a.b: { before: ${long} } }` }],
  ['a number as a bar', { demand: `require: { a.b: { atLeast: ${long} } }`, catalog: 'a.b: { type: number }' }],
  ['a choice as a bar', { demand: `require: { a.b: ${long} }`, catalog: 'a.b: { type: choice, choices: [low, high] }' }],
  ['a single value for a list', { demand: `require: { a.b: { oneOf: ${long} } }` }],
  ['a pattern', { demand: `require: { a.b: { matches: "(${long}" } }` }],
  ['two bars on a long path', { demand: `require: { ${path}: { atLeast: 5, atMost: 3 } }` }],
  ['the name of a fact', { facts: `"a[${long.slice(0, 1000)}": 1` }],
  ['a sample', { facts: `a.b: { value: 1, sample: ${long} }` }],
  ['a key beside `value`', { facts: `a.b: { value: 1, ${long.slice(0, 1000)}: 2 }` }],
  ['the date of evidence', { facts: `a.b: { value: 1, asOf: ${long} }` }],
  ['a range', { catalog: `a.b: { type: number, range: [${long}, 2] }` }],
  ['an example', { catalog: `a.b: { type: choice, choices: [low], example: ${long} }` }],
  ['a lookup', { catalog: `a.b: { type: list, lookup: { from: ${long}, table: { a: [b] } } }` }],
  ['the requirement of a waiver', { waivers: waiver({ requirement: `promise/${long}` }) }],
  ['the id of a waiver', { waivers: waiver({ id: `"${long}"`, covers: '{ z.z: 1 }' }) }],
  ['an accepted unknown', { waivers: waiver({ covers: `{ beta.csat: { unknown: ${long} } }` }) }],
  ['`now`', { facts: 'beta.csat: 5', now: long }],
]

describe('a diagnostic is short enough to read, however long the text it is about', () => {
  test.each(rows)('%s', async (_, scenario) => {
    const { errors, diagnostics } = await gate(scenario)
    expect(errors.length).toBeGreaterThan(0)
    for (const { message, hint = '' } of diagnostics) {
      expect(message.length).toBeLessThan(800)
      expect(hint.length).toBeLessThan(800)
    }
  })
})
