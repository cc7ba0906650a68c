import { impactOf } from '../src/authoring/impact.ts'
import { isInside } from '../src/model/file-path.ts'
import type { FileSource } from '../src/model/file-source.ts'
import type { ImpactReport } from '../src/report/impact-words.ts'
import { type Diagnostic, hasErrors } from '../src/source/diagnostic.ts'
import { nothingFound } from '../src/world/begin.ts'
import { type Judges, prepareSide, readsAlike, wrongWith } from '../src/world/judges.ts'
import { type Change, isSameReading, mergedSource } from '../src/world/merged.ts'
import { pairLaunches } from '../src/world/paired-launches.ts'
import { loadTrustedSide, loadWorld } from '../src/world/world.ts'
import { argsOf, type Judged, type Judging } from './judging.ts'
import type { Opened } from './opening.ts'

/** What a change makes of what judges. Told, and never heeded for the verdict. */
export interface Proposal {
  /** Commitments, catalogs, waivers, mappings or the config that would be others if it were merged. */
  readonly files: readonly string[]
  /** Those of them that the trusted branch has edited since the change set out from it. */
  readonly contested: readonly string[]
  /** Whom that would judge differently. */
  readonly impact?: ImpactReport
  /** What is wrong with them as edited; then nothing would be decided, and there is no impact. */
  readonly errors: readonly string[]
}

interface Asked {
  readonly trusted: Opened['trusted']
  readonly change: Change
  readonly judging: Judging
  readonly judged: Judged
}

const mostErrors = 5

/** Judges the launches of the head by what the trusted branch would hold with the change merged. Absent where the change leaves that alone. */
export async function proposalOf({ trusted, change, judging, judged }: Asked): Promise<Proposal | undefined> {
  const { world } = judged
  const { now, inputs } = judging
  const input = { trusted: mergedSource(trusted.source, change), head: change.to, args: argsOf(judging) }
  const merged = await loadTrustedSide(input)
  const launches = readsAlike(world, merged) ? world.launches : (await loadWorld(input)).launches
  const ids = new Set([...world.launches, ...launches].map(({ name }) => name))
  const before = prepareSide(world, now, ids, inputs.noExceptions)
  const after = prepareSide(merged, now, ids, inputs.noExceptions)
  const wrong = wrongWith({ ...merged, diagnostics: [...merged.diagnostics, ...nothingFound(input, merged, missing(merged))] }, after)
  const errors = wrong.filter((item) => item.severity === 'error')
  const files = changedFiles(world, merged, await brokenFiles(errors, change))
  if (files.length === 0) return undefined
  const proposal = { files, contested: await differing(files, trusted.source, change.from), errors: [] }
  if (errors.length > 0) return { ...proposal, errors: errorWords(errors, files) }
  const isBroken = hasErrors(world.diagnostics) || hasErrors(before.diagnostics)
  // Where nothing is decided now, there is nothing of any launch to compare with.
  const held = isBroken ? [] : launches === world.launches ? undefined : world.launches
  const impact = await impactOf({ before, after, subjects: pairLaunches(launches, held), noExceptions: inputs.noExceptions })
  return { ...proposal, impact: { impact, now, before: trusted.branch, after: 'this change' } }
}

function missing({ diagnostics }: Judges): { readonly problems: readonly Diagnostic[]; readonly launches: number } {
  return { problems: diagnostics, launches: 1 }
}

function changedFiles(before: Judges, after: Judges, broken: readonly string[]): string[] {
  const digests = ({ files }: Judges): Map<string, string> => new Map(files.map(({ file, digest }) => [file, digest]))
  const [was, is] = [digests(before), digests(after)]
  const changed = [...was.keys(), ...is.keys()].filter((file) => was.get(file) !== is.get(file))
  return [...new Set([...changed, ...broken])].sort()
}

/** Edited files with errors: what cannot be read is not among the files that judge. */
function brokenFiles(errors: readonly Diagnostic[], { from, to }: Change): Promise<readonly string[]> {
  return differing([...new Set(errors.map(({ file }) => file))].filter(isInside), from, to)
}

/** Those of files that are not the same on two sides. */
async function differing(files: readonly string[], ...sides: readonly [FileSource, FileSource]): Promise<string[]> {
  const differ = await Promise.all(
    files.map(async (file) => {
      const [one, other] = await Promise.all(sides.map((source) => source.read(file, Number.MAX_SAFE_INTEGER)))
      return one !== undefined && other !== undefined && !isSameReading(one, other)
    }),
  )
  return files.filter((_, i) => differ[i])
}

/** Those of edited files, where there are any: another error is there because of these. */
function errorWords(errors: readonly Diagnostic[], files: readonly string[]): string[] {
  const own = errors.filter(({ file }) => files.includes(file))
  return (own.length > 0 ? own : errors)
    .slice(0, mostErrors)
    .map(({ file, message }) => (files.includes(file) ? `\`${file}\`: ${message}` : message))
}
