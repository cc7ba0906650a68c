import type { FileSource } from '../src/model/file-source.ts'
import { isWhole } from '../src/world/begin.ts'
import { expand } from '../src/world/expand.ts'
import { type JudgedWorld, judgeWorld } from '../src/world/judged-world.ts'
import { loadWorld, type World, type WorldArgs } from '../src/world/world.ts'
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
  /** Launches that are named. */
  readonly launches: readonly string[]
  /** Whether they are all that is judged. What the change could have written names further ones, and leaves out none that is found without it. */
  readonly mayNarrow: boolean
}

export interface Judged extends JudgedWorld {
  readonly world: World
}

/** Judges what the head holds by what the trusted side holds. Never throws for what files hold. */
export async function judge(sides: Sides, judging: Judging): Promise<Judged> {
  return judgeLoaded(await loadWorld({ ...sides, args: argsOf(judging) }), judging)
}

/** Judges a world that is there already. */
export async function judgeLoaded(world: World, judging: Judging): Promise<Judged> {
  const { now, inputs } = judging
  return { world, ...(await judgeWorld(world, { now, noExceptions: inputs.noExceptions, isPartial: !isWhole(argsOf(judging)) })) }
}

/** Names without those that another state of the files does not have: a launch that came later is no mistake there. */
export async function namesIn(source: FileSource, names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of names) if ((await expand(source, [name])).files.length > 0) found.push(name)
  return found
}

/** What a run names, as the world takes it. */
export function argsOf({ inputs, launches, mayNarrow }: Judging): WorldArgs {
  const { commitments, catalog, waivers, mapping: mappings, facts } = inputs
  return { launches, leavesNothingOut: !mayNarrow, commitments, catalog, waivers, mappings, facts }
}
