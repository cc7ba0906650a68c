import { byPath, folderOf, isInside, normalPath } from './file-path.ts'

/** Where something may lie that a listing does not go through to. */
export interface Unfollowed {
  readonly path: string
  /** A symbolic link to a folder, or a folder of another repository, of which a commit has nothing, and a disk what was checked out. */
  readonly kind: 'link' | 'submodule' | 'not-checked-out'
  /** The folder of this source that a link leads to; absent where it leads elsewhere, or that cannot be told. */
  readonly to?: string
}

/** What is in a commit, as far as it tells where links lead. */
export interface LinkedTree {
  /** Files and links. */
  readonly names: readonly string[]
  readonly submodules: readonly string[]
  isLink(path: string): boolean
  /** What a link says, as it is kept; undefined where that cannot be read. */
  textOf(link: string): Promise<string | undefined>
}

/** The links to folders, and the submodules, of a commit, of which somebody wants to know. What a link leads to is not looked into. */
export async function unfollowedIn(tree: LinkedTree, isWanted: (path: string) => boolean): Promise<readonly Unfollowed[]> {
  const { names, submodules, isLink } = tree
  const links = await Promise.all(names.filter((name) => isLink(name) && isWanted(name)).map((path) => ledBy(tree, path)))
  const found = [
    ...links.flatMap((link) => link ?? []),
    ...submodules.filter(isWanted).map((path): Unfollowed => ({ path, kind: 'submodule' })),
  ]
  return found.sort((a, b) => byPath(a.path, b.path))
}

/** A link, where it may lead to a folder. */
async function ledBy(tree: LinkedTree, path: string): Promise<Unfollowed | undefined> {
  const text = await tree.textOf(path)
  if (text === undefined || text.startsWith('/')) return { path, kind: 'link' }
  const to = normalPath(`${folderOf(path)}/${text}`)
  if (!isInside(to) || isElsewhere(tree, to)) return { path, kind: 'link' }
  const prefix = to === '' ? '' : `${to}/`
  return tree.names.some((name) => name.startsWith(prefix)) ? { path, kind: 'link', to } : undefined
}

/** Whether a path runs through a submodule or another link. */
function isElsewhere({ submodules, isLink }: LinkedTree, path: string): boolean {
  for (let at = path; at !== ''; at = folderOf(at)) if (submodules.includes(at) || isLink(at)) return true
  return false
}
