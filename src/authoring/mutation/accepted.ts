import type { Operator } from '../../model/condition.ts'
import type { LeafType, TypedLeaf, TypedOperand } from '../../model/typed.ts'
import type { Value } from '../../model/value.ts'

/** A stretch of an ordered domain. Ends of `null` are open to infinity. */
interface Stretch {
  readonly from: number | null
  readonly fromIn: boolean
  readonly to: number | null
  readonly toIn: boolean
}

/** Where the values of a fact can lie: what lies outside is unknown, whatever a test says. */
interface Domain {
  /** What tells domains apart that have nothing to do with each other: a type, a currency, days from the launch. */
  readonly tag: string
  readonly low: number | null
  readonly high: number | null
  /** Whether only whole numbers occur. */
  readonly whole: boolean
}

/**
 * The values of its fact for which a leaf is met, in a form in which equal sets are equal texts; undefined where the set
 * cannot be told by looking at the test. Two leaves on one fact with one text have one result for every evidence.
 */
export function acceptedBy(typed: TypedLeaf, negated: boolean): string | undefined {
  const { operand, type, leaf, entry } = typed
  if (operand.kind === 'tests') {
    const sizes: Domain = { tag: 'size', low: 0, high: null, whole: true }
    const sets = operand.tests.map((test) => stretchesOf(test.leaf.operator, test.operand, sizes))
    if (!sets.every((set) => set !== undefined)) return undefined
    return written(
      sizes,
      sets.reduce<readonly Stretch[]>((all, set) => meet(all, set), [everything]),
      negated,
    )
  }
  const choices = choiceSet(leaf.operator, operand, type, entry?.choices)
  if (choices) return `${negated ? 'none' : 'one'} of ${choices}`
  const domain = domainOf(typed)
  const stretches = domain && stretchesOf(leaf.operator, operand, domain)
  return stretches && written(domain, stretches, negated)
}

const everything: Stretch = { from: null, fromIn: false, to: null, toIn: false }

function domainOf({ operand, type, leaf, entry }: TypedLeaf): Domain | undefined {
  const literals = operand.kind === 'values' ? operand.values : [operand]
  if (leaf.operator === 'withinLast' || leaf.operator === 'withinNext') return undefined
  const tags = new Set(
    literals.map((literal) => (literal.kind === 'launch-date' ? 'T' : literal.kind === 'value' ? tagOf(literal.value) : undefined)),
  )
  const [tag] = tags
  if (tags.size !== 1 || tag === undefined) return undefined
  const [low, high] = (entry?.range ?? []).map((value) => (tagOf(value) === tag ? numberOf(value) : undefined))
  const isCount = type === 'count'
  const floor = isCount || type === 'duration' ? 0 : null
  return {
    tag: `${type} ${tag}`,
    low: low === undefined ? floor : Math.max(low, floor ?? low),
    high: high ?? null,
    whole: isCount || tag === 'T' || tag === 'day',
  }
}

function stretchesOf(operator: Operator, operand: TypedOperand, domain: Domain): Stretch[] | undefined {
  const values = (operand.kind === 'values' ? operand.values : [operand]).map((item) =>
    item.kind === 'launch-date' ? item.days : item.kind === 'value' ? numberOf(item.value) : undefined,
  )
  if (!values.every((value) => value !== undefined)) return undefined
  const [first, second] = values
  if (first === undefined) return undefined
  const within = (stretches: readonly Stretch[]): Stretch[] =>
    meet(stretches, [{ from: domain.low, fromIn: true, to: domain.high, toIn: true }])
  const points = values.map((value): Stretch => ({ from: value, fromIn: true, to: value, toIn: true }))
  switch (operator) {
    case 'equals':
    case 'oneOf':
      return within(points)
    case 'notEquals':
    case 'noneOf':
      return within(outside(points))
    case 'atLeast':
    case 'onOrAfter':
      return within([{ ...everything, from: first, fromIn: true }])
    case 'moreThan':
    case 'after':
      return within([{ ...everything, from: first }])
    case 'atMost':
    case 'onOrBefore':
      return within([{ ...everything, to: first, toIn: true }])
    case 'lessThan':
    case 'before':
      return within([{ ...everything, to: first }])
    case 'between':
      return second === undefined ? undefined : within([{ from: first, fromIn: true, to: second, toIn: true }])
    default:
      return undefined
  }
}

/** What a test of a choice, text or boolean accepts; of agreed choices, whichever way it is said. */
function choiceSet(operator: Operator, operand: TypedOperand, type: LeafType, choices: readonly string[] | undefined): string | undefined {
  const values = (operand.kind === 'values' ? operand.values : [operand]).map((item) => (item.kind === 'value' ? item.value : undefined))
  const words = values.map((value) =>
    value && 'text' in value ? value.text : value?.type === 'boolean' ? String(value.boolean) : undefined,
  )
  const all = type === 'boolean' ? ['false', 'true'] : choices
  if (!words.every((word) => word !== undefined) || (type !== 'text' && type !== 'choice' && type !== 'boolean')) return undefined
  const isTold = operator === 'equals' || operator === 'oneOf'
  if (!isTold && operator !== 'notEquals' && operator !== 'noneOf') return undefined
  const named = new Set<string>(words)
  if (all) return JSON.stringify(all.filter((word) => named.has(word) === isTold).sort())
  return `${isTold ? '' : 'not '}${JSON.stringify([...named].sort())}`
}

function written(domain: Domain, stretches: readonly Stretch[], negated: boolean): string {
  const kept = negated ? meet(outside(stretches), [{ from: domain.low, fromIn: true, to: domain.high, toIn: true }]) : stretches
  const shown = kept.map((stretch) => (domain.whole ? wholeStretch(stretch) : stretch)).filter((stretch) => !isEmpty(stretch))
  // Of whole numbers, stretches that touch are one.
  const joined: Stretch[] = []
  for (const next of shown) {
    const last = joined.at(-1)
    if (domain.whole && last && last.to !== null && next.from === last.to + 1)
      joined[joined.length - 1] = { ...last, to: next.to, toIn: next.toIn }
    else joined.push(next)
  }
  return JSON.stringify([domain.tag, joined.map(({ from, fromIn, to, toIn }) => [from, fromIn, to, toIn])])
}

function wholeStretch({ from, fromIn, to, toIn }: Stretch): Stretch {
  return {
    from: from === null ? null : fromIn ? Math.ceil(from) : Math.floor(from) + 1,
    fromIn: from !== null,
    to: to === null ? null : toIn ? Math.floor(to) : Math.ceil(to) - 1,
    toIn: to !== null,
  }
}

function isEmpty({ from, fromIn, to, toIn }: Stretch): boolean {
  return from !== null && to !== null && (from > to || (from === to && !(fromIn && toIn)))
}

/** What lies in both of two sets of stretches. */
function meet(a: readonly Stretch[], b: readonly Stretch[]): Stretch[] {
  const both = a.flatMap((x) =>
    b.map((y): Stretch => {
      const lower = x.from === null ? y : y.from === null ? x : x.from > y.from || (x.from === y.from && !x.fromIn) ? x : y
      const upper = x.to === null ? y : y.to === null ? x : x.to < y.to || (x.to === y.to && !x.toIn) ? x : y
      return { from: lower.from, fromIn: lower.fromIn, to: upper.to, toIn: upper.toIn }
    }),
  )
  return both
    .filter((stretch) => !isEmpty(stretch))
    .sort((x, y) => (x.from ?? Number.NEGATIVE_INFINITY) - (y.from ?? Number.NEGATIVE_INFINITY))
}

/** Everything outside of stretches. */
function outside(stretches: readonly Stretch[]): Stretch[] {
  return stretches.reduce<Stretch[]>(
    (left, { from, fromIn, to, toIn }) =>
      meet(left, [
        ...(from === null ? [] : [{ ...everything, to: from, toIn: !fromIn }]),
        ...(to === null ? [] : [{ ...everything, from: to, fromIn: !toIn }]),
      ]),
    [everything],
  )
}

function tagOf(value: Value): string | undefined {
  if (value.type === 'money') return value.currency
  // An instant is compared with a bare day by its day, and with another instant by its time: only days are a plain order.
  if (value.type === 'date') return value.date.precision === 'day' ? 'day' : undefined
  return numberOf(value) === undefined ? undefined : value.type === 'number' || value.type === 'count' ? 'number' : value.type
}

function numberOf(value: Value): number | undefined {
  if ('number' in value) return value.number
  if (value.type === 'money') return value.amount
  if (value.type === 'duration') return value.duration.ms
  return value.type === 'date' ? value.date.day : undefined
}
