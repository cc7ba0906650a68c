import { askedOf, clockAt, evidenceProblem } from '../engine/freshness.ts'
import type { EvidenceRules } from '../model/condition.ts'
import { readDate, startOf } from '../model/date.ts'
import { readDuration } from '../model/duration.ts'
import type { Evidence } from '../model/facts.ts'
import type { Finding } from '../model/generated/types.ts'
import { readLaunchOffset } from '../model/launch-offset.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import { type FactType, factTypes, readValue, type ScalarType } from '../model/value.ts'
import { excerpt } from '../model/wording.ts'
import type { ScalarNode } from '../source/node.ts'
import { type Subject, typeOf } from './naming.ts'
import { isMapping, scalarOf, spelledTypeOf } from './value-words.ts'

/** What a value is that is none of a type. */
const misses: Readonly<Record<FactType, string>> = {
  number: 'not a number',
  count: 'not a whole number of 0 or more',
  percent: 'not a percentage',
  money: 'not an amount of money',
  duration: 'not a duration',
  date: 'not a date',
  version: 'not a version in quotes',
  boolean: 'neither true nor false',
  text: 'not text in quotes',
  choice: 'not one of the choices',
  list: 'not a list',
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
  if (reason === 'wrong-type') return scalarMisfit(finding, subject) === undefined
  if (reason === 'out-of-range') return finding.allowed !== undefined && finding.allowed.fact !== fact
  if (reason === 'fault') return false
  return reason !== ownEvidenceProblem(finding, subject)
}

/** What a value should have been, when it is not of the type that its comparison needs, and how it becomes that. */
export interface ScalarMisfit {
  /** "not a number" */
  readonly miss: string
  /** "write `4.4` without quotes" */
  readonly mend?: string
}

/** Undefined when a value is of the type that its comparison needs. */
export function scalarMisfit(finding: Finding, subject: Subject): ScalarMisfit | undefined {
  const { actual } = finding
  const type = typeDue(finding, subject)
  if (!type) return isMapping(actual) ? { miss: 'not a single value' } : undefined
  const node = scalarOf(actual)
  if (type === 'list') {
    if (Array.isArray(actual)) return undefined
    return { miss: misses.list, ...(node && { mend: `write it as a list: \`[${excerpt(node.text)}]\`` }) }
  }
  const reading = node && readValue(type, node)
  if (reading?.ok) return undefined
  return { miss: misses[type], ...(reading && { mend: losesItsSpelling(type, node.value) ? inQuotes : reading.hint }) }
}

const inQuotes = 'put it in quotes: without them it is a number, and loses its zeros'

/** Whether a value is a number where text is due: how it was written, such as `2.10`, nobody can tell any more. */
function losesItsSpelling(type: ScalarType, value: ScalarNode['value']): boolean {
  return typeof value === 'number' && (type === 'version' || type === 'text' || type === 'choice')
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
