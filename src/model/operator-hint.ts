import type { MappingEntry } from '../source/node.ts'
import { opposite } from './bounds.ts'
import { testIn } from './comparison-text.ts'
import { type Operator, operators } from './condition.ts'
import { isPath } from './path.ts'
import { spelledType } from './value.ts'
import { written } from './value-hint.ts'
import { excerpt, listed } from './wording.ts'

/** What other tools and people call our operators. */
const elsewhere: ReadonlyMap<string, Operator> = new Map([
  ...names('equals', '=', '==', '===', 'eq', 'is', 'equal', 'equalTo', 'value'),
  ...names('notEquals', '!=', '≠', '!==', '<>', 'ne', 'neq', 'isNot', 'notEqual'),
  ...names('atLeast', '>=', '=>', '≥', 'gte', 'ge', 'min', 'minimum', 'greaterThanOrEqual', 'greaterThanInclusive', 'from'),
  ...names('atMost', '<=', '=<', '≤', 'lte', 'le', 'max', 'maximum', 'lessThanOrEqual', 'lessThanInclusive', 'upTo'),
  ...names('moreThan', '>', 'gt', 'greaterThan', 'above', 'over'),
  ...names('lessThan', '<', 'lt', 'fewerThan', 'below', 'under'),
  ...names('oneOf', 'in', 'anyOf', 'isIn'),
  ...names('noneOf', 'notIn', 'nin'),
  ...names('between', 'range'),
  ...names('includes', 'contains', 'has'),
  ...names('excludes', 'doesNotContain', 'notContains', 'lacks'),
  ...names('matches', 'regex', 'regexp', 'pattern', 'like'),
  ...names('present', 'exists', 'required', 'defined'),
  ...names('size', 'length'),
])

const opposites: Partial<Record<string, Operator>> = {
  ...opposite,
  equals: 'notEquals',
  oneOf: 'noneOf',
  noneOf: 'oneOf',
  before: 'onOrAfter',
  onOrAfter: 'before',
  after: 'onOrBefore',
  onOrBefore: 'after',
  includes: 'excludes',
  excludes: 'includes',
}

/** What to write for a `not` within the test of a fact: the opposite test, or `not` before the fact. */
export function negationHint(fact: string, { key, value }: MappingEntry): string | undefined {
  if (!/^(?:not|!)$/i.test(key)) return undefined
  if (value.kind !== 'mapping') return `write \`${value.kind === 'list' ? 'noneOf' : 'notEquals'}: ${written(value)}\``
  const [only, ...others] = value.entries
  const turned = only && others.length === 0 && Object.hasOwn(opposites, only.key) ? opposites[only.key] : undefined
  return only && turned
    ? `write \`${turned}: ${written(only.value)}\``
    : `write \`not\` before the fact: \`not: { ${excerpt(fact)}: { … } }\``
}

function names(operator: Operator, ...others: readonly string[]): [string, Operator][] {
  return others.map((other) => [other.toLowerCase(), operator])
}

/** What to write instead of an operator that does not exist: what is meant by it, or those that fit what stands behind it. */
export function operatorHint(fact: string, { key, value }: MappingEntry): string {
  const whole = value.kind === 'scalar' && value.value === null ? testIn(key) : undefined
  if (whole) return `write a colon behind the operator: \`${whole.operator}: ${excerpt(whole.operand)}\``
  const meant = elsewhere.get(key.toLowerCase())
  if (meant) return `write \`${meant}\``
  const fitting = value.kind === 'scalar' && value.value !== null ? operatorsFor(spelledType(value)) : undefined
  const list = fitting ? `for such a value the operators are ${listed(fitting, 'and')}` : `the operators are ${listed(operators, 'and')}`
  return isPath(key) ? `if it is part of the name of a fact, write \`${excerpt(`${fact}.${key}`)}\`; ${list}` : list
}

function operatorsFor(type: ReturnType<typeof spelledType>): readonly Operator[] {
  switch (type) {
    case 'boolean':
      return ['equals', 'notEquals', 'includes', 'excludes']
    case 'date':
      return ['equals', 'notEquals', 'before', 'after', 'onOrBefore', 'onOrAfter']
    case 'text':
      return ['equals', 'notEquals', 'startsWith', 'endsWith', 'matches', 'includes', 'excludes']
    default:
      return ['equals', 'notEquals', 'atLeast', 'atMost', 'moreThan', 'lessThan']
  }
}
