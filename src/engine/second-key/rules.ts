import type { LinkedRequirement } from '../../model/link.ts'
import type { TypedCondition } from '../../model/typed.ts'
import type { Plan } from '../plan.ts'
import { leafShape } from './atoms.ts'
import { factRead } from './reading.ts'
import { AtomBook, rightPath, type Shape, shapeOf } from './shape.ts'

/** Conditions as the library reads them. No node has a priority, so every leaf is evaluated. */
export type Conditions = { all: Conditions[] } | { any: Conditions[] } | { not: Conditions } | Comparison

interface Comparison {
  fact: string
  operator: string
  value: unknown
}

/** A rule before the library sees it, with the shape by which its results are folded. */
export interface Rule {
  readonly name: string
  readonly shape: Shape
  readonly conditions: { all: Conditions[] }
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
  return { name, shape: { kind: 'all', of: parts }, conditions: { all: parts.map(conditionsOf) } }
}

/** The library has no way to count: it is given an `any`, and the count is taken when its results are folded. */
function conditionsOf(shape: Shape): Conditions {
  switch (shape.kind) {
    case 'all':
      return { all: shape.of.map(conditionsOf) }
    case 'any':
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
