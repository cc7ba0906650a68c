import { decideWith } from '../engine/decide.ts'
import { type PreparedJudge, prepare } from '../engine/judge.ts'
import { orphanedWaivers } from '../engine/waiver-warnings.ts'
import type { Decision } from '../model/generated/types.ts'
import { arrange, type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { didYouMean } from '../source/suggest.ts'
import { withoutSilenced } from './silences.ts'
import type { World } from './world.ts'

/** What a world came to: decisions, launches without one, and everything wrong with files. */
export interface JudgedWorld {
  readonly decisions: readonly Decision[]
  readonly undecided: readonly { readonly name: string; readonly file: string }[]
  readonly diagnostics: readonly Diagnostic[]
}

/** How a world is judged. */
export interface JudgingOptions {
  /** RFC 3339, or a day. */
  readonly now: string
  readonly noExceptions: boolean
  /** Whether only some launches were asked for: then waivers of others are nobody's mistake. */
  readonly isPartial: boolean
  /** What judges this world, compiled already; else it is compiled for this run. */
  readonly prepared?: PreparedJudge
  /** Told before each launch is judged. */
  readonly onLaunch?: (index: number, total: number) => void
  /** Waited for before each launch, so that whatever else a process does gets its turn. */
  readonly pause?: () => Promise<unknown>
}

/** Judges every launch of a world by both keys. With an error on the trusted side nothing is decided. Never throws for what files hold. */
export async function judgeWorld(world: World, options: JudgingOptions): Promise<JudgedWorld> {
  const { commitments, catalogs, waivers, mappings, config, digests, launches } = world
  const everything = [...world.diagnostics, ...launches.flatMap((launch) => launch.diagnostics)]
  const none = (found: readonly Diagnostic[]): JudgedWorld => ({
    decisions: [],
    undecided: launches.map(({ name, file }) => ({ name, file })),
    diagnostics: told(found, world),
  })
  if (hasErrors(world.diagnostics)) return none(everything)
  const ids = new Set(launches.map((launch) => launch.name))
  const { now, noExceptions } = options
  const prepared =
    options.prepared ??
    prepare({ commitments, catalog: catalogs, waivers, mappings, config, digests, now, noExceptions, judgedLaunches: ids })
  if (hasErrors(prepared.diagnostics)) return none([...everything, ...prepared.diagnostics])
  const found = [...everything, ...prepared.diagnostics]
  // A launch that cannot be read may be the one that a waiver is for.
  const isWhole = !options.isPartial && launches.every(({ launch }) => launch !== undefined)
  if (isWhole) found.push(...orphanedWaivers(waivers, ids, (id) => didYouMean(id, ids)))
  const decisions: Decision[] = []
  const undecided: { name: string; file: string }[] = []
  for (const [index, { launch, facts, name, file }] of launches.entries()) {
    options.onLaunch?.(index, launches.length)
    await options.pause?.()
    const result = launch && (await decideWith(prepared, launch, facts))
    if (result?.decision) decisions.push(result.decision)
    else undecided.push({ name, file })
    found.push(...(result?.diagnostics ?? []))
  }
  return { decisions, undecided, diagnostics: told(found, world) }
}

/** A silence may be for a warning that only lint looks for, so here none is unused. */
function told(found: readonly Diagnostic[], world: World): Diagnostic[] {
  const files = [...world.files, ...world.launches.flatMap((launch) => launch.files)]
  return arrange(withoutSilenced(found, files).filter((item) => item.code !== 'document/unused-silence'))
}
