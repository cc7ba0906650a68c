import { describe, expect, test } from 'vitest'
import { folderOf } from '../world/temporary-folder.ts'
import { decisionsIn, errorsIn, onlyif, type Ran } from './command.ts'
import { head } from './gate.ts'

const mapping = `${head('Mapping')}id: kep
each: keps/**/kep.yaml
launch: { id: "{folder}", title: /title, owner: /owner, date: /date }
facts:
  kep.updated: { at: /updated, type: date }
  kep.milestone: { at: /milestone, type: version }
  kep.sigs: { at: /sigs, type: list, absent: [] }
  kep.hasMetrics: { has: /metrics }
  kep.nested: { at: /nested/list, type: list, absent: [] }
  kep.nestedMetrics: { has: /nested/metrics }
  prr.approver: { file: "prr/{/number}.yaml", at: /approver }
`

const commitment = (require: string): string =>
  `${head('Commitment')}id: promise\ntitle: t\nowner: o\ngoToMarketOnlyIf:\n  - { id: r, title: t, owner: o, require: ${require} }\n`

async function judged(kep: string, require: string, more: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const files = {
    'onlyif.yaml': `${head('Config')}mappings: mapping.yaml\n`,
    'mapping.yaml': mapping,
    'rules/promise.yaml': commitment(require),
    'keps/demo/kep.yaml': kep,
  }
  return onlyif(await folderOf({ ...files, ...more }), ['check', '--format', 'json'])
}

function said(ran: Ran): string {
  const [decision] = decisionsIn(ran)
  const [finding] = decision?.requirements[0]?.findings ?? []
  if (!decision)
    return `no decision: ${errorsIn(ran)
      .map((item) => item.code)
      .join(', ')}`
  return finding?.result === 'unknown' ? `unknown: ${finding.reason}` : (finding?.result ?? 'nothing')
}

const base = 'title: A proposal\nowner: sig-apps\nnumber: "42"\n'

const rows: readonly [law: string, kep: string, require: string, expected: string][] = [
  [
    'the impossible date of a real file is unknown, not a day two years later',
    'updated: 2025-30-01',
    '{ kep.updated: { after: 2020-01-01 } }',
    'unknown: wrong-type',
  ],
  [
    'the impossible date of another real file is unknown',
    'updated: 2023-14-05',
    '{ kep.updated: { after: 2020-01-01 } }',
    'unknown: wrong-type',
  ],
  [
    'an impossible launch date is told, and the launch is not judged',
    'date: 2025-30-01',
    '{ kep.hasMetrics: true }',
    'no decision: mapping/wrong-item',
  ],
  ['a milestone without quotes is a number, so unknown', 'milestone: 1.10', '{ kep.milestone: { atLeast: "1.9" } }', 'unknown: wrong-type'],
  ['a pointer that finds nothing is missing', '', '{ kep.milestone: { notEquals: "1.9" } }', 'unknown: missing'],
  ['null at the end of a pointer is missing', 'milestone: ~', '{ kep.milestone: { notEquals: "1.9" } }', 'unknown: missing'],
  ['only a mapping may say what absence means: then it is an empty list', '', '{ kep.sigs: { size: 0 } }', 'met'],
  ['`has` answers false where there is nothing', '', '{ kep.hasMetrics: false }', 'met'],
  ['`has` answers true where there is something', 'metrics: [latency]', '{ kep.hasMetrics: true }', 'met'],
  ['`has` answers false where an empty list stands: nobody named a metric', 'metrics: []', '{ kep.hasMetrics: true }', 'unmet'],
  ['`has` answers false where an empty mapping stands', 'metrics: {}', '{ kep.hasMetrics: true }', 'unmet'],
  ['a pointer reads own keys only', '', '{ kep.hasMetrics: { notEquals: true } }', 'met'],
  [
    'what a file of another build does not show is not absent: a text stands where the list was within',
    'nested: moved elsewhere',
    '{ kep.nested: { none: { it: bad } } }',
    'unknown: unreachable',
  ],
  [
    'what a file of another build does not show is not absent: a list stands where the key was within',
    'nested: [{ metrics: bad }]',
    '{ kep.nestedMetrics: false }',
    'unknown: unreachable',
  ],
  [
    'a collection by names is not one item',
    'sigs: { a: { x: 1 }, b: { x: 1 }, c: { x: 1 } }',
    '{ kep.sigs: { size: { atMost: 2 } } }',
    'unknown: wrong-type',
  ],
  ['a file that is not there is unreachable, not absent', '', '{ prr.approver: { notEquals: nobody } }', 'unknown: unreachable'],
]

describe('§2 files that were not written for us are read as strictly', () => {
  test.each(rows)('%s', async (_, lines, require, expected) => {
    expect(said(await judged(`${base}${lines}\n`, require))).toBe(expected)
  })

  test.each(['../secret', '..', '.hidden', '/etc/hostname', 'a/b', 'a\\b', '', '~', '%2e%2e', 'x'.repeat(5000)])(
    'the part %j of a path reads nothing that it should not',
    async (part) => {
      const kep = base.replace('"42"', JSON.stringify(part))
      const ran = await judged(kep, '{ prr.approver: { present: true } }', {
        'secret.yaml': 'approver: me\n',
        'prr/a/b.yaml': 'approver: me\n',
        'prr/.hidden.yaml': 'approver: me\n',
      })
      expect(said(ran)).toMatch(/^unknown: (?:unreachable|missing)$/)
    },
  )

  test('a file that cannot be read is not made good by what somebody else says of the fact', async () => {
    const facts = `${head('Facts')}launch: demo\nfacts: { prr.approver: ola }\n`
    const ran = await judged(base, '{ prr.approver: { equals: ola } }', { 'facts/support.yaml': facts })
    expect(said(ran)).toBe('unknown: conflict')
  })

  test('a file that cannot be read as YAML is unreachable for the fact, and nothing else', async () => {
    const ran = await judged(base, '{ prr.approver: { notEquals: nobody } }', { 'prr/42.yaml': 'approver: [\n' })
    expect([said(ran), errorsIn(ran)]).toEqual(['unknown: unreachable', []])
  })

  test('no launch is judged as another mapping says of its facts', async () => {
    const other = mapping.replace('id: kep', 'id: other').replace('keps/**/kep.yaml', 'others/*.yaml')
    const withOther = (type: string): Record<string, string> => ({
      'onlyif.yaml': `${head('Config')}mappings: [mapping.yaml, other.yaml]\n`,
      'other.yaml': other.replace('type: version', `type: ${type}`),
      'others/x.yaml': base,
    })
    const asked = '{ kep.milestone: { notEquals: "1.9" } }'
    const kep = `${base}milestone: "1.9.0"\n`
    expect(said(await judged(kep, asked, withOther('version')))).toBe('unmet')
    const ran = await judged(kep, asked, withOther('text'))
    expect([ran.code, errorsIn(ran).map((item) => item.code)]).toEqual([2, ['catalog/duplicate-fact']])
    expect(errorsIn(ran)[0]).toMatchObject({
      file: 'other.yaml',
      message: 'the mapping `other` says that `kep.milestone` is of type `text`, and `kep` says `version`',
      related: [{ file: 'mapping.yaml' }],
    })
  })

  test('two files that give one launch id are told', async () => {
    const ran = await judged(base, '{ kep.hasMetrics: false }', { 'keps/sig-a/demo/kep.yaml': base })
    expect(new Set(errorsIn(ran).map((item) => item.code))).toEqual(new Set(['document/duplicate-id']))
    expect(ran.code).toBe(2)
  })
})
