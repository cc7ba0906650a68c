import { isInside, isUnnameable } from '../model/file-path.ts'
import { type GitHub, idOf, isObjectId } from './client.ts'

/** A regular file of a commit, or a symbolic link, which nobody follows. */
export interface Entry {
  readonly blob: string
  readonly size: number
  readonly isLink: boolean
}

/** Every regular file and symbolic link of a commit by its path, its submodules, files whose names are not kept, and the folders that could not be listed. */
export interface Tree {
  readonly entries: ReadonlyMap<string, Entry>
  readonly submodules: readonly string[]
  readonly unnameable: readonly string[]
  readonly unlisted: readonly string[]
}

export type TreeReading = { readonly ok: true; readonly value: Tree } | { readonly ok: false; readonly message: string }

/** A repository that needs more requests than these for its list of files has too many of them. */
const mostRequests = 300

interface Walk {
  readonly github: GitHub
  readonly entries: Map<string, Entry>
  readonly submodules: string[]
  readonly unnameable: string[]
  readonly unlisted: string[]
  left: number
}

interface Listing {
  readonly items: readonly Item[]
  readonly truncated: boolean
}

interface Item {
  readonly path: string
  readonly mode: string
  readonly type: string
  readonly id: string
  readonly size: number
}

/** Lists the files of a commit: in one request, or folder by folder where GitHub cuts the list. What stays unknown is `unlisted`. */
export async function readTree(github: GitHub, commit: string): Promise<TreeReading> {
  const walk: Walk = { github, entries: new Map(), submodules: [], unnameable: [], unlisted: [], left: mostRequests }
  const message = await walkTree(walk, commit, '')
  if (message !== undefined) return { ok: false, message }
  const { entries, submodules, unnameable, unlisted } = walk
  return { ok: true, value: { entries, submodules, unnameable, unlisted: unlisted.sort() } }
}

/** Why the folder cannot be listed, if so. */
async function walkTree(walk: Walk, id: string, folder: string): Promise<string | undefined> {
  const deep = await list(walk, id, true)
  if (typeof deep === 'string') return deep
  if (!deep.truncated) {
    for (const item of deep.items) keep(walk, item, folder)
    return undefined
  }
  const flat = await list(walk, id, false)
  if (typeof flat === 'string') return flat
  if (flat.truncated) walk.unlisted.push(folder)
  for (const item of flat.items) {
    const path = under(folder, item.path)
    if (item.type !== 'tree') keep(walk, item, folder)
    // Folders that nobody may name need not be known.
    else if (isInside(path) && item.path !== 'node_modules' && (await walkTree(walk, item.id, path)) !== undefined) walk.unlisted.push(path)
  }
  return undefined
}

function keep({ entries, submodules, unnameable }: Walk, { path, mode, type, id, size }: Item, folder: string): void {
  const name = under(folder, path)
  if (type === 'commit' && isInside(name)) submodules.push(name)
  if (type !== 'blob' || !/^(?:100(?:644|755|664)|120000)$/.test(mode) || !isObjectId(id) || name === '') return
  if (isUnnameable(name)) unnameable.push(name)
  else if (isInside(name)) entries.set(name, { blob: id, size, isLink: mode === '120000' })
}

function under(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`
}

async function list(walk: Walk, id: string, recursive: boolean): Promise<Listing | string> {
  if (walk.left-- <= 0) return 'the repository has too many files to be listed'
  const { owner, repo } = walk.github
  const reply = await walk.github.ask(async (request) => {
    const { data } = await request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
      owner,
      repo,
      tree_sha: id,
      ...(recursive && { recursive: '1' }),
    })
    if (!Array.isArray(data.tree) || typeof data.truncated !== 'boolean') throw new TypeError('it is not a tree')
    return { items: data.tree.map(itemOf), truncated: data.truncated }
  })
  return reply.ok ? reply.value : reply.problem.message
}

function itemOf({ path, mode, type, sha, size }: { path?: unknown; mode?: unknown; type?: unknown; sha?: unknown; size?: unknown }): Item {
  if (typeof path !== 'string' || typeof mode !== 'string' || typeof type !== 'string') throw new TypeError('an entry is not one of a tree')
  return { path, mode, type, id: idOf(sha, 'sha'), size: typeof size === 'number' ? size : 0 }
}
