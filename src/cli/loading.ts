import type { FileSource } from '../model/file-source.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { diskSource } from '../world/disk.ts'
import { gitSource } from '../world/git.ts'
import { outsideSource } from '../world/outside.ts'
import { findRoot } from '../world/root.ts'
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
}

/** A loaded world with the sources it came from; without a world, `problems` says why. */
export interface Loaded {
  readonly root: string
  readonly trusted: FileSource
  readonly head: FileSource
  readonly outside: FileSource
  readonly world?: World
  readonly problems: readonly Diagnostic[]
}

/** Reads the world of a command line: what judges from the trusted ref where one is named, the rest from the working tree. */
export async function loadFor(options: Loading, io: Io): Promise<Loaded> {
  const root = await findRoot(io.cwd)
  const head = diskSource(root)
  const outside = outsideSource(root)
  const trusted = options.trustedRef === undefined ? head : await trustedSource(root, options.trustedRef)
  if ('code' in trusted) return { root, trusted: head, head, outside, problems: [trusted] }
  const { launches, commitments, catalog, waivers, mapping: mappings, facts } = options
  const world = await loadWorld({
    trusted,
    head,
    outside,
    args: { launches, commitments, catalog, waivers, mappings, facts, place: { root, cwd: io.cwd }, stdin: () => io.stdin() },
  })
  return { root, trusted, head, outside, world, problems: [] }
}

async function trustedSource(root: string, ref: string): Promise<FileSource | Diagnostic> {
  const reading = await gitSource(root, ref)
  if (reading.ok) return reading.source
  return diagnostic('world/unreadable-ref', {
    file: '--trusted-ref',
    message: `the trusted ref cannot be read: ${reading.message}`,
    hint: 'fetch it first; in a workflow, check out with `fetch-depth: 0`',
  })
}
