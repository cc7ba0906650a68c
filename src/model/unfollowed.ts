import { byPath, folderOf, isInside, normalPath, pathsUpFrom } from './file-path.ts'

/** Where something may lie that a listing does not go through to. */
export interface Unfollowed {
  readonly path: string
  /**
   * A symbolic link to a folder, or to nothing; a folder of another repository, of which a commit has nothing, and a disk what was checked
   * out; or a name under which no source reads anything.
   */
  readonly kind: 'link' | 'dangling' | 'submodule' | 'not-checked-out' | 'unnameable'
  /** The folder of this source that a link leads to; absent where it leads elsewhere, or that cannot be told. */
  readonly to?: string
}

/** No system follows a link that says more, so none is read: whoever commits one may have made it as large as they like. */
export const longestLink = 4096

/** What is in a commit, as far as it tells where links lead. */
export interface LinkedTree {
  /** Files and links. */
  readonly names: readonly string[]
  readonly submodules: readonly string[]
  /** Files and links whose names no source keeps. */
  readonly unnameable: readonly string[]
  isLink(path: string): boolean
  /** What a link says, as it is kept; undefined where that cannot be read, or is longer than any link. */
  textOf(link: string): Promise<string | undefined>
}

/** What of a commit is not gone into, of which somebody wants to know. What a link leads to is not looked into. */
export async function unfollowedIn(tree: LinkedTree, isWanted: (path: string) => boolean): Promise<readonly Unfollowed[]> {
  const { names, submodules, unnameable, isLink } = tree
  const wanted = names.filter((name) => isLink(name) && isWanted(name))
  const folders = wanted.length > 0 ? foldersOf(names) : new Set<string>()
  const files = new Set(wanted.length > 0 ? names : [])
  const elsewhere = new Set(submodules)
  const isElsewhere = (path: string): boolean => pathsUpFrom(path).some((at) => elsewhere.has(at) || isLink(at))
  const links = await Promise.all(
    wanted.map(async (path): Promise<Unfollowed[]> => {
      const to = targetOf(path, await tree.textOf(path))
      if (to === undefined || isElsewhere(to)) return [{ path, kind: 'link' }]
      if (folders.has(to)) return [{ path, kind: 'link', to }]
      return files.has(to) ? [] : [{ path, kind: 'dangling' }]
    }),
  )
  const found = [
    ...links.flat(),
    ...submodules.filter(isWanted).map((path): Unfollowed => ({ path, kind: 'submodule' })),
    ...unnameable.filter(isWanted).map((path): Unfollowed => ({ path, kind: 'unnameable' })),
  ]
  return found.sort((a, b) => byPath(a.path, b.path))
}

/** Where a link leads, from the root; undefined where that is out of it, or cannot be told. */
function targetOf(path: string, text: string | undefined): string | undefined {
  if (text === undefined || text.startsWith('/')) return undefined
  const to = normalPath(`${folderOf(path)}/${text}`)
  return isInside(to) ? to : undefined
}

/** Every folder that holds one of some files, the root included. */
function foldersOf(names: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const name of names) {
    // Where one is known, so are those above it.
    for (let at = folderOf(name); !folders.has(at); at = folderOf(at)) folders.add(at)
  }
  return folders
}
