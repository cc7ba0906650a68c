import { canonicalForm } from './digest.ts'

/** A part of a record: data that nobody can change any more, its keys in order, and the same as canonical JSON. */
export interface Part<T = unknown> {
  readonly text: string
  readonly data: T
}

/** Makes a part of any JSON data; throws where there is no canonical form. What was given stays as it is. */
export function partOf<T>(given: T): Part<T> {
  const { text, data } = canonicalForm(given)
  return { text, data: frozen(data) }
}

/** Joins parts to a list. */
export function listPart<T>(parts: readonly Part<T>[]): Part<T[]> {
  const data: T[] = []
  let text = ''
  for (const part of parts) {
    data.push(part.data)
    text += text === '' ? part.text : `,${part.text}`
  }
  return { text: `[${text}]`, data: Object.freeze(data) as T[] }
}

/** The members of a part as they stand in a text before others: each with a comma behind it. */
export function membersOf({ text }: Part<object>): string {
  return text === '{}' ? '' : `${text.slice(1, -1)},`
}

/** Freezes data with all that is in it. */
export function frozen<T>(data: T): T {
  if (typeof data !== 'object' || data === null) return data
  for (const key in data) frozen(data[key])
  return Object.freeze(data)
}

/** A text as JSON writes it. */
export function jsonText(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`
}

// Quotes, backslashes, control characters, and halves of surrogate pairs, which JSON.stringify knows to tell from whole ones.
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/
