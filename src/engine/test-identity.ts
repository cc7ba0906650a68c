import type { Lookup } from '../model/catalog.ts'
import type { EvidenceRules } from '../model/condition.ts'
import type { TypedLeaf } from '../model/typed.ts'
import type { SourceNode } from '../source/node.ts'
import { jsonText } from '../source/part.ts'

/** Names what a leaf reads, in whatever plan: leaves of one name read the same fact, as the same type and of the same range. */
export function readingName({ leaf, type, entry }: TypedLeaf): string {
  const { range, choices, lookup } = entry ?? {}
  const within = range || choices || lookup ? ` ${JSON.stringify([range, choices, lookupParts(lookup)])}` : ''
  return `${type} ${jsonText(leaf.fact)}${within}`
}

/** Names the evidence that a leaf asks for. */
export function askName({ rules }: TypedLeaf): string {
  return rules.length === 0 ? '' : JSON.stringify(rules.map(ruleParts))
}

/** Names what a leaf demands of what it reads: the operator, and the operand as spelled, because spelling makes types. */
export function demandName({ leaf: { operator, operand } }: TypedLeaf): string {
  return `${operator} ${operand.kind} ${spelled(operand.node)}`
}

function lookupParts(lookup: Lookup | undefined): unknown {
  return lookup && [lookup.from, [...lookup.table].map(([key, node]) => [key, spelled(node)])]
}

function ruleParts({ maxAge, minSample, minWindow, link, note }: EvidenceRules): unknown[] {
  return [maxAge?.ms, maxAge?.days, minSample, minWindow?.ms, link, note]
}

function spelled(node: SourceNode): string {
  switch (node.kind) {
    case 'scalar':
      return `${typeof node.value}${node.quoted ? ', quoted' : ''}: ${jsonText(node.text)}`
    case 'list':
      return `[${node.items.map(spelled).join()}]`
    case 'mapping':
      return `{${node.entries.map(({ key, value }) => `${jsonText(key)} ${spelled(value)}`).join()}}`
  }
}
