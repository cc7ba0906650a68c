import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { FileSource } from '../model/file-source.ts'
import { diskSource } from '../world/disk.ts'
import { gitSource } from '../world/git.ts'
import { type Judges, judgesIn } from '../world/judges.ts'
import { outsideSource } from '../world/outside.ts'
import { findRoot } from '../world/root.ts'
import { type Io, UsageError } from './io.ts'
import type { Loaded } from './loading.ts'

/** Where a side is read from, and what people call it. */
export interface SidePlace {
  readonly name: string
  readonly source: FileSource
  /** The commit that a ref names. */
  readonly commit?: string
}

/** Both versions of what judges. */
export interface Sides {
  readonly before: SidePlace & { readonly judges: Judges }
  readonly after: SidePlace & { readonly judges: Judges }
  readonly loaded: Omit<Loaded, 'world'>
}

export interface SidesOptions {
  /** A Git ref, or a folder. */
  readonly base?: string
  /** Two folders, each with what judges at its top; launches are those of the second. */
  readonly folders?: readonly [string, string]
}

/** Both versions of what judges; `judgesAfter` may read more of the version after than that. */
export async function loadSides<T extends { readonly judges: Judges }>(
  { folders, base }: SidesOptions,
  io: Io,
  judgesAfter: (loaded: Omit<Loaded, 'world'>) => Promise<T>,
): Promise<Sides & { readonly read: T }> {
  const root = folders ? await folderOf(folders[1], io.cwd) : await findRoot(io.cwd)
  const head = diskSource(root)
  const before = folders
    ? { name: folders[0], source: diskSource(await folderOf(folders[0], io.cwd)) }
    : await placeOfBase(base ?? 'HEAD', root, io.cwd)
  const loaded = { root, trusted: head, head, outside: outsideSource(root), problems: [] }
  const read = await judgesAfter(loaded)
  return {
    before: { ...before, judges: await judgesIn(before.source) },
    after: { name: folders ? folders[1] : 'the working tree', source: head, judges: read.judges },
    loaded,
    read,
  }
}

/** A ref or a folder as a place to read from. What looks like a path is a folder; else a ref comes first. */
export async function placeOfBase(base: string, root: string, cwd: string, option = '--base'): Promise<SidePlace> {
  const folder = resolve(cwd, base)
  const isFolder = (await stat(folder).catch(() => undefined))?.isDirectory() ?? false
  if (isFolder && /^(?:\.{1,2}(?:\/|$)|\/)/.test(base)) return { name: base, source: diskSource(folder) }
  const read = await gitSource(root, base)
  if (read.ok) return { name: base, source: read.source, commit: read.commit }
  if (isFolder && read.hint === undefined) return { name: base, source: diskSource(folder) }
  throw new UsageError(
    `${option}: ${read.message}`,
    read.hint ?? 'name a commit that is fetched, or a folder; in a workflow, check out with `fetch-depth: 0`',
  )
}

async function folderOf(name: string, cwd: string): Promise<string> {
  const folder = resolve(cwd, name)
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return folder
  throw new UsageError(`\`${name}\` is not a folder`, 'name two folders, or one version with --base')
}
