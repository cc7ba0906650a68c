/** One test of one fact, a value that passes it and one that does not; `type` is what a catalog would say. */
export interface Row {
  readonly name: string
  readonly type: string
  readonly test: string
  readonly good: string
  readonly bad: string
}

const row = (name: string, type: string, test: string, good: string, bad: string): Row => ({ name, type, test, good, bad })

/** Every operator, on every type that makes a difference to its sentence. */
export const rows: readonly Row[] = [
  row('a bare value', 'number', '0', '0', '2'),
  row('a bare true', 'boolean', 'true', 'true', 'false'),
  row('equals text', 'text', '{ equals: approved }', 'approved', 'rejected'),
  row('equals fact', 'number', '{ equals: { fact: other.number } }', '5', '6'),
  row('notEquals', 'text', '{ notEquals: rejected }', 'approved', 'rejected'),
  row('oneOf', 'text', '{ oneOf: [low, medium] }', 'low', 'high'),
  row('oneOf one', 'text', '{ oneOf: [low] }', 'low', 'high'),
  row('oneOf fact', 'text', '{ oneOf: { fact: other.list } }', 'de', 'fr'),
  row('noneOf', 'text', '{ noneOf: [high, extreme] }', 'low', 'high'),
  row('atLeast', 'number', '{ atLeast: 4.2 }', '4.2', '3.9'),
  row('atLeast percent', 'percent', '{ atLeast: 99.9% }', '99.95%', '99.7%'),
  row('atLeast money', 'money', '{ atLeast: EUR 10.00 }', 'EUR 10.00', 'EUR 9.99'),
  row('atLeast version', 'version', '{ atLeast: "2.10.0" }', '"2.10.1"', '"2.9.0"'),
  row('atLeast fact', 'number', '{ atLeast: { fact: other.number } }', '5', '4'),
  row('atMost', 'number', '{ atMost: 1 }', '1', '2'),
  row('atMost duration', 'duration', '{ atMost: 15min }', '9min', '1h'),
  row('moreThan', 'number', '{ moreThan: 0 }', '1', '0'),
  row('lessThan', 'number', '{ lessThan: 10 }', '9', '10'),
  row('between', 'number', '{ between: [1, 5] }', '3', '6'),
  row('between fact', 'number', '{ between: [1, { fact: other.number }] }', '3', '6'),
  row('between dates', 'date', '{ between: [T-10d, T] }', '2026-10-10', '2026-10-01'),
  row('before', 'date', '{ before: T }', '2026-10-14', '2026-10-15'),
  row('after', 'date', '{ after: 2026-10-01 }', '2026-10-02', '2026-10-01'),
  row('onOrBefore', 'date', '{ onOrBefore: T-30d }', '2026-09-15', '2026-09-20'),
  row('onOrAfter', 'date', '{ onOrAfter: T+1d }', '2026-10-16', '2026-10-15'),
  row('onOrAfter fact', 'date', '{ onOrAfter: { fact: other.date } }', '2026-10-16', '2026-09-15'),
  row('withinLast', 'date', '{ withinLast: 30d }', '2026-09-22', '2026-08-20'),
  row('withinLast fact', 'date', '{ withinLast: { fact: other.duration } }', '2026-10-05', '2026-08-20'),
  row('withinNext', 'date', '{ withinNext: 35d }', '2026-10-22', '2027-08-20'),
  row('includes', 'list', '{ includes: de }', '[de, en]', '[en]'),
  row('includes fact', 'list', '{ includes: { fact: other.text } }', '[de, en]', '[en]'),
  row('includesAll', 'list', '{ includesAll: [de, nb, en] }', '[de, nb, en]', '[de]'),
  row('includesAll fact', 'list', '{ includesAll: { fact: other.list } }', '[de, nb, en]', '[nb]'),
  row('includesAny', 'list', '{ includesAny: [de, nb] }', '[de]', '[fr]'),
  row('excludes', 'list', '{ excludes: de }', '[en]', '[de, en]'),
  row('excludes several', 'list', '{ excludes: [de, nb] }', '[en]', '[de, en]'),
  row('size', 'list', '{ size: { atLeast: 2 } }', '[a, b]', '[a]'),
  row('size one', 'list', '{ size: 1 }', '[a]', '[a, b]'),
  row('size of text', 'text', '{ size: { atLeast: 2, atMost: 5 } }', 'abc', 'abcdefg'),
  row('size not', 'list', '{ size: { notEquals: 2 } }', '[a]', '[a, b]'),
  row('every it', 'list', '{ every: { it: { oneOf: [a, b] } } }', '[a, b]', '[a, x, b]'),
  row(
    'every key',
    'list',
    '{ every: { status: closed } }',
    '[{ status: closed }]',
    '[{ status: closed }, { status: open }, { status: open }]',
  ),
  row(
    'every several',
    'list',
    '{ every: { status: closed, days: { atMost: 3 } } }',
    '[{ status: closed, days: 1 }]',
    '[{ status: open, days: 1 }]',
  ),
  row('some', 'list', '{ some: { it: { startsWith: x } } }', '[a, xb]', '[a, b]'),
  row(
    'some nested',
    'list',
    '{ some: { any: [{ a: 1 }, { all: [{ b: 2 }, { c: { moreThan: 3 } }] }] } }',
    '[{ a: 1, b: 0, c: 0 }]',
    '[{ a: 2, b: 0, c: 0 }]',
  ),
  row('none', 'list', '{ none: { status: open } }', '[{ status: closed }]', '[{ status: open }]'),
  row('none not', 'list', '{ none: { not: { status: closed } } }', '[{ status: closed }]', '[{ status: open }]'),
  row('startsWith', 'text', '{ startsWith: "https://" }', '"https://example.test"', '"http://example.test"'),
  row('endsWith', 'text', '{ endsWith: .example.test }', 'a.example.test', 'b.test'),
  row('matches', 'text', '{ matches: "^R[0-9]+$" }', 'R12', 'X12'),
]

/** Facts that rows compare with. */
export const others = 'other: { number: 5, list: [de, nb], text: de, date: 2026-09-20, duration: 14d }'

export const catalogOfOthers = [
  'other.number: { type: number, name: agreed number }',
  'other.list: { type: list, name: languages needed }',
  'other.text: { type: text, name: main language }',
  'other.date: { type: date, name: day of the freeze }',
  'other.duration: { type: duration, name: agreed time }',
  'other.scale: { type: number, name: agreed bar, range: [1, 5] }',
]
