import type { LinkedRequirement } from '../../model/link.ts'
import { isLaunchPath } from '../../model/path.ts'
import { operandFactsOf, type TypedLeaf, typedLeavesOf } from '../../model/typed.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { advise } from './advice.ts'
import type { PracticeInput } from './practice-input.ts'

/**
 * Tests that ask for the age of a fact and compare it with another of any age: `maxAge` in a commitment is asked of the fact on the left,
 * and of the one on the right only the catalog asks it. Fields of a launch are declared, and have no age.
 */
export function agelessBars({ linked }: PracticeInput): Diagnostic[] {
  return linked.requirements.flatMap((item) => {
    const leaves = [...(item.require ? [item.require] : []), ...item.forbid].flatMap(typedLeavesOf)
    const aged = leaves.filter((leaf) => isAgeAsked(leaf.rules))
    const bounded = new Set(aged.map(({ leaf }) => leaf.fact))
    return aged.flatMap((leaf) => barsOf(leaf, bounded).map((fact) => told(item, leaf, fact)))
  })
}

function isAgeAsked(rules: TypedLeaf['rules']): boolean {
  return rules.some(({ maxAge }) => maxAge !== undefined)
}

/** Facts of no asked age that a leaf is compared with, each once; those `bounded` are held to an age by another test. */
function barsOf({ operand }: TypedLeaf, bounded: ReadonlySet<string>): readonly string[] {
  const bars = operandFactsOf(operand).filter(
    ({ fact, entry, rules }) => !isLaunchPath(entry?.lookup?.from ?? fact) && !bounded.has(fact) && !isAgeAsked(rules),
  )
  return [...new Set(bars.map(({ fact }) => fact))]
}

function told({ requirement }: LinkedRequirement, { leaf }: TypedLeaf, bar: string): Diagnostic {
  return advise('commitment/ageless-bar', {
    file: leaf.place.file,
    range: leaf.factRange,
    message: `requirement \`${requirement.localId}\` asks how old \`${leaf.fact}\` is, and compares it with \`${bar}\`, which may be of any age`,
    mend: `give \`${bar}\` a \`maxAge\` in the catalog`,
  })
}
