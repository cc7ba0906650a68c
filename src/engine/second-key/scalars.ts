import { type DateValue, startOf } from '../../model/date.ts'
import type { Value } from '../../model/value.ts'
import type { Version } from '../../model/version.ts'

/** What the library's own operators compare: a plain number, text or boolean. */
export type Scalar = string | number | boolean

/** Types whose scalar says everything, whatever it is compared with; dates and money depend on the other side. */
const selfContained: readonly Value['type'][] = ['number', 'count', 'percent', 'duration', 'version', 'boolean', 'text', 'choice']

const families: Readonly<Record<Value['type'], string>> = {
  number: 'number',
  count: 'number',
  percent: 'percent',
  money: 'money',
  duration: 'duration',
  date: 'date',
  version: 'version',
  boolean: 'boolean',
  text: 'text',
  choice: 'text',
}

/** The scalar of the value on the right, which sets the scale: a bare day makes it days, an instant milliseconds. */
export function expectedScalar(value: Value): Scalar {
  switch (value.type) {
    case 'number':
    case 'count':
    case 'percent':
      return value.number
    case 'money':
      return value.amount
    case 'duration':
      return value.duration.ms
    case 'date':
      return value.date.precision === 'day' ? value.date.day : value.date.ms
    case 'version':
      return versionKey(value.version)
    case 'boolean':
      return value.boolean
    case 'text':
    case 'choice':
      return value.text
  }
}

/** The scalar of the value on the left, on the scale of the right; undefined when the two cannot be compared. */
export function actualScalar(actual: Value, expected: Value): Scalar | undefined {
  if (families[actual.type] !== families[expected.type]) return undefined
  if (actual.type === 'money' && expected.type === 'money' && actual.currency !== expected.currency) return undefined
  if (actual.type === 'date' && expected.type === 'date') return actualDate(actual.date, expected.date)
  return expectedScalar(actual)
}

/** Whether values of this type compare as they are, whatever they are compared with. */
export function isSelfContained(value: Value): boolean {
  return selfContained.includes(value.type)
}

/** Whether one of two such values can be the greater. */
export function isOrdered(value: Value): boolean {
  return !['boolean', 'text'].includes(families[value.type])
}

/** A bare day is somewhere in its day: before or after an instant of another day, undecided against one of the same. */
function actualDate(actual: DateValue, expected: DateValue): number | undefined {
  if (expected.precision === 'day') return actual.day
  if (actual.precision === 'day' && actual.day === expected.day) return undefined
  return startOf(actual)
}

/**
 * A text that sorts as SemVer orders versions and is the same for equal ones. It begins with a digit, which the
 * library's ordering operators ask for. Digits carry their length in front, so that `10` sorts after `9`.
 */
function versionKey({ numbers, prerelease }: Version): string {
  const last = numbers.findLastIndex((digits) => !/^0+$/.test(digits))
  const release = numbers.slice(0, last + 1).map((digits) => `1${counted(digits)}`)
  // Each list ends with 0, which sorts before the 1 or 2 that one more part would begin with.
  return `${release.join('')}0${prerelease.length === 0 ? '9' : `1${prerelease.map(identifierKey).join('')}0`}`
}

/** Numeric identifiers sort before others; `!` ends a text and sorts before every character it can hold. */
function identifierKey(identifier: string): string {
  return /^\d+$/.test(identifier) ? `1${counted(identifier)}` : `2${identifier}!`
}

function counted(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, '')
  return `${String(plain.length).padStart(3, '0')}${plain}`
}
