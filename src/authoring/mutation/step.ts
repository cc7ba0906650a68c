import { formatDay, formatInstant, readDate } from '../../model/date.ts'
import { formatLaunchOffset, readLaunchOffset } from '../../model/launch-offset.ts'
import { looksLikeVersion } from '../../model/version.ts'
import type { ScalarNode } from '../../source/node.ts'

/** The values one step below and above a literal, as an author would write them: a number by its last written digit, a day, one unit of a duration. */
export function stepsOf(node: ScalarNode): string[] {
  const { value, text } = node
  if (typeof value === 'boolean') return [String(!value)]
  if (typeof value === 'number') return bothWays((by) => steppedNumber(text, by))
  if (value === null) return []
  const [, number = '', unit = ''] = /^(-?\d+(?:\.\d+)?)(%|s|min|h|d|w)$/.exec(text) ?? []
  if (number !== '') return bothWays((by) => steppedUnit(number, unit, by))
  const [, currency, amount = ''] = /^([A-Z]{3}) (-?\d+(?:\.\d+)?)$/.exec(text) ?? []
  if (currency !== undefined) return bothWays((by) => withUnit(`${currency} `, steppedNumber(amount, by), ''))
  const days = readLaunchOffset(text)
  if (days !== undefined) return bothWays((by) => formatLaunchOffset(days + by))
  const date = readDate(text)
  if (date.ok)
    return bothWays((by) => (date.value.precision === 'day' ? formatDay(date.value.day + by) : formatInstant(date.value.ms + by * 1000)))
  const last = looksLikeVersion(text) ? /^(.*?)(\d+)$/.exec(text) : null
  return last ? bothWays((by) => (Number(last[2]) + by < 0 ? undefined : `${last[1] ?? ''}${Number(last[2]) + by}`)) : []
}

/** A number one step of its last written digit away. */
export function steppedNumber(text: string, by: number): string | undefined {
  if (!/^-?\d{1,15}(?:\.\d{1,9})?$/.test(text)) return undefined
  const digits = text.split('.')[1]?.length ?? 0
  const stepped = (Number(text) + by / 10 ** digits).toFixed(digits)
  return /^-0(?:\.0*)?$/.test(stepped) ? stepped.slice(1) : stepped
}

function steppedUnit(number: string, unit: string, by: number): string | undefined {
  const stepped = steppedNumber(number, by)
  return stepped === undefined || (unit !== '%' && Number(stepped) < 0) ? undefined : stepped + unit
}

function withUnit(before: string, text: string | undefined, after: string): string | undefined {
  return text === undefined ? undefined : before + text + after
}

function bothWays(step: (by: 1 | -1) => string | undefined): string[] {
  return [step(-1), step(1)].filter((text) => text !== undefined)
}

/** A literal with another text, in the quotes that it had. */
export function asQuoted(source: string, node: ScalarNode, text: string): string {
  const written = source.slice(node.start, node.end)
  const [quote = ''] = written
  return node.quoted && (quote === '"' || quote === "'") ? `${quote}${text}${quote}` : text
}
