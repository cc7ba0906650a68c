import type { Operator } from './condition.ts'
import type { FactType } from './value.ts'

export const equality: readonly Operator[] = ['equals', 'notEquals', 'oneOf', 'noneOf']
export const dateOperators: readonly Operator[] = ['before', 'after', 'onOrBefore', 'onOrAfter', 'withinLast', 'withinNext']
export const textOperators: readonly Operator[] = ['startsWith', 'endsWith', 'matches']
export const listOperators: readonly Operator[] = ['includes', 'includesAll', 'includesAny', 'excludes', 'every', 'some', 'none']
const ordered: readonly FactType[] = ['number', 'count', 'percent', 'money', 'duration', 'version']

/** Why an operator cannot be used on a type, as a hint of what to use; undefined when it can. */
export function operatorMisfit(operator: Operator, type: FactType): string | undefined {
  if (operator === 'present') return undefined
  if (listOperators.includes(operator)) return type === 'list' ? undefined : 'it is not a list: use `equals` or `oneOf`'
  if (operator === 'size') return type === 'list' || type === 'text' || type === 'choice' ? undefined : '`size` measures lists and text'
  if (type === 'list') return 'it is a list: use `includes`, `includesAll`, `includesAny`, `excludes`, `size`, `every`, `some` or `none`'
  if (equality.includes(operator)) return undefined
  if (dateOperators.includes(operator)) return type === 'date' ? undefined : '`before`, `after` and the like compare dates'
  if (textOperators.includes(operator)) return type === 'text' || type === 'choice' ? undefined : `\`${operator}\` looks at text`
  if (operator === 'between' && type === 'date') return undefined
  if (type === 'date') return 'for dates use `before`, `after`, `onOrBefore`, `onOrAfter`, `withinLast` or `withinNext`'
  return ordered.includes(type) ? undefined : `${type} has no order: use \`equals\` or \`oneOf\``
}
