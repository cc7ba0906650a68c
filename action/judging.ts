import type { FileSource } from '../src/model/file-source.ts'
import { expand } from '../src/world/expand.ts'
import { type JudgedWorld, judgeWorld } from '../src/world/judged-world.ts'
import { loadWorld, type World } from '../src/world/world.ts'
import type { Inputs } from './inputs.ts'

/** The two sides of a judgement. */
export interface Sides {
  readonly trusted: FileSource
  readonly head: FileSource
}

/** How launches are judged in this run, whatever the sides. */
export interface Judging {
  readonly inputs: Inputs
  readonly now: string
  /** Launches that are named; empty where the config says which there are. */
  readonly launches: readonly string[]
}

export interface Judged extends JudgedWorld {
  readonly world: World
}

/** Judges what the head holds by what the trusted side holds. Never throws for what files hold. */
export async function judge(sides: Sides, judging: Judging): Promise<Judged> {
  return judgeLoaded(await loadWorld({ ...sides, args: argsOf(judging) }), judging)
}

/** Judges a world that is there already. */
export async function judgeLoaded(world: World, { now, inputs, launches }: Judging): Promise<Judged> {
  return { world, ...(await judgeWorld(world, { now, noExceptions: inputs.noExceptions, isPartial: launches.length > 0 })) }
}

/**
 * The launches to judge. An input that the change could have written may name further ones, but not leave out those that are found
 * where the trusted config names them, or by default.
 */
export async function launchesToJudge(sides: Sides, inputs: Inputs, mayNarrow: boolean): Promise<readonly string[]> {
  if (inputs.launch.length === 0 || mayNarrow) return inputs.launch
  const { launches } = await loadWorld({ ...sides, args: argsOf({ inputs, launches: [] }) })
  return [...new Set([...inputs.launch, ...launches.map((launch) => launch.file)])]
}

/** Names without those that another state of the files does not have: a launch that came later is no mistake there. */
export async function namesIn(source: FileSource, names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of names) if ((await expand(source, [name])).files.length > 0) found.push(name)
  return found
}

/** What a run names, as the world takes it. */
export function argsOf({ inputs, launches }: Pick<Judging, 'inputs' | 'launches'>) {
  const { commitments, catalog, waivers, mapping: mappings, facts } = inputs
  return { launches, commitments, catalog, waivers, mappings, facts }
}
