import { setImmediate } from 'node:timers/promises'
import type { Config } from '../../model/config.ts'
import type { Decision } from '../../model/generated/types.ts'
import { verdictOf } from '../../report/gate-verdict.ts'
import { arrange, type Diagnostic } from '../../source/diagnostic.ts'
import { defaultLimits, type Limits } from '../../source/limits.ts'
import { configName, readConfig } from '../../world/config.ts'
import { type JudgedWorld, judgeWorld } from '../../world/judged-world.ts'
import { memorySource } from '../../world/memory.ts'
import { type PostedText, worldOfTexts } from '../../world/posted.ts'
import { loadTrustedSide, type TrustedSide, type World } from '../../world/world.ts'
import type { StandingSet } from '../commitments/standing-set.ts'
import { ProblemError } from '../problem.ts'
import type { Turn } from '../rejudge/known-turns.ts'
import { nextTurn } from '../rejudge/next-turn.ts'
import { testsIn } from './asked-for.ts'

/** Texts to judge, and how. */
export interface ToJudge {
  readonly texts: readonly PostedText[]
  /** RFC 3339. */
  readonly now: string
  readonly noExceptions: boolean
}

export interface Judged extends JudgedWorld {
  readonly world: World
  /** What stood then, where it was judged by that; by the time it is recorded something else may stand. */
  readonly set?: StandingSet
  /** When the clock may next change what came out, where it was judged by what stands. */
  readonly turnOf?: (decision: Decision) => Turn
}

/** Told the launches before they are judged; it may refuse. */
export type Before = (world: World) => Promise<void>

/** More of somebody's own than this would keep everybody else waiting. */
const most = { requirements: 1000, tests: 2500, mappings: 50, 'patterns of files': 200 } as const

/** Judges what was sent by what stands, with both keys. Never throws for what the texts hold. */
export async function judgeBySet(set: StandingSet, { texts, now, noExceptions }: ToJudge, before?: Before): Promise<Judged> {
  const world = await worldOfTexts(set.side, texts)
  await before?.(world)
  const trusted = new Map(set.side.files.map(({ file, digest }) => [file, digest]))
  // What was compiled beforehand vouches for files by name: a text that was sent under such a name must not be taken for that file.
  const isApart = world.launches.every((launch) => launch.files.every(({ file }) => !trusted.has(file)))
  const launches = new Set(world.launches.map((launch) => launch.name))
  const prepared = isApart ? set.prepared(launches, { now, noExceptions }) : undefined
  const judged = await judgeWorld(world, { now, noExceptions, isPartial: true, pause: setImmediate, ...(prepared && { prepared }) })
  if (!prepared) return { world, ...judged, set }
  const turnOf = (decision: Decision): Turn => ({
    version: set.version,
    next: nextTurn(prepared, launchOf(world, decision), Date.parse(now)),
  })
  return { world, ...judged, set, turnOf }
}

/**
 * Judges what was sent by commitments that were sent along, laid out as in a repository. Never a decision that any gate obeys. Files may be
 * as large as `limits` say, whatever the config says that was sent.
 */
export async function judgeBySent(
  files: readonly PostedText[],
  { texts, now, noExceptions }: ToJudge,
  { before, limits = defaultLimits }: { readonly before?: Before; readonly limits?: Limits } = {},
): Promise<Judged> {
  const source = memorySource(new Map(files.map(({ file, text }) => [file, text])))
  refuseSentConfig((await readConfig(source)).config, limits)
  const side = unusedAreErrors(await loadTrustedSide({ trusted: source }), files)
  refuseTooMuch({
    requirements: side.commitments.reduce((sum, { entries }) => sum + entries.length, 0),
    tests: testsIn(side.commitments),
    mappings: side.mappings.length,
  })
  const world = await worldOfTexts(side, texts)
  await before?.(world)
  return { world, ...(await judgeWorld(world, { now, noExceptions, isPartial: true, pause: setImmediate })) }
}

/** Who sends a config chooses neither how much the service reads nor how long it looks for files. */
function refuseSentConfig(config: Config, limits: Limits): void {
  for (const name of Object.keys(limits) as (keyof Limits)[])
    if (config.limits[name] > limits[name])
      throw new ProblemError(
        'too-large',
        `the \`${configName}\` that was sent says ${config.limits[name]} for \`${name}\`, and ${limits[name]} is the most here`,
        {
          hint: 'leave the limit out, or have the service judge by that file',
        },
      )
  const { commitments = [], catalog = [], waivers = [], mappings = [], launches = [], facts = [] } = config
  refuseTooMuch({ 'patterns of files': [commitments, catalog, waivers, mappings, launches, facts].flat().length })
}

function refuseTooMuch(counts: Partial<Record<keyof typeof most, number>>): void {
  for (const [what, count] of Object.entries(counts) as [keyof typeof most, number][])
    if (count > most[what])
      throw new ProblemError('too-large', `what was sent to judge by has ${count} ${what}, and ${most[what]} are taken at most`, {
        hint: 'send less at once',
      })
}

/** Of what was sent to judge by, nothing may be passed over: a misplaced file would be a requirement that nobody judged. */
function unusedAreErrors(side: TrustedSide, files: readonly PostedText[]): TrustedSide {
  const used = new Set(side.files.map(({ file }) => file))
  const told = new Set(side.diagnostics.map(({ file }) => file))
  const unused = files.filter(({ file }) => !used.has(file) && !told.has(file))
  const found = unused.map(
    ({ file }): Diagnostic => ({
      code: 'world/nothing-matched',
      severity: 'error',
      file,
      message: `\`${file}\` is in no place where files that judge are looked for, or holds none`,
      hint: 'put commitments at `rules/…`, the catalog at `catalog.yaml`, or send an `onlyif.yaml` that names the files',
    }),
  )
  return { ...side, diagnostics: arrange([...side.diagnostics, ...found]) }
}

/** Whether every launch that was sent has its decision. */
export function isDecided(judged: JudgedWorld): boolean {
  return verdictOf(judged) !== 'undecided'
}

/** The launch of a world that a decision is about. */
export function launchOf(world: World, decision: Decision): World['launches'][number] {
  const found = world.launches.find((launch) => launch.name === decision.launch.id)
  if (!found) throw new Error(`no launch of the world is ${decision.launch.id}`)
  return found
}
