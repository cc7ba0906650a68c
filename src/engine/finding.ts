import { formatDay } from '../model/date.ts'
import type { Finding, ItemFinding } from '../model/generated/types.ts'
import type { TypedOperand } from '../model/typed.ts'
import { toData } from '../source/node.ts'
import { type Part, partOf } from '../source/part.ts'
import { effective, type PlannedLeaf } from './fold.ts'
import { evaluateItems, readOperandFact } from './leaf.ts'
import { MET, negateResult, reasonOf, UNMET, valueOfResult, wordOf } from './reason.ts'
import { allowedOf } from './record/allowed.ts'
import { leafRecord } from './record/leaf.ts'
import { lookupBehind } from './record/lookup.ts'
import { asWritten, SlotRecords, shownItems } from './record/slot.ts'
import type { Judged } from './run.ts'
import type { LeafWorld } from './slot.ts'
import type { Slot } from './supply.ts'

/** What findings are made of: the results of one launch, and what was already said of its facts. */
export interface FindingWorld {
  readonly judged: Judged
  readonly world: LeafWorld
  readonly slots: SlotRecords
}

/** One leaf as judged: what was expected, what was found, the result as it counts for the requirement, and both positions. */
export function findingOf(leaf: PlannedLeaf, index: number, judged: Judged, decisive: boolean, world: LeafWorld): Finding {
  return findingPart(leaf, index, decisive, { judged, world, slots: new SlotRecords(world.clock) }).data
}

/** The same as part of a decision: the keys of data and text stand in the order of canonical JSON. */
export function findingPart(leaf: PlannedLeaf, index: number, decisive: boolean, { judged, world, slots }: FindingWorld): Part<Finding> {
  const slot = world.slots.get(leaf.typed.leaf.fact)
  const result = judged.results[index] ?? 0
  const value = effective(valueOfResult(result), leaf.negated)
  const why = value === UNMET ? 'shortfall' : reasonOf(result)
  const reason = value !== MET && why !== 'none' ? why : undefined
  const items = itemsOf(leaf, slot, world)
  const resolved = resolvedOf(leaf.typed.operand, world)
  const found = slots.of(slot)
  const record = leafRecord(leaf)
  const looked = record.readsTables && value !== MET && why !== 'fault' ? lookupBehind(leaf, world) : undefined
  const lookup = looked && partOf(looked)
  const bounds = reason === 'out-of-range' ? allowedOf(leaf, world) : undefined
  const allowed = bounds && partOf(bounds)
  const asks = slot.declared ? undefined : record.asks
  const finding: Partial<Finding> = {}
  if (found.actual !== undefined) finding.actual = found.actual
  if (found.actualSize !== undefined) finding.actualSize = found.actualSize
  if (allowed) finding.allowed = allowed.data
  if (asks) finding.asks = asks
  finding.commitment = record.commitment
  if (found.conflict) finding.conflict = found.conflict
  finding.decisive = decisive
  if (found.evidence) finding.evidence = found.evidence
  finding.expected = record.expected
  finding.fact = record.fact
  if (items) finding.items = items.data
  if (lookup) finding.lookup = lookup.data
  finding.manifest = found.manifest
  finding.operator = record.operator
  finding.polarity = record.polarity
  if (reason) finding.reason = reason
  if (resolved) finding.resolved = resolved.data
  finding.result = wordOf(value)
  const text =
    `{${found.actualText}${allowed ? `"allowed":${allowed.text},` : ''}${asks ? record.asksText : ''}${record.commitmentText}${found.conflictText}"decisive":${decisive},` +
    `${found.evidenceText}${record.factText}${items ? `"items":${items.text},` : ''}${lookup ? `"lookup":${lookup.text},` : ''}${found.manifestText}${record.operatorText}` +
    `${reason ? `"reason":"${reason}",` : ''}${resolved ? `"resolved":${resolved.text},` : ''}"result":"${finding.result}"}`
  return { text, data: Object.freeze(finding) as Finding }
}

/** What an operand stood for when it is another fact or a day relative to the launch. */
function resolvedOf(operand: TypedOperand, world: LeafWorld): Part | undefined {
  if (operand.kind !== 'launch-date' && operand.kind !== 'fact' && operand.kind !== 'values') return undefined
  const resolved = resolvedData(operand, world)
  return resolved === undefined ? undefined : partOf(resolved)
}

function resolvedData(operand: TypedOperand, world: LeafWorld): unknown {
  switch (operand.kind) {
    case 'launch-date':
      return world.clock.launchDay === undefined ? undefined : formatDay(world.clock.launchDay + operand.days)
    case 'fact': {
      const read = readOperandFact(operand, world)
      return typeof read === 'number' || !read.slot.node ? undefined : asWritten(read.slot.node)
    }
    case 'values': {
      if (operand.values.every((value) => value.kind === 'value')) return undefined
      const values = operand.values.map((value) => (value.kind === 'value' ? toData(value.node) : resolvedData(value, world)))
      return values.every((value) => value !== undefined) ? values : undefined
    }
    default:
      return undefined
  }
}

/** How the items of a list came out under a quantifier, the telling ones first; undefined where there are none. */
function itemsOf({ typed, negated }: PlannedLeaf, { node }: Slot, world: LeafWorld): Part<ItemFinding[]> | undefined {
  if (typed.operand.kind !== 'condition' || node?.kind !== 'list' || node.items.length === 0) return undefined
  const turned = (typed.leaf.operator === 'none') !== negated
  // Under `some` the items that meet it say more than those that do not.
  const telling = (typed.leaf.operator === 'some') !== negated ? 'met' : 'unmet'
  const items = evaluateItems(typed, node.items, world)
    .map((raw, index): ItemFinding => {
      const result = turned ? negateResult(raw) : raw
      const value = valueOfResult(result)
      const reason = value === UNMET ? 'shortfall' : reasonOf(raw)
      return { index, result: wordOf(value), ...(value !== MET && reason !== 'none' && { reason }) }
    })
    .sort((a, b) => rank(a.result, telling) - rank(b.result, telling) || a.index - b.index)
    .slice(0, shownItems)
  return partOf(items)
}

function rank(result: 'met' | 'unmet' | 'unknown', telling: 'met' | 'unmet'): number {
  return result === telling ? 0 : result === 'unknown' ? 1 : 2
}
