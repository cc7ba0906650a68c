import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { normalPath } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import { isPath } from '../model/path.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { suggestion } from '../source/suggest.ts'
import { expand, type Miss } from './expand.ts'
import { isGlob } from './glob.ts'

/** Where paths of a command line start: both absolute. Without it they are paths from the root. */
export interface WorkingPlace {
  readonly root: string
  readonly cwd: string
}

/** Where files that a command line names are looked for. */
export interface NamedFrom {
  readonly source: FileSource
  /** For files outside the root; without it there are none. */
  readonly outside?: FileSource | undefined
  readonly place?: WorkingPlace | undefined
}

/** A file to be read, and the source that has it. */
export interface SourcedFile {
  readonly file: string
  readonly source: FileSource
  /** Whether it was named outright, so that it must hold what is looked for. */
  readonly isNamed: boolean
}

/** Whether some name is empty: a variable that is not set, which taken for a path would mean everything. */
export function isAnyEmpty(lists: readonly (readonly string[] | undefined)[]): boolean {
  return lists.some((names) => names?.some((name) => name.trim() === ''))
}

/** The name from the root of a path or glob on the command line. What lies outside starts with `../`. */
export function nameFromRoot(argument: string, place: WorkingPlace | undefined): string {
  if (!place) return argument.startsWith('/') ? argument : normalPath(argument)
  const path = relative(place.root, resolve(place.cwd, argument))
  return sep === '/' ? path : path.split(sep).join('/')
}

/** A name from the root as it is written in the working folder. */
function asTyped(name: string, place: WorkingPlace | undefined): string {
  if (!place) return name
  const path = relative(place.cwd, join(place.root, name))
  return sep === '/' ? path : path.split(sep).join('/')
}

/** Whether a name from the root leads outside it. */
export function isOutside(name: string): boolean {
  return name === '..' || name.startsWith('../') || name.startsWith('/') || isAbsolute(name)
}

/** The files that arguments name, and a diagnostic for each that names none. Globs never leave the root. */
export async function namedFiles(
  from: NamedFrom,
  written: readonly string[],
): Promise<{ readonly files: readonly SourcedFile[]; readonly diagnostics: readonly Diagnostic[] }> {
  const files = new Map<string, SourcedFile>()
  const diagnostics: Diagnostic[] = []
  for (const argument of written) {
    const name = nameFromRoot(argument, from.place)
    const source = isOutside(name) ? from.outside : from.source
    if (!source || (isOutside(name) && isGlob(name) && (await source.list(name)).length === 0)) {
      diagnostics.push(
        diagnostic('world/nothing-matched', {
          file: argument,
          message: `\`${argument}\` leads outside the root`,
          hint: isGlob(name) ? 'name files outside the root one by one' : undefined,
        }),
      )
      continue
    }
    const found = await expand(source, [name])
    for (const file of found.files) if (!files.get(file)?.isNamed) files.set(file, { file, source, isNamed: found.named.has(file) })
    for (const miss of found.misses) diagnostics.push(missed(argument, miss, from.place))
  }
  return { files: [...files.values()], diagnostics }
}

function missed(argument: string, miss: Miss, place: WorkingPlace | undefined): Diagnostic {
  return diagnostic('world/nothing-matched', {
    file: argument,
    message: miss.message.replace(`\`${miss.pattern}\``, `\`${argument}\``),
    hint: miss.near === undefined ? miss.hint : suggestion(asTyped(miss.near, place)),
  })
}

/** What an argument of `--facts` says: `name=FILE`, where the name could be that of a fact; a path with a `=` further on is a path. */
export function factsArgument(argument: string): { readonly prefix?: string; readonly path: string } {
  const at = argument.indexOf('=')
  const prefix = argument.slice(0, Math.max(0, at))
  return at > 0 && isPath(prefix) ? { prefix, path: argument.slice(at + 1) } : { path: argument }
}
