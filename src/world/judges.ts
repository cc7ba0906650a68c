import { type PreparedJudge, prepare } from '../engine/judge.ts'
import type { Config } from '../model/config.ts'
import type { FileSource } from '../model/file-source.ts'
import { type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { canonicalJson } from '../source/digest.ts'
import { toData } from '../source/node.ts'
import { loadTrustedSide } from './begin.ts'
import type { World } from './world.ts'

/** What judges on one side, without launches. */
export type Judges = Pick<World, 'commitments' | 'catalogs' | 'waivers' | 'mappings' | 'config' | 'files' | 'diagnostics'>

/** What judges in a tree of files, without its launches. */
export function judgesIn(source: FileSource): Promise<Judges> {
  return loadTrustedSide({ trusted: source })
}

/** Compiles one side. */
export function prepareSide(judges: Judges, now: string, ids?: ReadonlySet<string>, noExceptions = false): PreparedJudge {
  const { commitments, catalogs, waivers, mappings, config } = judges
  return prepare({
    commitments,
    catalog: catalogs,
    waivers,
    mappings,
    config,
    now,
    noExceptions,
    ...(ids && { judgedLaunches: ids }),
  })
}

/** What is wrong with what judges; what only follows from a file that could not be read is not told. */
export function wrongWith({ diagnostics }: Judges, prepared: PreparedJudge): readonly Diagnostic[] {
  return hasErrors(diagnostics) ? diagnostics : [...diagnostics, ...prepared.diagnostics]
}

/** Whether two versions find the same files and make the same launches of them. */
export function readsAlike(a: Judges, b: Judges): boolean {
  const globs = ({ launches, facts }: Config): unknown => ({ launches: launches ?? null, facts: facts ?? null })
  return canonicalJson(globs(a.config)) === canonicalJson(globs(b.config)) && mapsAlike(a, b)
}

/** Whether two versions make the same launches of given files. */
export function mapsAlike(a: Judges, b: Judges): boolean {
  const data = ({ config, mappings }: Judges): string =>
    canonicalJson({ limits: config.limits, mappings: mappings.map(({ document }) => toData(document.root)) })
  return data(a) === data(b)
}
