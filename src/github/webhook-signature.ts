import { createHmac, timingSafeEqual } from 'node:crypto'

const form = /^sha256=[0-9a-f]{64}$/

/**
 * Whether `X-Hub-Signature-256` proves that whoever sent these bytes knows one of the secrets; of several, so that a secret can be
 * replaced without a gap. Every secret is tried, each in constant time. Without a secret nothing is believed.
 */
export function isSigned(raw: Uint8Array, signature: string | undefined, secrets: readonly string[]): boolean {
  if (signature === undefined || !form.test(signature)) return false
  const given = Buffer.from(signature.slice('sha256='.length), 'hex')
  let isGood = false
  for (const secret of secrets) {
    if (secret === '') continue
    const own = createHmac('sha256', secret).update(raw).digest()
    if (timingSafeEqual(own, given)) isGood = true
  }
  return isGood
}
