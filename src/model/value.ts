import type { ScalarNode } from '../source/node.ts'
import { type DateValue, looksLikeDate, readDate } from './date.ts'
import { type Duration, looksLikeDuration, readDuration } from './duration.ts'
import { curlyHint, numberHint, percentHint } from './value-hint.ts'
import { compareVersions, looksLikeVersion, readVersion, type Version } from './version.ts'
import { booleanHint, excerpt } from './wording.ts'

/** The types a fact can have. */
export const factTypes = [
  'number',
  'count',
  'percent',
  'money',
  'duration',
  'date',
  'version',
  'boolean',
  'text',
  'choice',
  'list',
] as const

/** What sort of value a fact has. */
export type FactType = (typeof factTypes)[number]

/** The types of a single value; `list` is the only other one. */
export type ScalarType = Exclude<FactType, 'list'>

/** A scalar read as its type. Numbers are finite; money counts ten-thousandths of its currency. */
export type Value =
  | { readonly type: 'number' | 'count' | 'percent'; readonly number: number }
  | { readonly type: 'money'; readonly currency: string; readonly amount: number }
  | { readonly type: 'duration'; readonly duration: Duration }
  | { readonly type: 'date'; readonly date: DateValue }
  | { readonly type: 'version'; readonly version: Version }
  | { readonly type: 'boolean'; readonly boolean: boolean }
  | { readonly type: 'text' | 'choice'; readonly text: string }

export type ValueReading =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string; readonly hint: string }

const percentShape = /^(-?\d{1,12}(?:\.\d{1,6})?)%$/
const moneyShape = /^([A-Z]{3}) (-?)(\d{1,11})(?:\.(\d{1,4}))?$/

/** The type a literal has by its spelling alone. */
export function spelledType(node: ScalarNode): ScalarType {
  if (typeof node.value === 'boolean') return 'boolean'
  if (typeof node.value === 'number') return 'number'
  const text = node.text
  if (percentShape.test(text)) return 'percent'
  if (looksLikeDate(text)) return 'date'
  if (looksLikeVersion(text)) return 'version'
  if (looksLikeDuration(text)) return 'duration'
  if (moneyShape.test(text)) return 'money'
  return 'text'
}

/** Reads a scalar as a value of `type`; says what is wrong when it is not one. Null is never a value. */
export function readValue(type: ScalarType, node: ScalarNode): ValueReading {
  const reading = readAs(type, node)
  return reading.ok ? reading : { ...reading, hint: curlyHint(node.text) ?? reading.hint }
}

function readAs(type: ScalarType, node: ScalarNode): ValueReading {
  switch (type) {
    case 'number':
    case 'count':
      return readNumber(type, node)
    case 'percent': {
      const match = typeof node.value === 'string' ? percentShape.exec(node.text) : null
      if (match) return { ok: true, value: { type, number: Number(match[1]) } }
      return wrong(node, 'a percentage', percentHint(node))
    }
    case 'money':
      return readMoney(node)
    case 'duration': {
      if (typeof node.value !== 'string') return wrong(node, 'a duration', 'write a duration as `14d`, `36h` or `15min`')
      const reading = readDuration(node.text)
      return reading.ok ? { ok: true, value: { type, duration: reading.value } } : reading
    }
    case 'date': {
      if (typeof node.value !== 'string') return wrong(node, 'a date', 'write a date as `2026-10-15`')
      const reading = readDate(node.text)
      return reading.ok ? { ok: true, value: { type, date: reading.value } } : reading
    }
    case 'version': {
      if (typeof node.value === 'number')
        return wrong(node, 'a version in quotes', `write \`"${node.text}"\`: without quotes it is a number and loses its zeros`)
      const version = typeof node.value === 'string' ? readVersion(node.text) : undefined
      return version ? { ok: true, value: { type, version } } : wrong(node, 'a version', 'write a version as `"2.10.0"`')
    }
    case 'boolean':
      if (typeof node.value === 'boolean') return { ok: true, value: { type, boolean: node.value } }
      return { ok: false, message: `${asWritten(node)} is neither \`true\` nor \`false\``, hint: booleanHint(node) }
    case 'text':
    case 'choice':
      if (typeof node.value === 'string') return { ok: true, value: { type, text: node.value } }
      return wrong(node, 'text', `write \`"${excerpt(node.text)}"\` in quotes`)
  }
}

/** Orders two values of one ordered type: negative, 0 or positive. Undefined when they cannot be ordered: other currency, a bare day against an instant of that day. */
export function compareValues(a: Value, b: Value): number | undefined {
  if ('number' in a && 'number' in b && (a.type === 'percent') === (b.type === 'percent')) return a.number - b.number
  if (a.type === 'money' && b.type === 'money') return a.currency === b.currency ? a.amount - b.amount : undefined
  if (a.type === 'duration' && b.type === 'duration') return a.duration.ms - b.duration.ms
  if (a.type === 'version' && b.type === 'version') return compareVersions(a.version, b.version)
  if (a.type === 'date' && b.type === 'date') return compareDates(a.date, b.date)
  return undefined
}

/** Whether two values of one type are equal; undefined when that cannot be told. */
export function equalValues(a: Value, b: Value): boolean | undefined {
  if ('text' in a && 'text' in b) return a.text === b.text
  if (a.type === 'boolean' && b.type === 'boolean') return a.boolean === b.boolean
  const order = compareValues(a, b)
  return order === undefined ? undefined : order === 0
}

/** A bare day stands for the whole UTC day, so an instant is compared with it by day; a bare fact cannot be told from an instant of the same day. */
function compareDates(fact: DateValue, operand: DateValue): number | undefined {
  if (fact.precision === 'instant' && operand.precision === 'instant') return fact.ms - operand.ms
  const order = fact.day - operand.day
  if (order === 0 && fact.precision === 'day' && operand.precision === 'instant') return undefined
  return order
}

function readNumber(type: 'number' | 'count', node: ScalarNode): ValueReading {
  if (typeof node.value !== 'number') {
    const unquoted = typeof node.value === 'string' && node.quoted && node.text.trim() !== '' && Number.isFinite(Number(node.text))
    return wrong(
      node,
      type === 'count' ? 'a whole number' : 'a number',
      unquoted ? `write \`${node.text}\` without quotes` : numberHint(node, type === 'count'),
    )
  }
  if (!Number.isFinite(node.value)) return wrong(node, 'a finite number', 'write a number such as `4.2`')
  if (type === 'count' && (!Number.isInteger(node.value) || node.value < 0))
    return wrong(node, 'a whole number of 0 or more', 'write a whole number such as `3`')
  return { ok: true, value: { type, number: node.value === 0 ? 0 : node.value } }
}

function readMoney(node: ScalarNode): ValueReading {
  const match = typeof node.value === 'string' ? moneyShape.exec(node.text) : null
  if (!match) return wrong(node, 'an amount of money', 'write money as `EUR 10.00`')
  const [, currency = '', sign, whole, fraction = ''] = match
  const amount = Number(whole) * 10_000 + Number(fraction.padEnd(4, '0'))
  return { ok: true, value: { type: 'money', currency, amount: sign && amount ? -amount : amount } }
}

function wrong(node: ScalarNode, due: string, hint: string): ValueReading {
  return { ok: false, message: `${asWritten(node)} is not ${due}`, hint }
}

/** A value as its author sees it: a number in quotes is not the number. */
function asWritten({ text, quoted }: ScalarNode): string {
  return quoted ? `\`"${excerpt(text)}"\`` : `\`${excerpt(text)}\``
}
