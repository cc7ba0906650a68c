import { type CommitmentSide, diffCommitments } from '../../authoring/commitment-diff.ts'
import { type Commitment, requirementsOf } from '../../model/commitment.ts'
import type { Model } from '../../model/documents.ts'
import { commitmentDiffReporters } from '../../report/commitment-diff-reporters.ts'
import { type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { diskSource } from '../../world/disk.ts'
import { type Judges, judgesIn } from '../../world/judges.ts'
import { findRoot } from '../../world/root.ts'
import { type ExitCode, type Io, UsageError, wantsColour } from '../io.ts'
import { writeReport } from '../written.ts'
import { type DiffOptions, tellUnreadable } from './report.ts'

interface NamedSide extends CommitmentSide {
  readonly name: string
  readonly diagnostics: readonly Diagnostic[]
}

/** Compares the commitments of two files. Catalogs in the files come first; without any, those that are here. */
export async function diffCommitmentFiles(
  files: readonly [string, string],
  models: readonly [readonly Model[], readonly Model[]],
  options: DiffOptions,
  io: Io,
): Promise<ExitCode> {
  const here = await judgesIn(diskSource(await findRoot(io.cwd)))
  const side = (name: string, own: readonly Model[]): NamedSide => {
    const catalogs = own.filter((model) => model.kind === 'FactCatalog')
    return {
      name,
      commitments: own.filter((model) => model.kind === 'Commitment'),
      catalogs: catalogs.length > 0 ? catalogs : here.catalogs,
      diagnostics: [],
    }
  }
  return compare(side(files[0], models[0]), side(files[1], models[1]), options, io)
}

/** Compares one commitment file, or the commitment of an id, between two versions of everything. */
export async function diffCommitmentAt(
  named: string,
  [before, after]: readonly [{ name: string; judges: Judges }, { name: string; judges: Judges }],
  options: DiffOptions,
  io: Io,
): Promise<ExitCode> {
  const side = ({ name, judges }: typeof before): NamedSide => ({
    name,
    commitments: judges.commitments.filter((item) => isNamed(item, named)),
    catalogs: judges.catalogs,
    diagnostics: judges.diagnostics.filter((item) => item.file === named),
  })
  return compare(side(before), side(after), options, io)
}

/** Whether a name means a commitment: its file or its id. */
export function isNamed({ id, document }: Commitment, named: string): boolean {
  return id === named || document.file === named
}

async function compare(before: NamedSide, after: NamedSide, options: DiffOptions, io: Io): Promise<ExitCode> {
  const wrong = [...before.diagnostics, ...after.diagnostics].filter((item) => item.severity === 'error')
  if (hasErrors(wrong)) return tellUnreadable(wrong, options, io)
  if (before.commitments.length + after.commitments.length === 0)
    throw new UsageError('there is no commitment to compare', 'name a commitment')
  const result = diffCommitments(withoutSame(before), withoutSame(after))
  if (!('diff' in result)) return tellUnreadable(result.diagnostics, options, io)
  const { format, output, color } = options
  const colour = wantsColour(color, io.env, output === undefined && io.stdoutIsTerminal)
  const text = commitmentDiffReporters[format]({ before: before.name, after: after.name, diff: result.diff }, { colour, width: io.columns })
  return writeReport(text, output, io)
}

/** Requirements of other commitments are judged, and compared, where they stand. */
function withoutSame({ commitments, catalogs }: NamedSide): CommitmentSide {
  return { commitments: commitments.map((item) => ({ ...item, entries: requirementsOf(item) })), catalogs }
}
