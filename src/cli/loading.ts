import { realpathSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { FileSource } from '../model/file-source.ts'
import { excerpt } from '../model/wording.ts'
import { arrange, type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { defaultLimits } from '../source/limits.ts'
import { configName } from '../world/config.ts'
import { diskSource } from '../world/disk.ts'
import type { GitReading } from '../world/git.ts'
import { outsideSource } from '../world/outside.ts'
import { passedOver } from '../world/passed-over.ts'
import { findRoot, gitRootOf } from '../world/root.ts'
import { loadWorld, type World } from '../world/world.ts'
import type { Io } from './io.ts'

/** Where things are read from, as a command line says. */
export interface Loading {
  readonly launches?: readonly string[]
  readonly commitments?: readonly string[]
  readonly catalog?: readonly string[]
  readonly waivers?: readonly string[]
  readonly mapping?: readonly string[]
  readonly facts?: readonly string[]
  readonly trustedRef?: string
  /** Further files that somebody names, of whatever kind. */
  readonly files?: readonly string[]
}

/** A loaded world with the sources it came from; without a world, `problems` says why. */
export interface Loaded {
  readonly root: string
  readonly trusted: FileSource
  readonly head: FileSource
  readonly outside: FileSource
  readonly world?: World
  readonly problems: readonly Diagnostic[]
  /** Of folders that are nearer than the root; they are among what is wrong with the world, too. */
  readonly nearer?: readonly Diagnostic[]
}

/** Reads the world of a command line: what judges from the trusted ref where one is named, the rest from the working tree. */
export async function loadFor(options: Loading, io: Io): Promise<Loaded> {
  const place = await placeFor(options, io.cwd)
  const head = diskSource(place.root)
  const outside = outsideSource(place.root)
  if ('problem' in place) return { root: place.root, trusted: head, head, outside, problems: [place.problem] }
  const { root, trusted = head } = place
  const { launches, commitments, catalog, waivers, mapping: mappings, facts, files = [] } = options
  const workingPlace = { root, cwd: io.cwd }
  const world = await loadWorld({
    trusted,
    head,
    outside,
    args: {
      launches,
      commitments,
      catalog,
      waivers,
      mappings,
      facts,
      place: workingPlace,
      stdin: (maxBytes) => io.stdin(maxBytes),
    },
  })
  const read = new Set(world.files.map((input) => input.file))
  const standing = { source: head, place: workingPlace, named: [...(launches ?? []), ...files], config: world.config, read }
  const nearer = await passedOver(standing)
  return {
    root,
    trusted,
    head,
    outside,
    world: nearer.length === 0 ? world : { ...world, diagnostics: arrange([...world.diagnostics, ...nearer]) },
    problems: [],
    nearer,
  }
}

type Place = { readonly root: string; readonly trusted?: FileSource } | { readonly root: string; readonly problem: Diagnostic }

/** The root, and the trusted side. With a trusted ref the config of that ref says where the root is: a change cannot move it by bringing one. */
async function placeFor({ trustedRef }: Loading, cwd: string): Promise<Place> {
  if (trustedRef === undefined) return { root: findRoot(cwd) }
  // What runs git is loaded when it is needed.
  const { gitSource } = await import('../world/git.ts')
  const here = realpathSync(cwd)
  const gitRoot = gitRootOf(here)
  if (gitRoot === undefined) return { root: here, problem: noRepository(trustedRef) }
  const whole = await gitSource(gitRoot, trustedRef)
  if (!whole.ok) return { root: gitRoot, problem: unreadableRef(whole) }
  let root = here
  while (root !== gitRoot && root !== dirname(root)) {
    const name = relative(gitRoot, join(root, configName)).split(sep).join('/')
    if ((await whole.source.read(name, defaultLimits.maxBytes)).ok) break
    root = dirname(root)
  }
  // The ref may have moved on meanwhile.
  const source = await gitSource(root, whole.commit)
  return source.ok ? { root, trusted: source.source } : { root, problem: unreadableRef(source) }
}

function noRepository(ref: string): Diagnostic {
  return diagnostic('world/unreadable-ref', {
    file: '--trusted-ref',
    message: `there is no \`${excerpt(ref)}\` to read what judges from: the folder is in no Git repository`,
    hint: 'run it in a clone of the repository; without the option everything is read from the folder itself',
  })
}

function unreadableRef({ message, hint }: Pick<Extract<GitReading, { ok: false }>, 'message' | 'hint'>): Diagnostic {
  return diagnostic('world/unreadable-ref', {
    file: '--trusted-ref',
    message: `the trusted ref cannot be read: ${message}`,
    hint: hint ?? 'fetch it first; in a workflow, check out with `fetch-depth: 0`',
  })
}
