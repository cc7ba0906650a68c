import { constants, type Dirent, type Stats } from 'node:fs'
import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { byPath, isInside } from '../model/file-path.ts'
import type { FileReading, FileSource } from '../model/file-source.ts'

/** What a refusal says of a folder, which is neither a file nor absent. */
export const folderDetail = 'it is a folder'

type Refusal = Extract<FileReading, { ok: false }>

/**
 * The files below a folder on disk. A symbolic link is followed only where it ends in a regular, non-hidden file under the
 * real root; a listing does not go through links to folders, so it cannot loop. Never throws, never waits for a pipe or device.
 */
export function diskSource(rootDir: string): FileSource {
  const root = resolve(rootDir)
  const unlisted = new Set<string>()
  return {
    list: (folder) => listFiles(root, folder, unlisted),
    unlisted: () => [...unlisted].sort(byPath),
    read: (path, maxBytes) => readWithin(root, path, maxBytes),
  }
}

async function listFiles(root: string, folder: string, unlisted: Set<string>): Promise<readonly string[]> {
  if (!isInside(folder)) return []
  const realRoot = await realpath(root).catch(() => undefined)
  const real = await realpath(onDisk(root, folder)).catch(() => undefined)
  if (realRoot === undefined || real === undefined || !isWithin(realRoot, real)) return []
  const info = await stat(real).catch(() => undefined)
  if (info?.isFile() && folder !== '') return [folder]
  if (!info?.isDirectory()) return []
  return (await walk(realRoot, folder, { real, unlisted })).sort(byPath)
}

async function walk(realRoot: string, folder: string, { real, unlisted }: { real: string; unlisted: Set<string> }): Promise<string[]> {
  const entries = await readdir(real, { withFileTypes: true }).catch((): Dirent[] => {
    unlisted.add(folder)
    return []
  })
  const found = entries.map(async (entry): Promise<readonly string[]> => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (!isInside(path) || entry.name === 'node_modules') return []
    const at = join(real, entry.name)
    if (entry.isDirectory()) return walk(realRoot, path, { real: at, unlisted })
    return entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(realRoot, at))) ? [path] : []
  })
  return (await Promise.all(found)).flat()
}

async function leadsToFile(realRoot: string, link: string): Promise<boolean> {
  try {
    const real = await realpath(link)
    return isWithin(realRoot, real) && (await stat(real)).isFile()
  } catch {
    return false
  }
}

async function readWithin(root: string, path: string, maxBytes: number): Promise<FileReading> {
  if (path === '') return { ok: false, problem: 'not-found' }
  if (!isInside(path)) return { ok: false, problem: 'outside-root' }
  try {
    const realRoot = await realpath(root)
    const real = await realpath(onDisk(root, path))
    if (!isWithin(realRoot, real)) return { ok: false, problem: 'outside-root', detail: 'a symbolic link leads there' }
    return await readReal(real, maxBytes, async () => (await realpath(real)) === real)
  } catch (error) {
    return refusalOf(error)
  }
}

/** Reads a file whose path holds no symbolic link. `stillInside` is asked once it is open, in case a folder was swapped for a link meanwhile. */
export async function readReal(real: string, maxBytes: number, stillInside: () => Promise<boolean>): Promise<FileReading> {
  let handle: FileHandle | undefined
  try {
    // Without O_NONBLOCK, opening a pipe waits until someone writes to it.
    handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
    const info = await handle.stat()
    const refusal = refusalOfKind(info, maxBytes)
    if (refusal) return refusal
    if (!(await stillInside())) return { ok: false, problem: 'outside-root', detail: 'a symbolic link leads there' }
    return await readOpen(handle, info.size, maxBytes)
  } catch (error) {
    return refusalOf(error)
  } finally {
    await handle?.close().catch(() => undefined)
  }
}

function refusalOfKind(info: Stats, maxBytes: number): Refusal | undefined {
  if (info.isDirectory()) return { ok: false, problem: 'not-found', detail: folderDetail }
  if (!info.isFile()) return { ok: false, problem: 'unreadable', detail: 'it is not a regular file' }
  return info.size > maxBytes ? { ok: false, problem: 'too-large', detail: `${info.size} bytes` } : undefined
}

/** A file may grow while it is read, and some report no size: so one byte more than allowed is asked for. */
async function readOpen(handle: FileHandle, size: number, maxBytes: number): Promise<FileReading> {
  const chunks: Buffer[] = []
  let total = 0
  while (total <= maxBytes) {
    const room = Math.min(maxBytes + 1 - total, size > 0 && total <= size ? size + 1 - total : 65_536)
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(room), 0, room, null)
    if (bytesRead === 0) return { ok: true, bytes: Buffer.concat(chunks) }
    chunks.push(buffer.subarray(0, bytesRead))
    total += bytesRead
  }
  return { ok: false, problem: 'too-large', detail: `more than ${maxBytes} bytes` }
}

function onDisk(root: string, path: string): string {
  return path === '' ? root : join(root, ...path.split('/'))
}

/** Whether a real path is the real root or a non-hidden path under it. */
function isWithin(realRoot: string, real: string): boolean {
  if (real === realRoot) return true
  const path = relative(realRoot, real)
  return path !== '' && isInside(path.split(sep).join('/'))
}

function refusalOf(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return { ok: false, problem: 'not-found' }
  if (code === 'ELOOP') return { ok: false, problem: 'link-loop' }
  return { ok: false, problem: 'unreadable', ...(code !== '' && { detail: code }) }
}
