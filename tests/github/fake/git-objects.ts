import { createHash } from 'node:crypto'

/** One file of a commit, when its text alone does not say all. */
export interface FileEntry {
  readonly text?: string
  readonly bytes?: Uint8Array
  readonly executable?: boolean
  /** A symbolic link to this path. */
  readonly symlink?: string
  /** A submodule at this commit. */
  readonly submodule?: string
  /** The size that GitHub tells, in bytes, so that a test need not hold a file of 100 MB. */
  readonly size?: number
}

export type FileGiven = string | Uint8Array | FileEntry

export interface Blob {
  readonly kind: 'blob'
  readonly sha: string
  readonly bytes: Uint8Array
  readonly size: number
}

export interface TreeEntry {
  readonly mode: '100644' | '100755' | '120000' | '160000' | '040000'
  readonly type: 'blob' | 'tree' | 'commit'
  readonly sha: string
}

export interface GitTree {
  readonly kind: 'tree'
  readonly sha: string
  readonly entries: ReadonlyMap<string, TreeEntry>
}

export interface Commit {
  readonly kind: 'commit'
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: string
  readonly date: string
}

/** The objects of a repository and all its forks: as at GitHub, each of them reaches every object of the others. */
export type Objects = Map<string, Blob | GitTree | Commit>

/** Every file of a tree by its whole path. */
export type Files = ReadonlyMap<string, TreeEntry>

function named(kind: string, content: Uint8Array): string {
  return createHash('sha1').update(`${kind} ${content.length}\0`).update(content).digest('hex')
}

export function writeFile(objects: Objects, given: FileGiven): TreeEntry {
  const file: FileEntry = typeof given === 'string' ? { text: given } : given instanceof Uint8Array ? { bytes: given } : given
  if (file.submodule !== undefined) return { mode: '160000', type: 'commit', sha: file.submodule }
  const bytes = file.bytes ?? Buffer.from(file.symlink ?? file.text ?? '')
  const sha = named('blob', file.size === undefined ? bytes : Buffer.concat([bytes, Buffer.from(`\0${file.size}`)]))
  objects.set(sha, { kind: 'blob', sha, bytes, size: file.size ?? bytes.length })
  return { mode: file.symlink !== undefined ? '120000' : file.executable ? '100755' : '100644', type: 'blob', sha }
}

/** Writes the tree that holds `files`, and returns its name as git computes it. */
export function writeTree(objects: Objects, files: Files): string {
  const folders = new Map<string, Map<string, TreeEntry>>()
  const entries = new Map<string, TreeEntry>()
  for (const [path, entry] of files) {
    const slash = path.indexOf('/')
    if (slash < 0) entries.set(path, entry)
    else {
      const folder = path.slice(0, slash)
      folders.set(folder, (folders.get(folder) ?? new Map()).set(path.slice(slash + 1), entry))
    }
  }
  for (const [name, inside] of folders) entries.set(name, { mode: '040000', type: 'tree', sha: writeTree(objects, inside) })
  const order = ([name, entry]: readonly [string, TreeEntry]) => Buffer.from(entry.type === 'tree' ? `${name}/` : name)
  const sorted = [...entries].sort((a, b) => Buffer.compare(order(a), order(b)))
  const sha = named(
    'tree',
    Buffer.concat(
      sorted.map(([name, entry]) =>
        Buffer.concat([Buffer.from(`${entry.mode.replace(/^0/, '')} ${name}\0`), Buffer.from(entry.sha, 'hex')]),
      ),
    ),
  )
  objects.set(sha, { kind: 'tree', sha, entries: new Map(sorted) })
  return sha
}

export function writeCommit(objects: Objects, commit: Omit<Commit, 'kind' | 'sha'>): string {
  const seconds = Math.floor(Date.parse(commit.date) / 1000)
  const who = `${commit.author} <${commit.author}@users.noreply.github.com> ${seconds} +0000`
  const lines = [`tree ${commit.tree}`, ...commit.parents.map((parent) => `parent ${parent}`), `author ${who}`, `committer ${who}`]
  const sha = named('commit', Buffer.from(`${lines.join('\n')}\n\n${commit.message}`))
  objects.set(sha, { kind: 'commit', sha, ...commit })
  return sha
}

export function commitOf(objects: Objects, sha: string): Commit | undefined {
  const found = objects.get(sha)
  return found?.kind === 'commit' ? found : undefined
}

export function treeOf(objects: Objects, sha: string): GitTree | undefined {
  const found = objects.get(sha)
  if (found?.kind === 'commit') return treeOf(objects, found.tree)
  return found?.kind === 'tree' ? found : undefined
}

/** All files below a tree or a commit, by path; folders too if asked for. */
export function filesOf(objects: Objects, sha: string, folders = false, prefix = ''): Map<string, TreeEntry> {
  const files = new Map<string, TreeEntry>()
  for (const [name, entry] of treeOf(objects, sha)?.entries ?? []) {
    const path = prefix + name
    if (entry.type !== 'tree' || folders) files.set(path, entry)
    if (entry.type === 'tree') for (const [below, one] of filesOf(objects, entry.sha, folders, `${path}/`)) files.set(below, one)
  }
  return files
}

/** A commit and all before it, the newest first. */
export function history(objects: Objects, sha: string): Commit[] {
  const found = new Map<string, Commit>()
  const waiting = [sha]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const commit = commitOf(objects, next)
    if (commit === undefined || found.has(commit.sha)) continue
    found.set(commit.sha, commit)
    waiting.push(...commit.parents)
  }
  return [...found.values()].sort((a, b) => b.date.localeCompare(a.date))
}

/** The newest commit that both have before them. */
export function mergeBase(objects: Objects, one: string, other: string): Commit | undefined {
  const before = new Set(history(objects, other).map((commit) => commit.sha))
  return history(objects, one).find((commit) => before.has(commit.sha))
}
