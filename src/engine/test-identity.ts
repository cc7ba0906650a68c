import type { Lookup } from '../model/catalog.ts'
import type { EvidenceRules } from '../model/condition.ts'
import type { TypedLeaf } from '../model/typed.ts'
import type { SourceNode } from '../source/node.ts'

/** Names what a leaf reads, in whatever plan: leaves of one name read the same fact, as the same type and of the same range. */
export function readingName({ leaf, type, entry }: TypedLeaf): string {
  return JSON.stringify([leaf.fact, type, entry?.range, entry?.choices, lookupParts(entry?.lookup)])
}

/** Names the evidence that a leaf asks for. */
export function askName({ rules }: TypedLeaf): string {
  return JSON.stringify(rules.map(ruleParts))
}

/** Names what a leaf demands of what it reads: the operator, and the operand as spelled, because spelling makes types. */
export function demandName({ leaf }: TypedLeaf): string {
  return JSON.stringify([leaf.operator, leaf.operand.kind, spelled(leaf.operand.node)])
}

function lookupParts(lookup: Lookup | undefined): unknown {
  return lookup && [lookup.from, [...lookup.table].map(([key, node]) => [key, spelled(node)])]
}

function ruleParts({ maxAge, minSample, minWindow, link, note }: EvidenceRules): unknown[] {
  return [maxAge?.ms, maxAge?.days, minSample, minWindow?.ms, link, note]
}

function spelled(node: SourceNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return [typeof node.value, node.text, node.quoted]
    case 'list':
      return node.items.map(spelled)
    case 'mapping':
      return { of: node.entries.map(({ key, value }) => [key, spelled(value)]) }
  }
}
