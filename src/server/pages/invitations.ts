import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { SignInLinks } from '../../store/index.ts'

/** Links that sign in once. What stands in an address is kept in histories and logs, so it must be worth nothing afterwards. */
export interface Invitations {
  /** Where to sign in as a token, once, within the hour, at any replica: a path of this service. */
  invite(token: string): Promise<string>
  /** The token of an invitation, which is used up by that; undefined where there is none, or not any more. */
  take(code: string): Promise<string | undefined>
}

const hour = 3_600_000

/** Invitations that a store keeps. What it keeps is encrypted by the code in the link, of which it has the digest only: who reads it has no token. */
export function invitationsOf(links: SignInLinks, now: () => number): Invitations {
  return {
    async invite(token) {
      const code = randomBytes(24).toString('base64url')
      await links.add({ id: idOf(code), sealed: seal(token, code), expiresAt: now() + hour })
      return `/sign-in?once=${code}`
    },
    async take(code) {
      if (!/^[A-Za-z0-9_-]{32}$/.test(code)) return undefined
      const sealed = await links.take(idOf(code))
      return sealed === undefined ? undefined : open(sealed, code)
    },
  }
}

function idOf(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}

/** Each code encrypts one text, so that one key and one nonce are never used for two. */
function seal(token: string, code: string): string {
  const cipher = createCipheriv('aes-256-gcm', ...keyOf(code))
  return Buffer.concat([cipher.update(token, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

function open(sealed: string, code: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', ...keyOf(code), { authTagLength: tagBytes })
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString('utf8')
  } catch {
    // Somebody changed what the store keeps.
    return undefined
  }
}

const tagBytes = 16
const keyBytes = 32
const nonceBytes = 12

function keyOf(code: string): [key: Buffer, nonce: Buffer] {
  const bytes = Buffer.from(hkdfSync('sha256', code, '', 'onlyif sign-in link', keyBytes + nonceBytes))
  return [bytes.subarray(0, keyBytes), bytes.subarray(keyBytes)]
}
