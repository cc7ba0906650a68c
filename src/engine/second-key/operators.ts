import type { Pattern } from '../../model/pattern.ts'
import { isPlaceholder } from '../../model/placeholder.ts'
import { spelledType, type Value } from '../../model/value.ts'
import type { SourceNode } from '../../source/node.ts'
import type { Reason } from '../reason.ts'
import { type Answer, allOf, anyOf, isOpen, notOf } from './answer.ts'
import { readAs } from './reading.ts'
import { actualScalar, expectedScalar } from './scalars.ts'
import type { Sides } from './shape.ts'

type Ask = (item: SourceNode) => Answer
type Items = readonly SourceNode[]
/** A value looked for, or why it is not known. */
export type Wanted = Value | Reason

/** Operators that json-rules-engine lacks: total, and in three values. What they leave open becomes a doubt of their sides. */
const ownTests = {
  startsWith: (text: string, part: string): Answer => text.slice(0, part.length) === part,
  endsWith: (text: string, part: string): Answer => part === '' || text.slice(-part.length) === part,
  matches: (text: string, pattern: Pattern): Answer => pattern.found(text),
  every: (items: Items, ask: Ask): Answer => (items.length === 0 ? 'empty' : allOf(items.map(ask))),
  some: (items: Items, ask: Ask): Answer => anyOf(items.map(ask)),
  none: (items: Items, ask: Ask): Answer => notOf(anyOf(items.map(ask))),
  amongItems: (value: Value, items: Items): Answer => isAmong(value, items),
  notAmongItems: (value: Value, items: Items): Answer => notOf(isAmong(value, items)),
  includesAll: (items: Items, wanted: readonly Wanted[]): Answer => allOf(wanted.map((want) => isIn(items, want))),
  includesAny: (items: Items, wanted: readonly Wanted[]): Answer => anyOf(wanted.map((want) => isIn(items, want))),
  includesNone: (items: Items, wanted: readonly Wanted[]): Answer => notOf(anyOf(wanted.map((want) => isIn(items, want)))),
} as const

export type OwnOperator = keyof typeof ownTests
type OwnTest = (left: unknown, right: unknown) => Answer

export const ownOperators: readonly OwnOperator[] = Object.keys(ownTests) as OwnOperator[]

/** Whether an operator is ours, and not one of the library's. */
export function isOwn(operator: string): operator is OwnOperator {
  return Object.hasOwn(ownTests, operator)
}

/** Runs an operator of our own. Never throws: a comparison that breaks is in doubt, reason `fault`. */
export function runOwn(operator: OwnOperator, sides: Sides): boolean {
  const answer = guarded(() => (ownTests[operator] as OwnTest)(sides.left, sides.right))
  sides.doubt = isOpen(answer) ? { when: false, reason: answer } : undefined
  return answer === true
}

/** Runs a comparison; what it throws becomes `fault`. */
export function guarded<T>(compare: () => T): T | 'fault' {
  try {
    return compare()
  } catch {
    return 'fault'
  }
}

/** What the library's operators do, for items of lists, which it cannot reach. */
const libraryTests: Readonly<Record<string, (left: never, right: never) => boolean>> = {
  equal: (left: unknown, right: unknown) => left === right,
  notEqual: (left: unknown, right: unknown) => left !== right,
  in: (left: unknown, right: readonly unknown[]) => right.includes(left),
  notIn: (left: unknown, right: readonly unknown[]) => !right.includes(left),
  contains: (left: readonly unknown[], right: unknown) => left.includes(right),
  doesNotContain: (left: readonly unknown[], right: unknown) => !left.includes(right),
  lessThan: (left: number, right: number) => left < right,
  lessThanInclusive: (left: number, right: number) => left <= right,
  greaterThan: (left: number, right: number) => left > right,
  greaterThanInclusive: (left: number, right: number) => left >= right,
}

/** Runs any operator without the library. */
export function runHere(operator: string, sides: Sides): boolean | undefined {
  if (isOwn(operator)) return runOwn(operator, sides)
  return libraryTests[operator]?.(sides.left as never, sides.right as never)
}

/** What an operator's result says, given what its sides leave in doubt; no result at all is a fault. */
export function answerOf(sides: Sides | Reason, result: unknown): Answer {
  if (typeof sides === 'string') return sides
  if (typeof result !== 'boolean') return 'fault'
  return sides.doubt?.when === result ? sides.doubt.reason : result
}

/** Whether a value of a launch is one of the items of a list fact, which says nothing when it is empty. */
function isAmong(value: Value, items: Items): Answer {
  if (items.length === 0) return 'empty'
  return anyOf(
    items.map((item) => {
      const reading = readAs(item, value.type)
      if (typeof reading === 'string') return reading
      return reading.value ? isSame(value, reading.value) : 'wrong-type'
    }),
  )
}

/** Whether a list holds a value, its items read as the type of that value. */
function isIn(items: Items, want: Wanted): Answer {
  if (typeof want === 'string') return want
  return anyOf(
    items.map((item) => {
      const reading = readAs(item, want.type)
      if (typeof reading === 'string') return reading
      return reading.value ? isSame(reading.value, want) : 'wrong-type'
    }),
  )
}

function isSame(actual: Value, expected: Value): Answer {
  const scalar = actualScalar(actual, expected)
  return scalar === undefined ? 'wrong-type' : scalar === expectedScalar(expected)
}

/** An item of a list that stands on the right, read in the type it is spelled in. */
export function wantedItem(item: SourceNode): Wanted {
  if (item.kind !== 'scalar') return 'wrong-type'
  if (item.value === null) return 'missing'
  if (typeof item.value === 'string' && isPlaceholder(item.value)) return 'placeholder'
  const reading = readAs(item, spelledType(item))
  return typeof reading === 'string' ? reading : (reading.value ?? 'wrong-type')
}
