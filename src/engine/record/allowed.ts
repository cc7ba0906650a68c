import type { CatalogEntry } from '../../model/catalog.ts'
import { isNotProvided } from '../../model/fields.ts'
import type { FindingAllowed } from '../../model/generated/types.ts'
import { spelled } from '../../model/spelled.ts'
import { operandFactsOf } from '../../model/typed.ts'
import { excerpt } from '../../model/wording.ts'
import type { SourceNode } from '../../source/node.ts'
import { closest } from '../../source/suggest.ts'
import type { PlannedLeaf } from '../fold.ts'
import { readSlot } from '../read.ts'
import type { LeafWorld } from '../slot.ts'

/** As many choices as a sentence bears. */
const mostNamed = 20

/**
 * What the catalog allows where a value lies outside of it: of the fact of a leaf, or else of one that it is compared with.
 * Undefined where no such value can be found.
 */
export function allowedOf({ typed }: PlannedLeaf, { slots }: LeafWorld): FindingAllowed | undefined {
  const { leaf, entry, type, operand } = typed
  const own = slots.get(leaf.fact)
  if (entry && readSlot(own, type, entry).problem === 'out-of-range') return allowed(leaf.fact, entry, own.node)
  for (const right of operandFactsOf(operand)) {
    const { node } = slots.get(right.fact)
    const read = right.entry && node && readSlot(slots.get(right.fact), right.type ?? right.entry.type, right.entry)
    if (right.entry && read?.problem === 'out-of-range') return allowed(right.fact, right.entry, node)
  }
  return undefined
}

function allowed(fact: string, { choices, range }: CatalogEntry, node: SourceNode | undefined): FindingAllowed {
  if (!choices) return { fact, ...(range && { range: range.map(spelled) }) }
  const items = node?.kind === 'list' ? node.items : node ? [node] : []
  const other = items.flatMap((item) =>
    item.kind === 'scalar' && !isNotProvided(item) && !choices.includes(item.text) ? [item.text] : [],
  )[0]
  const meant = other === undefined ? undefined : closest(other, choices)
  return {
    fact,
    choices: choices.slice(0, mostNamed).map(excerpt),
    ...(choices.length > mostNamed && { choiceCount: choices.length }),
    ...(other !== undefined && { other: excerpt(other) }),
    ...(meant !== undefined && { nearest: excerpt(meant) }),
  }
}
