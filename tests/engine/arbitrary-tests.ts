import fc from 'fast-check'
import { type Data, type Fields, facts, launchFields, pick, type ScalarName, type TypeName, values } from './arbitrary-values.ts'

const orders = ['atLeast', 'atMost', 'moreThan', 'lessThan'] as const
const dateOrders = ['before', 'after', 'onOrBefore', 'onOrAfter'] as const
const texts: readonly TypeName[] = ['text', 'choice']
const numbers: readonly TypeName[] = ['number', 'count']

/** Another fact whose type may stand on the right of a test of `type`. */
function factOf(type: TypeName): fc.Arbitrary<Data> {
  const fits = (other: TypeName): boolean =>
    other === type || (numbers.includes(type) && numbers.includes(other)) || (texts.includes(type) && texts.includes(other))
  return pick(Object.entries({ ...facts, ...launchFields }).flatMap(([path, other]) => (fits(other) ? [path] : []))).map((fact) => ({
    fact,
  }))
}

const days = fc.oneof(
  { weight: 1, arbitrary: fc.constant('T') },
  { weight: 3, arbitrary: fc.integer({ min: -20, max: 20 }).map((n) => `T${n < 0 ? '' : '+'}${n}d`) },
)

interface Operands {
  readonly literal: fc.Arbitrary<Data>
  readonly single: fc.Arbitrary<Data>
}

const operands = Object.fromEntries(
  Object.keys(values).map((name) => {
    const type = name as ScalarName
    const literal = pick<Data>(values[type])
    const single = fc.oneof(
      { weight: 5, arbitrary: literal },
      { weight: 2, arbitrary: factOf(type) },
      ...(type === 'date' ? [{ weight: 2, arbitrary: days }] : []),
    )
    return [type, { literal, single }]
  }),
) as Record<ScalarName, Operands>

function operator(name: string, operand: fc.Arbitrary<Data>): fc.Arbitrary<Fields> {
  return operand.map((data) => ({ [name]: data }))
}

function some(items: fc.Arbitrary<Data>): fc.Arbitrary<Data> {
  return fc.array(items, { minLength: 1, maxLength: 3 })
}

/** One operator with a fitting operand for a single value of `type`. */
function scalarTest(type: ScalarName, { literal, single }: Operands = operands[type]): fc.Arbitrary<Fields> {
  const list = type === 'date' ? fc.oneof(literal, days) : literal
  const tests = [
    operator('equals', single),
    operator('notEquals', single),
    operator('oneOf', some(list)),
    operator('noneOf', some(list)),
    operator('oneOf', factOf('list')),
    operator('noneOf', factOf('list')),
  ]
  if (type === 'date') tests.push(...dateOrders.map((name) => operator(name, single)))
  if (type === 'date') tests.push(...['withinLast', 'withinNext'].map((name) => operator(name, operands.duration.single)))
  if (texts.includes(type))
    tests.push(...['startsWith', 'endsWith'].map((name) => operator(name, fc.oneof(pick<Data>(['b', 'g', 'a', 'ga', 'd']), factOf(type)))))
  if (texts.includes(type)) tests.push(operator('matches', pick(['^b', 'a$', '[a-c]+', '^.$', 'é', '(a|b)*'])), operator('size', sizeTest))
  if (!texts.includes(type) && type !== 'boolean' && type !== 'date') tests.push(...orders.map((name) => operator(name, single)))
  if (!texts.includes(type) && type !== 'boolean') tests.push(operator('between', fc.tuple(single, single)))
  return fc.oneof(...tests)
}

const sizeTest: fc.Arbitrary<Data> = fc.oneof(
  pick<Data>([0, 1, 2, 3]),
  fc.oneof(...orders.map((name) => operator(name, fc.oneof(pick<Data>([0, 1, 2, 3]), factOf('count'))))),
  operator('between', fc.tuple(pick<Data>([0, 1]), pick<Data>([2, 3]))),
  operator('oneOf', some(pick<Data>([0, 1, 2]))),
  fc.constant({ atLeast: 1, atMost: 2 }),
  fc.constant({ atLeast: '90%' }),
)

/** Values as lists hold them, each as it is spelled. */
export const itemValue: fc.Arbitrary<Data> = fc.oneof(...Object.values(values).map((pool) => pick<Data>(pool)))
const wanted = fc.oneof({ weight: 3, arbitrary: pick<Data>(['de', 'en', 'b', 'ga', 'draft']) }, { weight: 2, arbitrary: itemValue })
const anyFact: fc.Arbitrary<Data> = pick(Object.keys({ ...facts, ...launchFields })).map((fact) => ({ fact }))

function listTest(items: (operator: 'every' | 'some' | 'none') => fc.Arbitrary<Data>): fc.Arbitrary<Fields> {
  return fc.oneof(
    operator('includes', fc.oneof(wanted, anyFact)),
    operator('excludes', fc.oneof(wanted, some(wanted), anyFact)),
    operator('includesAll', fc.oneof(some(wanted), factOf('list'))),
    operator('includesAny', fc.oneof(some(wanted), factOf('list'))),
    operator('size', sizeTest),
    ...(['every', 'some', 'none'] as const).map((name) => operator(name, items(name))),
  )
}

/** A leaf inside a quantifier, whose type is that of its literal. */
const itemTest: fc.Arbitrary<Fields> = fc.oneof(
  ...(['number', 'percent', 'money', 'duration', 'date', 'version', 'boolean', 'text'] as const).map((type) => {
    const key = pick(['it', type, `it.${type}`, `deep.${type}`, 'constructor.name'])
    const literal = pick<Data>(type === 'version' ? values.version.filter((text) => /^v\d+\.|^\d+\.\d+\.\d/.test(text)) : values[type])
    const test = scalarTest(type, { literal, single: literal }).filter((fields) => !Object.values(fields).some(isFact))
    const spelled = type === 'text' ? fc.constant<Fields>({ equals: 'b' }) : test
    return fc.tuple(key, spelled).map(([path, fields]): Fields => ({ [path]: fields }))
  }),
  fc
    .tuple(
      pick(['it', 'text', 'tags']),
      pick<Data>([
        { startsWith: 'b' },
        { matches: 'a' },
        { size: { atLeast: 2 } },
        { size: 1 },
        { includes: 'b' },
        { excludes: 'b' },
        { some: { it: 'b' } },
        { every: { it: { atLeast: 1 } } },
      ]),
    )
    .map(([path, test]) => ({ [path]: test })),
  fc.tuple(pick(['number', 'it']), factOf('number')).map(([path, fact]): Fields => ({ [path]: { atLeast: fact } })),
)

function isFact(data: Data): boolean {
  return data !== null && typeof data === 'object' && 'fact' in data
}

const presentItem: fc.Arbitrary<Fields> = pick(['it', 'text', 'tags', 'toString']).map((path) => ({ [path]: { present: true } }))

/** A condition over the items of a list. `present` proves nothing under a negation, so it is left out there. */
function itemCondition(negated: boolean): fc.Arbitrary<Data> {
  const leaf = negated ? itemTest : fc.oneof({ weight: 8, arbitrary: itemTest }, { weight: 1, arbitrary: presentItem })
  return fc.oneof(
    { weight: 6, arbitrary: leaf },
    {
      weight: 1,
      arbitrary: fc.array(leaf, { minLength: 1, maxLength: 2 }).chain((of) => pick(['all', 'any']).map((key) => ({ [key]: of }))),
    },
    { weight: 1, arbitrary: fc.array(leaf, { minLength: 2, maxLength: 3 }).map((of) => ({ atLeastOf: { count: 2, of } })) },
    { weight: 1, arbitrary: itemTest.map((of) => ({ not: of })) },
  )
}

const itemConditions = { plain: itemCondition(false), negated: itemCondition(true) }

const listTests = {
  plain: listTest((name) => (name === 'none' ? itemConditions.negated : itemConditions.plain)),
  negated: listTest(() => itemConditions.negated),
}

const scalarTests = Object.fromEntries(Object.keys(values).map((type) => [type, scalarTest(type as ScalarName)])) as Record<
  ScalarName,
  fc.Arbitrary<Fields>
>

/** One operator with a fitting operand for a fact of `type`. */
export function testOf(type: TypeName, negated: boolean): fc.Arbitrary<Fields> {
  const tests = type === 'list' ? listTests[negated ? 'negated' : 'plain'] : scalarTests[type]
  return negated ? tests : fc.oneof({ weight: 12, arbitrary: tests }, { weight: 1, arbitrary: fc.constant<Fields>({ present: true }) })
}
