import type { Lookup } from '../../model/catalog.ts'
import { isNotProvided } from '../../model/fields.ts'
import type { FindingLookup, UnlistedValue } from '../../model/generated/types.ts'
import { operandFactsOf } from '../../model/typed.ts'
import { excerpt } from '../../model/wording.ts'
import type { SourceNode } from '../../source/node.ts'
import { nearest } from '../../source/suggest.ts'
import type { PlannedLeaf } from '../fold.ts'
import { readOperandFact } from '../leaf.ts'
import type { Reason } from '../reason.ts'
import type { LeafWorld, Slots } from '../slot.ts'

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

/** What is looked up in a table may be long; a sentence names a few. */
const mostNamed = 8
/** Whoever has to write another name is to see all that there are: only a table that nobody reads to its end is cut. */
const mostRows = 60

/** What was said of the facts of a launch, each once, however many tests read them. */
const records = new WeakMap<Slots, Map<string, FindingLookup>>()

function lookupRecord(fact: string, lookup: Lookup, { slots }: LeafWorld): FindingLookup {
  const known = records.get(slots) ?? new Map<string, FindingLookup>()
  records.set(slots, known)
  const record = known.get(fact) ?? lookedUp(fact, lookup, slots)
  known.set(fact, record)
  return record
}

function lookedUp(fact: string, lookup: Lookup, slots: Slots): FindingLookup {
  const { from, table, place } = lookup
  const { node, problem, place: at, nearest } = slots.get(from)
  return {
    fact,
    from,
    table: { file: place.file, line: place.line, column: place.column },
    rows: [...table.keys()].slice(0, mostRows).map(excerpt),
    ...(table.size > mostRows && { rowCount: table.size }),
    given: { file: at.file, line: at.line, column: at.column, nearest },
    ...(problem || !node ? { reason: problem ?? 'missing' } : told(lookup, node, slots.get(fact).problem)),
  }
}

type Told = Pick<FindingLookup, 'reason' | 'unlisted' | 'unlistedCount' | 'values' | 'valueCount'>

/** The values that a table says nothing of, each once; or why a value cannot be looked up at all; or else what was looked up. */
function told({ table }: Lookup, source: SourceNode, problem: Reason | undefined): Told {
  if (problem === 'wrong-type' || problem === 'out-of-range') return { reason: problem }
  const keys = source.kind === 'list' ? source.items : [source]
  const unlisted = new Map<string, UnlistedValue>()
  for (const key of keys) {
    if (key.kind !== 'scalar') return { reason: 'wrong-type' }
    const row = table.get(key.text)
    if (row && !isNotProvided(row)) continue
    if (isNotProvided(key)) return { reason: gapIn(key) }
    const meant = row || unlisted.size >= mostNamed ? undefined : rowMeant(key.text, table)
    unlisted.set(key.text, {
      value: excerpt(key.text),
      ...(row && { empty: true }),
      ...(meant !== undefined && { nearest: excerpt(meant) }),
    })
  }
  if (unlisted.size > 0)
    return { unlisted: [...unlisted.values()].slice(0, mostNamed), ...(unlisted.size > mostNamed && { unlistedCount: unlisted.size }) }
  // A placeholder stands for nothing, even where a row bears its name.
  const held = problem === 'missing' ? keys.find(isNotProvided) : undefined
  if (held) return { reason: gapIn(held) }
  const values = keys.slice(0, mostNamed).flatMap((key) => (key.kind === 'scalar' ? [excerpt(key.text)] : []))
  return { values, ...(keys.length > mostNamed && { valueCount: keys.length }) }
}

function gapIn(node: SourceNode): Reason {
  return node.kind === 'scalar' && node.value !== null ? 'placeholder' : 'missing'
}

/** Codes as short as those of countries all lie close to one another: only their case may be mistaken. */
const shortest = 4
/** To compare a value with each row of a long table takes too long. */
const longest = 500

function rowMeant(value: string, table: Lookup['table']): string | undefined {
  const folded = value.trim().toLowerCase()
  for (const row of table.keys()) if (row.trim().toLowerCase() === folded) return row
  return folded.length < shortest || table.size > longest ? undefined : nearest(value, table.keys())
}
