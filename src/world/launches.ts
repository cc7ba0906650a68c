import type { Config } from '../model/config.ts'
import { byPath } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import type { Mapping } from '../model/mapping.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import { type NamedFrom, namedFiles, nameFromRoot, type SourcedFile } from './argument.ts'
import { patternsOf } from './config.ts'
import { deeperLaunches } from './deeper-launches.ts'
import { expand } from './expand.ts'
import { isGlob, readGlob } from './glob.ts'
import { filesOf } from './mapping.ts'
import { checkMapping, eachRange } from './mapping-check.ts'
import { misnamedLaunches } from './misnamed.ts'
import { unmatched } from './unmatched.ts'

/** A file that holds launches: as a manifest of ours, or as a mapping reads it. */
export interface LaunchFile extends SourcedFile {
  readonly mapping?: Mapping
}

export interface LaunchFiles {
  readonly files: readonly LaunchFile[]
  readonly diagnostics: readonly Diagnostic[]
  /** Whether standard input is to be read as a manifest. */
  readonly fromStdin: boolean
  /** The folders and patterns that arguments name, and the manifests that they stand for. */
  readonly stated?: readonly StatedLaunches[]
}

export interface StatedLaunches {
  readonly argument: string
  readonly files: ReadonlySet<string>
}

export interface LaunchSelection {
  readonly from: NamedFrom
  readonly config: Config
  readonly mappings: readonly Mapping[]
  /** Whether the command line names the mappings: then they alone say what a launch is. */
  readonly mappingsNamed: boolean
  readonly args: readonly string[]
  /** Whether every file is selected that is without arguments. */
  readonly isWhole: boolean
  /** Whether a file of the head is used for something else, and no launch in it is looked for. */
  readonly isUsed: (file: string) => boolean
}

/**
 * The files of the launches to judge: those that arguments name, else, or beside them, those of the mappings and of the config.
 * An argument that fits files of a mapping means these, and the manifests that the config finds there; otherwise it means manifests.
 */
export async function selectLaunches(selection: LaunchSelection): Promise<LaunchFiles> {
  const { args, isWhole } = selection
  const mapped = await mappedFiles(selection)
  const broken = new Set(selection.mappings.filter((mapping) => hasErrors(checkMapping(mapping))))
  const named = args.length === 0 ? undefined : await selectNamed(selection, mapped)
  const selected = named && !isWhole ? named : joined(await selectAll(selection, mapped, { broken, named }), named)
  // What is wrong with a mapping is told of the mapping, not of everything that it would have read.
  return { ...selected, files: selected.files.filter(({ mapping }) => !mapping || !broken.has(mapping)) }
}

async function selectNamed(selection: LaunchSelection, mapped: readonly LaunchFile[]): Promise<LaunchFiles> {
  const { from, args } = selection
  const files: LaunchFile[] = []
  const manifests: string[] = []
  const claimed = new Set(mapped.map(({ file }) => file))
  const manifestsFound = mapped.length > 0 && !selection.mappingsNamed ? (await manifestsOf(selection, claimed)).files : []
  const isManifestAt = async (name: string): Promise<boolean> =>
    isGlob(name) && !claimed.has(name) && (await from.source.list(name)).includes(name)
  for (const argument of args.filter((item) => item !== '-')) {
    const name = nameFromRoot(argument, from.place)
    const fits = fitter(name)
    const found = mapped.filter(({ file }) => fits(file))
    files.push(...found)
    // One that the config names outright may be missing from what is named here, so it need not hold a launch.
    if (found.length > 0) files.push(...manifestsFound.filter(({ file }) => fits(file)).map((item) => ({ ...item, isNamed: false })))
    // A manifest may be named as the pattern is that fits others.
    if (found.length === 0 || (await isManifestAt(name))) manifests.push(argument)
  }
  const named = new Map<string, SourcedFile>()
  const stated: StatedLaunches[] = []
  const diagnostics: Diagnostic[] = []
  for (const argument of manifests) {
    const own = await namedFiles(from, [argument])
    diagnostics.push(...own.diagnostics)
    for (const item of own.files) if (!claimed.has(item.file) && !named.get(item.file)?.isNamed) named.set(item.file, item)
    if (!own.files.some(({ isNamed }) => isNamed)) stated.push({ argument, files: new Set(own.files.map(({ file }) => file)) })
  }
  return { files: sorted([...new Set(files), ...named.values()]), diagnostics, fromStdin: args.includes('-'), stated }
}

/** The manifests that the config finds, but those that mappings claim, and its patterns that find none. */
async function manifestsOf({ from, config }: LaunchSelection, claimed: ReadonlySet<string>) {
  const { files, named, misses } = await expand(from.source, patternsOf(config, 'launches').patterns)
  const found = files.filter((file) => !claimed.has(file))
  return { files: found.map((file): LaunchFile => ({ file, source: from.source, isNamed: named.has(file) })), misses }
}

/** Both, each file once; one that is named outright must hold a launch, wherever else it is found. */
function joined(whole: LaunchFiles, named: LaunchFiles | undefined): LaunchFiles {
  if (!named) return whole
  const files = new Map<string, LaunchFile>()
  for (const item of [...whole.files, ...named.files]) {
    const key = JSON.stringify([item.file, item.mapping?.id])
    if (!files.get(key)?.isNamed) files.set(key, item)
  }
  return { ...named, files: sorted([...files.values()]), diagnostics: [...whole.diagnostics, ...named.diagnostics] }
}

/** What somebody takes for a place of launches and holds none, beside places that do. */
export function idlePlaces({ stated = [] }: LaunchFiles, found: readonly { readonly file: string }[]): Diagnostic[] {
  if (found.length === 0) return []
  return stated
    .filter(({ files }) => files.size > 0 && !found.some(({ file }) => files.has(file)))
    .map(({ argument }) =>
      diagnostic('world/wrong-kind', {
        file: argument,
        message: `none of the files of \`${argument}\` holds a document of kind Launch`,
        hint: 'name launch manifests, or folders of them',
      }),
    )
}

async function mappedFiles({ from, mappings }: LaunchSelection): Promise<LaunchFile[]> {
  const files: LaunchFile[] = []
  for (const mapping of mappings) {
    for (const file of await filesOf(mapping, from.source)) files.push({ file, source: from.source, isNamed: false, mapping })
  }
  return files
}

interface Selected {
  readonly broken: ReadonlySet<Mapping>
  readonly named: LaunchFiles | undefined
}

async function selectAll(
  selection: LaunchSelection,
  mapped: readonly LaunchFile[],
  { broken, named: further }: Selected,
): Promise<LaunchFiles> {
  const { from, config, mappings, mappingsNamed } = selection
  const diagnostics = mappings
    .filter((mapping) => !broken.has(mapping) && !mapped.some((file) => file.mapping === mapping))
    .map((mapping) =>
      diagnostic('mapping/nothing-matched', {
        file: mapping.document.file,
        range: eachRange(mapping),
        message: `the mapping \`${mapping.id}\` matches no file`,
        hint: 'paths are written from the root',
      }),
    )
  if (mappingsNamed) return { files: sorted(mapped), diagnostics, fromStdin: false }
  const claimed = new Set(mapped.map(({ file }) => file))
  const { files: own, misses } = await manifestsOf(selection, claimed)
  const judged = new Set(further?.files.map(({ file }) => file))
  const isUsed = (file: string): boolean => claimed.has(file) || judged.has(file) || selection.isUsed(file)
  const search = { source: from.source, config, isUsed }
  const unread = [...(await misnamedLaunches(search)), ...(await deeperLaunches(search))]
  diagnostics.push(...unmatched(config, 'launches', misses), ...unread)
  return { files: sorted([...mapped, ...own]), diagnostics, fromStdin: false }
}

/** Whether a file is, lies below, or is matched by what a name from the root says. */
export function fitter(name: string): (file: string) => boolean {
  const glob = isGlob(name) ? readGlob(name) : undefined
  return (file) => name === '' || file === name || file.startsWith(`${name}/`) || (glob?.ok === true && glob.value.matches(file))
}

function sorted(files: readonly LaunchFile[]): LaunchFile[] {
  return [...files].sort((a, b) => byPath(a.file, b.file))
}

/** The files of facts that config names, or that lie where they do by default. */
export async function selectFacts(
  source: FileSource,
  config: Config,
): Promise<{ readonly files: readonly string[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { files, misses } = await expand(source, patternsOf(config, 'facts').patterns)
  return { files, diagnostics: unmatched(config, 'facts', misses) }
}
