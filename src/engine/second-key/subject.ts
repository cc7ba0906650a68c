import type { TypedOperand } from '../../model/typed.ts'
import type { Value } from '../../model/value.ts'
import type { Reason } from '../reason.ts'
import type { OwnOperator } from './operators.ts'
import { operandRead, type Place, type Read, type Reading } from './reading.ts'
import type { Scalar } from './scalars.ts'
import type { AtomBook, Shape, Sides } from './shape.ts'

/** Where the atoms of one leaf are entered, and how its fact is read. */
export interface Subject {
  readonly book: AtomBook
  readonly fact: string
  readonly read: Read
}

/** What was found: usable, or why not. */
export type Found<T> = Reason | { readonly found: T }

type Usable = Exclude<Reading, Reason>

/** An atom of the library's operators over what the leaf's fact holds. */
interface PlainAtom {
  readonly operator: string
  readonly expected?: Scalar | readonly Scalar[] | undefined
  sides(place: Place, reading: Usable): Sides | Reason
}

/** Enters an atom into the book; what the leaf's fact lacks is its reason in place of two sides. */
export function enter({ book, fact, read }: Subject, { operator, expected, sides }: PlainAtom): Shape {
  const resolve = (place: Place): Sides | Reason => {
    const reading = read(place)
    return typeof reading === 'string' ? reading : sides(place, reading)
  }
  return book.enter({ fact, operator, resolve, ...(expected !== undefined && { expected }) })
}

/** An atom of an operator of our own. */
interface OwnAtom {
  readonly operator: OwnOperator
  left(reading: Usable): unknown
  right(place: Place): Found<unknown>
}

/** The same of an operator of our own, whose right side is looked up for each launch. */
export function enterOwn(subject: Subject, { operator, left, right }: OwnAtom): Shape {
  const sides = (place: Place, reading: Usable): Sides | Reason => {
    const expected = right(place)
    if (typeof expected === 'string') return expected
    const actual = left(reading)
    return actual === undefined ? 'wrong-type' : { left: actual, right: expected.found }
  }
  return enter(subject, { operator, sides })
}

/** The one value that an operand stands for in a launch. */
export function valueAt(operand: TypedOperand): (place: Place) => Found<Value> {
  switch (operand.kind) {
    case 'value':
      return () => ({ found: operand.value })
    case 'launch-date':
      return ({ world: { clock } }) => {
        if (clock.launchDay === undefined) return 'missing'
        return { found: { type: 'date', date: { precision: 'day', day: clock.launchDay + operand.days } } }
      }
    case 'fact': {
      const read = operandRead(operand)
      return (place) => {
        const reading = read(place)
        if (typeof reading === 'string') return reading
        return reading.value ? { found: reading.value } : 'wrong-type'
      }
    }
    default:
      return () => 'wrong-type'
  }
}

/** The text of a value that has one. */
export function textOf(value: Value | undefined): string | undefined {
  return value && 'text' in value ? value.text : undefined
}
