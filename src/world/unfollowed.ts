import { isDocumentName, isUnnameable, normalPath } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import type { Unfollowed } from '../model/unfollowed.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { isGlob, readGlob } from './glob.ts'

/** Behind links no more files are looked at than these, to see whether they are read anyway; each link counts for some at least. What is left over is told. */
const mostLookedAt = 50_000
const leastOfALink = 1000

/**
 * Links to folders, submodules, and names that are not kept, in which files are looked for that nobody finds there: what is passed over may be a commitment that
 * goes unjudged. A link to what is read in its own place hides nothing.
 */
export async function unfollowed(source: FileSource, written: readonly string[]): Promise<Diagnostic[]> {
  const patterns = written.filter((pattern) => !pattern.startsWith('/')).map((pattern) => patternOf(normalPath(pattern)))
  const mayHold = (path: string): boolean => patterns.some((pattern) => pattern.reaches(path) || pattern.reads(path))
  const found = (await source.unfollowed?.((path) => namesFor(path).some(mayHold))) ?? []
  const hiding: Unfollowed[] = []
  let left = mostLookedAt
  for (const item of found) {
    // Of a link that is read as a file, reading tells that it leads nowhere.
    if (item.kind === 'dangling' && (patterns.some((pattern) => pattern.reads(item.path)) || hasOtherShape(item.path))) continue
    if (item.kind === 'unnameable' && hasOtherShape(item.path)) continue
    const files = item.to === undefined || left <= 0 ? undefined : await source.list(item.to)
    left -= files ? Math.max(leastOfALink, files.length) : 0
    if (!files || !areReadInPlace(files, item, patterns)) hiding.push(item)
  }
  return hiding.map(told)
}

/** What a path may have been meant as: an archive that is unpacked elsewhere leaves backslashes where folders were. */
function namesFor(path: string): readonly string[] {
  return isUnnameable(path) ? [path.replaceAll('\\', '/'), path.replaceAll('\\', '_')] : [path]
}

/** Whether a name ends as files do that hold no documents, such as `README.md`. */
function hasOtherShape(path: string): boolean {
  return /\.[a-z][a-z0-9]*$/i.test(path) && !isDocumentName(path)
}

/** A pattern, read once for however many paths there are. */
interface Pattern {
  /** Whether it may stand for something below a path. */
  reaches(path: string): boolean
  /** Whether it stands for a file. */
  reads(file: string): boolean
}

function patternOf(text: string): Pattern {
  const isBelow = (path: string): boolean => path.startsWith(`${text}/`)
  if (!isGlob(text)) {
    return {
      reaches: (path) => text === '' || isBelow(path),
      reads: (file) => file === text || (isDocumentName(file) && (text === '' || isBelow(file))),
    }
  }
  const glob = readGlob(text)
  const isFolder = text.endsWith('**')
  // Choices between folders: as far as they are written out.
  const isSplit = /\{[^}]*\/[^}]*\}/.test(text)
  const parts = (isSplit ? [...folderIn(glob), '**'] : text.split('/')).map(segmentOf)
  return {
    // What is named like a glob may be a folder.
    reaches: (path) => isBelow(path) || reaches(parts, path.split('/')),
    reads: (file) =>
      (isDocumentName(file) && isBelow(file)) || (glob.ok && glob.value.matches(file) && (isDocumentName(file) || !isFolder)),
  }
}

function reaches(parts: readonly Segment[], segments: readonly string[]): boolean {
  for (const [at, segment] of segments.entries()) {
    const part = parts[at]
    if (part === 'any') return true
    if (part === undefined || !part(segment)) return false
  }
  return parts.length > segments.length
}

function folderIn(glob: ReturnType<typeof readGlob>): string[] {
  return glob.ok && glob.value.folder !== '' ? glob.value.folder.split('/') : []
}

/** A part of a pattern between slashes: whether it stands for a name, or for any number of folders. */
type Segment = 'any' | ((name: string) => boolean)

function segmentOf(part: string): Segment {
  if (part === '**') return 'any'
  if (!isGlob(part)) return (name) => name === part
  const glob = readGlob(part)
  return (name) => glob.ok && glob.value.matches(name)
}

/** Whether every file of the folder that a link leads to is read there by whatever would read it behind the link. */
function areReadInPlace(files: readonly string[], { path, to = '' }: Unfollowed, patterns: readonly Pattern[]): boolean {
  return files.every((file) => {
    const linked = `${path}/${to === '' ? file : file.slice(to.length + 1)}`
    return patterns.every((pattern) => !pattern.reads(linked) || pattern.reads(file))
  })
}

const words: Readonly<Record<Unfollowed['kind'], { readonly what: string; readonly hint: string }>> = {
  link: { what: 'a symbolic link to a folder, and nothing behind it is read', hint: 'put the files themselves there' },
  dangling: { what: 'a symbolic link that leads nowhere', hint: 'put the files themselves there, or remove the link' },
  submodule: { what: 'a submodule, and nothing in it is read: it is of another repository', hint: 'commit the files themselves there' },
  'not-checked-out': { what: 'a submodule that is not checked out', hint: 'run `git submodule update --init`' },
  unnameable: {
    what: 'a file or folder whose name holds a backslash or is no text, and it is not read',
    hint: 'rename it: letters, digits, `.`, `_` and `-` are kept everywhere',
  },
}

function told({ path, kind }: Unfollowed): Diagnostic {
  const { what, hint } = words[kind]
  return diagnostic(kind === 'unnameable' ? 'file/unnameable' : 'file/linked', { file: path, message: `\`${path}\` is ${what}`, hint })
}
