import { bodyOfMade } from '../engine/decision.ts'
import type { Decision } from '../model/generated/types.ts'
import { canonicalJson, type Digest, digestOf } from '../source/digest.ts'
import { byText } from '../source/order.ts'

/** The digest of every text that the store writes and reads. */
export const hashOf: (text: string) => Digest = digestOf

/** The hash before the first entry. */
export const noHash: Digest = `sha256:${'0'.repeat(64)}`

/** Whether a text is a digest as they are written here. */
export function isDigest(text: string): text is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(text)
}

/** The text that the digest of a decision is over: its canonical JSON without `digest`; undefined when it does not fit the digest. */
export function bodyOf(decision: Decision): string | undefined {
  const made = bodyOfMade(decision)
  if (made !== undefined) return made
  const { digest, ...rest } = decision
  // A decision comes from canonical text, so plain JSON with sorted keys mostly is that text; its digest proves it.
  const plain = JSON.stringify(Object.fromEntries(Object.entries(rest).sort(([a], [b]) => byText(a, b))))
  if (hashOf(plain) === digest) return plain
  const canonical = canonicalJson(rest)
  return hashOf(canonical) === digest ? canonical : undefined
}

/** The decision of a stored text. */
export function decisionOfBody(body: string, digest: string): Decision {
  const { apiVersion, kind, ...rest } = JSON.parse(body) as Decision
  return { apiVersion, kind, ...rest, digest }
}
