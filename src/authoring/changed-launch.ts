import type { Evidence, SuppliedFact } from '../model/facts.ts'
import type { Reading } from '../model/fields.ts'
import { type Launch, parseLaunch } from '../model/launch.ts'
import { readEvidence } from '../model/parse-facts.ts'
import { evidenceKeys, isLaunchPath } from '../model/path.ts'
import { type MappingEntry, type MappingNode, placeOf, type SourceDocument, type SourceNode } from '../source/node.ts'

export interface Change {
  readonly base: Launch
  /** The test's own document, which changed facts then point into. */
  readonly reading: Reading
  readonly change: readonly MappingEntry[]
  readonly remove: readonly string[]
}

/** A launch with some facts and header fields changed or removed; evidence parts merge into what the base states. */
export function changedLaunch({ base, reading, change, remove }: Change): Launch {
  const fields = change.filter((entry) => isLaunchPath(entry.key))
  const removedFields = remove.filter(isLaunchPath)
  const header = fields.length + removedFields.length === 0 ? base : withFields(base, fields, removedFields)
  const facts = new Map(header.facts.facts.map((fact) => [fact.path, fact]))
  for (const path of remove) for (const known of [...facts.keys()]) if (known === path || known.startsWith(`${path}.`)) facts.delete(known)
  for (const entry of change) if (!isLaunchPath(entry.key)) facts.set(entry.key, changedFact(reading, entry, facts.get(entry.key)))
  return { ...header, facts: { ...header.facts, facts: [...facts.values()] } }
}

function withFields(base: Launch, change: readonly MappingEntry[], remove: readonly string[]): Launch {
  const root = base.document.root
  const changed = new Map(change.map((entry) => [fieldName(entry.key), entry.value]))
  const dropped = new Set([...changed.keys(), ...remove.map(fieldName)])
  const kept = root.kind === 'mapping' ? root.entries.filter((entry) => !dropped.has(entry.key)) : []
  const added = [...changed].map(([key, value]) => ({ key, keyStart: root.start, keyEnd: root.start, value }))
  const document: SourceDocument = {
    ...base.document,
    root: { kind: 'mapping', entries: [...kept, ...added], start: root.start, end: root.end },
  }
  return { ...parseLaunch({ document, diagnostics: [] }), facts: base.facts }
}

function fieldName(path: string): string {
  return path.slice('launch.'.length)
}

function changedFact(reading: Reading, entry: MappingEntry, base: SuppliedFact | undefined): SuppliedFact {
  const place = placeOf(reading.document, entry.keyStart)
  const nothing: SourceNode = { kind: 'scalar', value: null, text: '', quoted: false, start: entry.keyStart, end: entry.keyStart }
  if (!isEvidence(entry.value)) return { path: entry.key, node: entry.value, evidence: base?.evidence ?? {}, place }
  const value = entry.value.entries.find((part) => part.key === 'value')?.value
  const stated = new Set(entry.value.entries.map((part) => part.key))
  const kept = Object.fromEntries(Object.entries(base?.evidence ?? {}).filter(([key]) => !stated.has(key))) as Evidence
  return {
    path: entry.key,
    node: value ?? base?.node ?? nothing,
    evidence: { ...kept, ...readEvidence(reading, entry.value, entry.key) },
    place,
  }
}

function isEvidence(node: SourceNode): node is MappingNode {
  return (
    node.kind === 'mapping' && node.entries.every((part) => part.key === 'value' || (evidenceKeys as readonly string[]).includes(part.key))
  )
}
