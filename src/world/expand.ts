import { byPath, isDocumentName, normalPath } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import { closest, suggestion } from '../source/suggest.ts'
import { folderDetail } from './disk.ts'
import { type Glob, isGlob, readGlob } from './glob.ts'

/** The files that patterns stand for, and the patterns that stand for none. */
export interface Expansion {
  /** Sorted, each once. */
  readonly files: readonly string[]
  /** Those that a pattern names outright, without a glob or folder. */
  readonly named: ReadonlySet<string>
  readonly misses: readonly Miss[]
}

/** A pattern that matched nothing. */
export interface Miss {
  readonly pattern: string
  readonly message: string
  readonly hint?: string | undefined
  /** The file that was perhaps meant, from the root: it is what the hint names. */
  readonly near?: string
  /** Whether it names one file or folder, which people expect to exist, or can match nothing at all. */
  readonly isLiteral: boolean
  /** Whether a folder without a document stands where a file is looked for: never to be taken for nothing. */
  readonly isFolder?: boolean
}

interface Match {
  readonly files: readonly string[]
  /** The one of them that has the pattern for a name. */
  readonly named?: string
  readonly miss?: Miss
}

/** Suggesting a name is not worth comparing more than this many. */
const mostCandidates = 5000

/**
 * The files of a source that patterns from its root stand for: a file, a folder (its YAML and JSON files, also written
 * `folder/**`), or a glob. What is named like a glob is taken for both: shells name files so, and which of the two was meant nobody can tell.
 */
export async function expand(source: FileSource, patterns: readonly string[]): Promise<Expansion> {
  const matches: Match[] = []
  for (const pattern of patterns) matches.push(await expandOne(source, pattern))
  return {
    files: [...new Set(matches.flatMap((match) => match.files))].sort(byPath),
    named: new Set(matches.flatMap((match) => match.named ?? [])),
    misses: matches.flatMap((match) => match.miss ?? []),
  }
}

async function expandOne(source: FileSource, written: string): Promise<Match> {
  const pattern = normalPath(written)
  if (!isGlob(pattern) || written.startsWith('/')) return expandLiteral(source, written.startsWith('/') ? written : pattern, written)
  const glob = readGlob(pattern)
  if (!glob.ok) {
    const own = await standingAt(source, pattern)
    return own?.files[0] ? own : { files: [], miss: { pattern: written, message: glob.message, hint: glob.hint, isLiteral: true } }
  }
  const isFolder = /^(?:[^*?{]*\/)?\*\*$/.test(pattern)
  const listed = await source.list(glob.value.folder)
  const isNamed = listed.includes(pattern)
  const isMeant = (path: string): boolean => (isFolder ? isDocumentName(path) : glob.value.matches(path)) || isBelow(path, pattern)
  const files = [...(isNamed ? [pattern] : []), ...listed.filter(isMeant)]
  return files.length > 0 ? { files, ...(isNamed && { named: pattern }) } : { files, miss: missOf(written, false) }
}

/** Whether a path is that of a document in a folder of this name. */
function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`) && isDocumentName(path)
}

/** The files of a source that a glob matches, whatever their extension. */
export async function globFiles(source: FileSource, glob: Glob): Promise<string[]> {
  const files = await source.list(glob.folder)
  return files.filter((path) => glob.matches(path))
}

/** The file or the documents of the folder that has a path for its name; undefined where neither is. */
async function standingAt(source: FileSource, path: string): Promise<Match | undefined> {
  const files = await source.list(path)
  if (files.length === 0) return undefined
  return files.includes(path) ? { files: [path], named: path } : { files: files.filter(isDocumentName) }
}

async function expandLiteral(source: FileSource, path: string, written: string): Promise<Match> {
  const own = await standingAt(source, path)
  if (own && own.files.length > 0) return own
  if (own) {
    const message = `the folder \`${written}\` holds no YAML or JSON file`
    return { files: [], miss: { pattern: written, message, isLiteral: true, isFolder: true } }
  }
  // Not listed, but there: what is wrong with it is told when it is read.
  const reading = await source.read(path, 0)
  if (reading.ok || reading.problem !== 'not-found') return { files: [path], named: path }
  const isFolder = reading.detail === folderDetail
  const known = (await source.list('')).filter(isDocumentName).slice(0, mostCandidates)
  return { files: [], miss: { ...missOf(written, true), ...hintOf(closest(path, known)), ...(isFolder && { isFolder }) } }
}

function hintOf(near: string | undefined): Pick<Miss, 'hint' | 'near'> {
  return near === undefined ? {} : { hint: suggestion(near), near }
}

function missOf(pattern: string, isLiteral: boolean): Miss {
  return { pattern, message: isLiteral ? `there is no file or folder \`${pattern}\`` : `\`${pattern}\` matches no file`, isLiteral }
}
