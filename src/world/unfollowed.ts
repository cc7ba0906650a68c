import { isDocumentName, normalPath } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import type { Unfollowed } from '../model/unfollowed.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { isGlob, readGlob } from './glob.ts'

/**
 * Links to folders, and submodules, in which files are looked for that nobody finds there: what is passed over may be a commitment that
 * goes unjudged. A link to what is read in its own place hides nothing.
 */
export async function unfollowed(source: FileSource, written: readonly string[]): Promise<Diagnostic[]> {
  const patterns = written.filter((pattern) => !pattern.startsWith('/')).map((pattern) => normalPath(pattern))
  const found = (await source.unfollowed?.((path) => patterns.some((pattern) => reaches(pattern, path)))) ?? []
  const hiding = await Promise.all(found.map(async (item) => ((await isReadInPlace(source, item, patterns)) ? [] : [told(item)])))
  return hiding.flat()
}

/** Whether a pattern may stand for something below a path. */
function reaches(pattern: string, path: string): boolean {
  if (!isGlob(pattern)) return pattern === '' || path.startsWith(`${pattern}/`)
  // Choices between folders: as far as they are written out.
  const isSplit = /\{[^}]*\/[^}]*\}/.test(pattern)
  const parts = isSplit ? [...folderIn(pattern), '**'] : pattern.split('/')
  for (const [at, segment] of path.split('/').entries()) {
    const part = parts[at]
    if (part === '**') return true
    if (part === undefined || !isSegment(part, segment)) return false
  }
  return parts.length > path.split('/').length
}

function folderIn(pattern: string): string[] {
  const glob = readGlob(pattern)
  return glob.ok && glob.value.folder !== '' ? glob.value.folder.split('/') : []
}

function isSegment(part: string, segment: string): boolean {
  if (!isGlob(part)) return part === segment
  const glob = readGlob(part)
  return glob.ok && glob.value.matches(segment)
}

/** Whether a pattern stands for a file. */
function reads(pattern: string, file: string): boolean {
  if (!isGlob(pattern)) return file === pattern || (isDocumentName(file) && (pattern === '' || file.startsWith(`${pattern}/`)))
  const glob = readGlob(pattern)
  return glob.ok && glob.value.matches(file) && (isDocumentName(file) || !pattern.endsWith('**'))
}

async function isReadInPlace(source: FileSource, { path, to }: Unfollowed, patterns: readonly string[]): Promise<boolean> {
  if (to === undefined) return false
  const files = await source.list(to)
  return files.every((file) => {
    const linked = `${path}/${to === '' ? file : file.slice(to.length + 1)}`
    return patterns.every((pattern) => !reads(pattern, linked) || reads(pattern, file))
  })
}

const words: Readonly<Record<Unfollowed['kind'], { readonly what: string; readonly hint: string }>> = {
  link: { what: 'a symbolic link to a folder, and nothing behind it is read', hint: 'put the files themselves there' },
  submodule: { what: 'a submodule, and nothing in it is read: it is of another repository', hint: 'commit the files themselves there' },
  'not-checked-out': { what: 'a submodule that is not checked out', hint: 'run `git submodule update --init`' },
}

function told({ path, kind }: Unfollowed): Diagnostic {
  const { what, hint } = words[kind]
  return diagnostic('file/linked', { file: path, message: `\`${path}\` is ${what}`, hint })
}
