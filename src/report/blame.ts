import { askedOf, clockAt, evidenceProblem } from '../engine/freshness.ts'
import type { EvidenceRules } from '../model/condition.ts'
import { readDate, startOf } from '../model/date.ts'
import { readDuration } from '../model/duration.ts'
import type { Evidence } from '../model/facts.ts'
import type { Finding } from '../model/generated/types.ts'
import { readLaunchOffset } from '../model/launch-offset.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import { type FactType, factTypes, readValue, type ScalarType } from '../model/value.ts'
import { type Subject, typeOf } from './naming.ts'
import { isMapping, scalarOf, spelledTypeOf } from './value-words.ts'

const nouns: Readonly<Record<FactType, string>> = {
  number: 'a number',
  count: 'a whole number of 0 or more',
  percent: 'a percentage',
  money: 'an amount of money',
  duration: 'a duration',
  date: 'a date',
  version: 'a version in quotes',
  boolean: 'true or false',
  text: 'text in quotes',
  choice: 'one of the choices',
  list: 'a list',
}

/** Whether a finding is unknown because of what its fact is compared with, not because of the fact itself. */
export function isOperandAtFault(finding: Finding, subject: Subject): boolean {
  const { expected, resolved, actual, reason, result, fact, operator } = finding
  // Only `every` asks for items of its own; to anything else an empty list on the right says nothing.
  if (reason === 'empty') return operator !== 'every' && isMapping(expected)
  if (result !== 'unknown' || resolved !== undefined || actual === undefined || finding.conflict) return false
  const operands = Array.isArray(expected) ? expected : [expected]
  const isRelative = (value: unknown): boolean =>
    (isMapping(value) && typeof value['fact'] === 'string') ||
    (typeOf(fact, subject) !== 'text' && typeof value === 'string' && readLaunchOffset(value) !== undefined)
  if (finding.items || finding.operator === 'size' || !operands.some(isRelative)) return false
  if (reason === 'placeholder') return !(typeof actual === 'string' && isPlaceholder(actual))
  if (reason === 'wrong-type') return isScalarMisfit(finding, subject) === undefined
  if (reason === 'out-of-range' || reason === 'fault') return false
  return reason !== ownEvidenceProblem(finding, subject)
}

/** What a value should have been, when it is not of the type that its comparison needs: "a number"; undefined when it is. */
export function isScalarMisfit(finding: Finding, subject: Subject): string | undefined {
  const type = typeDue(finding, subject)
  if (!type) return isMapping(finding.actual) ? 'a single value' : undefined
  if (type === 'list') return Array.isArray(finding.actual) ? undefined : nouns.list
  const node = scalarOf(finding.actual)
  return node && readValue(type, node).ok ? undefined : nouns[type]
}

/** The type of a finding's comparison: the catalog's, else that of its operator or of its operand as spelled. */
function typeDue({ fact, operator, expected, resolved }: Finding, subject: Subject): ScalarType | 'list' | undefined {
  const known = factTypes.find((type) => type === typeOf(fact, subject))
  if (known) return known
  switch (operator) {
    case 'before':
    case 'after':
    case 'onOrBefore':
    case 'onOrAfter':
    case 'withinLast':
    case 'withinNext':
      return 'date'
    case 'includes':
    case 'includesAll':
    case 'includesAny':
    case 'excludes':
    case 'every':
    case 'some':
    case 'none':
      return 'list'
    case 'startsWith':
    case 'endsWith':
    case 'matches':
      return 'text'
    case 'size':
    case 'present':
      return undefined
    default: {
      const operand: unknown = resolved ?? expected
      return spelledTypeOf(Array.isArray(operand) ? operand[0] : operand)
    }
  }
}

/** What is wrong with the evidence of the fact itself, worked out again as the engine does. */
function ownEvidenceProblem({ evidence = {}, asks = {} }: Finding, { now }: Subject): string | undefined {
  const at = readDate(now)
  if (!at.ok) return undefined
  const asOf = readDate(evidence.asOf ?? '')
  const window = readDuration(evidence.window ?? '')
  const own: Evidence = {
    ...(asOf.ok && { asOf: asOf.value }),
    ...(evidence.sample !== undefined && { sample: evidence.sample }),
    ...(window.ok && { window: window.value }),
    ...(evidence.link !== undefined && { link: evidence.link }),
    ...(evidence.note !== undefined && { note: evidence.note }),
  }
  const maxAge = readDuration(asks.maxAge ?? '')
  const minWindow = readDuration(asks.minWindow ?? '')
  const rules: EvidenceRules = {
    ...(maxAge.ok && { maxAge: maxAge.value }),
    ...(asks.minSample !== undefined && { minSample: asks.minSample }),
    ...(minWindow.ok && { minWindow: minWindow.value }),
    ...(asks.link && { link: true }),
    ...(asks.note && { note: true }),
  }
  return evidenceProblem(own, askedOf([rules]), clockAt(startOf(at.value), undefined))
}
