import { formatDate } from './date.ts'
import type { Value } from './value.ts'

/** A value as a document spells it: a number or boolean as such, everything else as text. */
export function spelled(value: Value): number | boolean | string {
  switch (value.type) {
    case 'percent':
      return `${value.number}%`
    case 'money':
      return `${value.currency} ${(value.amount / 10_000).toFixed(value.amount % 10_000 === 0 ? 0 : value.amount % 100 === 0 ? 2 : 4)}`
    case 'duration':
      return value.duration.text
    case 'date':
      return formatDate(value.date)
    case 'version':
      return [value.version.numbers.join('.'), ...value.version.prerelease].join('-')
    case 'boolean':
      return value.boolean
    case 'text':
    case 'choice':
      return value.text
    default:
      return value.number
  }
}
