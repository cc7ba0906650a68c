import type { LinkedRequirement } from '../../model/link.ts'
import type { TypedCondition } from '../../model/typed.ts'
import type { Plan } from '../plan.ts'
import { leafShape } from './atoms.ts'
import { factRead } from './reading.ts'
import { AtomBook, type Group, rightPath, type Shape, shapeOf } from './shape.ts'

/** Conditions as the library reads them. No node has a priority, so every leaf is evaluated. */
export type Conditions = Combinator | Comparison

type Combinator = { all: Conditions[] } | { any: Conditions[] } | { not: Conditions }

interface Comparison {
  fact: string
  operator: string
  value: unknown
}

/** A rule before the library sees it, with the shape by which its results are folded. */
export interface Rule {
  readonly name: string
  readonly shape: Group
  readonly conditions: Combinator
  /** Whether one comparison is all there is: the library wants a combinator around it. */
  readonly isAlone: boolean
}

/** One requirement compiled for the second key. An absent rule has nothing to ask. */
export interface RequirementRules {
  readonly linked: LinkedRequirement
  readonly applies?: Rule
  readonly demand?: Rule
}

export interface Rulebook {
  readonly requirements: readonly RequirementRules[]
  /** The rules of all requirements. */
  readonly rules: readonly Rule[]
  readonly book: AtomBook
  /** Every fact that some test may read. */
  readonly facts: ReadonlySet<string>
}

const books = new WeakMap<Plan, Rulebook>()

/** The rules of a plan, compiled from its typed conditions the first time they are asked for. */
export function rulebookOf(plan: Plan): Rulebook {
  const known = books.get(plan)
  if (known) return known
  const book = new AtomBook()
  const shaped = (condition: TypedCondition): Shape => shapeOf(condition, (typed) => leafShape(book, typed, factRead(typed)))
  const requirements = plan.requirements.map(({ linked }, index): RequirementRules => {
    const applies = linked.applies.map(shaped)
    const forbidden = linked.forbid.map((condition): Shape => ({ kind: 'not', of: shaped(condition) }))
    const demand = [...(linked.require ? [shaped(linked.require)] : []), ...forbidden]
    return {
      linked,
      ...(applies.length > 0 && { applies: ruleOf(`applies ${index}`, applies) }),
      ...(demand.length > 0 && { demand: ruleOf(`demand ${index}`, demand) }),
    }
  })
  const rules = requirements.flatMap(({ applies, demand }) => [applies, demand]).filter((rule) => rule !== undefined)
  const rulebook: Rulebook = { requirements, rules, book, facts: new Set(plan.paths) }
  books.set(plan, rulebook)
  return rulebook
}

/** A rule all of whose parts must hold. */
export function ruleOf(name: string, parts: readonly Shape[]): Rule {
  const shape: Group = { kind: 'all', of: parts }
  const conditions = conditionsOf(shape)
  return 'fact' in conditions
    ? { name, shape, conditions: { all: [conditions] }, isAlone: true }
    : { name, shape, conditions, isAlone: false }
}

/** The library has no way to count: it is given an `any`, and the count is taken when its results are folded. */
function conditionsOf(shape: Shape): Conditions {
  switch (shape.kind) {
    case 'all':
    case 'any': {
      const [first, ...others] = partsIn(shape, shape.kind)
      if (first && others.length === 0) return first
      const parts = first ? [first, ...others] : []
      return shape.kind === 'all' ? { all: parts } : { any: parts }
    }
    case 'count':
      return { any: shape.of.map(conditionsOf) }
    case 'not':
      return { not: conditionsOf(shape.of) }
    case 'leaf':
      return conditionsOf(shape.of)
    case 'atom': {
      const { path, operator, expected } = shape.atom
      return { fact: path, operator, value: expected ?? { fact: rightPath(path) } }
    }
  }
}

/** What a shape is within a group: its parts, where it is a group of the same kind. Each combinator costs the library a copy and three promises. */
function partsIn(shape: Shape, kind: Group['kind']): Conditions[] {
  if (shape.kind === 'leaf') return partsIn(shape.of, kind)
  return shape.kind === kind ? shape.of.flatMap((part) => partsIn(part, kind)) : [conditionsOf(shape)]
}
