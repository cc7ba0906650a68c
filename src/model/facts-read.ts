import type { CatalogEntry } from './catalog.ts'
import type { LinkedRequirement } from './link.ts'
import { isLaunchPath } from './path.ts'
import { operandFactsOf, type TypedCondition, typedLeavesOf } from './typed.ts'

/** The facts that a requirement reads, on either side of its tests, and those its facts are worked out from; fields of the launch are none. */
export function factsReadBy({ applies, require, forbid }: LinkedRequirement): Set<string> {
  const found = new Set<string>()
  const add = (path: string, entry: CatalogEntry | undefined): void => {
    for (const name of [path, entry?.lookup?.from]) if (name !== undefined && !isLaunchPath(name)) found.add(name)
  }
  const visit = (condition: TypedCondition): void => {
    for (const { leaf, entry, operand } of typedLeavesOf(condition)) {
      add(leaf.fact, entry)
      for (const right of operandFactsOf(operand)) add(right.fact, right.entry)
    }
  }
  for (const condition of [...applies, ...(require ? [require] : []), ...forbid]) visit(condition)
  return found
}
