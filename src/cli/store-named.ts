import { open, stat } from 'node:fs/promises'
import { resolve } from 'node:path'

const heading = 'SQLite format 3\0'

/** A folder, a database file and a URL are stores; whatever else there is can only be a decision. */
export async function isStore(target: string, cwd: string): Promise<boolean> {
  if (target === '-') return false
  if (/^(?:sqlite:|[a-z][a-z0-9+.-]*:\/\/)/i.test(target)) return true
  const path = resolve(cwd, target)
  const info = await stat(path).catch(() => undefined)
  if (!info) return /\.(?:db|sqlite3?)$|\/$/.test(target)
  if (info.isDirectory()) return true
  const handle = await open(path).catch(() => undefined)
  try {
    const bytes = await handle?.read(Buffer.alloc(heading.length), 0, heading.length, 0)
    return bytes?.buffer.toString('latin1') === heading
  } finally {
    await handle?.close()
  }
}
