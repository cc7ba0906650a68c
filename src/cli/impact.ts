import { failsOn, impactOf } from '../authoring/impact.ts'
import type { ImpactFormat } from '../report/impact-formats.ts'
import { impactReporters } from '../report/impact-reporters.ts'
import { counted } from '../report/value-words.ts'
import { type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { tellDiagnostics } from './diagnostics.ts'
import { type ExitCode, type Io, UsageError, wantsColour, worst } from './io.ts'
import { momentOf } from './moment.ts'
import { progressBar } from './progress.ts'
import { loadSides, prepareSide, type Sides, subjectsOf, wrongWith } from './sides.ts'
import { writeReport } from './written.ts'

/** What `onlyif impact` is asked to do. */
export interface ImpactOptions {
  readonly folders: readonly string[]
  readonly base?: string
  readonly launch?: readonly string[]
  readonly facts?: readonly string[]
  readonly format: ImpactFormat
  readonly output?: string
  readonly failOn: 'newly-blocked' | 'any-change' | 'none'
  readonly now?: string
  readonly exceptions: boolean
  readonly color?: boolean
}

/** Judges every launch by two versions of what judges and reports what differs. */
export async function impact(options: ImpactOptions, io: Io): Promise<ExitCode> {
  const now = momentOf(options.now, io)
  const { folders: _, ...sidesAsked } = options
  const sides = await loadSides({ ...sidesAsked, ...foldersOf(options) }, io)
  const ids = new Set([...sides.launches.map(({ name }) => name), ...(sides.launchesBefore?.keys() ?? [])])
  const noExceptions = !options.exceptions
  const before = prepareSide(sides.before.judges, now, ids, noExceptions)
  const after = prepareSide(sides.after.judges, now, ids, noExceptions)
  const broken = [
    { name: sides.before.name, diagnostics: wrongWith(sides.before.judges, before) },
    { name: sides.after.name, diagnostics: wrongWith(sides.after.judges, after) },
  ]
  const told = await tellBroken(broken, sides, options, io)
  if (told) return 2
  const bar = progressBar(io, ids.size, 'launches')
  const result = await impactOf({ before, after, subjects: subjectsOf(sides), noExceptions, onJudged: bar.show })
  bar.end()
  await tellLaunches(sides, options, io)
  const text = impactReporters[options.format](
    { impact: result, now, before: sides.before.name, after: sides.after.name },
    { colour: wantsColour(options.color, io.env, options.output === undefined && io.stdoutIsTerminal), width: io.columns },
  )
  const written = await writeReport(text, options.output, io)
  return worst(written, failsOn(result, options.failOn) ? 1 : 0)
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

interface Broken {
  readonly name: string
  readonly diagnostics: readonly Diagnostic[]
}

/** With an error in what judges a side decides nothing, so there is nothing to compare; says which side it is. */
async function tellBroken(sides: readonly Broken[], { loaded, before }: Sides, { color }: ImpactOptions, io: Io): Promise<boolean> {
  for (const [index, { name, diagnostics }] of sides.entries()) {
    const errors = diagnostics.filter((item) => item.severity === 'error')
    if (errors.length === 0) continue
    const from = index === 0 ? { ...loaded, trusted: before.source, head: before.source, world: undefined } : loaded
    await tellDiagnostics(errors, from, color, io)
    io.stderr(`onlyif: ${name} decides nothing, so there is nothing to compare\n`)
  }
  return sides.some(({ diagnostics }) => hasErrors(diagnostics))
}

/** Launches whose files have errors are no part of the comparison; where they are wrong is told. */
async function tellLaunches({ launches, loaded }: Sides, { color }: ImpactOptions, io: Io): Promise<void> {
  const errors = launches.flatMap(({ diagnostics }) => diagnostics.filter((item) => item.severity === 'error'))
  if (errors.length > 0) await tellDiagnostics(errors, loaded, color, io)
}
