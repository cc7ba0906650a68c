import type { Operator } from '../../model/condition.ts'
import type { TypedOperand } from '../../model/typed.ts'
import type { Value } from '../../model/value.ts'
import type { SourceNode } from '../../source/node.ts'
import type { Reason } from '../reason.ts'
import { wantedItem } from './operators.ts'
import { operandRead, readAs } from './reading.ts'
import { actualScalar, expectedScalar, type Scalar } from './scalars.ts'
import type { Shape } from './shape.ts'
import { enter, enterOwn, type Subject, valueAt } from './subject.ts'

type ListOperator = Extract<Operator, 'includes' | 'includesAll' | 'includesAny' | 'excludes'>

/** What a list must hold, or must not: values written in the commitment, or those of another fact. */
export function holding(subject: Subject, operator: ListOperator, operand: TypedOperand): Shape {
  if (operand.kind === 'fact') return holdingFact(subject, operator, operand)
  const wanted = operand.kind === 'values' ? operand.values : [operand]
  return { kind: operator === 'includesAny' ? 'any' : 'all', of: wanted.map((item) => member(subject, operator !== 'excludes', item)) }
}

/** One value among the items, which become scalars on its scale; an item that cannot be read keeps its absence open. */
function member(subject: Subject, wanted: boolean, operand: TypedOperand): Shape {
  const expected = valueAt(operand)
  return enter(subject, {
    operator: wanted ? 'contains' : 'doesNotContain',
    expected: operand.kind === 'value' ? expectedScalar(operand.value) : undefined,
    sides: (place, { items }) => {
      const right = expected(place)
      if (typeof right === 'string') return right
      if (!items) return 'wrong-type'
      const read = items.map((item) => itemScalar(item, right.found))
      const open = read.find((item) => 'reason' in item)
      const left = read.flatMap((item) => ('scalar' in item ? [item.scalar] : []))
      return { left, right: expectedScalar(right.found), ...(open && { doubt: { when: !wanted, reason: open.reason } }) }
    },
  })
}

function itemScalar(item: SourceNode, expected: Value): { readonly scalar: Scalar } | { readonly reason: Reason } {
  const reading = readAs(item, expected.type)
  if (typeof reading === 'string') return { reason: reading }
  const scalar = reading.value && actualScalar(reading.value, expected)
  return scalar === undefined ? { reason: 'wrong-type' } : { scalar }
}

function holdingFact(subject: Subject, operator: ListOperator, operand: Extract<TypedOperand, { kind: 'fact' }>): Shape {
  const read = operandRead(operand)
  return enterOwn(subject, {
    operator: operator === 'excludes' ? 'includesNone' : operator === 'includesAny' ? 'includesAny' : 'includesAll',
    left: ({ items }) => items,
    right: (place) => {
      const reading = read(place)
      if (typeof reading === 'string') return reading
      if (!reading.items) return reading.value ? { found: [reading.value] } : 'wrong-type'
      return reading.items.length === 0 ? 'empty' : { found: reading.items.map(wantedItem) }
    },
  })
}
