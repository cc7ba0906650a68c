import type { FactCatalog } from '../model/catalog.ts'
import type { Commitment } from '../model/commitment.ts'
import type { Config } from '../model/config.ts'
import type { Mapping } from '../model/mapping.ts'
import type { Waivers } from '../model/waivers.ts'
import { arrange, type Diagnostic } from '../source/diagnostic.ts'
import type { Digest } from '../source/digest.ts'
import { assemble, unheededFacts, unknownLaunches, type WorldLaunch } from './assembly.ts'
import { type Begun, beginHead, isWhole, loadTrustedSide, nothingFound, problemsOf, type TrustedSide, type WorldInput } from './begin.ts'
import { type FactsInput, readFactsFiles, readFurtherFacts } from './facts-input.ts'
import type { InputFile } from './file-text.ts'
import { readLaunchFile } from './launch-file.ts'
import { idlePlaces, selectFacts } from './launches.ts'
import { type FoundLaunch, type Manifest, readManifest } from './manifest.ts'
import { foreignFiles } from './mapped-file.ts'
import { inOrder } from './parallel.ts'
import { stdinName } from './standard-input.ts'

export { loadTrustedSide, type TrustedSide, type WorldArgs, type WorldInput } from './begin.ts'

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

/** Enough to keep a disk busy; each reads one file at a time. */
const readers = 16

/** Assembles the world of one run. Never throws for what files hold: it is in `diagnostics`, here or with its launch. */
export async function loadWorld(input: WorldInput): Promise<World> {
  return loadHead(await loadTrustedSide(input), input)
}

/** Joins what judges with the launches of a head. Never throws for what files hold. */
export async function loadHead(side: TrustedSide, input: WorldInput): Promise<World> {
  const begun = await beginHead(side, input)
  const { commitments, catalogs, waivers, mappings, config, files } = side
  const manifest = await readLaunches(input, begun)
  const facts = await readFacts(input, begun)
  const collected = {
    facts: [...manifest.facts, ...facts.facts],
    shared: facts.shared,
    problems: [...manifest.problems, ...facts.problems],
  }
  const launches = assemble(manifest.launches, collected)
  const isTold = manifest.launches.every((launch) => launch.id !== undefined)
  // A file of facts that is named for a launch is told to hold none.
  const besides = manifest.launches.length > 0 ? manifest.facts : []
  const strays = isWhole(input.args ?? {})
    ? unknownLaunches(manifest.launches, collected)
    : unheededFacts(manifest.launches, [...besides, ...facts.named])
  const problems = await problemsOf(input, begun, [...facts.diagnostics, ...idlePlaces(begun.selected, manifest.launches)])
  const diagnostics = arrange([
    ...problems,
    ...nothingFound(input, side, { problems, launches: launches.length }),
    ...(isTold ? strays : []),
  ])
  return { commitments, catalogs, waivers, mappings, config, launches, diagnostics, digests: digestsOf(files, launches), files }
}

async function readLaunches({ head }: WorldInput, { side, selected, stdin }: Begun): Promise<Manifest> {
  const { limits } = side.config
  const foreign = foreignFiles(head, limits)
  const manifests = await inOrder(selected.files, readers, (file) => readLaunchFile(file, foreign, limits))
  if (selected.fromStdin) manifests.push(readManifest(stdinName, await stdin('launch'), limits, true))
  return {
    launches: manifests.flatMap((manifest): readonly FoundLaunch[] => manifest.launches),
    facts: manifests.flatMap((manifest) => manifest.facts),
    problems: manifests.flatMap((manifest) => manifest.problems),
  }
}

async function readFacts(input: WorldInput, begun: Begun): Promise<FactsInput & { readonly named: FactsInput['facts'] }> {
  const { config } = begun.side
  const selected = await selectFacts(input.head, config)
  const standing = await readFactsFiles(input.head, selected.files, config.limits)
  const further = await readFurtherFacts(input, begun)
  return {
    facts: [...standing.facts, ...further.facts],
    named: further.facts,
    shared: further.shared,
    problems: [...standing.problems, ...further.problems],
    diagnostics: [...selected.diagnostics, ...further.diagnostics],
  }
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
