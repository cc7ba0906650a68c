import type { TypedCondition, TypedLeaf } from '../../model/typed.ts'
import type { Reason } from '../reason.ts'
import type { Place } from './reading.ts'
import type { Scalar } from './scalars.ts'

/** A condition as the library is given it: combinators over atoms, which are single comparisons. */
export type Shape =
  | Group
  | { readonly kind: 'count'; readonly count: number; readonly of: readonly Shape[] }
  | { readonly kind: 'not'; readonly of: Shape }
  /** The atoms that one leaf of the commitment comes to. */
  | { readonly kind: 'leaf'; readonly typed: TypedLeaf; readonly of: Shape }
  | { readonly kind: 'atom'; readonly atom: Atom }

export interface Group {
  readonly kind: 'all' | 'any'
  readonly of: readonly Shape[]
}

/** One comparison: an operator of the library, or one of our own, over two sides found in a launch. */
export interface Atom {
  /** Names the atom within its rules; to the library it is the name of a fact, the left side. */
  readonly path: string
  readonly operator: string
  /** The right side, where it is the same for every launch. */
  readonly expected?: Scalar | readonly Scalar[]
  /** Finds both sides, or the reason why there is nothing to compare. */
  resolve(place: Place): Sides | Reason
}

/** The two sides of a comparison, and what its result does not settle. */
export interface Sides {
  readonly left: unknown
  readonly right: unknown
  /** When the operator says `when`, nothing is settled, for this reason. */
  doubt?: { readonly when: boolean; readonly reason: Reason } | undefined
}

/** Gives out atoms, each under a path of its own; books whose atoms meet in one run differ in their prefix. */
export class AtomBook {
  readonly #atoms = new Map<string, Atom>()
  readonly #prefix: string

  constructor(prefix = '') {
    this.#prefix = prefix
  }

  /** Enters an atom; `parts.fact` only makes its path readable. */
  enter({ fact, ...parts }: Omit<Atom, 'path'> & { readonly fact: string }): Shape {
    const path = `${this.#prefix}${fact}#${this.#atoms.size}`
    const atom: Atom = { ...parts, path }
    this.#atoms.set(path, atom)
    this.#atoms.set(rightPath(path), atom)
    return { kind: 'atom', atom }
  }

  /** The atom under a path of its left or its right side. */
  at(path: string): Atom | undefined {
    return this.#atoms.get(path)
  }
}

/** The path under which the library asks for the right side of an atom. */
export function rightPath(path: string): string {
  return `${path}=`
}

/** Shapes a condition as it is written: negations stay where they stand. */
export function shapeOf(condition: TypedCondition, leaf: (typed: TypedLeaf) => Shape): Shape {
  switch (condition.kind) {
    case 'leaf':
      return { kind: 'leaf', typed: condition, of: leaf(condition) }
    case 'not':
      return { kind: 'not', of: shapeOf(condition.of, leaf) }
    case 'atLeastOf':
      return { kind: 'count', count: condition.count, of: condition.of.map((part) => shapeOf(part, leaf)) }
    default:
      return { kind: condition.kind, of: condition.of.map((part) => shapeOf(part, leaf)) }
  }
}

/** Into how many parts a shape falls within a group: groups of the same kind become one, which the library evaluates sooner. */
export function widthIn(shape: Shape, kind: Group['kind']): number {
  if (shape.kind === 'leaf') return widthIn(shape.of, kind)
  return shape.kind === kind ? shape.of.reduce((sum, part) => sum + widthIn(part, kind), 0) : 1
}
