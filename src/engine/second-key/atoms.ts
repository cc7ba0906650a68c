import type { Operator } from '../../model/condition.ts'
import type { TypedLeaf, TypedOperand } from '../../model/typed.ts'
import type { SourceNode } from '../../source/node.ts'
import { type Answer, allOf, anyOf, atLeastOf, notOf } from './answer.ts'
import { between, choice, choiceOfFact, pair, stretch } from './comparisons.ts'
import { holding } from './lists.ts'
import { answerOf, guarded, isOwn, type OwnOperator, runHere } from './operators.ts'
import { itemRead, type Place, type Read, sizeRead } from './reading.ts'
import { AtomBook, type Shape, shapeOf } from './shape.ts'
import { enter, enterOwn, type Subject, textOf, valueAt } from './subject.ts'

const pairs: Partial<Record<Operator, string>> = {
  equals: 'equal',
  notEquals: 'notEqual',
  atLeast: 'greaterThanInclusive',
  onOrAfter: 'greaterThanInclusive',
  atMost: 'lessThanInclusive',
  onOrBefore: 'lessThanInclusive',
  moreThan: 'greaterThan',
  after: 'greaterThan',
  lessThan: 'lessThan',
  before: 'lessThan',
}

/** The atoms that a leaf comes to, its fact being read as `read` does. */
export function leafShape(book: AtomBook, { leaf, operand, entry }: TypedLeaf, read: Read): Shape {
  const subject: Subject = { book, fact: leaf.fact, read }
  switch (operand.kind) {
    case 'none':
      return enter(subject, { operator: 'equal', expected: true, sides: () => ({ left: true, right: true }) })
    case 'tests':
      return { kind: 'all', of: operand.tests.map((test) => leafShape(book, test, sizeRead(read, test.type, entry))) }
    case 'condition':
      return quantified(subject, leaf.operator, operand)
    case 'pattern':
      return enterOwn(subject, { operator: 'matches', left: ({ value }) => textOf(value), right: () => ({ found: operand.pattern }) })
    default:
      return comparison(subject, leaf.operator, operand)
  }
}

function comparison(subject: Subject, operator: Operator, operand: TypedOperand): Shape {
  const operands = operand.kind === 'values' ? operand.values : [operand]
  switch (operator) {
    case 'oneOf':
    case 'noneOf':
      return operand.kind === 'fact'
        ? choiceOfFact(subject, operator === 'oneOf', operand)
        : choice(subject, operator === 'oneOf', operands)
    case 'between':
      return between(subject, operands)
    case 'withinLast':
    case 'withinNext':
      return stretch(subject, operator === 'withinLast' ? 'back' : 'ahead', operand)
    case 'includes':
    case 'includesAll':
    case 'includesAny':
    case 'excludes':
      return holding(subject, operator, operand)
    case 'startsWith':
    case 'endsWith':
      return affix(subject, operator, operand)
    default:
      // An operator nobody knows is not one of the library's either: it breaks the run, which is then a fault.
      return pair(subject, pairs[operator] ?? operator, operand)
  }
}

function affix(subject: Subject, operator: 'startsWith' | 'endsWith', operand: TypedOperand): Shape {
  const expected = valueAt(operand)
  return enterOwn(subject, {
    operator,
    left: ({ value }) => textOf(value),
    right: (place) => {
      const right = expected(place)
      if (typeof right === 'string') return right
      const text = textOf(right.found)
      return text === undefined ? 'wrong-type' : { found: text }
    },
  })
}

/** A condition over each item of a list, judged here because the library cannot look into lists. */
function quantified(subject: Subject, operator: Operator, operand: Extract<TypedOperand, { kind: 'condition' }>): Shape {
  const shape = shapeOf(operand.condition, (typed) => leafShape(new AtomBook(), typed, itemRead(typed)))
  const name: OwnOperator = isOwn(operator) ? operator : 'every'
  return enterOwn(subject, {
    operator: name,
    left: ({ items }) => items,
    right: ({ world }) => ({ found: (item: SourceNode): Answer => answerHere(shape, { world, item }) }),
  })
}

/** Judges a shape at an item of a list. */
function answerHere(shape: Shape, place: Place): Answer {
  switch (shape.kind) {
    case 'atom': {
      const sides = guarded(() => shape.atom.resolve(place))
      return answerOf(sides, typeof sides === 'string' ? undefined : runHere(shape.atom.operator, sides))
    }
    case 'leaf':
      return answerHere(shape.of, place)
    case 'not':
      return notOf(answerHere(shape.of, place))
    case 'all':
      return allOf(shape.of.map((part) => answerHere(part, place)))
    case 'any':
      return anyOf(shape.of.map((part) => answerHere(part, place)))
    case 'count':
      return atLeastOf(
        shape.count,
        shape.of.map((part) => answerHere(part, place)),
      )
  }
}
