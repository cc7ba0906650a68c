import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Subject } from '../authoring/impact.ts'
import { type PreparedJudge, prepare } from '../engine/judge.ts'
import type { Config } from '../model/config.ts'
import type { FileSource } from '../model/file-source.ts'
import { type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { canonicalJson } from '../source/digest.ts'
import { toData } from '../source/node.ts'
import type { WorldLaunch } from '../world/assembly.ts'
import { readConfig } from '../world/config.ts'
import { diskSource } from '../world/disk.ts'
import { gitSource } from '../world/git.ts'
import { outsideSource } from '../world/outside.ts'
import { findRoot } from '../world/root.ts'
import { loadTrusted } from '../world/trusted.ts'
import { loadWorld, type World, type WorldArgs } from '../world/world.ts'
import { type Io, UsageError } from './io.ts'
import type { Loaded } from './loading.ts'

/** What judges on one side, without launches. */
export type Judges = Pick<World, 'commitments' | 'catalogs' | 'waivers' | 'mappings' | 'config' | 'files' | 'diagnostics'>

/** Where a side is read from, and what people call it. */
export interface SidePlace {
  readonly name: string
  readonly source: FileSource
}

/** Both versions of what judges, and the launches that both judge. */
export interface Sides {
  readonly root: string
  readonly before: SidePlace & { readonly judges: Judges }
  readonly after: SidePlace & { readonly judges: Judges }
  readonly launches: readonly WorldLaunch[]
  /** By id, where the side before reads launches by other mappings or globs. */
  readonly launchesBefore?: ReadonlyMap<string, WorldLaunch>
  readonly loaded: Loaded
}

export interface SidesOptions {
  /** A Git ref, or a folder. */
  readonly base?: string
  /** Two folders, each with what judges at its top; launches are those of the second. */
  readonly folders?: readonly [string, string]
  readonly launch?: readonly string[]
  readonly facts?: readonly string[]
}

/** Reads both sides. Launches are read once, unless an edit of mappings or config makes others of them. */
export async function loadSides(options: SidesOptions, io: Io): Promise<Sides> {
  const { folders } = options
  const root = folders ? await folderOf(folders[1], io.cwd) : await findRoot(io.cwd)
  const head = diskSource(root)
  const outside = outsideSource(root)
  const before = folders
    ? { name: folders[0], source: diskSource(await folderOf(folders[0], io.cwd)) }
    : await placeOfBase(options.base ?? 'HEAD', root, io.cwd)
  const args: WorldArgs = {
    launches: options.launch,
    facts: options.facts,
    place: { root, cwd: io.cwd },
    stdin: (maxBytes) => io.stdin(maxBytes),
  }
  const world = await loadWorld({ trusted: head, head, outside, args })
  const judges = await judgesIn(before.source)
  const own = readsAlike(judges, world) ? undefined : (await loadWorld({ trusted: before.source, head, outside, args })).launches
  return {
    root,
    before: { ...before, judges },
    after: { name: folders ? folders[1] : 'the working tree', source: head, judges: world },
    launches: world.launches,
    ...(own && { launchesBefore: new Map(own.map((launch) => [launch.name, launch])) }),
    loaded: { root, trusted: head, head, outside, world, problems: [] },
  }
}

/** The launches of both sides, each with what the two make of it. */
export function* subjectsOf({ launches, launchesBefore }: Pick<Sides, 'launches' | 'launchesBefore'>): Generator<Subject> {
  const seen = new Set<string>()
  for (const { name, file, launch, facts } of launches) {
    seen.add(name)
    const own = launchesBefore?.get(name)
    const before = launchesBefore && { launch: own?.launch, facts: own?.facts ?? [] }
    yield { name, file, launch, facts, ...(before && { before }) }
  }
  for (const { name, file, launch, facts } of launchesBefore?.values() ?? [])
    if (!seen.has(name)) yield { name, file, facts: [], before: { launch, facts } }
}

/** Compiles one side. */
export function prepareSide(judges: Judges, now: string, ids: ReadonlySet<string>, noExceptions = false): PreparedJudge {
  const { commitments, catalogs, waivers, mappings, config } = judges
  return prepare({ commitments, catalog: catalogs, waivers, mappings, config, now, noExceptions, judgedLaunches: ids })
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
  if (read.ok) return { name: base, source: read.source }
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

function readsAlike(a: Judges, b: Judges): boolean {
  const globs = ({ launches, facts, limits }: Config): unknown => ({ launches: launches ?? null, facts: facts ?? null, limits })
  const data = ({ config, mappings }: Judges): string =>
    canonicalJson({ config: globs(config), mappings: mappings.map(({ document }) => toData(document.root)) })
  return data(a) === data(b)
}
