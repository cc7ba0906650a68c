import type { Evidence, FactSet, SuppliedFact } from '../model/facts.ts'
import type { Reading } from '../model/fields.ts'
import { readEvidence } from '../model/parse-facts.ts'
import { evidenceKeys, isPath } from '../model/path.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { entryOf, type MappingEntry, type MappingNode, placeOf, type SourceDocument, type SourceNode } from '../source/node.ts'
import type { Place } from '../source/position.ts'

interface Walk {
  readonly reading: Reading
  readonly facts: SuppliedFact[]
  readonly groups: Map<string, Place>
}

/**
 * The facts of a document that some other tool wrote, under a path. Nested mappings are groups; a key that cannot be a
 * segment of a path is skipped, as no commitment could name it.
 */
export function plainFacts(
  document: SourceDocument,
  prefix: string,
): { readonly set: FactSet; readonly diagnostics: readonly Diagnostic[] } {
  const place = placeOf(document, document.root.start)
  const walk: Walk = { reading: { document, diagnostics: [] }, facts: [], groups: new Map([[prefix, place]]) }
  add(walk, prefix, document.root, place)
  return { set: { facts: walk.facts, groups: walk.groups }, diagnostics: walk.reading.diagnostics }
}

function add(walk: Walk, path: string, node: SourceNode, place: Place): void {
  const { reading, facts, groups } = walk
  if (node.kind !== 'mapping') {
    facts.push({ path, node, evidence: noEvidence, place })
    return
  }
  const value = isEvidence(node) ? entryOf(node, 'value')?.value : undefined
  if (value) {
    facts.push({ path, node: value, evidence: readEvidence(reading, node, path), place })
    return
  }
  groups.set(path, place)
  for (const entry of node.entries) addEntry(walk, `${path}.${entry.key}`, entry)
}

function addEntry(walk: Walk, path: string, entry: MappingEntry): void {
  if (entry.key.includes('.') || !isPath(path)) return
  add(walk, path, entry.value, placeOf(walk.reading.document, entry.keyStart))
}

const noEvidence: Evidence = {}

/** Tools write `value` for many things: only beside nothing but evidence does it make a fact. */
function isEvidence(node: MappingNode): boolean {
  return node.entries.every((entry) => entry.key === 'value' || (evidenceKeys as readonly string[]).includes(entry.key))
}
