import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide.ts'
import { canonicalJson, digestOfDecision } from '../../src/index.ts'
import { formats } from '../../src/report/reporters.ts'
import { folderOf } from '../world/temporary-folder.ts'
import { decisionsIn, errorsIn, onlyif } from './command.ts'
import { expectUndecided, type Files, filesFor, folderFor } from './folder.ts'
import { filesOf, head, inputOf, type Scenario } from './gate.ts'

const approved = '[{ by: maria, role: cco, on: 2026-10-06 }]'
const waivers = `- { id: W-1, launch: checkout-2, requirement: promise/r, covers: { beta.csat: { atLeast: 3 } }, as: accepted, reason: because, requestedBy: ola, approved: ${approved}, expires: 2026-10-20 }`
const waived: Scenario = { commitment: 'waivers: { approvers: [cco], quorum: 1, maxDays: 60 }', facts: 'beta.csat: 3.5', waivers }

const outcomes: readonly [name: string, scenario: Scenario, code: number, verdict: string][] = [
  ['a go', { facts: 'beta.csat: 5' }, 0, 'go'],
  ['a conditional go', waived, 0, 'conditional-go'],
  ['a hold', {}, 1, 'hold'],
  ['a no-go', { facts: 'beta.csat: 3' }, 1, 'no-go'],
]

describe('§4 the exit code tells the verdict', () => {
  test.each(outcomes)('%s', async (_, scenario, code, verdict) => {
    const ran = await onlyif(await folderFor(scenario), ['check', '--format', 'json'])
    expect([ran.code, decisionsIn(ran).map((item) => item.verdict)]).toEqual([code, [verdict]])
  })

  test('of several launches the worst counts', async () => {
    const [, { text }] = filesOf({ facts: 'beta.csat: 5' }) as [unknown, { text: string }]
    const good = text.replace('checkout-2', 'checkout-3')
    const folder = await folderFor({ facts: 'beta.csat: 3' }, { 'launches/good.yaml': good })
    expect((await onlyif(folder, ['check'])).code).toBe(1)
    expect((await onlyif(folder, ['check', 'launches/good.yaml'])).code).toBe(0)
  })

  test('`--no-exceptions` blocks a conditional go, and nothing else changes', async () => {
    const folder = await folderFor(waived)
    const ran = await onlyif(folder, ['check', '--format', 'json', '--no-exceptions'])
    expect(ran.code).toBe(1)
    expect(decisionsIn(ran)).toMatchObject([{ verdict: 'conditional-go', blocked: true, gateReady: 'red' }])
  })

  test('an expired waiver is not honoured on the command line either', async () => {
    const ran = await onlyif(await folderFor(waived), ['check', '--now', '2026-10-21'])
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('waiver/expired')
    expect((await onlyif(await folderFor(waived), ['check', '--now', '2026-10-20T23:59:59Z'])).code).toBe(0)
  })

  test('the command line decides what the library decides, to the byte', async () => {
    for (const [, scenario] of outcomes) {
      const files = filesFor(scenario)
      const { input } = inputOf(Object.entries(files).map(([file, text]) => ({ file, text })))
      const library = input && (await decide(input)).decision
      const ran = await onlyif(await folderOf(files), ['check', '--format', 'json'])
      expect(ran.stdout.trim()).toBe(library && canonicalJson(library))
      expect(decisionsIn(ran).map((item) => item.digest === digestOfDecision(item))).toEqual([true])
    }
  })
})

describe('§4 reporters never influence the verdict', () => {
  const table = outcomes.flatMap(([name, scenario, code]) => formats.map((format) => [name, format, scenario, code] as const))

  test.each(table)('%s in the format %s ends with the same code', async (_, format, scenario, code) => {
    const folder = await folderFor(scenario)
    expect((await onlyif(folder, ['check', '--format', format])).code).toBe(code)
    expect((await onlyif(folder, ['check', '--format', format, '--quiet', '--color', '--only', 'r'])).code).toBe(code)
    expect((await onlyif(folder, ['check', '--format', format, '--output', 'out.txt'])).code).toBe(code)
  })

  test.each(formats)('what could not be decided ends with 2 in the format %s', async (format) => {
    expect((await onlyif(await folderFor({ demand: 'require: { all: [] }' }), ['check', '--format', format])).code).toBe(2)
  })

  test.each(['hold', 'no-go'])('a %s whose report cannot be written is still no go', async (wanted) => {
    const [, scenario = {}] = outcomes.find(([, , , verdict]) => verdict === wanted) ?? []
    const folder = await folderFor(scenario)
    await mkdir(join(folder, 'taken'))
    expect((await onlyif(folder, ['check', '--output', 'taken'])).code).toBeGreaterThan(0)
    expect((await onlyif(folder, ['check', '--output', 'no/such/folder/out.txt'])).code).toBeGreaterThan(0)
    const broken = (): void => {
      throw new Error('the pipe is closed')
    }
    expect((await onlyif(folder, ['check'], { stdout: broken })).code).toBeGreaterThan(0)
  })

  test('`--only` hides requirements from people, never from json', async () => {
    const folder = await folderFor({ others: '- { id: second, title: s, owner: o, require: { a.b: 1 } }', facts: 'beta.csat: 5' })
    const whole = await onlyif(folder, ['check', '--format', 'json'])
    expect((await onlyif(folder, ['check', '--format', 'json', '--only', 'r'])).stdout).toBe(whole.stdout)
    expect((await onlyif(folder, ['check', '--only', 'r'])).code, 'the verdict stays over all').toBe(1)
  })
})

describe('§4 a broken file decides nothing, and only where it is about', () => {
  const broken = 'apiVersion: onlyif/v1\nkind: Commitment\nid: [\n'
  const trusted: readonly [string, Files][] = [
    ['commitment', { 'rules/second.yaml': broken }],
    ['catalog', { 'catalog.yaml': broken }],
    ['waivers', { 'waivers.yaml': broken }],
    ['config', { 'onlyif.yaml': broken }],
  ]

  test.each(trusted)('a %s with a syntax error: exit 2, one diagnostic, no decision of any launch', async (_, files) => {
    const ran = await onlyif(await folderFor({ facts: 'beta.csat: 5' }, files), ['check', '--format', 'json'])
    expect(errorsIn(ran).map((item) => item.code)).toEqual(['yaml/syntax'])
    expectUndecided(ran)
  })

  test('a launch with a syntax error: exit 2, and the others are judged', async () => {
    const ran = await onlyif(await folderFor({ facts: 'beta.csat: 5' }, { 'launches/broken.yaml': broken }), ['check', '--format', 'json'])
    expect([ran.code, errorsIn(ran).map((item) => item.file), decisionsIn(ran).map((item) => item.verdict)]).toEqual([
      2,
      ['launches/broken.yaml'],
      ['go'],
    ])
  })

  test('facts with a syntax error concern the launches they could be of: none of these is decided', async () => {
    const ran = await onlyif(await folderFor({ facts: 'beta.csat: 5' }, { 'facts/support.yaml': broken }), ['check', '--format', 'json'])
    expect([ran.code, errorsIn(ran).length, decisionsIn(ran)]).toEqual([2, 1, []])
  })

  test('facts of another launch with an error leave this one decided', async () => {
    const facts = `${head('Facts')}launch: checkout-3\nfacts: { a.b: 1, a: { b: 2 } }\n`
    const other = `${head('Launch')}id: checkout-3\ntitle: t\nowner: o\nfacts: { beta.csat: 5 }\n`
    const ran = await onlyif(await folderFor({ facts: 'beta.csat: 5' }, { 'facts/support.yaml': facts, 'launches/other.yaml': other }), [
      'check',
      '--format',
      'json',
    ])
    expect([ran.code, errorsIn(ran).map((item) => item.code)]).toEqual([2, ['launch/duplicate-fact']])
    expect(decisionsIn(ran).map((item) => item.launch.id)).toContain('checkout-2')
  })
})
