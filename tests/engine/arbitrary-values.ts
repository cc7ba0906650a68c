import fc from 'fast-check'

/** JSON data, as documents are generated. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data }
export type Fields = Record<string, Data>

/** The instant of every generated judgement. */
export const now = '2026-10-07T09:00:00Z'

export const head = { apiVersion: 'onlyif/v1' }

/** Values of each type that lie close together, so that comparisons come out either way. */
export const values = {
  number: [-1, 0, 0.5, 1, 2, 3, 10, 1e21],
  count: [0, 1, 2, 3, 12],
  percent: ['0%', '50%', '90%', '90.0%', '-5%', '100%'],
  money: ['EUR 10.00', 'EUR 10', 'EUR 9.99', 'USD 10', 'EUR -1', 'USD 0.0001'],
  duration: ['1d', '24h', 'P1D', 'PT24H', '36h', '2w', '14d', '15min', '0d'],
  date: [
    '2026-10-05',
    '2026-10-06',
    '2026-10-07',
    '2026-10-08',
    '2026-09-30',
    '2026-10-05T21:00:00Z',
    '2026-10-21',
    '2026-10-06T09:00:00Z',
    '2026-10-06T08:59:59.999Z',
    '2026-10-07T00:00:00Z',
    '2026-10-07T09:00:00Z',
    '2026-10-07T09:00:00.001Z',
    '2026-10-08T01:30:00+02:00',
    '2026-10-14T23:59:59.999Z',
  ],
  version: [
    '1.2.3',
    '1.2',
    'v1.2.0',
    '1.10.0',
    '1.9',
    '0.0.0',
    'v0',
    '2.0.0-rc.1',
    '2.0.0-rc.10',
    '2.0.0-rc.2',
    '2.0.0-rc',
    '2.0.0-alpha.x',
    '2.0.0',
    '2.0.0+7',
    '2.0.0-1',
    '2.0.0-01',
  ],
  boolean: [true, false],
  text: ['ga', 'beta', 'general-availability', 'b', 'de', 'é𝄞x', 'e\u0301', 'constructor', '2026-10-07', '90%', '1.2.3'],
  choice: ['draft', 'approved', 'rejected'],
} as const satisfies Record<string, readonly Data[]>

export type ScalarName = keyof typeof values
export type TypeName = ScalarName | 'list'

/** The facts of the generated catalogs. Two carry names that every object inherits. */
export const facts: Readonly<Record<string, TypeName>> = {
  'num.a': 'number',
  'num.b': 'number',
  'cnt.a': 'count',
  'pct.a': 'percent',
  'pct.b': 'percent',
  'mon.a': 'money',
  'mon.b': 'money',
  'dur.a': 'duration',
  'dur.b': 'duration',
  'day.a': 'date',
  'day.b': 'date',
  'ver.a': 'version',
  'ver.b': 'version',
  'flag.a': 'boolean',
  'txt.a': 'text',
  'txt.b': 'text',
  'pick.a': 'choice',
  'pick.b': 'choice',
  'list.a': 'list',
  'list.b': 'list',
  'list.picks': 'list',
  'looked.up': 'list',
  'looked.at': 'number',
  'looked.for': 'list',
  'constructor.name': 'text',
  toString: 'text' as const,
}

/** The header fields that generated conditions read. */
export const launchFields: Readonly<Record<string, TypeName>> = {
  'launch.tier': 'count',
  'launch.version': 'version',
  'launch.date': 'date',
  'launch.markets': 'list',
  'launch.maturity': 'text',
  'launch.launchedOn': 'date',
}

/** One of a few. */
export function pick<T>(items: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...items)
}
