import type { Lookup } from '../../model/catalog.ts'
import { isNotProvided } from '../../model/fields.ts'
import type { FindingLookup, UnlistedValue } from '../../model/generated/types.ts'
import { operandFactsOf } from '../../model/typed.ts'
import type { SourceNode } from '../../source/node.ts'
import { nearest } from '../../source/suggest.ts'
import type { PlannedLeaf } from '../fold.ts'
import { readOperandFact } from '../leaf.ts'
import type { Reason } from '../reason.ts'
import type { LeafWorld } from '../slot.ts'
import { shownItems, shownOf, sizeOf } from './slot.ts'

/**
 * The table that keeps a leaf from being met: the one that its fact is looked up in, or else the one of a fact that it is
 * compared with, where that cannot be read. Undefined where no table has to do with it.
 */
export function lookupBehind({ typed }: PlannedLeaf, world: LeafWorld): FindingLookup | undefined {
  const { leaf, entry, operand } = typed
  if (entry?.lookup) return lookupRecord(leaf.fact, entry.lookup, world)
  for (const right of operandFactsOf(operand)) {
    if (right.entry?.lookup && typeof readOperandFact(right, world) === 'number') return lookupRecord(right.fact, right.entry.lookup, world)
  }
  return undefined
}

function lookupRecord(fact: string, lookup: Lookup, { slots }: LeafWorld): FindingLookup {
  const { from, table, place } = lookup
  const source = slots.get(from)
  const actual = shownOf(source.node)
  const size = sizeOf(source.node)
  const told =
    source.problem || !source.node ? { reason: source.problem ?? 'missing' } : gapsOf(lookup, source.node, slots.get(fact).problem)
  return {
    fact,
    from,
    table: { file: place.file, line: place.line, column: place.column },
    rows: [...table.keys()].slice(0, shownItems),
    ...(table.size > shownItems && { rowCount: table.size }),
    given: { file: source.place.file, line: source.place.line, column: source.place.column, nearest: source.nearest },
    ...(actual !== undefined && { actual }),
    ...(size !== undefined && { actualSize: size }),
    ...told,
  }
}

/** The values that a table says nothing of, each once; or why a value cannot be looked up at all. */
function gapsOf({ table }: Lookup, source: SourceNode, problem: Reason | undefined): { reason?: Reason; unlisted?: UnlistedValue[] } {
  const keys = source.kind === 'list' ? source.items : [source]
  const unlisted = new Map<string, UnlistedValue>()
  for (const key of keys) {
    if (key.kind !== 'scalar') return { reason: 'wrong-type' }
    const row = table.get(key.text)
    if (row && !isNotProvided(row)) continue
    if (isNotProvided(key)) return { reason: gapIn(key) }
    if (unlisted.size === shownItems) continue
    const meant = row ? undefined : rowMeant(key.text, table)
    unlisted.set(key.text, { value: key.text, ...(row && { empty: true }), ...(meant !== undefined && { nearest: meant }) })
  }
  if (unlisted.size > 0) return { unlisted: [...unlisted.values()] }
  // A placeholder stands for nothing, even where a row bears its name.
  const held = problem === 'missing' ? keys.find(isNotProvided) : undefined
  return held ? { reason: gapIn(held) } : {}
}

function gapIn(node: SourceNode): Reason {
  return node.kind === 'scalar' && node.value !== null ? 'placeholder' : 'missing'
}

/** Codes as short as those of countries all lie close to one another: only their case may be mistaken. */
const shortest = 4

function rowMeant(value: string, table: Lookup['table']): string | undefined {
  const folded = value.trim().toLowerCase()
  for (const row of table.keys()) if (row.trim().toLowerCase() === folded) return row
  return folded.length < shortest ? undefined : nearest(value, table.keys())
}
