import { failsOn, type Impact, impactOf } from '../../authoring/impact.ts'
import type { PreparedJudge } from '../../engine/judge.ts'
import { forTerminal } from '../../report/escape.ts'
import type { ImpactFormat } from '../../report/impact-formats.ts'
import { impactReporters } from '../../report/impact-reporters.ts'
import { counted } from '../../report/value-words.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { judgesIn, prepareSide, wrongWith } from '../../world/judges.ts'
import { tellDiagnostics } from '../diagnostics.ts'
import { type ExitCode, type Io, UsageError, wantsColour, worst } from '../io.ts'
import { momentOf } from '../moment.ts'
import { progressBar } from '../progress.ts'
import { tellRoot } from '../root-line.ts'
import { loadSides, type Sides, type SidesOptions } from '../sides.ts'
import { withRecorded } from '../store-access.ts'
import { writeReport } from '../written.ts'
import { type ImpactLaunches, launchesOf, openLaunches } from './launches.ts'
import { recordedLaunches } from './recorded.ts'

/** What `onlyif impact` is asked to do. */
export interface ImpactOptions {
  readonly folders: readonly string[]
  readonly base?: string
  readonly launch?: readonly string[]
  readonly facts?: readonly string[]
  readonly store?: string
  readonly decisions?: string
  readonly format: ImpactFormat
  readonly output?: string
  readonly failOn: 'newly-blocked' | 'any-change' | 'none'
  readonly now?: string
  readonly exceptions: boolean
  readonly color?: boolean
}

/** Judges every launch by two versions of what judges and reports what differs. */
export function impact(options: ImpactOptions, io: Io): Promise<ExitCode> {
  const asked = { ...foldersOf(options), ...(options.base !== undefined && { base: options.base }) }
  return options.store === undefined && options.decisions === undefined
    ? impactOnFiles(options, asked, io)
    : impactOnRecorded(options, asked, io)
}

async function impactOnFiles(options: ImpactOptions, asked: SidesOptions, io: Io): Promise<ExitCode> {
  const now = momentOf(options.now, io)
  const { read: opened, ...sides } = await loadSides(asked, io, (loaded) => openLaunches(options, loaded, io))
  if (!asked.folders) tellRoot(sides.loaded.root, options, io)
  return compare({ sides, launches: () => launchesOf(opened, sides.before), now, options }, io)
}

async function impactOnRecorded(options: ImpactOptions, asked: SidesOptions, io: Io): Promise<ExitCode> {
  const { store, decisions, launch, facts } = options
  if (store !== undefined && decisions !== undefined)
    throw new UsageError('--store and --decisions both say where decisions are kept', 'leave one of them out')
  if (launch || facts)
    throw new UsageError('--launch and --facts are for launches in files', 'leave them out: decisions keep what they rest on')
  const now = options.now === undefined ? undefined : momentOf(options.now, io)
  const sides = await loadSides(asked, io, async ({ head }) => ({ judges: await judgesIn(head) }))
  if (!asked.folders) tellRoot(sides.loaded.root, options, io)
  return withRecorded({ store, export: decisions }, io, (recorded, name) => {
    const launches = () => recordedLaunches(recorded, { before: sides.before.judges, after: sides.after.judges, now })
    return compare({ sides, launches, now, decisions: name, options }, io)
  })
}

interface Comparison {
  readonly sides: Sides
  readonly launches: () => Promise<ImpactLaunches>
  /** Absent where each launch is judged as of its last decision. */
  readonly now: string | undefined
  readonly decisions?: string
  readonly options: ImpactOptions
}

async function compare({ sides, launches: open, now, decisions, options }: Comparison, io: Io): Promise<ExitCode> {
  const at = now ?? io.now()
  const noExceptions = !options.exceptions
  if (await tellBroken(sides, bothSides(sides, at, new Set(), noExceptions), options, io)) return 2
  const launches = await open()
  const prepared = await soundSides({ sides, launches, at, noExceptions })
  if (await tellBroken(sides, prepared, options, io)) return 2
  const bar = progressBar(io, launches.total, launches.noun)
  const judge = (): Promise<Impact> => impactOf({ ...prepared, subjects: launches.read(bar.show), noExceptions })
  const first = await judge()
  const result = launches.isStale() ? await judge() : first
  bar.end()
  await tellDiagnostics(launches.problems(), sides.loaded, options.color, io)
  if (result.launches === 0) return tellNone(launches, { decisions, sides, color: options.color }, io)
  const report = {
    impact: result,
    before: sides.before.name,
    after: sides.after.name,
    ...(now !== undefined && { now }),
    ...(decisions !== undefined && { decisions }),
  }
  const text = impactReporters[options.format](report, {
    colour: wantsColour(options.color, io.env, options.output === undefined && io.stdoutIsTerminal),
    width: io.columns,
  })
  const written = await writeReport(text, options.output, io)
  return worst(written, exitCodeOf(result, options, io))
}

/** Where a pipeline is to stop for what an edit does to launches, one of which that cannot be told must not pass. */
function exitCodeOf(result: Impact, { failOn }: ImpactOptions, io: Io): ExitCode {
  const { launches, lost, notDecided } = result
  if (lost.length + notDecided === launches) {
    io.stderr(`onlyif: no launch can be judged${lost.length > 0 ? ' again' : ''}, so nothing was compared\n`)
    return 2
  }
  if (failsOn(result, failOn)) return 1
  return failOn !== 'none' && notDecided > 0 ? 2 : 0
}

interface Prepared {
  readonly before: PreparedJudge
  readonly after: PreparedJudge
}

function bothSides({ before, after }: Sides, now: string, ids: ReadonlySet<string> | undefined, noExceptions: boolean): Prepared {
  return { before: prepareSide(before.judges, now, ids, noExceptions), after: prepareSide(after.judges, now, ids, noExceptions) }
}

/** Both sides with all waivers. Only where a waiver is wrong it matters whether its launch is here, so only then that is looked up. */
async function soundSides(asked: {
  readonly sides: Sides
  readonly launches: ImpactLaunches
  readonly at: string
  readonly noExceptions: boolean
}): Promise<Prepared> {
  const { sides, launches, at, noExceptions } = asked
  const prepared = bothSides(sides, at, undefined, noExceptions)
  const isSound = ![prepared.before, prepared.after].some(({ diagnostics }) => hasErrors(diagnostics))
  return isSound ? prepared : bothSides(sides, at, await launches.ids(), noExceptions)
}

function foldersOf({ folders, base }: ImpactOptions): { folders?: readonly [string, string] } {
  const [before, after, ...more] = folders
  if (before === undefined) return {}
  if (base !== undefined) throw new UsageError('--base and two folders are two ways to say the same', 'leave one of them out')
  if (after === undefined || more.length > 0)
    throw new UsageError(
      `${counted(folders.length, 'folder is', 'folders are')} named, where two are compared`,
      'name the one before and the one after',
    )
  return { folders: [before, after] }
}

/** With an error in what judges a side decides nothing, so there is nothing to compare; says which side it is. */
async function tellBroken({ before, after, loaded }: Sides, prepared: Prepared, { color }: ImpactOptions, io: Io): Promise<boolean> {
  let isBroken = false
  for (const [side, judge] of [[before, prepared.before] as const, [after, prepared.after] as const]) {
    const errors = wrongWith(side.judges, judge).filter((item) => item.severity === 'error')
    if (errors.length === 0) continue
    isBroken = true
    await tellDiagnostics(errors, side === before ? { ...loaded, trusted: before.source, head: before.source } : loaded, color, io)
    io.stderr(`onlyif: ${side.name} decides nothing, so there is nothing to compare\n`)
  }
  return isBroken
}

interface None {
  readonly decisions: string | undefined
  readonly sides: Sides
  readonly color: boolean | undefined
}

/** Nothing that was compared is not the same as nothing that differs. */
async function tellNone({ ifNone }: ImpactLaunches, { decisions, sides, color }: None, io: Io): Promise<ExitCode> {
  await tellDiagnostics(ifNone, sides.loaded, color, io)
  io.stderr(
    decisions === undefined
      ? 'onlyif: nothing was compared\n'
      : `onlyif: there is no decision in ${forTerminal(decisions)}, so nothing was compared\n`,
  )
  return 2
}
