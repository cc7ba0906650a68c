import { diffDecisions } from '../../authoring/decision-diff.ts'
import { parseFile } from '../../model/documents.ts'
import type { Decision } from '../../model/generated/types.ts'
import { readSaved, type SavedReading } from '../../report/saved-decision.ts'
import { type InputFile, readText } from '../../world/file-text.ts'
import { outsideSource } from '../../world/outside.ts'
import { type ExitCode, type Io, UsageError } from '../io.ts'
import { refuseAltered, savedLimits } from '../saved-files.ts'
import { diffCommitmentFiles } from './commitments.ts'
import { diffLaunchFiles, diffRefs } from './launches.ts'
import { type DiffOptions, reportDiffs, tellUnreadable } from './report.ts'

/** Compares two saved decisions, two versions of everything, two manifests, or two versions of a commitment. */
export async function diff(options: DiffOptions, io: Io): Promise<ExitCode> {
  const { files, base, head } = options
  if (base !== undefined) return diffRefs({ ...options, base }, io)
  if (head !== undefined) throw new UsageError('--head needs --base', 'name the version before, too')
  if (files.length !== 2)
    throw new UsageError('two files are compared', 'name the one before and the one after, or one version with --base')
  const [one, two] = await Promise.all(files.map((file) => readText(outsideSource(io.cwd), file, savedLimits)))
  if (!one?.ok || !two?.ok)
    return tellUnreadable(
      [one, two].flatMap((item) => (item && !item.ok ? item.diagnostics : [])),
      options,
      io,
    )
  const pair = [one.input, two.input] as const
  if (pair.every(({ text }) => text.trimStart().startsWith('{'))) {
    const saved = [readSaved(pair[0].file, pair[0].text), readSaved(pair[1].file, pair[1].text)] as const
    if (saved.some((reading) => reading.ok)) return diffSaved(pair, saved, options, io)
  }
  const [a, b] = pair.map((input) => parseFile(input, savedLimits, ['Commitment', 'Launch', 'FactCatalog']))
  if (a?.models.some(({ kind }) => kind === 'Launch') && b?.models.some(({ kind }) => kind === 'Launch'))
    return diffLaunchFiles(files, options, io)
  const errors = [...(a?.diagnostics ?? []), ...(b?.diagnostics ?? [])].filter((item) => item.severity === 'error')
  if (errors.length > 0) return tellUnreadable(errors, options, io)
  const models = [a?.models ?? [], b?.models ?? []] as const
  if (models.every((list) => list.some(({ kind }) => kind === 'Commitment')))
    return diffCommitmentFiles([files[0] ?? '', files[1] ?? ''], models, options, io)
  throw new UsageError('the two files cannot be compared', 'name two saved decisions, two manifests, or two commitments')
}

async function diffSaved(
  [before, after]: readonly [InputFile, InputFile],
  [one, two]: readonly [SavedReading, SavedReading],
  options: DiffOptions,
  io: Io,
): Promise<ExitCode> {
  if (!one.ok) return tellUnreadable(one.diagnostics, options, io)
  if (!two.ok) return tellUnreadable(two.diagnostics, options, io)
  refuseAltered([...one.altered, ...two.altered])
  const old = new Map(one.input.decisions.map((decision) => [decision.launch.id, decision]))
  const [only] = one.input.decisions
  const isPair = one.input.decisions.length === 1 && two.input.decisions.length === 1
  const pairs = two.input.decisions.flatMap((decision): [Decision, Decision][] => {
    const other = isPair ? only : old.get(decision.launch.id)
    return other ? [[other, decision]] : []
  })
  if (pairs.length === 0) throw new UsageError('the two files have no launch in common', 'name two decisions about one launch')
  const all = pairs.map(([a, b]) => diffDecisions(a, b))
  const diffs = all.filter((item) => pairs.length === 1 || item.because !== undefined || item.requirements.length > 0)
  return reportDiffs({ before: before.file, after: after.file, diffs, unchanged: pairs.length - diffs.length }, options, io)
}
