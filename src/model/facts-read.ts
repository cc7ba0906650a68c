import type { CatalogEntry } from './catalog.ts'
import type { LinkedRequirement } from './link.ts'
import { isLaunchPath } from './path.ts'
import { type TypedCondition, type TypedOperand, typedLeavesOf } from './typed.ts'

/** The facts that a requirement reads, on either side of its tests, and those its facts are worked out from; fields of the launch are none. */
export function factsReadBy({ applies, require, forbid }: LinkedRequirement): Set<string> {
  const found = new Set<string>()
  const add = (path: string, entry: CatalogEntry | undefined): void => {
    for (const name of [path, entry?.lookup?.from]) if (name !== undefined && !isLaunchPath(name)) found.add(name)
  }
  const visitOperand = (operand: TypedOperand): void => {
    if (operand.kind === 'fact') add(operand.fact, operand.entry)
    else if (operand.kind === 'values') operand.values.forEach(visitOperand)
    else if (operand.kind === 'tests') for (const test of operand.tests) visitOperand(test.operand)
    else if (operand.kind === 'condition') for (const leaf of typedLeavesOf(operand.condition)) visitOperand(leaf.operand)
  }
  const visit = (condition: TypedCondition): void => {
    for (const { leaf, entry, operand } of typedLeavesOf(condition)) {
      add(leaf.fact, entry)
      visitOperand(operand)
    }
  }
  for (const condition of [...applies, ...(require ? [require] : []), ...forbid]) visit(condition)
  return found
}
