import canonicalize from 'canonicalize'
import { sha256Of } from './sha256.ts'

/** A SHA-256 digest as `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = `sha256:${string}`

/**
 * The SHA-256 digest of a text's UTF-8 bytes: what `inputs` of a decision say of each file. Never throws; half of a
 * surrogate pair counts as U+FFFD.
 *
 * @example
 * console.log(digestOf('')) // sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
 */
export function digestOf(text: string): Digest {
  return `sha256:${sha256Of(text)}`
}

/**
 * Canonical JSON (RFC 8785): one text, without line breaks, for equal data. Throws on data that JSON cannot hold, such as
 * NaN or `undefined`.
 *
 * @example
 * console.log(canonicalJson({ b: 1, a: [true, 'x'] })) // {"a":[true,"x"],"b":1}
 */
export function canonicalJson(data: unknown): string {
  return canonicalForm(data).text
}

/** The canonical text of some data, and the data read back from it: plain, cut off from what it was made of. */
export function canonicalForm<T>(data: T): { readonly text: string; readonly data: T } {
  const copy = inOrder(data)
  // RFC 8785 writes scalars as ECMAScript does, so data in the order of its keys needs nothing but `JSON.stringify`.
  if (copy !== outOfOrder) return { text: JSON.stringify(copy), data: copy as T }
  const text = canonicalize(data)
  if (text === undefined) throw new TypeError('only JSON data has a canonical form')
  return { text, data: JSON.parse(text) as T }
}

const outOfOrder = Symbol('an object that cannot keep its keys in order')

/** A copy whose keys stand in the order of their UTF-16 code units. An object with keys that count, such as `10`, always puts those first. */
function inOrder(data: unknown): unknown {
  switch (typeof data) {
    case 'string':
    case 'boolean':
      return data
    case 'number':
      return Number.isFinite(data) ? data : outOfOrder
    case 'object':
      if (data === null) return null
      return Array.isArray(data) ? listInOrder(data) : objectInOrder(data as Readonly<Record<string, unknown>>)
    default:
      return outOfOrder
  }
}

function listInOrder(list: readonly unknown[]): unknown {
  const copy: unknown[] = []
  for (const item of list) {
    const part = item === undefined ? null : inOrder(item)
    if (part === outOfOrder) return outOfOrder
    copy.push(part)
  }
  return copy
}

function objectInOrder(object: Readonly<Record<string, unknown>>): unknown {
  if ('toJSON' in object) return outOfOrder
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(object).sort()) {
    const value = object[key]
    if (value === undefined) continue
    const part = inOrder(value)
    const first = key.charCodeAt(0)
    if (part === outOfOrder || (first >= 48 && first <= 57) || key === '__proto__') return outOfOrder
    copy[key] = part
  }
  return copy
}
