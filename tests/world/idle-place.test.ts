import { describe, expect, test } from 'vitest'
import type { WorldArgs } from '../../src/world/world.ts'
import { catalog, commitment, facts, launch } from './documents.ts'
import { codesOf, config, worldOf } from './small-world.ts'

const files = { 'rules/a.yaml': commitment(), 'launch.yaml': launch('one') }

describe('a place that is stated for what judges and holds none of it, beside one that does,', () => {
  const own = { ...files, 'company/notes.yaml': facts('one'), 'company/c.yaml': catalog }
  const none = (place: string, kind: string): string => `none of the files of \`${place}\` holds a document of kind ${kind}`

  const rows: readonly [what: string, args: WorldArgs, config: string | undefined, told: readonly (readonly [string, string])[]][] = [
    ['on a command line', { commitments: ['rules', 'company'] }, undefined, [['company', none('company', 'Commitment')]]],
    ['as a glob', { commitments: ['rules', 'comp*/*.yaml'] }, undefined, [['comp*/*.yaml', none('comp*/*.yaml', 'Commitment')]]],
    ['in the config', {}, 'commitments: [rules, company]', [['onlyif.yaml', none('company', 'Commitment')]]],
    ['for a catalog', { catalog: ['rules'] }, undefined, [['rules', none('rules', 'FactCatalog')]]],
    ['for mappings', {}, 'mappings: company', [['onlyif.yaml', none('company', 'Mapping')]]],
  ]

  test.each(rows)('%s, is told', async (_, args, lines, told) => {
    const world = await worldOf({ ...own, ...(lines !== undefined && { 'onlyif.yaml': config(lines) }) }, args)
    const found = world.diagnostics.filter(({ code }) => code === 'world/wrong-kind')
    expect(found.map(({ file, message }) => [file, message])).toEqual(told)
    expect(found.every(({ range }) => (range === undefined) === (lines === undefined))).toBe(true)
  })

  const products = { ...own, 'products/one.yaml': launch('two'), 'drafts/f.yaml': facts('two'), 'drafts/README.md': 'drafts' }

  test.each([
    [['products', 'drafts'], ['drafts']],
    [['launch.yaml', 'dra*/*.yaml'], ['dra*/*.yaml']],
    [['products', 'launch.yaml'], []],
    [['.'], []],
  ])('as %j for launches, is told', async (launches, told) => {
    const { diagnostics } = await worldOf(products, { launches })
    const found = diagnostics.filter(({ code }) => code === 'world/wrong-kind')
    expect(found.map(({ file, message }) => [file, message])).toEqual(told.map((place) => [place, none(place, 'Launch')]))
  })

  test('for launches, is told of nothing else where there is no launch at all', async () => {
    expect(codesOf((await worldOf(products, { launches: ['drafts'] })).diagnostics)).toEqual(['world/no-launch'])
  })

  const silent: readonly [what: string, args: WorldArgs, config: string | undefined][] = [
    ['where it holds one after all', { commitments: ['rules', 'company'], catalog: ['company'] }, undefined],
    ['for waivers, of which there may be none yet', {}, 'waivers: [company]'],
    ['by default', {}, undefined],
  ]

  test.each(silent)('is not told %s', async (_, args, lines) => {
    const more = { ...own, 'company/d.yaml': commitment('another') }
    const world = await worldOf({ ...more, ...(lines !== undefined && { 'onlyif.yaml': config(lines) }) }, args)
    expect(world.diagnostics.filter(({ code }) => code === 'world/wrong-kind')).toEqual([])
  })

  test('is told once where its only file is broken, or named itself', async () => {
    const broken = await worldOf({ ...files, 'company/c.yaml': ': [' }, { commitments: ['rules', 'company'] })
    expect(codesOf(broken.diagnostics)).not.toContain('world/wrong-kind')
    const named = await worldOf(own, { commitments: ['rules', 'company/notes.yaml'] })
    expect(codesOf(named.diagnostics).filter((code) => code === 'world/wrong-kind')).toHaveLength(1)
  })
})
