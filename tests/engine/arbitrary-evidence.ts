import fc from 'fast-check'
import { itemValue } from './arbitrary-tests.ts'
import { type Data, type Fields, facts, head, pick, type ScalarName, type TypeName, values } from './arbitrary-values.ts'

const placeholders: readonly Data[] = ['TBD', 'n/a', '???', '<your answer>', 'todo: ask', '', 'unknown']
const oddities: readonly Data[] = ['2025-30-01', 'm', '14m', true, 3, -3, 1.5, 'some words', [], ['b'], '12', 'EUR', '90 %']

function scalar(type: ScalarName): fc.Arbitrary<Data> {
  return pick<Data>(values[type])
}

const item: fc.Arbitrary<Data> = fc.oneof(
  { weight: 5, arbitrary: pick<Data>(['de', 'en', 'b', 'ga', 'draft']) },
  { weight: 3, arbitrary: itemValue },
  { weight: 1, arbitrary: pick<Data>([...placeholders, null, ['b'], { it: 'b' }]) },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        number: scalar('number'),
        percent: scalar('percent'),
        date: scalar('date'),
        version: scalar('version'),
        boolean: scalar('boolean'),
        money: scalar('money'),
        duration: scalar('duration'),
        text: pick<Data>(['b', 'a', 'TBD', null]),
        tags: fc.array(pick<Data>(['b', 'a', 1, 'TBD']), { maxLength: 2 }),
        deep: fc.record({ number: scalar('number'), text: scalar('text') }),
      },
      { requiredKeys: ['number'] },
    ),
  },
)

function good(type: TypeName): fc.Arbitrary<Data> {
  return type === 'list' ? fc.array(item, { maxLength: 3 }) : scalar(type)
}

const asOf = fc.oneof(
  { weight: 6, arbitrary: pick<Data>(values.date.filter((text) => text < '2026-10-07T09:00:00.000Z')) },
  { weight: 1, arbitrary: scalar('date') },
  { weight: 1, arbitrary: pick<Data>(['TBD', null]) },
)

const provenance: fc.Arbitrary<Fields> = fc.record(
  {
    asOf,
    sample: pick<Data>([0, 1, 29, 30, 31, 112, 200, null, 'TBD']),
    window: pick<Data>(['1h', '59min', '7d', '168h', '6d', 'TBD']),
    link: pick<Data>(['https://example.test/', 'TBD', 'see the wiki']),
    note: pick<Data>(['seen by two', '']),
    by: fc.constant('insight'),
  },
  { requiredKeys: [] },
)

/** What a team writes under a fact: mostly a fitting value, with or without evidence; sometimes a gap or something odd. */
function supplied(type: TypeName): fc.Arbitrary<Data> {
  const value = fc.oneof(
    { weight: 12, arbitrary: good(type) },
    { weight: 1, arbitrary: pick<Data>([...placeholders, null]) },
    { weight: 1, arbitrary: pick<Data>(oddities) },
  )
  return fc.oneof(
    value,
    fc.tuple(value, provenance).map(([data, evidence]): Data => ({ value: data, ...evidence })),
  )
}

function factsMapping(leaveOut: number): fc.Arbitrary<Fields> {
  const entries = Object.entries(facts).map(([path, type]) => {
    const entry = supplied(type).map((data): Fields => ({ [path]: data }))
    const derived = path.startsWith('looked.')
    return fc.oneof({ weight: derived ? 8 : leaveOut, arbitrary: fc.constant<Fields>({}) }, { weight: derived ? 1 : 10, arbitrary: entry })
  })
  return fc.tuple(...entries).map((parts) => Object.assign({}, ...parts) as Fields)
}

const defaults: fc.Arbitrary<Fields> = fc.record({ asOf }, { requiredKeys: [] })

/** A launch manifest with the facts of its own team. */
export const launch: fc.Arbitrary<Fields> = fc
  .tuple(
    fc.record(
      {
        version: scalar('version'),
        tier: pick<Data>([1, 2, 3]),
        maturity: pick<Data>(['ga', 'beta', 'TBD']),
        date: pick<Data>(['2026-10-15', '2026-10-07', '2026-10-08', null]),
        launchedOn: pick<Data>(['2026-10-07', null]),
        markets: fc.array(pick<Data>(['DE', 'NO', 'US', 'US', 'DE', 'FR']), { maxLength: 2 }),
      },
      { requiredKeys: ['markets', 'version', 'tier'] },
    ),
    defaults,
    factsMapping(1),
  )
  .map(([fields, base, mapping]) => ({ ...head, kind: 'Launch', id: 'l', title: 'L', owner: 'team', ...fields, ...base, facts: mapping }))

/** Another team's facts, which may contradict the manifest. */
export const otherFacts = fc
  .tuple(defaults, factsMapping(300))
  .map(([base, mapping]): Fields => ({ ...head, kind: 'Facts', launch: 'l', ...base, facts: mapping }))
