import type { Requirement } from '../model/commitment.ts'
import type { Condition, EvidenceRules, Leaf, Operand } from '../model/condition.ts'
import { formatDay } from '../model/date.ts'
import { optional } from '../model/fields.ts'
import { canonicalJson } from '../source/digest.ts'
import { type JsonValue, toData } from '../source/node.ts'

/** A requirement as data, without places and wording: two with equal definitions judge every launch alike. */
export function definitionOf(requirement: Requirement): Readonly<Record<string, JsonValue>> {
  const { enforcement, waivers, due } = requirement
  return {
    ...demandOf(requirement),
    owner: requirement.owner,
    enforcement: typeof enforcement === 'string' ? enforcement : { blockingFrom: formatDay(enforcement.blockingFrom) },
    waivers: waivers === 'never' ? 'never' : { ...waivers, approvers: [...waivers.approvers] },
    ...optional('due', due && (due.kind === 'day' ? formatDay(due.day) : `T${due.days < 0 ? '' : '+'}${due.days}d`)),
  }
}

/** What a requirement asks and of whom, as data; one that was only renamed asks the same. */
export function demandOf({ evidence, appliesWhen, require, forbid }: Requirement): Readonly<Record<string, JsonValue>> {
  return {
    evidence: rulesData(evidence),
    ...optional('appliesWhen', appliesWhen && conditionData(appliesWhen)),
    ...optional('require', require && conditionData(require)),
    ...(forbid.length > 0 && { forbid: forbid.map(conditionData) }),
  }
}

/** A condition as data; spelling, order of keys and places do not matter. */
export function conditionData(condition: Condition): JsonValue {
  switch (condition.kind) {
    case 'leaf':
      return leafData(condition)
    case 'not':
      return { not: conditionData(condition.of) }
    case 'atLeastOf':
      return { atLeastOf: { count: condition.count, of: condition.of.map(conditionData) } }
    default:
      return { [condition.kind]: condition.of.map(conditionData) }
  }
}

/** One comparison as data. */
export function leafData({ fact, operator, operand, rules }: Leaf): JsonValue {
  return { fact, [operator]: operandData(operand), ...(Object.keys(rules).length > 0 && { evidence: rulesData(rules) }) }
}

/** Evidence rules as a commitment writes them. */
export function rulesData({ maxAge, minSample, minWindow, link, note }: EvidenceRules): Readonly<Record<string, JsonValue>> {
  return {
    ...optional('maxAge', maxAge?.text),
    ...optional('minSample', minSample),
    ...optional('minWindow', minWindow?.text),
    ...(link && { link: 'required' }),
    ...(note && { note: 'required' }),
  }
}

/** Whether two pieces of data are equal, whatever the order of their keys. */
export function isSameData(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return keyOf(a) === keyOf(b)
}

/** Data as text that is equal where the data is. */
export function keyOf(data: JsonValue | undefined): string {
  return data === undefined ? '' : canonicalJson(withoutInfinities(data))
}

/** Canonical JSON has no form for `.inf` and `.nan`, which a file may hold. */
function withoutInfinities(data: JsonValue): JsonValue {
  if (typeof data === 'number') return Number.isFinite(data) ? data : { number: String(data) }
  if (Array.isArray(data)) return (data as readonly JsonValue[]).map(withoutInfinities)
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withoutInfinities(value)]))
}

function operandData(operand: Operand): JsonValue {
  switch (operand.kind) {
    case 'list':
      return operand.items.map(operandData)
    case 'tests':
      return operand.tests.map(leafData)
    case 'condition':
      return conditionData(operand.condition)
    case 'fact':
      return { fact: operand.fact }
    case 'literal':
      // The text tells `1.10` in quotes from the number, and `90.0%` stays apart from `90%`, which costs nothing.
      return toData(operand.node)
  }
}
