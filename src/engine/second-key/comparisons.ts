import { msPerDay, startOf } from '../../model/date.ts'
import type { TypedOperand } from '../../model/typed.ts'
import { instantAfter, instantBefore } from './evidence.ts'
import { operandRead } from './reading.ts'
import { actualScalar, expectedScalar, isOrdered, isSelfContained } from './scalars.ts'
import type { Shape } from './shape.ts'
import { enter, enterOwn, type Subject, valueAt } from './subject.ts'

/** A value and the one it is compared with: the library compares their scalars. */
export function pair(subject: Subject, operator: string, operand: TypedOperand): Shape {
  const isOrder = operator !== 'equal' && operator !== 'notEqual'
  const expected = valueAt(operand)
  return enter(subject, {
    operator,
    expected: operand.kind === 'value' ? expectedScalar(operand.value) : undefined,
    sides: (place, { value }) => {
      const right = expected(place)
      if (typeof right === 'string') return right
      const left = value && actualScalar(value, right.found)
      if (left === undefined || (isOrder && !isOrdered(right.found))) return 'wrong-type'
      return { left, right: expectedScalar(right.found) }
    },
  })
}

/** One of the values written in the commitment. Where scalars depend on what they are compared with, each is an atom of its own. */
export function choice(subject: Subject, wanted: boolean, operands: readonly TypedOperand[]): Shape {
  const values = operands.flatMap((item) => (item.kind === 'value' && isSelfContained(item.value) ? [item.value] : []))
  const [first] = values
  if (!first || values.length < operands.length) {
    return { kind: wanted ? 'any' : 'all', of: operands.map((item) => pair(subject, wanted ? 'equal' : 'notEqual', item)) }
  }
  const expected = values.map(expectedScalar)
  return enter(subject, {
    operator: wanted ? 'in' : 'notIn',
    expected,
    sides: (_, { value }) => {
      const left = value && actualScalar(value, first)
      return left === undefined ? 'wrong-type' : { left, right: expected }
    },
  })
}

/** One of the items of another fact. */
export function choiceOfFact(subject: Subject, wanted: boolean, operand: Extract<TypedOperand, { kind: 'fact' }>): Shape {
  const read = operandRead(operand)
  return enterOwn(subject, {
    operator: wanted ? 'amongItems' : 'notAmongItems',
    left: ({ value }) => value,
    right: (place) => {
      const reading = read(place)
      if (typeof reading === 'string') return reading
      return reading.items ? { found: reading.items } : 'wrong-type'
    },
  })
}

/** Between two bounds, both of them allowed. */
export function between(subject: Subject, bounds: readonly TypedOperand[]): Shape {
  const [low, high] = bounds
  if (!low || !high) return enter(subject, { operator: 'equal', sides: () => 'wrong-type' })
  return { kind: 'all', of: [pair(subject, 'greaterThanInclusive', low), pair(subject, 'lessThanInclusive', high)] }
}

/** A stretch of time from or until now, as two bounds in milliseconds. */
export function stretch(subject: Subject, direction: 'back' | 'ahead', operand: TypedOperand): Shape {
  const duration = valueAt(operand)
  const bound = (operator: string, far: boolean): Shape =>
    enter(subject, {
      operator,
      sides: (place, { value }) => {
        const length = duration(place)
        if (typeof length === 'string') return length
        if (length.found.type !== 'duration' || value?.type !== 'date') return 'wrong-type'
        const { clock } = place.world
        const edge = direction === 'back' ? instantBefore(length.found.duration, clock) : instantAfter(length.found.duration, clock)
        // A bare day still lies ahead while it lasts, so its last instant is what is compared with now.
        const lasts = direction === 'ahead' && !far && value.date.precision === 'day' ? msPerDay - 1 : 0
        return { left: startOf(value.date) + lasts, right: far ? edge : clock.now }
      },
    })
  return { kind: 'all', of: [bound('greaterThanInclusive', direction === 'back'), bound('lessThanInclusive', direction === 'ahead')] }
}
