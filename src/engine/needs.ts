import type { EvidenceRules, Operator } from '../model/condition.ts'
import type { TypedLeaf } from '../model/typed.ts'
import { toData } from '../source/node.ts'
import type { PlannedLeaf } from './fold.ts'

const inverse: Partial<Record<Operator, Operator>> = {
  equals: 'notEquals',
  notEquals: 'equals',
  oneOf: 'noneOf',
  noneOf: 'oneOf',
  atLeast: 'lessThan',
  lessThan: 'atLeast',
  atMost: 'moreThan',
  moreThan: 'atMost',
  before: 'onOrAfter',
  onOrAfter: 'before',
  after: 'onOrBefore',
  onOrBefore: 'after',
  includes: 'excludes',
  some: 'none',
  none: 'some',
}

/** What a fact needs, in the words of a test: the operators of its leaves, turned round under a negation, and the strictest evidence asked. */
export function needsOf(leaves: readonly PlannedLeaf[]): Record<string, unknown> {
  const parts: Record<string, unknown>[] = []
  for (const leaf of leaves) {
    const part = needOf(leaf)
    if (!parts.some((other) => JSON.stringify(other) === JSON.stringify(part))) parts.push(part)
  }
  const keys = parts.flatMap((part) => Object.keys(part))
  const distinct = new Set(keys).size === keys.length
  const asked = evidenceAsked(leaves.flatMap((leaf) => leaf.typed.rules))
  const needs = distinct ? Object.assign({}, ...parts) : { all: parts }
  return { ...needs, ...asked }
}

function needOf({ typed, negated }: PlannedLeaf): Record<string, unknown> {
  const { operator } = typed.leaf
  const operand = expectedOf(typed)
  if (!negated) return { [operator]: operand }
  const turned = inverse[operator]
  return turned ? { [turned]: operand } : { not: { [operator]: operand } }
}

/** The operand of a leaf as the commitment writes it. */
export function expectedOf(typed: TypedLeaf): unknown {
  return toData(typed.leaf.operand.node)
}

/** The strictest of several evidence rules, as a commitment would write it. */
export function evidenceAsked(rules: readonly EvidenceRules[]): Record<string, unknown> {
  const ages = rules.flatMap((rule) => rule.maxAge ?? []).sort((a, b) => a.ms - b.ms)
  const windows = rules.flatMap((rule) => rule.minWindow ?? []).sort((a, b) => b.ms - a.ms)
  const samples = rules.flatMap((rule) => rule.minSample ?? [])
  return {
    ...(ages[0] && { maxAge: ages[0].text }),
    ...(samples.length > 0 && { minSample: Math.max(...samples) }),
    ...(windows[0] && { minWindow: windows[0].text }),
    ...(rules.some((rule) => rule.link) && { link: true }),
    ...(rules.some((rule) => rule.note) && { note: true }),
  }
}
