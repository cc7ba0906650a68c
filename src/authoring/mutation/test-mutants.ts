import type { Operator } from '../../model/condition.ts'
import { isOperator } from '../../model/condition.ts'
import { ruleKeys } from '../../model/evidence-rules.ts'
import { excerpt } from '../../model/wording.ts'
import type { MappingEntry, MappingNode, ScalarNode, SourceNode } from '../../source/node.ts'
import { isHere, renamed, replaced, withoutEntry, withoutItem } from './edit.ts'
import { type Draft, draft, type MutantKind } from './mutant.ts'
import { asQuoted, stepsOf } from './step.ts'

/** What an operator is easily taken for: the same bound with or without its end, and the other direction. */
const swaps: Partial<Readonly<Record<Operator, readonly Operator[]>>> = {
  equals: ['notEquals', 'atLeast', 'atMost'],
  notEquals: ['equals'],
  oneOf: ['noneOf'],
  noneOf: ['oneOf'],
  atLeast: ['moreThan', 'atMost'],
  atMost: ['lessThan', 'atLeast'],
  moreThan: ['atLeast', 'lessThan'],
  lessThan: ['atMost', 'moreThan'],
  before: ['onOrBefore', 'after'],
  after: ['onOrAfter', 'before'],
  onOrBefore: ['before', 'onOrAfter'],
  onOrAfter: ['after', 'onOrBefore'],
  withinLast: ['withinNext'],
  withinNext: ['withinLast'],
  includes: ['excludes'],
  excludes: ['includes'],
  includesAll: ['includesAny'],
  includesAny: ['includesAll'],
  every: ['some'],
  some: ['every'],
  none: ['some'],
  startsWith: ['endsWith'],
  endsWith: ['startsWith'],
}

/** How the conditions of quantifiers are mutated, which hold tests again. */
export type Walk = (node: SourceNode) => Draft[]

/** The mutants of one test of one fact: `beta.csat: { atLeast: 4.2, minSample: 30 }`, or a bare value. */
export function testMutants(source: string, entry: MappingEntry, walk: Walk): Draft[] {
  const { value, key } = entry
  if (!isHere(entry)) return []
  if (value.kind === 'scalar') return bareMutants(source, entry, value)
  if (value.kind !== 'mapping') return []
  const own = value.entries.filter((part) => isOperator(part.key))
  return value.entries.flatMap((part, index) => {
    if (ruleKeys.includes(part.key)) return ruleMutants(source, value, index)
    const dropped = own.length > 1 ? draft('dropped test', `\`${part.key}\` of \`${key}\` is gone`, withoutEntry(value, index)) : []
    return [...dropped, ...operatorMutants(part), ...operandMutants(source, part, walk)]
  })
}

/** One rule about evidence: gone, or a step stricter or laxer. */
export function ruleMutants(source: string, mapping: MappingNode, index: number): Draft[] {
  const entry = mapping.entries[index]
  if (!entry) return []
  const dropped = mapping.entries.length > 1 ? draft('evidence', `\`${entry.key}\` is gone`, withoutEntry(mapping, index)) : []
  return [...dropped, ...stepMutants(source, entry, 'evidence')]
}

/** The literal of an entry, one step below and above. */
export function stepMutants(source: string, entry: MappingEntry, kind: MutantKind = 'threshold'): Draft[] {
  const { value } = entry
  if (value.kind !== 'scalar') return []
  return stepsOf(value).flatMap((text) =>
    draft(kind, `\`${excerpt(value.text)}\` becomes \`${text}\``, replaced(entry, asQuoted(source, value, text))),
  )
}

function bareMutants(source: string, entry: MappingEntry, value: ScalarNode): Draft[] {
  const written = source.slice(value.start, value.end)
  const others = (swaps.equals ?? []).flatMap((operator) =>
    draft('operator', `equal to \`${excerpt(value.text)}\` becomes \`${operator}\``, replaced(entry, `{ ${operator}: ${written} }`)),
  )
  return [...others, ...stepMutants(source, entry)]
}

function operatorMutants(part: MappingEntry): Draft[] {
  const others = isOperator(part.key) ? (swaps[part.key] ?? []) : []
  return others.flatMap((operator) => draft('operator', `\`${part.key}\` becomes \`${operator}\``, renamed(part, operator)))
}

function operandMutants(source: string, part: MappingEntry, walk: Walk): Draft[] {
  const { key, value } = part
  if (!isHere(part)) return []
  if (key === 'every' || key === 'some' || key === 'none') return walk(value)
  if (key === 'size') return testMutants(source, part, walk)
  if (key === 'present') return []
  if (value.kind === 'scalar') return stepMutants(source, part)
  if (value.kind !== 'list') return []
  if (key === 'between') return boundMutants(source, part, value.items)
  if (value.items.length < 2) return []
  return value.items.flatMap((item, index) =>
    draft('threshold', `\`${item.kind === 'scalar' ? excerpt(item.text) : '…'}\` is gone from \`${key}\``, withoutItem(value, index)),
  )
}

/** `between` with a bound moved by a step, or with one bound only. */
function boundMutants(source: string, part: MappingEntry, items: readonly SourceNode[]): Draft[] {
  const [low, high] = items.map((item) => source.slice(item.start, item.end))
  const alone = (operator: Operator, bound: string | undefined): Draft[] =>
    bound === undefined
      ? []
      : draft('operator', `\`between\` becomes \`${operator}\``, {
          start: part.keyStart,
          end: part.value.end,
          text: `${operator}: ${bound}`,
        })
  const moved = items.flatMap((item) =>
    item.kind !== 'scalar'
      ? []
      : stepsOf(item).flatMap((text) =>
          draft('threshold', `\`${excerpt(item.text)}\` becomes \`${text}\``, {
            start: item.start,
            end: item.end,
            text: asQuoted(source, item, text),
          }),
        ),
  )
  const isDates = items.some((item) => item.kind === 'scalar' && /^(?:T|\d{4}-)/.test(item.text))
  return [...alone(isDates ? 'onOrAfter' : 'atLeast', low), ...alone(isDates ? 'onOrBefore' : 'atMost', high), ...moved]
}
