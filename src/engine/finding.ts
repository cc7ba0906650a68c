import { formatDate, formatDay } from '../model/date.ts'
import type { Evidence } from '../model/facts.ts'
import { optional } from '../model/fields.ts'
import type { Finding, ItemFinding } from '../model/generated/types.ts'
import type { TypedLeaf, TypedOperand } from '../model/typed.ts'
import { type SourceNode, toData } from '../source/node.ts'
import { effective, type PlannedLeaf } from './fold.ts'
import { ageOf, type Clock } from './freshness.ts'
import { evaluateItems, readOperandFact } from './leaf.ts'
import { evidenceAsked, expectedOf } from './needs.ts'
import { MET, negateResult, reasonOf, UNMET, valueOfResult, wordOf } from './reason.ts'
import type { Judged } from './run.ts'
import type { LeafWorld } from './slot.ts'

/** The most items of a list that a finding shows. */
const shownItems = 20

/** One leaf as judged: what was expected, what was found, the result as it counts for the requirement, and both positions. */
export function findingOf(leaf: PlannedLeaf, index: number, judged: Judged, decisive: boolean, world: LeafWorld): Finding {
  const { typed, negated } = leaf
  const slot = world.slots.get(typed.leaf.fact)
  const result = judged.results[index] ?? 0
  const value = effective(valueOfResult(result), negated)
  const reason = value === UNMET ? 'shortfall' : reasonOf(result)
  const asked = evidenceAsked(slot.declared ? [] : typed.rules)
  const evidence = evidenceOf(slot.evidence, world.clock)
  const items = itemsOf(typed, negated, slot.node, world)
  return {
    fact: typed.leaf.fact,
    operator: typed.leaf.operator,
    expected: expectedOf(typed),
    ...optional('resolved', resolvedOf(typed.operand, world)),
    ...actualOf(slot.node),
    result: wordOf(value),
    ...(value !== MET && reason !== 'none' && { reason }),
    decisive,
    polarity: negated ? 'forbid' : 'require',
    ...(Object.keys(evidence).length > 0 && { evidence }),
    ...(items.length > 0 && { items }),
    ...(slot.conflict && { conflict: slot.conflict.map(({ file, line, column }) => ({ file, line, column })) }),
    ...(Object.keys(asked).length > 0 && { asks: asked }),
    commitment: typed.leaf.place,
    manifest: { ...slot.place, nearest: slot.nearest },
  }
}

/** A value as it is written; a long list is cut and its size told. */
function actualOf(node: SourceNode | undefined): { actual?: unknown; actualSize?: number } {
  if (!node || (node.kind === 'scalar' && node.value === null)) return {}
  if (node.kind === 'list' && node.items.length > shownItems)
    return { actual: node.items.slice(0, shownItems).map(asWritten), actualSize: node.items.length }
  return { actual: asWritten(node) }
}

/** JSON data of a node; what JSON cannot hold, such as `.inf`, as its spelling. */
function asWritten(node: SourceNode): unknown {
  if (node.kind === 'scalar') return typeof node.value === 'number' && !Number.isFinite(node.value) ? node.text : node.value
  if (node.kind === 'list') return node.items.map(asWritten)
  return Object.fromEntries(node.entries.map((entry) => [entry.key, asWritten(entry.value)]))
}

function evidenceOf(evidence: Evidence, clock: Clock): Record<string, unknown> {
  return {
    ...optional('asOf', evidence.asOf && formatDate(evidence.asOf)),
    ...optional('age', evidence.asOf && ageOf(evidence.asOf, clock)),
    ...optional('sample', evidence.sample),
    ...optional('window', evidence.window?.text),
    ...optional('by', evidence.by),
    ...optional('source', evidence.source),
    ...optional('link', evidence.link),
    ...optional('note', evidence.note),
  }
}

/** What an operand stood for when it is another fact or a day relative to the launch. */
function resolvedOf(operand: TypedOperand, world: LeafWorld): unknown {
  switch (operand.kind) {
    case 'launch-date':
      return world.clock.launchDay === undefined ? undefined : formatDay(world.clock.launchDay + operand.days)
    case 'fact': {
      const read = readOperandFact(operand, world)
      return typeof read === 'number' || !read.slot.node ? undefined : asWritten(read.slot.node)
    }
    case 'values': {
      if (operand.values.every((value) => value.kind === 'value')) return undefined
      const values = operand.values.map((value) => (value.kind === 'value' ? toData(value.node) : resolvedOf(value, world)))
      return values.every((value) => value !== undefined) ? values : undefined
    }
    default:
      return undefined
  }
}

/** How the items of a list came out under a quantifier, the telling ones first. */
function itemsOf(typed: TypedLeaf, negated: boolean, node: SourceNode | undefined, world: LeafWorld): ItemFinding[] {
  if (typed.operand.kind !== 'condition' || node?.kind !== 'list') return []
  const turned = (typed.leaf.operator === 'none') !== negated
  // Under `some` the items that meet it say more than those that do not.
  const telling = (typed.leaf.operator === 'some') !== negated ? 'met' : 'unmet'
  return evaluateItems(typed, node.items, world)
    .map((raw, index) => {
      const result = turned ? negateResult(raw) : raw
      const value = valueOfResult(result)
      const reason = value === UNMET ? 'shortfall' : reasonOf(raw)
      return { index, result: wordOf(value), ...(value !== MET && reason !== 'none' && { reason }) }
    })
    .sort((a, b) => rank(a.result, telling) - rank(b.result, telling) || a.index - b.index)
    .slice(0, shownItems)
}

function rank(result: 'met' | 'unmet' | 'unknown', telling: 'met' | 'unmet'): number {
  return result === telling ? 0 : result === 'unknown' ? 1 : 2
}
