import type { FactCatalog } from '../model/catalog.ts'
import type { Commitment } from '../model/commitment.ts'
import type { Config } from '../model/config.ts'
import type { FileSource } from '../model/file-source.ts'
import type { Mapping } from '../model/mapping.ts'
import type { Waivers } from '../model/waivers.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import { factsArgument, isAnyEmpty, nameFromRoot, type WorkingPlace } from './argument.ts'
import { configName, patternsOf, readConfig } from './config.ts'
import type { InputFile } from './file-text.ts'
import { fitter, type LaunchFile, type LaunchFiles, selectLaunches } from './launches.ts'
import { kindsReader, misnamed, misnamedFacts } from './misnamed.ts'
import { judgingKinds, notALaunch } from './not-a-launch.ts'
import { type StandardInput, standardInput } from './standard-input.ts'
import { loadTrusted, type TrustedArguments } from './trusted.ts'
import { unfollowed } from './unfollowed.ts'

/** What the command line says. Each list that is absent or empty leaves it to the config. */
export interface WorldArgs extends TrustedArguments {
  readonly launches?: readonly string[] | undefined
  /**
   * Whether `launches` come beside those that are found without them, and no name given to facts keeps a launch from being looked for:
   * where what is judged could have written these arguments.
   */
  readonly leavesNothingOut?: boolean | undefined
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

/** What judges, read once: many heads can be judged by it. */
export interface TrustedSide {
  readonly commitments: readonly Commitment[]
  readonly catalogs: readonly FactCatalog[]
  readonly waivers: readonly Waivers[]
  readonly mappings: readonly Mapping[]
  readonly config: Config
  /** The trusted files that were used, config included. */
  readonly files: readonly InputFile[]
  /** The trusted files that were read, and hold nothing that judges. */
  readonly others: readonly InputFile[]
  /** Of its files and of what names them. */
  readonly diagnostics: readonly Diagnostic[]
  /** Whether there is a config, and not only its defaults. */
  readonly isConfigured: boolean
}

/** Reads everything that judges. Never throws for what files hold. */
export async function loadTrustedSide({ trusted, outside, args = {} }: Omit<WorldInput, 'head'>): Promise<TrustedSide> {
  const configured = await readConfig(trusted)
  const { config, input } = configured
  const judging = await loadTrusted({ source: trusted, outside, place: args.place }, config, args)
  const { commitments, catalogs, waivers, mappings } = judging
  return {
    commitments,
    catalogs,
    waivers,
    mappings,
    config,
    files: [...(input ? [input] : []), ...judging.files],
    others: judging.others,
    diagnostics: [
      ...configured.diagnostics,
      ...judging.diagnostics,
      ...(await misnamed(trusted, { config, args, read: judging })),
      ...(await unfollowed(
        trusted,
        trustedKeys.flatMap((key) => lookedFor(config, args, key)),
      )),
    ],
    isConfigured: input !== undefined,
  }
}

const trustedKeys = ['commitments', 'catalog', 'waivers', 'mappings'] as const

/** The paths and patterns in which something is looked for; those of the command line from the root, or as they are `written`. */
function lookedFor(
  config: Config,
  args: WorldArgs,
  key: (typeof trustedKeys)[number] | 'launches',
  written: (name: string) => string = (name) => nameFromRoot(name, args.place),
): readonly string[] {
  const named = (args[key] ?? []).map(written)
  const isNamedAlone = key === 'launches' ? !isWhole(args) : named.length > 0
  return isNamedAlone ? named : [...named, ...patternsOf(config, key).patterns]
}

/** Whether every launch is looked for that would be if none was named. */
export function isWhole({ launches = [], leavesNothingOut = false }: WorldArgs): boolean {
  return launches.length === 0 || leavesNothingOut
}

/** What a run judges by, and which files hold what it judges, before any of these is read. */
export interface Begun {
  readonly side: TrustedSide
  readonly selected: LaunchFiles
  readonly stdin: StandardInput
}

/** Looks for the files of launches. */
export async function beginHead(side: TrustedSide, { head, outside, args = {} }: WorldInput): Promise<Begun> {
  const { config, mappings } = side
  const named = (args.facts ?? []).map((argument) => fitter(nameFromRoot(factsArgument(argument).path, args.place)))
  const isUsed = (file: string): boolean => named.some((fits) => fits(file))
  const selected = await selectLaunches({
    from: { source: head, outside, place: args.place },
    config,
    mappings,
    mappingsNamed: (args.mappings?.length ?? 0) > 0,
    args: args.launches ?? [],
    isWhole: isWhole(args),
    isUsed: args.leavesNothingOut ? () => false : isUsed,
  })
  const others = await judgingFiles(selected.files, side, head)
  const files = selected.files.filter(({ file }) => !others.some((item) => item.file === file))
  const read = new Set(selected.files.map(({ file }) => file))
  const strays = await misnamedFacts({ source: head, config, isUsed: (file) => read.has(file) || isUsed(file) })
  const diagnostics = [...selected.diagnostics, ...others, ...strays]
  return { side, selected: { ...selected, files, diagnostics }, stdin: standardInput(args.stdin, config.limits) }
}

/** Files that are named for launches and hold, without one, what judges: whoever names them so takes it that they do. */
async function judgingFiles(
  named: readonly LaunchFile[],
  { config, files, diagnostics }: TrustedSide,
  head: FileSource,
): Promise<Diagnostic[]> {
  const read = new Set(files.map(({ file }) => file))
  const strays = new Set(diagnostics.flatMap(({ code, file }) => (code === 'world/misnamed' ? [file] : [])))
  const kindsIn = kindsReader(head, config)
  const found: Diagnostic[] = []
  for (const { file, isNamed, mapping } of named) {
    if (!isNamed || mapping || !(read.has(file) || strays.has(file))) continue
    const kinds = await kindsIn(file)
    if (!kinds.includes('Launch') && kinds.some((kind) => judgingKinds.includes(kind))) found.push(notALaunch(file, kinds, read.has(file)))
  }
  return found
}

/** What is wrong with what judges, with the command line, and with where things were looked for; `further` was found meanwhile. */
export async function problemsOf(input: WorldInput, begun: Begun, further: readonly Diagnostic[]): Promise<Diagnostic[]> {
  const { side, selected } = begun
  const blind = [...unlisted(input), ...(await unfollowed(input.head, soughtInHead(input.args ?? {}, side)))]
  const looked = [...side.diagnostics, ...selected.diagnostics]
  const wrongKinds = new Set(looked.filter((item) => item.code === 'world/wrong-kind').map(({ file }) => file))
  const own = looked.filter((item) => item.code !== 'world/misnamed' || !wrongKinds.has(item.file))
  const found = [...own, ...further, ...emptyNames(input.args ?? {})]
  // What matches nothing may only not have been seen.
  return [...found.filter((item) => blind.length === 0 || !item.code.endsWith('/nothing-matched')), ...blind]
}

function soughtInHead(args: WorldArgs, { config, mappings }: TrustedSide): readonly string[] {
  return [
    ...lookedFor(config, args, 'launches'),
    ...mappings.flatMap(({ each }) => ('glob' in each ? [each.glob] : [])),
    ...patternsOf(config, 'facts').patterns,
    ...(args.facts ?? []).map((argument) => nameFromRoot(factsArgument(argument).path, args.place)),
  ]
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

/** Nothing judged is not a go; where an error already says why nothing was found, it is not said twice. */
export function nothingFound(
  { args = {} }: WorldInput,
  { config, commitments, isConfigured }: TrustedSide,
  { problems, launches }: { readonly problems: readonly Diagnostic[]; readonly launches: number },
): Diagnostic[] {
  if (hasErrors(problems)) return []
  const file = isConfigured ? configName : '.'
  const looked = (key: 'commitments' | 'launches'): string =>
    lookedFor(config, args, key, (name) => name)
      .map((place) => `\`${place}\``)
      .join(', ')
  return [
    ...(commitments.length === 0
      ? [
          diagnostic('world/no-commitment', {
            file,
            message: `no commitment was found in ${looked('commitments')}`,
            hint: 'name files with `--commitments`, or begin with `onlyif init`',
          }),
        ]
      : []),
    ...(launches === 0
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
