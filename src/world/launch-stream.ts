import { byPath } from '../model/file-path.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { assemble, type WorldLaunch } from './assembly.ts'
import { type Begun, beginHead, loadTrustedSide, nothingFound, problemsOf, type WorldInput } from './begin.ts'
import { type FactsByLaunch, factsByLaunch } from './facts-by-launch.ts'
import { type FactsInput, readFurtherFacts } from './facts-input.ts'
import { readLaunchFile } from './launch-file.ts'
import { selectFacts } from './launches.ts'
import { type FoundFacts, type FoundLaunch, type Manifest, readManifest } from './manifest.ts'
import { foreignFiles } from './mapped-file.ts'
import { inOrder } from './parallel.ts'
import { stdinName } from './standard-input.ts'
import type { World } from './world.ts'

/** A world whose launches are read when they are asked for, some files at a time, and not held. */
export interface LaunchStream {
  /** What judges, and what is wrong with it and with the command line. */
  readonly judges: Omit<World, 'launches' | 'digests'>
  /** What to say where no launch comes of it. */
  readonly ifNone: readonly Diagnostic[]
  /** How many files hold launches. */
  readonly files: number
  /** Reads every launch; `onRead` is told how many files are done. */
  read(onRead?: (files: number) => void): AsyncGenerator<WorldLaunch>
  /**
   * Whether the end of the reading told something of launches given before: that an id stands twice, or facts in a manifest
   * of others. Then all is to be read once more, with that known; the second reading is never stale.
   */
  isStale(): boolean
}

/** So many files are read and held together. */
const filesAtOnce = 32
const readers = 16

/** What only the end of a reading tells: ids seen twice, and facts in manifests for launches elsewhere, by the part they stood in. */
interface Learned {
  readonly ids: Map<string, number>
  readonly strays: { readonly part: number; readonly found: FoundFacts }[]
}

/** Opens a world to be read launch by launch. It comes to the same launches as `loadWorld`. */
export async function streamWorld(input: WorldInput): Promise<LaunchStream> {
  const side = await loadTrustedSide(input)
  const begun = await beginHead(side, input)
  const { selected } = begun
  const { commitments, catalogs, waivers, mappings, config, files } = side
  const standing = await selectFacts(input.head, config)
  const facts = await factsByLaunch(input.head, standing.files, config.limits)
  const further = await readFurtherFacts(input, begun)
  const typed = selected.fromStdin ? readManifest(stdinName, await begun.stdin('launch'), config.limits, true) : undefined
  const problems = await problemsOf(input, begun, [...standing.diagnostics, ...further.diagnostics])
  const count = selected.files.length + (typed ? 1 : 0)
  const none = nothingFound(input, side, { problems, launches: count })
  let known: Learned | undefined
  let learned = nothingLearned()
  return {
    judges: { commitments, catalogs, waivers, mappings, config, diagnostics: [...problems, ...none], files },
    ifNone: nothingFound(input, side, { problems, launches: 0 }),
    files: count,
    async *read(onRead) {
      if (isTelling(learned)) known = learned
      learned = nothingLearned()
      yield* readParts({ input, begun, facts, further, typed, known, learned }, onRead)
    },
    isStale: () => !known && isTelling(learned),
  }
}

function nothingLearned(): Learned {
  return { ids: new Map(), strays: [] }
}

function isTelling({ ids, strays }: Learned): boolean {
  const concerns = (launch: string | undefined): boolean => launch === undefined || ids.has(launch)
  return (
    [...ids.values()].some((count) => count > 1) ||
    strays.some(
      ({ found }) => found.facts.some((item) => concerns(item.facts.launch)) || found.problems.some((item) => concerns(item.launch)),
    )
  )
}

interface Reading {
  readonly input: WorldInput
  readonly begun: Begun
  readonly facts: FactsByLaunch
  readonly further: FactsInput
  /** The manifest that came over standard input. */
  readonly typed: Manifest | undefined
  readonly known: Learned | undefined
  readonly learned: Learned
}

async function* readParts(reading: Reading, onRead: ((files: number) => void) | undefined): AsyncGenerator<WorldLaunch> {
  const { input, begun, typed, known, learned } = reading
  const { limits } = begun.side.config
  const { files } = begun.selected
  /** Of launches whose id stands twice, to be joined in the end. */
  const repeated: FoundLaunch[] = []
  const isRepeated = ({ id }: FoundLaunch): boolean => id !== undefined && (known?.ids.get(id) ?? 0) > 1
  for (let at = 0; at < files.length + (typed ? 1 : 0); at += filesAtOnce) {
    const foreign = foreignFiles(input.head, limits)
    const manifests = await inOrder(files.slice(at, at + filesAtOnce), readers, (file) => readLaunchFile(file, foreign, limits))
    if (typed && at + filesAtOnce > files.length) manifests.push(typed)
    const found = manifests.flatMap((manifest) => manifest.launches)
    for (const { id } of found) if (id !== undefined) countId(learned.ids, id)
    const own: FoundFacts = { facts: manifests.flatMap((item) => item.facts), problems: manifests.flatMap((item) => item.problems) }
    learnStrays(learned, at, found, own)
    repeated.push(...found.filter(isRepeated))
    yield* await joined(
      found.filter((item) => !isRepeated(item)),
      { ...reading, part: at, own },
    )
    onRead?.(Math.min(at + filesAtOnce, files.length))
  }
  if (repeated.length > 0) yield* await joined(repeated, { ...reading, part: -1, own: { facts: [], problems: [] } })
}

/** A piece of a text holds on to all of it, so an id that is kept is copied. */
function countId(ids: Map<string, number>, id: string): void {
  const count = ids.get(id)
  if (count === undefined) ids.set(Buffer.from(id).toString(), 1)
  else ids.set(id, count + 1)
}

function learnStrays({ strays }: Learned, part: number, launches: readonly FoundLaunch[], own: FoundFacts): void {
  const here = new Set(launches.map(({ id }) => id))
  const facts = own.facts.filter((item) => !here.has(item.facts.launch))
  const problems = own.problems.filter((item) => item.launch === undefined || !here.has(item.launch))
  if (facts.length + problems.length > 0) strays.push({ part, found: { facts, problems } })
}

async function joined(
  found: readonly FoundLaunch[],
  { facts, further, known, part, own }: Reading & { readonly part: number; readonly own: FoundFacts },
): Promise<WorldLaunch[]> {
  const strays = (known?.strays ?? []).filter((stray) => stray.part !== part).map((stray) => stray.found)
  const beside = [own, ...strays].flatMap((item) => item.facts).sort((a, b) => byPath(a.input.file, b.input.file))
  const standing = await facts.of(new Set(found.flatMap(({ id }) => id ?? [])))
  return assemble(found, {
    facts: [...beside, ...standing.facts, ...further.facts],
    shared: further.shared,
    problems: [...[own, ...strays].flatMap((item) => item.problems), ...standing.problems, ...further.problems],
  })
}
