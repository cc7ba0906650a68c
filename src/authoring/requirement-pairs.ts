import type { LinkedCommitments, LinkedRequirement } from '../model/link.ts'
import type { JsonValue } from '../source/node.ts'
import { conditionData, definitionOf, demandOf, keyOf } from './definition.ts'

/** One requirement on both sides of an edit, by its place among the requirements of each; a side that lacks it is absent. */
export interface RequirementPair {
  readonly id: string
  /** Its id before, where it was renamed: another id asks the very same of the same facts. */
  readonly was?: string
  readonly title: string
  readonly change: 'added' | 'removed' | 'renamed' | 'edited' | 'same'
  readonly before?: number
  readonly after?: number
}

/** Pairs the requirements of two versions: by id, then those without a partner by what they ask. In the order of the version after, removed ones last. */
export function pairRequirements(before: LinkedCommitments, after: LinkedCommitments): RequirementPair[] {
  const old = new Map(before.requirements.map((item, index) => [item.requirement.id, { item, index }]))
  const kept = new Set(after.requirements.map((item) => item.requirement.id))
  const orphans = [...old.values()].filter(({ item }) => !kept.has(item.requirement.id))
  const pairs = after.requirements.map((item, index): RequirementPair => {
    const { id, title } = item.requirement
    const same = old.get(id)
    if (same) return { id, title, change: isEdited(same.item, item) ? 'edited' : 'same', before: same.index, after: index }
    const asked = askedKey(item)
    const found = orphans.findIndex((orphan) => askedKey(orphan.item) === asked)
    const [renamed] = found === -1 ? [] : orphans.splice(found, 1)
    if (renamed) return { id, was: renamed.item.requirement.id, title, change: 'renamed', before: renamed.index, after: index }
    return { id, title, change: 'added', after: index }
  })
  const removed = orphans.map(({ item, index }): RequirementPair => {
    const { id, title } = item.requirement
    return { id, title, change: 'removed', before: index }
  })
  return [...pairs, ...removed]
}

function isEdited(a: LinkedRequirement, b: LinkedRequirement): boolean {
  return keyOf(fullDefinition(a)) !== keyOf(fullDefinition(b))
}

/** What decides a requirement's outcome as far as its commitment says it. */
function fullDefinition({ requirement, commitment }: LinkedRequirement): JsonValue {
  return { own: definitionOf(requirement), shared: commitment.appliesWhen ? conditionData(commitment.appliesWhen) : null }
}

function askedKey({ requirement, commitment }: LinkedRequirement): string {
  return keyOf({ own: demandOf(requirement), shared: commitment.appliesWhen ? conditionData(commitment.appliesWhen) : null })
}
