import type { Texts } from './judged-texts.ts'

/** What a link carries. */
export interface Shared {
  readonly texts: Texts
  /** As of when it is judged; absent for today. */
  readonly now?: string
}

/** The longest part of an address that is read, and the longest text that it may unfold to: a link is a stranger's data. */
export const shareLimits = { link: 60_000, bytes: 400_000 } as const

const prefix = { packed: '#1.', plain: '#0.' } as const

/** The fragment of a link to two texts, compressed where that can be done; undefined where it would be too long for a link. */
export async function fragmentOf({ texts, now }: Shared): Promise<string | undefined> {
  const text = JSON.stringify({ c: texts.commitment, m: texts.manifest, ...(now !== undefined && { n: now }) })
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > shareLimits.bytes) return undefined
  const canPack = typeof CompressionStream !== 'undefined'
  const packed = canPack ? await through(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY) : bytes
  const fragment = `${canPack ? prefix.packed : prefix.plain}${base64(packed ?? bytes)}`
  return fragment.length > shareLimits.link ? undefined : fragment
}

/** What a fragment carries; undefined for anything that is none of ours, broken, or too large. Never throws. */
export async function sharedIn(fragment: string): Promise<Shared | undefined> {
  if (fragment.length > shareLimits.link) return undefined
  const isPacked = fragment.startsWith(prefix.packed)
  if (!isPacked && !fragment.startsWith(prefix.plain)) return undefined
  const bytes = bytesOf(fragment.slice(prefix.packed.length))
  if (!bytes || (isPacked && typeof DecompressionStream === 'undefined')) return undefined
  const whole = isPacked ? await through(bytes, new DecompressionStream('deflate-raw'), shareLimits.bytes) : bytes
  return whole && readShared(new TextDecoder().decode(whole))
}

function readShared(text: string): Shared | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const { c, m, n } = value as Readonly<Record<string, unknown>>
    if (typeof c !== 'string' || typeof m !== 'string') return undefined
    return { texts: { commitment: c, manifest: m }, ...(typeof n === 'string' && n.length < 40 && { now: n }) }
  } catch {
    return undefined
  }
}

/** Bytes through a stream that changes them; undefined where they are broken, or become more than so many. */
async function through(
  bytes: Uint8Array,
  { readable, writable }: { readonly readable: ReadableStream; readonly writable: WritableStream },
  most: number,
): Promise<Uint8Array | undefined> {
  const writer = writable.getWriter()
  const reader = readable.getReader()
  const writing = writer.write(bytes).then(() => writer.close())
  writing.catch(() => undefined)
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const part = value as Uint8Array
      size += part.length
      if (size > most) {
        await reader.cancel()
        return undefined
      }
      parts.push(part)
    }
    await writing
  } catch {
    return undefined
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function bytesOf(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
