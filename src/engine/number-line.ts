import { equality } from '../model/fit.ts'
import type { TypedLeaf, TypedOperand } from '../model/typed.ts'
import type { Value } from '../model/value.ts'

/**
 * How the values of a fact become points on a line of numbers, so that tests on them are comparisons of plain numbers:
 * amounts as they are (money of one currency), lengths of time in milliseconds, dates as days, booleans as 0 and 1,
 * texts as their place among the texts that some test names.
 */
export type Scale =
  | { readonly kind: 'amount' | 'percent' | 'time' | 'boolean' | 'text' | 'day' }
  | { readonly kind: 'money'; readonly currency: string }

/** Gives every text that a test names a number of its own; other texts share one that no test names. */
export class TextNumbers {
  readonly #numbers: Map<string, number>
  readonly #isClosed: boolean

  /** Of another one it takes the numbers, and then no further text has one. */
  constructor(others?: TextNumbers) {
    this.#numbers = others ? others.#numbers : new Map()
    this.#isClosed = others !== undefined
  }

  /** The number of a text, which is entered if need be; NaN where that cannot be. */
  enter(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined || this.#isClosed) return known ?? Number.NaN
    const number = this.#numbers.size
    this.#numbers.set(text, number)
    return number
  }

  numberOf(text: string): number {
    return this.#numbers.get(text) ?? -1
  }
}

/** A test as a comparison of points: inside or outside an interval with its ends, or among some points. `relative` ends count from the launch day. */
export type PointTest =
  | { readonly kind: 'interval'; readonly low: number; readonly high: number; readonly inside: boolean; readonly relative: boolean }
  | { readonly kind: 'among'; readonly points: readonly number[]; readonly inside: boolean }
  /** Of a list of texts: at least `need` of the points are among its items, or fewer are. */
  | { readonly kind: 'items'; readonly points: readonly number[]; readonly need: number; readonly inside: boolean }

/** A leaf as a test on a line of numbers; undefined where it is no such test, as with versions, lists or other facts on the right. */
export function pointTestOf(leaf: TypedLeaf, texts: TextNumbers): { readonly scale: Scale; readonly test: PointTest } | undefined {
  const scale = scaleOf(leaf)
  const test = scale && (leaf.type === 'list' ? itemsTest(leaf, texts) : testOn(scale, leaf, texts))
  return test && { scale, test }
}

/** The point of a value; NaN where it has none on this scale. */
export function pointOf(value: Value, scale: Scale, numberOf: (text: string) => number): number {
  switch (value.type) {
    case 'number':
    case 'count':
      return scale.kind === 'amount' ? value.number : Number.NaN
    case 'percent':
      return scale.kind === 'percent' ? value.number : Number.NaN
    case 'money':
      return scale.kind === 'money' && scale.currency === value.currency ? value.amount : Number.NaN
    case 'duration':
      return scale.kind === 'time' ? value.duration.ms : Number.NaN
    case 'date':
      return scale.kind === 'day' ? value.date.day : Number.NaN
    case 'boolean':
      return scale.kind === 'boolean' ? Number(value.boolean) : Number.NaN
    case 'text':
    case 'choice':
      return scale.kind === 'text' ? numberOf(value.text) : Number.NaN
    case 'version':
      return Number.NaN
  }
}

function scaleOf({ type, operand }: TypedLeaf): Scale | undefined {
  switch (type) {
    case 'number':
    case 'count':
      return { kind: 'amount' }
    case 'percent':
      return { kind: 'percent' }
    case 'duration':
      return { kind: 'time' }
    case 'boolean':
      return { kind: 'boolean' }
    case 'text':
    case 'choice':
    case 'list':
      return { kind: 'text' }
    case 'date':
      return { kind: 'day' }
    case 'money': {
      const currency = currencyOf(operand)
      return currency === undefined ? undefined : { kind: 'money', currency }
    }
    default:
      return undefined
  }
}

function currencyOf(operand: TypedOperand): string | undefined {
  if (operand.kind === 'value') return operand.value.type === 'money' ? operand.value.currency : undefined
  const [first] = operand.kind === 'values' ? operand.values : []
  return first && currencyOf(first)
}

function testOn(scale: Scale, { leaf, operand }: TypedLeaf, texts: TextNumbers): PointTest | undefined {
  const { operator } = leaf
  if ((scale.kind === 'boolean' || scale.kind === 'text') && !equality.includes(operator)) return undefined
  if (operator === 'oneOf' || operator === 'noneOf') {
    if (operand.kind !== 'values') return undefined
    const ends = operand.values.map((item) => endOf(item, scale, texts))
    const points = ends.flatMap((end) => (end && !end.relative ? [end.point] : []))
    return points.length === ends.length ? { kind: 'among', points, inside: operator === 'oneOf' } : undefined
  }
  const [low, high] = operator === 'between' && operand.kind === 'values' ? operand.values : [operand, operand]
  const from = low && endOf(low, scale, texts)
  const to = high && endOf(high, scale, texts)
  if (!from || !to || from.relative !== to.relative) return undefined
  const { relative } = from
  const infinity = Number.POSITIVE_INFINITY
  switch (operator) {
    case 'equals':
    case 'between':
      return { kind: 'interval', low: from.point, high: to.point, inside: true, relative }
    case 'notEquals':
      return { kind: 'interval', low: from.point, high: to.point, inside: false, relative }
    case 'atLeast':
    case 'onOrAfter':
      return { kind: 'interval', low: from.point, high: infinity, inside: true, relative }
    case 'atMost':
    case 'onOrBefore':
      return { kind: 'interval', low: -infinity, high: to.point, inside: true, relative }
    case 'moreThan':
    case 'after':
      return { kind: 'interval', low: -infinity, high: to.point, inside: false, relative }
    case 'lessThan':
    case 'before':
      return { kind: 'interval', low: from.point, high: infinity, inside: false, relative }
    default:
      return undefined
  }
}

function itemsTest({ leaf, operand }: TypedLeaf, texts: TextNumbers): PointTest | undefined {
  const wanted = operand.kind === 'values' ? operand.values : [operand]
  const points = wanted.flatMap((item) => (item.kind === 'value' && 'text' in item.value ? [texts.enter(item.value.text)] : []))
  if (points.length !== wanted.length || points.some(Number.isNaN)) return undefined
  switch (leaf.operator) {
    case 'includes':
    case 'includesAll':
      return { kind: 'items', points, need: points.length, inside: true }
    case 'includesAny':
      return { kind: 'items', points, need: 1, inside: true }
    case 'excludes':
      return { kind: 'items', points, need: 1, inside: false }
    default:
      return undefined
  }
}

/** A literal as a point. An instant is none: against it a bare day of the same date cannot be decided. */
function endOf(operand: TypedOperand, scale: Scale, texts: TextNumbers): { point: number; relative: boolean } | undefined {
  if (operand.kind === 'launch-date') return scale.kind === 'day' ? { point: operand.days, relative: true } : undefined
  if (operand.kind !== 'value') return undefined
  const { value } = operand
  if (value.type === 'date' && value.date.precision === 'instant') return undefined
  const point = pointOf(value, scale, (text) => texts.enter(text))
  return Number.isNaN(point) ? undefined : { point, relative: false }
}
