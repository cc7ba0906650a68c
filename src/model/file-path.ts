import { byText } from '../source/order.ts'

/** Extensions of files that may hold documents; what a folder stands for. */
const documentShape = /\.(?:yaml|yml|json)$/i

/** Whether a file's name says that it holds YAML or JSON. */
export function isDocumentName(path: string): boolean {
  return documentShape.test(path)
}

/** Whether a text names a file or folder within a root: POSIX, relative, normal, none of its segments hidden. The root itself is `''`. */
export function isInside(path: string): boolean {
  if (path === '') return true
  if (path.includes('\0') || path.includes('\\')) return false
  return path.split('/').every((segment) => segment !== '' && !segment.startsWith('.'))
}

/** Signs that no path of a source has: a backslash parts folders on other systems, and U+FFFD stands for bytes that are no text. */
const unkept = /[\\\0\uFFFD]/g

/** Whether a path is kept out of a source for signs in its name alone, and not for being hidden. */
export function isUnnameable(path: string): boolean {
  return path.search(unkept) >= 0 && isInside(path.replaceAll(unkept, '_'))
}

/** Whether a listing of `folder` shows `path`: it lies at or below it and in no hidden folder, nor in `node_modules` unless asked for within it. */
export function isListed(path: string, folder: string): boolean {
  if (!isInside(path)) return false
  if (path === folder) return true
  const prefix = folder === '' ? '' : `${folder}/`
  return path.startsWith(prefix) && !path.slice(prefix.length).split('/').includes('node_modules')
}

/** The folder a path stands in; `''` at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** A path, then each folder that it is in from there upwards, but the root. */
export function pathsUpFrom(path: string): string[] {
  const found: string[] = []
  for (let at = path; at !== ''; at = folderOf(at)) found.push(at)
  return found
}

/** The last segment of a path. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A path without `.` segments, doubled and trailing slashes, each `..` taken with the segment before it; leading `..` stay. */
export function normalPath(path: string): string {
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else kept.push(segment)
  }
  return kept.join('/')
}

/** Orders paths, so that every source lists alike. */
export const byPath: typeof byText = byText
