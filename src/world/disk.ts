import { closeSync, constants, type Dirent, fstatSync, openSync, readdirSync, readSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { byPath, isInside, isUnnameable } from '../model/file-path.ts'
import type { FileReading, FileSource } from '../model/file-source.ts'
import type { Unfollowed } from '../model/unfollowed.ts'
import { notCheckedOut } from './submodules.ts'

/** What a refusal says of a folder, which is neither a file nor absent. */
export const folderDetail = 'it is a folder'

type Refusal = Extract<FileReading, { ok: false }>

/**
 * The files below a folder on disk. A symbolic link is followed only where it ends in a regular, non-hidden file under the
 * real root, and listed wherever it leads but to a folder; a listing does not go through links to folders, so it cannot loop, and tells
 * them as `unfollowed`. Never throws, never waits for a pipe or device, which are listed and refused.
 * Each call is answered at once: for small files, handing them to other threads takes several times as long as reading them.
 */
export function diskSource(rootDir: string): FileSource {
  const root = resolve(rootDir)
  const seen: Seen = { unlisted: new Set(), links: new Map(), empty: new Set(), unnameable: new Set() }
  return {
    list: async (folder) => listFiles(root, folder, seen),
    top: async () => topFiles(root),
    folders: async () => topFolders(root),
    unlisted: () => [...seen.unlisted].sort(byPath),
    unfollowed: async (isWanted) => {
      for (const { name } of entriesOf(realOf(root) ?? root, () => undefined)) if (isUnnameable(name)) seen.unnameable.add(name)
      const links = [...seen.links].filter(([path]) => isWanted(path))
      const modules = notCheckedOut(realOf(root) ?? root, [...seen.empty].filter(isWanted))
      const found: Unfollowed[] = [
        ...links.map(([path, real]): Unfollowed => {
          if (infoOf(real) === undefined) return { path, kind: 'dangling' }
          return { path, kind: 'link', ...leadingTo(root, real) }
        }),
        ...[...seen.unnameable].filter(isWanted).map((path): Unfollowed => ({ path, kind: 'unnameable' })),
        ...modules.map((path): Unfollowed => ({ path, kind: 'not-checked-out' })),
      ]
      return found.sort((a, b) => byPath(a.path, b.path))
    },
    read: async (path, maxBytes) => readWithin(root, path, maxBytes),
  }
}

/** What listings came by and did not go into. */
interface Seen {
  readonly unlisted: Set<string>
  /** Links to folders, or to nothing, and where they are on disk. */
  readonly links: Map<string, string>
  /** Folders with nothing in them. */
  readonly empty: Set<string>
  /** What lies under a name that no source keeps. */
  readonly unnameable: Set<string>
}

/** The folder within the root that a link leads to, if there is one. */
function leadingTo(root: string, link: string): Pick<Unfollowed, 'to'> {
  const [realRoot, real] = [realOf(root), realOf(link)]
  if (realRoot === undefined || real === undefined || !isWithin(realRoot, real)) return {}
  return { to: relative(realRoot, real).split(sep).join('/') }
}

function listFiles(root: string, folder: string, seen: Seen): readonly string[] {
  if (!isInside(folder)) return []
  const realRoot = realOf(root)
  const real = realOf(onDisk(root, folder))
  if (realRoot === undefined || real === undefined || !isWithin(realRoot, real)) return []
  const info = infoOf(real)
  if (info?.isFile() && folder !== '') return [folder]
  if (!info?.isDirectory()) return []
  return walk(folder, real, seen).sort(byPath)
}

function topFiles(root: string): readonly string[] {
  const real = realOf(root)
  if (real === undefined) return []
  const entries = entriesOf(real, () => undefined).filter((entry) => isInside(entry.name) && isFileAt(real, entry))
  return entries.map((entry) => entry.name).sort(byPath)
}

function topFolders(root: string): readonly string[] {
  const entries = entriesOf(realOf(root) ?? root, () => undefined)
  return entries.filter((entry) => entry.isDirectory() && isInside(entry.name)).map((entry) => entry.name)
}

function isFileAt(real: string, entry: Dirent): boolean {
  return !entry.isDirectory() && !(entry.isSymbolicLink() && infoOf(join(real, entry.name))?.isDirectory())
}

function walk(folder: string, real: string, seen: Seen): string[] {
  const entries = entriesOf(real, () => seen.unlisted.add(folder))
  if (entries.length === 0) seen.empty.add(folder)
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (isUnnameable(path)) seen.unnameable.add(path)
    if (!isInside(path) || entry.name === 'node_modules') return []
    const at = join(real, entry.name)
    if (entry.isDirectory()) return walk(path, at, seen)
    const info = entry.isSymbolicLink() ? infoOf(at) : undefined
    if (entry.isSymbolicLink() && (info === undefined || info.isDirectory())) seen.links.set(path, at)
    return info?.isDirectory() ? [] : [path]
  })
}

function entriesOf(real: string, failed: () => void): readonly Dirent[] {
  try {
    return readdirSync(real, { withFileTypes: true })
  } catch {
    failed()
    return []
  }
}

/** The path without links; undefined where nothing is. */
export function realOf(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}

/** What stands at a path, links followed; undefined where nothing does. */
export function infoOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function readWithin(root: string, path: string, maxBytes: number): FileReading {
  if (path === '') return { ok: false, problem: 'not-found' }
  if (!isInside(path)) return { ok: false, problem: 'outside-root' }
  try {
    const realRoot = realpathSync.native(root)
    const real = realpathSync.native(onDisk(root, path))
    if (!isWithin(realRoot, real)) return { ok: false, problem: 'outside-root', detail: 'a symbolic link leads there' }
    return readReal(real, maxBytes, () => realpathSync.native(real) === real)
  } catch (error) {
    return refusalOf(error)
  }
}

/** Reads a file whose path holds no symbolic link. `stillInside` is asked once it is open, in case a folder was swapped for a link meanwhile. */
export function readReal(real: string, maxBytes: number, stillInside: () => boolean): FileReading {
  let file: number | undefined
  try {
    // Without O_NONBLOCK, opening a pipe waits until someone writes to it.
    file = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
    const info = fstatSync(file)
    const refusal = refusalOfKind(info, maxBytes)
    if (refusal) return refusal
    if (!stillInside()) return { ok: false, problem: 'outside-root', detail: 'a symbolic link leads there' }
    return readOpen(file, info.size, maxBytes)
  } catch (error) {
    return refusalOf(error)
  } finally {
    if (file !== undefined) close(file)
  }
}

function close(file: number): void {
  try {
    closeSync(file)
  } catch {
    // What was read was read; there is nothing to be done.
  }
}

function refusalOfKind(info: Stats, maxBytes: number): Refusal | undefined {
  if (info.isDirectory()) return { ok: false, problem: 'not-found', detail: folderDetail }
  if (!info.isFile()) return { ok: false, problem: 'unreadable', detail: 'it is not a regular file' }
  return info.size > maxBytes ? { ok: false, problem: 'too-large', detail: `${info.size} bytes` } : undefined
}

/** A file may grow while it is read, and some report no size: so one byte more than allowed is asked for. */
function readOpen(file: number, size: number, maxBytes: number): FileReading {
  const chunks: Buffer[] = []
  let total = 0
  while (total <= maxBytes) {
    const room = Math.min(maxBytes + 1 - total, size > 0 && total <= size ? size + 1 - total : 65_536)
    const chunk = Buffer.alloc(room)
    const read = readSync(file, chunk, 0, room, null)
    if (read === 0) return { ok: true, bytes: Buffer.concat(chunks) }
    chunks.push(chunk.subarray(0, read))
    total += read
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
