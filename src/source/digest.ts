import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'

/** A SHA-256 digest as `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = `sha256:${string}`

/** Digest of a text's UTF-8 bytes. */
export function digestOf(text: string): Digest {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`
}

/** Canonical JSON (RFC 8785): one text for equal data. Throws on data JSON cannot hold, such as NaN. */
export function canonicalJson(data: unknown): string {
  const text = canonicalize(data)
  if (text === undefined) throw new TypeError('only JSON data has a canonical form')
  return text
}
