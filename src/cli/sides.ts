import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type PreparedJudge, prepare } from '../engine/judge.ts'
import type { Config } from '../model/config.ts'
import type { FileSource } from '../model/file-source.ts'
import { type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { canonicalJson } from '../source/digest.ts'
import { toData } from '../source/node.ts'
import { readConfig } from '../world/config.ts'
import { diskSource } from '../world/disk.ts'
import { gitSource } from '../world/git.ts'
import { outsideSource } from '../world/outside.ts'
import { findRoot } from '../world/root.ts'
import { loadTrusted } from '../world/trusted.ts'
import type { World } from '../world/world.ts'
import { type Io, UsageError } from './io.ts'
import type { Loaded } from './loading.ts'

/** What judges on one side, without launches. */
export type Judges = Pick<World, 'commitments' | 'catalogs' | 'waivers' | 'mappings' | 'config' | 'files' | 'diagnostics'>

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

/** Compiles one side. */
export function prepareSide(judges: Judges, now: string, ids?: ReadonlySet<string>, noExceptions = false): PreparedJudge {
  const { commitments, catalogs, waivers, mappings, config } = judges
  return prepare({
    commitments,
    catalog: catalogs,
    waivers,
    mappings,
    config,
    now,
    noExceptions,
    ...(ids && { judgedLaunches: ids }),
  })
}

/** What is wrong with what judges; what only follows from a file that could not be read is not told. */
export function wrongWith({ diagnostics }: Judges, prepared: PreparedJudge): readonly Diagnostic[] {
  return hasErrors(diagnostics) ? diagnostics : [...diagnostics, ...prepared.diagnostics]
}

/** What judges in a tree of files, without its launches. */
export async function judgesIn(source: FileSource): Promise<Judges> {
  const configured = await readConfig(source)
  const { commitments, catalogs, waivers, mappings, diagnostics, files } = await loadTrusted({ source }, configured.config, {})
  return {
    commitments,
    catalogs,
    waivers,
    mappings,
    config: configured.config,
    diagnostics: [...configured.diagnostics, ...diagnostics],
    files: [...(configured.input ? [configured.input] : []), ...files],
  }
}

/** A ref or a folder as a place to read from. What looks like a path is a folder; else a ref comes first. */
export async function placeOfBase(base: string, root: string, cwd: string, option = '--base'): Promise<SidePlace> {
  const folder = resolve(cwd, base)
  const isFolder = (await stat(folder).catch(() => undefined))?.isDirectory() ?? false
  if (isFolder && /^(?:\.{1,2}(?:\/|$)|\/)/.test(base)) return { name: base, source: diskSource(folder) }
  const read = await gitSource(root, base)
  if (read.ok) return { name: base, source: read.source, commit: read.commit }
  if (isFolder) return { name: base, source: diskSource(folder) }
  throw new UsageError(
    `${option}: ${read.message}`,
    'name a commit that is fetched, or a folder; in a workflow, check out with `fetch-depth: 0`',
  )
}

async function folderOf(name: string, cwd: string): Promise<string> {
  const folder = resolve(cwd, name)
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return folder
  throw new UsageError(`\`${name}\` is not a folder`, 'name two folders, or one version with --base')
}

/** Whether two versions find the same files and make the same launches of them. */
export function readsAlike(a: Judges, b: Judges): boolean {
  const globs = ({ launches, facts }: Config): unknown => ({ launches: launches ?? null, facts: facts ?? null })
  return canonicalJson(globs(a.config)) === canonicalJson(globs(b.config)) && mapsAlike(a, b)
}

/** Whether two versions make the same launches of given files. */
export function mapsAlike(a: Judges, b: Judges): boolean {
  const data = ({ config, mappings }: Judges): string =>
    canonicalJson({ limits: config.limits, mappings: mappings.map(({ document }) => toData(document.root)) })
  return data(a) === data(b)
}
