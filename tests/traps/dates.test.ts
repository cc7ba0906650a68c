import { describe, expect, test } from 'vitest'
import { gate, head, requirementOf, type Scenario, says, words } from './gate.ts'

/** Where a date stands in a file, each with a scenario that has it there. */
const waiver = (expires: string, on = '2026-10-06', followUp = ''): string =>
  `- { id: W-1, launch: checkout-2, requirement: promise/r, covers: { beta.csat: { atLeast: 3 } }, as: accepted, reason: because, requestedBy: ola, approved: [{ by: maria, role: cco, on: ${on} }], expires: ${expires}${followUp} }`

const waivable: Scenario = { commitment: 'waivers: { approvers: [cco], quorum: 1, maxDays: 60 }', facts: 'beta.csat: 3.5' }

const places: Readonly<Record<string, (date: string) => Scenario>> = {
  'the date of a launch': (date) => ({ launch: `date: ${date}`, facts: 'beta.csat: 5' }),
  'the day a launch was launched': (date) => ({ launch: `launchedOn: ${date}`, facts: 'beta.csat: 5' }),
  'the deadline of a requirement': (date) => ({ demand: `due: ${date}\nrequire: { beta.csat: { atLeast: 4 } }`, facts: 'beta.csat: 5' }),
  'the day from which a requirement blocks': (date) => ({
    demand: `enforcement: { blockingFrom: ${date} }\nrequire: { beta.csat: { atLeast: 4 } }`,
    facts: 'beta.csat: 5',
  }),
  'a bar': (date) => ({ demand: `require: { notice.sentOn: { onOrBefore: ${date} } }`, facts: 'notice.sentOn: 2025-01-01' }),
  'a bound of `between`': (date) => ({
    demand: `require: { notice.sentOn: { between: [2020-01-01, ${date}] } }`,
    facts: 'notice.sentOn: 2025-01-01',
    catalog: 'notice.sentOn: { type: date }',
  }),
  'the end of a waiver': (date) => ({ ...waivable, waivers: waiver(date) }),
  'an approval of a waiver': (date) => ({ ...waivable, waivers: waiver('2026-10-20', date) }),
  'the follow-up of a waiver': (date) => ({
    ...waivable,
    waivers: waiver('2026-10-20', '2026-10-06', `, followUp: { what: x, owner: y, due: ${date} }`),
  }),
  'the age of evidence': (date) => ({ facts: `beta.csat: { value: 5, asOf: ${date} }` }),
  'the age of all evidence in a manifest': (date) => ({ launch: `asOf: ${date}`, facts: 'beta.csat: 5' }),
  'the agreement on a catalog': (date) => ({
    facts: 'beta.csat: 5',
    more: [
      { file: 'catalog.yaml', text: `${head('FactCatalog')}agreed: { on: ${date}, by: [a] }\nfacts: { beta.csat: { type: number } }\n` },
    ],
  }),
  'the age of an example': (date) => ({
    facts: 'beta.csat: 5',
    catalog: `beta.csat: { type: number, example: { value: 4, asOf: ${date} } }`,
  }),
  'the range of a fact': (date) => ({
    facts: 'beta.csat: 5',
    catalog: `beta.csat: { type: number }\nnotice.sentOn: { type: date, range: [2020-01-01, ${date}] }`,
  }),
}

const impossible: readonly [date: string, says: string, hint: string][] = [
  ['2025-30-01', '30 is not a month', 'did you mean `2025-01-30`?'],
  ['2023-14-05', '14 is not a month', 'did you mean `2023-05-14`?'],
  ['2025-30-12', '30 is not a month', 'did you mean `2025-12-30`?'],
  ['2025-11-31', '2025-11 has no day 31', '30 days'],
  ['2025-02-29', '2025-02 has no day 29', '28 days'],
  ['2100-02-29', '2100-02 has no day 29', '28 days'],
  ['2025-00-10', '0 is not a month', ''],
  ['2025-01-00', '2025-01 has no day 0', '31 days'],
  ['2025-31-31', '31 is not a month', '01 to 12'],
]

const atPlaces = Object.keys(places).flatMap((place) => impossible.map(([date]) => [date, place] as const))

describe('§2 a date is a real day, written as one', () => {
  test.each(atPlaces)('%s as %s is one diagnostic that says what is wrong, and no decision', async (date, place) => {
    const [, wanted, hint] = impossible.find(([other]) => other === date) ?? ['', '', '']
    const { decision, errors } = await gate(places[place]?.(date) ?? {})
    expect(decision).toBeUndefined()
    expect(errors).toHaveLength(1)
    if (place === 'the range of a fact') return
    expect(errors[0]?.code).toBe('document/wrong-date')
    expect(errors.map(words).join()).toContain(wanted)
    expect(errors.map(words).join()).toContain(hint)
  })

  test.each(Object.keys(places))('2024-02-29 as %s is a day', async (place) => {
    expect((await gate(places[place]?.('2024-02-29') ?? {})).errors).toEqual([])
  })

  test.each([
    ...impossible.map(([date]) => date),
    '2025-9-30',
    '30.9.2025',
    '2025-09-30T25:00:00Z',
    '2025-09-30T10:00',
    'yesterday',
    '20250930',
  ])('%s as a fact is unknown, not a date and not a failure', async (date) => {
    for (const test of ['before: 2030-01-01', 'after: 2030-01-01', 'withinLast: 3650d', 'notEquals: 2020-01-01']) {
      expect(
        await says({
          demand: `require: { notice.sentOn: { ${test} } }`,
          facts: `notice.sentOn: ${date}`,
          catalog: 'notice.sentOn: { type: date }',
        }),
      ).toBe('unknown: wrong-type')
    }
  })

  test.each(impossible.map(([date]) => date))('a waiver that ends on %s is never honoured', async (date) => {
    const { decision, errors } = await gate({ ...waivable, waivers: waiver(date) })
    expect([decision, errors.length]).toEqual([undefined, 1])
  })

  test.each(['2025-01-01', '2025-01-01T00:00:00Z', '"2025-01-01"', "'2025-01-01'"])(
    '%s is text that we read ourselves: no parser makes another day of it',
    async (date) => {
      const { decision } = await gate({ demand: 'require: { notice.sentOn: { onOrBefore: 2025-01-01 } }', facts: `notice.sentOn: ${date}` })
      expect(decision?.requirements[0]).toMatchObject({ outcome: 'met', findings: [{ actual: date.replace(/["']/g, '') }] })
    },
  )
})

describe('§2 a bare day is a whole day in UTC', () => {
  const lastDay: readonly [string, string, string][] = [
    ['counts at the last second of its last day', '2026-10-20T23:59:59Z', 'waived'],
    ['counts in the last second of that day as another zone writes it', '2026-10-21T01:59:59+02:00', 'waived'],
    ['has ended with the first instant of the next day', '2026-10-21T00:00:00Z', 'unmet'],
    ['has ended by then as another zone writes it', '2026-10-20T23:59:59-02:00', 'unmet'],
  ]

  test.each(lastDay)('a waiver until 2026-10-20 %s', async (_, now, expected) => {
    expect(await says({ ...waivable, waivers: waiver('2026-10-20'), now })).toBe(expected)
  })

  test.each(['2026-10-20T09:00:00Z', '2026-10-20T00:00:00Z', '2026-10-20T23:00:00-12:00', '2026-10-21T01:59:59+02:00'])(
    'a waiver until %s names an hour, and is not honoured beyond it: it is told',
    async (expires) => {
      const { decision, errors } = await gate({ ...waivable, waivers: waiver(expires) })
      expect(decision).toBeUndefined()
      expect(errors.map(({ code }) => code)).toEqual(['document/wrong-date'])
      expect(errors.map(words).join()).toContain('is a time of day, where the last day of a waiver is due')
    },
  )

  test.each([
    ['2026-10-08T23:59:59Z', false],
    ['2026-10-09T00:00:00Z', true],
  ])('at %s something due on 2026-10-08 is overdue: %s', async (now, overdue) => {
    expect(requirementOf(await gate({ demand: 'due: 2026-10-08\nrequire: { beta.csat: 5 }', facts: 'beta.csat: 4', now })).overdue).toBe(
      overdue,
    )
  })

  test.each([
    ['2026-10-07T00:00:00Z', 'met'],
    ['2026-10-06T23:59:59Z', 'unknown: future'],
  ])('at %s evidence as of 2026-10-07 is %s', async (now, expected) => {
    expect(await says({ facts: 'beta.csat: { value: 5, asOf: 2026-10-07 }', now })).toBe(expected)
  })

  test.each([
    ['2026-10-21T23:59:59Z', 'met'],
    ['2026-10-22T00:00:00Z', 'unknown: stale'],
  ])('at %s evidence as of 2026-10-07, good for 14 days, is %s', async (now, expected) => {
    expect(
      await says({
        demand: 'require: { beta.csat: { atLeast: 4, maxAge: 14d } }',
        facts: 'beta.csat: { value: 5, asOf: 2026-10-07 }',
        now,
      }),
    ).toBe(expected)
  })

  test('one `now` per decision: the same inputs at the same moment give the same bytes', async () => {
    const scenario: Scenario = {
      demand: 'due: T-3d\nrequire: { beta.csat: { atLeast: 4, maxAge: 14d } }',
      facts: 'beta.csat: { value: 5, asOf: 2026-10-01 }',
      launch: 'date: 2026-10-15',
    }
    expect(JSON.stringify(await gate(scenario))).toBe(JSON.stringify(await gate(scenario)))
  })

  test('the same moment in another zone gives the same bytes', async () => {
    const scenario: Scenario = { facts: 'beta.csat: 5' }
    expect((await gate({ ...scenario, now: '2026-10-07T11:00:00+02:00' })).decision).toEqual(
      (await gate({ ...scenario, now: '2026-10-07T09:00:00Z' })).decision,
    )
  })
})
