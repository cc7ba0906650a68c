import type { DiffFormat } from '../../report/diff-formats.ts'
import { diffReporters } from '../../report/diff-reporters.ts'
import type { DiffReport } from '../../report/diff-text.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { outsideSource } from '../../world/outside.ts'
import { tellDiagnostics } from '../diagnostics.ts'
import { type ExitCode, type Io, wantsColour } from '../io.ts'
import { writeReport } from '../written.ts'

/** What `onlyif diff` is asked to do. */
export interface DiffOptions {
  readonly files: readonly string[]
  readonly base?: string
  readonly head?: string
  readonly now?: string
  readonly baseNow?: string
  readonly format: DiffFormat
  readonly output?: string
  readonly color?: boolean
}

/** Reports differences of launches. */
export async function reportDiffs(report: DiffReport, { format, output, color }: DiffOptions, io: Io): Promise<ExitCode> {
  const colour = wantsColour(color, io.env, output === undefined && io.stdoutIsTerminal)
  return writeReport(diffReporters[format](report, { colour, width: io.columns }), output, io)
}

/** Says what is wrong with files that were named to be compared. */
export async function tellUnreadable(diagnostics: readonly Diagnostic[], { color }: DiffOptions, io: Io): Promise<ExitCode> {
  const source = outsideSource(io.cwd)
  await tellDiagnostics(diagnostics, { root: io.cwd, trusted: source, head: source, outside: source, problems: [] }, color, io)
  return 2
}
