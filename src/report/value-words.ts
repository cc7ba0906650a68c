import { formatDate, readDate } from '../model/date.ts'
import { readDuration } from '../model/duration.ts'
import { type ScalarType, spelledType } from '../model/value.ts'
import { sequence } from '../model/wording.ts'
import type { ScalarNode } from '../source/node.ts'

/** Longer texts and lists are cut: a sentence is to be read. */
const longestText = 100
const longestList = 20

/** A value as a sentence says it: numbers, dates and the like as written, other text in backticks, lists with commas. */
export function valueWords(value: unknown, joint: 'and' | 'or' = 'and'): string {
  if (Array.isArray(value)) return listWords(value, joint)
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return textWords(value)
  return `\`${cut(JSON.stringify(value) ?? '')}\``
}

/** The items of a list, joined; `size` is how many there are when the list was cut before. */
export function listWords(items: readonly unknown[], joint: 'and' | 'or', size = items.length): string {
  if (items.length === 0) return 'an empty list'
  const shown = items.slice(0, longestList).map((item) => (Array.isArray(item) ? `(${valueWords(item)})` : valueWords(item)))
  const rest = size - shown.length
  return rest > 0 ? `${shown.join(', ')} ${joint} ${rest} more` : sequence(shown, joint)
}

/** A duration in words: `14d` is "14 days", `15min` "15 minutes"; what is none stays as it is. */
export function durationWords(text: string): string {
  const reading = readDuration(text)
  if (!reading.ok) return text
  const { ms, days } = reading.value
  if (days !== undefined) return counted(days, 'day')
  for (const [unit, size] of [
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
  ] as const) {
    if (ms % size === 0) return counted(ms / size, unit)
  }
  return text
}

/** The ends of a range, which are of a type that has an order: "1 to 5", "7 days to 30 days". */
export function rangeWords(range: readonly unknown[]): string {
  return range.map((bound) => (typeof bound === 'string' ? durationWords(cut(bound)) : valueWords(bound))).join(' to ')
}

/** A number with its noun: "1 day", "3 days". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`
}

/** A date as decisions print dates: `2026-10-15`, or an instant in UTC. */
export function dateWords(text: string): string {
  const reading = readDate(text)
  return reading.ok ? formatDate(reading.value) : text
}

/** The type a value has by its spelling alone, as the engine sees it without a catalog. */
export function spelledTypeOf(value: unknown): ScalarType | undefined {
  const node = scalarOf(value)
  return node && spelledType(node)
}

/** A plain value as the node it was read from; undefined for lists, mappings and nothing. */
export function scalarOf(value: unknown): ScalarNode | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined
  return { kind: 'scalar', value, text: String(value), quoted: typeof value === 'string', start: 0, end: 0 }
}

/** Whether a value is a mapping, as a test, a condition or `{ fact: … }` is. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textWords(text: string): string {
  if (text.trim() === '') return 'empty text'
  const type = spelledTypeOf(text)
  if (type === 'duration') return durationWords(text)
  return type === 'text' ? `\`${cut(text)}\`` : text
}

function cut(text: string): string {
  const characters = [...text]
  return characters.length > longestText ? `${characters.slice(0, longestText - 1).join('')}…` : text
}
