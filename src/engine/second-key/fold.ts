import type { TypedLeaf } from '../../model/typed.ts'
import type { Reason } from '../reason.ts'
import { type Answer, allOf, anyOf, atLeastOf, notOf } from './answer.ts'
import { answerOf } from './operators.ts'
import type { Rule } from './rules.ts'
import { type Atom, type Group, type Shape, type Sides, widthIn } from './shape.ts'

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

/** Folds the annotated result of a rule in three values along the shape it was made from. Throws when the two do not fit. */
export function foldRule(rule: Rule, result: Annotated, folding: Folding): Answer {
  return allOf(foldRuleParts(rule, result, folding))
}

/** What each part of a rule comes to. */
export function foldRuleParts({ shape, isAlone }: Rule, result: Annotated, folding: Folding): Answer[] {
  return foldGroup(shape, isAlone ? result.all?.[0] : result, folding)
}

function foldResult(shape: Shape, node: Annotated | undefined, folding: Folding): Answer {
  switch (shape.kind) {
    case 'atom':
      if (node?.fact !== shape.atom.path || node.operator !== shape.atom.operator) throw new Error(`no result for ${shape.atom.path}`)
      return answerOf(folding.sides(shape.atom), node.result)
    case 'leaf': {
      const answer = foldResult(shape.of, node, folding)
      folding.note(shape.typed, answer)
      return answer
    }
    case 'not':
      if (!node?.not) throw new Error('no result under `not`')
      return notOf(foldResult(shape.of, node.not, folding))
    case 'all':
      return allOf(foldGroup(shape, node, folding))
    case 'any':
      return anyOf(foldGroup(shape, node, folding))
    case 'count':
      return atLeastOf(shape.count, foldCounted(shape.of, node?.any, folding))
  }
}

/** Results in the order in which parts of a group were given to the library. */
interface Cursor {
  readonly nodes: readonly Annotated[]
  at: number
}

/** What the parts of a group come to, found where `conditionsOf` put them. */
function foldGroup({ kind, of }: Group, node: Annotated | undefined, folding: Folding): Answer[] {
  const width = of.reduce((sum, part) => sum + widthIn(part, kind), 0)
  const nodes = width === 1 && node ? [node] : node?.[kind]
  if (nodes?.length !== width) throw new Error('a part has no result')
  const cursor = { nodes, at: 0 }
  return of.map((part) => foldWithin(part, kind, cursor, folding))
}

function foldWithin(shape: Shape, kind: Group['kind'], cursor: Cursor, folding: Folding): Answer {
  if (shape.kind === 'leaf') {
    const answer = foldWithin(shape.of, kind, cursor, folding)
    folding.note(shape.typed, answer)
    return answer
  }
  if (shape.kind !== kind) return foldResult(shape, cursor.nodes[cursor.at++], folding)
  const answers = shape.of.map((part) => foldWithin(part, kind, cursor, folding))
  return kind === 'all' ? allOf(answers) : anyOf(answers)
}

function foldCounted(shapes: readonly Shape[], nodes: readonly Annotated[] | undefined, folding: Folding): Answer[] {
  if (nodes?.length !== shapes.length) throw new Error('a part has no result')
  return shapes.map((shape, index) => foldResult(shape, nodes[index], folding))
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
