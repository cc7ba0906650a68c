import type { Operator } from '../model/condition.ts'
import type { Pattern } from '../model/pattern.ts'
import { compareValues, equalValues, type Value } from '../model/value.ts'
import { type Clock, isWithin } from './freshness.ts'
import { decided, type Result, unknown } from './reason.ts'

/** Compares two values of one type. Total: what cannot be compared, such as money of two currencies, is `wrong-type`. */
export function compare(operator: Operator, actual: Value, expected: Value, clock: Clock): Result {
  switch (operator) {
    case 'equals':
    case 'notEquals': {
      const equal = equalValues(actual, expected)
      return equal === undefined ? unknown('wrong-type') : decided(equal === (operator === 'equals'))
    }
    case 'atLeast':
    case 'onOrAfter':
      return byOrder(actual, expected, (order) => order >= 0)
    case 'atMost':
    case 'onOrBefore':
      return byOrder(actual, expected, (order) => order <= 0)
    case 'moreThan':
    case 'after':
      return byOrder(actual, expected, (order) => order > 0)
    case 'lessThan':
    case 'before':
      return byOrder(actual, expected, (order) => order < 0)
    case 'withinLast':
    case 'withinNext':
      if (actual.type !== 'date' || expected.type !== 'duration') return unknown('wrong-type')
      return decided(isWithin(actual.date, expected.duration, operator === 'withinNext' ? 1 : -1, clock))
    case 'startsWith':
      return byText(actual, expected, (text, part) => text.startsWith(part))
    case 'endsWith':
      return byText(actual, expected, (text, part) => text.endsWith(part))
    default:
      return unknown('wrong-type')
  }
}

/** Whether a pattern is found in a text. */
export function matches(actual: Value, pattern: Pattern): Result {
  return 'text' in actual ? decided(pattern.found(actual.text)) : unknown('wrong-type')
}

/** How many items a list has, or how many characters (Unicode code points) a text. */
export function sizeOf(value: { readonly value?: Value; readonly items?: readonly unknown[] }): number | undefined {
  if (value.items) return value.items.length
  return value.value && 'text' in value.value ? [...value.value.text].length : undefined
}

function byOrder(actual: Value, expected: Value, holds: (order: number) => boolean): Result {
  const order = compareValues(actual, expected)
  return order === undefined ? unknown('wrong-type') : decided(holds(order))
}

function byText(actual: Value, expected: Value, holds: (text: string, part: string) => boolean): Result {
  return 'text' in actual && 'text' in expected ? decided(holds(actual.text, expected.text)) : unknown('wrong-type')
}
