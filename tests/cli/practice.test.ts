import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { codes, practiceCodes } from '../../src/source/codes.ts'
import { catalog, launch, plain, promise, told } from './practised.ts'
import { workplace } from './workplace.ts'

const asks = 'title: help is published\nrequire: { docs.published: true }'
const felt = 'docs.published: { type: boolean, owner: docs, cpi: { goal: helps me } }'
const good = launch('a', 'date: 2026-10-15\ntier: 1\nfacts: { docs.published: true }')
const base = { 'rules/p.yaml': promise(plain, asks), 'catalog.yaml': catalog(felt), 'launch.yaml': good }

describe('habits that practice has shown to hurt', () => {
  test('nothing is told of what is as it should be', async () => {
    expect(await told(base)).toEqual([])
    expect(await told({ 'rules/p.yaml': promise(plain, asks) })).toEqual([])
  })

  test('whole words are soft, not parts of words, and nothing else than titles', async () => {
    const titled = (title: string): Record<string, string> => ({
      ...base,
      'rules/p.yaml': promise(plain, asks.replace('help is published', title)),
    })
    for (const soft of [
      'help is mostly there',
      'help Should be there',
      'help, if possible, is there',
      'robust help is there',
      'help in a timely way',
    ])
      expect(await told(titled(soft)), soft).toEqual(['commitment/soft-words'])
    for (const hard of ['the shoulder bag is there', 'unreasonable prices are gone', 'fault-robust-free help', 'help is etched in stone'])
      expect(await told(titled(hard)), hard).toEqual([])
    expect(await told({ ...base, 'rules/p.yaml': promise(plain, `${asks}\nwhy: it should be mostly good`) })).toEqual([])
  })

  test('values are told where they are none of their fact, as judging finds them, and nowhere else', async () => {
    const types = {
      percent: ['94', '94%', 'TBD', '~', '[94%]'],
      count: ['-1', '1.5', '3', '"3"', '{ value: 2, sample: 3 }', '{ value: x, sample: 3 }'],
      date: ['2026-02-30', '2026-02-03', 'soon'],
      'choice, choices: [gold, tbd]': ['gold', 'tbd', 'n/a', 'silver'],
      'list, choices: [de, en]': ['[de]', '[de, fr]', 'de', '[]', '[~, de]'],
      'number, range: [1, 5]': ['1', '5', '5.1', 'inf', '.inf'],
      boolean: ['yes', 'true', '1'],
    }
    for (const [type, values] of Object.entries(types))
      for (const value of values) {
        const place = workplace({
          'catalog.yaml': catalog(`a.fact: { type: ${type}, owner: docs, cpi: { goal: helps me } }`),
          'rules/p.yaml': promise(
            plain,
            `title: it is there\nrequire: { a.fact: ${type.startsWith('list') ? '{ includes: de }' : '{ present: true }'} }\nappliesWhen: { any: [{ launch.tier: 1 }, { a.fact: ${type.startsWith('list') ? '{ includes: en }' : type === 'boolean' ? 'true' : type.startsWith('choice') ? 'gold' : type === 'percent' ? '90%' : type === 'date' ? '2026-01-01' : '2'} }] }`,
          ),
          'launch.yaml': launch('a', `tier: 2\nfacts: { a.fact: ${value} }`),
        })
        const { out } = await place.run(['check', '--format', 'json'])
        const isUnfit = /"reason":"(?:wrong-type|out-of-range)"/.test(out)
        const { err } = await place.run(['lint'])
        expect(err.includes('launch/unfit-value'), `${type} ${value}: ${err}`).toBe(isUnfit)
      }
  })

  test('values in files of facts are told once, those of mapped files are not, and a comment keeps one', async () => {
    const part = 'apiVersion: onlyif/v1\nkind: Facts\nlaunch: a\nfacts:\n  docs.published: perhaps\n'
    const header = launch('a', 'facts: {}')
    expect(await told({ ...base, 'launch.yaml': header, 'facts/docs.yaml': part })).toEqual(['launch/unfit-value'])
    expect(await told({ ...base, 'launch.yaml': header, 'facts/docs.yaml': part }, ['facts/docs.yaml', 'launch.yaml'])).toEqual([
      'launch/unfit-value',
    ])
    const kept = part.replace('  docs', '  # onlyif-disable-next-line launch/unfit-value -- the law calls it that\n  docs')
    expect(await told({ ...base, 'launch.yaml': header, 'facts/docs.yaml': kept })).toEqual([])
    const mapping =
      'apiVersion: onlyif/v1\nkind: Mapping\nid: plain\neach: plain/*.yaml\nlaunch: { id: "{file}", title: /name, owner: /owner }\nfacts: { docs.published: /published }\n'
    const config = 'apiVersion: onlyif/v1\nkind: Config\nmappings: mapping.yaml\n'
    expect(
      await told({ ...base, 'onlyif.yaml': config, 'mapping.yaml': mapping, 'plain/x.yaml': 'name: X\nowner: o\npublished: perhaps\n' }),
    ).toEqual([])
  })

  test('a journey of fifteen stages is short enough', async () => {
    const stages = (count: number): string => `journey: [${Array.from({ length: count }, (_, i) => `s${i}`).join(', ')}]`
    expect(await told({ ...base, 'rules/p.yaml': promise(`${plain}\n${stages(15)}`, asks) })).toEqual([])
    expect(await told({ ...base, 'rules/p.yaml': promise(`${plain}\n${stages(16)}`, asks) })).toEqual(['commitment/long-journey'])
  })

  test('one fact that customers feel is enough, and without a catalog nobody can tell', async () => {
    const cold = 'docs.published: { type: boolean, owner: docs }'
    expect(await told({ ...base, 'catalog.yaml': catalog(cold) })).toEqual(['commitment/no-cpi'])
    expect(await told({ 'rules/p.yaml': base['rules/p.yaml'], 'launch.yaml': good })).toEqual([])
    const listing = promise('id: list\ntitle: We go to market only if the list is kept', '').replace(
      / {2}- id: help[\s\S]*$/,
      '  - same: promise/help\n',
    )
    expect(await told({ ...base, 'rules/list.yaml': listing })).toEqual([])
  })

  test('due on the day of the launch is not after it, and advice may come later', async () => {
    const due = (text: string): Record<string, string> => ({ ...base, 'rules/p.yaml': promise(plain, `${asks}\n${text}`) })
    expect(await told(due('due: T'))).toEqual([])
    expect(await told(due('due: 2026-10-15'))).toEqual([])
    expect(await told(due('due: 2026-10-16'))).toEqual(['commitment/due-after-launch'])
    expect(await told(due('due: T+1d'))).toEqual(['commitment/due-after-launch'])
    expect(await told(due('due: T+1d\nenforcement: advisory'))).toEqual([])
    const later = { ...due('due: 2026-10-16'), 'launch.yaml': `${good}---\n${launch('b', 'date: 2026-12-01')}` }
    expect(await told(later)).toEqual([])
  })

  test('a commitment applies to none only if that is known of every launch', async () => {
    const tiered = { ...base, 'rules/p.yaml': promise(plain, `${asks}\nappliesWhen: { launch.tier: 3 }`) }
    expect(await told(tiered)).toEqual(['commitment/applies-to-none'])
    expect(await told({ ...tiered, 'launch.yaml': `${good}---\n${launch('b', 'tier: 3')}` })).toEqual([])
    expect(await told({ ...tiered, 'launch.yaml': `${good}---\n${launch('b', 'date: 2026-12-01')}` }), 'unknown tier').toEqual([])
    expect(await told({ ...tiered, 'launch.yaml': 'kind: Launch\n' }), 'a launch that cannot be read').not.toContain(
      'commitment/applies-to-none',
    )
  })

  test('facts that are derived, read by a lookup, or supplied by another team are in order', async () => {
    const facts = `${felt}\nneeded: { type: list, lookup: { from: markets, table: { DE: [de] } } }\nmarkets: { type: list, owner: sales }`
    const asked = promise(plain, 'title: help is published\nrequire: { docs.published: { equals: true }, needed: { includes: de } }')
    const files = { 'rules/p.yaml': asked, 'catalog.yaml': catalog(facts), 'launch.yaml': good }
    expect(await told(files)).toEqual(['catalog/never-supplied'])
    const part = 'apiVersion: onlyif/v1\nkind: Facts\nlaunch: a\nfacts: { markets: [DE] }\n'
    expect(await told({ ...files, 'facts/sales.yaml': part })).toEqual([])
  })

  test('with an error in a file nothing else is told', async () => {
    const broken = { ...base, 'rules/p.yaml': promise(plain, 'title: help should be there\nrequire: { docs.publishd: true }') }
    expect(await told(broken)).toEqual(['commitment/unknown-fact'])
  })

  test('of named files only their own habits are told', async () => {
    const files = { ...base, 'rules/q.yaml': promise('id: other\ntitle: It should be good', asks) }
    expect(await told(files, ['rules/q.yaml'])).toEqual(['commitment/soft-words'])
    expect(await told(files, ['rules/p.yaml'])).toEqual([])
    expect(await told(files, ['catalog.yaml'])).toEqual([])
    expect(await told({ ...base, 'elsewhere/catalog.yaml': catalog('a.b: { type: text }') }, ['elsewhere/catalog.yaml'])).toEqual([])
  })
})

describe('a habit that is meant', () => {
  const comment = '# onlyif-disable-next-line commitment/soft-words -- our customers asked for this very word\n'
  const kept = { ...base, 'rules/p.yaml': promise(plain, `${comment}title: help is mostly there\nrequire: { docs.published: true }`) }

  test('is silenced with a reason, and not without', async () => {
    expect(await told(kept)).toEqual([])
    expect(await told({ ...kept, 'rules/p.yaml': kept['rules/p.yaml'].replace(/ -- .*/, '') })).toEqual([
      'document/silence-without-reason',
      'commitment/soft-words',
    ])
  })

  test('is not idle where nobody looks for it, and is where there is nothing to silence', async () => {
    const { err, code } = await workplace(kept).run(['check'])
    expect({ err, code }).toEqual({ err: '', code: 0 })
    const idle = { ...kept, 'rules/p.yaml': kept['rules/p.yaml'].replace('mostly there', 'there') }
    expect(await told(idle)).toEqual(['document/unused-silence'])
    expect((await workplace(idle).run(['check'])).err).toBe('')
  })
})

test('check never tells of habits', async () => {
  const { err, code } = await workplace({ ...base, 'rules/p.yaml': promise(plain, asks.replace('help is', 'help should be')) }).run([
    'check',
  ])
  expect({ err, code }).toEqual({ err: '', code: 0 })
})

test('habits are warnings, which a comment can silence, and the page about them has every one', () => {
  const page = readFileSync(new URL('../../docs/explaining.md', import.meta.url), 'utf8')
  for (const code of practiceCodes) {
    expect(codes[code as keyof typeof codes].severity).toBe('warning')
    expect(page).toContain(`\`${code}\``)
  }
})

describe('onlyif check', () => {
  const asksGa = promise(`${plain}\nappliesWhen: { launch.maturity: ga }`, 'title: help is published\nrequire: { docs.published: true }')
  const at = (maturity: string, id = 'a'): string => launch(id, `maturity: ${maturity}\nfacts: { docs.published: true }`)

  test('warns where a launch spells a text otherwise than a commitment, whatever others do', async () => {
    const files = {
      'rules/p.yaml': asksGa,
      'launches/a.yaml': at('GA'),
      'launches/b.yaml': at('ga', 'b'),
      'launches/c.yaml': at('G.A.', 'c'),
    }
    const { err } = await workplace(files).run(['check'])
    expect([...err.matchAll(/^warning\[(.*)\]/gm)].map(([, code]) => code)).toEqual(['commitment/near-miss'])
    expect(err.replaceAll(/\s+/g, ' ')).toContain('`ga` is not equal to `GA`, as launch `a` spells `launch.maturity`')
    expect((await workplace({ 'rules/p.yaml': asksGa, 'launches/b.yaml': at('ga', 'b') }).run(['check'])).err).toBe('')
    expect((await workplace(files).run(['check', '--quiet'])).err).toBe('')
  })

  test('takes a text that is listed in both spellings for meant, and keeps what a comment keeps', async () => {
    const both = asksGa.replace('ga }', '{ oneOf: [ga, GA] } }')
    expect((await workplace({ 'rules/p.yaml': both, 'launch.yaml': at('GA') }).run(['check'])).err).toBe('')
    const comments = '# onlyif-disable-next-line commitment/near-miss -- both are in use\n'
    const kept = asksGa.replace('appliesWhen', `${comments}appliesWhen`)
    expect((await workplace({ 'rules/p.yaml': kept, 'launch.yaml': at('GA') }).run(['check'])).err).toBe('')
  })
})
