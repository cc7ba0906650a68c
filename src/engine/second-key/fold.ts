import type { TypedLeaf } from '../../model/typed.ts'
import type { Reason } from '../reason.ts'
import { type Answer, allOf, anyOf, atLeastOf, notOf } from './answer.ts'
import { answerOf } from './operators.ts'
import type { Atom, Shape, Sides } from './shape.ts'

/** A node of the library's annotated result: leaves carry `result`, un-negated; what combinators carry is not looked at. */
export interface Annotated {
  readonly all?: readonly Annotated[]
  readonly any?: readonly Annotated[]
  readonly not?: Annotated
  readonly fact?: string
  readonly operator?: string
  readonly result?: unknown
}

/** What is needed to read results: the sides of each atom, and where the answers of leaves are noted. */
export interface Folding {
  sides(atom: Atom): Sides | Reason
  note(typed: TypedLeaf, answer: Answer): void
}

/** Folds an annotated result in three values along the shape it was made from. Throws when the two do not fit. */
export function foldResult(shape: Shape, node: Annotated, folding: Folding): Answer {
  switch (shape.kind) {
    case 'atom':
      if (node.fact !== shape.atom.path || node.operator !== shape.atom.operator) throw new Error(`no result for ${shape.atom.path}`)
      return answerOf(folding.sides(shape.atom), node.result)
    case 'leaf': {
      const answer = foldResult(shape.of, node, folding)
      folding.note(shape.typed, answer)
      return answer
    }
    case 'not':
      if (!node.not) throw new Error('no result under `not`')
      return notOf(foldResult(shape.of, node.not, folding))
    case 'all':
      return allOf(foldParts(shape.of, node.all, folding))
    case 'any':
      return anyOf(foldParts(shape.of, node.any, folding))
    case 'count':
      return atLeastOf(shape.count, foldParts(shape.of, node.any, folding))
  }
}

function foldParts(shapes: readonly Shape[], nodes: readonly Annotated[] | undefined, folding: Folding): Answer[] {
  if (nodes?.length !== shapes.length) throw new Error('a part has no result')
  const answers: Answer[] = []
  for (let index = 0; index < shapes.length; index++) {
    answers.push(foldResult(shapes[index] as Shape, nodes[index] as Annotated, folding))
  }
  return answers
}

/** Folds a shape again from answers of its leaves as they count, `negated` saying whether a negation stands over them. */
export function foldLeaves(shape: Shape, answerTo: (typed: TypedLeaf, negated: boolean) => Answer, negated = false): Answer {
  switch (shape.kind) {
    case 'atom':
      return 'fault'
    case 'leaf': {
      const counted = answerTo(shape.typed, negated)
      return negated ? notOf(counted) : counted
    }
    case 'not':
      return notOf(foldLeaves(shape.of, answerTo, !negated))
    case 'all':
      return allOf(shape.of.map((part) => foldLeaves(part, answerTo, negated)))
    case 'any':
      return anyOf(shape.of.map((part) => foldLeaves(part, answerTo, negated)))
    case 'count':
      return atLeastOf(
        shape.count,
        shape.of.map((part) => foldLeaves(part, answerTo, negated)),
      )
  }
}
