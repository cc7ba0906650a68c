import type { Operator } from './condition.ts'
import type { FactType } from './value.ts'

export const equality: readonly Operator[] = ['equals', 'notEquals', 'oneOf', 'noneOf']
export const dateOperators: readonly Operator[] = ['before', 'after', 'onOrBefore', 'onOrAfter', 'withinLast', 'withinNext']
export const textOperators: readonly Operator[] = ['startsWith', 'endsWith', 'matches']
export const listOperators: readonly Operator[] = ['includes', 'includesAll', 'includesAny', 'excludes', 'every', 'some', 'none']
const ordered: readonly FactType[] = ['number', 'count', 'percent', 'money', 'duration', 'version']

// What an author of a date means by an operator for quantities, and the other way round.
const forDates: Partial<Record<Operator, Operator>> = { atLeast: 'onOrAfter', atMost: 'onOrBefore', moreThan: 'after', lessThan: 'before' }
const forQuantities: Partial<Record<Operator, Operator>> = {
  onOrAfter: 'atLeast',
  onOrBefore: 'atMost',
  after: 'moreThan',
  before: 'lessThan',
}

/** Why an operator cannot be used on a type, as a hint of what to use; undefined when it can. */
export function operatorMisfit(operator: Operator, type: FactType): string | undefined {
  if (operator === 'present') return undefined
  if (listOperators.includes(operator)) return type === 'list' ? undefined : 'it is not a list: use `equals` or `oneOf`'
  if (operator === 'size')
    return type === 'list' || type === 'text' || type === 'choice' ? undefined : `\`size\` measures lists and text: ${useFor(type)}`
  if (type === 'list') return 'it is a list: use `includes`, `includesAll`, `includesAny`, `excludes`, `size`, `every`, `some` or `none`'
  if (equality.includes(operator)) return undefined
  if (dateOperators.includes(operator)) {
    const meant = ordered.includes(type) ? forQuantities[operator] : undefined
    return type === 'date' ? undefined : `\`${operator}\` compares dates: ${meant ? `use \`${meant}\`` : useFor(type)}`
  }
  if (textOperators.includes(operator))
    return type === 'text' || type === 'choice' ? undefined : `\`${operator}\` looks at text: ${useFor(type)}`
  if (operator === 'between' && type === 'date') return undefined
  if (type === 'date') return `for dates use \`${forDates[operator] ?? 'between'}\``
  return ordered.includes(type) ? undefined : `values of type \`${type}\` have no order: ${useFor(type)}`
}

function useFor(type: FactType): string {
  if (type === 'date') return 'use `before`, `after`, `onOrBefore` or `onOrAfter`'
  return ordered.includes(type)
    ? 'use `equals`, `atLeast`, `atMost` or `between`'
    : type === 'boolean'
      ? 'use `equals`'
      : 'use `equals` or `oneOf`'
}
