import type { FactCatalog } from '../model/catalog.ts'
import type { Commitment } from '../model/commitment.ts'
import type { Config } from '../model/config.ts'
import type { FileSource } from '../model/file-source.ts'
import type { Mapping } from '../model/mapping.ts'
import type { Waivers } from '../model/waivers.ts'
import { arrange, type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import type { Digest } from '../source/digest.ts'
import { isAnyEmpty, type WorkingPlace } from './argument.ts'
import { assemble, unknownLaunches, type WorldLaunch } from './assembly.ts'
import { configName, patternsOf, readConfig } from './config.ts'
import { type FactsInput, readFactsArguments, readFactsFiles } from './facts-input.ts'
import { type InputFile, readText } from './file-text.ts'
import { type LaunchFile, type LaunchFiles, selectFacts, selectLaunches } from './launches.ts'
import { type FoundLaunch, type Manifest, readManifest } from './manifest.ts'
import { foreignFiles } from './mapped-file.ts'
import { readMapped } from './mapping.ts'
import { inOrder } from './parallel.ts'
import { type StandardInput, standardInput, stdinName } from './standard-input.ts'
import { loadTrusted, type TrustedArguments } from './trusted.ts'

/** Everything one run is about: what judges, what is judged, and what is wrong with either. */
export interface World {
  readonly commitments: readonly Commitment[]
  readonly catalogs: readonly FactCatalog[]
  readonly waivers: readonly Waivers[]
  readonly mappings: readonly Mapping[]
  readonly config: Config
  readonly launches: readonly WorldLaunch[]
  /** Of trusted files and of the command line: with an error here nothing is judged. */
  readonly diagnostics: readonly Diagnostic[]
  /** By file, of the trusted files that were used and of those of launches. A file that differs between the two sides is left out. */
  readonly digests: ReadonlyMap<string, Digest>
  /** The trusted files that were used, config included. Those of a launch are with the launch. */
  readonly files: readonly InputFile[]
}

/** What the command line says. Each list that is absent or empty leaves it to the config. */
export interface WorldArgs extends TrustedArguments {
  readonly launches?: readonly string[] | undefined
  /** Further facts, beside those that the config names. */
  readonly facts?: readonly string[] | undefined
  /** Where paths start; without it they are paths from the root. */
  readonly place?: WorkingPlace | undefined
  readonly stdin?: ((maxBytes: number) => Promise<Uint8Array>) | undefined
}

export interface WorldInput {
  /** Where commitments, catalogs, waivers, mappings and config come from. */
  readonly trusted: FileSource
  /** Where manifests and facts come from. */
  readonly head: FileSource
  /** For files outside the root that the command line names; without it there are none. */
  readonly outside?: FileSource | undefined
  readonly args?: WorldArgs | undefined
}

/** Enough to keep a disk busy; each reads one file at a time. */
const readers = 16

/** What judges, read once: many heads can be judged by it. */
export interface TrustedSide extends Pick<World, 'commitments' | 'catalogs' | 'waivers' | 'mappings' | 'config' | 'files'> {
  /** Of its files and of what names them. */
  readonly diagnostics: readonly Diagnostic[]
  /** Whether there is a config, and not only its defaults. */
  readonly isConfigured: boolean
}

/** Assembles the world of one run. Never throws for what files hold: it is in `diagnostics`, here or with its launch. */
export async function loadWorld(input: WorldInput): Promise<World> {
  return loadHead(await loadTrustedSide(input), input)
}

/** Reads everything that judges. Never throws for what files hold. */
export async function loadTrustedSide({ trusted, outside, args = {} }: Omit<WorldInput, 'head'>): Promise<TrustedSide> {
  const configured = await readConfig(trusted)
  const { config, input } = configured
  const judging = await loadTrusted({ source: trusted, outside, place: args.place }, config, args)
  const { commitments, catalogs, waivers, mappings } = judging
  return {
    ...{ commitments, catalogs, waivers, mappings, config },
    files: [...(input ? [input] : []), ...judging.files],
    diagnostics: [...configured.diagnostics, ...judging.diagnostics],
    isConfigured: input !== undefined,
  }
}

/** Joins what judges with the launches of a head. Never throws for what files hold. */
export async function loadHead(side: TrustedSide, input: WorldInput): Promise<World> {
  const { outside, args = {} } = input
  const { commitments, catalogs, waivers, mappings, config, files } = side
  const selected = await selectLaunches({
    from: { source: input.head, outside, place: args.place },
    config,
    mappings,
    mappingsNamed: (args.mappings?.length ?? 0) > 0,
    args: args.launches ?? [],
  })
  const stdin = standardInput(args.stdin, config.limits)
  const manifest = await readLaunches(input, config, selected, stdin)
  const facts = await readFacts(input, config, stdin)
  const collected = {
    facts: [...manifest.facts, ...facts.facts],
    shared: facts.shared,
    problems: [...manifest.problems, ...facts.problems],
  }
  const launches = assemble(manifest.launches, collected)
  const isWhole = (args.launches?.length ?? 0) === 0 && manifest.launches.every((launch) => launch.id !== undefined)
  const blind = unlisted(input)
  const found = [...side.diagnostics, ...selected.diagnostics, ...facts.diagnostics, ...emptyNames(args)]
  // What matches nothing may only not have been seen.
  const problems = [...found.filter((item) => blind.length === 0 || !item.code.endsWith('/nothing-matched')), ...blind]
  const diagnostics = arrange([
    ...problems,
    ...nothingFound(input, { side, problems, launches }),
    ...(isWhole ? unknownLaunches(manifest.launches, collected) : []),
  ])
  return { commitments, catalogs, waivers, mappings, config, launches, diagnostics, digests: digestsOf(files, launches), files }
}

async function readLaunches(input: WorldInput, config: Config, selected: LaunchFiles, stdin: StandardInput): Promise<Manifest> {
  const foreign = foreignFiles(input.head, config.limits)
  const read = async ({ file, source, mapping, isNamed }: LaunchFile): Promise<Manifest> => {
    if (!mapping) return readManifest(file, await readText(source, file, config.limits), config.limits, isNamed)
    return { launches: await readMapped(mapping, file, foreign), facts: [], problems: [] }
  }
  const manifests = await inOrder(selected.files, readers, read)
  if (selected.fromStdin) manifests.push(readManifest(stdinName, await stdin('launch'), config.limits, true))
  return {
    launches: manifests.flatMap((manifest): readonly FoundLaunch[] => manifest.launches),
    facts: manifests.flatMap((manifest) => manifest.facts),
    problems: manifests.flatMap((manifest) => manifest.problems),
  }
}

async function readFacts(input: WorldInput, config: Config, stdin: StandardInput): Promise<FactsInput> {
  const { head, outside, args = {} } = input
  const selected = await selectFacts(head, config)
  const standing = await readFactsFiles(head, selected.files, config.limits)
  const further = await readFactsArguments(args.facts ?? [], { source: head, outside, place: args.place, stdin, limits: config.limits })
  return {
    facts: [...standing.facts, ...further.facts],
    shared: further.shared,
    problems: [...standing.problems, ...further.problems],
    diagnostics: [...selected.diagnostics, ...further.diagnostics],
  }
}

/** A folder that cannot be listed may hold anything: a commitment that is not judged must not look like none. */
function unlisted({ trusted, head }: WorldInput): Diagnostic[] {
  const folders = new Set([trusted, head].flatMap((source) => source.unlisted?.() ?? []))
  return [...folders].map((folder) =>
    diagnostic('file/unreadable', {
      file: folder === '' ? '.' : folder,
      message: `the folder \`${folder === '' ? '.' : folder}\` cannot be listed`,
      hint: 'let it be read, or name files elsewhere',
    }),
  )
}

function emptyNames({ launches, commitments, catalog, waivers, mappings, facts }: WorldArgs): Diagnostic[] {
  if (!isAnyEmpty([launches, commitments, catalog, waivers, mappings, facts])) return []
  return [diagnostic('world/nothing-matched', { file: '.', message: 'a file is named by an empty text', hint: 'is a variable not set?' })]
}

interface Outcome {
  readonly side: TrustedSide
  readonly problems: readonly Diagnostic[]
  readonly launches: readonly WorldLaunch[]
}

/** Nothing judged is not a go; where an error already says why nothing was found, it is not said twice. */
function nothingFound({ args = {} }: WorldInput, { side, problems, launches }: Outcome): Diagnostic[] {
  if (hasErrors(problems)) return []
  const { config } = side
  const file = side.isConfigured ? configName : '.'
  const looked = (key: 'commitments' | 'launches'): string => {
    const stated = args[key] ?? []
    return (stated.length > 0 ? stated : patternsOf(config, key).patterns).map((pattern) => `\`${pattern}\``).join(', ')
  }
  return [
    ...(side.commitments.length === 0
      ? [
          diagnostic('world/no-commitment', {
            file,
            message: `no commitment was found in ${looked('commitments')}`,
            hint: 'name files with `--commitments`, or begin with `onlyif init`',
          }),
        ]
      : []),
    ...(launches.length === 0
      ? [
          diagnostic('world/no-launch', {
            file,
            message: `no launch was found in ${looked('launches')}`,
            hint: 'name a manifest: `onlyif check launch.yaml`',
          }),
        ]
      : []),
  ]
}

/** Digests by file name, of names that stand for one text only. */
export function digestsOf(files: readonly InputFile[], launches: readonly WorldLaunch[]): Map<string, Digest> {
  const digests = new Map<string, Digest>()
  const differing = new Set<string>()
  for (const { file, digest } of [...files, ...launches.flatMap((launch) => launch.files)]) {
    if ((digests.get(file) ?? digest) !== digest) differing.add(file)
    digests.set(file, digest)
  }
  // A digest by name must never vouch for the text of the other side.
  for (const file of differing) digests.delete(file)
  return digests
}
