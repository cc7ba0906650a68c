import { createHmac } from 'node:crypto'

/** Bytes of a secret `whsec_…`, of which the rest is base64 of 24 to 64 bytes. Throws where it is not so, without repeating it. */
export function secretBytes(secret: string): Buffer {
  const [, text = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? []
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < 24 || bytes.length > 64) throw new Error('a secret is `whsec_` and 24 to 64 bytes in base64')
  return bytes
}

/** The headers of a signed message by the Standard Webhooks specification; a signature for each secret. `at` is in milliseconds. */
export function signed(
  message: { readonly id: string; readonly at: number; readonly body: string },
  secrets: readonly string[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const seconds = String(Math.floor(message.at / 1000))
  const content = `${message.id}.${seconds}.${message.body}`
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', secretBytes(secret)).update(content).digest('base64')}`)
  return { 'webhook-id': message.id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') }
}
